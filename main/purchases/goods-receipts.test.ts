import { beforeEach, describe, expect, test } from 'vitest'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
beforeEach(async () => {
  s = await supply()
})

const moves = () =>
  s.book.db
    .rows(text<{ qty: number; kind: string; place: string }>`
      select m.qty, l.kind as place, m.kind from stock_move m join location l on l.id = m.location_id order by m.id`)
    .map((row) => `${row.kind} ${row.qty} ${row.place}`)

describe('a goods receipt', () => {
  test('brings goods at the expected cost and owes nobody yet: no tax, no party', async () => {
    const draft = s.receipt({ challanNumber: 'CH/9', challanDate: '2026-11-04' })
    expect(await s.book.call('purchases.postReceipt', draft)).toEqual({
      uid: draft.uid,
      number: 'GA/26-27/000001',
      totalPaise: 10_000,
      batches: ['PCM1'],
    })
    expect(s.ledger(draft.uid)).toEqual(['Inventory 100.00', 'Goods received not billed -100.00'])
    expect(s.book.db.rows(sql.selectFrom('tax_line').selectAll())).toEqual([])
    expect(s.book.db.rows(sql.selectFrom('open_item').selectAll())).toEqual([])
    expect(moves()).toEqual(['purchase 100000 saleable'])
    await s.healthy()
  })

  test('free units share the paid value: 10 + 1 at 1,000 is 11 for 1,000', async () => {
    await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ freeMilli: 10_000, rateE4: 1_000_000 })] }))
    expect(s.stock()).toEqual([[110_000, 1000]])
    await s.healthy()
  })

  test('damaged goods go to quarantine on a line of their own; short goods are noted; both answer the order as they came', async () => {
    const order = await s.post('postOrder', s.order())
    const line = s.receiptLine({
      order: { uid: order.uid, line: 1 },
      qtyMilli: 70_000,
      damagedMilli: 20_000,
      shortMilli: 10_000,
      rateE4: null,
    })
    const draft = await s.post('postReceipt', s.receipt({ lines: [line] }))
    expect(moves()).toEqual(['purchase 70000 saleable', 'purchase 20000 quarantine'])
    const shown = await s.book.call('purchases.receipt', { uid: draft.uid })
    expect(shown.differences).toEqual([
      { item: 'Paracetamol 500', orderedMilli: 100_000, shortMilli: 10_000, excessMilli: 0, damagedMilli: 20_000 },
    ])
    expect(shown.lines.map((one: { damaged: boolean; valuePaise: number }) => [one.damaged, one.valuePaise])).toEqual([
      [false, 7000],
      [true, 2000],
    ])
    expect((await s.book.call('purchases.order', { uid: order.uid })).lines[0]).toMatchObject({
      receivedMilli: 90_000,
      pendingMilli: 10_000,
    })
    await s.healthy()
  })

  test('goods without a batch number get one of ours, the next of that day for the item', async () => {
    const blank = (more: object = {}) => s.receiptLine({ batch: '', ...more })
    const first = s.receipt({ lines: [blank(), blank({ itemId: s.other.itemId }), blank({ expiry: '2029-01-31' })] })
    expect((await s.book.call('purchases.postReceipt', first)).batches).toEqual(['AA261105-1', 'AA261105-1', 'AA261105-2'])
    const next = s.receipt({ lines: [blank()] })
    expect((await s.book.call('purchases.postReceipt', next)).batches).toEqual(['AA261105-3'])
    expect((await s.book.call('purchases.postReceipt', next)).batches).toEqual(['AA261105-3'])
  })

  test('an item is known by its barcode', async () => {
    s.book.sqlite
      .prepare('insert into barcode (code, item_id, unit) values (?, ?, ?)')
      .run('8901234567890', s.item.itemId, 'strip')
    const scanned = s.receiptLine({ itemId: null, barcode: '8901234567890' })
    await s.post('postReceipt', s.receipt({ lines: [scanned] }))
    await s.refused(
      'postReceipt',
      s.receipt({ lines: [{ ...scanned, barcode: '1' }] }),
      'purchases/no-barcode',
      'lines.0.barcode',
    )
    await s.refused(
      'postReceipt',
      s.receipt({ lines: [{ ...scanned, itemId: s.other.itemId }] }),
      'purchases/other-barcode',
      'lines.0.barcode',
    )
  })

  test('without a rate the order decides, then the last purchase, then nobody: it is refused', async () => {
    const unknown = s.receipt({ lines: [s.receiptLine({ rateE4: null })] })
    await s.refused('postReceipt', unknown, 'purchases/rate-needed', 'lines.0.rateE4')
    await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ rateE4: 200_000, discountBp: 1000, batch: 'B0' })] }))
    const draft = await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ rateE4: null, batch: 'B1' })] }))
    // ten strips at 20.00 less 10 %
    expect(s.ledger(draft.uid)[0]).toBe('Inventory 180.00')
  })

  test.each<[code: string, field: string, head: object, line: object]>([
    ['inventory/expired-batch', 'lines.0.expiry', {}, { expiry: '2026-10-31' }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: -1000 }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: 0 }],
    ['inventory/quantity-needed', 'lines.0.damagedMilli', {}, { damagedMilli: -1000 }],
    ['inventory/quantity-needed', 'lines.0.shortMilli', {}, { shortMilli: -1000 }],
    ['inventory/part-of-a-piece', 'lines.0.damagedMilli', {}, { damagedMilli: 500 }],
    ['inventory/part-of-a-piece', 'lines.0.qtyMilli', {}, { qtyMilli: 1500 }],
    ['inventory/no-item', 'lines.0.itemId', {}, { itemId: 98_765 }],
    ['inventory/no-item', 'lines.0.itemId', {}, { itemId: null }],
    ['purchases/no-unit', 'lines.0.unit', {}, { unit: 'crate' }],
    ['purchases/rate-absurd', 'lines.0.rateE4', {}, { rateE4: 100_000_000_001 }],
    ['purchases/nothing-came', 'lines', {}, { qtyMilli: 0, shortMilli: 10_000 }],
    ['purchases/supplier-date', 'challanDate', { challanDate: '2026-11-06' }, {}],
    ['purchases/not-saleable', 'locationId', { locationId: 2 }, {}],
    ['purchases/order-line', 'lines.0.order', {}, { order: { uid: newUid(), line: 1 } }],
    ['accounts/no-party', 'supplier', { supplier: newUid() }, {}],
    ['accounts/after-today', 'date', { date: '2026-11-22' }, {}],
    ['accounts/before-books', 'date', { date: '2026-03-31' }, {}],
  ])('%s is refused at %s and nothing is written', async (code, field, head, line) => {
    await s.refused('postReceipt', s.receipt({ ...head, lines: [s.receiptLine(line)] }), code, field)
  })

  test('the same batch twice is a slip; the same challan twice is asked about', async () => {
    await s.refused(
      'postReceipt',
      s.receipt({ lines: [s.receiptLine(), s.receiptLine()] }),
      'inventory/batch-twice',
      'lines.1.batch',
    )
    await s.post('postReceipt', s.receipt({ challanNumber: 'CH/9' }))
    const again = s.receipt({ challanNumber: 'ch/9' })
    await expect(s.book.call('purchases.postReceipt', again)).rejects.toMatchObject({
      warnings: [{ code: 'purchases/duplicate-challan', field: 'challanNumber', details: { number: 'GA/26-27/000001' } }],
    })
    await s.post('postReceipt', again, s.accept(['purchases/duplicate-challan', 'challanNumber']))
  })
})

