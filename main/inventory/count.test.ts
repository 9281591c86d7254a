import { beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'
import { receiveTaxed } from './test-taxed-goods.ts'

let book: TestBook
let items: StockedItem[]
type Differs = { bookMilli: number; countedMilli: number; differenceMilli: number; valuePaise: number }
const uid = newUid()
beforeEach(() => {
  book = testBook()
  items = ['Calpara', 'Doloflam', 'Zincovit'].map((name) =>
    book.write((given) => stockItem(given, { name, batch: name.slice(0, 3) })),
  )
  for (const item of items)
    receiveTaxed(book, item, { qtyMilli: 100_000, valuePaise: 10_000, headPaise: 300, rateBp: 600, date: '2026-11-02' })
})
const batch = (n: number) => (items[n] as StockedItem).batchId
const place = () => (items[0] as StockedItem).locationId
const sell = (n: number, qtyMilli: number) =>
  book.write((given) =>
    postGoods(given, localDate('2026-11-21'), [{ item: items[n] as StockedItem, kind: 'sale', qtyMilli: -qtyMilli }]),
  )
const make = (more: object = {}) => book.call('inventory.makeCountSheet', { uid, name: 'Year end', locationId: place(), ...more })
const key = (...counts: [number, number][]) =>
  book.call('inventory.keyCounts', { uid, counts: counts.map(([n, qtyMilli]) => ({ batchId: batch(n), qtyMilli })) })
const variance = (only = 'all') => book.call('inventory.countVariance', { uid, only })
const onHand = (n: number) =>
  book.db.must(sql.selectFrom('on_hand').select('qty').where('batch_id', '=', batch(n)).where('location_id', '=', place())).qty
const accept = (...codes: [string, string][]) => ({
  accepted: codes.map(([code, field]) => ({ code, field, reason: 'counted again, it is so' })),
})
const clean = async () => expect((await book.call('accounts.doctor', {})).findings).toEqual([])

test('a sheet is frozen, counted by two people, compared, approved and posted', async () => {
  expect(await make()).toEqual({ rows: 3 })
  expect(await make()).toEqual({ rows: 3 })
  const blank = await book.call('inventory.countSheet', { uid })
  expect(blank.rows.map((row: { item: string }) => row.item)).toEqual(['Calpara', 'Doloflam', 'Zincovit'])
  expect(JSON.stringify(blank)).not.toMatch(/book|qty/i)
  await key([0, 60_000], [1, 104_000])
  await key([0, 90_000])
  const { rows, sums } = await variance()
  expect(rows.map((row: Differs) => [row.bookMilli, row.countedMilli, row.differenceMilli, row.valuePaise])).toEqual([
    [100_000, 90_000, -10_000, -1000],
    [100_000, 104_000, 4000, 400],
    [100_000, null, null, null],
  ])
  expect(sums).toMatchObject({ rows: 3, counted: 2, different: 2, shortPaise: 1000, excessPaise: 400 })
  expect((await variance('uncounted')).rows).toHaveLength(1)
  await expect(book.call('inventory.postCount', { uid })).rejects.toMatchObject({ warnings: [{ code: 'inventory/not-counted' }] })
  const posted = await book.call('inventory.postCount', { uid }, accept(['inventory/not-counted', 'uncounted']))
  expect(posted).toEqual({ number: 'NA/26-27/000001', lines: 2 })
  expect([onHand(0), onHand(1), onHand(2)]).toEqual([90_000, 104_000, 100_000])
  // ten of a hundred are lost: a tenth of the credit goes back
  expect(book.db.rows(sql.selectFrom('tax_line').select(['cgst', 'itc_class']))).toEqual([{ cgst: 30, itc_class: '17(5)(h)' }])
  await expect(key([2, 1000])).rejects.toMatchObject({ code: 'inventory/sheet-closed' })
  await clean()
  const [document] = (await book.call('inventory.stockDocuments', { kind: 'stock-count' })).rows
  await book.call('inventory.cancelStockDocument', { uid: document.uid, reason: 'counted the wrong shelf' })
  expect([onHand(0), onHand(1)]).toEqual([100_000, 100_000])
  await clean()
})

test('a batch the book does not know is made as it is printed, and is found', async () => {
  await make()
  const { itemId } = items[0] as StockedItem
  const found = { itemId, number: 'new7', expiry: '2026-08-31', mrpPaise: 12_000 }
  const wrong = { uid, counts: [{ batchId: 0, qtyMilli: 5000, found: { ...found, mrpPaise: -1 } }] }
  expect(await book.ask('inventory.keyCounts', wrong)).toMatchObject({
    ok: false,
    refusal: { code: 'inventory/mrp-absurd', field: 'counts.0.mrpPaise' },
  })
  const none = { uid, counts: [{ batchId: 0, qtyMilli: 5000, found: { ...found, itemId: 999 } }] }
  expect(await book.ask('inventory.keyCounts', none)).toMatchObject({ ok: false, refusal: { code: 'inventory/no-item' } })
  expect(book.db.rows(sql.selectFrom('batch').select('id').where('number', '=', 'NEW7'))).toEqual([])
  await book.call('inventory.keyCounts', { uid, counts: [{ batchId: 0, qtyMilli: 5000, found }] })
  await key([0, 100_000], [1, 100_000], [2, 100_000])
  const { rows } = await variance('different')
  expect(rows).toMatchObject([
    { batch: 'NEW7', expiry: '2026-08-31', bookMilli: 0, countedMilli: 5000, differenceMilli: 5000, valuePaise: 500 },
  ])
  await book.call('inventory.postCount', { uid })
  expect(book.db.must(sql.selectFrom('on_hand').select('qty').where('batch_id', '=', rows[0].batchId)).qty).toBe(5000)
  await clean()
})

describe('a batch that moved since the sheet was frozen', () => {
  test('is expected as it stood when it was counted; what moved after that is not counted twice; both are said', async () => {
    await make()
    sell(0, 20_000)
    await key([0, 78_000], [1, 100_000], [2, 100_000])
    sell(0, 5000)
    const moved = (await variance('moved')).rows
    expect(moved).toHaveLength(1)
    expect(moved[0]).toMatchObject({
      bookMilli: 100_000,
      movedBeforeMilli: -20_000,
      movedAfterMilli: -5000,
      expectedMilli: 80_000,
      differenceMilli: -2000,
    })
    const refused = await book.ask('inventory.postCount', { uid })
    expect(refused).toMatchObject({
      warnings: [
        {
          code: 'inventory/count-moved',
          field: `batch.${batch(0)}`,
          details: { item: 'Calpara', batch: 'CAL', book: '10', before: '−2', after: '−5l', expected: '8', counted: '7:8' },
        },
      ],
    })
    expect(onHand(0)).toBe(75_000)
    await book.call(
      'inventory.postCount',
      { uid, reasons: [{ batchId: batch(0), reason: 'wrong-entry' }] },
      accept(['inventory/count-moved', `batch.${batch(0)}`]),
    )
    expect(onHand(0)).toBe(73_000)
    expect(book.db.rows(sql.selectFrom('tax_line').selectAll())).toEqual([])
    await clean()
  })
  test('a difference that later sales leave no room for is refused and the sheet stays open', async () => {
    await make()
    await key([0, 10_000], [1, 100_000], [2, 100_000])
    sell(0, 50_000)
    await expect(
      book.call('inventory.postCount', { uid }, accept(['inventory/count-moved', `batch.${batch(0)}`])),
    ).rejects.toMatchObject({ code: 'inventory/stock-short' })
    expect((await variance()).sums.state).toBe('open')
  })
})

test('what is counted can be chosen by class and by chance; nothing to count is refused', async () => {
  sell(0, 50_000)
  expect(await make({ abc: 'a' })).toEqual({ rows: 1 })
  expect(await make({ uid: newUid(), abc: 'c' })).toEqual({ rows: 2 })
  expect(await make({ uid: newUid(), random: 2 })).toEqual({ rows: 2 })
  await expect(make({ uid: newUid(), manufacturer: 'Nobody' })).rejects.toMatchObject({ code: 'inventory/nothing-to-count' })
  await expect(make({ uid: newUid(), rack: 'Z9' })).rejects.toMatchObject({ code: 'inventory/nothing-to-count' })
  const { rows, sums } = await book.call('inventory.countSheets', {})
  expect([rows.length, sums.open]).toEqual([3, 3])
  await book.call('inventory.dropCountSheet', { uid })
  expect((await book.call('inventory.countSheets', {})).sums.open).toBe(2)
})

test.each([
  ['inventory/no-batch', 'counts.0.batchId', [{ batchId: 99, qtyMilli: 0 }]],
  ['inventory/quantity-needed', 'counts.0.qtyMilli', [{ batchId: 1, qtyMilli: -1 }]],
  ['inventory/part-of-a-piece', 'counts.0.qtyMilli', [{ batchId: 1, qtyMilli: 500 }]],
  ['inventory/quantity-absurd', 'counts.0.qtyMilli', [{ batchId: 1, qtyMilli: 10_000_001_000 }]],
  [
    'inventory/batch-twice',
    'counts.1.batchId',
    [
      { batchId: 1, qtyMilli: 0 },
      { batchId: 1, qtyMilli: 0 },
    ],
  ],
])('%s is refused at %s', async (code, field, counts) => {
  await make()
  await expect(book.call('inventory.keyCounts', { uid, counts })).rejects.toMatchObject({ code, field })
})
