import type { LocalDate } from '../../../shared/calendar.ts'
import type { Chance } from './chance.ts'
import type { Clerk } from './clerk.ts'
import { batchNumber, expiryIn, type Person, type Shelf } from './shop.ts'
/** A supplier's lorry: what runs low of his make, at his rates, with 10+1 where he gives it. Posts nothing when nothing runs low. */
export async function receiveFrom(
  clerk: Clerk,
  supplier: Person,
  facts: { day: LocalDate; n: number; shelves: readonly Shelf[]; dice: Chance; late: boolean },
): Promise<void> {
  const { day, n, dice } = facts
  const low = facts.shelves.filter((shelf) => shelf.packs < shelf.target * 0.6).slice(0, 15)
  if (low.length === 0) return
  const lines = low.map((shelf) => {
    const wanted = Math.max(1, shelf.target - Math.max(0, shelf.packs))
    const packs = wanted < 10 ? wanted : Math.ceil(wanted / 10) * 10
    const free = shelf.scheme ? Math.floor(packs / 10) : 0
    shelf.packs += packs + free
    return {
      itemId: shelf.id,
      batch: batchNumber(dice, shelf),
      expiry: expiryIn(day, dice.whole(14, 30)),
      mrpPaise: shelf.mrpPaise,
      qtyMilli: packs * shelf.pack.factor * 1000,
      freeMilli: free * shelf.pack.factor * 1000,
      rateE4: shelf.ptsE4,
      discountBp: dice.percent(30) ? 200 : 0,
    }
  })
  const papers = { date: day, supplier: supplier.uid }
  const mark = supplier.name.slice(0, 3).toUpperCase()
  const theirs = { supplierNumber: `${mark}/${1200 + n * 17}`, supplierDate: day }
  if (n % 3 !== 1 && !facts.late) {
    await clerk.ask('purchases', 'postBill', { uid: clerk.uid('purchase', n), ...papers, ...theirs, lines })
    return
  }
  const receipt = await orderedAndReceived(clerk, { n, papers, challan: `CH-${300 + n}`, lines, late: facts.late })
  // the last lorries of the month have come, their bills have not
  if (facts.late) return
  const billed = lines.map((line, at) => ({ ...line, receipt: { uid: receipt, line: at + 1 } }))
  await clerk.ask('purchases', 'postBill', { uid: clerk.uid('purchase', n), ...papers, ...theirs, lines: billed })
}

type Line = {
  itemId: number
  batch: string
  expiry: LocalDate
  mrpPaise: number
  qtyMilli: number
  freeMilli: number
  rateE4: number
  discountBp: number
}

/** An order and the goods that answer it; of a late one a line or two are still to come. Answers the receipt. */
async function orderedAndReceived(
  clerk: Clerk,
  facts: { n: number; papers: { date: LocalDate; supplier: string }; challan: string; lines: readonly Line[]; late: boolean },
): Promise<string> {
  const order = clerk.uid('order', facts.n)
  await clerk.ask('purchases', 'postOrder', {
    uid: order,
    ...facts.papers,
    lines: facts.lines.map(({ itemId, qtyMilli, freeMilli, rateE4, discountBp }) => ({
      itemId,
      qtyMilli,
      freeMilli,
      rateE4,
      discountBp,
    })),
  })
  const receipt = clerk.uid('goods', facts.n)
  const came = facts.late && facts.lines.length > 1 ? facts.lines.slice(0, -1) : facts.lines
  await clerk.ask('purchases', 'postReceipt', {
    uid: receipt,
    ...facts.papers,
    challanNumber: facts.challan,
    challanDate: facts.papers.date,
    lines: came.map((line, at) => ({ ...line, order: { uid: order, line: at + 1 } })),
  })
  return receipt
}
