import { cpSync, rmSync } from 'node:fs'
import type { Statement } from 'better-sqlite3'
import { openSqlite, type Sqlite, tuneWriter } from '../main/database/sqlite.ts'
import { reopenTestBook, type TestBook, WarningsStand } from '../main/test-book.ts'
import type { Envelope } from '../shared/contract.ts'
import { acceptAll, benchBook, billDraft, type Size, seeded, today } from './book.ts'
import { type Line, quantiles, round, timed } from './measure.ts'

type Write = { text: string; args: unknown[] }
type Notes = { take(): Write[] }

/**
 * Notes every statement a posting writes with. Replaying them on an equal copy of the book, as prepared statements in one
 * transaction and without a single check, is the floor: the same rows into the same indexes, triggers, running figures and
 * journal, with the same FULL sync.
 */
function record(sqlite: Sqlite): Notes {
  let writes: Write[] = []
  const prepare = sqlite.prepare.bind(sqlite)
  sqlite.prepare = ((text: string) => {
    const statement = prepare(text)
    if (!/^\s*(insert|update|delete)/i.test(text)) return statement
    return new Proxy(statement, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (name === 'run' || name === 'get' || name === 'all') writes.push({ text, args })
          return (value as (...args: unknown[]) => unknown).apply(target, args)
        }
      },
    })
  }) as typeof sqlite.prepare
  return {
    take: () => {
      const taken = writes
      writes = []
      return taken
    },
  }
}

function replayer(file: string): { run(writes: readonly Write[]): void; close(): void } {
  const sqlite = openSqlite(file)
  tuneWriter(sqlite)
  const statements = new Map<string, Statement>()
  const ready = (text: string) => {
    let found = statements.get(text)
    if (!found) {
      found = sqlite.prepare(text)
      statements.set(text, found)
    }
    return found
  }
  const begin = sqlite.prepare('begin immediate')
  const commit = sqlite.prepare('commit')
  return {
    run: (writes) => {
      begin.run()
      for (const { text, args } of writes) {
        const statement = ready(text)
        if (statement.reader) statement.get(...args)
        else statement.run(...args)
      }
      commit.run()
    },
    close: () => sqlite.close(),
  }
}

/** So many documents that a shop posts, by one call. */
export type Documents = { call: string; drafts: readonly object[]; what: string; aim?: string }

/** Posts a draft; what it warns of is accepted, as a person in a hurry would. */
async function post(book: TestBook, call: string, draft: unknown, envelope: Envelope, notes: Notes): Promise<Envelope> {
  // what an attempt wrote that was warned of is rolled back and does not count
  notes.take()
  try {
    await book.call(call, draft, envelope)
    return envelope
  } catch (error) {
    if (!(error instanceof WarningsStand)) throw error
    const accepted = [
      ...(envelope.accepted ?? []),
      ...error.warnings.map(({ code, field }) => ({ code, field, reason: 'bench' })),
    ]
    return post(book, call, draft, { accepted: accepted as never }, notes)
  }
}

/** Posts the same documents by the dispatcher and by the floor, turn about, each on its own copy of one book. */
export async function against(file: string, { call, drafts, what, aim = '≤ 2.5×' }: Documents): Promise<Line> {
  const files = { ours: `${file}.ours`, noted: `${file}.noted`, floor: `${file}.floor` }
  for (const copy of Object.values(files)) cpSync(file, copy)
  const noted = reopenTestBook(files.noted, today)
  const notes = record(noted.sqlite)
  const writes: Write[][] = []
  const envelopes: Envelope[] = []
  for (const draft of drafts) {
    envelopes.push(await post(noted, call, draft, acceptAll, notes))
    writes.push(notes.take())
  }
  noted.close()

  const ours = reopenTestBook(files.ours, today)
  const floor = replayer(files.floor)
  const times: Record<'ours' | 'floor' | 'oursCpu' | 'floorCpu', number[]> = { ours: [], floor: [], oursCpu: [], floorCpu: [] }
  const warm = Math.min(30, Math.floor(drafts.length / 5))
  for (const [n, draft] of drafts.entries()) {
    const under = await timed(() => floor.run(writes[n] as Write[]))
    const mine = await timed(() => ours.call(call, draft, envelopes[n]))
    if (n < warm) continue
    times.ours.push(mine.ms)
    times.oursCpu.push(mine.cpu)
    times.floor.push(under.ms)
    times.floorCpu.push(under.cpu)
  }
  ours.close()
  floor.close()
  for (const copy of Object.values(files)) for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true })
  const mine = quantiles(times.ours)
  const under = quantiles(times.floor)
  const rows = Math.round(writes.reduce((sum, one) => sum + one.length, 0) / writes.length)
  return {
    what,
    ...mine,
    floorP50: under.p50,
    ratio: round(mine.p50 / under.p50),
    cpuRatio: round(quantiles(times.oursCpu).p50 / quantiles(times.floorCpu).p50),
    aim,
    note: `${rows} writes each; floor p95 ${under.p95}, p99 ${under.p99}`,
  }
}

export async function postingBench(
  folder: string,
  size: Size,
  label: string,
  count: number,
  say: (line: string) => void,
): Promise<Line[]> {
  const { file, shop } = await benchBook(folder, size, { say })
  const lines: Line[] = []
  for (const each of [1, 10, 20]) {
    const random = seeded(each)
    const drafts = Array.from({ length: count }, () => billDraft(shop, each, today, random))
    lines.push(await against(file, { call: 'sales.postBill', drafts, what: `post ${each}-line bill, ${label}` }))
  }
  return lines
}
