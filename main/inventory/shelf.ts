import { sumPaise } from '../../shared/money.ts'
import { type CostMethod, type CostPool, drawFrom, type Layer, poolKey, putInto, takeFrom, type UnitCost } from './cost.ts'

/** Goods that left before they came: what of an issue no receipt of its pool covers yet. */
export type Short = { readonly id: number; readonly batch: number; readonly unit: UnitCost; shortMilli: number }

/** The layers of an item as a method and a pool keep them, by pool: one for all (0), or one a batch. */
export type Shelf = { readonly method: CostMethod; readonly pool: CostPool; readonly lots: Map<number, Layer[]> }

/** What one method and pool are called in a kept state. */
export const wayOf = ({ method, pool }: { method: CostMethod; pool: CostPool }): string =>
  pool === 'item' ? method : `${method} by ${pool}`

/** A shelf with its own copies of the layers. */
export function shelfOf({ method, pool }: { method: CostMethod; pool: CostPool }, layers: readonly Layer[]): Shelf {
  const lots = new Map<number, Layer[]>()
  for (const layer of layers) {
    const list = lots.get(layer.pool)
    if (list) list.push({ ...layer })
    else lots.set(layer.pool, [{ ...layer }])
  }
  return { method, pool, lots }
}

/** Copies of all layers of a shelf. */
export const layersOn = (shelf: Shelf): Layer[] => [...shelf.lots.values()].flat().map((layer) => ({ ...layer }))
export const worthOf = (shelf: Shelf): number => sumPaise([...shelf.lots.values()].flat().map((layer) => layer.valuePaise))

/** Puts goods of a batch where they belong; `goods.pool` is not looked at. */
export function putOn(shelf: Shelf, batch: number, goods: Layer): void {
  const pool = poolKey(shelf.pool, batch)
  const lots = shelf.lots.get(pool) ?? []
  putInto(shelf.method, lots, { ...goods, pool })
  shelf.lots.set(pool, lots)
}

/** Takes a quantity of a batch from its pool; says what was there and its value. */
export function takeOff(shelf: Shelf, batch: number, qtyMilli: number): { qtyMilli: number; valuePaise: number } {
  const pool = poolKey(shelf.pool, batch)
  const lots = shelf.lots.get(pool)
  if (!lots) return { qtyMilli: 0, valuePaise: 0 }
  const drawn = drawFrom(shelf.method, lots, qtyMilli)
  if (lots.length === 0) shelf.lots.delete(pool)
  return drawn
}

/** Covers what is short in the pool of goods that come in, the oldest first; `covered` hears of each. */
export function coverShorts<S extends Short>(
  shorts: readonly S[],
  pool: CostPool,
  batch: number,
  goods: Layer,
  covered: (short: S, qtyMilli: number, valuePaise: number) => void,
): void {
  for (const short of shorts) {
    if (goods.qtyMilli === 0) break
    if (poolKey(pool, short.batch) !== poolKey(pool, batch)) continue
    const qtyMilli = Math.min(goods.qtyMilli, short.shortMilli)
    const valuePaise = qtyMilli === 0 ? 0 : takeFrom(goods, qtyMilli)
    short.shortMilli -= qtyMilli
    covered(short, qtyMilli, valuePaise)
  }
}

/** A shelf kept beside the one in use, for a method or pool that comes into force later; what it is short of is its own. */
export type Beside = Shelf & { shorts: Short[] }
export type KeptBeside = { layers: Layer[]; shorts: Short[] }

export const besideOf = (way: { method: CostMethod; pool: CostPool }, kept: KeptBeside | undefined): Beside => ({
  ...shelfOf(way, kept?.layers ?? []),
  shorts: (kept?.shorts ?? []).map((short) => ({ ...short })),
})
export const keptOf = (beside: Beside): KeptBeside => ({
  layers: layersOn(beside),
  shorts: beside.shorts.map((short) => ({ ...short })),
})

export function arriveBeside(beside: Beside, batch: number, goods: Layer): void {
  const left = { ...goods }
  coverShorts(beside.shorts, beside.pool, batch, left, () => undefined)
  if (beside.shorts.length > 0) beside.shorts = beside.shorts.filter((short) => short.shortMilli > 0)
  if (left.qtyMilli > 0) putOn(beside, batch, left)
}

export function leaveBeside(beside: Beside, issue: Short): void {
  const { qtyMilli } = takeOff(beside, issue.batch, issue.shortMilli)
  if (qtyMilli < issue.shortMilli) beside.shorts.push({ ...issue, shortMilli: issue.shortMilli - qtyMilli })
}

/** Withdraws from what an issue is short of beside; answers how much of the return is goods again. */
export function returnBeside(beside: Beside, issue: number, qtyMilli: number): number {
  const owed = beside.shorts.find((short) => short.id === issue)
  const withdrawn = Math.min(qtyMilli, owed?.shortMilli ?? 0)
  if (owed) owed.shortMilli -= withdrawn
  if (withdrawn > 0) beside.shorts = beside.shorts.filter((short) => short.shortMilli > 0)
  return qtyMilli - withdrawn
}
