import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../../database/uid.ts'
import { line, rowCounts } from '../test-shop.ts'
import { orderDesk } from './test-orders.ts'

let o: Awaited<ReturnType<typeof orderDesk>>
const anew = async () => {
  o = await orderDesk()
}
const stateOf = async (uid: string) => (await o.shown(uid)).state

describe('a quotation becomes an order', () => {
  beforeAll(anew)
  test('which answers it; neither moves goods or money', async () => {
    const quotation = await o.book.call(
      'sales.postQuotation',
      o.order([o.orderLine(10)], { validTill: '2026-11-30', notes: 'Before Diwali' }),
    )
    expect(quotation).toMatchObject({ number: 'QA/26-27/000001', totalPaise: 210_00 })
    expect(await stateOf(quotation.uid)).toBe('open')
    const ref = { uid: quotation.uid, line: 1 }
    const order = await o.book.call('sales.postOrder', o.order([o.orderLine(6, { quotation: ref })]))
    expect(await o.shown(quotation.uid)).toMatchObject({ state: 'part', lines: [{ answeredMilli: 60_000, leftMilli: 40_000 }] })
    expect(await o.shown(order.uid)).toMatchObject({ state: 'draft', lines: [{ quotation: { number: 'QA/26-27/000001' } }] })
    await o.book.call('sales.cancelSalesOrder', { uid: order.uid, reason: 'another day' })
    expect(await stateOf(quotation.uid)).toBe('open')
    o.book.setToday('2026-12-01')
    expect(await stateOf(quotation.uid)).toBe('lapsed')
    expect((await o.book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toHaveLength(2)
    await o.healthy()
  })
})

describe('an order', () => {
  beforeEach(anew)
  test('is changed while it is a draft, and not after', async () => {
    const draft = o.order([o.orderLine(10)])
    const { uid, number } = await o.book.call('sales.postOrder', draft)
    expect(await o.book.call('sales.postOrder', draft)).toMatchObject({ number })
    const changed = { ...draft, lines: [o.orderLine(4), o.orderLine(2, { itemId: o.azee.itemId })] }
    expect(await o.book.call('sales.changeOrder', { ...changed, version: 1 })).toMatchObject({ number, totalPaise: 126_00 })
    expect(await o.shown(uid)).toMatchObject({ version: 2, state: 'draft', lines: [{ qtyMilli: 40_000 }, { qtyMilli: 20_000 }] })
    await expect(o.book.call('sales.changeOrder', { ...draft, version: 1 })).rejects.toMatchObject({
      code: 'sales/newer-version',
    })
    await o.book.call('sales.confirmOrder', { uid })
    await expect(o.book.call('sales.changeOrder', { ...draft, version: 2 })).rejects.toMatchObject({
      code: 'sales/order-is-firm',
    })
    await o.bill([o.ofOrder(o.dolo, 1, { uid, line: 1 })])
    await expect(o.book.call('sales.changeOrder', { ...draft, version: 2 })).rejects.toMatchObject({
      code: 'sales/order-invoiced',
    })
    await o.healthy()
  })

  test('goes from draft to delivered as bills answer it, and opens again with a cancelled one', async () => {
    const { uid } = await o.book.call('sales.postOrder', o.order([o.orderLine(10), o.orderLine(5, { itemId: o.azee.itemId })]))
    const first = { uid, line: 1 }
    await expect(o.bill([o.ofOrder(o.dolo, 1, first)])).rejects.toMatchObject({ code: 'sales/order-not-confirmed' })
    expect(await o.book.call('sales.confirmOrder', { uid })).toEqual({ heldUntil: '2026-11-28' })
    expect(await stateOf(uid)).toBe('confirmed')
    expect(await o.book.call('sales.held', { itemIds: [o.dolo.itemId], date: '2026-11-23' })).toMatchObject([
      { party: 'Ravi Medical', qtyMilli: 100_000, days: 2, by: 'Owner', number: 'OA/26-27/000001' },
    ])
    const part = await o.bill([o.ofOrder(o.dolo, 4, first)])
    expect(await o.shown(uid)).toMatchObject({ state: 'part', lines: [{ answeredMilli: 40_000, leftMilli: 60_000 }, {}] })
    // more than was ordered may be billed; the order is answered for what was left of it
    const rest = await o.bill([o.ofOrder(o.dolo, 7, first), o.ofOrder(o.azee, 5, { uid, line: 2 })])
    expect(await stateOf(uid)).toBe('invoiced')
    await expect(o.bill([o.ofOrder(o.dolo, 1, first)])).rejects.toMatchObject({
      code: 'sales/order-done',
      field: 'lines.0.order',
    })
    expect(await o.book.call('sales.held', { itemIds: [o.dolo.itemId], date: '2026-11-21' })).toEqual([])
    for (const bill of [part, rest])
      await o.book.call('sales.markDelivery', { bill: bill.uid, outcome: 'delivered', receivedBy: 'Ravi' })
    expect(await stateOf(uid)).toBe('delivered')
    await o.book.call('sales.cancelBill', { uid: part.uid, reason: 'wrong rate' })
    expect(await o.shown(uid)).toMatchObject({ state: 'part', lines: [{ leftMilli: 40_000 }, { leftMilli: 0 }] })
    await o.book.call('sales.closeSalesOrder', { uid, reason: 'no longer wanted' })
    expect(await stateOf(uid)).toBe('closed')
    await expect(o.book.call('sales.cancelSalesOrder', { uid, reason: 'late' })).rejects.toMatchObject({
      code: 'sales/order-answered',
      details: { other: rest.number },
    })
    const list = await o.book.call('sales.salesOrders', { state: 'closed' })
    expect(list).toMatchObject({ total: 1, rows: [{ lines: 2, leftLines: 0, state: 'closed', heldUntil: null }] })
    await o.healthy()
  })

  test('tells at confirm what is not there, who holds the rest, and that credit is short', async () => {
    const asha = await o.book.call('sales.postOrder', o.order([o.orderLine(80)], { party: o.asha }))
    await o.book.call('sales.confirmOrder', { uid: asha.uid })
    o.book.setToday('2026-11-24')
    const { uid } = await o.book.call('sales.postOrder', o.order([o.orderLine(30, { freeMilli: 10_000 })]))
    const asked = await o.book.ask('sales.confirmOrder', { uid })
    const warning = {
      code: 'sales/order-short-held',
      field: 'lines.0.qtyMilli',
      details: {
        wanted: '31 strip',
        free: '20 strip',
        there: '100 strip',
        held: '80 strip',
        party: 'Asha Chemist',
        order: asha.number,
        days: 3,
        by: 'Owner',
      },
    }
    expect(asked).toMatchObject({ ok: false, warnings: [warning] })
    expect(await stateOf(uid)).toBe('draft')
    await o.book.call('sales.confirmOrder', { uid }, o.all([[warning.code, warning.field]]))
    await expect(o.book.call('sales.confirmOrder', { uid })).rejects.toMatchObject({ code: 'sales/order-confirmed' })
    await o.book.call('sales.closeSalesOrder', { uid: asha.uid, reason: 'closed shop' })
    const limited = await o.s.party({ name: 'Small Shop', creditLimitPaise: 100_00 })
    const over = await o.book.call('sales.postOrder', o.order([o.orderLine(10)], { party: limited }))
    expect(await o.book.ask('sales.confirmOrder', { uid: over.uid })).toMatchObject({ warnings: [{ code: 'sales/over-limit' }] })
    await o.healthy()
  })

  test('holds goods softly: a bill that takes them is warned in one line and can go on; a hold ends by its day', async () => {
    const held = await o.confirmed([o.orderLine(95)], { party: o.asha })
    const lines = [line({ item: o.dolo, strips: 6, rupees: 20 })]
    const draft = { uid: newUid(), date: '2026-11-21', party: o.ravi, lines }
    const asked = await o.book.ask('sales.postBill', draft)
    expect(asked).toMatchObject({
      warnings: [
        { code: 'sales/held', details: { held: '95 strip', party: 'Asha Chemist', order: held.number, days: 0, by: 'Owner' } },
      ],
    })
    await o.bill([line({ item: o.dolo, strips: 5, rupees: 20 })])
    // its own goods are no doubt
    await o.bill([line({ item: o.dolo, strips: 90, rupees: 20, more: { order: { uid: held.uid, line: 1 } } })], { party: o.asha })
    o.book.setToday('2026-12-05')
    const late = o.bill([line({ item: o.dolo, strips: 4, rupees: 20 })], { date: '2026-12-05' })
    await expect(late).resolves.toMatchObject({ number: 'SA/26-27/000003' })
    await o.healthy()
  })

  test('a hold on one batch is met by that batch', async () => {
    const other = o.s.batch(o.dolo, { number: 'OLD1', pieces: 1000 })
    await o.confirmed([o.orderLine(100, { batchId: other.batchId })], { party: o.asha })
    await o.bill([line({ item: o.dolo, strips: 10, rupees: 20 })])
    const asked = await o.book.ask('sales.postBill', {
      ...{ uid: newUid(), date: '2026-11-21', party: o.ravi },
      lines: [line({ item: other, strips: 10, rupees: 20 })],
    })
    expect(asked).toMatchObject({ warnings: [{ code: 'sales/held' }] })
  })
})

describe('bad input', () => {
  beforeAll(anew)
  test.each<[code: string, field: string, head: object, line: object]>([
    ['sales/wanted-before', 'wanted', { wanted: '2026-11-01' }, {}],
    ['sales/unknown-party', 'party', { party: newUid() }, {}],
    ['sales/unknown-item', 'lines.0.itemId', {}, { itemId: 98_765 }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: 0 }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: 0, freeMilli: 10_000 }],
    ['inventory/quantity-needed', 'lines.0.freeMilli', {}, { freeMilli: -1000 }],
    ['inventory/part-of-a-piece', 'lines.0.qtyMilli', {}, { qtyMilli: 1 }],
    ['inventory/quantity-absurd', 'lines.0.qtyMilli', {}, { qtyMilli: 10_000_001_000 }],
    ['sales/unit', 'lines.0.unit', {}, { unit: 'crate' }],
    ['sales/batch-of-another', 'lines.0.batchId', {}, { batchId: 98_765 }],
    ['sales/amount-absurd', 'lines.0.rateE4', {}, { rateE4: 10_000_000_000_000 }],
    ['company/bad-input', 'lines.0.discountsBp.0', {}, { discountsBp: [10_001] }],
    ['sales/quotation-line', 'lines.0.quotation', {}, { quotation: { uid: newUid(), line: 1 } }],
  ])('%s is refused at %s, and nothing is written', async (code, field, head, of) => {
    const before = rowCounts(o.book)
    await expect(o.book.call('sales.postOrder', o.order([o.orderLine(1, of)], head))).rejects.toMatchObject({ code, field })
    expect(rowCounts(o.book)).toEqual(before)
  })

  test('an item twice, a quotation for nobody, one that ends before it begins, documents that are not there', async () => {
    const refused = (call: string, input: unknown, code: string) =>
      expect(o.book.call(`sales.${call}`, input)).rejects.toMatchObject({ code })
    await refused('postOrder', o.order([o.orderLine(1), o.orderLine(2)]), 'sales/item-twice')
    await refused('postQuotation', o.order([o.orderLine(1)], { party: null }), 'sales/quotation-for')
    await refused('postQuotation', o.order([o.orderLine(1)], { validTill: '2026-11-20' }), 'sales/valid-before')
    const uid = newUid()
    for (const call of ['salesOrder', 'confirmOrder']) await refused(call, { uid }, 'sales/no-order')
    await refused('closeSalesOrder', { uid, reason: 'why not' }, 'sales/no-order')
    await refused('challan', { uid }, 'sales/no-challan')
    const order = await o.confirmed([o.orderLine(1)])
    await refused('closeSalesOrder', { uid: order.uid, lines: [4], reason: 'no such' }, 'sales/no-order-line')
    const ref = { uid: order.uid, line: 1 }
    const wrong = (item: typeof o.dolo, more: object) => ({
      uid: newUid(),
      date: '2026-11-21',
      party: o.ravi,
      lines: [o.ofOrder(item, 1, ref)],
      ...more,
    })
    await refused('postBill', wrong(o.azee, {}), 'sales/order-line')
    await refused('postBill', wrong(o.dolo, { party: o.asha }), 'sales/order-line')
    await refused('postBill', wrong(o.dolo, { party: null, mode: 'cash' }), 'sales/order-line')
    await o.book.call('sales.cancelSalesOrder', { uid: order.uid, reason: 'changed mind' })
    await refused('postBill', wrong(o.dolo, {}), 'sales/order-line')
    await refused('confirmOrder', { uid: order.uid }, 'sales/order-cancelled')
    expect(await o.shown(order.uid)).toMatchObject({ state: 'cancelled', cancelReason: 'changed mind' })
    await o.healthy()
  })
})

