import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { argon2id, argon2Verify } from 'hash-wasm'

type Request = { hash: string } | { verify: string; stored: string }

// OWASP's second recommendation: 19 MiB, two passes, one lane.
const answer = async (request: Request): Promise<string | boolean> =>
  'hash' in request
    ? await argon2id({
        password: request.hash,
        salt: randomBytes(16),
        parallelism: 1,
        iterations: 2,
        memorySize: 19_456,
        hashLength: 32,
        outputType: 'encoded',
      })
    : await argon2Verify({ password: request.verify, hash: request.stored })

void answer(workerData as Request).then((value) => parentPort?.postMessage(value))
