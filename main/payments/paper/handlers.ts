import type { Handlers } from '../../../shared/contract.ts'
import type { payments } from '../../../shared/payments/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { firmProfile } from '../../company/profile-store.ts'
import type { Given, Tasking } from '../../given.ts'
import { makePaper, printPaper } from '../../make-paper.ts'
import { writeWhole } from '../../whole-file.ts'
import { shownMoney } from '../money-store.ts'
import { closeAsPaper } from './close-paper.ts'
import { moneyPaper } from './money-paper.ts'

type Ask = { uid: string; size: 'A4' | 'A5' }

function paperOf({ book }: Tasking, ask: Ask) {
  const db = book.connection.reader
  const firm = firmProfile(db)
  if (!firm) throw new Error('a book without a firm')
  const close = closeAsPaper(db, firm, ask)
  if (close) return close
  const money = shownMoney(db, ask.uid)
  return { number: money.number, paper: moneyPaper(money, firm, ask.size) }
}

async function made(given: Tasking, ask: Ask) {
  const { number, paper } = paperOf(given, ask)
  return { ...(await makePaper(paper, given)), name: `${number.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf` }
}

/** Receipts, vouchers and cash closes on paper: preview, file and printer. */
export const moneyPaperHandlers: Pick<Handlers<typeof payments, Given>, 'moneyPdf' | 'saveMoneyPdf' | 'printMoney'> = {
  moneyPdf: async (ask, given) => {
    const { pdf, pages, name } = await made(given, ask)
    return { name, pdfBase64: Buffer.from(pdf).toString('base64'), pages }
  },
  saveMoneyPdf: async ({ ticket, ...ask }, given) => {
    const path = given.file(ticket)
    await writeWhole(
      path,
      (await made(given, ask)).pdf,
      (reason) => new Refusal('payments/file-not-written', `The file could not be written (${reason})`, 'ticket', { reason }),
    )
    return { ok: true as const }
  },
  printMoney: (ask, given) => printPaper(paperOf(given, ask).paper, given),
}
