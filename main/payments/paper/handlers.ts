import type { Handlers } from '../../../shared/contract.ts'
import type { payments } from '../../../shared/payments/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { firmProfile } from '../../company/profile-store.ts'
import type { Given, Tasking } from '../../given.ts'
import { makePaper } from '../../make-paper.ts'
import { writeWhole } from '../../whole-file.ts'
import { shownMoney } from '../money-store.ts'
import { moneyPaper } from './money-paper.ts'

async function made(given: Tasking, { uid, size }: { uid: string; size: 'A4' | 'A5' }) {
  const db = given.book.connection.reader
  const money = shownMoney(db, uid)
  const firm = firmProfile(db)
  if (!firm) throw new Error('a book without a firm')
  const paper = await makePaper(moneyPaper(money, firm, size), given)
  return { ...paper, name: `${money.number.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf` }
}

/** Receipts and vouchers on paper: preview and file. */
export const moneyPaperHandlers: Pick<Handlers<typeof payments, Given>, 'moneyPdf' | 'saveMoneyPdf'> = {
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
}
