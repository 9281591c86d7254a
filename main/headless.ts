import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Envelope, Progress, Reply } from '../shared/contract.ts'
import { calls } from '../shared/contracts.ts'
import { reopenBook } from './company/book-file.ts'
import { dispatch } from './dispatch.ts'
import { furnish } from './furnish.ts'
import type { Connected } from './given.ts'
import type { Host } from './host.ts'
import { stderrLog } from './log.ts'
import { cancelTask, finished, newConnection } from './tasks.ts'

// The same calls without a window: JSON lines in, JSON lines out, in order. Nothing but answers is written on standard output.
const usage = `usage: bahi --list
       bahi --new FIRM.json --book FILE
       bahi --book FILE [--as USER]    then one {"id","call":"room.name","input"} a line on standard input`

const send = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`)

function fail(message: string): never {
  process.stderr.write(`${message}\n${usage}\n`)
  process.exit(2)
}

function options() {
  try {
    return parseArgs({
      options: {
        list: { type: 'boolean' },
        new: { type: 'string' },
        book: { type: 'string' },
        as: { type: 'string' },
        headless: { type: 'boolean' },
      },
      strict: true,
    }).values
  } catch (error) {
    return fail((error as Error).message)
  }
}

function hostAt(out: string): Host {
  const root = dirname(out)
  return {
    paths: {
      migrations: join(root, 'db-migrations'),
      fonts: join(out, 'fonts'),
      reportWorker: join(out, 'main/report-worker.cjs'),
      workers: join(out, 'main'),
    },
    log: stderrLog(),
    clock: Date.now,
    rooms: furnish(),
    book: null,
    connections: new Set(),
    changed: () => undefined,
    // a headless host leaves no mark on the installation's settings
    home: null,
    desk: null,
  }
}

/** Every call: kind, permission, doc and the JSON Schema of its input and output. */
function list(): void {
  for (const [call, { kind, permission, doc, input, output }] of calls)
    send({
      call,
      kind,
      permission,
      doc,
      input: z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }),
      output: z.toJSONSchema(output, { unrepresentable: 'any', io: 'output' }),
    })
}

async function settled(host: Host, connection: Connected, id: unknown, reply: Reply): Promise<Reply> {
  const task = reply.ok ? (reply.value as { task?: unknown } | null)?.task : undefined
  if (typeof task !== 'string') return reply
  running.set(JSON.stringify(id), task)
  const last = await finished(host, connection, task, ({ done, total, note }: Progress) =>
    send({ id, progress: { done, total, note } }),
  )
  running.delete(JSON.stringify(id))
  return last
}
/** Tasks under way by the id of their line, so that a `cancel` line can name them. */
const running = new Map<string, string>()

type Line = { id?: unknown; call?: unknown; input?: unknown; cancel?: unknown } & Envelope

async function serve(host: Host, connection: Connected): Promise<void> {
  let queue: Promise<void> = Promise.resolve()
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!text.trim()) continue
    let line: Line
    try {
      line = JSON.parse(text) as Line
      if (line === null || typeof line !== 'object') throw new Error('not an object')
    } catch {
      queue = queue.then(
        () =>
          void send({
            id: null,
            ok: false,
            refusal: { code: 'company/bad-line', message: 'Not a line of JSON with id, call and input' },
          }),
      )
      continue
    }
    // a cancel must not wait behind the task it ends
    if (line.cancel !== undefined) {
      const task = running.get(JSON.stringify(line.cancel))
      if (task) cancelTask(host, task)
      continue
    }
    queue = queue.then(async () => {
      const files = Object.fromEntries(Object.entries(line.files ?? {}).map(([name, path]) => [name, resolve(path)]))
      const envelope: Envelope = { accepted: line.accepted, draftUid: line.draftUid, tokens: line.tokens, files }
      const reply = await dispatch(host, connection, String(line.call), line.input ?? {}, envelope)
      send({ id: line.id ?? null, ...(await settled(host, connection, line.id, reply)) })
    })
  }
  await queue
}

async function main(): Promise<void> {
  const given = options()
  if (given.list) return list()
  if (!given.book) fail('name the book with --book')
  const host = hostAt(resolve(__dirname, '..'))
  const connection = newConnection(() => undefined)
  host.connections.add(connection)
  const book = resolve(given.book)
  if (given.new) {
    if (!existsSync(given.new)) fail(`there is no file ${given.new}`)
    const first: unknown = JSON.parse(readFileSync(given.new, 'utf8'))
    const reply = await settled(
      host,
      connection,
      'new',
      await dispatch(host, connection, 'company.firstRun', first, { files: { book } }),
    )
    send({ id: 'new', ...reply })
    host.book?.close()
    process.exit(reply.ok ? 0 : 1)
  }
  // a book that is not there yet may be made by a first call (company.firstRun, home.makeDemo) under the ticket `book`
  if (existsSync(book)) {
    try {
      reopenBook(host, book)
    } catch (error) {
      fail((error as Error).message)
    }
    if (!connection.person || given.as) await signIn(host, connection, given.as)
  }
  await serve(host, connection)
  host.book?.close()
}

async function signIn(host: Host, connection: Connected, as: string | undefined): Promise<void> {
  const owner = host.book?.connection.sqlite
    .prepare("select name from user where role = 'owner' and active = 1 order by id limit 1")
    .get() as { name: string }
  const user = as ?? owner.name
  const reply = await settled(
    host,
    connection,
    'sign-in',
    await dispatch(host, connection, 'company.signIn', { user, pin: process.env.BAHI_PIN ?? '' }),
  )
  if (!reply.ok) fail(`${user} could not sign in: give the PIN in BAHI_PIN`)
}

void main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${(error as Error).stack}\n`)
    process.exit(1)
  },
)
