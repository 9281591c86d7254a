import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import {
  at,
  type CostMethod,
  type CostMove,
  drawFrom,
  inOrder,
  type Layer,
  type MethodPeriod,
  putInto,
  takeFrom,
  type UnitCost,
} from './cost.ts'

/** An issue while later moves can still change it: short goods are covered, sold ones brought back. */
export type Issue = {
  readonly id: number
  readonly unit: UnitCost
  /** Not yet covered by any receipt. */
  shortMilli: number
  /** Covered and not yet brought back, and its cost. */
  coveredMilli: number
  coveredPaise: number
  costPaise: number
}

/** All that later moves need of earlier ones: kept at a month's end or between two slices, a reckoning goes on from it. */
export type CostState = {
  layers: Layer[]
  shorts: Issue[]
  /** The last receipt's unit cost; null before any. */
  last: UnitCost | null
  /** The layers as they would be under methods that come into force later. */
  others: Partial<Record<CostMethod, Layer[]>>
}

export const emptyState = (): CostState => ({ layers: [], shorts: [], last: null, others: {} })

export type Costed = {
  /** Signed value of every issue (negative) and customers' return (positive); a move not named is worth nothing. */
  readonly targets: ReadonlyMap<number, Paise>
  readonly layers: Layer[]
}

export type CostRun = {
  take(move: CostMove): void
  /** Brings into force the methods that begin on this day or before. */
  passInto(date: string): void
  /** What the moves taken so far are worth. Issues that are still short are left out where `settledOnly`. */
  costed(settledOnly?: boolean): Costed
  state(): CostState
  /** The difference each change of method made to what was in stock. */
  readonly methods: readonly { from: string; amountPaise: number }[]
}

type Ask = {
  state: CostState
  /** The day up to which the state holds; '' for the beginning. */
  from: string
  periods: readonly MethodPeriod[]
  fallback: UnitCost
  /** What of an issue before the state is covered and not yet brought back; null where it is not in the book. */
  before(issue: number): { coveredMilli: number; coveredPaise: number } | null
}

/** The methods that come into force after a day. */
export const laterMethods = (periods: readonly MethodPeriod[], from: string): readonly MethodPeriod[] =>
  periods.slice(1).filter((period) => period.from > from)

/**
 * The reckoning of one item's cost, move by move from a state. A change of method takes over the layers that the new method would
 * have left of the same history (model, cost of stock 8); goods that customers returned came back at what they left at.
 */
