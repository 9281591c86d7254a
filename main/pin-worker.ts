import { randomBytes } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { argon2id, argon2Verify } from 'hash-wasm'
import type { PinAnswer, PinRequest } from './company/pin.ts'

// OWASP's second recommendation: 19 MiB, two passes, one lane.
const answer = async ({ ask }: PinRequest): Promise<string | boolean> =>
  'hash' in ask
    ? await argon2id({
        password: ask.hash,
        salt: randomBytes(16),
        parallelism: 1,
        iterations: 2,
        memorySize: 19_456,
        hashLength: 32,
        outputType: 'encoded',
      })
    : await argon2Verify({ password: ask.verify, hash: ask.stored })

parentPort?.on('message', (request: PinRequest) => {
  answer(request).then(
    (value) => parentPort?.postMessage({ id: request.id, value } satisfies PinAnswer),
    (error: unknown) => parentPort?.postMessage({ id: request.id, failed: String(error) } satisfies PinAnswer),
  )
})
