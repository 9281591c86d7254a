import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

type Ask = { hash: string } | { verify: string; stored: string }
export type PinRequest = { id: number; ask: Ask }
export type PinAnswer = { id: number; value: string | boolean } | { id: number; failed: string }

let worker: Worker | undefined
let last = 0
const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()

function failAll(error: Error): void {
  for (const { reject } of waiting.values()) reject(error)
  waiting.clear()
}

function start(script: string): Worker {
  const started = new Worker(script)
  started.on('message', (answer: PinAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('value' in answer) asked?.resolve(answer.value as never)
    else asked?.reject(new Error(answer.failed))
    if (waiting.size === 0) started.unref()
  })
  started.on('error', (error) => failAll(error instanceof Error ? error : new Error(String(error))))
  started.on('exit', () => {
    if (worker === started) worker = undefined
    failAll(new Error('the PIN worker ended'))
  })
  return started
}

/**
 * Argon2id takes some 50 ms of arithmetic on purpose: in a worker, so that no counter waits for another's PIN. One worker is kept
 * for the life of the process: in Electron a thread that ends while WebAssembly is still being optimised hangs the whole app, some
 * once in fifty times.
 */
const inWorker = <T>(workers: string, ask: Ask): Promise<T> =>
  new Promise((resolve, reject) => {
    worker ??= start(join(workers, 'pin-worker.cjs'))
    worker.ref()
    last += 1
    waiting.set(last, { resolve, reject })
    worker.postMessage({ id: last, ask } satisfies PinRequest)
  })

/** The PHC string ($argon2id$…) of a PIN under a fresh salt. */
export const hashPin = (workers: string, pin: string): Promise<string> => inWorker(workers, { hash: pin })

export const verifyPin = (workers: string, pin: string, stored: string): Promise<boolean> =>
  inWorker(workers, { verify: pin, stored })
