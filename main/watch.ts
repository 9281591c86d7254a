import type { Host } from './host.ts'

const everyMs = 1000

/**
 * A window and a headless host may use one book together: SQLite's data_version tells when another connection has committed.
 * Our own drafts are another connection too, and say so at every key; only a journal that has grown is news for the screens.
 * Returns the function that stops watching.
 */
export function watchOtherProcesses(host: Host): () => void {
  let seen: { file: string; version: number; seq: number } | null = null
  const timer = setInterval(() => {
    const { book } = host
    if (!book) return
    const { sqlite } = book.connection
    const version = sqlite.pragma('data_version', { simple: true }) as number
    if (seen?.file === book.file && seen.version === version) return
    const { seq } = sqlite.prepare('select coalesce(max(seq), 0) as seq from journal').get() as { seq: number }
    if (seen && seen.file === book.file && seen.seq !== seq) host.changed(Object.keys(host.rooms))
    seen = { file: book.file, version, seq }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
