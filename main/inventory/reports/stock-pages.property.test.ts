import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type LocalDate, localDate } from '../../../shared/calendar.ts'
import { runs } from '../../../test-counts.ts'
import { pageInStretches, type StockAsk, sortedStock, stockReport } from './stock.ts'
import { shelf } from './test-shelf.ts'

const today = localDate('2026-11-21')
const begin = localDate('2026-09-01')
const at = shelf()
// two of one name: the order of their numbers decides
const goods = ['Beta', 'alpha', 'Alpha', 'gamma', 'Beta', 'delta', 'Omega'].flatMap((name, n) => {
  const first = at.item(name, { batch: `X${n}` })
  return n % 2 ? [first] : [first, at.batch(first, `Y${n}`, '2027-01-31')]
})

type Move = { goods: number; day: number; qty: number; back: boolean }
const moves = fc.array(
  fc.record({ goods: fc.nat(goods.length - 1), day: fc.nat(80), qty: fc.integer({ min: 1, max: 40 }), back: fc.boolean() }),
  { minLength: 4, maxLength: 12 },
)
const asks = fc.record({
  asOn: fc.option(
    fc.nat(81).map((days) => addDays(begin, days)),
    { nil: null },
  ),
  by: fc.constantFrom('batch' as const, 'item' as const, 'location' as const),
  first: fc.integer({ min: 1, max: 9 }),
  filter: fc.constantFrom('', 'a', 'bet', 'Y'),
})
const whole = (more: Partial<StockAsk>): StockAsk => ({
  filter: '',
  offset: 0,
  limit: 1000,
  sort: null,
  descending: false,
  asOn: null,
  today,
  withValue: true,
  ...more,
})

const live = new Map<number, number>()
/** Adds moves to the book: what comes in is worth something, nothing goes out that is not there today. */
function post(list: readonly Move[]): void {
  for (const { goods: n, day, qty, back } of [...list].sort((a, b) => a.day - b.day)) {
    const one = goods[n] as (typeof goods)[number]
    const held = live.get(n) ?? 0
    const out = back ? Math.min(held, qty) : 0
    const date: LocalDate = addDays(begin, day)
    if (out > 0) at.move(one, date, -out * 1000)
    else at.move(one, date, qty * 1000, { valuePaise: qty * 97 })
    live.set(n, held + (out > 0 ? -out : qty))
  }
}

const { db } = at.book
/** Pages by name beside all of the stock sorted, and the worth of rows beside the worth of the whole filter, which other SQL adds up. */
const agrees = (pages: typeof pageInStretches) =>
  fc.property(moves, fc.array(asks, { minLength: 6, maxLength: 6 }), (list, questions) => {
    post(list)
    for (const { first, ...asked } of questions) {
      const ask = whole(asked)
      const sorted = db.rows(sortedStock(ask))
      expect(pages(db, ask, first)).toEqual(sorted)
      expect(pages(db, { ...ask, offset: 2, limit: 3 }, first)).toEqual(sorted.slice(2, 5))
      const { rows, sums, total } = stockReport(db, whole({ ...asked, by: 'item', filter: asked.filter || 'a' }))
      expect(rows.length).toBe(total)
      expect(rows.reduce((sum, row) => sum + row.qtyMilli, 0)).toBe(sums?.qtyMilli)
      expect(rows.reduce((sum, row) => sum + (row.valuePaise ?? 0), 0)).toBe(sums?.valuePaise)
    }
  })

test('a page by name, stretch after stretch, is the same as all of the stock sorted; its rows are worth their totals', () => {
  fc.assert(agrees(pageInStretches), { numRuns: runs(6) })
})
test('the comparison can fail', () => {
  const dayLate: typeof pageInStretches = (reader, ask, first) =>
    pageInStretches(reader, { ...ask, asOn: ask.asOn && addDays(ask.asOn, 1) }, first)
  expect(fc.check(agrees(dayLate), { numRuns: 20 }).failed).toBe(true)
})
