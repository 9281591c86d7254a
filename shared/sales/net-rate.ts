import { lineNet } from '../items/discount-ladder.ts'
import { type Paise, paise, share } from '../money.ts'
import { type RateE4, rateE4 } from '../quantity.ts'

export const netWays = ['rate', 'discount'] as const
/** What is worked back: the rate (the discounts stay), or the first discount (the rate stays). */
export type NetWay = (typeof netWays)[number]

export type NetAsk = {
  readonly way: NetWay
  /** What a sale unit shall cost the buyer, 1/10,000 rupee: with tax, or before it. */
  readonly wantedE4: number
  readonly withTax: boolean
  readonly taxBp: number
  /** CGST and SGST, each rounded; else IGST. */
  readonly intra: boolean
  /** Taxable value of the bill's other lines at this rate, which are taxed together with this one. */
  readonly besidePaise?: number
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
  /** What the line comes to before tax, and what was asked with (or without) tax against what it comes to. */
  readonly netPaise: Paise
  readonly askedPaise: Paise
  readonly reachedPaise: Paise
}

const taxOf = (netPaise: number, taxBp: number, intra: boolean): number =>
  intra ? 2 * share(netPaise, taxBp, 20_000) : share(netPaise, taxBp, 10_000)

/** The tax a line adds to a bill: each rate is taxed once on the whole (gst-rules.md §2.2), so what stands beside it counts. */
const lineTax = (netPaise: number, taxBp: number, intra: boolean, besidePaise = 0): Paise =>
  paise(taxOf(besidePaise + netPaise, taxBp, intra) - taxOf(besidePaise, taxBp, intra))

/**
 * The net that adds an amount to the bill with its tax: exactly where any net does, else the nearest below. A paisa of net adds one paisa or, when
 * its tax goes up, two (IGST) or three (two halves), so of all amounts tax ÷ (100 + tax) cannot be had – 1 in 21 at 5 %, 1 in 6.6 at 18 % – and what is
 * reached is then 1 paisa less with IGST, 1 or 2 with two halves.
 */
function netWithin(askedPaise: number, { taxBp, intra, besidePaise }: NetAsk): number {
  const about = share(askedPaise, 10_000, 10_000 + taxBp)
  // the tax of the rest may be rounded up or down by nearly a paisa a head: the answer lies within three of the plain quotient
  let best = Math.max(0, about - 3)
  for (let net = best; net <= about + 3; net += 1) if (net + lineTax(net, taxBp, intra, besidePaise) <= askedPaise) best = net
  return best
}

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

const most = 10_000_000_000_000

/**
 * Works a wanted net rate back to the rate or the first discount of a line, exactly: the line comes to what so many packs at that rate
 * come to, to the paisa; what a rate of four decimals or a per cent of two cannot say is taken off as paise. Null when it cannot be:
 * nothing on the line, more than the rate gives by a discount, or a discount of everything in the way.
 */
export function netRate(ask: NetAsk): NetRate | null {
  const { qtyMilli, factor, withTax, taxBp, intra, besidePaise } = ask
  if (qtyMilli <= 0 || ask.wantedE4 < 0) return null
  const asked = lineNet({ qtyMilli, rateE4: ask.wantedE4, factor, percentsBp: [] }, 0)
  const wanted = withTax ? netWithin(asked, ask) : asked
  const comesTo = (rate: number, first: readonly number[]) =>
    lineNet({ qtyMilli, rateE4: rate, factor, percentsBp: [...first, ...ask.second] }, 0)
  let { rateE4: rate, first } = ask
  if (ask.way === 'rate') {
    // the rate one would say; else the lowest that is enough. A per cent of everything can be reached by no rate
    const before = withTax ? share(ask.wantedE4, 10_000, 10_000 + taxBp) : ask.wantedE4
    const said = [...first, ...ask.second].reduce((one, bp) => (bp < 10_000 ? share(one, 10_000, 10_000 - bp) : one), before)
    const plain = said <= most && comesTo(said, first) === wanted
    const found = plain ? said : lowest(0, Math.min(most, ask.wantedE4 * 10_000 + 10_000), (one) => comesTo(one, first) >= wanted)
    if (found === null) return null
    rate = found
  } else {
    const kept = lowest(0, 10_000, (one) => comesTo(rate, [10_000 - one]) >= wanted)
    if (kept === null) return null
    first = kept === 10_000 ? [] : [10_000 - kept]
  }
  const flatPaise = paise(comesTo(rate, first) - wanted)
  const tax = withTax ? lineTax(wanted, taxBp, intra, besidePaise) : 0
  return {
    rateE4: rateE4(rate),
    first,
    second: ask.second,
    flatPaise,
    netPaise: paise(wanted),
    askedPaise: asked,
    reachedPaise: paise(wanted + tax),
  }
}

/** A rate so many basis points higher or lower, to 1/10,000 rupee; never below nothing. */
export const ratePlus = (rate: number, bp: number): RateE4 => rateE4(Math.max(0, share(rate, 10_000 + bp, 10_000)))
