import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Envelope, Progress, Reply } from '../shared/contract.ts'
import { calls } from '../shared/contracts.ts'
import { reopenBook } from './company/book-file.ts'
import { activePeople } from './company/people.ts'
import { dispatch } from './dispatch.ts'
import { founders, furnish } from './furnish.ts'
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

/** Tasks under way by the id of their line, so that a `cancel` line can name them. */
const running = new Map<string, string>()
/** Lines cancelled before their turn came. */
const dropped = new Set<string>()
const keyOf = (id: unknown): string => JSON.stringify(id ?? null)

async function settled(host: Host, id: unknown, reply: Reply): Promise<Reply> {
  const task = reply.ok ? (reply.value as { task?: unknown } | null)?.task : undefined
  if (typeof task !== 'string') return reply
  running.set(keyOf(id), task)
  const last = await finished(host, task, ({ done, total, note }: Progress) => send({ id, progress: { done, total, note } }))
  running.delete(keyOf(id))
  return last
}

type Line = { id?: unknown; call?: unknown; input?: unknown; cancel?: unknown } & Envelope

/** One line of standard input as it is meant, or null. */
function lineOf(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text)
    return line !== null && typeof line === 'object' && !Array.isArray(line) ? (line as Line) : null
  } catch {
    return null
  }
}

async function answerLine(host: Host, connection: Connected, line: Line): Promise<Reply> {
  if (dropped.delete(keyOf(line.id))) return { ok: false, refusal: { code: 'company/stopped', message: 'Stopped' } }
  const files = Object.fromEntries(Object.entries(line.files ?? {}).map(([name, file]) => [name, resolve(String(file))]))
  const envelope: Envelope = { accepted: line.accepted, draftUid: line.draftUid, tokens: line.tokens, files }
  return settled(host, line.id, await dispatch(host, connection, String(line.call), line.input ?? {}, envelope))
}

/** Answers the lines of standard input in their order, each on a line of its own; a cancel does not wait for its turn. */
async function serve(host: Host, connection: Connected): Promise<void> {
  let queue: Promise<unknown> = Promise.resolve()
  const waiting = new Set<string>()
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!text.trim()) continue
    const line = lineOf(text)
    if (line === null) {
      const refusal = { code: 'company/bad-line', message: 'Not a line of JSON with id, call and input' }
      queue = queue.then(() => send({ id: null, ok: false, refusal }))
    } else if (line.cancel !== undefined) {
      const key = keyOf(line.cancel)
      const task = running.get(key)
      if (task) cancelTask(host, task)
      else if (waiting.has(key)) dropped.add(key)
    } else {
      waiting.add(keyOf(line.id))
      queue = queue.then(async () => {
        const reply = answerLine(host, connection, line)
        waiting.delete(keyOf(line.id))
        send({ id: line.id ?? null, ...(await reply) })
      })
    }
  }
  await queue
}

async function main(): Promise<number> {
  const given = options()
  if (given.list) {
    list()
    return 0
  }
  if (!given.book) fail('name the book with --book')
  const host = hostAt(resolve(__dirname, '..'))
  const connection = newConnection(() => undefined)
  host.connections.add(connection)
  const book = resolve(given.book)
  if (given.new) {
    if (!existsSync(given.new)) fail(`there is no file ${given.new}`)
    const first = lineOf(readFileSync(given.new, 'utf8')) ?? fail(`${given.new} is not JSON`)
    const reply = await settled(host, 'new', await dispatch(host, connection, 'company.firstRun', first, { files: { book } }))
    send({ id: 'new', ...reply })
    host.book?.close()
    return reply.ok ? 0 : 1
  }
  // a book that is not there yet may be made by a first call (company.firstRun, home.makeDemo) under the ticket `book`
  if (existsSync(book)) {
    try {
      reopenBook(host, book, founders)
    } catch (error) {
      fail((error as Error).message)
    }
    if (!connection.person || given.as) await signIn(host, connection, given.as)
  }
  await serve(host, connection)
  host.book?.close()
  return 0
}

/** The PIN from the environment, else asked for on a terminal without showing it, else none. */
async function askPin(user: string): Promise<string> {
  if (process.env.BAHI_PIN !== undefined || !process.stdin.isTTY) return process.env.BAHI_PIN ?? ''
  process.stderr.write(`PIN of ${user}: `)
  const unseen = new Writable({ write: (_, __, done) => done() })
  const asked = createInterface({ input: process.stdin, output: unseen, terminal: true })
  const pin = await new Promise<string>((answer) => asked.question('', answer))
  asked.close()
  process.stderr.write('\n')
  return pin
}

/** Signs in whoever is named, or the owner; ends the program when the PIN is wrong or missing. */
async function signIn(host: Host, connection: Connected, as: string | undefined): Promise<void> {
  const people = host.book ? activePeople(host.book.connection.reader) : []
  const user = as ?? people.find(({ role }) => role === 'owner')?.name ?? ''
  const hasPin = people.some(({ name, pin_hash }) => name === user && pin_hash !== null)
  const pin = hasPin ? await askPin(user) : ''
  const reply = await settled(host, 'sign-in', await dispatch(host, connection, 'company.signIn', { user, pin }))
  if (!reply.ok)
    fail(`${user} could not sign in: ${'refusal' in reply ? reply.refusal.message : 'see the log'}. Give the PIN in BAHI_PIN`)
}

// what is written last must be out before the process ends: on some systems a pipe is not written at once
const end = (code: number): void => void process.stdout.write('', () => process.exit(code))
void main().then(end, (error) => {
  process.stderr.write(`${(error as Error).stack}\n`)
  end(1)
})
