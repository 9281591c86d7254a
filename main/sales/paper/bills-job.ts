import type { z } from 'zod'
import type { RefusalValue } from '../../../shared/contract.ts'
import type { Paper } from '../../../shared/paper.ts'
import { scriptsBeyondPdf } from '../../../shared/paper-text.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { BillList } from '../../../shared/sales/contract.ts'
import type { Which } from '../../../shared/sales/paper-contract.ts'
import { connect, type Reader, text } from '../../database/connection.ts'
import { openSqlite, tuneReader } from '../../database/sqlite.ts'
import { uidText } from '../../database/uid.ts'
import { htmlOf, htmlOfAll } from '../../paper-html.ts'
import { pdfOf } from '../../paper-pdf.ts'
import { pdfOfAll } from '../../paper-pdf-all.ts'
import { type PrinterLanguage, printerBytes } from '../../printer-bytes.ts'
import { type TextSheet, textSteps } from '../../text-paper.ts'
import { shownBill } from '../bill-store.ts'
import { billsWhere } from '../list-bills.ts'
import type { Bill } from './bill.ts'
import { billPaper, type Copy } from './bill-paper.ts'
import { exampleBill } from './example-bill.ts'
import type { PaperLanguage } from './labels.ts'
import { billLook, type LookGiven } from './look-store.ts'

/** Bills as paper, read where they are made: beside main, which goes on with the counter. */
export type BillsJob = {
  readonly which: z.output<typeof Which> | 'latest'
  readonly size: 'A4' | 'A5'
  readonly copies: readonly Copy[]
  readonly language: PaperLanguage
  /** A copy made again later says so across the page. */
  readonly reprint?: boolean | undefined
  /** `page`: for Chromium's print, whatever the script. `text`: bytes for a printer of text. */
  readonly as: 'pdf' | 'page' | 'text'
  readonly text: (TextSheet & { readonly language: PrinterLanguage }) | null
  readonly fonts: string
  /** Another look than the firm's, for its preview. */
  readonly look: LookGiven | null
}
export type BillsDone = {
  readonly numbers: readonly string[]
  readonly pages: number
  /** PDF bytes, or bytes for a printer of text. */
  readonly pdf?: Uint8Array
  /** Paper that only Chromium can set or print. */
  readonly html?: string
}

/** As many as anybody feeds a printer at once. */
const mostBills = 2000

function uidsOf(db: Reader, which: BillsJob['which']): string[] {
  if (which === 'latest') {
    const row = db.row(text<{ uid: Uint8Array }>`select uid from document where kind = 'sale' order by id desc limit 1`)
    return row ? [uidText(row.uid)] : []
  }
  if ('uids' in which) return [...new Set(which.uids)]
  const ask = { ...which, offset: 0, limit: 0, sort: null, descending: false } as unknown as z.output<typeof BillList>
  const rows = db.rows(
    text<{ uid: Uint8Array }>`select d.uid from ${billsWhere(ask)} order by d.date, d.id limit ${mostBills + 1}`,
  )
  if (rows.length > mostBills)
    throw new Refusal('sales/too-many-bills', `More than ${mostBills} bills at once`, 'which', { most: mostBills })
  return rows.map((row) => uidText(row.uid))
}

function readBills(db: Reader, which: BillsJob['which']): Bill[] {
  const bills = uidsOf(db, which).map((uid) => shownBill(db, uid))
  if (which === 'latest') return bills.length ? bills : [exampleBill(db)]
  if (bills.length === 0) throw new Refusal('sales/no-bills', 'There is no bill to print', 'which')
  return bills
}

/** Reads the bills and makes them. Refuses an unknown bill, none, or too many. */
export async function makeBills(
  db: Reader,
  job: BillsJob,
  tell: (at: { done: number; total: number }) => void,
): Promise<BillsDone> {
  const { size, copies, language, fonts } = job
  const look = billLook(db, job.look)
  const bills = readBills(db, job.which)
  const total = bills.length
  const plain = job.as === 'text'
  const papers = bills.map((bill): Paper => {
    const dressed = job.look
      ? { ...bill, applied: { ...bill.applied, firm: { ...bill.applied.firm, terms: job.look.terms } } }
      : bill
    return billPaper(dressed, {
      size,
      copies: [...new Set(copies)],
      language: plain ? 'en' : language,
      look,
      plain,
      reprint: job.reprint ?? false,
    })
  })
  const numbers = bills.map(({ number }) => number)
  if (job.text) {
    const sheet = job.text
    const steps = papers.flatMap((paper, at) => {
      tell({ done: at + 1, total })
      return textSteps(paper, sheet)
    })
    return { numbers, pages: 0, pdf: printerBytes(steps, sheet, sheet.language) }
  }
  const [only] = papers
  const many = papers.length > 1 || !only
  if (job.as === 'page' || papers.some((paper) => scriptsBeyondPdf(paper).length > 0))
    return { numbers, ...(many ? htmlOfAll(papers, fonts) : htmlOf(only, fonts)) }
  const made = many ? await pdfOfAll(papers, fonts, (done) => tell({ done, total })) : await pdfOf(only, fonts)
  return { numbers, ...made }
}

/** The same from a book's file, by a connection of its own and in one read transaction; a refusal crosses as a value. */
export async function billsFromFile(
  { file, job }: { file: string; job: BillsJob },
  tell: (at: { done: number; total: number }) => void,
): Promise<BillsDone | { refusal: RefusalValue }> {
  const sqlite = openSqlite(file, { readonly: true, fileMustExist: true })
  try {
    tuneReader(sqlite)
    sqlite.exec('begin')
    return await makeBills(connect(sqlite).reader, job, tell)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message, field, details } = error
    return { refusal: { code, message, field, details: details as Record<string, unknown> } }
  } finally {
    sqlite.close()
  }
}
