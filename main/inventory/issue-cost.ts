import { type CostLayer, emptyPosting, type MoveKind, type Posting } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import { milli } from '../../shared/quantity.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import { type CostMethod, type Layer, putInto, takeFrom } from './cost.ts'
import { changedLayers, type ItemCost, type NewMove, newId, type Revaluation } from './cost-change.ts'
import { replay } from './replay.ts'

const newestDate = prepared<Record<never, never>>()(() =>
  sql.selectFrom('posting').select((eb) => eb.fn.max<LocalDate | null>('date').as('date')),
)
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
const layersUpTo = (limit: number) =>
  prepared<{ item: number }>()((p) =>
    sql
      .selectFrom('cost_layer')
      .select(['date', 'receipt_move', 'qty_left', 'value_left'])
      .where('item_id', '=', p.item)
      .orderBy('date')
      .orderBy('receipt_move')
      .limit(limit),
  )

/** How the firm values its stock on a day: the dated fact `cost-method`; FIFO where none is set. */
export const costMethod = (db: Reader, date: LocalDate): CostMethod =>
  firmFact(db, 'cost-method', date) === 'average' ? 'average' : 'fifo'

/** The account that answers for goods that leave: its debit is their cost (model, cost of stock 3 and 4). */
function costAccount(accounts: AccountIds, kind: MoveKind): number {
  switch (kind) {
    case 'sale':
    case 'sale-return':
      return accounts.costOfGoods
    case 'purchase':
    case 'purchase-return':
      return accounts.priceVariance
    default:
      return accounts.stockAdjustment
  }
}

/**
 * The cost of what an entry issues (model, cost of stock 1–6), to be posted in the same entry: call it with the entry's
 * postings in their order, append `postings` after them, and hand `layers` on. The ordinary document takes from the head of the
 * layers; back-dated, cancelled and returned goods and stock that runs short replay the whole item, and every earlier issue
 * whose cost changes gets a `revalue` entry on its own day (in a locked period: on the first open day).
 */
export function costEntry(given: Writing, documents: Posting | readonly Posting[]): { postings: Posting[]; layers: CostLayer[] } {
  const { tx } = given
  const postings = 'ledger' in documents ? [documents] : documents
  const { moves, corrected } = movesByItem(postings)
  if (moves.size === 0 && corrected.size === 0) return { postings: [], layers: [] }
  const method = costMethod(tx, given.today)
  const newest = tx.get(newestDate, {})?.date ?? null
  const revaluations: Revaluation[] = []
  const layers: CostLayer[] = []
  for (const [itemId, own] of moves) {
    const costed =
      (corrected.has(itemId) ? null : takeFromHead(tx, method, own, newest)) ??
      replay(given, method, itemId, own, corrected.get(itemId))
    revaluations.push(...costed.revaluations)
    layers.push(...costed.layers)
  }
  for (const [itemId, values] of corrected) {
    if (moves.has(itemId)) continue
    const costed = replay(given, method, itemId, [], values)
    revaluations.push(...costed.revaluations)
    layers.push(...costed.layers)
  }
  return { postings: derivedPostings(accountIds(tx), revaluations), layers }
}

/** The entry's moves by item, transfers left out, and what it adds to the value of receipts already in the book. */
function movesByItem(postings: readonly Posting[]): {
  moves: Map<number, NewMove[]>
  corrected: Map<number, Map<number, number>>
} {
  const received = new Map<number, number>()
  const corrected = new Map<number, Map<number, number>>()
  for (const value of postings.flatMap((posting) => posting.values)) {
    if ('at' in value.move) {
      received.set(value.move.at, (received.get(value.move.at) ?? 0) + value.amountPaise)
      continue
    }
    const ofItem = corrected.get(value.itemId) ?? new Map<number, number>()
    corrected.set(value.itemId, ofItem.set(value.move.id, (ofItem.get(value.move.id) ?? 0) + value.amountPaise))
  }
  const moves = new Map<number, NewMove[]>()
  let at = 0
  for (const posting of postings) {
    for (const { itemId, qtyMilli, kind, ofMove } of posting.moves) {
      const place = at++
      if (kind === 'transfer') continue
      const valuedHere = qtyMilli < 0 || kind === 'sale-return'
      const move: NewMove = {
        at: place,
        date: posting.date,
        itemId,
        qtyMilli,
        kind,
        ofMove: ofMove ?? null,
        mirror: posting.kind === 'mirror',
        receivedPaise: valuedHere ? null : (received.get(place) ?? 0),
      }
      const list = moves.get(itemId)
      if (list) list.push(move)
      else moves.set(itemId, [move])
    }
  }
  return { moves, corrected }
}

