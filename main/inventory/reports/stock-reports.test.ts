import { beforeEach, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import type { Compilable } from '../../database/connection.ts'
import { type TestBook, testBook } from '../../test-book.ts'
import { ensureBatch } from '../batch-store.ts'
import { cancelGoods, postGoods, type StockedItem, stockItem } from '../hand-made.ts'
import { movesOf, openingQty } from './item-ledger.ts'
import { itemsAfter, pageByName, sortedStock, standsOf, stockOfItems, stockReport } from './stock.ts'

let book: TestBook
let paracetamol: StockedItem
let cetirizine: StockedItem
const on = (day: string, month = '11') => localDate(`2026-${month}-${day}`)
const move = (item: StockedItem, date: string, qtyMilli: number, valuePaise?: number) =>
  book.write((given) =>
    postGoods(given, localDate(date), [
      { item, kind: qtyMilli > 0 ? 'opening' : 'sale', qtyMilli, ...(valuePaise === undefined ? {} : { valuePaise }) },
    ]),
  )
const plan = (query: Compilable<unknown>): string => {
  const compiled = query.compile()
  return book.db
    .rows({ compile: () => ({ ...compiled, sql: `explain query plan ${compiled.sql}` }) } as Compilable<{ detail: string }>)
    .map((row) => row.detail)
    .join('\n')
}

beforeEach(() => {
  book = testBook()
  paracetamol = book.write((given) => stockItem(given, { name: 'Paracetamol 500', batch: 'PCM1' }))
  cetirizine = book.write((given) => stockItem(given, { name: 'Cetirizine 10', batch: 'CTZ%9' }))
  move(paracetamol, '2026-09-10', 100_000, 5000)
  move(cetirizine, '2026-10-05', 40_000, 4000)
  move(paracetamol, '2026-10-20', -30_000)
  move(paracetamol, '2026-11-05', -20_000)
})

test('stock now and as on a day, with totals over the whole filter and not the page', async () => {
  const now = await book.call('inventory.stock', { limit: 1 })
  expect(now).toMatchObject({
    total: 2,
    sums: { qtyMilli: 90_000, valuePaise: 6500 },
    rows: [{ item: 'Cetirizine 10', batch: 'CTZ%9', qtyMilli: 40_000, location: 'Main godown' }],
  })
  expect(await book.call('inventory.stock', { limit: 1, offset: 1 })).toMatchObject({
    rows: [{ item: 'Paracetamol 500', qtyMilli: 50_000 }],
    total: 2,
  })
  const asOn = async (day: string) =>
    (await book.call('inventory.stock', { asOn: day })) as { rows: { item: string; qtyMilli: number }[]; sums: object }
  expect((await asOn('2026-10-19')).sums).toEqual({ qtyMilli: 140_000, valuePaise: 9000 })
  expect((await asOn('2026-10-20')).sums).toEqual({ qtyMilli: 110_000, valuePaise: 7500 })
  expect((await asOn('2026-09-09')).rows).toEqual([])
  expect((await asOn('2026-11-21')).sums).toEqual({ qtyMilli: 90_000, valuePaise: 6500 })
})

test('a filter finds by words of the item and the batch, and a % is only a %', async () => {
  const found = async (filter: string) =>
    ((await book.call('inventory.stock', { filter })) as { rows: { item: string }[] }).rows.map((row) => row.item)
  expect(await found('500 para')).toEqual(['Paracetamol 500'])
  expect(await found('ctz%')).toEqual(['Cetirizine 10'])
  expect(await found('%')).toEqual(['Cetirizine 10'])
  expect((await book.call('inventory.stock', { filter: 'PCM1' })).sums).toEqual({ qtyMilli: 50_000, valuePaise: 2500 })
})

test('the columns sort, unknown ones do not reach the SQL', async () => {
  const order = async (sort: string, descending = false) =>
    ((await book.call('inventory.stock', { sort, descending })) as { rows: { batch: string }[] }).rows.map((row) => row.batch)
  expect(await order('qty')).toEqual(['CTZ%9', 'PCM1'])
  expect(await order('item', true)).toEqual(['PCM1', 'CTZ%9'])
  expect(await order('1; drop table item')).toEqual(['CTZ%9', 'PCM1'])
})

test('a batch counts for its share of what the item is worth', async () => {
  book.write((given) => {
    const batchId = ensureBatch(given, {
      itemId: paracetamol.itemId,
      itemUid: paracetamol.itemUid,
      number: 'PCM2',
      expiry: null,
      mrpPaise: null,
      packFactor: 10,
    })
    postGoods(given, on('06'), [{ item: { ...paracetamol, batchId }, kind: 'opening', qtyMilli: 25_000, valuePaise: 1 }])
  })
  const { rows, sums } = await book.call('inventory.stock', { filter: 'para' })
  expect(rows.map((row: { batch: string; valuePaise: number }) => [row.batch, row.valuePaise])).toEqual([
    ['PCM2', 834],
    ['PCM1', 1667],
  ])
  expect(sums.valuePaise).toBe(2501)
})

test('what stock is worth is for those who may see cost', () => {
  const ask = { filter: '', offset: 0, limit: 10, sort: null, descending: false, asOn: null, today: on('21') }
  expect(stockReport(book.db, { ...ask, withValue: false }).sums?.valuePaise).toBeNull()
  expect(stockReport(book.db, { ...ask, withValue: true }).sums?.valuePaise).toBe(6500)
})

test('an item ledger runs from its opening; a cancelled bill shows both ways', async () => {
  const wrong = move(paracetamol, '2026-11-06', -10_000)
  book.write((given) => cancelGoods(given, wrong.documentId as number))
  const ask = { itemId: paracetamol.itemId, from: '2026-10-01', to: '2026-11-21' }
  const ledger = await book.call('inventory.itemLedger', ask)
  expect(ledger).toMatchObject({ openingMilli: 100_000, closingMilli: 50_000, total: 4 })
  expect(
    ledger.rows.map((row: { number: string; qtyMilli: number; balanceMilli: number }) => [
      row.number,
      row.qtyMilli,
      row.balanceMilli,
    ]),
  ).toEqual([
    ['SA/26-27/000001', -30_000, 70_000],
    ['SA/26-27/000002', -20_000, 50_000],
    ['SA/26-27/000003', -10_000, 40_000],
    ['SA/26-27/000003', 10_000, 50_000],
  ])
  expect(await book.call('inventory.itemLedger', { ...ask, from: '2026-11-06', offset: 1, limit: 1 })).toMatchObject({
    openingMilli: 50_000,
    rows: [{ qtyMilli: 10_000, balanceMilli: 50_000 }],
    total: 2,
  })
})

test('rows alone, then totals alone, say together what both say', async () => {
  const both = await book.call('inventory.stock', { limit: 1 })
  expect(await book.call('inventory.stock', { limit: 1, part: 'rows' })).toEqual({ rows: both.rows, total: 1, sums: null })
  expect(await book.call('inventory.stock', { limit: 1, part: 'totals' })).toEqual({ ...both, rows: [] })
})

test('a first page of stock follows the names and sorts only within an item', () => {
  const ask = { filter: '', offset: 0, limit: 10, sort: null, descending: false, asOn: null, today: on('21'), withValue: true }
  for (const query of [pageByName(ask), itemsAfter({ id: 3, name: 'Para' }, 64)]) {
    expect(plan(query)).toContain('item_by_name')
    expect(plan(query)).not.toMatch(/USE TEMP B-TREE FOR ORDER BY/)
  }
  expect(plan(itemsAfter({ id: 3, name: 'Para' }, 64))).toContain('SEARCH item')
})

test('stock as on a day reads the days of one month, an item ledger only its item', () => {
  const ask = {
    filter: '',
    offset: 0,
    limit: 10,
    sort: null,
    descending: false,
    asOn: on('10'),
    today: on('21'),
    withValue: true,
  }
  expect(plan(sortedStock(ask))).toContain('posting_by_date')
  expect(plan(sortedStock(ask))).not.toMatch(/SCAN (m|stock_move)\b/)
  // the page by name asks for its items only
  for (const query of [stockOfItems(ask, [1, 2]), standsOf(on('10'), [1, 2])]) {
    expect(plan(query)).toContain('stock_move_by_item')
    expect(plan(query)).not.toMatch(/SCAN (m|v|b|h|p|posting|stock_move|stock_month|stock_value|batch)\b/)
  }
  const ofItem = { itemId: paracetamol.itemId, from: on('01'), to: on('21') }
  for (const query of [movesOf({ ...ofItem, offset: 0, limit: 10 }), openingQty(ofItem)]) {
    expect(plan(query)).toContain('stock_move_by_item')
    expect(plan(query)).not.toMatch(/SCAN (m|s|b|stock_move|stock_month)\b/)
  }
})

test('a clerk sees stock and no cost', async () => {
  const person = book.connection.person as NonNullable<typeof book.connection.person>
  book.connection.person = { ...person, role: 'clerk' }
  expect((await book.call('inventory.stock', {})).sums).toEqual({ qtyMilli: 90_000, valuePaise: null })
})
