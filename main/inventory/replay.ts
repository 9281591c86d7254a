import type { DocumentKind, MoveKind, MoveRef } from '../../shared/accounts/posting.ts'
import { addDays, type LocalDate, localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { lockedUpto } from '../accounts/period.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import { type CostMove, inOrder, type Layer, type MethodPeriod } from './cost.ts'
import { changedLayers, type ItemCost, moveRef, type NewMove, newId, type Revaluation } from './cost-change.ts'
import { type CostRun, costRun, emptyState } from './cost-run.ts'
import {
  countMoves,
  methodPosted,
  mostInPosting,
  movesBetween,
  outstandingIssue,
  postedFor,
  purchaseRateOf,
  type StoredMove,
  startBefore,
} from './cost-store.ts'
import { keepCheckpoint } from './recost-store.ts'

const layersOf = prepared<{ item: number }>()((p) => sql.selectFrom('cost_layer').selectAll().where('item_id', '=', p.item))

/** The item's layers as they are kept. */
export const keptLayers = ({ tx }: Writing, itemId: number): Layer[] =>
  tx.all(layersOf, { item: itemId }).map((row) => ({
    pool: row.batch_id,
    date: row.date,
    receipt: row.receipt_move,
    qtyMilli: row.qty_left,
    valuePaise: row.value_left,
  }))

const documentKindOf = (kind: MoveKind | 'method'): DocumentKind => {
  switch (kind) {
    case 'opening':
      return 'opening-stock'
    case 'method':
      return 'cost-method'
    case 'sale':
    case 'sale-return':
    case 'purchase':
    case 'purchase-return':
    case 'write-off':
    case 'replacement':
      return kind
    case 'count':
      return 'stock-count'
    default:
      return 'stock-adjustment'
  }
}

export type OpenDay = (kind: MoveKind | 'method', date: LocalDate) => LocalDate

/** The day a correction of an issue is booked: the issue's own, or the first one after the lock of its kind of document. */
export function firstOpenDay({ tx, by }: Writing): OpenDay {
  const locks = new Map<string, LocalDate | null>()
  return (kind, date) => {
    let upto = locks.get(kind)
    if (upto === undefined) {
      upto = lockedUpto(tx, documentKindOf(kind), by.role)
      locks.set(kind, upto)
    }
    return upto !== null && date <= upto ? addDays(upto, 1) : date
  }
}

/** A stored move as the reckoning takes it. */
export const asCostMove = (row: StoredMove, correctedPaise = 0): CostMove => {
  const valuedHere = row.qty < 0 || row.kind === 'sale-return'
  const mirror = row.posting_kind === 'mirror'
  return {
    id: row.id,
    date: row.date,
    batch: row.batch_id,
    qtyMilli: row.qty,
    receivedPaise: valuedHere ? null : row.received + correctedPaise,
    returns: mirror ? null : row.of_move,
    mirrors: mirror ? row.of_move : null,
  }
}

const ownCostMove = (move: NewMove): CostMove => ({
  id: newId(move.at),
  date: move.date,
  batch: move.batchId,
  qtyMilli: move.qtyMilli,
  receivedPaise: move.receivedPaise,
  returns: move.mirror ? null : move.ofMove,
  mirrors: move.mirror ? move.ofMove : null,
})

/** How stored moves differ from what they are worth now. */
export function differences(
  run: CostRun,
  stored: readonly StoredMove[],
  { itemId, openDay, settledOnly = false }: { itemId: number; openDay: OpenDay; settledOnly?: boolean },
): Revaluation[] {
  const { targets } = run.costed(settledOnly)
  const waiting = settledOnly ? new Set(run.state().shorts.map((issue) => issue.id)) : null
  const found: Revaluation[] = []
  for (const row of stored) {
    if (waiting?.has(row.id)) continue
    const amountPaise = paise((targets.get(row.id) ?? 0) - row.derived)
    if (amountPaise === 0) continue
    const move = { id: row.id }
    found.push({ date: openDay(row.kind, row.date), move, moveKind: row.kind, itemId, amountPaise, kind: 'revalue' })
  }
  return found
}

/** Issues from before the reckoning's first day that were short then: later receipts covered them. */
export function carriedOver(
  given: Writing,
  run: CostRun,
  shorts: readonly { id: number }[],
  stored: readonly StoredMove[],
  openDay: OpenDay,
  settledOnly = false,
): Revaluation[] {
  const ids = shorts.map((issue) => issue.id).filter((id) => id > 0)
  if (ids.length === 0) return []
  const there = new Set(stored.map((row) => row.id))
  const rows = given.tx
    .rows(
      sql
        .selectFrom('stock_move as m')
        .innerJoin('posting as p', 'p.id', 'm.posting_id')
        .select(['m.id', 'm.date', 'm.batch_id', 'm.qty', 'm.kind', 'm.of_move', 'm.item_id', 'p.kind as posting_kind'])
        .where('m.id', 'in', ids),
    )
    .filter((row) => !there.has(row.id))
    .map((row) => ({ ...row, derived: postedFor(given.tx, row.id), received: 0 }) as unknown as StoredMove & { item_id: number })
  return differences(run, rows, { itemId: rows[0]?.item_id ?? 0, openDay, settledOnly })
}

/**
 * What changes of method made of the item's stock, against what is posted for them; `anyMove` is named by the entries. What an
 * earlier lock pushed to another day counts for the first of them; a change that was taken back is worth nothing.
 */
export function methodDifferences(
  given: Writing,
  run: CostRun,
  { itemId, from, anyMove, openDay }: { itemId: number; from: string; anyMove: MoveRef | undefined; openDay: OpenDay },
): Revaluation[] {
  const posted = methodPosted(given.tx, itemId)
  const methods = run.methods()
  if (anyMove === undefined || (methods.length === 0 && posted.size === 0)) return []
  const takenBack = [...posted.keys()]
    .filter((day) => day.endsWith('-04-01') && day > from && !methods.some((change) => change.from === day))
    .map((day) => ({ from: day, amountPaise: 0 }))
  const changes = [...methods, ...takenBack]
  const elsewhere = [...posted].reduce((sum, [day, amount]) => (changes.some((one) => one.from === day) ? sum : sum + amount), 0)
  return changes.flatMap((one, index): Revaluation[] => {
    const before = (posted.get(one.from) ?? 0) + (index === 0 && methods.length > 0 ? elsewhere : 0)
    const amountPaise = paise(one.amountPaise - before)
    const date = openDay('method', localDate(one.from))
    return amountPaise === 0 ? [] : [{ date, move: anyMove, moveKind: 'adjustment', itemId, amountPaise, kind: 'method' }]
  })
}

/** A receipt goes with all that was added to it: first what stands on it is cancelled, then the receipt. */
function assertNothingAdded(
  own: readonly NewMove[],
  stored: readonly StoredMove[],
  corrected: ReadonlyMap<number, number>,
): void {
  for (const move of own) {
    if (!move.mirror || move.qtyMilli > 0) continue
    const receipt = stored.find((row) => row.id === move.ofMove)
    if (!receipt || receipt.kind === 'sale-return') continue
    if (receipt.received + (corrected.get(receipt.id) ?? 0) + move.statedPaise !== 0)
      throw new Refusal('inventory/receipt-has-costs', 'A bill or landed cost stands on these goods: cancel that first', 'uid')
  }
}

/**
 * How much is done at once: so many moves are valued again inside a posting, a longer history is settled in slices (model, cost of
 * stock 7); a month's end is kept when so many moves lie since the last one kept.
 */
export type Bounds = { mostInPosting: number; checkpointEvery: number }
export const usualBounds: Bounds = { mostInPosting, checkpointEvery: 100 }

/** Takes moves in their order and keeps the state at the ends of months before `until`, which no entry under way can change. */
export function runThrough(
  given: Writing,
  run: CostRun,
  ordered: readonly CostMove[],
  {
    itemId,
    until,
    checkpointEvery,
    after = null,
  }: { itemId: number; until: string; checkpointEvery: number; after?: string | null },
): void {
  // going on in the middle of a month, that month too is to be kept
  let month: string | null = after?.slice(0, 7) ?? null
  let taken = after === null ? 0 : 1
  for (const move of ordered) {
    const next = move.date.slice(0, 7)
    if (month !== null && next !== month && month < until && taken >= checkpointEvery) {
      keepCheckpoint(given.tx, itemId, month, run.state())
      taken = 0
    }
    month = next
    taken += 1
    run.take(move)
  }
}

const anyMoveOf = (stored: readonly StoredMove[], own: readonly NewMove[]): MoveRef | undefined =>
  stored[0] ? { id: stored[0].id } : own[0] && { at: own[0].at }

export type Reach = {
  itemId: number
  from: LocalDate
  own: readonly NewMove[]
  corrected: ReadonlyMap<number, number>
  bounds: Bounds
}

/**
 * Values an item from the last checkpoint before `from` and the entry being posted, and says how each issue differs from what is
 * posted for it (model, cost of stock 4 and 5). `corrected` is what the entry adds to the value of receipts already in the book.
 * Null when more than `bounds.mostInPosting` moves would have to be valued again.
 */
export function replay(given: Writing, periods: readonly MethodPeriod[], reach: Reach): ItemCost | null {
  const { itemId, from, own, corrected, bounds } = reach
  const { tx } = given
  const start = startBefore(tx, itemId, from, periods)
  const span = { item: itemId, after: start.from, upto: '9999-12-31' }
  if (countMoves(tx, span) > bounds.mostInPosting) return null
  const stored = movesBetween(tx, span)
  assertNothingAdded(own, stored, corrected)
  const history = stored.map((row) => asCostMove(row, corrected.get(row.id)))
  for (const move of own) history.push(ownCostMove(move))

  const state = start.state ?? emptyState()
  const before = (issue: number) => outstandingIssue(tx, issue, start.from)
  const run = costRun({ state, from: start.from, periods, fallback: purchaseRateOf(tx, itemId), before })
  runThrough(given, run, inOrder(history), { itemId, until: from.slice(0, 7), checkpointEvery: bounds.checkpointEvery })
  run.passInto(given.today)

  const openDay = firstOpenDay(given)
  const revaluations = [
    ...differences(run, stored, { itemId, openDay }),
    ...carriedOver(given, run, state.shorts, stored, openDay),
    ...methodDifferences(given, run, { itemId, from: start.from, anyMove: anyMoveOf(stored, own), openDay }),
  ]
  const { targets, layers } = run.costed()
  for (const move of own) {
    const amountPaise = targets.get(newId(move.at))
    if (amountPaise !== undefined)
      revaluations.push({
        date: move.date,
        move: moveRef(newId(move.at)),
        moveKind: move.kind,
        itemId,
        amountPaise,
        kind: 'issue',
      })
  }
  return { revaluations, layers: changedLayers(itemId, keptLayers(given, itemId), layers) }
}
