import type { Handlers } from '../../../shared/contract.ts'
import type { paperCalls } from '../../../shared/sales/paper-contract.ts'
import type { Given } from '../../given.ts'
import { bulkHandlers } from './bulk-handlers.ts'
import { lookHandlers } from './look-handlers.ts'
import { billsPdf, runBills } from './run-bills.ts'
import { shareHandlers } from './share-handlers.ts'
import { textHandlers } from './text-handlers.ts'
import { fileName, noPrinter, writePaper } from './write-paper.ts'

/** The paper of bills: preview, file, printer. A cancelled bill prints with its watermark, also years later. */
export const paperHandlers = {
  billPdf: async ({ uid, ...asked }, given) => {
    const { numbers, pdf, pages, engine } = await billsPdf(given, { which: { uids: [uid] }, ...asked })
    return { name: fileName(numbers[0] ?? ''), pdfBase64: Buffer.from(pdf).toString('base64'), pages, engine }
  },
  savePdf: async ({ ticket, uid, ...asked }, given) => {
    const path = given.file(ticket)
    const { pdf } = await billsPdf(given, { which: { uids: [uid] }, ...asked })
    await writePaper(path, pdf)
    return { ok: true as const }
  },
  printBill: async ({ uid, ...asked }, given) => {
    const { desk } = given.host
    if (!desk) throw noPrinter()
    // from the page, not the PDF: Chromium prints a PDF only inside its own viewer, which a sandboxed window does not have
    const { html = '' } = await runBills(given, { which: { uids: [uid] }, ...asked, as: 'page' })
    const came = await desk.print(html, asked.size)
    if (came === 'no-printer') throw noPrinter()
    return { printed: came === 'printed' }
  },
  ...textHandlers,
  ...bulkHandlers,
  ...lookHandlers,
  ...shareHandlers,
} satisfies Handlers<typeof paperCalls, Given>
