import { join } from 'node:path'
import { localDate, todayInIndia } from '../shared/calendar.ts'
import type { Envelope, Reply } from '../shared/contract.ts'
import { Refusal, type Warning } from '../shared/refusal.ts'
import { createBook, openBook } from './book.ts'
import { foundBook, loadPerson } from './company/found.ts'
import type { Sqlite } from './database/sqlite.ts'
import { dispatch } from './dispatch.ts'
import { founders, furnish } from './furnish.ts'
import type { Connected, Person, Writing } from './given.ts'
import type { Host } from './host.ts'
import { stderrLog } from './log.ts'
import { finished, newConnection } from './tasks.ts'

/** The firm of the tests: Dhanvantari Distributors of Pune, whose owner is signed in. */
export const testFirm = {
  legalName: 'Dhanvantari Distributors',
  tradeName: null,
  localName: null,
  gstin: '27AABFD4321K1ZN',
  pan: null,
  stateCode: '27',
  address1: '12 Market Yard',
  address2: null,
  city: 'Pune',
  pin: '411037',
  phone: '02024260000',
  email: null,
  licence20b: 'MH-PZ3-123456',
  licence21b: 'MH-PZ3-123457',
  licence20g: null,
  fssai: null,
  bankName: null,
  bankAccount: null,
  ifsc: null,
  upiId: 'dhanvantari@upi',
  terms: null,
  jurisdiction: 'Pune',
}

/** Thrown by `call` when warnings stand. */
export class WarningsStand extends Error {
  readonly warnings: Warning[]
  constructor(warnings: Warning[]) {
    super(`warnings stand: ${warnings.map((warning) => warning.code).join(', ')}`)
    this.warnings = warnings
  }
}

export type TestBook = {
  host: Host
  connection: Connected
  /** The raw reply; a task is waited for. */
  ask(name: string, input: unknown, envelope?: Envelope): Promise<Reply>
  /** The value; a refusal is thrown as Refusal, warnings as WarningsStand, a fault as Error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
  call(name: string, input: unknown, envelope?: Envelope): Promise<any>
  /** Works on the writer directly, as the owner: for tests of what lies below the handlers. */
  write<T>(work: (given: Writing) => T): T
  db: NonNullable<Host['book']>['connection']['reader']
  /** The handle itself, for tests that break a book on purpose. */
  sqlite: Sqlite
  /** Moves the clock to noon in India on this day. */
  setToday(day: string): void
  close(): void
}

const root = join(import.meta.dirname, '..')

/** The test's host: nothing but the clock and the log differ from the app's. */
function testHost(clock: () => number): Host {
  const out = join(root, 'out/main')
  return {
    paths: {
      migrations: join(root, 'db-migrations'),
      reportWorker: join(out, 'report-worker.cjs'),
      workers: out,
      fonts: join(root, 'out/fonts'),
    },
    log: stderrLog(process.env.BAHI_TEST_LOG ? 'info' : 'silent'),
    clock,
    rooms: furnish(),
    book: null,
    connections: new Set(),
    changed: () => undefined,
    home: join(root, '.cache/tests'),
    desk: null,
  }
}

const noonInIndia = (day: string): number => Date.parse(`${day}T12:00:00+05:30`)

/** A founded book on real SQLite, with the app's own dispatcher and rooms; `:memory:` unless a file is named. */
export function testBook({
  today = '2026-11-21',
  file = ':memory:',
  booksBegin = '2026-04-01',
  costMethod = 'fifo' as 'fifo' | 'lifo' | 'average',
} = {}): TestBook {
  const time = { now: noonInIndia(today) }
  const host = testHost(() => time.now)
  host.book = createBook(file, host.paths, (error) => host.log.fault(error))
  const first = {
    firm: testFirm,
    booksBegin: localDate(booksBegin),
    ownerName: 'Owner',
    aatoBand: 'upto-5cr' as const,
    eInvoice: false,
    filing: 'monthly' as const,
    costMethod,
  }
  const person = host.book.connection.write((tx) => foundBook(writing(tx, time.now), first, founders))
  return dressed(host, person, time)
}

/** Opens a book file that testBook made. */
export function reopenTestBook(file: string, today: string): TestBook {
  const time = { now: noonInIndia(today) }
  const host = testHost(() => time.now)
  host.book = openBook(file, host.paths, 'test', (error) => host.log.fault(error))
  return dressed(host, loadPerson(host.book.connection.reader, 1) as Person, time)
}

const writing = (tx: Writing['tx'], now: number): Omit<Writing, 'by'> => ({
  tx,
  today: todayInIndia(now),
  now: new Date(now).toISOString(),
  deviceId: 1,
  lenderId: null,
  accepted: [],
  may: () => true,
  releases: () => false,
  warn: () => undefined,
  after: (effect) => effect(),
})

function dressed(host: Host, person: Person, time: { now: number }): TestBook {
  const book = host.book as NonNullable<Host['book']>
  const connection = newConnection(() => undefined)
  host.connections.add(connection)
  connection.person = person
  const ask = async (name: string, input: unknown, envelope?: Envelope): Promise<Reply> => {
    const reply = await dispatch(host, connection, name, input, envelope)
    const task = reply.ok ? (reply.value as { task?: string } | null)?.task : undefined
    return task ? finished(host, task) : reply
  }
  return {
    host,
    connection,
    ask,
    db: book.connection.reader,
    sqlite: book.connection.sqlite,
    call: async (name, input, envelope) => {
      const reply = await ask(name, input, envelope)
      if (reply.ok) return reply.value
      if ('refusal' in reply)
        throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
      if ('warnings' in reply) throw new WarningsStand(reply.warnings)
      throw new Error(`fault ${reply.fault.reference} in ${name}; run with BAHI_TEST_LOG=1`)
    },
    write: (work) => book.connection.write((tx) => work({ ...writing(tx, time.now), by: connection.person as Person })),
    setToday: (day) => {
      time.now = noonInIndia(day)
    },
    close: () => book.close(),
  }
}
