import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { RefusalValue } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Tasking } from '../../given.ts'
import { type CheckEvent, type CheckJob, checkRows, type Looker } from './check-rows.ts'
import type { ReadEvent, ReadJob } from './read-list.ts'

export type ImportJob = ReadJob | CheckJob
export type EventOf<J extends ImportJob> = J extends ReadJob ? ReadEvent : CheckEvent
/** What the worker posts; after each event it waits for `go`, so that at most one batch is on its way. */
export type FromWorker =
  | { kind: 'event'; event: ReadEvent | CheckEvent }
  | { kind: 'done' }
  | { kind: 'refused'; refusal: RefusalValue }

/** A workbook held in memory may fill this; the worker is ended then, not the app. */
const workerMb = 1500

/**
 * Runs a job of an import away from the counter: in a worker that is ended when the task is cancelled. A book in memory is seen by one
 * connection only, so there (and where no worker has been built) the job runs here, between other calls.
 */
export async function runJob<J extends ImportJob>(
  given: Tasking,
  job: J,
  onEvent: (event: EventOf<J>) => void,
  looker?: J extends CheckJob ? Looker : undefined,
): Promise<void> {
  const script = join(given.host.paths.workers, 'import-worker.cjs')
  if (given.book.file === ':memory:' || !existsSync(script)) return await runHere(given, job, onEvent, looker)
  await runInWorker(script, given.signal, job, onEvent)
}

/** Lets calls that wait be answered. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const throwIfStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw new Refusal('company/stopped', 'Stopped')
}

async function runHere<J extends ImportJob>(
  given: Tasking,
  job: J,
  onEvent: (event: EventOf<J>) => void,
  looker: Looker | undefined,
): Promise<void> {
  const events =
    job.kind === 'read'
      ? (await import('./read-list.ts')).readList(job)
      : checkRows(given.book.connection.reader, job, looker as Looker)
  for await (const event of events) {
    throwIfStopped(given.signal)
    onEvent(event as EventOf<J>)
    await breathe()
  }
}

export function runInWorker<J extends ImportJob>(
  script: string,
  signal: AbortSignal,
  job: J,
  onEvent: (event: EventOf<J>) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: workerMb } })
    const stop = () => {
      reject(new Refusal('company/stopped', 'Stopped'))
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stop)
      settle()
      void worker.terminate()
    }
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'done') return end(resolve)
      if (message.kind === 'refused') {
        const { code, message: words, field, details } = message.refusal
        return end(() => reject(new Refusal(code, words, field, details as never)))
      }
      try {
        onEvent(message.event as EventOf<J>)
        // a turn later: the next event would be taken in the same one, and calls that wait would wait for both
        setImmediate(() => worker.postMessage('go'))
      } catch (error) {
        end(() => reject(error))
      }
    })
    worker.on('error', (error: Error & { code?: string }) =>
      end(() =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new Refusal('company/file-unpacks-too-big', 'The file needs too much memory', 'file', { limit: workerMb })
            : error,
        ),
      ),
    )
    worker.on('exit', (code) => end(() => reject(new Error(`the import worker ended with ${code}`))))
    if (signal.aborted) stop()
  })
}
