import type { Paise } from '../money.ts'
import { paise } from '../money.ts'
import { afterPercents, type LineAsk } from './discount-ladder.ts'

/**
 * Which of several schemes of a line holds: the one for the nearest goods, and among those the one for the nearest buyers. It alone is
 * looked at, whether or not its minimum is reached, so that more bought never brings less free. Two of the same nearness cannot run
 * on the same day: saving the second is refused.
 */
export const schemeGoods = ['item', 'category', 'company', 'all'] as const
export const schemeBuyers = ['party', 'route', 'tier', 'everybody'] as const
export type SchemeGoods = (typeof schemeGoods)[number]
export type SchemeBuyers = (typeof schemeBuyers)[number]

type Scope = { readonly goods: SchemeGoods; readonly buyers: SchemeBuyers }
/** Buy so many packs, get so many free. Packs are the sale unit of the item bought (and, for another free item, of that one). */
export type QuantityScheme = Scope & {
  readonly uid: string
  readonly name: string
  readonly fromDate: string
  readonly toDate: string | null
  readonly buyPacks: number
  readonly freePacks: number
  /** From so many packs on; never below `buyPacks`. */
  readonly minPacks: number
  /** False: given once a line, however much is bought. */
  readonly repeats: boolean
  readonly half: boolean
  /** Null: free goods of the same item. */
  readonly freeItem: { readonly id: number; readonly name: string; readonly factor: number; readonly unit: string } | null
}
export type ValueScheme = {
  readonly uid: string
  readonly name: string
  readonly fromDate: string
  readonly toDate: string | null
  readonly buyers: SchemeBuyers
  readonly minPaise: number
  /** The bill is measured (and a flat amount taken off) with its tax. */
  readonly afterTax: boolean
  readonly mode: 'any' | 'cash' | 'credit'
  readonly discountBp: number
  readonly discountPaise: number
}

const nearness = (scope: Scope): number => schemeGoods.indexOf(scope.goods) * 10 + schemeBuyers.indexOf(scope.buyers)

/** The scheme of a line among those that run for its item and buyer on the day. */
export const schemeOf = (schemes: readonly QuantityScheme[]): QuantityScheme | null =>
  schemes.reduce<QuantityScheme | null>((best, one) => (best === null || nearness(one) < nearness(best) ? one : best), null)

/** Free packs for whole packs bought: never more than `freePacks` for every full `buyPacks`, nothing below the minimum. */
export function freePacksOf(scheme: QuantityScheme, packs: number): number {
  if (packs < Math.max(scheme.minPacks, scheme.buyPacks)) return 0
  return (scheme.repeats ? Math.floor(packs / scheme.buyPacks) : 1) * scheme.freePacks
}

/**
 * Packs on which the half scheme gives its rate cut: half of `buyPacks` when what is bought beyond the full schemes reaches that, else
 * none. 10+1 sold as 5: 5 packs; as 9: 5; as 16: 5 (beside one free); as 14: none.
 */
export function halfPacksOf(scheme: QuantityScheme, packs: number): number {
  if (!scheme.half || scheme.freeItem || scheme.buyPacks % 2 !== 0) return 0
  const rest = scheme.repeats ? packs % scheme.buyPacks : packs < scheme.buyPacks ? packs : 0
  return rest >= scheme.buyPacks / 2 ? scheme.buyPacks / 2 : 0
}

/**
 * The half scheme's cut as a flat amount off the line. Half the buy quantity would bring half the free quantity, which cannot be cut
 * from a pack; so those packs are charged as if it had been given: of what half the buy quantity comes to after the percentages the
 * part free ÷ (buy + free) comes off, and a pack costs this buyer exactly what it costs the buyer of the whole scheme. 10+1 at 110.00,
 * 5 bought: 550.00 × 1 ÷ 11 = 50.00 off, 100.00 a pack, as 10 × 110.00 for 11. Rounded down to the paisa: never more than that.
 */
export function halfCut(scheme: QuantityScheme, line: LineAsk, packs: number): Paise {
  const half = halfPacksOf(scheme, packs)
  if (half === 0) return paise(0)
  const { top, bottom } = afterPercents({ ...line, qtyMilli: half * line.factor * 1000 })
  return paise(Number((top * BigInt(scheme.freePacks)) / (bottom * BigInt(scheme.buyPacks + scheme.freePacks))))
}

/**
 * What a bill-value scheme takes off the taxable value (section 15(3)(a): a discount in the invoice itself). A per cent is of the
 * taxable value, before tax or after it the same; a flat amount measured after tax is what the buyer pays less, so its part
 * taxable ÷ total comes off the taxable value. Rounded down, never more than the bill.
 */
function valueDiscount(scheme: ValueScheme, bill: { taxablePaise: number; totalPaise: number }): Paise {
  if (scheme.discountBp > 0) return paise(Math.floor(Number((BigInt(bill.taxablePaise) * BigInt(scheme.discountBp)) / 10_000n)))
  if (!scheme.afterTax) return paise(Math.min(scheme.discountPaise, bill.taxablePaise))
  const flat = Math.min(scheme.discountPaise, bill.totalPaise)
  return paise(bill.totalPaise === 0 ? 0 : Number((BigInt(flat) * BigInt(bill.taxablePaise)) / BigInt(bill.totalPaise)))
}

/**
 * The bill-value scheme of a bill, measured without any bill discount: of the nearest buyers, the highest minimum that is reached.
 * `cash` is a bill that is paid whole at once.
 */
export function valueSchemeOf(
  schemes: readonly ValueScheme[],
  bill: { readonly taxablePaise: number; readonly totalPaise: number; readonly cash: boolean },
): { readonly scheme: ValueScheme; readonly discountPaise: Paise } | null {
  const fits = schemes.filter(
    (one) =>
      (one.mode === 'any' || (one.mode === 'cash') === bill.cash) &&
      (one.afterTax ? bill.totalPaise : bill.taxablePaise) >= one.minPaise,
  )
  const [scheme] = fits.sort(
    (a, b) =>
      schemeBuyers.indexOf(a.buyers) - schemeBuyers.indexOf(b.buyers) || b.minPaise - a.minPaise || (a.uid < b.uid ? -1 : 1),
  )
  return scheme ? { scheme, discountPaise: valueDiscount(scheme, bill) } : null
}

export type SchemeSpan = { readonly fromDate: string; readonly toDate: string | null }
/** Days in common; both ends belong to a scheme. */
export const spansMeet = (a: SchemeSpan, b: SchemeSpan): boolean =>
  (a.toDate === null || a.toDate >= b.fromDate) && (b.toDate === null || b.toDate >= a.fromDate)

/** The 10+1 the trade says. */
export const schemeDeal = (scheme: Pick<QuantityScheme, 'buyPacks' | 'freePacks'>): string =>
  `${scheme.buyPacks}+${scheme.freePacks}`
