import { type Paise, paise, share, sumPaise } from '../../shared/money.ts'

/** FIFO and moving average (AS 2); LIFO would be one more way to pick the layer an issue takes from. */
export type CostMethod = 'fifo' | 'average'

/** A stock move as the cost of its item sees it. Transfers are none: the goods stay in the same pool. */
export type CostMove = {
  /** Ids grow with time and settle the order within a day. */
  readonly id: number
  readonly date: string
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
 * What is left of a receipt (FIFO), or of the whole pool (moving average: date '' and receipt 0). Quantity issued before any
 * stock came is one row with date '' and receipt 0, negative in quantity and value.
 */
export type Layer = { readonly date: string; readonly receipt: number; qtyMilli: number; valuePaise: number }

export type Costed = {
  /** Signed value of every issue (negative) and customers' return (positive); a move not named is worth nothing. */
  readonly targets: ReadonlyMap<number, Paise>
  readonly layers: Layer[]
}

type Issue = {
  readonly id: number
  readonly unit: UnitCost
  /** Not yet covered by any receipt. */
  shortMilli: number
  /** Covered and not yet brought back, and its cost. */
  coveredMilli: number
  coveredPaise: number
  costPaise: number
}

const at = (unit: UnitCost, qtyMilli: number): number =>
  unit.qtyMilli === 0 ? 0 : share(unit.valuePaise, qtyMilli, unit.qtyMilli)

/** Takes a quantity out of a layer; the last of it takes the remainder, so an empty layer is worth nothing. */
export function takeFrom(layer: Layer, qtyMilli: number): number {
  const value = qtyMilli === layer.qtyMilli ? layer.valuePaise : share(layer.valuePaise, qtyMilli, layer.qtyMilli)
  layer.qtyMilli -= qtyMilli
  layer.valuePaise -= value
  return value
}

/** Adds goods to the layers: behind the others by date and id (FIFO), or into the one pool (moving average). */
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

/**
 * Values every issue of an item and says what is left (model, cost of stock 2). Order: date, inward before outward, id; a return
 * on the day of its sale follows that sale. Mirrored pairs are absent. An issue without stock is valued at the last receipt's
 * unit cost (before any receipt: `fallback`) until a receipt arrives, which covers the oldest shortage first at its own cost. A
 * return first withdraws what its own issue is still short of, the rest comes back at its share of the issue's cost.
 */
export function cost(method: CostMethod, history: readonly CostMove[], fallback: UnitCost): Costed {
  const issues = new Map<number, Issue>()
  const returned = new Map<number, number>()
  const layers: Layer[] = []
  const short: Issue[] = []
  let last = fallback
  let head = 0
  let firstShort = 0

  const bringIn = (goods: Layer) => {
    for (let issue = short[firstShort]; issue && goods.qtyMilli > 0; issue = short[firstShort]) {
      const covered = Math.min(goods.qtyMilli, issue.shortMilli)
      const value = covered === 0 ? 0 : takeFrom(goods, covered)
      issue.shortMilli -= covered
      issue.coveredMilli += covered
      issue.coveredPaise += value
      issue.costPaise += value
      if (issue.shortMilli === 0) firstShort++
    }
    if (goods.qtyMilli === 0) return
    layers.splice(0, head)
    head = 0
    putInto(method, layers, goods)
  }
  for (const move of inOrder(history)) {
    if (move.qtyMilli < 0) {
      const issue: Issue = { id: move.id, unit: last, shortMilli: -move.qtyMilli, coveredMilli: 0, coveredPaise: 0, costPaise: 0 }
      issues.set(move.id, issue)
      for (let layer = layers[head]; layer && issue.shortMilli > 0; layer = layers[head]) {
        const taken = Math.min(layer.qtyMilli, issue.shortMilli)
        const value = takeFrom(layer, taken)
        issue.shortMilli -= taken
        issue.coveredMilli += taken
        issue.coveredPaise += value
        issue.costPaise += value
        if (layer.qtyMilli === 0) head++
      }
      if (issue.shortMilli > 0) short.push(issue)
    } else if (move.receivedPaise === null) {
      const { valuePaise, restMilli, restPaise } = bringBack(move.qtyMilli, issues.get(move.returns ?? 0), last)
      returned.set(move.id, valuePaise)
      if (restMilli > 0) bringIn({ date: move.date, receipt: move.id, qtyMilli: restMilli, valuePaise: restPaise })
    } else {
      last = { valuePaise: move.receivedPaise, qtyMilli: move.qtyMilli }
      bringIn({ date: move.date, receipt: move.id, qtyMilli: move.qtyMilli, valuePaise: move.receivedPaise })
    }
  }
  return settled(issues, returned, layers.slice(head), short.slice(firstShort))
}

/** What a return is worth; `rest` is the part that is goods again and not just a shortage withdrawn. */
function bringBack(
  qtyMilli: number,
  issue: Issue | undefined,
  last: UnitCost,
): { valuePaise: number; restMilli: number; restPaise: number } {
  if (!issue) return { valuePaise: at(last, qtyMilli), restMilli: qtyMilli, restPaise: at(last, qtyMilli) }
  const withdrawnMilli = Math.min(qtyMilli, issue.shortMilli)
  const withdrawnPaise = at(issue.unit, withdrawnMilli)
  issue.shortMilli -= withdrawnMilli
  issue.costPaise += withdrawnPaise
  const restMilli = qtyMilli - withdrawnMilli
  const fromCovered = Math.min(restMilli, issue.coveredMilli)
  const covered: Layer = { date: '', receipt: 0, qtyMilli: issue.coveredMilli, valuePaise: issue.coveredPaise }
  const restPaise = (fromCovered === 0 ? 0 : takeFrom(covered, fromCovered)) + at(issue.unit, restMilli - fromCovered)
  issue.coveredMilli = covered.qtyMilli
  issue.coveredPaise = covered.valuePaise
  return { valuePaise: withdrawnPaise + restPaise, restMilli, restPaise }
}

function settled(
  issues: ReadonlyMap<number, Issue>,
  returned: ReadonlyMap<number, number>,
  layers: Layer[],
  short: readonly Issue[],
): Costed {
  const targets = new Map<number, Paise>()
  for (const issue of issues.values()) targets.set(issue.id, paise(-(issue.costPaise + at(issue.unit, issue.shortMilli))))
  for (const [id, value] of returned) targets.set(id, paise(value))
  const missing = short.filter((issue) => issue.shortMilli > 0)
  if (missing.length === 0) return { targets, layers }
  const qtyMilli = -sumPaise(missing.map((issue) => issue.shortMilli))
  const valuePaise = -sumPaise(missing.map((issue) => at(issue.unit, issue.shortMilli)))
  return { targets, layers: [{ date: '', receipt: 0, qtyMilli, valuePaise }] }
}

function inOrder(history: readonly CostMove[]): CostMove[] {
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
