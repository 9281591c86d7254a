import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

/** The app is not kept waiting for this at its start. */
const startAfterMs = 3000

/**
 * Has what the write-ahead log holds written into the book by a thread of its own (main/wal-worker.ts), beside the counter: done by
 * a posting, it would be the one bill in some hundred that takes a tenth of a second, or seconds on a hard disk. Without a built
 * worker the writer's own limit stands (`tuneWriter`).
 */
export function keepFolded(script: string, file: string, afterMs = startAfterMs): { close(): void } {
  let worker: Worker | undefined
  let closed = false
  const start = setTimeout(() => {
    if (closed || !existsSync(script)) return
    worker = new Worker(script, { workerData: { file } })
    worker.unref()
    // without it the writer folds for itself
    worker.on('error', () => {
      worker = undefined
    })
  }, afterMs)
  start.unref()
  return {
    close: () => {
      closed = true
      clearTimeout(start)
      void worker?.terminate()
      worker = undefined
    },
  }
}
