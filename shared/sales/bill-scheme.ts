import { type ValueScheme, valueSchemeOf } from '../items/scheme.ts'
import type { Paise } from '../money.ts'
import { type PricedDraft, type PricingFacts, priceBill } from './price-bill.ts'

/**
 * The bill-value scheme a bill reaches, and what it takes off: measured on its goods alone, before any bill discount and charges. A bill
 * in a paid mode counts as cash; a mixed one when what is entered meets that whole amount. Null when there is none. Throws what
 * priceBill refuses.
 */
export function billScheme(
  draft: PricedDraft,
  facts: PricingFacts,
  schemes: readonly ValueScheme[],
): { readonly scheme: ValueScheme; readonly discountPaise: Paise } | null {
  if (schemes.length === 0 || draft.lines.length === 0) return null
  const { settled } = priceBill({ ...draft, discountPaise: 0, chargesPaise: 0 }, facts)
  const entered = draft.paid.reduce((sum, part) => sum + part.amountPaise, 0)
  const cash = draft.mode !== 'credit' && (draft.mode !== 'mixed' || entered >= settled.totalPaise)
  // with its tax, but before it is rounded: the round-off is no part of the goods
  const totalPaise = settled.totalPaise - settled.roundOffPaise
  return valueSchemeOf(schemes, { taxablePaise: settled.taxablePaise, totalPaise, cash })
}
