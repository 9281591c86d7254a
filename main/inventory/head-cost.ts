import type { LocalDate } from '../../shared/calendar.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { at, type CostMethod, drawFrom, type Layer, type MethodPeriod, poolKey, putInto, takeFrom } from './cost.ts'
import { changedLayers, type ItemCost, type NewMove, newId, type Revaluation } from './cost-change.ts'
import { outstandingIssue } from './cost-store.ts'

const standing = prepared<{ item: number }>()((p) =>
  sql.selectFrom('item_stand').select(['moved_on', 'issued_on']).where('item_id', '=', p.item),
)
const layersUpTo = (limit: number, direction: 'asc' | 'desc') =>
  prepared<{ item: number; pool: number }>()((p) =>
    sql
      .selectFrom('cost_layer')
      .select(['date', 'receipt_move', 'qty_left', 'value_left'])
      .where('item_id', '=', p.item)
      .where('batch_id', '=', p.pool)
      .orderBy('date', direction)
      .orderBy('receipt_move', direction)
      .limit(limit),
  )

/** Quantity the layers must hold before they are read further. */
const firstLayers = 2
const allLayers = 1_000_000
// statements of their own and no bound limit, which SQLite would plan anew each time
const oldestLayers = layersUpTo(firstLayers, 'asc')
const newestLayers = layersUpTo(firstLayers, 'desc')
const everyLayer = layersUpTo(allLayers, 'asc')

/** The ordinary path: nothing later is in the book and the layers suffice. Null when the item has to be valued again. */
export function takeFromHead(db: Reader, way: MethodPeriod, own: readonly NewMove[], newest: LocalDate | null): ItemCost | null {
  const [first] = own
  if (!first) return null
  const { date, itemId } = first
  if (own.some((move) => move.mirror || move.date !== date)) return null
  const brought = broughtBack(db, own)
  if (!brought) return null
  const inward = own.filter((move) => move.qtyMilli > 0)
  if (newest !== null && newest >= date) {
    const { moved_on = null, issued_on = null } = db.get(standing, { item: itemId }) ?? {}
    if (moved_on !== null && moved_on > date) return null
    // goods that come in on the day of an issue come before it; but customers' returns, first in first out, queue behind what it was taken from
    const queues = way.method === 'fifo' && inward.every((move) => brought.has(move.at))
    if (inward.length && issued_on === date && !queues) return null
  }

  const whole: ItemCost = { revaluations: [], layers: [] }
  for (const pool of new Set(own.map((move) => poolKey(way.pool, move.batchId)))) {
    const taken = takeFromPool(
      db,
      way.method,
      pool,
      own.filter((move) => poolKey(way.pool, move.batchId) === pool),
      brought,
    )
    if (!taken) return null
    whole.revaluations.push(...taken.revaluations)
    whole.layers.push(...taken.layers)
  }
  return whole
}

/**
 * What customers' returns bring back, by their place in the entry: their share of what their issue cost and has not brought back yet (model,
 * cost of stock 6). Null when one of them names no issue, or more than is outstanding of it: then the item is valued again.
 */
function broughtBack(db: Reader, own: readonly NewMove[]): ReadonlyMap<number, number> | null {
  const brought = new Map<number, number>()
  const named = new Set<number>()
  for (const move of own) {
    if (move.kind !== 'sale-return') continue
    if (move.ofMove === null || move.qtyMilli <= 0 || named.has(move.ofMove)) return null
    named.add(move.ofMove)
    const issue = outstandingIssue(db, move.ofMove, '9999-12-31')
    if (!issue || issue.coveredMilli < move.qtyMilli) return null
    const covered: Layer = { pool: 0, date: '', receipt: 0, qtyMilli: issue.coveredMilli, valuePaise: issue.coveredPaise }
    brought.set(move.at, takeFrom(covered, move.qtyMilli))
  }
  return brought
}

function takeFromPool(
  db: Reader,
  method: CostMethod,
  pool: number,
  own: readonly NewMove[],
  brought: ReadonlyMap<number, number>,
): ItemCost | null {
  const { date, itemId } = own[0] as NewMove
  const inward = own.filter((move) => move.qtyMilli > 0)
  const outward = own.filter((move) => move.qtyMilli < 0)
  const wantedMilli = -sumPaise(outward.map((move) => move.qtyMilli))
  // goods that only come in are layers of their own: those before them stay as they are, however many
  const apart = outward.length === 0 && method !== 'average'
  const stored = readLayers(db, method, { itemId, pool, all: inward.length > 0 && !apart, wantedMilli })
  if (stored.some((layer) => layer.qtyMilli < 0)) return null
  const layers = apart ? [] : stored.map((layer) => ({ ...layer }))
  const worth = (move: NewMove) => brought.get(move.at) ?? move.receivedPaise ?? 0
  for (const move of inward)
    putInto(method, layers, { pool, date, receipt: newId(move.at), qtyMilli: move.qtyMilli, valuePaise: worth(move) })
  if (sumPaise(layers.map((layer) => layer.qtyMilli)) < wantedMilli) return null

  const revaluations = outward.map((move): Revaluation => {
    const { valuePaise } = drawFrom(method, layers, -move.qtyMilli)
    return { date, move: { at: move.at }, moveKind: move.kind, itemId, amountPaise: paise(-valuePaise), kind: 'issue' }
  })
  const returned = inward.flatMap((move): Revaluation[] =>
    brought.has(move.at)
      ? [{ date, move: { at: move.at }, moveKind: move.kind, itemId, amountPaise: paise(worth(move)), kind: 'issue' }]
      : [],
  )
  return { revaluations: [...returned, ...revaluations], layers: changedLayers(itemId, apart ? [] : stored, layers) }
}

type Wanted = { itemId: number; pool: number; all: boolean; wantedMilli: number }

/** The layers the method takes from first, oldest first in the list; all of them where two do not suffice. */
function readLayers(db: Reader, method: CostMethod, wanted: Wanted): Layer[] {
  const { itemId, pool, all, wantedMilli } = wanted
  const statement = all ? everyLayer : method === 'lifo' ? newestLayers : oldestLayers
  const layers = db.all(statement, { item: itemId, pool }).map((row) => ({
    pool,
    date: row.date as string,
    receipt: row.receipt_move,
    qtyMilli: row.qty_left as number,
    valuePaise: row.value_left as number,
  }))
  if (all) return layers
  if (layers.length === firstLayers && sumPaise(layers.map((layer) => layer.qtyMilli)) < wantedMilli)
    return readLayers(db, method, { ...wanted, all: true })
  return method === 'lifo' ? layers.reverse() : layers
}

const lastReceipt = prepared<{ item: number }>()((p) =>
  sql.selectFrom('item_cost').select(['last_qty as qtyMilli', 'last_value as valuePaise']).where('item_id', '=', p.item),
)

/** What an entry's moves are taken to be worth while the item waits to be settled: the unit cost of its last receipt. */
export function provisionalCost(db: Reader, itemId: number, own: readonly NewMove[]): ItemCost {
  const unit = db.get(lastReceipt, { item: itemId })
  const revaluations = own.flatMap((move): Revaluation[] => {
    if (move.mirror || move.receivedPaise !== null || !unit) return []
    const amountPaise = paise(at({ qtyMilli: unit.qtyMilli, valuePaise: unit.valuePaise }, move.qtyMilli))
    return [{ date: move.date, move: { at: move.at }, moveKind: move.kind, itemId, amountPaise, kind: 'issue' }]
  })
  return { revaluations, layers: [] }
}
