import type { z } from 'zod'
import { Refusal } from '../../../shared/refusal.ts'
import type { Which } from '../../../shared/sales/paper-contract.ts'
import type { Tasking } from '../../given.ts'
import { inPaperWorker } from '../../paper-work.ts'
import type { PrinterLanguage } from '../../printer-bytes.ts'
import type { TextSheet } from '../../text-paper.ts'
import type { Copy } from './bill-paper.ts'
import { type BillsDone, type BillsJob, makeBills, type PapersOf } from './bills-job.ts'
import type { PaperLanguage } from './labels.ts'
import { type LookGiven, type LookRow, lookRow } from './look-store.ts'

export type TextFormat = 'thermal' | 'matrix'

/** The sheet and language of a printer of text, by the firm's settings. */
export const sheetOf = (format: TextFormat, look: LookRow): TextSheet & { language: PrinterLanguage } =>
  format === 'thermal'
    ? { columns: look.rollColumns, pageLines: null, language: 'escpos' }
    : { columns: look.matrixColumns, pageLines: look.matrixLines, language: 'escp' }

export type BillsAsk = {
  /** A copy made again later says so across the page. */
  reprint?: boolean
  which: z.output<typeof Which> | 'latest'
  /** What the named ones must be; bills or notes unless one of them is said. */
  of?: PapersOf
  copies: readonly Copy[]
  size?: 'A4' | 'A5'
  language?: PaperLanguage
  as?: 'pdf' | 'page'
  /** A printer of text instead. */
  format?: TextFormat
  look?: LookGiven
}

/** Has bills and notes read and made in the worker, many of them apart from everybody's previews. A book in memory has no file a worker could open. */
export async function runBills(given: Tasking, ask: BillsAsk): Promise<BillsDone> {
  const { book, host, signal } = given
  const { which, copies, size = 'A4', language = 'en', as = 'pdf', format, look = null, reprint = false, of = 'all' } = ask
  const reader = book.connection.reader
  const text = format ? sheetOf(format, look ?? lookRow(reader)) : null
  const { fonts } = host.paths
  const job: BillsJob = { which, of, size, copies, language, reprint, as: text ? 'text' : as, text, fonts, look }
  const progress = ({ done, total }: { done: number; total: number }) => given.progress({ done, total, note: '' })
  if (book.file === ':memory:') return await makeBills(reader, job, progress)
  const apart = which !== 'latest' && !('uids' in which && which.uids.length === 1)
  const done = await inPaperWorker(host.paths.workers, 'bills', { file: book.file, job }, signal, { progress, apart })
  if ('refusal' in done)
    throw new Refusal(done.refusal.code, done.refusal.message, done.refusal.field, done.refusal.details as never)
  return done
}

/** Bills and notes as a PDF: made in the worker, or set by Chromium where a script occurs that pdfmake cannot set; refuses that without a desktop. */
export async function billsPdf(
  given: Tasking,
  ask: BillsAsk,
): Promise<{ pdf: Uint8Array; pages: number; numbers: readonly string[]; engine: 'pdfmake' | 'chromium' }> {
  const { pdf, html, pages, numbers } = await runBills(given, ask)
  if (html === undefined) return { pdf: pdf as Uint8Array, pages, numbers, engine: 'pdfmake' }
  const { desk } = given.host
  if (!desk)
    throw new Refusal(
      'sales/paper-needs-desk',
      'This paper has text that only the app can print, not a headless host',
      undefined,
      {
        script: 'arabic',
      },
    )
  const made = await desk.printToPdf(html, ask.size ?? 'A4')
  given.signal.throwIfAborted()
  return { pdf: made, pages, numbers, engine: 'chromium' }
}
