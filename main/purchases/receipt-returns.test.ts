import { beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
beforeEach(async () => {
  s = await supply()
})
const back = (receipt: string, more: object = {}) => ({
  uid: newUid(),
  date: '2026-11-15',
  receipt,
  reason: 'not what was asked',
  lines: [{ line: 1, qtyMilli: 40_000 }],
  ...more,
})

describe('goods back before their bill', () => {
  test('take what they were worth off goods received not billed, without tax; less is left to be billed', async () => {
    const receipt = await s.post('postReceipt', s.receipt())
    const draft = back(receipt.uid)
    expect(await s.book.call('purchases.postReceiptReturn', draft)).toEqual({
      uid: draft.uid,
      number: 'DA/26-27/000001',
      totalPaise: 4000,
    })
    expect(s.ledger(draft.uid)).toEqual(['Goods received not billed 40.00', 'Purchase price variance -40.00'])
    expect([s.account('price-variance'), s.account('purchases-not-billed')]).toEqual([0, -60])
    expect(s.stock()).toEqual([[60_000, 60]])
    expect(await s.book.call('purchases.receipt', { uid: receipt.uid })).toMatchObject({
      lines: [{ unbilledMilli: 60_000, unbilledPaise: 6000 }],
      bills: [],
      returns: [{ uid: draft.uid, cancelled: false }],
    })
    expect(await s.book.call('purchases.purchaseReturn', { uid: draft.uid })).toMatchObject({
      bill: 'GA/26-27/000001',
      taxPaise: 0,
      lines: [{ billLine: 1, qtyMilli: 40_000, taxablePaise: 4000 }],
    })
    // the day before it went back all of it waited
    expect((await s.book.call('purchases.grniStatement', { asOn: '2026-11-14' })).sums.unbilledPaise).toBe(10_000)
    expect((await s.book.call('purchases.grniStatement', { asOn: '2026-11-15' })).sums.unbilledPaise).toBe(6000)
    await s.post('postBill', s.bill({ date: '2026-11-16', lines: [s.matched(receipt.uid, { qtyMilli: 60_000 })] }))
    expect([s.account('price-variance'), s.account('purchases-not-billed'), s.account('inventory')]).toEqual([0, 0, 60])
    await s.refused('postReceiptReturn', back(receipt.uid, { date: '2026-11-16' }), 'purchases/more-than-unbilled')
    await s.refused('cancelReceipt', { uid: receipt.uid, reason: 'wrong' }, 'purchases/answered', 'uid')
    await s.healthy()
  })

  test('free units go with them worth nothing, and a cancelled return brings all back', async () => {
    const receipt = await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ freeMilli: 10_000 })] }))
    expect((await s.book.call('purchases.returnableReceiptLines', { receipt: receipt.uid }))[0]).toMatchObject({
      leftMilli: 100_000,
      leftFreeMilli: 10_000,
      availableMilli: 110_000,
      taxablePaise: 10_000,
      rateBp: 0,
    })
    const whole = await s.post(
      'postReceiptReturn',
      back(receipt.uid, { lines: [{ line: 1, qtyMilli: 100_000, freeMilli: 10_000 }] }),
    )
    expect([s.account('inventory'), s.account('purchases-not-billed'), s.account('price-variance')]).toEqual([0, 0, 0])
    const again = back(receipt.uid, { lines: [{ line: 1, qtyMilli: 0, freeMilli: 1000 }] })
    await s.refused('postReceiptReturn', again, 'purchases/more-than-unbilled', 'lines.0.freeMilli')
    await s.book.call('purchases.cancelReturn', { uid: whole.uid, reason: 'they kept it' })
    expect((await s.book.call('purchases.receipt', { uid: receipt.uid })).lines[0].unbilledMilli).toBe(100_000)
    expect(s.stock()).toEqual([[110_000, 100]])
    await s.healthy()
  })

  test.each<[code: string, field: string, head: object, line: object]>([
    ['purchases/more-than-unbilled', 'lines.0.qtyMilli', {}, { qtyMilli: 101_000 }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: 0 }],
    ['purchases/no-line', 'lines.0.line', {}, { line: 9 }],
    ['purchases/before-bill', 'date', { date: '2026-11-04' }, {}],
    ['purchases/no-receipt', 'receipt', { receipt: newUid() }, {}],
    ['accounts/after-today', 'date', { date: '2026-11-22' }, {}],
  ])('%s is refused at %s', async (code, field, head, line) => {
    const receipt = await s.post('postReceipt', s.receipt())
    const draft = back(receipt.uid, { lines: [{ line: 1, qtyMilli: 1000, ...line }], ...head })
    await s.refused('postReceiptReturn', draft, code, field)
  })
})
