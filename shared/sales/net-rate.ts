import type { Settled } from '../gst/tax.ts'
import { lineNet } from '../items/discount-ladder.ts'
import { type Paise, paise, share } from '../money.ts'
import { type RateE4, rateE4 } from '../quantity.ts'

const most = 10_000_000_000_000

export const netWays = ['rate', 'discount'] as const
/** What is worked back: the rate (the discounts stay), or the first discount (the rate stays). */
export type NetWay = (typeof netWays)[number]

export type NetAsk = {
  readonly way: NetWay
  /** What a sale unit shall cost the buyer, 1/10,000 rupee: with tax, or before it. */
  readonly wantedE4: number
  readonly withTax: boolean
  readonly taxBp: number
  /** What the line costs the buyer (with its tax or before it, as asked) when it comes to a net; null where its bill is refused. */
  readonly reach: (netPaise: number) => number | null
  readonly qtyMilli: number
  readonly factor: number
  readonly rateE4: number
  /** The line's percentages: the first column's and what comes after them. */
  readonly first: readonly number[]
  readonly second: readonly number[]
}
export type NetRate = {
  readonly rateE4: RateE4
  readonly first: readonly number[]
  readonly second: readonly number[]
  /** Off the line besides, in paise: what rate and per cent alone cannot reach. */
  readonly flatPaise: Paise
  /** What the line comes to before tax and the bill's discount; what it was asked to cost the buyer, and what it does. */
  readonly netPaise: Paise
  readonly askedPaise: Paise
  readonly reachedPaise: Paise
}

const taxOf = (value: number, rateBp: number, intra: boolean): number =>
  intra ? 2 * share(value, rateBp, 20_000) : share(value, rateBp, 10_000)

/**
 * What a settled line costs the buyer for its goods: its value less its part of the bill's discount, without its part of the charges; with tax, that
 * and what it adds to the tax of its rate, which is settled once on the whole (gst-rules.md §2.2). Prices that include tax are what they say.
 */
export function costOnBill(
  { lines, groups }: Pick<Settled, 'lines' | 'groups'>,
  at: number,
  { withTax, intra, pricesIncludeTax }: { withTax: boolean; intra: boolean; pricesIncludeTax: boolean },
): number | null {
  const line = lines[at]
  if (!line) return null
  const worth = line.taxablePaise + (pricesIncludeTax ? line.igstPaise + line.cgstPaise + line.sgstPaise + line.cessPaise : 0)
  const value = worth - line.chargesPaise
  // charges that include tax have theirs taken out with the goods': so does their part here
  if (pricesIncludeTax) return withTax ? value : line.taxablePaise - share(line.chargesPaise, line.taxablePaise, worth || 1)
  if (!withTax) return value
  const group = groups.find((one) => one.taxClass === line.taxClass && one.rateBp === line.rateBp)
  const whole = group?.taxablePaise ?? 0
  return value + taxOf(whole, line.rateBp, intra) - taxOf(whole - value, line.rateBp, intra)
}

/**
 * The net by which a line costs the buyer an amount: exactly where any net does, else the nearest below; null when no net costs as much. Without a bill
 * discount a paisa of net adds one paisa or, when its tax goes up, two (IGST) or three (two halves), so of all amounts with tax
 * tax ÷ (100 + tax) cannot be had – 1 in 21 at 5 %, 1 in 6.6 at 18 % – and what is reached is then 1 paisa less with IGST, 1 or 2 with two
 * halves. A discount on the bill leaves less than a paisa of each, so that more can be had.
 */
