import { share } from '../../shared/money.ts'

/** FIFO and moving average (AS 2, ICDS II), and LIFO, which neither of the two takes: the firm is warned. */
export type CostMethod = 'fifo' | 'lifo' | 'average'
export const costMethods: readonly CostMethod[] = ['fifo', 'lifo', 'average']

/** Which goods cost is shared among: all of an item, whatever their batch and place, or each batch by itself. */
export type CostPool = 'item' | 'batch'
export const costPools: readonly CostPool[] = ['item', 'batch']
/** The pool that goods of a batch lie in; 0 is the whole item. */
export const poolKey = (pool: CostPool, batch: number): number => (pool === 'item' ? 0 : batch)

/** A method, its pool and the day they hold from. The days before the first one are its own too. */
export type MethodPeriod = { readonly from: string; readonly method: CostMethod; readonly pool: CostPool }

/** A stock move as the cost of its item sees it. Transfers are none: the goods stay in the same pool. */
export type CostMove = {
  /** Ids grow with time and settle the order within a day. */
  readonly id: number
  readonly date: string
  readonly batch: number
  /** Inward positive. */
  readonly qtyMilli: number
  /** What came in with it, landed cost included; null for what is worked out here: issues, and goods that customers return. */
  readonly receivedPaise: number | null
  /** The issue that this return brings back. */
  readonly returns: number | null
  /** The move that this one cancels; both count as absent. */
  readonly mirrors: number | null
}

/** So much for so many: kept as a pair, never divided into a rate. */
export type UnitCost = { readonly valuePaise: number; readonly qtyMilli: number }

/**
 * What is left of a receipt (FIFO, LIFO), or of the whole pool (moving average: date '' and receipt 0). Quantity issued before any
 * stock came is one row of its pool with date '' and receipt 0, negative in quantity and value. `pool` is the batch, 0 the item.
 */
export type Layer = {
  readonly pool: number
  readonly date: string
  readonly receipt: number
  qtyMilli: number
  valuePaise: number
}

export const at = (unit: UnitCost, qtyMilli: number): number =>
  unit.qtyMilli === 0 ? 0 : share(unit.valuePaise, qtyMilli, unit.qtyMilli)

/** Takes a quantity out of a layer; the last of it takes the remainder, so an empty layer is worth nothing. */
export function takeFrom(layer: Layer, qtyMilli: number): number {
  const value = qtyMilli === layer.qtyMilli ? layer.valuePaise : share(layer.valuePaise, qtyMilli, layer.qtyMilli)
  layer.qtyMilli -= qtyMilli
  layer.valuePaise -= value
  return value
}

/** Adds goods to the layers: behind the others by date and id (FIFO, LIFO), or into the one pool (moving average). */
export function putInto(method: CostMethod, layers: Layer[], goods: Layer): void {
  const [pool] = layers
  if (method === 'average' && pool) {
    pool.qtyMilli += goods.qtyMilli
    pool.valuePaise += goods.valuePaise
    return
  }
  layers.push(method === 'average' ? { ...goods, date: '', receipt: 0 } : goods)
  for (let index = layers.length - 1; index > 0; index--) {
    const [before, after] = [layers[index - 1] as Layer, layers[index] as Layer]
    if (before.date < after.date || (before.date === after.date && before.receipt < after.receipt)) break
    layers[index - 1] = after
    layers[index] = before
  }
}

/** Takes a quantity from the layers in the method's order, the oldest or the newest first; says what was there and its value. */
export function drawFrom(method: CostMethod, layers: Layer[], wantedMilli: number): { qtyMilli: number; valuePaise: number } {
  let left = wantedMilli
  let valuePaise = 0
  const newest = method === 'lifo'
  let at = newest ? layers.length - 1 : 0
  for (let layer = layers[at]; layer && left > 0; layer = layers[at]) {
    const taken = Math.min(layer.qtyMilli, left)
    valuePaise += takeFrom(layer, taken)
    left -= taken
    if (layer.qtyMilli === 0) at += newest ? -1 : 1
  }
  if (newest) layers.length = at + 1
  else if (at > 0) layers.splice(0, at)
  return { qtyMilli: wantedMilli - left, valuePaise }
}

/** The moves as they count: mirrored pairs left out, by date, inward before outward, then as they were posted. */
export function inOrder(history: readonly CostMove[]): CostMove[] {
  const absent = new Set<number>()
  const dateOf = new Map<number, string>()
  for (const move of history) {
    dateOf.set(move.id, move.date)
    if (move.mirrors === null) continue
    absent.add(move.id)
    absent.add(move.mirrors)
  }
  const sameDayReturn = (move: CostMove) => move.returns !== null && dateOf.get(move.returns) === move.date
  const rank = (move: CostMove) => (move.qtyMilli < 0 || sameDayReturn(move) ? 1 : 0)
  return history
    .filter((move) => !absent.has(move.id))
    .map((move) => ({ move, rank: rank(move) }))
    .sort((a, b) => (a.move.date < b.move.date ? -1 : a.move.date > b.move.date ? 1 : a.rank - b.rank || a.move.id - b.move.id))
    .map(({ move }) => move)
}
