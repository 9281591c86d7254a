import type { Handlers } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { notePaperCalls } from '../../../shared/sales/note-paper-contract.ts'
import type { Given, Tasking } from '../../given.ts'
import { makePaper } from '../../make-paper.ts'
import { htmlOf } from '../../paper-html.ts'
import { printerBytes } from '../../printer-bytes.ts'
import { textSteps } from '../../text-paper.ts'
import type { BillPaperOptions } from '../paper/bill-paper.ts'
import { billLook, lookRow } from '../paper/look-store.ts'
import { sheetOf, type TextFormat } from '../paper/run-bills.ts'
import { sendText } from '../paper/text-handlers.ts'
import { fileName, noPrinter, writePaper } from '../paper/write-paper.ts'
import { notePaper, type ShownNote } from './note-paper.ts'

async function readNote(given: Tasking, uid: string): Promise<ShownNote> {
  const reply = await given.call('sales.note', { uid })
  if (reply.ok) return reply.value as ShownNote
  if ('refusal' in reply)
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  throw new Error(`sales.note failed: ${JSON.stringify(reply)}`)
}

type Ask = { readonly uid: string } & BillPaperOptions
async function paperOf(given: Tasking, { uid, ...options }: Ask) {
  const note = await readNote(given, uid)
  const look = billLook(given.book.connection.reader, null)
  return { number: note.number, paper: notePaper(note, { ...options, look }) }
}

type TextAsk = Pick<Ask, 'uid' | 'copies' | 'reprint'> & { readonly format: TextFormat }
/** What a printer of text is sent: made from the same paper as the PDF, in English letters only. */
async function bytesOf(given: Tasking, { format, ...asked }: TextAsk) {
  const sheet = sheetOf(format, lookRow(given.book.connection.reader))
  const { number, paper } = await paperOf(given, { ...asked, size: 'A4', language: 'en', plain: true })
  return { number, sheet, bytes: printerBytes(textSteps(paper, sheet), sheet, sheet.language) }
}

/** The paper of notes: preview, file, printer, also those of text. A cancelled note prints with its watermark. */
export const noteFiles: Handlers<typeof notePaperCalls, Given> = {
  notePdf: async (asked, given) => {
    const { number, paper } = await paperOf(given, asked)
    given.progress({ done: 0, total: 1, note: number })
    const { pdf, pages, engine } = await makePaper(paper, given)
    given.progress({ done: 1, total: 1, note: number })
    return { name: fileName(number), pdfBase64: Buffer.from(pdf).toString('base64'), pages, engine }
  },
  saveNotePdf: async ({ ticket, ...asked }, given) => {
    const path = given.file(ticket)
    const { pdf } = await makePaper((await paperOf(given, asked)).paper, given)
    await writePaper(path, pdf)
    return { ok: true as const }
  },
  printNote: async (asked, given) => {
    const { desk, paths } = given.host
    if (!desk) throw noPrinter()
    const { paper } = await paperOf(given, asked)
    const came = await desk.print(htmlOf(paper, paths.fonts).html, asked.size)
    if (came === 'no-printer') throw noPrinter()
    return { printed: came === 'printed' }
  },
  noteBytes: async (asked, given) => {
    const { number, sheet, bytes } = await bytesOf(given, asked)
    const name = fileName(number).replace(/pdf$/, 'prn')
    return { name, bytesBase64: Buffer.from(bytes).toString('base64'), language: sheet.language, columns: sheet.columns }
  },
  saveNoteBytes: async ({ ticket, ...asked }, given) => {
    const path = given.file(ticket)
    await writePaper(path, (await bytesOf(given, asked)).bytes)
    return { ok: true as const }
  },
  sendNoteBytes: async (asked, given) => ({
    to: await sendText(given, asked.format, (await bytesOf(given, asked)).bytes),
  }),
}
