import type { LocalDate } from '../shared/calendar.ts'
import type { Accepted, Envelope, Progress, Reply } from '../shared/contract.ts'
import type { Permission, Role } from '../shared/permission.ts'
import type { Details } from '../shared/refusal.ts'
import type { Book } from './book.ts'
import type { Reader, Writer } from './database/connection.ts'
import type { DraftStore } from './database/drafts.ts'
import type { Host } from './host.ts'
import type { Log } from './log.ts'

/** The signed-in person; from the connection's session, never from a message. */
export type Person = { id: number; uid: string; name: string; role: Role; overrides: ReadonlyMap<Permission, boolean> }

/** What every writing function of a room is handed: the transaction, the day, the person. Nothing below the dispatcher asks a clock. */
export type Writing = {
  tx: Writer
  today: LocalDate
  /** UTC, ISO 8601 with milliseconds. */
  now: string
  by: Person
  deviceId: number
  /** The user whose right was lent for this draft, if one was used. */
  lenderId: number | null
  accepted: readonly Accepted[]
  /** True when the person, or a right lent for this draft, allows it. */
  may(permission: Permission): boolean
  /**
   * True when a right lent for this draft answers a doubt: the lender gave the reason with the PIN, and it is kept as the acceptance, so
   * that nobody is asked twice. False for who has the right himself: he is asked why.
   */
  releases(permission: Permission, code: string, field?: string): boolean
  /** Raises a warning: unless the envelope accepted it (code and field), the command ends as `{ok:false, warnings}` and rolls back. */
  warn(code: string, field?: string, details?: Details): void
  /** Runs after the commit: print, notify, nudge. */
  after(effect: () => void): void
}

export type Reading = { db: Reader; today: LocalDate; by: Person }

export type Tasking = {
  host: Host
  /** Throws a refusal when no book is open. */
  book: Book
  today: LocalDate
  now(): string
  by: Person
  log: Log
  /** Pushed to the caller; at most some twenty a second are sent on. */
  progress(at: Omit<Progress, 'id' | 'finished'>): void
  signal: AbortSignal
  /** A command or query of the same dispatcher as the same person: a long task writes in many short commands. */
  call(name: string, input: unknown, envelope?: Envelope): Promise<Reply>
  /** The path behind a file ticket, or a refusal. Paths never come from the window. */
  file(ticket: string): string
  connection: Connected
}

/** One window or one headless host: it has a person, hears `changed`, and owns the tasks it started. */
export type Connected = {
  readonly id: string
  person: Person | null
  /** Tickets main's own dialogs (or the headless envelope) gave out. */
  readonly files: Map<string, string>
  /** One-use lent rights. */
  readonly tokens: Map<string, { permission: Permission; draftUid: string; lenderId: number; reason: string; until: number }>
  push(progress: Progress): void
}

export type GivenByKind = {
  query: Reading
  report: Reading
  command: Writing
  draft: { drafts: DraftStore; by: Person; now: string }
  session: { host: Host; connection: Connected; today: LocalDate }
  task: Tasking
}
export type Given = GivenByKind
