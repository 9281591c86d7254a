import { beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../../database/uid.ts'
import { testFirm } from '../../test-book.ts'
import { line } from '../test-shop.ts'
import { challanPaper } from './paper/challan-paper.ts'
import { pickListPaper, vanSheetPaper } from './paper/delivery-papers.ts'
import { salesOrderPaper } from './paper/order-paper.ts'
import { orderDesk } from './test-orders.ts'

let o: Awaited<ReturnType<typeof orderDesk>>
beforeEach(async () => {
  o = await orderDesk()
})
const refused = (call: string, input: unknown, code: string, field?: string) =>
  expect(o.book.call(`sales.${call}`, input)).rejects.toMatchObject({ code, ...(field ? { field } : {}) })
const out = async (strips: number, more: object = {}) =>
  o.book.call('sales.postChallan', o.challan([o.challanLine(o.dolo, strips, more)]))
const onShelf = async () => {
  const { rows } = await o.book.call('inventory.batches', { itemId: o.dolo.itemId, date: '2026-11-21' })
  return rows[0].onHandMilli
}

describe('a challan', () => {
  test('sends goods that stay ours: no sale, no money, stock at cost', async () => {
    const before = await o.book.call('accounts.trialBalance', { asOn: '2026-11-21' })
    const posted = await out(10, { freeMilli: 10_000 })
    expect(posted).toMatchObject({ number: 'DCA/26-27/000001', totalPaise: 210_00 })
    expect(await onShelf()).toBe(890_000)
    expect(await o.book.call('accounts.trialBalance', { asOn: '2026-11-21' })).toEqual(before)
    o.book.setToday('2026-12-01')
    expect(await o.book.call('sales.challans', { state: 'open' })).toMatchObject({
      rows: [{ ageDays: 10, state: 'out', leftPaise: 200_00, reason: 'approval' }],
    })
    await o.healthy()
  })

  test('is billed in part from where its goods are, comes back in part, and never twice', async () => {
    const challan = await out(10, { freeMilli: 10_000 })
    const ref = { uid: challan.uid, line: 1 }
    expect(await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).toMatchObject([
      { kind: 'challan', qtyMilli: 100_000, freeMilli: 10_000, batch: { id: o.dolo.batchId } },
    ])
    const bill = await o.bill([await o.ofChallan(o.dolo, 6, ref)])
    expect(await onShelf()).toBe(890_000)
    await o.book.call('sales.returnChallan', {
      uid: newUid(),
      date: '2026-11-21',
      challan: challan.uid,
      lines: [{ line: 1, qtyMilli: 30_000 }],
    })
    expect(await onShelf()).toBe(920_000)
    expect(await o.book.call('sales.challan', { uid: challan.uid })).toMatchObject({
      state: 'part',
      lines: [{ billedMilli: 60_000, backMilli: 30_000, leftMilli: 20_000 }],
      answeredBy: [{ kind: 'sale' }, { kind: 'challan' }],
    })
    const over = { uid: newUid(), date: '2026-11-21', party: o.ravi, lines: [await o.ofChallan(o.dolo, 3, ref)] }
    await refused('postBill', over, 'sales/challan-over', 'lines.0.qtyMilli')
    const more = { uid: newUid(), date: '2026-11-21', challan: challan.uid, lines: [{ line: 1, qtyMilli: 21_000 }] }
    await refused('returnChallan', more, 'sales/challan-back-over', 'lines.0.qtyMilli')
    await refused('cancelChallan', { uid: challan.uid, reason: 'mistake' }, 'sales/order-answered')
    await o.bill([await o.ofChallan(o.dolo, 2, ref)])
    expect(await o.book.call('sales.challan', { uid: challan.uid })).toMatchObject({ state: 'billed' })
    expect(await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).toEqual([])
    // a cancelled bill leaves the goods with the customer
    await o.book.call('sales.cancelBill', { uid: bill.uid, reason: 'wrong rate' })
    expect(await o.book.call('sales.challan', { uid: challan.uid })).toMatchObject({
      state: 'part',
      lines: [{ leftMilli: 60_000 }],
    })
    expect(await onShelf()).toBe(920_000)
    await o.healthy()
  })

  test('answers an order; order and challan become one bill, and a cancelled challan opens the order again', async () => {
    const order = await o.confirmed([o.orderLine(10), o.orderLine(5, { itemId: o.azee.itemId })])
    const challan = await out(10, { order: { uid: order.uid, line: 1 } })
    expect(await o.shown(order.uid)).toMatchObject({ state: 'part', lines: [{ leftMilli: 0 }, { leftMilli: 50_000 }] })
    const lines = [
      await o.ofChallan(o.dolo, 10, { uid: challan.uid, line: 1 }),
      o.ofOrder(o.azee, 5, { uid: order.uid, line: 2 }),
    ]
    const bill = await o.bill(lines)
    expect(await o.shown(order.uid)).toMatchObject({ state: 'invoiced' })
    await o.book.call('sales.cancelBill', { uid: bill.uid, reason: 'wrong party' })
    await o.book.call('sales.cancelChallan', { uid: challan.uid, reason: 'goods never left' })
    expect(await o.shown(order.uid)).toMatchObject({ state: 'confirmed', lines: [{ leftMilli: 100_000 }, { leftMilli: 50_000 }] })
    await o.healthy()
  })

  test('goods that come back open its order again, for what was ordered and no more', async () => {
    const order = await o.confirmed([o.orderLine(10, { freeMilli: 10_000 })])
    const ref = { uid: order.uid, line: 1 }
    const challan = await out(12, { order: ref })
    const back = async (strips: number) =>
      o.book.call('sales.returnChallan', {
        ...{ uid: newUid(), date: '2026-11-21', challan: challan.uid },
        lines: [{ line: 1, qtyMilli: strips * 10_000 }],
      })
    const waits = async (state: string, leftMilli: number) =>
      expect(await o.shown(order.uid)).toMatchObject({ state, lines: [{ leftMilli }] })
    await waits('part', 0)
    // two strips were sent beyond the order
    await back(2)
    await waits('part', 0)
    const third = await back(4)
    await waits('part', 40_000)
    await back(6)
    await waits('confirmed', 100_000)
    expect(await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).toMatchObject([
      { kind: 'order', qtyMilli: 100_000, freeMilli: 10_000 },
    ])
    await o.healthy()
    // a return that never was: its goods are out for the order again
    await o.book.call('sales.cancelChallan', { uid: third.uid, reason: 'did not come' })
    await waits('part', 60_000)
    const again = await o.bill([o.ofOrder(o.dolo, 6, ref)])
    await waits('part', 0)
    await o.book.call('sales.cancelBill', { uid: again.uid, reason: 'not yet' })
    const whole = await back(4)
    await waits('confirmed', 100_000)
    await o.bill([o.ofOrder(o.dolo, 10, ref)])
    await refused('cancelChallan', { uid: whole.uid, reason: 'did not come' }, 'sales/order-filled', 'uid')
    await waits('invoiced', 0)
    await o.healthy()
  })

  test('a bill from it is amended under its own number', async () => {
    const challan = await out(10)
    const lines = [await o.ofChallan(o.dolo, 10, { uid: challan.uid, line: 1 })]
    const bill = await o.bill(lines)
    const keyed = await o.book.call('sales.billToKey', { uid: bill.uid })
    expect(keyed.lines).toMatchObject([{ source: { kind: 'challan', uid: challan.uid, line: 1, number: challan.number } }])
    const less = [{ ...lines[0], qtyMilli: 40_000 }]
    const draft = { uid: bill.uid, date: '2026-11-21', party: o.ravi, mode: 'credit', lines: less }
    await o.book.call('sales.amendBill', { bill: draft, version: 1, reason: 'four only' })
    expect(await o.book.call('sales.challan', { uid: challan.uid })).toMatchObject({
      lines: [{ billedMilli: 40_000, leftMilli: 60_000 }],
    })
    await o.healthy()
  })

  test('bad input', async () => {
    const of = (more: object) => o.challan([o.challanLine(o.dolo, 1, more)])
    await refused('postChallan', of({ qtyMilli: 2_000_000 }), 'inventory/stock-short', 'lines.0.qtyMilli')
    await refused('postChallan', of({ locationId: 2 }), 'inventory/place-not-here')
    await refused('postChallan', of({ batchId: o.azee.batchId }), 'sales/batch-of-another', 'lines.0.batchId')
    await refused('postChallan', of({ order: { uid: newUid(), line: 1 } }), 'sales/order-line', 'lines.0.order')
    await refused('postChallan', of({ qtyMilli: 0 }), 'inventory/quantity-needed')
    const old = o.s.batch(o.dolo, { number: 'OLD', expiry: '2026-10-31', pieces: 100 })
    await refused('postChallan', of({ batchId: old.batchId }), 'sales/batch-expired', 'lines.0.batchId')
    const challan = await out(5)
    const ref = { uid: challan.uid, line: 1 }
    const bill = async (more: object, head: object = {}) => ({
      ...{ uid: newUid(), date: '2026-11-21', party: o.ravi },
      lines: [{ ...(await o.ofChallan(o.dolo, 1, ref)), ...more }],
      ...head,
    })
    await refused('postBill', await bill({ locationId: o.dolo.locationId }), 'sales/challan-line', 'lines.0.challan')
    await refused('postBill', await bill({ challan: { uid: challan.uid, line: 2 } }), 'sales/challan-line')
    await refused('postBill', await bill({}, { party: o.asha }), 'sales/challan-line')
    await refused('postBill', await bill({ challan: undefined }), 'sales/unknown-place', 'lines.0.locationId')
    const back = (lines: object[], date = '2026-11-21') => ({ uid: newUid(), date, challan: challan.uid, lines })
    await refused('returnChallan', back([{ line: 9, qtyMilli: 1000 }]), 'sales/no-challan-line', 'lines.0.line')
    await refused(
      'returnChallan',
      back([
        { line: 1, qtyMilli: 1000 },
        { line: 1, qtyMilli: 1000 },
      ]),
      'sales/no-challan-line',
    )
    await refused('returnChallan', back([{ line: 1, qtyMilli: -1000 }]), 'inventory/quantity-needed')
    await refused('returnChallan', back([{ line: 1, qtyMilli: 1000 }], '2026-11-20'), 'sales/before-challan', 'date')
    await o.healthy()
  })
})

describe('deliveries', () => {
  test('a van takes bills out; what came of each stands on the list', async () => {
    const first = await o.bill([line({ item: o.dolo, strips: 5, rupees: 20 }), line({ item: o.azee, strips: 2, rupees: 30 })])
    const second = await o.bill([line({ item: o.dolo, strips: 1, rupees: 20 })])
    const bills = { documents: [first.uid, second.uid] }
    expect((await o.book.call('sales.pickList', bills)).rows).toMatchObject([
      { item: 'Azee 500', qtyMilli: 20_000, documents: 1 },
      { item: 'Dolo 650', qtyMilli: 60_000, documents: 2 },
    ])
    const trip = { uid: newUid(), date: '2026-11-21', van: 'MH12 AB 1234', driver: 'Suresh', bills: [second.uid, first.uid] }
    await o.book.call('sales.postTrip', trip)
    await o.book.call('sales.postTrip', trip)
    await refused('postTrip', { ...trip, uid: newUid() }, 'sales/bill-on-trip', 'bills.0')
    const shown = await o.book.call('sales.trip', { uid: trip.uid })
    expect(shown).toMatchObject({
      bills: [{ number: second.number }, { number: first.number, area: 'Pune', collectPaise: first.totalPaise, state: 'sent' }],
      collectPaise: first.totalPaise + second.totalPaise,
      by: 'Owner',
    })
    const mark = { bill: first.uid, outcome: 'part', reason: 'two strips broken', receivedBy: 'Ravi' }
    await refused('markDelivery', { ...mark, reason: null }, 'sales/delivery-reason', 'reason')
    await refused('markDelivery', { ...mark, receivedBy: null }, 'sales/delivery-taken-by', 'receivedBy')
    await o.book.call('sales.markDelivery', mark)
    await o.book.call('sales.markDelivery', { bill: second.uid, outcome: 'not', reason: 'shop closed' })
    await refused('dropTrip', { uid: trip.uid }, 'sales/trip-marked')
    expect((await o.book.call('sales.deliveries', { state: 'open', sort: 'number' })).rows).toMatchObject([
      { state: 'part', reason: 'two strips broken', receivedBy: 'Ravi', trip: { van: 'MH12 AB 1234' } },
      { state: 'not', reason: 'shop closed' },
    ])
    // what was not taken goes out again
    await o.book.call('sales.postTrip', { ...trip, uid: newUid(), bills: [second.uid] })
    expect((await o.book.call('sales.deliveries', { state: 'sent' })).total).toBe(1)
    await o.book.call('sales.markDelivery', { bill: second.uid, outcome: 'delivered', receivedBy: 'Asha' })
    await refused('postTrip', { ...trip, uid: newUid(), bills: [second.uid] }, 'sales/bill-delivered')
    await refused('postTrip', { ...trip, uid: newUid(), bills: [first.uid, first.uid] }, 'sales/bill-twice', 'bills.1')
    await refused('markDelivery', { ...mark, bill: newUid() }, 'sales/unknown-bill', 'bill')
    const firm = testFirm as never
    expect(JSON.stringify(vanSheetPaper(shown, firm))).toContain('Suresh')
    const list = await o.book.call('sales.pickList', { documents: [first.uid] })
    expect(pickListPaper(list, '2026-11-21', firm)).toMatchObject({ title: 'PICK LIST' })
    await o.healthy()
  })
})

test('papers say what rule 55 asks of a challan, and that neither it nor an order is an invoice', async () => {
  const challan = await out(10)
  const paper = challanPaper(await o.book.call('sales.challan', { uid: challan.uid }), testFirm as never, 'A4')
  expect(paper.copies).toEqual(['ORIGINAL FOR CONSIGNEE', 'DUPLICATE FOR TRANSPORTER', 'TRIPLICATE FOR CONSIGNER'])
  for (const words of [
    challan.number,
    'Ravi Medical',
    '30049099',
    'Supply on approval',
    '200.00',
    '27AABFD4321K1ZN',
    'Not an invoice',
  ])
    expect(JSON.stringify(paper)).toContain(words)
  expect(JSON.stringify(paper)).not.toContain('Consignor')
  const order = await o.confirmed([o.orderLine(10)])
  expect(salesOrderPaper(await o.shown(order.uid), testFirm as never, 'A5')).toMatchObject({ title: 'ORDER CONFIRMATION' })
})

test('goods that leave a godown with an address of its own leave from there on paper, also after it has moved', async () => {
  const gat = { address1: 'Gat 12', address2: null, city: 'Wagholi', pin: '412207', stateCode: null }
  const place = { uid: newUid(), name: 'Rear godown', kind: 'saleable', active: true, address: gat }
  await o.book.call('inventory.saveLocation', place)
  const { rows } = await o.book.call('inventory.locations', {})
  const rear = rows.find((row: { name: string }) => row.name === 'Rear godown').id
  const goods = [{ itemId: o.dolo.itemId, batchId: o.dolo.batchId, qtyMilli: 100_000 }]
  const moved = { uid: newUid(), date: '2026-11-21', fromId: o.dolo.locationId, toId: rear, immediate: true, lines: goods }
  await o.book.call('inventory.transfer', moved)
  const one = await out(5, { locationId: rear })
  const two = await o.book.call(
    'sales.postChallan',
    o.challan([o.challanLine(o.dolo, 2, { locationId: rear }), o.challanLine(o.azee, 1)]),
  )
  await o.book.call('inventory.saveLocation', { ...place, address: { ...gat, address1: 'Plot 9' } })
  const paperOf = async (uid: string) =>
    JSON.stringify(challanPaper(await o.book.call('sales.challan', { uid }), testFirm as never, 'A4'))
  for (const words of ['Consignor', 'Rear godown', 'Gat 12', 'Wagholi - 412207', '27AABFD4321K1ZN (same registration)'])
    expect(await paperOf(one.uid)).toContain(words)
  expect(await paperOf(one.uid)).not.toMatch(/Plot 9|Main godown/)
  // from two places: each with its own
  expect(await paperOf(two.uid)).toMatch(/Gat 12.*Main godown.*12 Market Yard/)
  await o.healthy()
})
