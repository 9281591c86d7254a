import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type LocalDate } from '../../shared/calendar.ts'
import { count, runs } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { type TestBook, testBook } from '../test-book.ts'
import type { CostMethod, CostPool, MethodPeriod } from './cost.ts'
import { costEntry } from './issue-cost.ts'
import { type Bounds, usualBounds } from './replay.ts'
import { valuesOf } from './reports/on-day.ts'
import { retell, type Told } from './retell.ts'
import { type Action, type Costing, onDay, settleAll, stage, story } from './test-stage.ts'

const longest = count(120_000, 7_200_000)

const day = fc.integer({ min: 0, max: 12 })
const whole = fc.integer({ min: 1, max: 30 }).map((n) => n * 1000)
const qty = fc.oneof(whole, fc.integer({ min: 1, max: 9999 }))
const batch = fc.nat(1)
const receive = fc.record({ do: fc.constant('receive' as const), day, batch, qty, value: fc.integer({ min: 0, max: 30_000 }) })
const issue = fc.record({ do: fc.constant('issue' as const), day, batch, qty, lines: fc.integer({ min: 1, max: 2 }) })
const giveBack = fc.record({
  do: fc.constant('return' as const),
  which: fc.nat(20),
  days: fc.integer({ min: 0, max: 5 }),
  part: fc.integer({ min: 1, max: 4 }),
})
const cancel = fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) })
const landed = fc.record({
  do: fc.constant('landed' as const),
  which: fc.nat(20),
  value: fc.integer({ min: 1, max: 900 }),
  later: fc.nat(4),
})
const lock = fc.record({ do: fc.constant('lock' as const), day: fc.integer({ min: 0, max: 9 }) })
const toMethod = fc.record({ do: fc.constant('method' as const), to: fc.constantFrom<CostMethod>('fifo', 'lifo', 'average') })
const toPool = fc.record({ do: fc.constant('pool' as const), to: fc.constantFrom<CostPool>('item', 'batch') })
const settle = fc.record({ do: fc.constant('settle' as const), moves: fc.integer({ min: 1, max: 9 }) })
const common = [
  { arbitrary: receive, weight: 4 },
  { arbitrary: issue, weight: 6 },
  { arbitrary: giveBack, weight: 2 },
  { arbitrary: cancel, weight: 2 },
  { arbitrary: landed, weight: 2 },
]
const open = fc.array(fc.oneof(...common), { minLength: 1, maxLength: 14 })
const withLocks = fc.array(fc.oneof(...common, { arbitrary: lock, weight: 1 }), { minLength: 3, maxLength: 14 })
const withMethods = fc.array(
  fc.oneof(
    ...common,
    { arbitrary: toMethod, weight: 1 },
    { arbitrary: toPool, weight: 1 },
    { arbitrary: settle, weight: 1 },
    { arbitrary: lock, weight: 1 },
  ),
  {
    minLength: 3,
    maxLength: 16,
  },
)
type Way = { method: CostMethod; pool: CostPool }
const way: fc.Arbitrary<Way> = fc.record({
  method: fc.constantFrom<CostMethod>('fifo', 'lifo', 'average'),
  pool: fc.constantFrom<CostPool>('item', 'batch'),
})

function tied(book: TestBook): void {
  const ties = book.db.rows(text<{ date: string; off: number }>`
    select date, sum(amount) as off from (select date, amount from stock_value union all
      select p.date, -l.amount from ledger_line l join posting p on p.id = l.posting_id join account a on a.id = l.account_id where a.kind = 'inventory')
    group by date having sum(amount) <> 0`)
  expect(ties).toEqual([])
}

/** What the lists of stock say an item is worth on a day, found by the item alone. */
const worthOf = (book: TestBook, itemId: number, date: LocalDate): number =>
  book.db
    .rows(text<{ value: number }>`select value from (${valuesOf(date, [itemId])})`)
    .reduce((sum, { value }) => sum + value, 0)

/** True when every pool is empty: a batch costed by itself may be short while another stands for as much. */
function nothingLeft(moves: readonly Told[], periods: readonly MethodPeriod[]): boolean {
  const byBatch = periods.some(({ pool }) => pool === 'batch')
  const left = new Map<number, number>()
  for (const { batch, qty } of moves) left.set(byBatch ? batch : 0, (left.get(byBatch ? batch : 0) ?? 0) + qty)
  return [...left.values()].every((qty) => qty === 0)
}

