import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { sql } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { type TestBook, testBook, WarningsStand } from '../test-book.ts'
import { itemFacts, rateFor, taxOn } from './item-facts.ts'

let book: TestBook
beforeEach(() => {
  book = testBook({ today: '2026-11-21' })
  return () => book.close()
})

const dolo = (over: object = {}) => ({
  uid: randomUUID(),
  code: 'd650',
  name: 'Dolo 650 Tablet',
  manufacturer: 'Micro Labs Ltd',
  composition: 'Paracetamol (650mg)',
  packLabel: '10*15',
  schedule: 'OTC',
  barcodes: ['8901234567894'],
  tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
  mrpPaise: 3350,
  ptrE4: 255300,
  ptsE4: 232100,
  ...over,
})
const counts = () =>
  ['item', 'item_tax', 'price', 'item_unit', 'barcode', 'journal'].map(
    (table) => book.db.must(sql.selectFrom(table as 'item').select((eb) => eb.fn.countAll<number>().as('n'))).n,
  )

test('an item comes back whole: pack read into units, code in capitals, tax and prices as dated', async () => {
  const input = dolo()
  const { id } = await book.call('items.save', input)
  const item = await book.call('items.item', { uid: input.uid })
  expect(item).toMatchObject({
    id,
    code: 'D650',
    baseUnit: 'loose',
    saleUnit: 'strip',
    saleFactor: 15,
    units: [{ unit: 'box', factor: 150 }],
    barcodes: ['8901234567894'],
    mrpPaise: 3350,
    ptrE4: 255300,
    retailE4: null,
    moved: false,
    tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
  })
  // what a form got it may give back: nothing changes, not even the journal
  const before = counts()
  await book.call('items.save', item)
  expect(counts()).toEqual(before)
})

test('one save is one journal row with all it changed', async () => {
  const [, , , , , journal = 0] = counts()
  const input = dolo()
  await book.call('items.save', input)
  expect(counts()[5]).toBe(journal + 1)
  const row = book.db.must(
    sql.selectFrom('journal').select(['entity', 'changes_json', 'entity_uid']).orderBy('seq', 'desc').limit(1),
  )
  expect(row.entity).toBe('item')
  expect(Buffer.from(row.entity_uid ?? []).equals(uidBytes(input.uid))).toBe(true)
  expect(JSON.parse(row.changes_json ?? '[]').map((change: string[]) => change[1])).toEqual([
    'item',
    'item_unit',
    'barcode',
    'item_tax',
    'price',
    'price',
    'price',
  ])
})

test('tax and rates are read as on the day of the document', async () => {
  const input = dolo()
  const { id } = await book.call('items.save', input)
  const item = await book.call('items.item', { uid: input.uid })
  await book.call('items.save', {
    ...item,
    ptrE4: 261000,
    pricesFrom: '2026-11-10',
    tax: { ...item.tax, fromDate: '2026-10-01', class: 'nil', rateBp: 0 },
  })
  const on = (day: string) => localDate(day)
  expect(taxOn(book.db, id, on('2026-03-31'))).toBeNull()
  expect(taxOn(book.db, id, on('2026-09-30'))).toMatchObject({ class: 'taxable', rateBp: 500 })
  expect(taxOn(book.db, id, on('2026-10-01'))).toMatchObject({ class: 'nil', rateBp: 0 })
  const rate = (day: string) => rateFor(book.db, { itemId: id, tier: 'ptr', date: on(day) })
  expect(rate('2026-11-09')).toEqual({ rateE4: 255300, unit: 'strip', factor: 15 })
  expect(rate('2026-11-10')).toEqual({ rateE4: 261000, unit: 'strip', factor: 15 })
  expect(rate('2026-03-31')).toBeNull()
  const facts = itemFacts(book.db, [id, id, 999], on('2026-11-21'))
  expect(facts.size).toBe(1)
  expect(facts.get(id)).toMatchObject({
    saleUnit: 'strip',
    units: [
      { unit: 'loose', factor: 1 },
      { unit: 'strip', factor: 15 },
      { unit: 'box', factor: 150 },
    ],
    tax: { class: 'nil' },
  })
})

test('a price taken away is no price, and a batch may have its own', async () => {
  const input = dolo()
  const { id } = await book.call('items.save', input)
  const list = book.db.must(sql.selectFrom('price_list').select('id').where('tier', '=', 'ptr')).id
  const { change } = await import('../company/records.ts')
  book.write((given) =>
    change(
      given,
      [
        {
          insert: 'price',
          row: {
            list_id: list,
            item_id: id,
            batch_id: 7,
            unit: 'strip',
            from_date: localDate('2026-04-01'),
            rate_e4: 240000 as never,
          },
        },
      ],
      { entity: 'price' },
    ),
  )
  const today = localDate('2026-11-21')
  expect(rateFor(book.db, { itemId: id, batchId: 7, tier: 'ptr', date: today })?.rateE4).toBe(240000)
  expect(rateFor(book.db, { itemId: id, batchId: 8, tier: 'ptr', date: today })?.rateE4).toBe(255300)
  const item = await book.call('items.item', { uid: input.uid })
  await book.call('items.save', { ...item, ptrE4: null })
  expect(rateFor(book.db, { itemId: id, tier: 'ptr', date: today })).toBeNull()
})

