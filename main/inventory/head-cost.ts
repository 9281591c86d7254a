import type { LocalDate } from '../../shared/calendar.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import { milli } from '../../shared/quantity.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { at, type CostMethod, drawFrom, type Layer, putInto } from './cost.ts'
import { changedLayers, type ItemCost, type NewMove, newId, type Revaluation } from './cost-change.ts'

// through the item's batches, so that each is one step into the index and not a walk over ten years of moves
const laterMove = prepared<{ item: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('batch')
    .innerJoin('stock_move as m', (join) => join.onRef('m.item_id', '=', 'batch.item_id').onRef('m.batch_id', '=', 'batch.id'))
    .select('m.id')
    .where('batch.item_id', '=', p.item)
    .where('m.date', '>', p.date)
    .where('m.kind', '<>', 'transfer')
    .limit(1),
)
const sameDayIssue = prepared<{ item: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('batch')
    .innerJoin('stock_move as m', (join) => join.onRef('m.item_id', '=', 'batch.item_id').onRef('m.batch_id', '=', 'batch.id'))
    .select('m.id')
    .where('batch.item_id', '=', p.item)
    .where('m.date', '=', p.date)
    .where('m.kind', '<>', 'transfer')
    .where((eb) => eb.or([eb('m.qty', '<', milli(0)), eb('m.kind', '=', 'sale-return'), eb('m.of_move', 'is not', null)]))
    .limit(1),
)
const layersUpTo = (limit: number, direction: 'asc' | 'desc') =>
  prepared<{ item: number }>()((p) =>
    sql
      .selectFrom('cost_layer')
      .select(['date', 'receipt_move', 'qty_left', 'value_left'])
      .where('item_id', '=', p.item)
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
export function takeFromHead(db: Reader, method: CostMethod, own: readonly NewMove[], newest: LocalDate | null): ItemCost | null {
  const [first] = own
  if (!first) return null
  const { date, itemId } = first
  if (own.some((move) => move.mirror || move.kind === 'sale-return' || move.date !== date)) return null
  const inward = own.filter((move) => move.qtyMilli > 0)
  const outward = own.filter((move) => move.qtyMilli < 0)
  if (newest !== null && newest > date && db.get(laterMove, { item: itemId, date })) return null
  // goods that come in on the day of an issue come before it
  if (inward.length && newest !== null && newest >= date && db.get(sameDayIssue, { item: itemId, date })) return null

  const wantedMilli = -sumPaise(outward.map((move) => move.qtyMilli))
  const stored = readLayers(db, method, itemId, { all: inward.length > 0, wantedMilli })
  if (stored.some((layer) => layer.qtyMilli < 0)) return null
  const layers = stored.map((layer) => ({ ...layer }))
  for (const move of inward)
    putInto(method, layers, { date, receipt: newId(move.at), qtyMilli: move.qtyMilli, valuePaise: move.receivedPaise ?? 0 })
  if (sumPaise(layers.map((layer) => layer.qtyMilli)) < wantedMilli) return null

  const revaluations = outward.map((move): Revaluation => {
    const { valuePaise } = drawFrom(method, layers, -move.qtyMilli)
    return { date, move: { at: move.at }, moveKind: move.kind, itemId, amountPaise: paise(-valuePaise), kind: 'issue' }
  })
  return { revaluations, layers: changedLayers(itemId, stored, layers) }
}

type Wanted = { all: boolean; wantedMilli: number }

/** The layers the method takes from first, oldest first in the list; all of them where two do not suffice. */
function readLayers(db: Reader, method: CostMethod, itemId: number, { all, wantedMilli }: Wanted): Layer[] {
  const statement = all ? everyLayer : method === 'lifo' ? newestLayers : oldestLayers
  const layers = db.all(statement, { item: itemId }).map((row) => ({
    date: row.date as string,
    receipt: row.receipt_move,
    qtyMilli: row.qty_left as number,
    valuePaise: row.value_left as number,
  }))
  if (all) return layers
  if (layers.length === firstLayers && sumPaise(layers.map((layer) => layer.qtyMilli)) < wantedMilli)
    return readLayers(db, method, itemId, { all: true, wantedMilli })
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
