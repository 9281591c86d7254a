import { beforeEach, describe, expect, test } from 'vitest'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
beforeEach(async () => {
  s = await supply()
})

const credit = () =>
  s.book.db.rows(text<{ cgst: number; sgst: number }>`select cgst, sgst from itc_change order by posting_id, line_no`)
const grni = async (asOn = '2026-11-21') => (await s.book.call('purchases.grniStatement', { asOn })).sums

describe('a bill for goods received earlier', () => {
  test('clears what waited, takes the credit and owes the supplier', async () => {
    const receipt = await s.post('postReceipt', s.receipt())
    expect(await grni()).toEqual({ unbilledPaise: 10_000, accountPaise: 10_000 })
    const bill = await s.post('postBill', s.bill({ lines: [s.matched(receipt.uid)] }))
    expect(s.ledger(bill.uid)).toEqual([
      'Goods received not billed 100.00',
      'Input CGST 2.50',
      'Input SGST 2.50',
      'Sundry creditors -105.00',
    ])
    expect(credit()).toEqual([{ cgst: 250, sgst: 250 }])
    expect(s.stock()).toEqual([[100_000, 100]])
    expect(await grni()).toEqual({ unbilledPaise: 0, accountPaise: 0 })
    // on a day between the two it still waits
    expect(await grni('2026-11-07')).toEqual({ unbilledPaise: 10_000, accountPaise: 10_000 })
    expect(await s.book.call('purchases.receipt', { uid: receipt.uid })).toMatchObject({ state: 'billed' })
    await s.healthy()
  })

  test('a dearer bill makes the goods dearer, and a cheaper one cheaper', async () => {
    const receipt = await s.post('postReceipt', s.receipt())
    const dear = s.bill({ lines: [s.matched(receipt.uid, { rateE4: 120_000 })] })
    await expect(s.book.call('purchases.postBill', dear)).rejects.toMatchObject({
      warnings: [{ code: 'purchases/rate-differs', field: 'lines.0.rateE4', details: { expected: '100.00', billed: '120.00' } }],
    })
    await s.post('postBill', dear, s.accept(['purchases/rate-differs', 'lines.0.rateE4']))
    expect(s.ledger(dear.uid).slice(0, 2)).toEqual(['Goods received not billed 100.00', 'Inventory 20.00'])
    expect(s.stock()).toEqual([[100_000, 120]])
    const second = await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ itemId: s.other.itemId })] }))
    const cheap = s.bill({ lines: [s.matched(second.uid, { itemId: s.other.itemId, rateE4: 80_000 })] })
    await s.post('postBill', cheap, s.accept(['purchases/rate-differs', 'lines.0.rateE4']))
    expect(s.stock(s.other)).toEqual([[100_000, 80]])
    await s.healthy()
  })

  test('goods sold before the bill came are costed again: half of 20 more goes to cost of goods sold', async () => {
    const receipt = await s.post('postReceipt', s.receipt())
    s.sell(receipt.uid, 50_000)
    expect(s.account('cost-of-goods')).toBe(50)
    const bill = s.bill({ date: '2026-11-21', lines: [s.matched(receipt.uid, { rateE4: 120_000 })] })
    await s.post('postBill', bill, s.accept(['purchases/rate-differs', 'lines.0.rateE4']))
    expect(s.account('cost-of-goods')).toBe(60)
    expect(s.account('inventory')).toBe(60)
    expect(s.account('price-variance')).toBe(0)
    await s.healthy()
    await s.book.call('purchases.cancelBill', { uid: bill.uid, reason: 'wrong rate' })
    expect(s.account('cost-of-goods')).toBe(50)
    expect(await grni()).toEqual({ unbilledPaise: 10_000, accountPaise: 10_000 })
    await s.healthy()
  })

  test('several bills share a receipt; the last takes the remainder to the paisa', async () => {
    // 30 pieces for 100.00: a third is 33.33, 33.33 and 33.34
    const receipt = await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ qtyMilli: 30_000, rateE4: 333_333 })] }))
    const part = () => s.bill({ lines: [s.matched(receipt.uid, { qtyMilli: 10_000, rateE4: 333_333 })] })
    const bills = [await s.post('postBill', part()), await s.post('postBill', part()), await s.post('postBill', part())]
    expect(bills.map((bill) => s.ledger(bill.uid)[0])).toEqual([
      'Goods received not billed 33.33',
      'Goods received not billed 33.34',
      'Goods received not billed 33.33',
    ])
    expect(await grni()).toEqual({ unbilledPaise: 0, accountPaise: 0 })
    await s.refused('postBill', part(), 'purchases/nothing-unbilled', 'lines.0.receipt')
    await s.book.call('purchases.cancelBill', { uid: (bills[1] as { uid: string }).uid, reason: 'wrong one' })
    expect(await grni()).toEqual({ unbilledPaise: 3334, accountPaise: 3334 })
    await s.post('postBill', part())
    await s.healthy()
  })

  test('more billed than came is asked about and lands on what came', async () => {
    const receipt = await s.post('postReceipt', s.receipt({ lines: [s.receiptLine({ qtyMilli: 90_000 })] }))
    const bill = s.bill({ lines: [s.matched(receipt.uid)] })
    await expect(s.book.call('purchases.postBill', bill)).rejects.toMatchObject({
      warnings: [
        { code: 'purchases/billed-over-received', field: 'lines.0.qtyMilli', details: { received: '90', billed: '100' } },
      ],
    })
    await s.post('postBill', bill, s.accept(['purchases/billed-over-received', 'lines.0.qtyMilli']))
    expect(s.stock()).toEqual([[90_000, 100]])
    await s.healthy()
  })

  test('a rate other than the ordered one is seen though the receipt had it too', async () => {
    const order = await s.post('postOrder', s.order())
    const line = s.receiptLine({ order: { uid: order.uid, line: 1 }, rateE4: 110_000 })
    const receipt = await s.post('postReceipt', s.receipt({ lines: [line] }))
    const match = { date: '2026-11-10', supplier: s.supplier }
    const asked = { receipt: { uid: receipt.uid, line: 1 }, qtyMilli: 100_000, rateE4: 110_000 }
    expect((await s.book.call('purchases.matchBill', { ...match, lines: [asked] })).lines[0]).toMatchObject({
      orderRateE4: 100_000,
      receiptRateE4: 110_000,
      differencePaise: 0,
      rateBeyond: true,
      qtyBeyond: false,
    })
    await expect(
      s.book.call('purchases.postBill', s.bill({ lines: [s.matched(receipt.uid, { rateE4: 110_000 })] })),
    ).rejects.toMatchObject({ warnings: [{ code: 'purchases/rate-differs', details: { expected: '100.00', billed: '110.00' } }] })
    await s.book.call('company.setFact', { name: 'match-rate-bp', value: '1000', from: '2026-04-01' })
    await s.post('postBill', s.bill({ lines: [s.matched(receipt.uid, { rateE4: 110_000 })] }))
  })

  test('names lines that wait, of this supplier and item, and none besides', async () => {
    const receipt = await s.post('postReceipt', s.receipt())
    const stranger = await s.party({ name: 'Sun Stockist', gstin: '27AABCU9603R1ZN' })
    const cases: [code: string, field: string, bill: object][] = [
      ['purchases/receipt-line', 'lines.0.receipt', { supplier: stranger, lines: [s.matched(receipt.uid)] }],
      ['purchases/receipt-line', 'lines.0.receipt', { lines: [s.matched(newUid())] }],
      [
        'purchases/receipt-line',
        'lines.0.receipt',
        { lines: [s.matched(receipt.uid, { receipt: { uid: receipt.uid, line: 2 } })] },
      ],
      [
        'purchases/receipt-line',
        'lines.0.receipt',
        { date: '2026-11-04', supplierDate: '2026-11-04', lines: [s.matched(receipt.uid)] },
      ],
      ['purchases/receipt-line', 'lines.0.itemId', { lines: [s.matched(receipt.uid, { itemId: s.other.itemId })] }],
      ['purchases/mixed-lines', 'lines.1.receipt', { lines: [s.matched(receipt.uid), s.billLine({ batch: 'X' })] }],
      ['inventory/quantity-needed', 'lines.0.qtyMilli', { lines: [s.matched(receipt.uid, { qtyMilli: 0 })] }],
    ]
    for (const [code, field, bill] of cases) await s.refused('postBill', s.bill(bill), code, field)
    expect((await s.book.call('purchases.unbilledLines', { supplier: s.supplier })).length).toBe(1)
  })
})

