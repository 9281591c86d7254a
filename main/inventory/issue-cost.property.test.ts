import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CostLayer, Posting } from '../../shared/accounts/posting.ts'
import { addDays, type LocalDate, localDate } from '../../shared/calendar.ts'
import { runs } from '../../test-counts.ts'
import { change } from '../company/records.ts'
import { text } from '../database/connection.ts'
import type { Writing } from '../given.ts'
import { type TestBook, testBook } from '../test-book.ts'
import type { CostMethod } from './cost.ts'
import { addToReceipt, cancelGoods, postGoods, type StockedItem, stockItem } from './hand-made.ts'
import { costEntry } from './issue-cost.ts'
import { retell, type Told } from './retell.ts'

// --- the cases ---------------------------------------------------------------------------------------------------

type Action =
  | { do: 'receive'; day: number; qty: number; value: number }
  | { do: 'issue'; day: number; qty: number; lines: number }
  | { do: 'return'; which: number; days: number; part: number }
  | { do: 'cancel'; which: number }
  | { do: 'landed'; which: number; value: number }
  | { do: 'lock'; day: number }

const day = fc.integer({ min: 0, max: 12 })
const whole = fc.integer({ min: 1, max: 30 }).map((n) => n * 1000)
const qty = fc.oneof(whole, fc.integer({ min: 1, max: 9999 }))
const receive = fc.record({ do: fc.constant('receive' as const), day, qty, value: fc.integer({ min: 0, max: 30_000 }) })
const issue = fc.record({ do: fc.constant('issue' as const), day, qty, lines: fc.integer({ min: 1, max: 2 }) })
const giveBack = fc.record({
  do: fc.constant('return' as const),
  which: fc.nat(20),
  days: fc.integer({ min: 0, max: 5 }),
  part: fc.integer({ min: 1, max: 4 }),
})
const cancel = fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) })
const landed = fc.record({ do: fc.constant('landed' as const), which: fc.nat(20), value: fc.integer({ min: 1, max: 900 }) })
const lock = fc.record({ do: fc.constant('lock' as const), day: fc.integer({ min: 0, max: 9 }) })
const common = [
  { arbitrary: receive, weight: 4 },
  { arbitrary: issue, weight: 6 },
  { arbitrary: giveBack, weight: 2 },
  { arbitrary: cancel, weight: 2 },
  { arbitrary: landed, weight: 1 },
]
const open = fc.array(fc.oneof(...common), { minLength: 1, maxLength: 14 })
const withLocks = fc.array(fc.oneof(...common, { arbitrary: lock, weight: 1 }), { minLength: 3, maxLength: 14 })
const method = fc.constantFrom<CostMethod>('fifo', 'average')

const first = localDate('2026-11-01')
const onDay = (n: number) => addDays(first, n)

type Costing = (given: Writing, documents: readonly Posting[]) => { postings: Posting[]; layers: CostLayer[] }
type Kept = {
  kind: 'receive' | 'issue' | 'return' | 'landed'
  documentId: number
  date: LocalDate
  moves: { id: number; qty: number }[]
  of: number | null
  alive: boolean
  left: number[]
}

/** One item's history, acted out through the writer of the books. */
function stage(book: TestBook, costing: Costing) {
  const item: StockedItem = book.write((given) => stockItem(given))
  const kept: Kept[] = []
  let locked = -1
  const open = (date: LocalDate) => date > onDay(locked)
  const keep = (
    kind: Kept['kind'],
    date: LocalDate,
    done: { documentId: number | null; moveIds: number[] },
    quantities: number[],
    of: number | null = null,
  ) =>
    kept.push({
      kind,
      documentId: done.documentId as number,
      date,
      moves: done.moveIds.map((id, n) => ({ id, qty: quantities[n] as number })),
      of,
      alive: true,
      left: quantities.map((n) => -n),
    })
  const pick = (which: number, kind?: Kept['kind']) => {
    const able = kept.filter((one) => one.alive && (kind === undefined || one.kind === kind))
    return able.length ? able[which % able.length] : undefined
  }
  const act = (action: Action) => {
    switch (action.do) {
      case 'receive': {
        const date = onDay(action.day)
        if (open(date))
          keep(
            'receive',
            date,
            book.write((given) =>
              postGoods(given, date, [{ item, kind: 'opening', qtyMilli: action.qty, valuePaise: action.value }], costing),
            ),
            [action.qty],
          )
        return
      }
      case 'issue': {
        const date = onDay(action.day)
        const lines = Array.from({ length: action.lines }, () => ({ item, kind: 'sale' as const, qtyMilli: -action.qty }))
        if (open(date))
          keep(
            'issue',
            date,
            book.write((given) => postGoods(given, date, lines, costing)),
            lines.map((line) => line.qtyMilli),
          )
        return
      }
      case 'return': {
        const of = pick(action.which, 'issue')
        const back = of ? Math.ceil((of.left[0] ?? 0) / action.part) : 0
        if (!of || back <= 0) return
        const date = addDays(of.date, action.days)
        if (!open(date)) return
        of.left[0] = (of.left[0] ?? 0) - back
        keep(
          'return',
          date,
          book.write((given) =>
            postGoods(given, date, [{ item, kind: 'sale-return', qtyMilli: back, ofMove: of.moves[0]?.id as number }], costing),
          ),
          [back],
          kept.indexOf(of),
        )
        return
      }
      case 'cancel': {
        const one = pick(action.which)
        if (!one || !open(one.date) || one.kind === 'landed') return
        if (kept.some((other) => other.alive && other.of === kept.indexOf(one))) return
        book.write((given) => cancelGoods(given, one.documentId, costing))
        one.alive = false
        const of = kept[one.of ?? -1]
        if (of) of.left[0] = (of.left[0] ?? 0) + (one.moves[0]?.qty ?? 0)
        return
      }
      case 'landed': {
        const one = pick(action.which, 'receive')
        if (!one || !open(one.date)) return
        const move = one.moves[0] as { id: number }
        keep(
          'landed',
          one.date,
          book.write((given) =>
            addToReceipt(given, { itemId: item.itemId, moveId: move.id, date: one.date, amountPaise: action.value }, costing),
          ),
          [],
          kept.indexOf(one),
        )
        return
      }
      case 'lock': {
        locked = Math.max(locked, action.day)
        book.write((given) =>
          change(given, [{ insert: 'period_lock', row: { kinds: 'all', role: 'all', upto: onDay(locked) } }], {
            entity: 'period_lock',
          }),
        )
      }
    }
  }
  return { item, act, lockedUpto: () => onDay(locked) }
}

