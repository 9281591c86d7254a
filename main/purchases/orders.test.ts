import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { testFirm } from '../test-book.ts'
import { orderPaper } from './paper/order-paper.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
beforeEach(async () => {
  s = await supply()
})

describe('an order', () => {
  test('takes a number and moves neither goods nor money; the total is before tax', async () => {
    const draft = s.order({ expected: '2026-11-12', lines: [s.orderLine({ freeMilli: 10_000, discountBp: 1000 })] })
    expect(await s.book.call('purchases.postOrder', draft)).toEqual({
      uid: draft.uid,
      number: 'POA/26-27/000001',
      totalPaise: 9000,
    })
    expect(await s.book.call('purchases.postOrder', draft)).toMatchObject({ number: 'POA/26-27/000001' })
    expect((await s.book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toEqual([])
    expect(await s.book.call('purchases.order', { uid: draft.uid })).toMatchObject({
      state: 'pending',
      expected: '2026-11-12',
      lines: [{ qtyMilli: 100_000, freeMilli: 10_000, pendingMilli: 100_000, discountBp: 1000, amountPaise: 9000 }],
    })
    await s.healthy()
  })

  test('what came, what is given up and what is pending add up', async () => {
    const order = await s.post('postOrder', s.order({ lines: [s.orderLine(), s.orderLine({ itemId: s.other.itemId })] }))
    await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ order: { uid: order.uid, line: 1 }, qtyMilli: 60_000 })] }))
    expect(
      (await s.book.call('purchases.pendingOrders', { supplier: s.supplier })).map(
        (line: { pendingMilli: number }) => line.pendingMilli,
      ),
    ).toEqual([40_000, 100_000])
    await s.book.call('purchases.closeOrder', { uid: order.uid, lines: [1], reason: 'discontinued' })
    expect(await s.book.call('purchases.order', { uid: order.uid })).toMatchObject({
      state: 'part',
      lines: [{ receivedMilli: 60_000, closedMilli: 40_000, pendingMilli: 0 }, { pendingMilli: 100_000 }],
      closings: [{ line: 1, qtyMilli: 40_000, reason: 'discontinued' }],
    })
    await s.refused('closeOrder', { uid: order.uid, lines: [1], reason: 'once more' }, 'purchases/nothing-pending', 'uid')
    await s.refused('closeOrder', { uid: order.uid, lines: [7], reason: 'no such' }, 'purchases/no-line', 'lines.0')
    await s.book.call('purchases.closeOrder', { uid: order.uid, reason: 'supplier closed' })
    expect(await s.book.call('purchases.order', { uid: order.uid })).toMatchObject({ state: 'closed' })
    expect(await s.book.call('purchases.pendingOrders', { supplier: s.supplier })).toEqual([])
    await s.healthy()
  })

  test('the list shows what is pending, late and worth, and totals the whole filter', async () => {
    const first = await s.post('postOrder', s.order({ expected: '2026-11-12' }))
    await s.post('postOrder', s.order({ lines: [s.orderLine({ qtyMilli: 30_000 })] }))
    await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ order: { uid: first.uid, line: 1 }, qtyMilli: 25_000 })] }))
    const list = await s.book.call('purchases.orders', { limit: 1 })
    expect(list).toMatchObject({ total: 2, sums: { totalPaise: 13_000, pendingPaise: 10_500 } })
    expect(list.rows).toHaveLength(1)
    expect((await s.book.call('purchases.orders', { state: 'part' })).rows).toMatchObject([
      { uid: first.uid, lateDays: 9, lines: 1, pendingLines: 1, pendingPaise: 7500, state: 'part', supplier: 'Cipla Stockist' },
    ])
    expect((await s.book.call('purchases.orders', { state: 'done' })).total).toBe(0)
    expect((await s.book.call('purchases.orders', { filter: 'cip 000002', sort: 'expected' })).total).toBe(1)
  })

  test('a cancelled one keeps its number and owes nothing', async () => {
    const order = await s.post('postOrder', s.order())
    await s.book.call('purchases.cancelOrder', { uid: order.uid, reason: 'too dear' })
    expect(await s.book.call('purchases.order', { uid: order.uid })).toMatchObject({
      state: 'cancelled',
      cancelReason: 'too dear',
    })
    await s.refused('cancelOrder', { uid: order.uid, reason: 'again' }, 'purchases/cancelled', 'uid')
    await s.refused('closeOrder', { uid: order.uid, reason: 'again' }, 'purchases/cancelled', 'uid')
    const line = s.receiptLine({ order: { uid: order.uid, line: 1 } })
    await s.refused('postReceipt', s.receipt({ lines: [line] }), 'purchases/order-line', 'lines.0.order')
    await s.refused('order', { uid: newUid() }, 'purchases/no-order', 'uid')
    await s.healthy()
  })

  test.each<[code: string, field: string, head: object, line: object]>([
    ['purchases/expected-before', 'expected', { expected: '2026-11-01' }, {}],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: 0 }],
    ['inventory/quantity-needed', 'lines.0.freeMilli', {}, { freeMilli: -1000 }],
    ['inventory/quantity-absurd', 'lines.0.qtyMilli', {}, { qtyMilli: 10_000_001_000 }],
    ['inventory/part-of-a-piece', 'lines.0.qtyMilli', {}, { qtyMilli: 1 }],
    ['inventory/no-item', 'lines.0.itemId', {}, { itemId: 98_765 }],
    ['purchases/no-unit', 'lines.0.unit', {}, { unit: 'crate' }],
    ['purchases/rate-absurd', 'lines.0.rateE4', {}, { rateE4: 100_000_100_000 }],
    ['accounts/no-party', 'supplier', { supplier: newUid() }, {}],
  ])('%s is refused at %s', async (code, field, head, line) => {
    await s.refused('postOrder', s.order({ ...head, lines: [s.orderLine(line)] }), code, field)
  })
  test('an item twice is a slip', async () => {
    await s.refused('postOrder', s.order({ lines: [s.orderLine(), s.orderLine()] }), 'purchases/item-twice', 'lines.1.itemId')
  })
})

