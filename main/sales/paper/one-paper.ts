import type { z } from 'zod'
import type { BillPaper, BillText } from '../../../shared/sales/paper-contract.ts'
import type { Tasking } from '../../given.ts'
import type { PapersOf } from './bills-job.ts'
import { lookRow } from './look-store.ts'
import { billsPdf, runBills, sheetOf } from './run-bills.ts'
import { sendText } from './text-handlers.ts'
import { fileName, noPrinter, writePaper } from './write-paper.ts'

type Pages = z.output<typeof BillPaper>
type Bytes = z.output<typeof BillText>
const written = { ok: true } as const

/**
 * What is done with the paper of one bill or one note: seen, written to a file, printed – as pages, and as the bytes a printer of text is
 * sent. Refuses an unknown one in its own words (`sales/unknown-bill`, `sales/unknown-note`), a host without a printer, a file that cannot
 * be written.
 */
export function onePaper(of: Exclude<PapersOf, 'all'>) {
  const pages = ({ uid, ...asked }: Pages, given: Tasking) => billsPdf(given, { which: { uids: [uid] }, of, ...asked })
  const bytes = async ({ uid, ...asked }: Bytes, given: Tasking) => {
    const { pdf, numbers } = await runBills(given, { which: { uids: [uid] }, of, ...asked })
    return { made: pdf as Uint8Array, number: numbers[0] ?? '' }
  }
  return {
    pdf: async (asked: Pages, given: Tasking) => {
      const { numbers, pdf, pages: count, engine } = await pages(asked, given)
      return { name: fileName(numbers[0] ?? ''), pdfBase64: Buffer.from(pdf).toString('base64'), pages: count, engine }
    },
    savePdf: async ({ ticket, ...asked }: Pages & { ticket: string }, given: Tasking) => {
      const path = given.file(ticket)
      await writePaper(path, (await pages(asked, given)).pdf)
      return written
    },
    print: async ({ uid, ...asked }: Pages, given: Tasking) => {
      const { desk } = given.host
      if (!desk) throw noPrinter()
      // from the page, not the PDF: Chromium prints a PDF only inside its own viewer, which a sandboxed window does not have
      const { html = '' } = await runBills(given, { which: { uids: [uid] }, of, ...asked, as: 'page' })
      const came = await desk.print(html, asked.size)
      if (came === 'no-printer') throw noPrinter()
      return { printed: came === 'printed' }
    },
    bytes: async (asked: Bytes, given: Tasking) => {
      const { made, number } = await bytes(asked, given)
      const { columns, language } = sheetOf(asked.format, lookRow(given.book.connection.reader))
      const name = fileName(number).replace(/pdf$/, 'prn')
      return { name, bytesBase64: Buffer.from(made).toString('base64'), language, columns }
    },
    saveBytes: async ({ ticket, ...asked }: Bytes & { ticket: string }, given: Tasking) => {
      const path = given.file(ticket)
      await writePaper(path, (await bytes(asked, given)).made)
      return written
    },
    sendBytes: async (asked: Bytes, given: Tasking) => {
      const { made } = await bytes(asked, given)
      return { to: await sendText(given, asked.format, made) }
    },
  }
}
