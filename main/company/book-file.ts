import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { z } from 'zod'
import { type LocalDate, todayInIndia } from '../../shared/calendar.ts'
import type { FirstRun } from '../../shared/company/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Book, createBook, openBook } from '../book.ts'
import { sql } from '../database/connection.ts'
import type { Connected, Person, Tasking } from '../given.ts'
import type { Host } from '../host.ts'
import { type Founder, foundBook, loadPerson } from './found.ts'
import { onlyPerson } from './people.ts'

type Settings = { last: string | null; recent: string[] }
const settingsFile = (home: string) => join(home, 'bahi.json')

export function readSettings(host: Host): Settings {
  if (host.home === null) return { last: null, recent: [] }
  try {
    const read = JSON.parse(readFileSync(settingsFile(host.home), 'utf8')) as Partial<Settings>
    return {
      last: typeof read.last === 'string' ? read.last : null,
      recent: Array.isArray(read.recent) ? read.recent.filter((file) => typeof file === 'string') : [],
    }
  } catch {
    return { last: null, recent: [] }
  }
}

function remember(host: Host, file: string): void {
  if (host.home === null) return
  const { recent } = readSettings(host)
  mkdirSync(host.home, { recursive: true })
  writeFileSync(
    settingsFile(host.home),
    JSON.stringify({ last: file, recent: [file, ...recent.filter((one) => one !== file)].slice(0, 8) } satisfies Settings),
  )
}

/** The books opened before, as tickets for this connection. */
export const recentBooks = (host: Host, connection: Connected) =>
  readSettings(host)
    .recent.filter((file) => file !== host.book?.file && existsSync(file))
    .map((file) => {
      const ticket = `recent:${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
      connection.files.set(ticket, file)
      return { name: basename(file, '.bahi'), folder: dirname(file), ticket }
    })

/** Where a new book of this name goes: the ticket `book` of a headless caller, else the installation's own folder. */
export function fileForBook(given: Tasking, host: Host, name: string): string {
  try {
    return given.file('book')
  } catch (error) {
    if (host.home === null) throw error
    const folder = join(host.home, 'books')
    mkdirSync(folder, { recursive: true })
    const plain =
      name
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .slice(0, 60) || 'book'
    for (let n = 1; ; n++) {
      const file = join(folder, `${plain}${n > 1 ? ` ${n}` : ''}.bahi`)
      if (!existsSync(file)) return file
    }
  }
}

/** Closes the open book, if any; nobody is signed in then. */
export function closeBook(host: Host): void {
  host.book?.close()
  host.book = null
  for (const connection of host.connections) connection.person = null
}

/** What a writing that no person asked for is given. */
const unasked = ({ today, now }: { today: LocalDate; now: string }) => ({
  today,
  now,
  deviceId: 1,
  lenderId: null,
  accepted: [],
  may: () => true,
  releases: () => false,
  warn: () => undefined,
  after: (effect: () => void) => effect(),
})

/** Lets every room add what a book of an older version lacks. A book without a firm or an owner is left alone. */
function complete(book: Book, founders: readonly Founder[], at: { today: LocalDate; now: string }): void {
  book.connection.write((tx) => {
    const owner = tx.row(sql.selectFrom('user').select('id').where('role', '=', 'owner').where('active', '=', 1).orderBy('id'))
    const by = owner && loadPerson(tx, owner.id)
    if (by) for (const found of founders) found({ tx, by, ...unasked(at) })
  })
}

/** Makes a book file with a firm in it, which nobody has opened yet. A refused profile leaves no file behind. */
export function fillBook(
  host: Host,
  file: string,
  first: z.output<typeof FirstRun>,
  founders: readonly Founder[],
  { today, now }: { today: LocalDate; now: string },
): { book: Book; person: Person } {
  const book = createBook(file, host.paths, (error) => host.log.fault(error, { drafts: true }))
  try {
    return { book, person: book.connection.write((tx) => foundBook({ tx, ...unasked({ today, now }) }, first, founders)) }
  } catch (error) {
    dropBookFile(book, file)
    throw error
  }
}

/** Closes a book that came to nothing and removes its file. */
export function dropBookFile(book: Book, file: string): void {
  if (book.connection.sqlite.open) book.close()
  for (const side of ['', '-wal', '-shm']) rmSync(`${file}${side}`, { force: true })
}

/** Makes and opens a new book; a refused profile leaves no file behind and the old book open. */
export function newBook(given: Tasking, host: Host, first: z.output<typeof FirstRun>, founders: readonly Founder[]): void {
  const file = fileForBook(given, host, first.firm.tradeName ?? first.firm.legalName)
  const { book, person } = fillBook(host, file, first, founders, { today: given.today, now: given.now() })
  closeBook(host)
  host.book = book
  given.connection.person = person
  remember(host, file)
  host.changed(['company'])
}

/**
 * Opens a book and signs the only person without a PIN in; several people, or a PIN, ask for a sign-in. `founders` add what an older
 * book does not have yet; the journal has it under the owner's name and the reason `new version`.
 */
export function reopenBook(host: Host, file: string, founders: readonly Founder[]): void {
  if (host.book?.file === file) throw new Refusal('company/book-open', 'This book is open already', 'ticket')
  const today = todayInIndia(host.clock())
  const book = openBook(file, host.paths, `${today}.${host.clock()}`, (error) => host.log.fault(error, { drafts: true }))
  if (book.upgradedFrom) complete(book, founders, { today, now: new Date(host.clock()).toISOString() })
  closeBook(host)
  host.book = book
  const owner = onlyPerson(book.connection.reader)
  for (const connection of host.connections) connection.person = owner
  remember(host, file)
  host.changed(['company'])
}
