import type { Envelope, Progress, Reply } from './contract.ts'

/** The names under which main/preload.ts and main/ipc.ts pass letters. A feature never adds one. */
export const channels = { call: 'call', cancel: 'cancel', progress: 'progress', changed: 'changed', mark: 'mark' } as const

/** What the window finds as `globalThis.bridge`: a letterbox of fixed functions which never grows with features. */
export type Bridge = {
  /** Posts one call (`room.name`) and brings back the reply; rejects only when main refuses the sender or the message itself. */
  call: (call: string, input: unknown, envelope?: Envelope) => Promise<Reply>
  /** Asks main to end the task with this id; its last progress says how it ended. */
  cancel: (taskId: string) => void
  /** Hears the progress of every task of this window. Returns the function that stops listening. */
  onProgress: (tell: (progress: Progress) => void) => () => void
  /** Hears which rooms have changed, after the commit. Returns the function that stops listening. */
  onChanged: (tell: (rooms: string[]) => void) => () => void
  /** Notes a moment of the window's start (`painted`, `usable`) for main's log and the bench. */
  mark: (name: string) => void
}