function netFor(askedPaise: number, { withTax, taxBp, reach }: NetAsk): number | null {
  // a long bill is not settled twice for one net
  const known = new Map<number, number>()
  const at = (net: number): number => {
    const cost = known.get(net) ?? reach(net) ?? -1
    known.set(net, cost)
    return cost
  }
  const plain = withTax ? share(askedPaise, 10_000, 10_000 + taxBp) : askedPaise
  const alone = at(plain)
  if (alone === askedPaise) return plain
  // the bill's discount takes nearly the same part of every net
  const guess = alone > 0 ? Math.min(most, share(plain, askedPaise, alone)) : plain
  let [low, high] = [guess, guess]
  if (at(guess) >= askedPaise) for (let step = 4; low > 0 && at(low) >= askedPaise; step *= 2) low = Math.max(0, low - step)
  else for (let step = 4; high < most && at(high) < askedPaise; step *= 2) high = Math.min(most, high + step)
  const enough = lowest(low, high, (net) => at(net) >= askedPaise)
  if (enough === null) return null
  // rounding moves a paisa here and there: what is wanted may stand beside, the further the less a paisa of net leaves
  const slack = enough / Math.max(1, askedPaise)
  const around = slack <= 1 ? 4 : Math.min(60, 4 + Math.ceil(4 * slack))
  let best = enough
  const exact: number[] = []
  for (let net = Math.max(0, enough - around); net <= enough + around; net += 1) {
    const cost = at(net)
    if (cost === askedPaise) exact.push(net)
    const nearer = at(best) > askedPaise || cost >= at(best)
    if (cost >= 0 && cost < askedPaise && nearer) best = net
  }
  return exact.length === 0 ? best : exact.reduce((one, other) => (roundness(other) > roundness(one) ? other : one))
}

/** Whole rupees are said sooner than paise. */
const roundness = (amountPaise: number): number => [1000, 100, 10].filter((unit) => amountPaise % unit === 0).length

/** The lowest of `low`..`high` that is enough; `enough` stays true once it is. Null when none is. */
function lowest(low: number, high: number, enough: (n: number) => boolean): number | null {
  if (!enough(high)) return null
  let [from, to] = [low, high]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (enough(middle)) to = middle
    else from = middle + 1
  }
  return from
}

/**
 * Works a wanted net rate back to the rate or the first discount of a line, exactly: the line costs the buyer what so many packs at that rate
 * come to, to the paisa; what a rate of four decimals or a per cent of two cannot say is taken off as paise. Null when it cannot be:
 * nothing on the line, more than the rate gives by a discount, or a discount of everything in the way.
 */
export function netRate(ask: NetAsk): NetRate | null {
  const { qtyMilli, factor, withTax, taxBp } = ask
  if (qtyMilli <= 0 || ask.wantedE4 < 0) return null
  const asked = lineNet({ qtyMilli, rateE4: ask.wantedE4, factor, percentsBp: [] }, 0)
  const wanted = netFor(asked, ask)
  if (wanted === null) return null
  const comesTo = (rate: number, first: readonly number[]) =>
    lineNet({ qtyMilli, rateE4: rate, factor, percentsBp: [...first, ...ask.second] }, 0)
  let { rateE4: rate, first } = ask
  if (ask.way === 'rate') {
    // the rate one would say; else the lowest that is enough. A per cent of everything can be reached by no rate
    const before = withTax ? share(ask.wantedE4, 10_000, 10_000 + taxBp) : ask.wantedE4
    const said = [...first, ...ask.second].reduce((one, bp) => (bp < 10_000 ? share(one, 10_000, 10_000 - bp) : one), before)
    const plain = said <= most && comesTo(said, first) === wanted
    // a bill discount may ask for more than was wanted of the line
    const perUnit = Math.max(ask.wantedE4, share(wanted, factor * 100_000, qtyMilli))
    const found = plain ? said : lowest(0, Math.min(most, perUnit * 10_000 + 10_000), (one) => comesTo(one, first) >= wanted)
    if (found === null) return null
    rate = found
  } else {
    const kept = lowest(0, 10_000, (one) => comesTo(rate, [10_000 - one]) >= wanted)
    if (kept === null) return null
    first = kept === 10_000 ? [] : [10_000 - kept]
  }
  const flatPaise = paise(comesTo(rate, first) - wanted)
  return {
    rateE4: rateE4(rate),
    first,
    second: ask.second,
    flatPaise,
    netPaise: paise(wanted),
    askedPaise: asked,
    reachedPaise: paise(ask.reach(wanted) ?? 0),
  }
}

/** A rate so many basis points higher or lower, to 1/10,000 rupee; never below nothing. */
export const ratePlus = (rate: number, bp: number): RateE4 => rateE4(Math.max(0, share(rate, 10_000 + bp, 10_000)))
