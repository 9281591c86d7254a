import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { addDays, localDate } from '../../../shared/calendar.ts'
import { ageBand, ageBands } from '../../../shared/inventory/stock-classes.ts'
import type { Compilable } from '../../database/connection.ts'
import { agedQty, receiptsOf } from './ageing.ts'
import { movesOfBatch } from './batch-history.ts'
import { expiringUntil } from './expiring.ts'
import { onOrderQty, soldQty } from './item-stock.ts'
import { daysOf, soldCost } from './movement.ts'
import { movesForRecall } from './recall.ts'
import { lastPurchases } from './reorder.ts'
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

// ten years of moves are a million rows: none of these may walk through them
test.each([
  ['what expires', expiringUntil(today), 'stock_move_in'],
  ['the moves of a batch', movesOfBatch(1, null), 'stock_move_by_item'],
  ['the moves of a recall', movesForRecall(1), 'stock_move_by_item'],
  ['what was sold in the days', soldQty(today, 90), 'posting_by_date'],
  ['what the sold cost', soldCost(today, 90), 'posting_by_date'],
  ['last sold, first came', daysOf([1, 2]), 'stock_move_sold'],
  ['what came in', receiptsOf([1, 2]), 'COVERING INDEX stock_move_in'],
  ['the last purchase', lastPurchases([1, 2]), 'COVERING INDEX stock_move_in'],
  ['what is on order', onOrderQty, 'document_by_date'],
])('%s is found by an index', (_what, query, index) => {
  expect(plan(query)).toContain(index)
  expect(plan(query)).not.toMatch(/SCAN (m|v|p|d|b|stock_move|stock_value|posting|document|batch)\b/)
})

const receipts = fc.array(fc.record({ age: fc.integer({ min: 0, max: 900 }), qty: fc.integer({ min: 1, max: 1000 }) }), {
  maxLength: 12,
})
type Aged = typeof agedQty

/** Piece by piece: what is left are the pieces that came last. */
const agrees = (aged: Aged) =>
  fc.property(receipts, fc.integer({ min: 0, max: 3000 }), (came, left) => {
    const dated = [...came].sort((a, b) => a.age - b.age).map(({ age, qty }) => ({ date: addDays(today, -age), qty }))
    const pieces = dated.flatMap(({ date, qty }) => Array.from({ length: qty }, () => date)).slice(0, left)
    const oldest = pieces.at(-1)
    const naive = Object.fromEntries(
      ageBands.map((band) => [band, pieces.filter((date) => ageBand(date, today) === band).length]),
    )
    const beyond = left - pieces.length
    const band = oldest ? ageBand(oldest, today) : 'older'
    naive[band] = (naive[band] ?? 0) + beyond
    const { bands } = aged(left, dated, today)
    return ageBands.every((one) => bands[one] === naive[one])
  })
test('ageing agrees with counting piece by piece', () => {
  fc.assert(agrees(agedQty), { numRuns: 200 })
})
test('the comparison can fail', () => {
  expect(fc.check(agrees((left, came, day) => agedQty(left, [...came].reverse(), day))).failed).toBe(true)
})
