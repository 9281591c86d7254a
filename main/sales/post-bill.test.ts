import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { setFirmFact } from '../company/dated-facts.ts'
import { sql } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { aBill, line, rowCounts, shop } from './test-shop.ts'

const regular = { category: 'regular', gstin: '27AAPFU0939F1ZV' }

test('a credit bill within the state: the party owes it, sales and both heads are credited, cost leaves stock', async () => {
  const { book, item, party, ledger } = shop()
  const soap = item({ rateBp: 1800, pieces: 100, costPaise: 500_00 })
  const bill = aBill([line({ item: soap, strips: 2, rupees: 100 })], { party: await party({ ...regular, creditDays: 30 }) })
  const posted = await book.call('sales.postBill', bill)
  expect(posted).toEqual({ uid: bill.uid, number: 'SA/26-27/000001', totalPaise: 236_00, date: '2026-11-21' })
  expect(ledger(bill.uid)).toEqual([
    'debtors:Ravi Medical 236.00',
    'sales −200.00',
    'output-cgst −18.00',
    'output-sgst −18.00',
    'cost cost-of-goods 100.00',
    'cost inventory −100.00',
  ])
  expect(book.db.rows(sql.selectFrom('open_item').select(['amount', 'due']))).toEqual([{ amount: 236_00, due: '2026-12-21' }])
  expect(book.db.rows(sql.selectFrom('on_hand').select('qty'))).toEqual([{ qty: 80_000 }])
})

test('half the rate is rounded: 299.97 at 18 % is 27.00 + 27.00, rounded off to the rupee in its own ledger', async () => {
  const { book, item, party, ledger } = shop()
  const bill = aBill([line({ item: item({ rateBp: 1800, mrpPaise: null }), strips: 1, rupees: 299.97 })], {
    party: await party(regular),
  })
  await book.call('sales.postBill', bill)
  expect(ledger(bill.uid).slice(0, 5)).toEqual([
    'debtors:Ravi Medical 354.00',
    'sales −299.97',
    'output-cgst −27.00',
    'output-sgst −27.00',
    'round-off −0.03',
  ])
})

test('to another state one head; a walk-in pays the whole and owes nothing', async () => {
  const { book, item, ledger } = shop()
  const bill = aBill([line({ item: item({ rateBp: 500 }), strips: 1, rupees: 80 })], {
    walkIn: { name: 'Meena', phone: null, stateCode: '29' },
  })
  await book.call('sales.postBill', bill)
  expect(ledger(bill.uid).slice(0, 3)).toEqual(['sales −80.00', 'output-igst −4.00', 'cash 84.00'])
  expect(
    book.db.must(
      sql.selectFrom('document_version').select(['party_name', 'pos', 'supply', 'mode', 'category']).where('mode', '<>', 'none'),
    ),
  ).toEqual({ party_name: 'Meena', pos: '29', supply: 'inter', mode: 'cash', category: 'unregistered' })
  expect(book.db.rows(sql.selectFrom('open_item').select('id'))).toEqual([])
})

test('part cash, part UPI, the rest on credit: the bill stands against the party, what was paid is set against it at once', async () => {
  const { book, item, party, ledger } = shop()
  const uid = await party({ creditDays: 7 })
  const paid = [
    { mode: 'cash', amountPaise: 50_00 },
    { mode: 'upi', amountPaise: 100_00 },
  ]
  const bill = aBill([line({ item: item(), strips: 2, rupees: 100 })], { party: uid, mode: 'mixed', paid })
  await book.call('sales.postBill', bill)
  expect(ledger(bill.uid).slice(0, 7)).toEqual([
    'debtors:Ravi Medical 210.00',
    'sales −200.00',
    'output-cgst −5.00',
    'output-sgst −5.00',
    'cash 50.00',
    'upi 100.00',
    'debtors:Ravi Medical −150.00',
  ])
  expect(book.db.rows(sql.selectFrom('open_left').select('left_amount').orderBy('open_item_id'))).toEqual([
    { left_amount: 60_00 },
    { left_amount: 0 },
  ])
  expect(await book.call('parties.party', { uid })).toMatchObject({ balancePaise: 60_00 })
  expect(await book.call('sales.bill', { uid: bill.uid })).toMatchObject({
    mode: 'mixed',
    dueDate: '2026-11-28',
    applied: { creditPaise: 60_00, paid },
  })
})

