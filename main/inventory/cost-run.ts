import { type Paise, paise, share, sumPaise } from '../../shared/money.ts'
import {
  at,
  type CostMethod,
  type CostMove,
  type CostPool,
  inOrder,
  type Layer,
  type MethodPeriod,
  poolKey,
  takeFrom,
  type UnitCost,
} from './cost.ts'
import {
  arriveBeside,
  type Beside,
  besideOf,
  coverShorts,
  type KeptBeside,
  keptOf,
  layersOn,
  leaveBeside,
  putOn,
  returnBeside,
  type Short,
  shelfOf,
  takeOff,
  wayOf,
  worthOf,
} from './shelf.ts'

/** An issue while later moves can still change it: short goods are covered, sold ones brought back. */
type Issue = Short & {
  /** Covered and not yet brought back, and its cost. */
  coveredMilli: number
  coveredPaise: number
  costPaise: number
  /** The change of pool that found these goods short: what covers them is that change's, no issue's; such have no move. */
  readonly opening?: string
}

/** What a change of method or pool made of the stock of its day, but for what it found short and nothing covers yet. */
type Change = { readonly from: string; amountPaise: number }

/** All that later moves need of earlier ones: kept at a month's end or between two slices, a reckoning goes on from it. */
export type CostState = {
  layers: Layer[]
  shorts: Issue[]
  /** The last receipt's unit cost; null before any. */
  last: UnitCost | null
  /** The last receipt of each batch, where batches are pools now or later. */
  lasts: [batch: number, unit: UnitCost][]
  /** The layers as they would be by methods and pools that come into force later. */
  others: Record<string, KeptBeside>
  /** Changes whose difference later receipts still move. */
  changes: Change[]
}

export const emptyState = (): CostState => ({ layers: [], shorts: [], last: null, lasts: [], others: {}, changes: [] })

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
  /** The difference each change of method or pool made to what was in stock. */
  methods(): readonly { from: string; amountPaise: number }[]
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
 * have left of the same history (model, cost of stock 8); goods that customers returned came back at what they left at. A change of
 * pool does the same: what was short in the old pool keeps its provisional cost, what is short in the new one belongs to the change.
 */
