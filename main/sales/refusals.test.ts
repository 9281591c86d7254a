import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { aBill, line, rowCounts, type Shop, type Stocked, shop } from './test-shop.ts'

type Given = Shop & { goods: Stocked; uid: string }
type Bad = (given: Given) => unknown | Promise<unknown>

const zeroRated = { withPayment: true, country: null, port: null, shippingBill: null, shippingDate: null }
const one = ({ goods }: Given, more: Record<string, unknown> = {}, rupees = 100) => aBill([line({ item: goods, rupees, more })])

const refused: [string, string, string | undefined, Bad][] = [
  [
    'a party that is not in the book',
    'sales/unknown-party',
    'party',
    ({ goods }) => aBill([line({ item: goods, rupees: 1 })], { party: newUid() }),
  ],
  ['an item that is not in the book', 'sales/unknown-item', 'lines.0.itemId', (given) => one(given, { itemId: 9999 })],
  ['a batch that is not in the book', 'sales/unknown-batch', 'lines.0.batchId', (given) => one(given, { batchId: 9999 })],
  [
    'a batch of another item',
    'sales/batch-of-another',
    'lines.1.batchId',
    (given) =>
      aBill([
        line({ item: given.goods, rupees: 1 }),
        line({ item: given.item({ name: 'Other' }), batchId: given.goods.batchId, rupees: 1 }),
      ]),
  ],
  [
    'an expired batch',
    'sales/batch-expired',
    'lines.0.batchId',
    (given) => aBill([line({ item: given.batch(given.goods, { number: 'OLD', expiry: '2026-10-31', pieces: 100 }), rupees: 1 })]),
  ],
  [
    'a place goods are not sold from',
    'sales/unknown-place',
    'lines.0.locationId',
    (given) =>
      one(given, { locationId: given.book.db.must(sql.selectFrom('location').select('id').where('kind', '=', 'expiry')).id }),
  ],
  ['more than on hand', 'inventory/stock-short', 'lines.0.qtyMilli', (given) => one(given, { qtyMilli: 100_001_000 })],
  [
    'more than on hand over two lines of a batch',
    'inventory/stock-short',
    'lines.1.qtyMilli',
    (given) => aBill([1, 2].map(() => line({ item: given.goods, strips: 6_000, rupees: 1 }))),
  ],
  [
    'more than on hand with the free goods',
    'inventory/stock-short',
    'lines.0.qtyMilli',
    (given) => one(given, { qtyMilli: 99_999_000, freeMilli: 2_000 }),
  ],
  ['a quantity below nothing', 'sales/quantity-negative', 'lines.0.qtyMilli', (given) => one(given, { qtyMilli: -10_000 })],
  ['free goods below nothing', 'sales/quantity-negative', 'lines.0.freeMilli', (given) => one(given, { freeMilli: -1_000 })],
  ['no quantity', 'sales/quantity-zero', 'lines.0.qtyMilli', (given) => one(given, { qtyMilli: 0 })],
  ['an absurd quantity', 'sales/quantity-absurd', 'lines.0.qtyMilli', (given) => one(given, { qtyMilli: 1_000_001_000 })],
  ['half a tablet', 'sales/quantity-not-whole', 'lines.0.qtyMilli', (given) => one(given, { qtyMilli: 500 })],
  ['a quantity that is no whole number', 'company/bad-input', 'lines.0.qtyMilli', (given) => one(given, { qtyMilli: 0.5 })],
  ['a unit the item has not', 'sales/unit', 'lines.0.unit', (given) => one(given, { unit: 'strip', factor: 15 })],
  ['a rate that with tax passes the MRP', 'sales/above-mrp', 'lines.0.rateE4', (given) => one(given, {}, 952.39)],
  [
    'a loose rate that passes the MRP of its pack',
    'sales/above-mrp',
    'lines.0.rateE4',
    ({ goods }) => aBill([line({ item: goods, pieces: 3, rupees: 95.24 })]),
  ],
  [
    'an inclusive rate above the MRP',
    'sales/above-mrp',
    'lines.0.rateE4',
    (given) => ({ ...one(given, {}, 1000.01), pricesIncludeTax: true }),
  ],
  [
    'an absurd rate',
    'sales/amount-absurd',
    'lines.0.rateE4',
    (given) => one(given, { rateE4: 9_000_000_000_000, qtyMilli: 100_000_000 }),
  ],
  ['a discount over 100 %', 'company/bad-input', 'lines.0.discountsBp.0', (given) => one(given, { discountsBp: [10_001] })],
  [
    'a flat discount above the line',
    'gst/discount-exceeds-value',
    'lines.0.discountPaise',
    (given) => one(given, { discountPaise: 100_01 }),
  ],
  ['a negative flat discount', 'sales/discount-negative', 'lines.0.discountPaise', (given) => one(given, { discountPaise: -1 })],
  [
    'a document discount above the bill',
    'gst/discount-exceeds-value',
    'discountPaise',
    (given) => ({ ...one(given), discountPaise: 100_01 }),
  ],
  ['a negative document discount', 'sales/amount-negative', 'discountPaise', (given) => ({ ...one(given), discountPaise: -1 })],
  ['a negative charge', 'sales/amount-negative', 'chargesPaise', (given) => ({ ...one(given), chargesPaise: -1 })],
  [
    'more paid than the bill',
    'sales/overpaid',
    'paid',
    (given) => ({ ...one(given), paid: [{ mode: 'cash', amountPaise: 105_01 }] }),
  ],
  [
    'a negative payment',
    'sales/paid-negative',
    'paid.0.amountPaise',
    (given) => ({ ...one(given), paid: [{ mode: 'cash', amountPaise: -1 }] }),
  ],
  ['a walk-in on credit', 'sales/walk-in-credit', 'paid', (given) => ({ ...one(given), mode: 'credit' })],
  [
    'a walk-in who pays a part',
    'sales/walk-in-credit',
    'paid',
    (given) => ({ ...one(given), mode: 'mixed', paid: [{ mode: 'cash', amountPaise: 104_00 }] }),
  ],
  ['an unknown place of supply', 'sales/place-of-supply', 'placeOfSupply', (given) => ({ ...one(given), placeOfSupply: '88' })],
  ['a state that is no more', 'sales/place-of-supply', 'placeOfSupply', (given) => ({ ...one(given), placeOfSupply: '28' })],
  [
    'an SEZ bill that does not say who pays the tax',
    'sales/zero-rated-details',
    'zeroRated',
    async (given) => ({ ...one(given), party: await given.party({ category: 'sez', gstin: '27AAPFU0939F1ZV' }) }),
  ],
  [
    'an SEZ bill without payment and without a letter of undertaking',
    'sales/no-lut',
    'zeroRated.withPayment',
    async (given) => ({
      ...one(given),
      party: await given.party({ category: 'sez', gstin: '27AAPFU0939F1ZV' }),
      zeroRated: { ...zeroRated, withPayment: false },
    }),
  ],
  [
    'an export without a country',
    'sales/export-country',
    'zeroRated.country',
    async (given) => ({
      ...one(given),
      party: await given.party({ category: 'overseas', stateCode: '96', pin: null }),
      zeroRated,
    }),
  ],
  ['zero-rating at home', 'sales/not-zero-rated', 'zeroRated', (given) => ({ ...one(given), zeroRated })],
  [
    'a supplier',
    'sales/not-customer',
    'party',
    async (given) => ({ ...one(given), party: await given.party({ isCustomer: false, isSupplier: true }) }),
  ],
  [
    'a hidden party',
    'sales/party-hidden',
    'party',
    async (given) => {
      await given.book.call('parties.setActive', { uid: given.uid, active: false })
      return { ...one(given), party: given.uid }
    },
  ],
  [
    'Schedule X to a walk-in',
    'sales/licence-schedule-x',
    'lines.0.itemId',
    (given) => aBill([line({ item: given.item({ schedule: 'X' }), rupees: 1 })]),
  ],
  [
    'Schedule X to a chemist with licence 20',
    'sales/licence-schedule-x',
    'lines.0.itemId',
    async (given) =>
      aBill([line({ item: given.item({ schedule: 'X' }), rupees: 1 })], {
        party: await given.party({ type: 'pharmacy', licences: [{ form: '20', number: '1', validFrom: null, validTo: null }] }),
      }),
  ],
  [
    'an item whose tax is not known',
    'sales/no-tax',
    'lines.0.itemId',
    (given) => {
      const bare = given.item({ name: 'Untaxed' })
      given.book.sqlite.exec(`drop trigger item_tax_no_delete; delete from item_tax where item_id = ${bare.itemId}`)
      return aBill([line({ item: bare, rupees: 1 })])
    },
  ],
  ['a date after today', 'accounts/after-today', 'date', (given) => ({ ...one(given), date: '2026-11-22' })],
  [
    'a date before the books',
    'accounts/before-books',
    'date',
    ({ book, item }) => {
      const early = item({ on: '2026-04-01' })
      book.sqlite.exec(`update firm set books_begin = '2026-11-21'`)
      return aBill([line({ item: early, rupees: 1 })], { date: '2026-11-20' })
    },
  ],
  ['a day that is none', 'company/bad-input', 'date', (given) => ({ ...one(given), date: '2026-02-30' })],
  ['no lines', 'company/bad-input', 'lines', () => aBill([])],
  ['a uid that is none', 'company/bad-input', 'uid', (given) => ({ ...one(given), uid: 'x' })],
]

