import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Argon2id takes some 50 ms of arithmetic on purpose: in a worker, so that no counter waits for another's PIN. */
const inWorker = <T>(workers: string, request: unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(join(workers, 'pin-worker.cjs'), { workerData: request })
    worker.once('message', resolve)
    worker.once('error', reject)
  })

/** The PHC string ($argon2id$…) of a PIN under a fresh salt. */
export const hashPin = (workers: string, pin: string): Promise<string> => inWorker(workers, { hash: pin })

export const verifyPin = (workers: string, pin: string, stored: string): Promise<boolean> =>
  inWorker(workers, { verify: pin, stored })
