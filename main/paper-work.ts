import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PaperAnswer, PaperJobs } from './paper-worker.ts'

export type PaperProgress = { done: number; total: number }
type Waiting = {
  id: number
  job: keyof PaperJobs
  input: unknown
  resolve(value: unknown): void
  reject(error: unknown): void
  progress(at: PaperProgress): void
}
type Crew = { worker: Worker | null; running: Waiting | null; queue: Waiting[]; idle: ReturnType<typeof setTimeout> | null }

/** A warm worker answers in a fifth of the time of a fresh one; an idle one is let go, with its fonts. */
const idleMs = 60_000
const crews = new Map<string, Crew>()
let lastId = 0

function next(crew: Crew, folder: string): void {
  if (crew.running) return
  const waiting = crew.queue.shift()
  if (!waiting) {
    crew.idle = setTimeout(() => end(crew), idleMs)
    crew.idle.unref()
    return
  }
  if (crew.idle) clearTimeout(crew.idle)
  crew.running = waiting
  crew.worker ??= hire(crew, folder)
  crew.worker.ref()
  crew.worker.postMessage({ id: waiting.id, job: waiting.job, input: waiting.input })
}

function hire(crew: Crew, folder: string): Worker {
  const worker = new Worker(join(folder, 'paper-worker.cjs'))
  const settle = (work: (waiting: Waiting) => void) => {
    if (crew.worker !== worker || !crew.running) return
    const done = crew.running
    crew.running = null
    work(done)
    next(crew, folder)
  }
  worker.on('message', (answer: PaperAnswer) => {
    if ('progress' in answer) {
      if (answer.id === crew.running?.id) crew.running.progress(answer.progress)
      return
    }
    // a host with nothing else to do may end while the worker keeps warm
    worker.unref()
    if (answer.id === crew.running?.id)
      settle((waiting) => ('error' in answer ? waiting.reject(answer.error) : waiting.resolve(answer.value)))
  })
  worker.on('error', (error) => {
    settle((waiting) => {
      crew.worker = null
      waiting.reject(error)
    })
  })
  return worker
}

function end(crew: Crew): void {
  void crew.worker?.terminate()
  crew.worker = null
}

/**
 * Has a job of main/paper-worker.ts done in the worker of this folder of built scripts, one at a time. When the signal aborts, a
 * waiting job is dropped and a running one ends with its worker. Rejects with what the job threw, or with the signal's reason.
 * A long job works `apart`, in a worker of its own kind, so that nobody's preview waits behind it.
 */
export function inPaperWorker<J extends keyof PaperJobs>(
  folder: string,
  job: J,
  input: PaperJobs[J]['input'],
  signal: AbortSignal,
  { progress = () => undefined, apart = false }: { progress?: (at: PaperProgress) => void; apart?: boolean } = {},
): Promise<PaperJobs[J]['output']> {
  const place = apart ? `${folder} apart` : folder
  const crew: Crew = crews.get(place) ?? { worker: null, running: null, queue: [], idle: null }
  crews.set(place, crew)
  return new Promise((resolve, reject) => {
    const abort = () => {
      if (crew.running === waiting) {
        crew.running = null
        end(crew)
        next(crew, folder)
      } else crew.queue = crew.queue.filter((other) => other !== waiting)
      reject(signal.reason)
    }
    const stop =
      <T>(then: (value: T) => void) =>
      (value: T) => {
        signal.removeEventListener('abort', abort)
        then(value)
      }
    const waiting: Waiting = {
      id: ++lastId,
      job,
      input,
      resolve: stop(resolve as (value: unknown) => void),
      reject: stop(reject),
      progress,
    }
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', abort)
    crew.queue.push(waiting)
    next(crew, folder)
  })
}
