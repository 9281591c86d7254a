import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { addDays, type LocalDate, localDate } from '../../../shared/calendar.ts'
import { type AgeBand, ageBand, ageBands, bandBegins } from '../../../shared/inventory/stock-classes.ts'
import type { Compilable } from '../../database/connection.ts'
import { type AgeingAsk, agedQty, cameByAge, heldItems, heldPage, oldestOf, receiptsOf } from './ageing.ts'
import { movesOfBatch } from './batch-history.ts'
import { everything, expiringPage, expiringWorth } from './expiring.ts'
import { onOrderQty, soldQty, unsaleableQty } from './item-stock.ts'
import { type LowAsk, lowCount, lowPage } from './low-stock.ts'
import { endings, type MovementAsk, movementFigures } from './movement.ts'
import { movesForRecall } from './recall.ts'
import { lastPurchases, reorderFacts } from './reorder.ts'
import { shelf } from './test-shelf.ts'

const today = localDate('2026-11-21')
let at: ReturnType<typeof shelf>
beforeAll(() => {
  at = shelf()
})
const plan = (query: Compilable<unknown>): string => {
  const compiled = query.compile()
  return at.book.db
    .rows({ compile: () => ({ ...compiled, sql: `explain query plan ${compiled.sql}` }) } as Compilable<{ detail: string }>)
    .map((row) => row.detail)
    .join('\n')
}

const days = { critical: 30, warning: 90, info: 180 }
const page = { filter: 'a', sort: null, descending: false, offset: 0, limit: 100, company: null }
const movement: MovementAsk = { ...page, days: 90, slowDays: 60, deadDays: 180, class: 'all', speed: 'all' }
const low: LowAsk = { ...page, beyond: 'low' }
const held: AgeingAsk = page
const reorder = {
  ...page,
  part: 'all',
  method: 'average',
  days: 30,
  coverDays: 15,
  leadDays: 3,
  formula: '',
  supplier: null,
  needed: true,
} as const

// ten years of moves are a million rows: none of these may walk through them
test.each([
  ['what expires, a page', expiringPage(everything, today, days), 'on_hand_by_expiry'],
  ['what expires, added up', expiringWorth({ ...everything, level: 'warning' }, today, days), 'on_hand_by_expiry'],
  ['the moves of a batch', movesOfBatch(1, null), 'stock_move_by_item'],
  ['the moves of a recall', movesForRecall(1), 'stock_move_by_item'],
  ['what was sold in the days', soldQty(today, 90), 'SEARCH item_sold_month USING PRIMARY KEY'],
  ['what cannot be sold', unsaleableQty(today), 'batch_blocked'],

  ['movement', movementFigures(movement, today), 'SEARCH item_sold_day USING PRIMARY KEY'],
  ['how items end', endings([1, 2]), 'batch_by_item'],
  ['what came in', receiptsOf([1, 2]), 'COVERING INDEX stock_move_in'],
  ['what came in, by age', cameByAge([1, 2], today), 'COVERING INDEX stock_move_in'],
  [
    'what came in of all',
    cameByAge(
      Array.from({ length: 1001 }, (_, n) => n),
      today,
    ),
    'COVERING INDEX stock_move_in',
  ],
  ['the last purchase', lastPurchases([1, 2]), 'SEARCH l USING PRIMARY KEY'],
  ['what is on order', onOrderQty, 'SEARCH d USING INTEGER PRIMARY KEY'],
  ['low stock, a page', lowPage(low, today), 'item_with_minimum'],
  ['low stock, counted', lowCount(low, today), 'item_with_minimum'],
  ['over stock', lowPage({ ...low, beyond: 'over' }, today), 'item_with_maximum'],
  ['ageing, a page by name', heldPage(held), 'item_by_name'],
  ['ageing, a page by value', heldPage({ ...held, sort: 'value' }), 'SEARCH i USING INTEGER PRIMARY KEY'],
  ['ageing, all items', heldItems(held), 'SEARCH i USING INTEGER PRIMARY KEY'],
  ['what to order', reorderFacts(reorder, today), 'SEARCH s USING INTEGER PRIMARY KEY'],
  ['what to order by minimum', reorderFacts({ ...reorder, method: 'minmax' }, today), 'item_with_minimum'],
])('%s is found by an index', (_what, query, index) => {
  expect(plan(query)).toContain(index)
  const whole =
    /SCAN (m|v|p|d|b|h|k|stock_move|stock_value|posting|document|batch|on_hand|item_sold_\w+)\b(?! USING INDEX batch_blocked)/
  expect(plan(query)).not.toMatch(whole)
})

// a page by name stops where the page ends: nothing is sorted
test('a page of ageing by name sorts nothing', () => {
  expect(plan(heldPage(held))).not.toContain('ORDER BY')
})

const receipts = fc.array(fc.record({ age: fc.integer({ min: 0, max: 900 }), qty: fc.integer({ min: 1, max: 1000 }) }), {
  maxLength: 12,
})
type Came = { date: LocalDate; qty: number }[]
type Aged = (left: number, came: Came) => { bands: Record<AgeBand, number>; oldest: LocalDate | null }
const sumsOf = (came: Came) =>
  Object.fromEntries(
    ageBands.map((band) => [band, came.reduce((sum, { date, qty }) => (ageBand(date, today) === band ? sum + qty : sum), 0)]),
  ) as Record<AgeBand, number>
const aged: Aged = (left, came) => ({ bands: agedQty(left, sumsOf(came)), oldest: oldestOf(left, [...came]) })

/** Piece by piece: what is left are the pieces that came last. */
const agrees = (tell: Aged) =>
  fc.property(receipts, fc.integer({ min: 1, max: 3000 }), (came, left) => {
    const dated = [...came].sort((a, b) => a.age - b.age).map(({ age, qty }) => ({ date: addDays(today, -age), qty }))
    const pieces = dated.flatMap(({ date, qty }) => Array.from({ length: qty }, () => date)).slice(0, left)
    const oldest = pieces.at(-1) ?? null
    const naive = Object.fromEntries(
      ageBands.map((band) => [band, pieces.filter((date) => ageBand(date, today) === band).length]),
    )
    const beyond = left - pieces.length
    const band = oldest ? ageBand(oldest, today) : 'older'
    naive[band] = (naive[band] ?? 0) + beyond
    const told = tell(left, [...dated].reverse())
    return told.oldest === oldest && ageBands.every((one) => told.bands[one] === naive[one])
  })
test('ageing agrees with counting piece by piece', () => {
  fc.assert(agrees(aged), { numRuns: 200 })
})
test('the comparison can fail', () => {
  const oldestLeft: Aged = (left, came) => ({ ...aged(left, came), bands: agedQty(left, { ...sumsOf(came), d30: 0 }) })
  expect(fc.check(agrees(oldestLeft)).failed).toBe(true)
  expect(fc.check(agrees((left, came) => aged(left + 1, came))).failed).toBe(true)
})
test('the days of an age begin where it says', () => {
  for (const [at, { band, from }] of bandBegins(today).entries()) {
    expect(ageBand(from, today)).toBe(band)
    expect(ageBand(addDays(from, -1), today)).toBe(ageBands[at + 1])
  }
})
