import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { todayInIndia } from '../../shared/calendar.ts'
import type { FirstRun } from '../../shared/company/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { createBook, openBook } from '../book.ts'
import type { Connected, Tasking } from '../given.ts'
import type { Host } from '../host.ts'
import { type Founder, foundBook, loadPerson } from './found.ts'

type Settings = { last: string | null; recent: string[] }
const settingsFile = (host: Host) => join(host.home, 'bahi.json')

export function readSettings(host: Host): Settings {
  try {
    const read = JSON.parse(readFileSync(settingsFile(host), 'utf8')) as Partial<Settings>
    return {
      last: typeof read.last === 'string' ? read.last : null,
      recent: Array.isArray(read.recent) ? read.recent.filter((file) => typeof file === 'string') : [],
    }
  } catch {
    return { last: null, recent: [] }
  }
}

function remember(host: Host, file: string): void {
  const { recent } = readSettings(host)
  mkdirSync(host.home, { recursive: true })
  writeFileSync(
    settingsFile(host),
    JSON.stringify({ last: file, recent: [file, ...recent.filter((one) => one !== file)].slice(0, 8) } satisfies Settings),
  )
}

/** The books opened before, as tickets for this connection. */
export const recentBooks = (host: Host, connection: Connected) =>
  readSettings(host)
    .recent.filter((file) => file !== host.book?.file && existsSync(file))
    .map((file) => {
      const ticket = `recent:${basename(file)}:${file.length}`
      connection.files.set(ticket, file)
      return { name: basename(file, '.bahi'), ticket }
    })

/** Where a new book of this name goes: the ticket `book` of a headless caller, else the installation's own folder. */
function newFile(given: Tasking, host: Host, name: string): string {
  try {
    return given.file('book')
  } catch {
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

export function closeBook(host: Host): void {
  host.book?.close()
  host.book = null
  for (const connection of host.connections) connection.person = null
}

/** Makes and opens a new book; a refused profile leaves no file behind and the old book open. */
export function newBook(given: Tasking, host: Host, first: z.output<typeof FirstRun>, founders: readonly Founder[]): void {
  const file = newFile(given, host, first.firm.tradeName ?? first.firm.legalName)
  const book = createBook(file, host.paths, (error) => host.log.fault(error, { drafts: true }))
  try {
    const now = new Date(host.clock()).toISOString()
    const person = book.connection.write((tx) =>
      foundBook(
        {
          tx,
          today: given.today,
          now,
          deviceId: 1,
          lenderId: null,
          accepted: [],
          may: () => true,
          warn: () => undefined,
          after: (effect) => effect(),
        },
        first,
        founders,
      ),
    )
    closeBook(host)
    host.book = book
    given.connection.person = person
    remember(host, file)
    host.changed(['company'])
  } catch (error) {
    if (host.book !== book) {
      book.close()
      for (const side of ['', '-wal', '-shm']) rmSync(`${file}${side}`, { force: true })
    }
    throw error
  }
}

/** Opens a book and signs the only person without a PIN in; several people, or a PIN, ask for a sign-in. */
export function reopenBook(host: Host, file: string): void {
  if (host.book?.file === file) throw new Refusal('company/book-open', 'This book is open already', 'ticket')
  const today = todayInIndia(host.clock())
  const book = openBook(file, host.paths, `${today}.${host.clock()}`, (error) => host.log.fault(error, { drafts: true }))
  closeBook(host)
  host.book = book
  const people = book.connection.sqlite.prepare('select id, pin_hash from user where active = 1 order by id').all() as {
    id: number
    pin_hash: string | null
  }[]
  const owner = people.length === 1 && people[0]?.pin_hash === null ? loadPerson(book.connection.reader, people[0].id) : null
  for (const connection of host.connections) connection.person = owner
  remember(host, file)
  host.changed(['company'])
}