export function costRun({ state, from, periods, fallback, before }: Ask): CostRun {
  let now = periods.findLast((period, index) => index === 0 || period.from <= from) as MethodPeriod
  const coming = [...laterMethods(periods, from)]
  const byBatch = [now, ...coming].some((period) => period.pool === 'batch')
  let shelf = shelfOf(now, state.layers)
  let last = state.last
  const lasts = new Map(state.lasts)
  let shorts = state.shorts.map((issue) => ({ ...issue }))
  const others = new Map<string, Beside>(coming.map((next) => [wayOf(next), besideOf(next, state.others[wayOf(next)])]))
  const issues = new Map<number, Issue>(shorts.filter((issue) => !issue.opening).map((issue) => [issue.id, issue]))
  const told = new Set<number>(issues.keys())
  const returned = new Map<number, number>()
  const changes = state.changes.map((one) => ({ ...one }))

  const unitOf = (pool: CostPool, batch: number) => (pool === 'batch' ? lasts.get(batch) : undefined) ?? last ?? fallback
  const covered = (issue: Issue, qtyMilli: number, valuePaise: number) => {
    const change = issue.opening ? changes.find((one) => one.from === issue.opening) : undefined
    if (change) change.amountPaise -= valuePaise
    else cover(issue, qtyMilli, valuePaise)
  }
  const bringIn = (batch: number, goods: Layer) => {
    const left = { ...goods }
    coverShorts(shorts, now.pool, batch, left, covered)
    if (shorts.length > 0) shorts = shorts.filter((issue) => issue.shortMilli > 0)
    if (left.qtyMilli > 0) putOn(shelf, batch, left)
  }
  const send = ({ id, batch, qtyMilli }: CostMove) => {
    const short = { id, batch, unit: unitOf(now.pool, batch), shortMilli: -qtyMilli }
    for (const other of others.values()) leaveBeside(other, { ...short, unit: unitOf(other.pool, batch) })
    const issue: Issue = { ...short, coveredMilli: 0, coveredPaise: 0, costPaise: 0 }
    issues.set(id, issue)
    told.add(id)
    const drawn = takeOff(shelf, batch, issue.shortMilli)
    issue.shortMilli -= drawn.qtyMilli
    cover(issue, drawn.qtyMilli, drawn.valuePaise)
    if (issue.shortMilli > 0) shorts.push(issue)
  }
  const find = (id: number, batch: number): Issue | undefined => {
    const known = issues.get(id)
    if (known) return known
    const found = before(id)
    if (!found) return undefined
    const issue = { id, batch, unit: fallback, shortMilli: 0, ...found, costPaise: 0 }
    issues.set(id, issue)
    return issue
  }
  const bringBack = (move: CostMove, goods: Layer) => {
    const back = broughtBack(move.qtyMilli, find(move.returns ?? 0, move.batch), unitOf(now.pool, move.batch))
    shorts = shorts.filter((issue) => issue.shortMilli > 0)
    returned.set(move.id, back.valuePaise)
    for (const other of others.values()) {
      const restMilli = returnBeside(other, move.returns ?? 0, move.qtyMilli)
      const restPaise = restMilli === back.restMilli ? back.restPaise : share(back.valuePaise, restMilli, move.qtyMilli)
      if (restMilli > 0) arriveBeside(other, move.batch, { ...goods, qtyMilli: restMilli, valuePaise: restPaise })
    }
    if (back.restMilli > 0) bringIn(move.batch, { ...goods, qtyMilli: back.restMilli, valuePaise: back.restPaise })
  }
  const passInto = (date: string) => {
    for (let next = coming[0]; next && next.from <= date; next = coming[0]) {
      coming.shift()
      const beside = others.get(wayOf(next)) as Beside
      const change = { from: next.from, amountPaise: worthOf(beside) - worthOf(shelf) }
      if (next.pool !== now.pool) {
        for (const issue of shorts) {
          const provisional = at(issue.unit, issue.shortMilli)
          change.amountPaise += provisional
          covered(issue, issue.shortMilli, provisional)
          issue.shortMilli = 0
        }
        shorts = beside.shorts.map((short) => ({ ...short, id: -short.id, ...nothingCovered, opening: change.from }))
      }
      changes.push(change)
      shelf = shelfOf(next, layersOn(beside))
      if (!coming.some((later) => wayOf(later) === wayOf(next))) others.delete(wayOf(next))
      now = next
    }
  }
  const takeReceipt = (move: CostMove, goods: Layer) => {
    last = { valuePaise: goods.valuePaise, qtyMilli: goods.qtyMilli }
    if (byBatch) lasts.set(move.batch, last)
    for (const other of others.values()) arriveBeside(other, move.batch, goods)
    bringIn(move.batch, goods)
  }
  return {
    passInto,
    take: (move) => {
      passInto(move.date)
      if (move.qtyMilli < 0) return send(move)
      const goods = { pool: 0, date: move.date, receipt: move.id, qtyMilli: move.qtyMilli, valuePaise: move.receivedPaise ?? 0 }
      return move.receivedPaise === null ? bringBack(move, goods) : takeReceipt(move, goods)
    },
    costed: (settledOnly = false) =>
      settled({ issues, told, returned, layers: layersOn(shelf), shorts, pool: now.pool, settledOnly }),
    methods: () => changes.map((one) => ({ ...one, amountPaise: one.amountPaise - openOf(shorts, one.from) })),
    state: () => ({
      layers: layersOn(shelf),
      shorts: shorts.map((issue) => ({ ...issue })),
      last,
      lasts: [...lasts],
      others: Object.fromEntries([...others].map(([way, beside]) => [way, keptOf(beside)])),
      changes: changes.filter((one) => shorts.some((issue) => issue.opening === one.from)).map((one) => ({ ...one })),
    }),
  }
}

const nothingCovered = { coveredMilli: 0, coveredPaise: 0, costPaise: 0 }
/** What goods that a change of pool found short are taken to cost while nothing covers them. */
const openOf = (shorts: readonly Issue[], from: string): number =>
  sumPaise(shorts.filter((issue) => issue.opening === from).map((issue) => at(issue.unit, issue.shortMilli)))

function cover(issue: Issue, qtyMilli: number, valuePaise: number): void {
  issue.coveredMilli += qtyMilli
  issue.coveredPaise += valuePaise
  issue.costPaise += valuePaise
}

/** What a return is worth; `rest` is the part that is goods again and not just a shortage withdrawn. */
function broughtBack(
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
  const covered: Layer = { pool: 0, date: '', receipt: 0, qtyMilli: issue.coveredMilli, valuePaise: issue.coveredPaise }
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
  pool: CostPool
  settledOnly: boolean
}

function settled({ issues, told, returned, layers, shorts, pool, settledOnly }: Reckoned): Costed {
  const targets = new Map<number, Paise>()
  for (const id of told) {
    const issue = issues.get(id) as Issue
    if (settledOnly && issue.shortMilli > 0) continue
    targets.set(id, paise(-(issue.costPaise + at(issue.unit, issue.shortMilli))))
  }
  for (const [id, value] of returned) targets.set(id, paise(value))
  const missing = new Map<number, Layer>()
  for (const issue of shorts) {
    const key = poolKey(pool, issue.batch)
    const row = missing.get(key) ?? { pool: key, date: '', receipt: 0, qtyMilli: 0, valuePaise: 0 }
    row.qtyMilli -= issue.shortMilli
    row.valuePaise -= at(issue.unit, issue.shortMilli)
    missing.set(key, row)
  }
  return { targets, layers: [...layers, ...missing.values()] }
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
  const periods = typeof method === 'string' ? [{ from: '', method, pool: 'item' as const }] : method
  const run = costRun({ state: emptyState(), from: '', periods, fallback, before: () => null })
  for (const move of inOrder(history)) run.take(move)
  run.passInto('9999-12-31')
  return { ...run.costed(), methods: run.methods() }
}