describe('more than was ordered', () => {
  const answer = async (qtyMilli: number) => {
    const order = await s.post('postOrder', s.order())
    return s.receipt({ lines: [s.receiptLine({ order: { uid: order.uid, line: 1 }, qtyMilli })] })
  }
  const set = (name: string, value: string) => s.book.call('company.setFact', { name, value, from: '2026-04-01' })

  test('is asked about, within the tolerance it is not, and the firm may refuse it', async () => {
    const draft = await answer(110_000)
    await expect(s.book.call('purchases.postReceipt', draft)).rejects.toMatchObject({
      warnings: [{ code: 'purchases/over-received', field: 'lines.0.qtyMilli', details: { excess: '10' } }],
    })
    await s.post('postReceipt', draft, s.accept(['purchases/over-received', 'lines.0.qtyMilli']))
    expect((await s.book.call('purchases.receipt', { uid: draft.uid })).differences[0].excessMilli).toBe(10_000)
    await set('receive-over-bp', '1000')
    await s.post('postReceipt', await answer(110_000))
    await set('receive-over', 'refuse')
    await s.refused('postReceipt', await answer(111_000), 'purchases/over-received', 'lines.0.qtyMilli')
    await s.healthy()
  })

  test('a second receipt counts what the first brought, a cancelled one does not', async () => {
    const order = await s.post('postOrder', s.order())
    const part = (qtyMilli: number) => s.receipt({ lines: [s.receiptLine({ order: { uid: order.uid, line: 1 }, qtyMilli })] })
    const first = await s.post('postReceipt', part(60_000))
    await expect(s.book.call('purchases.postReceipt', part(50_000))).rejects.toMatchObject({
      warnings: [{ code: 'purchases/over-received' }],
    })
    await s.book.call('purchases.cancelReceipt', { uid: first.uid, reason: 'wrong lorry' })
    await s.post('postReceipt', part(100_000))
    expect(await s.book.call('purchases.pendingOrders', { supplier: s.supplier })).toEqual([])
  })
})

describe('cancelling a receipt', () => {
  test('leaves nothing behind but the number', async () => {
    const draft = await s.post('postReceipt', s.receipt())
    await s.book.call('purchases.cancelReceipt', { uid: draft.uid, reason: 'keyed twice' })
    expect((await s.book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toEqual([])
    expect(s.stock()).toEqual([])
    expect(await s.book.call('purchases.receipt', { uid: draft.uid })).toMatchObject({
      state: 'cancelled',
      cancelReason: 'keyed twice',
    })
    await s.refused('cancelReceipt', { uid: draft.uid, reason: 'again' }, 'purchases/cancelled', 'uid')
    await s.refused('cancelReceipt', { uid: newUid(), reason: 'no such' }, 'purchases/no-receipt', 'uid')
    await s.healthy()
  })

  test('is refused once it is billed, and when its goods were sold', async () => {
    const billed = await s.post('postReceipt', s.receipt())
    const bill = await s.post('postBill', s.bill({ lines: [s.matched(billed.uid)] }))
    await s.refused('cancelReceipt', { uid: billed.uid, reason: 'too late' }, 'purchases/answered', 'uid')
    await s.book.call('purchases.cancelBill', { uid: bill.uid, reason: 'wrong bill' })
    s.sell(billed.uid, 1000)
    await s.refused('cancelReceipt', { uid: billed.uid, reason: 'too late' }, 'inventory/stock-short')
    await s.healthy()
  })
})
