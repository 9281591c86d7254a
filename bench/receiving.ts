import { newUid } from '../main/database/uid.ts'
import { reopenTestBook } from '../main/test-book.ts'
import { addDays, localDate } from '../shared/calendar.ts'
import { benchBook, type Shop, type Stocked, seeded, today } from './book.ts'
import type { Line } from './measure.ts'
import { against } from './posting.ts'

const supplier = newUid()

/** Fifty different goods, half of them batches that are on the shelf already. */
function goods(shop: Shop, lines: number, random: () => number) {
  const chosen = new Set<Stocked>()
  while (chosen.size < Math.min(lines, shop.items.length))
    chosen.add(shop.items[Math.floor(random() * shop.items.length)] as Stocked)
  return [...chosen].map((item, n) => {
    const known = n % 2 === 0
    return {
      itemId: item.itemId,
      batch: known ? `L${item.itemId}A` : `N${Math.floor(random() * 1e9)}`,
      expiry: addDays(localDate(today), known ? 200 : 600),
      mrpPaise: item.mrpPaise,
      qtyMilli: (1 + Math.floor(random() * 50)) * 10_000,
      freeMilli: random() < 0.2 ? 10_000 : 0,
      rateE4: Math.floor(item.rateE4 * 0.9),
    }
  })
}

/** A supplier's bill that makes its own receipt, and a goods receipt, of fifty lines each, beside the floor. */
export async function receivingBench(folder: string, count: number, say: (line: string) => void): Promise<Line[]> {
  const { file, shop } = await benchBook(folder, { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }, { say })
  const book = reopenTestBook(file, today)
  const party = { uid: supplier, name: 'Bench Stockist', isCustomer: false, isSupplier: true, stateCode: '27' }
  await book.call('parties.save', { ...party, category: 'regular', gstin: '27AAPFU0939F1ZV', creditDays: 30 })
  book.close()
  const random = seeded(50)
  const bills = Array.from({ length: count }, (_, n) => ({
    uid: newUid(),
    date: today,
    supplier,
    supplierNumber: `BS/${n + 1}`,
    supplierDate: today,
    lines: goods(shop, 50, random),
  }))
  const receipts = Array.from({ length: count }, () => ({ uid: newUid(), date: today, supplier, lines: goods(shop, 50, random) }))
  const label = '20,000 lines in the book'
  return [
    await against(file, { call: 'purchases.postBill', drafts: bills, what: `post 50-line supplier bill, ${label}` }),
    await against(file, { call: 'purchases.postReceipt', drafts: receipts, what: `post 50-line goods receipt, ${label}` }),
  ]
}
