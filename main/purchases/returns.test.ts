import { beforeEach, describe, expect, test } from 'vitest'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
beforeEach(async () => {
  s = await supply()
})

const back = (bill: string, more: object = {}) => ({
  uid: newUid(),
  date: '2026-11-15',
  bill,
  reason: 'broken seals',
  lines: [{ line: 1, qtyMilli: 40_000 }],
  ...more,
})
const allocated = () =>
  s.book.db.must(sql.selectFrom('allocation').select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.lit(0)).as('sum')))
    .sum

describe('goods back to the supplier', () => {
  test('the supplier owes it, tax goes back at its rate, what the goods leave at is what they came at', async () => {
    const bill = await s.post('postBill', s.bill())
    const draft = back(bill.uid)
    expect(await s.book.call('purchases.postReturn', draft)).toEqual({
      uid: draft.uid,
      number: 'DA/26-27/000001',
      totalPaise: 4200,
    })
    expect(s.ledger(draft.uid)).toEqual([
      'Sundry creditors 42.00',
      'Input CGST -1.00',
      'Input SGST -1.00',
      'Purchase price variance -40.00',
    ])
    expect(s.account('price-variance')).toBe(0)
    expect(s.stock()).toEqual([[60_000, 60]])
    expect(s.book.db.rows(sql.selectFrom('itc_change').select(['cgst', 'sgst', 'rate_bp']))).toEqual([
      { cgst: -100, sgst: -100, rate_bp: 500 },
    ])
    expect(
      s.book.db.rows(
        sql
          .selectFrom('tax_line')
          .select(['doc_class', 'taxable', 'cgst', 'qty'])
          .where('taxable', '<', 0 as never),
      ),
    ).toEqual([{ doc_class: 'debit-note', taxable: -4000, cgst: -100, qty: -40_000 }])
    expect(allocated()).toBe(4200)
    expect(await s.book.call('purchases.bill', { uid: bill.uid })).toMatchObject({
      leftPaise: 6300,
      lines: [{ returnedMilli: 40_000 }],
      returns: [{ number: 'DA/26-27/000001', totalPaise: 4200 }],
    })
    expect(await s.book.call('purchases.purchaseReturn', { uid: draft.uid })).toMatchObject({
      bill: 'PA/26-27/000001',
      reason: 'broken seals',
      lines: [{ billLine: 1, qtyMilli: 40_000, taxablePaise: 4000, cgstPaise: 100 }],
    })
    await s.healthy()
  })

  test('goods bought dear that leave at an older, cheaper cost leave the difference in price variance', async () => {
    await s.post('postBill', s.bill({ lines: [s.billLine({ batch: 'OLD', rateE4: 60_000 })] }))
    const bill = await s.post('postBill', s.bill())
    await s.post('postReturn', back(bill.uid))
    // 40 pieces leave at the oldest cost, 24.00; the supplier gives 40.00
    expect(s.account('price-variance')).toBe(-16)
    await s.healthy()
  })

  test('returns never add up to more than was bought; the last takes the remainder', async () => {
    // 3 strips at 3.33 less 0.5 %: 9.94 and tax 0.25 + 0.25 over three returns
    const bill = await s.post('postBill', s.bill({ lines: [s.billLine({ qtyMilli: 30_000, rateE4: 33_300, discountBp: 50 })] }))
    const one = () => back(bill.uid, { lines: [{ line: 1, qtyMilli: 10_000 }] })
    for (const draft of [one(), one(), one()]) await s.post('postReturn', draft)
    const sums = s.book.db.must(text<{ taxable: number; cgst: number }>`
      select sum(taxable) as taxable, sum(cgst) as cgst from tax_line`)
    expect(sums).toEqual({ taxable: 0, cgst: 0 })
    await s.refused('postReturn', one(), 'purchases/more-than-bought', 'lines.0.qtyMilli')
    await s.healthy()
  })

  test('of goods billed after they came, and with free units worth nothing', async () => {
    const receipt = await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ freeMilli: 10_000 })] }))
    const bill = await s.post('postBill', s.bill({ lines: [s.matched(receipt.uid, { freeMilli: 10_000 })] }))
    expect((await s.book.call('purchases.returnableLines', { bill: bill.uid }))[0]).toMatchObject({
      leftMilli: 100_000,
      leftFreeMilli: 10_000,
      availableMilli: 110_000,
      receipt: { uid: receipt.uid, line: 1 },
    })
    await s.post('postReturn', back(bill.uid, { lines: [{ line: 1, qtyMilli: 100_000, freeMilli: 10_000 }] }))
    expect(s.stock()).toEqual([])
    expect(s.account('price-variance')).toBe(0)
    expect(s.account('inventory')).toBe(0)
    await s.healthy()
  })

  test('blocked tax comes back as cost', async () => {
    const bill = await s.post('postBill', s.bill({ lines: [s.billLine({ itc: 'blocked' })] }))
    const draft = await s.post('postReturn', back(bill.uid))
    expect(s.ledger(draft.uid)).toEqual(['Sundry creditors 42.00', 'Purchase price variance -42.00'])
    expect(s.account('price-variance')).toBe(0)
    await s.healthy()
  })

  test('a paid bill leaves the debit open, and a cancelled return brings all back', async () => {
    const bill = await s.post('postBill', s.bill())
    const whole = await s.post('postReturn', back(bill.uid, { lines: [{ line: 1, qtyMilli: 100_000 }] }))
    expect((await s.book.call('purchases.bill', { uid: bill.uid })).leftPaise).toBe(0)
    await s.refused('cancelBill', { uid: bill.uid, reason: 'wrong bill' }, 'purchases/answered', 'uid')
    await s.book.call('purchases.cancelReturn', { uid: whole.uid, reason: 'they came back' })
    expect(s.stock()).toEqual([[100_000, 100]])
    expect((await s.book.call('purchases.bill', { uid: bill.uid })).leftPaise).toBe(10_500)
    await s.refused('cancelReturn', { uid: whole.uid, reason: 'again' }, 'purchases/cancelled', 'uid')
    await s.book.call('purchases.cancelBill', { uid: bill.uid, reason: 'wrong bill' })
    expect((await s.book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toEqual([])
    await s.healthy()
  })

  test.each<[code: string, field: string, head: object, line: object]>([
    ['purchases/more-than-bought', 'lines.0.qtyMilli', {}, { qtyMilli: 101_000 }],
    ['purchases/more-than-bought', 'lines.0.freeMilli', {}, { freeMilli: 1000 }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: 0 }],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', {}, { qtyMilli: -1000 }],
    ['purchases/no-line', 'lines.0.line', {}, { line: 9 }],
    ['purchases/before-bill', 'date', { date: '2026-11-09' }, {}],
    ['purchases/no-bill', 'bill', { bill: newUid() }, {}],
    ['accounts/after-today', 'date', { date: '2026-11-22' }, {}],
  ])('%s is refused at %s', async (code, field, head, line) => {
    const bill = await s.post('postBill', s.bill())
    await s.refused('postReturn', back(bill.uid, { lines: [{ line: 1, qtyMilli: 1000, ...line }], ...head }), code, field)
  })

  test('what was sold cannot go back, and a line cannot go back twice in one note', async () => {
    const bill = await s.post('postBill', s.bill())
    const lines = [
      { line: 1, qtyMilli: 1000 },
      { line: 1, qtyMilli: 1000 },
    ]
    await s.refused('postReturn', back(bill.uid, { lines }), 'purchases/line-twice', 'lines.1.line')
    s.sell(bill.uid, 90_000)
    await s.refused('postReturn', back(bill.uid), 'inventory/stock-short', 'lines.0.qtyMilli')
    await s.healthy()
  })
})
