import { rename, rm, writeFile } from 'node:fs/promises'
import type { Handlers } from '../../../shared/contract.ts'
import type { Paper } from '../../../shared/paper.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { sales } from '../../../shared/sales/contract.ts'
import type { Given, Tasking } from '../../given.ts'
import { type MadePaper, makePaper } from '../../make-paper.ts'
import { htmlOf } from '../../paper-html.ts'
import type { Bill } from './bill.ts'
import { type BillPaperOptions, billPaper } from './bill-paper.ts'

async function readBill(given: Tasking, uid: string): Promise<Bill> {
  const reply = await given.call('sales.bill', { uid })
  if (reply.ok) return reply.value as Bill
  if ('refusal' in reply)
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  throw new Error(`sales.bill failed: ${JSON.stringify(reply)}`)
}

type Asked = { uid: string } & BillPaperOptions
async function paperOf(given: Tasking, { uid, size, copies, language }: Asked): Promise<{ bill: Bill; paper: Paper }> {
  const bill = await readBill(given, uid)
  return { bill, paper: billPaper(bill, { size, copies: [...new Set(copies)], language }) }
}

async function made(given: Tasking, asked: Asked): Promise<MadePaper & { bill: Bill }> {
  const { bill, paper } = await paperOf(given, asked)
  given.progress({ done: 0, total: 1, note: bill.number })
  const done = await makePaper(paper, given)
  given.progress({ done: 1, total: 1, note: bill.number })
  return { ...done, bill }
}

/** 'SA-26-27-000123.pdf': a number's strokes cannot stand in a file name. */
export const fileName = (number: string): string => `${number.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf`

/** Whole or not at all: a full disk must not leave half an invoice under the name of one. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.${process.pid}.part`
  try {
    await writeFile(fresh, bytes)
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true })
    const reason = (error as NodeJS.ErrnoException).code ?? ''
    throw new Refusal('sales/paper-not-written', `The file could not be written (${reason})`, 'ticket', { reason })
  }
}

/** The paper of bills: preview, file, printer. A cancelled bill prints with its watermark, also years later. */
export const paperHandlers: Pick<Handlers<typeof sales, Given>, 'billPdf' | 'savePdf' | 'printBill'> = {
  billPdf: async (asked, given) => {
    const { bill, pdf, pages, engine } = await made(given, asked)
    return { name: fileName(bill.number), pdfBase64: Buffer.from(pdf).toString('base64'), pages, engine }
  },
  savePdf: async ({ ticket, ...asked }, given) => {
    const path = given.file(ticket)
    const { pdf } = await made(given, asked)
    await write(path, pdf)
    return { ok: true as const }
  },
  printBill: async (asked, given) => {
    const { desk, paths } = given.host
    const none = new Refusal('sales/no-printer', 'There is no printer: save the PDF instead')
    if (!desk) throw none
    const { paper } = await paperOf(given, asked)
    // from the page, not the PDF: Chromium prints a PDF only inside its own viewer, which a sandboxed window does not have
    const came = await desk.print(htmlOf(paper, paths.fonts).html, paper.size)
    if (came === 'no-printer') throw none
    return { printed: came === 'printed' }
  },
}
