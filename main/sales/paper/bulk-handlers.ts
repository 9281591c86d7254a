import type { Handlers } from '../../../shared/contract.ts'
import type { paperCalls } from '../../../shared/sales/paper-contract.ts'
import type { Given } from '../../given.ts'
import { billsPdf, runBills } from './run-bills.ts'
import { sendText } from './text-handlers.ts'
import { noPrinter, writePaper } from './write-paper.ts'

/** Many bills and notes at once, by selection or filter: one PDF, one print job. */
export const bulkHandlers = {
  bulkPdf: async ({ ticket, ...asked }, given) => {
    const path = given.file(ticket)
    const { pdf, pages, numbers, engine } = await billsPdf(given, asked)
    await writePaper(path, pdf)
    return { documents: numbers.length, pages, engine }
  },
  bulkPrint: async ({ which, format, copies, language }, given) => {
    if (format === 'thermal' || format === 'matrix') {
      const { pdf, numbers } = await runBills(given, { which, copies, format })
      await sendText(given, format, pdf as Uint8Array)
      return { documents: numbers.length, printed: true }
    }
    const { desk } = given.host
    if (!desk) throw noPrinter()
    const { html = '', numbers } = await runBills(given, { which, copies, language, size: format, as: 'page' })
    given.signal.throwIfAborted()
    const came = await desk.print(html, format)
    if (came === 'no-printer') throw noPrinter()
    return { documents: numbers.length, printed: came === 'printed' }
  },
} satisfies Partial<Handlers<typeof paperCalls, Given>>
