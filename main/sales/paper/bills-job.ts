import type { z } from 'zod'
import type { RefusalValue } from '../../../shared/contract.ts'
import type { Paper } from '../../../shared/paper.ts'
import { scriptsBeyondPdf } from '../../../shared/paper-text.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { BillList } from '../../../shared/sales/contract.ts'
import type { Which } from '../../../shared/sales/paper-contract.ts'
import { noteKinds } from '../../../shared/sales/return-drafts.ts'
import type { NoteList } from '../../../shared/sales/returns-contract.ts'
import { connect, type Reader, text } from '../../database/connection.ts'
import { openSqlite, tuneReader } from '../../database/sqlite.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { htmlOf, htmlOfAll } from '../../paper-html.ts'
import { pdfOf } from '../../paper-pdf.ts'
import { pdfOfAll } from '../../paper-pdf-all.ts'
import { type PrinterLanguage, printerBytes } from '../../printer-bytes.ts'
import { type TextSheet, textSteps } from '../../text-paper.ts'
import { shownBill } from '../bill-store.ts'
import { billsWhere } from '../list-bills.ts'
import { notesWhere } from '../returns/list-notes.ts'
import { notePaper, type ShownNote } from '../returns/note-paper.ts'
import { shownNote } from '../returns/note-store.ts'
import type { Bill } from './bill.ts'
import { type BillPaperOptions, billPaper, type Copy } from './bill-paper.ts'
import { exampleBill } from './example-bill.ts'
import type { PaperLanguage } from './labels.ts'
import { billLook, type LookGiven } from './look-store.ts'

/** Bills and the notes over them as paper, read where they are made: beside main, which goes on with the counter. */
export type BillsJob = {
  readonly which: z.output<typeof Which> | 'latest'
  /** What the named ones must be; `all` when any of the two will do. */
  readonly of: PapersOf
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

export type PapersOf = 'bills' | 'notes' | 'all'

/** As many as anybody feeds a printer at once. */
const mostBills = 2000

/** Whether a document is a note over a bill, and not a bill. */
export function isNote(db: Reader, uid: string): boolean {
  const row = db.row(text<{ kind: string }>`select kind from document where uid = ${uidBytes(uid)}`)
  return row !== undefined && (noteKinds as readonly string[]).includes(row.kind)
}

type Dressed = (options: BillPaperOptions) => Paper
/** A document as it is stored, to be set on paper. */
type Read = { readonly number: string; readonly onPaper: Dressed }
const readBill = (bill: Bill, terms: string | null | undefined): Read => {
  const dressed = terms === undefined ? bill : { ...bill, applied: { ...bill.applied, firm: { ...bill.applied.firm, terms } } }
  return { number: bill.number, onPaper: (options) => billPaper(dressed, options) }
}
function readNote(db: Reader, uid: string): Read {
  const note = shownNote(db, uid) as ShownNote
  return { number: note.number, onPaper: (options) => notePaper(note, options) }
}

const uidsWhere = (db: Reader, where: ReturnType<typeof billsWhere>): string[] =>
  db
    .rows(text<{ uid: Uint8Array }>`select d.uid from ${where} order by d.date, d.id limit ${mostBills + 1}`)
    .map((row) => uidText(row.uid))

function uidsOf(db: Reader, which: Exclude<BillsJob['which'], 'latest'>): string[] {
  if ('uids' in which) return [...new Set(which.uids)]
  const { documents, ...filter } = which
  const ask = { ...filter, kind: null, offset: 0, limit: 0, sort: null, descending: false }
  const bills = documents === 'notes' ? [] : uidsWhere(db, billsWhere(ask as unknown as z.output<typeof BillList>))
  const notes = documents === 'bills' ? [] : uidsWhere(db, notesWhere(ask as unknown as z.output<typeof NoteList>))
  if (bills.length + notes.length > mostBills)
    throw new Refusal('sales/too-many-bills', `More than ${mostBills} documents at once`, 'which', { most: mostBills })
  return [...bills, ...notes]
}

function readAll(db: Reader, { which, of, look }: BillsJob): Read[] {
  const terms = look ? look.terms : undefined
  if (which === 'latest') {
    const row = db.row(text<{ uid: Uint8Array }>`select uid from document where kind = 'sale' order by id desc limit 1`)
    return [readBill(row ? shownBill(db, uidText(row.uid)) : exampleBill(db), terms)]
  }
  const found = uidsOf(db, which)
  if (found.length === 0) throw new Refusal('sales/no-bills', 'There is nothing to print', 'which')
  return found.map((uid) =>
    of === 'notes' || (of === 'all' && isNote(db, uid)) ? readNote(db, uid) : readBill(shownBill(db, uid), terms),
  )
}

/** Reads the bills and notes and makes them. Refuses an unknown one, none, or too many. */
export async function makeBills(
  db: Reader,
  job: BillsJob,
  tell: (at: { done: number; total: number }) => void,
): Promise<BillsDone> {
  const { size, copies, language, fonts } = job
  const look = billLook(db, job.look)
  const documents = readAll(db, job)
  const total = documents.length
  const plain = job.as === 'text'
  const options = {
    size,
    copies: [...new Set(copies)],
    language: plain ? 'en' : language,
    look,
    plain,
    reprint: job.reprint ?? false,
  } as const
  const papers = documents.map(({ onPaper }) => onPaper(options))
  const numbers = documents.map(({ number }) => number)
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
