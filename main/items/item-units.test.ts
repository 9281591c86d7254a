import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { isEan13 } from '../../shared/items/ean.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { itemFacts, taxOn } from './item-facts.ts'

let book: TestBook
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.close())

const tax = { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' }
const item = (more: object = {}) => ({ uid: randomUUID(), name: 'Dolo 650', packLabel: '10*15', tax, ...more })
const read = (uid: string) => book.call('items.item', { uid })

test('box, strip and piece have barcodes of their own; the unit bought by and the levels are kept', async () => {
  const unitBarcodes = [
    { code: '8902', unit: 'box' },
    { code: '8903', unit: 'loose' },
  ]
  const one = item({
    barcodes: ['8901'],
    unitBarcodes,
    purchaseUnit: 'box',
    status: 'closed',
    minimumMilli: 10_000,
    reorderMilli: 20_000,
    maximumMilli: 90_000,
  })
  const { id } = await book.call('items.save', one)
  const kept = await read(one.uid)
  expect(kept).toMatchObject({
    barcodes: ['8901'],
    unitBarcodes,
    purchaseUnit: 'box',
    status: 'closed',
    maximumMilli: 90_000,
  })
  expect(itemFacts(book.db, [id], localDate('2026-11-21')).get(id)).toMatchObject({ status: 'closed', purchaseUnit: 'box' })
  expect((await book.call('items.search', { text: '8902' })).exact).toBe(true)
  // a barcode goes over to another unit, one is given up
  await book.call('items.save', { ...kept, unitBarcodes: [{ code: '8903', unit: 'box' }] })
  expect(await read(one.uid)).toMatchObject({ unitBarcodes: [{ code: '8903', unit: 'box' }] })
  // saved as it is, nothing is written
  const rows = () =>
    book.db.rows({
      compile: () => ({ sql: 'select seq from journal', parameters: [], query: {} as never, queryId: {} as never }),
    }).length
  const before = rows()
  await book.call('items.save', await read(one.uid))
  expect(rows()).toBe(before)
})

test.each([
  [{ purchaseUnit: 'carton' }, 'items/unit-unknown', 'purchaseUnit'],
  [{ unitBarcodes: [{ code: '1', unit: 'carton' }] }, 'items/unit-unknown', 'unitBarcodes.0.unit'],
  [{ minimumMilli: 9000, maximumMilli: 1000 }, 'items/levels-order', 'minimumMilli'],
  [{ minimumMilli: -1000 }, 'items/levels-order', 'minimumMilli'],
  [{ status: 'gone' }, 'company/bad-input', 'status'],
])('%o is refused', async (more, code, field) => {
  await expect(book.call('items.save', item(more))).rejects.toMatchObject({ code, field })
})

test('a barcode of another item is refused for any unit', async () => {
  await book.call('items.save', item({ barcodes: ['8901'] }))
  await expect(
    book.call('items.save', item({ name: 'Azee', unitBarcodes: [{ code: '8901', unit: 'box' }] })),
  ).rejects.toMatchObject({ code: 'items/barcode-taken', field: 'unitBarcodes.0.code' })
})

test('a tax to come is noted and holds from its day; the days before keep theirs', async () => {
  const one = item()
  const { id } = await book.call('items.save', one)
  await book.call('items.addTax', { uid: one.uid, tax: { ...tax, fromDate: '2027-04-01', rateBp: 1800 } })
  expect(taxOn(book.db, id, localDate('2027-03-31'))).toMatchObject({ rateBp: 500 })
  expect(taxOn(book.db, id, localDate('2027-04-01'))).toMatchObject({ rateBp: 1800 })
  expect((await read(one.uid)).taxes).toHaveLength(2)
  await expect(book.call('items.addTax', { uid: randomUUID(), tax })).rejects.toMatchObject({ code: 'items/unknown' })
  await expect(book.call('items.addTax', { uid: one.uid, tax: { ...tax, hsn: '30' } })).rejects.toMatchObject({
    code: 'items/hsn-shape',
  })
})

test('an item without a barcode gets one of our own, once', async () => {
  const one = item()
  const { id } = await book.call('items.save', one)
  const other = await book.call('items.save', item({ name: 'Azee', barcodes: ['77'] }))
  expect(await book.call('items.giveBarcodes', { itemIds: [id, other.id, id, 99_999] })).toEqual({ given: 1 })
  const { barcodes } = await read(one.uid)
  expect(isEan13(barcodes[0])).toBe(true)
  expect(await book.call('items.giveBarcodes', { itemIds: [id] })).toEqual({ given: 0 })
  expect((await book.call('items.search', { text: barcodes[0] })).rows[0]).toMatchObject({ name: 'Dolo 650' })
})
