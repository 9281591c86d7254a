import { randomUUID } from 'node:crypto'
import type { Running } from './app.ts'
import type { Shelf } from './stock.ts'

type Batch = { id: number; locationId: number; rateE4: number }

/** A credit bill of today to the shelf's customer: ten strips and one free of each item, of its first batch. Returns its number. */
export async function postBill(running: Running, shelf: Shelf, items: readonly number[]): Promise<string> {
  const { today } = (await running.call('company.state')) as { today: string }
  const lines = []
  for (const at of items) {
    const itemId = shelf.items[at]?.itemId
    const { rows } = (await running.call('inventory.batches', { itemId, date: today })) as { rows: Batch[] }
    const [batch] = rows
    if (!batch) throw new Error('the shelf is empty')
    const place = { itemId, batchId: batch.id, locationId: batch.locationId, unit: 'strip', factor: 10 }
    lines.push({ ...place, qtyMilli: 100_000, freeMilli: 10_000, rateE4: batch.rateE4 })
  }
  const { number } = (await running.call('sales.postBill', {
    uid: randomUUID(),
    date: today,
    party: shelf.party,
    mode: 'credit',
    lines,
  })) as { number: string }
  return number
}