describe('what a bill may say', () => {
  test('two discounts, a scheme amount, a bill discount and charges before tax: each step by hand', async () => {
    // 10 strips at 20.00 = 200.00, less 10 % = 180.00, less 5 % = 171.00, less 11.00 = 160.00, bill discount 10.00, freight 5.00 = 155.00
    const bill = s.bill({
      lines: [s.billLine({ rateE4: 200_000, discountBp: 1000, discount2Bp: 500, schemePaise: 1100 })],
      discountPaise: 1000,
      charges: [{ name: 'Freight', amountPaise: 500 }],
    })
    await s.post('postBill', bill)
    expect(s.ledger(bill.uid)).toEqual(['Inventory 155.00', 'Input CGST 3.88', 'Input SGST 3.88', 'Sundry creditors -162.76'])
    expect(await s.book.call('purchases.bill', { uid: bill.uid })).toMatchObject({
      grossPaise: 20_000,
      discountPaise: 5000,
      chargesPaise: 500,
      taxablePaise: 15_500,
      totalPaise: 16_276,
      leftPaise: 16_276,
      lines: [{ discountsBp: [1000, 500], schemePaise: 1100 }],
    })
    await s.healthy()
  })

  test('a rate may be per piece; tax after the total goes where it can be set off, other charges to expenses; the round-off is theirs', async () => {
    const bill = s.bill({
      lines: [s.billLine({ unit: 'piece', rateE4: 10_000 })],
      afterTax: [
        { name: 'TCS 0.1 %', amountPaise: 11, kind: 'tcs' },
        { name: 'Cartage', amountPaise: 2000, kind: 'other' },
      ],
      roundOffPaise: -11,
      paper: { totalPaise: 12_500 },
    })
    await s.post('postBill', bill)
    expect(s.ledger(bill.uid)).toEqual([
      'Inventory 100.00',
      'Input CGST 2.50',
      'Input SGST 2.50',
      'TCS collected by suppliers 0.11',
      'Freight and expenses on purchases 20.00',
      'Round off -0.11',
      'Sundry creditors -125.00',
    ])
    await s.healthy()
  })

  test('blocked credit is cost: 19.00 and 18 % is 22.42 a piece, and credit on capital goods is credit', async () => {
    const dear = s.book.write(({ tx }) =>
      tx.run(
        sql.insertInto('item_tax').values({
          item_id: s.other.itemId,
          from_date: '2026-04-01' as never,
          seq: 1,
          class: 'taxable',
          rate_bp: 1800 as never,
          hsn: '84433100',
        }),
      ),
    )
    expect(dear).toBeDefined()
    const line = (more: object) => s.billLine({ itemId: s.other.itemId, qtyMilli: 1000, unit: 'piece', rateE4: 190_000, ...more })
    const bill = s.bill({ lines: [line({ itc: 'blocked' }), line({ batch: 'C', itc: 'capital' })] })
    await s.post('postBill', bill)
    expect(s.stock(s.other)).toEqual([
      [1000, 22.42],
      [1000, 19],
    ])
    expect(s.ledger(bill.uid)).toEqual(['Inventory 41.42', 'Input CGST 1.71', 'Input SGST 1.71', 'Sundry creditors -44.84'])
    expect(s.book.db.rows(sql.selectFrom('tax_line').select(['itc_class', 'cgst']).orderBy('line_no'))).toEqual([
      { itc_class: 'blocked', cgst: 171 },
      { itc_class: 'capital', cgst: 171 },
    ])
    expect(s.book.db.rows(sql.selectFrom('receipt_itc').select(['cgst']))).toEqual([{ cgst: 171 }])
  })

  test("the supplier's own figures are held against ours: the total to the paisa, tax within a rupee", async () => {
    const bill = s.bill({ paper: { totalPaise: 10_501, taxablePaise: 10_050, cgstPaise: 400, sgstPaise: 250 } })
    await expect(s.book.call('purchases.postBill', bill)).rejects.toMatchObject({
      warnings: [
        { code: 'purchases/paper-total', field: 'paper.totalPaise', details: { theirs: '105.01', ours: '105.00' } },
        { code: 'purchases/paper-tax', field: 'paper.cgstPaise', details: { theirs: '4.00', ours: '2.50' } },
      ],
    })
  })

  test.each<[code: string, field: string, head: object, line: object]>([
    ['purchases/round-off', 'roundOffPaise', { roundOffPaise: 101 }, {}],
    ['purchases/negative', 'afterTax.0.amountPaise', { afterTax: [{ name: 'x', amountPaise: -1, kind: 'other' }] }, {}],
    ['gst/discount-exceeds-value', 'documentDiscountPaise', { discountPaise: 10_001 }, {}],
    ['gst/discount-exceeds-value', 'lines.0.discountPaise', {}, { schemePaise: 10_001 }],
    ['gst/negative-line', 'lines.0', {}, { schemePaise: -1 }],
    ['purchases/no-unit', 'lines.0.unit', {}, { unit: 'crate' }],
    ['purchases/order-line', 'lines.0.order', {}, { order: { uid: newUid(), line: 1 } }],
  ])('%s is refused at %s', async (code, field, head, line) => {
    await s.refused('postBill', s.bill({ ...head, lines: [s.billLine(line)] }), code, field)
  })

  test('a supplier under composition may show no tax, and one abroad is another paper', async () => {
    const small = await s.party({ name: 'Small', category: 'composition', gstin: '27AABCU9603R1ZN' })
    await s.refused(
      'postBill',
      s.bill({ supplier: small, paper: { cgstPaise: 250 } }),
      'purchases/tax-not-due',
      'paper.cgstPaise',
    )
    const bill = await s.post('postBill', s.bill({ supplier: small }))
    expect(s.ledger(bill.uid)).toEqual(['Inventory 100.00', 'Sundry creditors -100.00'])
    const far = await s.party({ name: 'Far', category: 'overseas', gstin: null, stateCode: '96' })
    await s.refused('postBill', s.bill({ supplier: far }), 'purchases/overseas', 'supplier')
  })

  test('goods that come with the bill answer an order', async () => {
    const order = await s.post('postOrder', s.order())
    const bill = await s.post(
      'postBill',
      s.bill({ lines: [s.billLine({ order: { uid: order.uid, line: 1 }, qtyMilli: 40_000 })] }),
    )
    expect(await s.book.call('purchases.order', { uid: order.uid })).toMatchObject({
      state: 'part',
      lines: [{ receivedMilli: 40_000, pendingMilli: 60_000 }],
      answeredBy: [{ uid: bill.uid, kind: 'purchase', cancelled: false }],
    })
    await s.refused('cancelOrder', { uid: order.uid, reason: 'not wanted' }, 'purchases/answered', 'uid')
  })
})