test('free goods leave stock and have no value; discounts, charges and tax follow gst-rules.md §2.1', async () => {
  const { book, item, party, ledger } = shop()
  const five = item({ rateBp: 500, pieces: 1000, costPaise: 1000_00 })
  const twelve = item({ rateBp: 1200, pieces: 1000, costPaise: 1000_00 })
  const lines = [
    line({ item: five, strips: 10, free: 10, rupees: 100, off: [1000, 500] }),
    line({ item: twelve, strips: 1, rupees: 145, flatPaise: 0 }),
  ]
  const bill = aBill(lines, { party: await party(regular), discountPaise: 100_00, chargesPaise: 50_00 })
  await book.call('sales.postBill', bill)
  // 1,000 less 10 % less 5 % is 855; with 145 that is 1,000: the discount of 100 falls 85.50 + 14.50, the charge of 50 42.75 + 7.25
  const tax = book.db.rows(
    sql.selectFrom('tax_line').select(['rate_bp', 'qty', 'taxable', 'cgst', 'sgst', 'return_period', 'gstin']).orderBy('rate_bp'),
  )
  expect(tax).toEqual([
    { rate_bp: 500, qty: 110_000, taxable: 812_25, cgst: 20_31, sgst: 20_31, return_period: '112026', gstin: '27AAPFU0939F1ZV' },
    { rate_bp: 1200, qty: 10_000, taxable: 137_75, cgst: 8_27, sgst: 8_27, return_period: '112026', gstin: '27AAPFU0939F1ZV' },
  ])
  expect(ledger(bill.uid)[1]).toBe('sales −950.00')
  expect(book.db.rows(sql.selectFrom('stock_move').select('qty').where('kind', '=', 'sale'))).toEqual([
    { qty: -110_000 },
    { qty: -10_000 },
  ])
  const shown = await book.call('sales.bill', { uid: bill.uid })
  expect(shown.lines[0]).toMatchObject({
    grossPaise: 1000_00,
    discountPaise: 145_00 + 85_50,
    taxablePaise: 812_25,
    freeMilli: 10_000,
    manufacturer: 'Kaveri',
    batch: `B${five.itemId}`,
  })
  expect(shown).toMatchObject({ grossPaise: 1145_00, discountPaise: 245_00, chargesPaise: 50_00, taxablePaise: 950_00 })
})

test('prices with tax inside: 11,800 at 18 % is 10,000 and two heads of 900', async () => {
  const { book, item, ledger } = shop()
  const bill = aBill([line({ item: item({ rateBp: 1800, mrpPaise: 11_800_00 }), strips: 1, rupees: 11_800 })], {
    pricesIncludeTax: true,
  })
  await book.call('sales.postBill', bill)
  expect(ledger(bill.uid).slice(0, 4)).toEqual([
    'sales −10,000.00',
    'output-cgst −900.00',
    'output-sgst −900.00',
    'cash 11,800.00',
  ])
})

test('an SEZ next door is charged IGST, or nothing under a letter of undertaking; both are zero-rated', async () => {
  const { book, item, party, ledger } = shop()
  const uid = await party({ category: 'sez', gstin: '27AAPFU0939F1ZV' })
  const medicine = item({ rateBp: 500 })
  const details = { country: null, port: null, shippingBill: null, shippingDate: null }
  const paid = aBill([line({ item: medicine, rupees: 100 })], { party: uid, zeroRated: { withPayment: true, ...details } })
  await book.call('sales.postBill', paid)
  expect(ledger(paid.uid).slice(0, 3)).toEqual(['debtors:Ravi Medical 105.00', 'sales −100.00', 'output-igst −5.00'])
  book.write((given) => setFirmFact(given, 'lut', localDate('2026-04-01'), 'AD2704260000001'))
  const unpaid = aBill([line({ item: medicine, rupees: 100 })], { party: uid, zeroRated: { withPayment: false, ...details } })
  await book.call('sales.postBill', unpaid)
  expect(ledger(unpaid.uid).slice(0, 2)).toEqual(['debtors:Ravi Medical 100.00', 'sales −100.00'])
  expect(book.db.rows(sql.selectFrom('tax_line').select(['class', 'rate_bp', 'igst', 'taxable']))).toEqual([
    { class: 'zero-rated', rate_bp: 500, igst: 5_00, taxable: 100_00 },
    { class: 'zero-rated', rate_bp: 0, igst: 0, taxable: 100_00 },
  ])
})

test('a letter of undertaking ends with its financial year', async () => {
  const { book, item, party } = shop({ today: '2027-04-02' })
  book.write((given) => setFirmFact(given, 'lut', localDate('2026-05-01'), 'AD2704260000001'))
  const uid = await party({ category: 'sez', gstin: '27AAPFU0939F1ZV' })
  const zeroRated = { withPayment: false, country: null, port: null, shippingBill: null, shippingDate: null }
  const bill = aBill([line({ item: item(), rupees: 100 })], { party: uid, zeroRated, date: '2027-04-02' })
  expect(await book.ask('sales.postBill', bill)).toMatchObject({ ok: false, refusal: { code: 'sales/no-lut' } })
  book.write((given) => setFirmFact(given, 'lut', localDate('2027-04-01'), 'AD2704270000001'))
  expect(await book.ask('sales.postBill', bill)).toMatchObject({ ok: true })
})

