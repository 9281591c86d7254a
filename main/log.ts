import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { createStream } from 'rotating-file-stream'

/** Structured log: one JSON object a line. A fault is written with a short reference, the only thing a user is shown of it. */
export type Log = {
  info(what: string, facts?: Record<string, unknown>): void
  warn(what: string, facts?: Record<string, unknown>): void
  /** Logs the error and returns its reference, e.g. `a1b2c3d4`. */
  fault(error: unknown, facts?: Record<string, unknown>): string
}

const adapt = (logger: pino.Logger): Log => ({
  info: (what, facts) => logger.info(facts ?? {}, what),
  warn: (what, facts) => logger.warn(facts ?? {}, what),
  fault: (error, facts) => {
    const reference = randomBytes(4).toString('hex')
    logger.error({ ...facts, reference, err: error instanceof Error ? error : new Error(String(error)) }, 'fault')
    return reference
  },
})

/** Files of 5 MB, ten kept, in `directory`. */
export function openLog(directory: string): Log {
  const stream = createStream('bahi.log', { path: directory, size: '5M', maxFiles: 10 })
  return adapt(pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream))
}

/** For headless use and tests: errors and warnings to standard error, which is never the answer stream. */
export const stderrLog = (level: 'info' | 'warn' | 'silent' = 'warn'): Log =>
  adapt(pino({ base: null, level, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true })))