const refusals: [string, object, string, string][] = [
  ['a code another item has', { code: 'D650', barcodes: [] }, 'items/code-taken', 'code'],
  ['a barcode another item has', { code: null, barcodes: ['8901234567894'] }, 'items/barcode-taken', 'barcodes.0'],
  [
    'an HSN of five digits',
    { code: null, barcodes: [], tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049' } },
    'items/hsn-shape',
    'tax.hsn',
  ],
  [
    'a rate on an exempt item',
    { code: null, barcodes: [], tax: { fromDate: '2026-04-01', class: 'exempt', rateBp: 500, hsn: '3004' } },
    'items/rate-of-untaxed',
    'tax.rateBp',
  ],
  ['a negative MRP', { code: null, barcodes: [], mrpPaise: -1 }, 'items/price-negative', 'mrpPaise'],
  ['a negative rate', { code: null, barcodes: [], ptrE4: -1 }, 'company/bad-input', 'ptrE4'],
  ['an absurd MRP', { code: null, barcodes: [], mrpPaise: 99_999_999_999 }, 'items/price-absurd', 'mrpPaise'],
  [
    'a unit named twice',
    { code: null, barcodes: [], units: [{ unit: 'strip', factor: 20 }] },
    'items/unit-twice',
    'units.0.unit',
  ],
  [
    'a unit that holds itself',
    { code: null, barcodes: [], baseUnit: 'bottle', saleUnit: 'bottle', saleFactor: 3, units: [] },
    'items/unit-of-itself',
    'saleFactor',
  ],
  ['no name', { code: null, barcodes: [], name: '  ' }, 'company/bad-input', 'name'],
]
test.each(refusals)('refuses %s and writes nothing', async (_what, over, code, field) => {
  await book.call('items.save', dolo())
  const before = counts()
  await expect(book.call('items.save', dolo({ name: 'Other 5 Tablet', ...over }))).rejects.toMatchObject({ code, field })
  expect(counts()).toEqual(before)
})

test('the base unit stays once stock has moved', async () => {
  const input = dolo()
  const { id } = await book.call('items.save', input)
  const item = await book.call('items.item', { uid: input.uid })
  await book.call('items.save', { ...item, baseUnit: 'tablet' })
  await book.call('inventory.openingStock', {
    uid: randomUUID(),
    date: '2026-04-01',
    lines: [{ itemId: id, batch: 'DL1', expiry: '2028-01-31', mrpPaise: 3350, qtyMilli: 150_000, valuePaise: 23_000 }],
  })
  await expect(book.call('items.save', { ...item, baseUnit: 'loose' })).rejects.toMatchObject({
    code: 'items/base-unit-fixed',
    field: 'baseUnit',
    details: { unit: 'tablet' },
  })
  expect((await book.call('items.item', { uid: input.uid })).moved).toBe(true)
  const [hit] = (await book.call('items.search', { text: 'dolo' })).rows
  expect(hit).toMatchObject({ stockMilli: 150_000, mrpPaise: 3350, rateE4: 255300, hsn: '30049099' })
})

test('warns of an unknown slab, an old rate, a rate above MRP and an item there already', async () => {
  const codes = async (over: object) => {
    try {
      await book.call('items.save', dolo({ code: null, barcodes: [], name: 'Other 5', ...over }))
      return []
    } catch (error) {
      if (!(error instanceof WarningsStand)) throw error
      return error.warnings.map(({ code, field }) => [code, field])
    }
  }
  const tax = (rateBp: number) => ({ tax: { fromDate: '2026-04-01', class: 'taxable', rateBp, hsn: '3004' } })
  expect(await codes(tax(700))).toEqual([['items/unknown-slab', 'tax.rateBp']])
  expect(await codes(tax(1200))).toEqual([['items/unusual-rate', 'tax.rateBp']])
  expect(await codes({ mrpPaise: 2600, ptrE4: 250_000 })).toEqual([['items/rate-above-mrp', 'ptrE4']])
  await book.call('items.save', dolo())
  expect(await codes({ name: 'DOLO 650 tablet' })).toEqual([['items/already-there', 'name']])
  // accepted with a reason it is saved
  const input = dolo({ code: null, barcodes: [] })
  await book.call('items.save', input, { accepted: [{ code: 'items/already-there', field: 'name', reason: 'old pack' }] })
})

test('a hidden item is not found, keeps its code, and comes back', async () => {
  const input = dolo()
  await book.call('items.save', input)
  await book.call('items.setActive', { uid: input.uid, active: false })
  expect((await book.call('items.search', { text: 'dolo' })).rows).toEqual([])
  expect((await book.call('items.search', { text: 'D650' })).rows).toEqual([])
  await expect(book.call('items.save', dolo({ barcodes: [] }))).rejects.toMatchObject({ code: 'items/code-taken' })
  expect((await book.call('items.list', {})).total).toBe(0)
  expect((await book.call('items.list', { show: 'hidden', filter: 'dolo' })).rows).toMatchObject([
    { active: false, name: 'Dolo 650 Tablet' },
  ])
  await book.call('items.setActive', { uid: input.uid, active: true })
  expect((await book.call('items.search', { text: 'd650' })).rows).toHaveLength(1)
  await expect(book.call('items.setActive', { uid: randomUUID(), active: true })).rejects.toMatchObject({ code: 'items/unknown' })
})
