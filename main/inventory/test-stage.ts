import type { CostLayer, Posting } from '../../shared/accounts/posting.ts'
import { addDays, type LocalDate, localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { change } from '../company/records.ts'
import { text } from '../database/connection.ts'
import type { Writing } from '../given.ts'
import type { TestBook } from '../test-book.ts'
import { ensureBatch } from './batch-store.ts'
import { changeCostMethod, changeCostPool } from './change-method.ts'
import type { CostMethod, CostPool, MethodPeriod } from './cost.ts'
import { addToReceipt, cancelGoods, postGoods, type StockedItem, stockItem } from './hand-made.ts'
import type { Bounds } from './replay.ts'
import type { Told } from './retell.ts'
import { settleSlice } from './settle-cost.ts'

/** Histories of an item acted out through the writer of the books, for the property tests of the cost of stock. */

export type Action =
  | { do: 'receive'; day: number; batch: number; qty: number; value: number }
  | { do: 'issue'; day: number; batch: number; qty: number; lines: number }
  | { do: 'return'; which: number; days: number; part: number }
  | { do: 'cancel'; which: number }
  | { do: 'landed'; which: number; value: number; later: number }
  | { do: 'lock'; day: number }
  | { do: 'method'; to: CostMethod }
  | { do: 'pool'; to: CostPool }
  | { do: 'settle'; moves: number }

// four days apart from the end of March: over three months and one change of year
const first = localDate('2026-03-24')
export const onDay = (n: number) => addDays(first, n * 4)
export const yearDay = localDate('2026-04-01')

export type Costing = (
  given: Writing,
  documents: readonly Posting[],
  bounds?: Bounds,
) => { postings: Posting[]; layers: CostLayer[] }
type Kept = {
  kind: 'receive' | 'issue' | 'return' | 'landed'
  documentId: number
  date: LocalDate
  moves: { id: number; qty: number }[]
  batch: number
  of: number | null
  alive: boolean
  left: number[]
}

const founding = localDate('2026-03-01')
const otherBatch = (given: Writing, { itemId, itemUid }: StockedItem): number =>
  ensureBatch(given, { itemId, itemUid, number: 'B2', expiry: localDate('2028-09-30'), mrpPaise: paise(12_000), packFactor: 10 })

/** One item's history, acted out through the writer of the books. */
export function stage(book: TestBook, costing: Costing, founded: { method: CostMethod; pool: CostPool }, bounds: Bounds) {
  const item: StockedItem = book.write((given) => {
    const row = { subject_type: 'firm', subject_id: 1, name: 'cost-pool', from_date: founding, value: founded.pool }
    change(given, [{ insert: 'dated_fact', row }], { entity: 'firm' })
    return stockItem(given)
  })
  const other = book.write((given) => ({ ...item, batchId: otherBatch(given, item) }))
  const batches = [item, other]
  const of = (batch: number) => batches[batch % 2] as StockedItem
  const periods: MethodPeriod[] = [{ from: '', ...founded }]
  const kept: Kept[] = []
  let locked = -1
  const open = (date: LocalDate) => date > onDay(locked)
  const keep = (
    kind: Kept['kind'],
    date: LocalDate,
    done: { documentId: number | null; moveIds: number[] },
    quantities: number[],
    { batch, of = null }: { batch: number; of?: number | null },
  ) =>
    kept.push({
      kind,
      documentId: done.documentId as number,
      date,
      moves: done.moveIds.map((id, n) => ({ id, qty: quantities[n] as number })),
      batch,
      of,
      alive: true,
      left: quantities.map((n) => -n),
    })
  const pick = (which: number, kind?: Kept['kind']) => {
    const able = kept.filter((one) => one.alive && (kind === undefined || one.kind === kind))
    return able.length ? able[which % able.length] : undefined
  }
  const now = () => periods.at(-1) as MethodPeriod
  const turnTo = (way: { method: CostMethod; pool: CostPool }) => {
    periods.splice(1)
    if (way.method !== founded.method || way.pool !== founded.pool) periods.push({ from: yearDay, ...way })
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
              postGoods(
                given,
                date,
                [{ item: of(action.batch), kind: 'opening', qtyMilli: action.qty, valuePaise: action.value }],
                costing,
              ),
            ),
            [action.qty],
            action,
          )
        return
      }
      case 'issue': {
        const date = onDay(action.day)
        const lines = Array.from({ length: action.lines }, (_, line) => ({
          item: of(action.batch + line),
          kind: 'sale' as const,
          qtyMilli: -action.qty,
        }))
        if (open(date))
          keep(
            'issue',
            date,
            book.write((given) => postGoods(given, date, lines, costing)),
            lines.map((line) => line.qtyMilli),
            action,
          )
        return
      }
      case 'return': {
        const sold = pick(action.which, 'issue')
        const back = sold ? Math.ceil((sold.left[0] ?? 0) / action.part) : 0
        if (!sold || back <= 0) return
        const date = addDays(sold.date, action.days)
        if (!open(date)) return
        sold.left[0] = (sold.left[0] ?? 0) - back
        keep(
          'return',
          date,
          book.write((given) =>
            postGoods(
              given,
              date,
              [{ item: of(sold.batch), kind: 'sale-return', qtyMilli: back, ofMove: sold.moves[0]?.id as number }],
              costing,
            ),
          ),
          [back],
          { batch: sold.batch, of: kept.indexOf(sold) },
        )
        return
      }
      case 'cancel': {
        const one = pick(action.which)
        if (!one || !open(one.date)) return
        if (kept.some((other) => other.alive && other.of === kept.indexOf(one))) return
        book.write((given) => cancelGoods(given, one.documentId, costing))
        one.alive = false
        const sold = kept[one.of ?? -1]
        if (sold) sold.left[0] = (sold.left[0] ?? 0) + (one.moves[0]?.qty ?? 0)
        return
      }
      case 'landed': {
        const one = pick(action.which, 'receive')
        if (!one) return
        const date = addDays(one.date, action.later * 4)
        if (!open(date)) return
        const move = one.moves[0] as { id: number }
        keep(
          'landed',
          date,
          book.write((given) =>
            addToReceipt(given, { itemId: item.itemId, moveId: move.id, date, amountPaise: action.value }, costing),
          ),
          [],
          { batch: one.batch, of: kept.indexOf(one) },
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
        return
      }
      case 'method': {
        settleAll(book, 3, bounds)
        if (!open(yearDay) || action.to === now().method) return
        book.write((given) => changeCostMethod(given, { method: action.to, from: yearDay, reason: 'as decided' }))
        turnTo({ method: action.to, pool: now().pool })
        return
      }
      case 'pool': {
        settleAll(book, 3, bounds)
        if (!open(yearDay) || action.to === now().pool) return
        book.write((given) => changeCostPool(given, { pool: action.to, from: yearDay, reason: 'as decided' }))
        turnTo({ method: now().method, pool: action.to })
        return
      }
      case 'settle':
        book.write((given) => settleSlice(given, action.moves, bounds))
    }
  }
  return { item, act, periods, lockedUpto: () => onDay(locked) }
}

type Row = {
  id: number
  date: string
  batch_id: number
  qty: number
  kind: string
  of_move: number | null
  posting_kind: string
  brought: number | null
}

export function story(book: TestBook, itemId: number): Told[] {
  const rows = book.db.rows(text<Row>`
    select m.id, m.date, m.batch_id, m.qty, m.kind, m.of_move, p.kind as posting_kind,
      (select sum(amount) from stock_value v where v.move_id = m.id and v.kind in ('receipt', 'landed')) as brought
    from stock_move m join posting p on p.id = m.posting_id where m.item_id = ${itemId}`)
  const gone = new Set(rows.filter((row) => row.posting_kind === 'mirror').flatMap((row) => [row.id, row.of_move]))
  return rows
    .filter((row) => !gone.has(row.id))
    .map((row) => ({
      id: row.id,
      date: row.date,
      batch: row.batch_id,
      qty: row.qty,
      brings: row.kind === 'opening' ? (row.brought ?? 0) : null,
      of: row.of_move,
    }))
}

/** The law of the cost of stock, on every date. */
export function settleAll(book: TestBook, moves: number, bounds: Bounds): void {
  while (book.write((given) => settleSlice(given, moves, bounds)).left > 0);
}