function check(book: TestBook, itemId: number, periods: readonly MethodPeriod[], lockedUpto: LocalDate): void {
  tied(book)
  const told = story(book, itemId)
  const { worth, changes } = retell(periods, told)
  const booked = book.db.rows(
    text<{
      date: string
      amount: number
    }>`select date, sum(amount) as amount from stock_value where item_id = ${itemId} group by date`,
  )
  for (let date = addDays(lockedUpto, 1); date <= onDay(18); date = addDays(date, 1)) {
    const value = booked.filter((row) => row.date <= date).reduce((sum, row) => sum + row.amount, 0)
    const until = told.filter((move) => move.date <= date)
    const expected =
      until.reduce((sum, move) => sum + (worth.get(move.id) ?? 0), 0) +
      changes.reduce((sum, change) => (change.from <= date ? sum + change.value : sum), 0)
    expect({ date, value }).toEqual({ date, value: expected })
    // where it can change: on days with entries, and where a month is added up
    if (date.endsWith('-01') || booked.some((row) => row.date === date))
      expect({ date, value: worthOf(book, itemId, date) }).toEqual({ date, value })
    if (nothingLeft(until, periods)) expect({ date, value }).toEqual({ date, value: 0 })
  }
  const left = book.db.must(
    text<{
      qty: number
      value: number
    }>`select coalesce(sum(qty_left), 0) as qty, coalesce(sum(value_left), 0) as value from cost_layer where item_id = ${itemId}`,
  )
  expect(left).toEqual({
    qty: told.reduce((sum, move) => sum + move.qty, 0),
    value: booked.reduce((sum, row) => sum + row.amount, 0),
  })
}

const small: Bounds = { mostInPosting: 4, checkpointEvery: 1 }

function holds(
  actions: readonly Action[],
  founded: Way,
  { costing = costEntry, bounds = usualBounds, blind = false }: { costing?: Costing; bounds?: Bounds; blind?: boolean } = {},
): void {
  const book = testBook({ costMethod: founded.method, booksBegin: '2026-03-01', today: '2026-06-30' })
  try {
    const within: Costing = (given, documents) => costing(given, documents, bounds)
    const { item, act, periods, lockedUpto } = stage(book, within, founded, bounds)
    for (const action of actions) {
      act(action)
      tied(book)
    }
    settleAll(book, 2, bounds)
    check(book, item.itemId, blind ? periods.slice(0, 1) : periods, lockedUpto())
  } finally {
    book.close()
  }
}

test('back-dates, returns, cancels, landed cost and negative stock: value = account on every date, and = a fresh reckoning', {
  timeout: longest,
}, () => {
  fc.assert(
    fc.property(open, way, (actions, how) => holds(actions, how)),
    { numRuns: runs(30) },
  )
})

test('with locks: value = account on every date, and = a fresh reckoning on every open one', { timeout: longest }, () => {
  fc.assert(
    fc.property(withLocks, way, (actions, how) => holds(actions, how)),
    { numRuns: runs(30) },
  )
})

test('with changes of method: the difference stands on the 1 April, and what follows goes by the new method', {
  timeout: longest,
}, () => {
  fc.assert(
    fc.property(withMethods, way, (actions, how) => holds(actions, how)),
    { numRuns: runs(30) },
  )
})

test('settled in slices and from kept months it comes to the same', { timeout: longest }, () => {
  fc.assert(
    fc.property(withMethods, way, (actions, how) => holds(actions, how, { bounds: small })),
    { numRuns: runs(30) },
  )
})

test.each<[string, Costing, Bounds?]>([
  [
    'corrections forgotten',
    (given, documents, bounds) => {
      const entry = costEntry(given, documents, bounds)
      return { ...entry, postings: entry.postings.filter((posting) => posting.kind !== 'revalue') }
    },
  ],
  ['layers never updated', (given, documents, bounds) => ({ ...costEntry(given, documents, bounds), layers: [] })],
  [
    'corrections dated the day they were found',
    (given, documents, bounds) => {
      const entry = costEntry(given, documents, bounds)
      return {
        ...entry,
        postings: entry.postings.map((posting) => (posting.kind === 'revalue' ? { ...posting, date: onDay(17) } : posting)),
      }
    },
  ],
  [
    'months kept that a back-dated document has changed',
    (given, documents, bounds) => {
      const kept = given.tx.rows(text<{ item_id: number; month: string; layers_json: string }>`select * from cost_checkpoint`)
      const entry = costEntry(given, documents, bounds)
      for (const { item_id, month, layers_json } of kept)
        given.tx.run(text`insert or replace into cost_checkpoint values (${item_id}, ${month}, ${layers_json})`)
      return entry
    },
    { mostInPosting: 1000, checkpointEvery: 1 },
  ],
])('the property can fail: %s', { timeout: longest }, (_, faulty, bounds = usualBounds) => {
  const result = fc.check(
    fc.property(withMethods, way, (actions, how) => holds(actions, how, { costing: faulty, bounds })),
    { numRuns: 150, endOnFailure: true },
  )
  expect(result.failed).toBe(true)
})

test('the property can fail: a change of method goes unseen', { timeout: longest }, () => {
  const result = fc.check(
    fc.property(withMethods, way, (actions, how) => holds(actions, how, { blind: true })),
    { numRuns: 150, endOnFailure: true },
  )
  expect(result.failed).toBe(true)
})