test('nil, exempt and taxed goods on one bill stay apart; equal class, rate, HSN and unit come together', async () => {
  const { book, item } = shop()
  const taxed = item()
  const lines = [
    line({ item: taxed, rupees: 10 }),
    line({ item: item({ taxClass: 'nil', rateBp: 0 }), rupees: 20 }),
    line({ item: item({ name: 'Other' }), rupees: 30 }),
    line({ item: item({ taxClass: 'exempt', rateBp: 0 }), rupees: 40 }),
    line({ item: item({ hsn: '30041010' }), rupees: 50 }),
  ]
  await book.call('sales.postBill', aBill(lines))
  const rows = book.db.rows(sql.selectFrom('tax_line').select(['class', 'hsn', 'taxable', 'cgst']).orderBy('line_no'))
  expect(rows).toEqual([
    { class: 'taxable', hsn: '30049099', taxable: 40_00, cgst: 1_00 },
    { class: 'nil', hsn: '30049099', taxable: 20_00, cgst: 0 },
    { class: 'exempt', hsn: '30049099', taxable: 40_00, cgst: 0 },
    { class: 'taxable', hsn: '30041010', taxable: 50_00, cgst: 1_25 },
  ])
})

test('loose pieces are billed at the rate of the strip they are cut from', async () => {
  const { book, item } = shop()
  const bill = aBill([{ ...line({ item: item(), rupees: 100 }), qtyMilli: 7_000 }])
  await book.call('sales.postBill', bill)
  expect((await book.call('sales.bill', { uid: bill.uid })).lines[0]).toMatchObject({
    unit: 'strip',
    factor: 10,
    qtyMilli: 7_000,
    taxablePaise: 70_00,
  })
})

test('Save pressed again, or from another window, answers what was posted; the same uid with other content is refused', async () => {
  const { book, item } = shop()
  const bill = aBill([line({ item: item(), rupees: 100 })])
  const [first, second] = await Promise.all([book.call('sales.postBill', bill), book.call('sales.postBill', bill)])
  expect(second).toEqual(first)
  const before = rowCounts(book)
  expect(before.document).toBe(2)
  expect(await book.ask('sales.postBill', { ...bill, narration: 'other' })).toMatchObject({
    ok: false,
    refusal: { code: 'accounts/already-posted', details: { number: 'SA/26-27/000001' } },
  })
  expect(rowCounts(book)).toEqual(before)
})

test('the draft goes in the transaction that posts the bill, and stays when the bill is refused', async () => {
  const { book, item } = shop()
  const bill = aBill([line({ item: item(), rupees: 100 })])
  const held = { uid: uidBytes(bill.uid), kind: 'sale', user_id: 1, json: '{}', held_name: null, updated_at: '' }
  book.write((given) => given.tx.run(sql.insertInto('draft').values(held)))
  expect(await book.ask('sales.postBill', { ...bill, date: '2026-11-22' })).toMatchObject({
    ok: false,
    refusal: { code: 'accounts/after-today', field: 'date' },
  })
  expect(book.db.rows(sql.selectFrom('draft').select('kind'))).toEqual([{ kind: 'sale' }])
  await book.call('sales.postBill', bill)
  expect(book.db.rows(sql.selectFrom('draft').select('kind'))).toEqual([])
})

test('a bill keeps party, firm and licences as they were; masters change later', async () => {
  const { book, item, party } = shop()
  const licences = [{ form: '20', number: 'MH-20-1', validFrom: null, validTo: '2027-01-31' }]
  const uid = await party({ ...regular, address1: '4 MG Road', phone: '9876543210', licences })
  const bill = aBill([line({ item: item(), rupees: 100 })], { party: uid, salesman: 'Anil', narration: 'by hand' })
  await book.call('sales.postBill', bill)
  const whole = await book.call('parties.party', { uid })
  await book.call('parties.save', {
    ...whole,
    name: 'Ravi and Sons',
    address1: 'Elsewhere',
    category: 'unregistered',
    gstin: null,
    pan: null,
    licences: [],
  })
  const shown = await book.call('sales.bill', { uid: bill.uid })
  expect(shown).toMatchObject({
    party: 'Ravi Medical',
    gstin: '27AAPFU0939F1ZV',
    category: 'regular',
    applied: {
      firm: { gstin: '27AABFD4321K1ZN', licence20b: 'MH-PZ3-123456' },
      buyer: {
        phone: '9876543210',
        address: { line1: '4 MG Road', city: 'Pune' },
        licences: [{ form: '20', number: 'MH-20-1', validTo: '2027-01-31' }],
      },
      salesman: 'Anil',
      narration: 'by hand',
    },
  })
  // a bill dated before the change meets the party as it was then
  const early = aBill([line({ item: item({ name: 'Second' }), rupees: 100 })], { party: uid, date: '2026-11-20' })
  await book.call('sales.postBill', early, { accepted: [{ code: 'sales/back-dated', field: 'date', reason: 'keyed late' }] })
  expect(await book.call('sales.bill', { uid: early.uid })).toMatchObject({
    party: 'Ravi and Sons',
    gstin: '27AAPFU0939F1ZV',
    category: 'regular',
  })
})

test('the number takes its year from the date of the bill', async () => {
  const { book, item } = shop({ today: '2027-04-02' })
  const goods = item()
  await book.call('sales.postBill', aBill([line({ item: goods, rupees: 10 })], { date: '2027-04-02' }))
  const late = await book.call('sales.postBill', aBill([line({ item: goods, rupees: 10 })], { date: '2027-03-31' }), {
    accepted: [{ code: 'sales/back-dated', field: 'date', reason: 'keyed in April' }],
  })
  expect(late.number).toBe('SA/26-27/000001')
})
