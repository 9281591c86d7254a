import { beforeEach, describe, expect, test } from 'vitest'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
let carrier: string
beforeEach(async () => {
  s = await supply()
  carrier = await s.party({ name: 'Gati', gstin: '27AABCU9603R1ZN' })
})

const service = (more: object = {}) => ({ name: 'Freight', sac: '996511', amountPaise: 10_000, rateBp: 500, ...more })
const landed = (more: object = {}) => ({
  uid: newUid(),
  date: '2026-11-12',
  supplier: carrier,
  supplierNumber: 'G/77',
  supplierDate: '2026-11-11',
  roundOffPaise: 0,
  lines: [service()],
  ...more,
})
const twoItems = async () =>
  await s.post(
    'postReceipt',
    s.receipt({ lines: [s.receiptLine(), s.receiptLine({ itemId: s.other.itemId, qtyMilli: 300_000, rateE4: 100_000 })] }),
  )
const both = (uid: string, weights = [0, 0]) => [
  { uid, line: 1, weight: weights[0] },
  { uid, line: 2, weight: weights[1] },
]
const worth = () => [s.stock()[0]?.[1], s.stock(s.other)[0]?.[1]]

describe('landed cost', () => {
  test('goes over the goods by value, quantity or weight, with its own credit', async () => {
    const receipt = await twoItems()
    const draft = await s.post('postLandedCost', landed({ over: both(receipt.uid) }))
    expect(s.ledger(draft.uid)).toEqual(['Inventory 100.00', 'Input CGST 2.50', 'Input SGST 2.50', 'Sundry creditors -105.00'])
    expect(worth()).toEqual([125, 375])
    await s.post('postLandedCost', landed({ supplierNumber: 'G/78', basis: 'weight', over: both(receipt.uid, [500, 1500]) }))
    expect(worth()).toEqual([150, 450])
    await s.post('postLandedCost', landed({ supplierNumber: 'G/79', basis: 'quantity', over: both(receipt.uid) }))
    expect(worth()).toEqual([175, 525])
    expect(await s.book.call('purchases.landedCosts', { limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ supplierNumber: 'G/79', landedPaise: 10_000, totalPaise: 10_500 }],
      sums: { landedPaise: 30_000, taxPaise: 1500 },
    })
    expect(await s.book.call('purchases.landableLines', { from: '2026-11-01', to: '2026-11-21' })).toMatchObject([
      { uid: receipt.uid, line: 1, valuePaise: 10_000, landedPaise: 7500 },
      { uid: receipt.uid, line: 2, valuePaise: 30_000, landedPaise: 22_500 },
    ])
    await s.healthy()
  })

  test('by weight it goes as the items weigh, unless a weight is typed', async () => {
    const receipt = await twoItems()
    s.book.write((given) => {
      const grams = (id: number, weight_grams: number) => ({ update: 'item' as const, id, set: { weight_grams } })
      change(given, [grams(s.item.itemId, 300), grams(s.other.itemId, 100)], { entity: 'item' })
    })
    // ten strips of 300 g, thirty of 100 g
    expect(await s.book.call('purchases.landableLines', { from: '2026-11-01', to: '2026-11-21' })).toMatchObject([
      { line: 1, weight: 3000 },
      { line: 2, weight: 3000 },
    ])
    await s.post('postLandedCost', landed({ basis: 'weight', over: both(receipt.uid) }))
    expect(worth()).toEqual([150, 350])
    await s.post('postLandedCost', landed({ supplierNumber: 'G/78', basis: 'weight', over: both(receipt.uid, [0, 1000]) }))
    expect(worth()).toEqual([225, 375])
    await s.healthy()
  })

  test('late freight on goods half sold makes the sold half dearer too, and taken back it is cheaper again', async () => {
    const bill = await s.post('postBill', s.bill())
    s.sell(bill.uid, 50_000)
    const draft = await s.post('postLandedCost', landed({ date: '2026-11-21', over: [{ uid: bill.uid, line: 1 }] }))
    expect(s.account('cost-of-goods')).toBe(100)
    expect(s.account('inventory')).toBe(100)
    await s.healthy()
    await s.refused('cancelBill', { uid: bill.uid, reason: 'wrong bill' }, 'purchases/answered', 'uid')
    await s.book.call('purchases.cancelLandedCost', { uid: draft.uid, reason: 'wrong lorry' })
    expect(s.account('cost-of-goods')).toBe(50)
    expect(s.account('inventory')).toBe(50)
    await s.healthy()
  })

  test('over nothing it is an expense, for cash it is owed to nobody; blocked tax is part of it', async () => {
    const draft = await s.post(
      'postLandedCost',
      landed({ supplier: null, supplierName: 'Hamal', supplierNumber: null, lines: [service({ rateBp: 0 })] }),
    )
    expect(s.ledger(draft.uid)).toEqual(['Freight and expenses on purchases 100.00', 'Cash -100.00'])
    const receipt = await twoItems()
    const meal = await s.post('postLandedCost', landed({ lines: [service({ itc: 'blocked' })], over: both(receipt.uid) }))
    expect(s.ledger(meal.uid)).toEqual(['Inventory 105.00', 'Sundry creditors -105.00'])
    await s.healthy()
  })

  test.each<[code: string, field: string, draft: object]>([
    ['purchases/amount-needed', 'lines.0.amountPaise', { lines: [service({ amountPaise: 0 })] }],
    ['purchases/round-off', 'roundOffPaise', { roundOffPaise: 101 }],
    ['purchases/supplier-date', 'supplierDate', { supplierDate: '2026-11-13' }],
    ['purchases/no-goods', 'over.0.line', { over: [{ uid: newUid(), line: 1 }] }],
    ['purchases/tax-not-due', 'lines.0.rateBp', { supplier: null, supplierNumber: null }],
    ['accounts/no-party', 'supplier', { supplier: newUid() }],
  ])('%s is refused at %s', async (code, field, draft) => {
    await s.refused('postLandedCost', landed(draft), code, field)
  })

  test('goods of a later day, goods twice, no weights, and a bill entered before are refused', async () => {
    const receipt = await twoItems()
    await s.refused(
      'postLandedCost',
      landed({ date: '2026-11-04', supplierDate: null, over: both(receipt.uid) }),
      'purchases/no-goods',
      'over.0.line',
    )
    await s.refused(
      'postLandedCost',
      landed({ over: [...both(receipt.uid), ...both(receipt.uid)] }),
      'purchases/line-twice',
      'over.2.line',
    )
    await s.refused('postLandedCost', landed({ basis: 'weight', over: both(receipt.uid) }), 'purchases/no-weight', 'basis')
    await s.post('postLandedCost', landed())
    await s.refused('postLandedCost', landed(), 'purchases/duplicate-bill', 'supplierNumber')
    await s.refused('cancelReceipt', { uid: newUid(), reason: 'no such' }, 'purchases/no-receipt', 'uid')
  })
})