export function costRun({ state, from, periods, fallback, before }: Ask): CostRun {
  const copies = (layers: readonly Layer[]) => layers.map((layer) => ({ ...layer }))
  let method = (periods.findLast((period, index) => index === 0 || period.from <= from) as MethodPeriod).method
  let layers = copies(state.layers)
  let last = state.last
  let shorts = state.shorts.map((issue) => ({ ...issue }))
  const coming = [...laterMethods(periods, from)]
  const others = new Map<CostMethod, Layer[]>()
  for (const { method: other } of coming) others.set(other, copies(state.others[other] ?? []))
  const issues = new Map<number, Issue>(shorts.map((issue) => [issue.id, issue]))
  const told = new Set<number>(issues.keys())
  const returned = new Map<number, number>()
  const methods: { from: string; amountPaise: number }[] = []

  const put = (goods: Layer) => {
    for (const [other, list] of others) putInto(other, list, { ...goods })
    putInto(method, layers, goods)
  }
  const bringIn = (goods: Layer) => {
    for (const issue of shorts) {
      if (goods.qtyMilli === 0) break
      const covered = Math.min(goods.qtyMilli, issue.shortMilli)
      const value = covered === 0 ? 0 : takeFrom(goods, covered)
      issue.shortMilli -= covered
      cover(issue, covered, value)
    }
    if (shorts.length > 0) shorts = shorts.filter((issue) => issue.shortMilli > 0)
    if (goods.qtyMilli > 0) put(goods)
  }
  const send = (move: CostMove) => {
    const unit = last ?? fallback
    const issue: Issue = { id: move.id, unit, shortMilli: -move.qtyMilli, coveredMilli: 0, coveredPaise: 0, costPaise: 0 }
    issues.set(move.id, issue)
    told.add(move.id)
    const drawn = drawFrom(method, layers, issue.shortMilli)
    for (const [other, list] of others) drawFrom(other, list, issue.shortMilli)
    issue.shortMilli -= drawn.qtyMilli
    cover(issue, drawn.qtyMilli, drawn.valuePaise)
    if (issue.shortMilli > 0) shorts.push(issue)
  }
  const find = (id: number): Issue | undefined => {
    const known = issues.get(id)
    if (known) return known
    const found = before(id)
    if (!found) return undefined
    const issue = { id, unit: fallback, shortMilli: 0, ...found, costPaise: 0 }
    issues.set(id, issue)
    return issue
  }
  const passInto = (date: string) => {
    for (let next = coming[0]; next && next.from <= date; next = coming[0]) {
      coming.shift()
      const now = copies(others.get(next.method) ?? [])
      methods.push({ from: next.from, amountPaise: worth(now) - worth(layers) })
      if (!coming.some((later) => later.method === next.method)) others.delete(next.method)
      layers = now
      method = next.method
    }
  }
  return {
    methods,
    passInto,
    take: (move) => {
      passInto(move.date)
      if (move.qtyMilli < 0) return send(move)
      const goods = { date: move.date, receipt: move.id, qtyMilli: move.qtyMilli }
      if (move.receivedPaise !== null) {
        last = { valuePaise: move.receivedPaise, qtyMilli: move.qtyMilli }
        return bringIn({ ...goods, valuePaise: move.receivedPaise })
      }
      const back = bringBack(move.qtyMilli, find(move.returns ?? 0), last ?? fallback)
      shorts = shorts.filter((issue) => issue.shortMilli > 0)
      returned.set(move.id, back.valuePaise)
      if (back.restMilli > 0) bringIn({ ...goods, qtyMilli: back.restMilli, valuePaise: back.restPaise })
    },
    costed: (settledOnly = false) => settled({ issues, told, returned, layers, shorts, settledOnly }),
    state: () => ({
      layers: copies(layers),
      shorts: shorts.map((issue) => ({ ...issue })),
      last,
      others: Object.fromEntries([...others].map(([other, list]) => [other, copies(list)])),
    }),
  }
}

const worth = (layers: readonly Layer[]): number => sumPaise(layers.map((layer) => layer.valuePaise))

function cover(issue: Issue, qtyMilli: number, valuePaise: number): void {
  issue.coveredMilli += qtyMilli
  issue.coveredPaise += valuePaise
  issue.costPaise += valuePaise
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

type Reckoned = {
  issues: ReadonlyMap<number, Issue>
  told: ReadonlySet<number>
  returned: ReadonlyMap<number, number>
  layers: Layer[]
  shorts: readonly Issue[]
  settledOnly: boolean
}

function settled({ issues, told, returned, layers, shorts, settledOnly }: Reckoned): Costed {
  const targets = new Map<number, Paise>()
  for (const id of told) {
    const issue = issues.get(id) as Issue
    if (settledOnly && issue.shortMilli > 0) continue
    targets.set(id, paise(-(issue.costPaise + at(issue.unit, issue.shortMilli))))
  }
  for (const [id, value] of returned) targets.set(id, paise(value))
  const missing = shorts.filter((issue) => issue.shortMilli > 0)
  if (missing.length === 0) return { targets, layers }
  const qtyMilli = -sumPaise(missing.map((issue) => issue.shortMilli))
  const valuePaise = -sumPaise(missing.map((issue) => at(issue.unit, issue.shortMilli)))
  return { targets, layers: [{ date: '', receipt: 0, qtyMilli, valuePaise }] }
}

/**
 * Values every issue of an item and says what is left (model, cost of stock 2). Order: date, inward before outward, id; a return
 * on the day of its sale follows that sale. Mirrored pairs are absent. An issue without stock is valued at the last receipt's
 * unit cost (before any receipt: `fallback`) until a receipt arrives, which covers the oldest shortage first at its own cost. A
 * return first withdraws what its own issue is still short of, the rest comes back at its share of the issue's cost.
 */
export function cost(
  method: CostMethod | readonly MethodPeriod[],
  history: readonly CostMove[],
  fallback: UnitCost,
): Costed & { methods: readonly { from: string; amountPaise: number }[] } {
  const periods = typeof method === 'string' ? [{ from: '', method }] : method
  const run = costRun({ state: emptyState(), from: '', periods, fallback, before: () => null })
  for (const move of inOrder(history)) run.take(move)
  run.passInto('9999-12-31')
  return { ...run.costed(), methods: run.methods }
}