describe('an order leaves the house', () => {
  test('as CSV, where no cell is a formula', async () => {
    s.book.sqlite.prepare('update item set name = \'=1+1, "x"\' where id = ?').run(s.item.itemId)
    const order = await s.post('postOrder', s.order({ lines: [s.orderLine({ unit: 'piece', rateE4: 12_345 })] }))
    const { name, csv } = await s.book.call('purchases.orderCsv', { uid: order.uid })
    expect(name).toBe('POA-26-27-000001.csv')
    expect(csv).toBe(
      '\uFEFFOrder,Date,Line,Item,Unit,Base units,Quantity,Free,Rate,Discount %,Amount,Pending\r\n' +
        'POA/26-27/000001,2026-11-02,1,"\'=1+1, ""x""",piece,1,100,0,1.2345,0,123.45,100\r\n',
    )
    const path = join(await mkdtemp(join(tmpdir(), 'order-')), 'order.csv')
    await s.book.call('purchases.saveOrderCsv', { uid: order.uid, ticket: 'f' }, { files: { f: path } })
    expect(await readFile(path, 'utf8')).toBe(csv)
  })

  test('as paper: title, number, quantities in the unit ordered, and the mark of a cancelled one', async () => {
    const order = await s.post('postOrder', s.order({ expected: '2026-11-12', notes: 'Before noon' }))
    const shown = await s.book.call('purchases.order', { uid: order.uid })
    const paper = orderPaper(shown, testFirm as never, 'A4')
    expect(paper).toMatchObject({ title: 'PURCHASE ORDER', watermark: null, name: 'Purchase order POA/26-27/000001' })
    const lines = paper.blocks.find((block) => block.kind === 'lines')
    expect(lines).toMatchObject({
      rows: [{ cells: { qty: { text: '10' }, unit: { text: 'strip' }, rate: { text: '10.00' }, amount: { text: '100.00' } } }],
    })
    expect(JSON.stringify(paper)).toContain('Before noon')
    expect(orderPaper({ ...shown, state: 'cancelled' }, testFirm as never, 'A5').watermark).toBe('CANCELLED')
  })
})