type Row = {
  id: number
  date: string
  qty: number
  kind: string
  of_move: number | null
  posting_kind: string
  brought: number | null
}

function story(book: TestBook, itemId: number): Told[] {
  const rows = book.db.rows(text<Row>`
    select m.id, m.date, m.qty, m.kind, m.of_move, p.kind as posting_kind,
      (select sum(amount) from stock_value v where v.move_id = m.id and v.kind in ('receipt', 'landed')) as brought
    from stock_move m join posting p on p.id = m.posting_id where m.item_id = ${itemId}`)
  const gone = new Set(rows.filter((row) => row.posting_kind === 'mirror').flatMap((row) => [row.id, row.of_move]))
  return rows
    .filter((row) => !gone.has(row.id))
    .map((row) => ({
      id: row.id,
      date: row.date,
      qty: row.qty,
      brings: row.kind === 'opening' ? (row.brought ?? 0) : null,
      of: row.of_move,
    }))
}

/** The law of the cost of stock, on every date. */
function check(book: TestBook, itemId: number, method: CostMethod, lockedUpto: LocalDate): void {
  const ties = book.db.rows(text<{ date: string; off: number }>`
    select date, sum(amount) as off from (select date, amount from stock_value union all
      select p.date, -l.amount from ledger_line l join posting p on p.id = l.posting_id join account a on a.id = l.account_id where a.kind = 'inventory')
    group by date having sum(amount) <> 0`)
  expect(ties).toEqual([])

  const told = story(book, itemId)
  const worth = retell(method, told)
  const booked = book.db.rows(
    text<{
      date: string
      amount: number
    }>`select date, sum(amount) as amount from stock_value where item_id = ${itemId} group by date`,
  )
  for (let date = addDays(lockedUpto, 1); date <= onDay(20); date = addDays(date, 1)) {
    const value = booked.filter((row) => row.date <= date).reduce((sum, row) => sum + row.amount, 0)
    const until = told.filter((move) => move.date <= date)
    const expected = until.reduce((sum, move) => sum + (worth.get(move.id) ?? 0), 0)
    expect({ date, value }).toEqual({ date, value: expected })
    if (until.reduce((sum, move) => sum + move.qty, 0) === 0) expect({ date, value }).toEqual({ date, value: 0 })
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

function holds(actions: readonly Action[], costMethod: CostMethod, costing: Costing = costEntry): void {
  const book = testBook({ costMethod })
  try {
    const { item, act, lockedUpto } = stage(book, costing)
    for (const action of actions) act(action)
    check(book, item.itemId, costMethod, lockedUpto())
  } finally {
    book.close()
  }
}

test('back-dates, returns, cancels, landed cost and negative stock: value = account on every date, and = a fresh reckoning', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(open, method, (actions, how) => holds(actions, how)),
    { numRuns: runs(120) },
  )
})

test('with locks: value = account on every date, and = a fresh reckoning on every open one', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(withLocks, method, (actions, how) => holds(actions, how)),
    { numRuns: runs(80) },
  )
})

test.each<[string, Costing]>([
  [
    'corrections forgotten',
    (given, documents) => {
      const entry = costEntry(given, documents)
      return { ...entry, postings: entry.postings.filter((posting) => posting.kind !== 'revalue') }
    },
  ],
  ['layers never updated', (given, documents) => ({ ...costEntry(given, documents), layers: [] })],
  [
    'corrections dated the day they were found',
    (given, documents) => {
      const entry = costEntry(given, documents)
      return {
        ...entry,
        postings: entry.postings.map((posting) => (posting.kind === 'revalue' ? { ...posting, date: onDay(20) } : posting)),
      }
    },
  ],
])('the property can fail: %s', { timeout: 120_000 }, (_, faulty) => {
  const result = fc.check(
    fc.property(open, method, (actions, how) => holds(actions, how, faulty)),
    { numRuns: 150, endOnFailure: true },
  )
  expect(result.failed).toBe(true)
})
