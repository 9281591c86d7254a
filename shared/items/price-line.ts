import { type Paise, paise } from '../money.ts'
import { lineAmount, type Milli, milli, type RateE4 } from '../quantity.ts'
import { type DiscountTerm, type LadderStep, ladderOf, lineNet } from './discount-ladder.ts'
import { type RateFacts, type ResolvedRate, resolveRate } from './price-rate.ts'
import { freePacksOf, halfCut, type QuantityScheme, schemeOf } from './scheme.ts'

/** Everything the price of one item for one party on one day depends on; it comes with the item, so that no key waits for main. */
export type PriceFacts = RateFacts & {
  readonly itemId: number
  readonly partyBp: number
  readonly terms: readonly DiscountTerm[]
  /** Those that run for this item and buyer on the day. */
  readonly schemes: readonly QuantityScheme[]
}
export type LinePrice = {
  readonly rate: ResolvedRate
  readonly ladder: readonly LadderStep[]
  readonly percentsBp: readonly number[]
  readonly scheme: QuantityScheme | null
  /** Of the item itself, base units. */
  readonly freeMilli: Milli
  /** Of another item, its own base units. */
  readonly freeOther: { readonly itemId: number; readonly name: string; readonly qtyMilli: Milli } | null
  /** The half scheme's cut. */
  readonly flatPaise: Paise
  readonly grossPaise: Paise
  readonly netPaise: Paise
}

/** Whole packs in a quantity; loose pieces earn nothing. */
export const packsIn = (qtyMilli: number, factor: number): number => Math.floor(qtyMilli / (factor * 1000))

/**
 * What the rules make of a quantity: rate, ladder, free goods, half-scheme cut, net value before tax. The counter bill fills its cells
 * with it, the posting checks with it, "why this rate" explains it. A rate or percentages keyed by hand can be put in: slabs by value
 * and the half scheme follow them.
 */
export function priceLine(
  facts: PriceFacts,
  ask: {
    readonly batchId: number | null
    readonly qtyMilli: number
    readonly rateE4?: number | null
    readonly percentsBp?: readonly number[]
  },
): LinePrice {
  const rate = resolveRate(facts, ask.batchId)
  const rateE4 = (ask.rateE4 ?? rate.rateE4 ?? 0) as RateE4
  const packs = packsIn(ask.qtyMilli, facts.factor)
  const line = { qtyMilli: ask.qtyMilli, rateE4, factor: facts.factor }
  const grossPaise = lineAmount(line)
  // a net rate is the last word: nothing of the ladder comes off it, schemes still give their free goods
  const ladder = rate.taken?.net
    ? []
    : ladderOf({ partyBp: facts.partyBp, terms: facts.terms, listId: rate.taken?.listId ?? null, packs, grossPaise })
  const percentsBp = ask.percentsBp ?? ladder.map((step) => step.bp)
  const scheme = schemeOf(facts.schemes)
  const free = scheme ? freePacksOf(scheme, packs) : 0
  const flatPaise = scheme ? halfCut(scheme, { ...line, percentsBp }, packs) : paise(0)
  const other = scheme?.freeItem ?? null
  return {
    rate,
    ladder,
    percentsBp,
    scheme,
    freeMilli: milli(other ? 0 : free * facts.factor * 1000),
    freeOther: other && free > 0 ? { itemId: other.id, name: other.name, qtyMilli: milli(free * other.factor * 1000) } : null,
    flatPaise,
    grossPaise,
    netPaise: lineNet({ ...line, percentsBp }, flatPaise),
  }
}
