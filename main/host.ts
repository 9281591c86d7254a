import type { RoomContract } from '../shared/contract.ts'
import type { Book, Paths } from './book.ts'
import type { Connected } from './given.ts'
import type { Log } from './log.ts'

/** One process that owns (or may open) a book: the app, a headless host, a test. */
export type Host = {
  readonly paths: Paths
  readonly log: Log
  /** Milliseconds since 1970; the only clock. */
  readonly clock: () => number
  /** The furnished rooms: contract and handlers by room name (main/furnish.ts). */
  readonly rooms: Rooms
  book: Book | null
  readonly connections: Set<Connected>
  /** Told after every commit, with the rooms that may look different now. */
  changed(rooms: readonly string[]): void
  /** Where this installation keeps its own settings and new books; null for a host that leaves no mark. */
  readonly home: string | null
  /** Things only the app has; null in a headless host. */
  readonly desk: Desk | null
}

/** What a desktop can do for a task: dialogs, printing, Chromium's PDF. */
export type Desk = {
  /** Asks the person for a file and returns a ticket, or null when the dialog was closed. */
  pickFile(
    connection: Connected,
    options: { title: string; extensions: string[]; save?: string },
  ): Promise<{ ticket: string; name: string } | null>
  /** Chromium's own print of a page of ours: for paper with Arabic script. */
  printToPdf(html: string, size: 'A4' | 'A5'): Promise<Uint8Array>
  /**
   * Hands a page of ours to the system's printer dialog; resolves when it was handed over, or was not: the dialog was closed, or there
   * is no printer.
   */
  print(
    html: string,
    size: 'A4' | 'A5' | 'A4-landscape' | { widthMm: number; heightMm: number },
  ): Promise<'printed' | 'closed' | 'no-printer'>
}

export type Rooms = Readonly<
  Record<string, { contract: RoomContract; handlers: Readonly<Record<string, (input: never, given: never) => unknown>> }>
>
