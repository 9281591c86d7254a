import type { DocumentKind, MoveKind } from '../../shared/accounts/posting.ts'
import { addDays, type LocalDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { lockedUpto } from '../accounts/period.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import { type CostMethod, type CostMove, cost, type Layer, type UnitCost } from './cost.ts'
import { changedLayers, type ItemCost, moveRef, type NewMove, newId, type Revaluation } from './cost-change.ts'

const moves = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('stock_move as m')
    .innerJoin('posting as p', 'p.id', 'm.posting_id')
    .leftJoin('stock_value as v', 'v.move_id', 'm.id')
    .select((eb) => [
      'm.id',
      'm.date',
      'm.qty',
      'm.kind',
      'm.of_move',
      'p.kind as posting_kind',
      eb.fn
        .sum<number>(eb.case().when('v.kind', 'in', ['issue', 'revalue']).then(eb.ref('v.amount')).else(0).end())
        .as('derived'),
      eb.fn
        .sum<number>(eb.case().when('v.kind', 'not in', ['issue', 'revalue']).then(eb.ref('v.amount')).else(0).end())
        .as('received'),
    ])
    .where('m.item_id', '=', p.item)
    .where('m.kind', '<>', 'transfer')
    .groupBy('m.id'),
)
const layersOf = prepared<{ item: number }>()((p) => sql.selectFrom('cost_layer').selectAll().where('item_id', '=', p.item))
const purchaseRate = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('price')
    .innerJoin('price_list as l', 'l.id', 'price.list_id')
    .innerJoin('item', 'item.id', 'price.item_id')
    .select(['price.rate_e4', 'item.sale_factor'])
    .where('price.item_id', '=', p.item)
    .where('price.batch_id', '=', 0)
    .where('l.tier', '=', 'pts')
    .whereRef('price.unit', '=', 'item.sale_unit')
    .orderBy('price.from_date', 'desc')
    .orderBy('price.seq', 'desc')
    .limit(1),
)

/** What an item is taken to cost before its first receipt: the purchase rate (PTS) of its sale unit, else nothing. */
function purchaseRateOf(db: Reader, itemId: number): UnitCost {
  const found = db.get(purchaseRate, { item: itemId })
  if (!found || found.rate_e4 === null) return { valuePaise: 0, qtyMilli: 0 }
  // paise for 100 sale units, so that a rate to 1/10,000 rupee stays whole
  return { valuePaise: found.rate_e4, qtyMilli: 100 * 1000 * found.sale_factor }
}

const documentKindOf = (kind: MoveKind): DocumentKind => {
  switch (kind) {
    case 'opening':
      return 'opening-stock'
    case 'sale':
    case 'sale-return':
    case 'purchase':
    case 'purchase-return':
      return kind
    default:
      return 'journal'
  }
}

/**
 * Values an item from its whole history and the entry being posted, and says how each issue differs from what is posted for it
 * (model, cost of stock 4 and 5). `corrected` is what the entry adds to the value of receipts already in the book.
 */
export function replay(
  given: Writing,
  method: CostMethod,
  itemId: number,
  own: readonly NewMove[],
  corrected: ReadonlyMap<number, number> = new Map(),
): ItemCost {
  const { tx } = given
  const stored = tx.all(moves, { item: itemId })
  const history: CostMove[] = stored.map((row) => {
    const valuedHere = row.qty < 0 || row.kind === 'sale-return'
    const mirror = row.posting_kind === 'mirror'
    return {
      id: row.id,
      date: row.date,
      qtyMilli: row.qty,
      receivedPaise: valuedHere ? null : (row.received ?? 0) + (corrected.get(row.id) ?? 0),
      returns: mirror ? null : row.of_move,
      mirrors: mirror ? row.of_move : null,
    }
  })
  for (const move of own) {
    history.push({
      id: newId(move.at),
      date: move.date,
      qtyMilli: move.qtyMilli,
      receivedPaise: move.receivedPaise,
      returns: move.mirror ? null : move.ofMove,
      mirrors: move.mirror ? move.ofMove : null,
    })
  }
  const { targets, layers } = cost(method, history, purchaseRateOf(tx, itemId))

  const openDay = firstOpenDay(given)
  const revaluations: Revaluation[] = []
  for (const row of stored) {
    const amountPaise = paise((targets.get(row.id) ?? 0) - (row.derived ?? 0))
    if (amountPaise === 0) continue
    const kind = row.kind as MoveKind
    revaluations.push({
      date: openDay(kind, row.date),
      move: { id: row.id },
      moveKind: kind,
      itemId,
      amountPaise,
      kind: 'revalue',
    })
  }
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
  const kept = tx
    .all(layersOf, { item: itemId })
    .map((row): Layer => ({ date: row.date, receipt: row.receipt_move, qtyMilli: row.qty_left, valuePaise: row.value_left }))
  return { revaluations, layers: changedLayers(itemId, kept, layers) }
}

/** The day a correction of an issue is booked: the issue's own, or the first one after the lock of its kind of document. */
function firstOpenDay({ tx, by }: Writing): (kind: MoveKind, date: LocalDate) => LocalDate {
  const locks = new Map<MoveKind, LocalDate | null>()
  return (kind, date) => {
    let upto = locks.get(kind)
    if (upto === undefined) {
      upto = lockedUpto(tx, documentKindOf(kind), by.role)
      locks.set(kind, upto)
    }
    return upto !== null && date <= upto ? addDays(upto, 1) : date
  }
}
