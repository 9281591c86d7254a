import { expect } from 'vitest'
import { newUid } from '../../database/uid.ts'
import { aBill, line, type Shop, type Stocked, shop } from '../test-shop.ts'

/** A shop that takes orders: two parties, two items of a thousand pieces, and builders for what comes of an order. */
export async function orderDesk(options: Parameters<typeof shop>[0] = {}) {
  const s = shop(options)
  const dolo = s.item({ name: 'Dolo 650', pieces: 1000, costPaise: 1000_00 })
  const azee = s.item({ name: 'Azee 500', pieces: 1000, costPaise: 2000_00 })
  const ravi = await s.party({ name: 'Ravi Medical' })
  const asha = await s.party({ name: 'Asha Chemist' })
  const { book } = s
  const ask = { s, book, dolo, azee, ravi, asha }
  return { ...ask, ...builders(ask) }
}
type Base = { s: Shop; book: Shop['book']; dolo: Stocked; azee: Stocked; ravi: string; asha: string }
type Ref = { uid: string; line: number }
export type Posted = { uid: string; number: string; totalPaise: number }

function builders({ book, dolo, ravi }: Base) {
  const orderLine = (strips: number, more: object = {}) => ({
    itemId: dolo.itemId,
    qtyMilli: strips * 10_000,
    rateE4: 20_0000,
    ...more,
  })
  const order = (lines: object[], more: object = {}) => ({
    uid: newUid(),
    date: '2026-11-21',
    party: ravi,
    lines,
    ...more,
  })
  const challanLine = (item: Stocked, strips: number, more: object = {}) => ({
    itemId: item.itemId,
    batchId: item.batchId,
    locationId: item.locationId,
    qtyMilli: strips * 10_000,
    rateE4: 20_0000,
    ...more,
  })
  const challan = (lines: object[], more: object = {}) => order(lines, { reason: 'approval', ...more })
  const all = (warnings: string[][]) => ({
    accepted: warnings.map(([code, field]) => ({ code: code ?? '', field, reason: 'agreed' })),
  })
  const confirmed = async (lines: object[], more: Record<string, unknown> = {}): Promise<Posted> => {
    const posted = await book.call('sales.postOrder', order(lines, more))
    await book.call('sales.confirmOrder', { uid: posted.uid })
    return posted
  }
  const bill = (lines: ReturnType<typeof line>[], more: Record<string, unknown> = {}): Promise<Posted> =>
    book.call('sales.postBill', aBill(lines, { party: ravi, ...more }))
  const ofOrder = (item: Stocked, strips: number, ref: Ref, more: Record<string, unknown> = {}) =>
    line({ item, strips, rupees: 20, more: { order: ref, ...more } })
  const ofChallan = async (item: Stocked, strips: number, ref: Ref, more: Record<string, unknown> = {}) => {
    const sources = await book.call('sales.sources', { party: ravi, date: '2026-11-21' })
    const locationId = sources.find((one: { kind: string }) => one.kind === 'challan')?.batch.locationId ?? 0
    return line({ item, strips, rupees: 20, more: { locationId, challan: ref, ...more } })
  }
  const shown = (uid: string) => book.call('sales.salesOrder', { uid })
  const healthy = async () => {
    const { findings } = await book.call('accounts.doctor', {})
    expect(findings).toEqual([])
  }
  return { orderLine, order, challanLine, challan, all, confirmed, bill, ofOrder, ofChallan, shown, healthy }
}