describe('the card of an item', () => {
  beforeAll(anew)
  test('has the orders of customers and to suppliers that wait for it, and from whom only for who may see purchases', async () => {
    const cipla = await o.s.party({ name: 'Cipla Stockist', isCustomer: false, isSupplier: true })
    await o.book.call('purchases.postOrder', {
      ...{ uid: newUid(), date: '2026-11-20', supplier: cipla, expected: '2026-11-25' },
      lines: [{ itemId: o.dolo.itemId, qtyMilli: 300_000, rateE4: 10_0000 }],
    })
    await o.book.call('sales.postOrder', o.order([o.orderLine(50)]))
    const first = await o.confirmed([o.orderLine(10, { freeMilli: 10_000 })])
    await o.confirmed([o.orderLine(4)], { party: o.asha })
    await o.bill([o.ofOrder(o.dolo, 4, { uid: first.uid, line: 1 })])
    const card = () => o.book.call('sales.pendingOfItem', { itemId: o.dolo.itemId })
    expect(await card()).toEqual({
      sales: [
        expect.objectContaining({ number: first.number, party: 'Ravi Medical', qtyMilli: 66_000, heldUntil: expect.any(String) }),
        expect.objectContaining({ party: 'Asha Chemist', qtyMilli: 40_000 }),
      ],
      purchases: [expect.objectContaining({ supplier: 'Cipla Stockist', qtyMilli: 300_000, expected: '2026-11-25' })],
      salesMilli: 106_000,
      purchasesMilli: 300_000,
    })
    const owner = o.book.connection.person
    o.book.connection.person = { ...owner, role: 'clerk' } as never
    expect(await card()).toMatchObject({ purchases: null, purchasesMilli: 300_000 })
    o.book.connection.person = owner
    expect(await o.book.call('sales.pendingOfItem', { itemId: o.azee.itemId })).toMatchObject({ sales: [], purchases: [] })
    expect(await o.book.call('sales.pendingOfItem', { itemId: 9999 })).toMatchObject({ salesMilli: 0, purchasesMilli: 0 })
  })
})
