import { Worker } from 'node:worker_threads'
import type { Reply } from '../../shared/contract.ts'

/** What a reader worker is asked: one call, run inside one read transaction on its own read-only connection. */
export type ReportRequest = { id: number; call: string; input: unknown; today: string; personId: number }
export type ReportAnswer = { id: number; reply: Reply } | { id: number; failed: string }

export type Reports = {
  ask(request: Omit<ReportRequest, 'id'>, signal?: AbortSignal): Promise<Reply>
  close(): void
}

/**
 * Reader workers: WAL readers beside the counter. One is kept warm; a cancelled report ends its worker, which is the only
 * honest way to stop a running statement.
 */
export function openReports(script: string, bookFile: string): Reports {
  let worker: Worker | undefined
  let last = 0
  const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>()

  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(script, { workerData: { file: bookFile } })
    started.on('message', (answer: ReportAnswer) => {
      if ('reply' in answer) waiting.get(answer.id)?.resolve(answer.reply)
      else waiting.get(answer.id)?.reject(new Error(answer.failed))
      waiting.delete(answer.id)
      if (!waiting.size) started.unref()
    })
    started.on('error', (error) => {
      if (worker === started) worker = undefined
      failAll(error instanceof Error ? error : new Error(String(error)))
    })
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
    return started
  }
  return {
    ask: (request, signal) =>
      new Promise<Reply>((resolve, reject) => {
        worker ??= start()
        worker.ref()
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...request, id } satisfies ReportRequest)
        signal?.addEventListener('abort', () => {
          if (!waiting.delete(id)) return
          const ended = worker
          worker = undefined
          void ended?.terminate()
          failAll(new Error('the report before was stopped'))
          reject(new Error('stopped'))
        })
      }),
    close: () => {
      void worker?.terminate()
      worker = undefined
    },
  }
}