test.each(refused)('%s is refused as %s with the field %s, and nothing is written', async (_, code, field, bad) => {
  const made = shop()
  const given: Given = { ...made, goods: made.item(), uid: await made.party() }
  const bill = await bad(given)
  const before = rowCounts(made.book)
  const accepted = [{ code: 'sales/back-dated', field: 'date', reason: 'late' }]
  expect(await made.book.ask('sales.postBill', bill, { accepted })).toMatchObject({
    ok: false,
    refusal: { code, ...(field === undefined ? {} : { field }) },
  })
  expect(rowCounts(made.book)).toEqual(before)
})

test('a bill in a locked period is refused', async () => {
  const { book, item } = shop()
  const goods = item()
  await book.call('company.lockPeriod', { upto: '2026-10-31', reason: 'filed' })
  const before = rowCounts(book)
  const accepted = [{ code: 'sales/back-dated', field: 'date', reason: 'late' }]
  expect(
    await book.ask('sales.postBill', aBill([line({ item: goods, rupees: 1 })], { date: '2026-10-31' }), { accepted }),
  ).toMatchObject({ ok: false, refusal: { code: 'accounts/period-locked', field: 'date' } })
  expect(rowCounts(book)).toEqual(before)
})

test('stock of a later day cannot be sold on an earlier one', async () => {
  const { book, item } = shop()
  const goods = item({ pieces: 100, on: '2026-11-10' })
  const accepted = [{ code: 'sales/back-dated', field: 'date', reason: 'late' }]
  const bill = (date: string) => aBill([line({ item: goods, rupees: 1 })], { date })
  expect(await book.ask('sales.postBill', bill('2026-11-09'), { accepted })).toMatchObject({
    ok: false,
    refusal: { code: 'inventory/stock-short' },
  })
  expect(await book.ask('sales.postBill', bill('2026-11-10'), { accepted })).toMatchObject({ ok: true })
})

test('at the MRP to the paisa a bill goes through; a lowered MRP holds from its day', async () => {
  const { book, item } = shop()
  const goods = item()
  expect(await book.ask('sales.postBill', aBill([line({ item: goods, rupees: 952.38 })]))).toMatchObject({ ok: true })
  book.write((given) =>
    given.tx.run(
      sql
        .insertInto('batch_mrp')
        .values({ batch_id: goods.batchId, from_date: localDate('2026-11-21'), seq: 1, mrp: 900_00 as never }),
    ),
  )
  expect(await book.ask('sales.postBill', aBill([line({ item: goods, rupees: 952.38 })]))).toMatchObject({
    ok: false,
    refusal: { code: 'sales/above-mrp', details: { mrp: '900.00' } },
  })
})