describe('reverse charge', () => {
  test('the carrier charges no tax; we owe it and take it as credit', async () => {
    const receipt = await twoItems()
    const draft = landed({ lines: [service({ reverseCharge: true })], over: both(receipt.uid) })
    expect(await s.book.call('purchases.postLandedCost', draft)).toMatchObject({ totalPaise: 10_000, selfInvoice: null })
    expect(s.ledger(draft.uid)).toEqual([
      'Inventory 100.00',
      'Input CGST 2.50',
      'Input SGST 2.50',
      'Reverse charge CGST payable -2.50',
      'Reverse charge SGST payable -2.50',
      'Sundry creditors -100.00',
    ])
    expect(s.book.db.rows(sql.selectFrom('tax_line').select(['rcm', 'itc_class', 'cgst', 'hsn']))).toEqual([
      { rcm: 1, itc_class: 'inputs', cgst: 250, hsn: '996511' },
    ])
    await s.healthy()
  })

  test('from a supplier who is not registered it makes a self-invoice; the payment has its voucher', async () => {
    const small = await s.party({ name: 'Balaji Tempo', category: 'unregistered', gstin: null })
    const draft = landed({
      supplier: small,
      supplierDate: '2026-10-10',
      lines: [service({ reverseCharge: true }), service({ name: 'Loading', rateBp: 0 })],
    })
    const { selfInvoice } = await s.book.call('purchases.postLandedCost', draft)
    expect(selfInvoice).toBe('XA/26-27/000001')
    expect(await s.book.call('purchases.postLandedCost', draft)).toMatchObject({ selfInvoice })
    const own = s.book.db.must(sql.selectFrom('document').select('uid').where('kind', '=', 'self-invoice')).uid
    const uid = Buffer.from(own)
      .toString('hex')
      .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    expect(await s.book.call('purchases.voucherPaper', { uid })).toMatchObject({
      kind: 'self-invoice',
      supplier: 'Balaji Tempo',
      byDate: '2026-11-09',
      late: true,
      taxablePaise: 10_000,
      taxPaise: 500,
      lines: [{ name: 'Freight', sac: '996511', cgstPaise: 250 }],
    })
    const voucher = { uid: newUid(), date: '2026-11-13', against: draft.uid, paidPaise: 20_000 }
    expect(await s.book.call('purchases.postPaymentVoucher', voucher)).toMatchObject({
      number: 'VA/26-27/000001',
      totalPaise: 20_000,
    })
    await s.refused('cancelLandedCost', { uid: draft.uid, reason: 'wrong' }, 'purchases/answered', 'uid')
    await s.refused(
      'postPaymentVoucher',
      { ...voucher, uid: newUid(), paidPaise: 20_001 },
      'purchases/voucher-amount',
      'paidPaise',
    )
    await s.refused('postPaymentVoucher', { ...voucher, uid: newUid(), date: '2026-11-11' }, 'purchases/before-bill', 'date')
    await s.refused('postPaymentVoucher', { ...voucher, uid: newUid(), against: newUid() }, 'purchases/no-landed-cost', 'against')
    await s.healthy()
  })

  test('its self-invoice is cancelled with it', async () => {
    const small = await s.party({ name: 'Balaji Tempo', category: 'unregistered', gstin: null })
    const draft = await s.post('postLandedCost', landed({ supplier: small, lines: [service({ reverseCharge: true })] }))
    await s.book.call('purchases.cancelLandedCost', { uid: draft.uid, reason: 'wrong lorry' })
    expect(s.book.db.rows(sql.selectFrom('document_state').select('cancelled'))).toEqual([{ cancelled: 1 }, { cancelled: 1 }])
    expect((await s.book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toEqual([])
    const plain = await s.post('postLandedCost', landed())
    const voucher = { uid: newUid(), date: '2026-11-13', against: plain.uid, paidPaise: 100 }
    await s.refused('postPaymentVoucher', voucher, 'purchases/no-reverse-charge', 'against')
    await s.healthy()
  })
})
