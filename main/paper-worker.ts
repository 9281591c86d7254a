import { parentPort } from 'node:worker_threads'
import type { Paper } from '../shared/paper.ts'
import { labelsPdf } from './paper-labels.ts'
import { lettersOf } from './paper-letters.ts'
import { pdfOf } from './paper-pdf.ts'
import type { PaperProgress } from './paper-work.ts'
import { type BillsJob, billsFromFile } from './sales/paper/bills-job.ts'

// Makes files in a thread of its own: PDFs by pdfmake, and bills as a reader of the book. Ended, not asked, when a task is cancelled.

const jobs = {
  pdf: ({ paper, fonts }: { paper: Paper; fonts: string }) => pdfOf(paper, fonts),
  letters: ({ papers, fonts }: { papers: readonly Paper[]; fonts: string }) => lettersOf(papers, fonts),
  labels: ({ fonts, ...asked }: Parameters<typeof labelsPdf>[0] & { fonts: string }) => labelsPdf(asked, fonts),
  bills: (job: { file: string; job: BillsJob }, tell) => billsFromFile(job, tell),
} as const satisfies Record<string, (input: never, tell: (at: PaperProgress) => void) => Promise<unknown>>
export type PaperJobs = {
  readonly [J in keyof typeof jobs]: { input: Parameters<(typeof jobs)[J]>[0]; output: Awaited<ReturnType<(typeof jobs)[J]>> }
}
export type PaperAsk = { readonly [J in keyof PaperJobs]: { id: number; job: J; input: PaperJobs[J]['input'] } }[keyof PaperJobs]
export type PaperAnswer =
  | { id: number; value: unknown }
  | { id: number; error: unknown }
  | { id: number; progress: PaperProgress }

/** What is handed over instead of being copied. */
const handedOver = (value: unknown): ArrayBuffer[] => {
  const { pdf } = (value ?? {}) as { pdf?: unknown }
  return pdf instanceof Uint8Array && pdf.buffer instanceof ArrayBuffer && pdf.byteLength === pdf.buffer.byteLength
    ? [pdf.buffer]
    : []
}

parentPort?.on('message', ({ id, job, input }: PaperAsk) => {
  const work = jobs[job] as (input: never, tell: (at: PaperProgress) => void) => Promise<unknown>
  work(input as never, (progress) => parentPort?.postMessage({ id, progress } satisfies PaperAnswer)).then(
    (value) => parentPort?.postMessage({ id, value } satisfies PaperAnswer, handedOver(value)),
    (error: unknown) => parentPort?.postMessage({ id, error } satisfies PaperAnswer),
  )
})
