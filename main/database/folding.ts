import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Sqlite } from './sqlite.ts'

/** What the two threads tell each other of the worker's connection to the book. */
export const foldingState = { starting: 0, open: 1, closed: 2 } as const

/** The app is not kept waiting for this at its start. */
const startAfterMs = 3000

/**
 * Has what the write-ahead log holds written into the book by a thread of its own (main/wal-worker.ts), beside the counter: done by
 * a posting, it would be the one bill in some hundred that takes a tenth of a second, or seconds on a hard disk. Without a built
 * worker the writer's own limit stands (`tuneWriter`).
 */
export function keepFolded(script: string, file: string, afterMs = startAfterMs): { close(): void } {
  let worker: Worker | undefined
  const state = new Int32Array(new SharedArrayBuffer(4))
  const start = setTimeout(() => {
    if (!existsSync(script)) return
    worker = new Worker(script, { workerData: { file, state } })
    worker.unref()
    // without it the writer folds for itself
    worker.on('error', () => {
      worker = undefined
    })
  }, afterMs)
  start.unref()
  return {
    close: () => {
      clearTimeout(start)
      // whoever closes a book may rename or copy its file next: by then nobody else has it open
      if (Atomics.compareExchange(state, 0, foldingState.starting, foldingState.closed) === foldingState.open) {
        worker?.postMessage('close')
        Atomics.wait(state, 0, foldingState.open, mostWaitMs)
      }
      void worker?.terminate()
      worker = undefined
    },
  }
}

/** Pages a bulk job lets the log grow to (200 MB) before it waits: while it writes without a pause, the log can never begin anew. */
const mostPages = 50_000
const mostWaitMs = 2000

/** Waits, between two slices of a bulk job, until a log that has grown long is folded; not at all while it is short or nobody folds. */
export async function untilFolded(sqlite: Sqlite): Promise<void> {
  for (let waitedMs = 0; waitedMs < mostWaitMs; waitedMs += 25) {
    const [at] = sqlite.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    if (!at || at.log < mostPages || at.log === at.checkpointed) return
    await sleep(25)
  }
}
