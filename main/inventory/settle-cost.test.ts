import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, localDate } from '../../shared/calendar.ts'
import { sql, text } from '../database/connection.ts'
import { reopenTestBook, type TestBook, testBook } from '../test-book.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'
import { assertCostSettled, keepCostSettled } from './keep-settled.ts'
import { settlingItems } from './recost-store.ts'
import { costState } from './reports/valuation.ts'

let folder: string
let book: TestBook
let item: StockedItem
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-settle-'))
  book = testBook({ file: join(folder, 'book.bahi') })
  book.sqlite.pragma('synchronous = OFF')
  item = book.write((given) => stockItem(given))
})
afterEach(() => {
  book.close()
  rmSync(folder, { recursive: true, force: true })
})

const first = localDate('2026-04-02')
const buy = (date: string, qty: number, valuePaise: number) =>
  book.write((given) => postGoods(given, localDate(date), [{ item, kind: 'purchase', qtyMilli: qty * 1000, valuePaise }]))
/** Twelve issues of one on each of so many days. */
const sellDaily = (days: number) =>
  book.write((given) => {
    const dozen = Array.from({ length: 12 }, () => ({ item, kind: 'sale' as const, qtyMilli: -1000 }))
    for (let day = 0; day < days; day++) postGoods(given, addDays(first, day), dozen)
  })
const costOf = (db = book.db) =>
  db.must(text<{ amount: number }>`select coalesce(sum(amount), 0) as amount from stock_value where kind in ('issue', 'revalue')`)
    .amount
const settle = () => book.call('inventory.settleCost', {})
const doctor = async () => (await book.call('accounts.doctor', {})).findings

test('up to 2,000 moves are valued in the posting; beyond that the posting stands and the rest is settled in slices', {
  timeout: 60_000,
}, async () => {
  buy('2026-04-01', 2500, 250_000)
  sellDaily(170)
  expect(costOf()).toBe(-204_000)
  // 2,040 issues lie after this purchase: it stands at once, and nothing later is valued yet
  buy('2026-04-01', 100, 1_000)
  expect(settlingItems(book.db)).toBe(1)
  expect(costOf()).toBe(-204_000)
  expect(costState(book.db, { asOn: null, today: localDate('2026-11-21'), withValue: true })).toMatchObject({
    settling: 1,
    ties: true,
  })
  // at the counter it goes on meanwhile
  book.write((given) => postGoods(given, given.today, [{ item, kind: 'sale', qtyMilli: -1000 }]))
  await settle()
  expect(settlingItems(book.db)).toBe(0)
  // FIFO by id within the day: the second receipt of 1 April comes after the first, which suffices
  expect(costOf()).toBe(-204_100)
  expect(await doctor()).toEqual([])
  // the months it passed are kept, and a change in the last month starts from there
  expect(book.db.must(text<{ n: number }>`select count(*) as n from cost_checkpoint`).n).toBeGreaterThan(3)
  buy('2026-09-10', 10, 90_000)
  expect(settlingItems(book.db)).toBe(0)
  expect(await doctor()).toEqual([])
})

test('a dearer receipt before all of them changes every issue, each on its own day', { timeout: 60_000 }, async () => {
  buy('2026-04-02', 2500, 250_000)
  sellDaily(170)
  buy('2026-04-01', 2500, 500_000)
  await settle()
  expect(costOf()).toBe(-408_000)
  const wrong = book.db.rows(
    text<{
      id: number
    }>`select v.move_id as id from stock_value v join stock_move m on m.id = v.move_id where v.kind = 'revalue' and v.date <> m.date`,
  )
  expect(wrong).toEqual([])
  expect(await doctor()).toEqual([])
})

test('ended in the middle it goes on when the book is open again, and a document in between is not lost', {
  timeout: 60_000,
}, async () => {
  buy('2026-04-02', 2500, 250_000)
  sellDaily(170)
  buy('2026-04-01', 2500, 500_000)
  for (let slice = 0; slice < 4; slice++) await book.call('inventory.settleCostSlice', { moves: 300 })
  const half = costOf()
  expect(half).toBeLessThan(-204_000)
  expect(half).toBeGreaterThan(-408_000)
  book.close()
  book = reopenTestBook(join(folder, 'book.bahi'), '2026-11-21')
  expect(settlingItems(book.db)).toBe(1)
  expect(costOf()).toBe(half)
  // before where it has come to, and after
  book.write((given) => postGoods(given, localDate('2026-04-10'), [{ item, kind: 'sale', qtyMilli: -2000 }]))
  book.write((given) => postGoods(given, localDate('2026-11-20'), [{ item, kind: 'sale', qtyMilli: -1000 }]))
  await settle()
  expect(costOf()).toBe(-408_600)
  expect(await doctor()).toEqual([])
})

test('days that are being settled cannot be locked', { timeout: 60_000 }, async () => {
  buy('2026-04-02', 2500, 250_000)
  sellDaily(170)
  buy('2026-04-05', 10, 90_000)
  const before = book.db.rows(sql.selectFrom('period_lock').selectAll())
  expect(await book.ask('company.lockPeriod', { upto: '2026-04-30', reason: 'filed' })).toMatchObject({
    ok: false,
    refusal: { code: 'inventory/cost-settling', field: 'upto', details: { items: 1 } },
  })
  expect(book.db.rows(sql.selectFrom('period_lock').selectAll())).toEqual(before)
  expect(await book.ask('company.lockPeriod', { upto: '2026-04-03', reason: 'filed' })).toMatchObject({ ok: true })
  await settle()
  expect(() => book.write((given) => assertCostSettled(given, localDate('2026-04-30')))).not.toThrow()
  expect(await book.ask('company.lockPeriod', { upto: '2026-04-30', reason: 'filed' })).toMatchObject({ ok: true })
})

test('an open book settles by itself, and stops when it is told to', { timeout: 60_000 }, async () => {
  buy('2026-04-02', 2500, 250_000)
  sellDaily(170)
  buy('2026-04-01', 2500, 500_000)
  const told: string[][] = []
  const stop = keepCostSettled({ ...book.host, changed: (rooms) => void told.push([...rooms]) })
  await expect.poll(() => settlingItems(book.db), { timeout: 30_000 }).toBe(0)
  expect(costOf()).toBe(-408_000)
  await expect.poll(() => told.at(-1)).toEqual(['inventory', 'accounts'])
  stop()
  expect(await doctor()).toEqual([])
})
