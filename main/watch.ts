import type { Host } from './host.ts'

const everyMs = 1000

/**
 * A window and a headless host may use one book together: SQLite's data_version tells when another process has committed.
 * Returns the function that stops watching.
 */
export function watchOtherProcesses(host: Host): () => void {
  let seen: { file: string; version: number } | null = null
  const timer = setInterval(() => {
    const { book } = host
    if (!book) return
    const version = book.connection.sqlite.pragma('data_version', { simple: true }) as number
    if (seen && seen.file === book.file && seen.version !== version) host.changed(Object.keys(host.rooms))
    seen = { file: book.file, version }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
