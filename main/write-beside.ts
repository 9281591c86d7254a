import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, Worker } from 'node:worker_threads'
import type { RefusalValue } from '../shared/contract.ts'
import { Refusal } from '../shared/refusal.ts'
import { connect, type Reader } from './database/connection.ts'
import { openSqlite, tuneReader } from './database/sqlite.ts'
import type { Tasking } from './given.ts'
import { growing } from './whole-file.ts'

type Progress = { done: number; total: number; note: string }
type Answer<Done> = { progress: Progress } | { done: Done } | { refusal: RefusalValue } | { failed: string }

/**
 * Has a built worker script of one file write it, and waits. Cancelling ends the worker, so the half-written part at `path` is all
 * there is to clear away; null when the worker hands its bytes back. Rejects with what the worker refused.
 */
export async function inFileWorker<Done>(
  { host, signal, progress }: Tasking,
  { script, request, path }: { script: string; request: unknown; path: string | null },
): Promise<Done> {
  const worker = new Worker(join(host.paths.workers, script), { workerData: request })
  try {
    return await new Promise<Done>((resolve, reject) => {
      const stop = () => reject(new Refusal('company/stopped', 'Stopped'))
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      worker.on('message', (answer: Answer<Done>) => {
        if ('progress' in answer) progress(answer.progress)
        else if ('done' in answer) resolve(answer.done)
        else if ('refusal' in answer)
          reject(new Refusal(answer.refusal.code, answer.refusal.message, answer.refusal.field, answer.refusal.details as never))
        else reject(new Error(answer.failed))
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
    })
  } catch (error) {
    await worker.terminate()
    if (path !== null) await rm(growing(path), { force: true })
    throw error
  }
}

/** The worker's side: one reader of its own and one read transaction for the whole file, so that the counter goes on beside it; then it ends. */
export function serveFile<Done>(file: string, write: (db: Reader, progress: (at: Progress) => void) => Promise<Done>): void {
  const say = (answer: Answer<Done>) => parentPort?.postMessage(answer)
  const run = async () => {
    const sqlite = openSqlite(file, { readonly: true, fileMustExist: true })
    tuneReader(sqlite)
    sqlite.exec('begin')
    try {
      say({ done: await write(connect(sqlite).reader, (progress) => say({ progress })) })
    } finally {
      sqlite.exec('rollback')
      sqlite.close()
    }
  }
  run().catch((error: unknown) => {
    if (error instanceof Refusal)
      say({ refusal: { code: error.code, message: error.message, field: error.field, details: error.details } })
    else say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  })
}
