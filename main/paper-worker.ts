import { parentPort } from 'node:worker_threads'
import type { Paper } from '../shared/paper.ts'
import { labelsPdf } from './paper-labels.ts'
import { lettersOf } from './paper-letters.ts'
import { pdfOf } from './paper-pdf.ts'

// Makes files in a thread of its own: PDFs by pdfmake. Ended, not asked, when a task is cancelled.

const jobs = {
  pdf: ({ paper, fonts }: { paper: Paper; fonts: string }) => pdfOf(paper, fonts),
  letters: ({ papers, fonts }: { papers: readonly Paper[]; fonts: string }) => lettersOf(papers, fonts),
  labels: ({ fonts, ...asked }: Parameters<typeof labelsPdf>[0] & { fonts: string }) => labelsPdf(asked, fonts),
} as const
export type PaperJobs = {
  readonly [J in keyof typeof jobs]: { input: Parameters<(typeof jobs)[J]>[0]; output: Awaited<ReturnType<(typeof jobs)[J]>> }
}
export type PaperAsk = { readonly [J in keyof PaperJobs]: { id: number; job: J; input: PaperJobs[J]['input'] } }[keyof PaperJobs]
export type PaperAnswer = { id: number; value: unknown } | { id: number; error: unknown }

parentPort?.on('message', ({ id, job, input }: PaperAsk) => {
  const work = jobs[job] as (input: never) => Promise<unknown>
  work(input as never).then(
    (value) => parentPort?.postMessage({ id, value } satisfies PaperAnswer),
    (error: unknown) => parentPort?.postMessage({ id, error } satisfies PaperAnswer),
  )
})