/** Quantity the layers must hold before the head is read further. */
const firstLayers = 2
const allLayers = 1_000_000
// two statements and no bound limit, which SQLite would plan anew each time
const headLayers = layersUpTo(firstLayers)
const everyLayer = layersUpTo(allLayers)

/** The ordinary path: nothing later is in the book and the layers suffice. Null when the item has to be replayed. */
function takeFromHead(db: Reader, method: CostMethod, own: readonly NewMove[], newest: LocalDate | null): ItemCost | null {
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
  const stored = readLayers(db, itemId, inward.length ? allLayers : firstLayers, wantedMilli)
  if (stored.some((layer) => layer.qtyMilli < 0)) return null
  const layers = stored.map((layer) => ({ ...layer }))
  for (const move of inward)
    putInto(method, layers, { date, receipt: newId(move.at), qtyMilli: move.qtyMilli, valuePaise: move.receivedPaise ?? 0 })
  if (sumPaise(layers.map((layer) => layer.qtyMilli)) < wantedMilli) return null

  let head = 0
  const revaluations = outward.map((move): Revaluation => {
    let left = -move.qtyMilli
    let value = 0
    for (let layer = layers[head]; layer && left > 0; layer = layers[head]) {
      const taken = Math.min(left, layer.qtyMilli)
      value += takeFrom(layer, taken)
      left -= taken
      if (layer.qtyMilli === 0) head++
    }
    return { date, move: { at: move.at }, moveKind: move.kind, itemId, amountPaise: paise(-value), kind: 'issue' }
  })
  return { revaluations, layers: changedLayers(itemId, stored, layers) }
}

function readLayers(db: Reader, itemId: number, limit: number, wantedMilli: number): Layer[] {
  const rows = db.all(limit === firstLayers ? headLayers : everyLayer, { item: itemId })
  const layers = rows.map((row) => ({
    date: row.date as string,
    receipt: row.receipt_move,
    qtyMilli: row.qty_left as number,
    valuePaise: row.value_left as number,
  }))
  if (rows.length < limit || sumPaise(layers.map((layer) => layer.qtyMilli)) >= wantedMilli) return layers
  return readLayers(db, itemId, allLayers, wantedMilli)
}

/** One posting per day and kind; Dr the account that answers, Cr Inventory, one stock value a move. */
function derivedPostings(accounts: AccountIds, revaluations: readonly Revaluation[]): Posting[] {
  const groups = new Map<string, Revaluation[]>()
  for (const one of revaluations) {
    if (one.amountPaise === 0) continue
    const key = `${one.kind} ${one.date}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const [first] = group as [Revaluation, ...Revaluation[]]
      const byAccount = new Map<number, number>()
      for (const one of group) {
        const account = costAccount(accounts, one.moveKind)
        byAccount.set(account, (byAccount.get(account) ?? 0) - one.amountPaise)
      }
      const inventory = sumPaise(group.map((one) => one.amountPaise))
      const ledger = [...byAccount, [accounts.inventory, inventory] as const].filter(([, amount]) => amount !== 0)
      return {
        ...emptyPosting(first.kind === 'issue' ? 'cost' : 'revalue', first.date),
        ledger: ledger.map(([accountId, amount]) => ({ accountId, amountPaise: paise(amount) })),
        values: group.map((one) => ({ move: one.move, itemId: one.itemId, amountPaise: one.amountPaise, kind: one.kind })),
      }
    })
}
