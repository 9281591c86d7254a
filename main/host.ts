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
  /** Where papers lie that a person is about to attach to a message. */
  shareFolder(): string
  /** Opens a file of ours with the system's program for it (a draft for the mail program). */
  openFile(path: string): Promise<void>
  /** Shows a file of ours in its folder. */
  showFile(path: string): void
  /** Opens an address in the system's browser; only https://wa.me. */
  openLink(address: string): Promise<void>
}

/** The one place outside that the app may send a person to. */
export function mayOpenLink(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address)
    return protocol === 'https:' && host === 'wa.me' && username === '' && password === ''
  } catch {
    return false
  }
}

export type Rooms = Readonly<
  Record<string, { contract: RoomContract; handlers: Readonly<Record<string, (input: never, given: never) => unknown>> }>
>
