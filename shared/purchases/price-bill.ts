import type { z } from 'zod'
import type { TaxClass } from '../accounts/posting.ts'
import type { SupplyType } from '../gst/place-of-supply.ts'
import { type Settled, type SettledLine, settle } from '../gst/tax.ts'
import { type Paise, paise, sumPaise } from '../money.ts'
import { Refusal } from '../refusal.ts'
import type { itcClasses, PurchaseBill } from './bill-contract.ts'

type Draft = z.output<typeof PurchaseBill>
export type ItcClass = (typeof itcClasses)[number]

/** What a line's item says of tax on the bill's date, and the units in the unit its rate is per. */
export type BillLineFacts = { factor: number; taxClass: TaxClass; rateBp: number; cessBp: number; cessUnitPaise: number }

/** The class and rate a line is taxed at: the item's, or the rate on the supplier's bill where that is another. */
export function billedTax(
  item: { readonly taxClass: TaxClass; readonly rateBp: number },
  gstBp: number | null,
): { taxClass: TaxClass; rateBp: number } {
  if (gstBp === null || !differsFromItem(item, gstBp)) return { taxClass: item.taxClass, rateBp: item.rateBp }
  return { taxClass: gstBp === 0 ? 'nil' : 'taxable', rateBp: gstBp }
}
/** Whether the rate on a supplier's bill is another than the item's; goods that are not taxed are at 0. */
export const differsFromItem = (item: { readonly taxClass: TaxClass; readonly rateBp: number }, gstBp: number | null): boolean =>
  gstBp !== null && gstBp !== (item.taxClass === 'taxable' ? item.rateBp : 0)

/** What of a bill decides its figures: the screen's draft before it is whole is enough. */
export type PricedBill = Pick<Draft, 'discountPaise' | 'charges' | 'afterTax' | 'roundOffPaise'> & {
  readonly lines: readonly Pick<Draft['lines'][number], 'qtyMilli' | 'rateE4' | 'discountBp' | 'discount2Bp' | 'schemePaise'>[]
}

const mostRoundOffPaise = 100

/**
 * A supplier's bill settled as the supplier charged it (gst-rules.md §2.1): two discounts one on what the other leaves, then the scheme amount,
 * the bill's discount and its charges by value, tax per rate on the whole. A supplier without registration or under composition charges none
 * (§1.8). The round-off is the firm's setting, or what the paper says within a rupee.
 * Refuses `purchases/round-off`, `purchases/negative`, and what `settle` refuses.
 */
export function priceSupplierBill(
  draft: PricedBill,
  lines: readonly BillLineFacts[],
  facts: { readonly supply: SupplyType; readonly untaxed: boolean; readonly roundOff: boolean },
): Settled {
  const typed = draft.roundOffPaise
  if (typed !== null && Math.abs(typed) > mostRoundOffPaise)
    throw new Refusal('purchases/round-off', 'A bill is rounded by a rupee at most', 'roundOffPaise')
  for (const [at, { amountPaise }] of draft.afterTax.entries())
    if (amountPaise < 0)
      throw new Refusal('purchases/negative', 'An amount below nothing: use a discount', `afterTax.${at}.amountPaise`)
  const priced = draft.lines.map((line, at) => {
    const { factor, taxClass, rateBp, cessBp, cessUnitPaise } = lines[at] as BillLineFacts
    return {
      qtyMilli: line.qtyMilli,
      rateE4: line.rateE4,
      factor,
      discountsBp: [line.discountBp, line.discount2Bp].filter((bp) => bp > 0),
      discountPaise: line.schemePaise,
      taxClass: facts.untaxed && taxClass !== 'non-gst' ? ('exempt' as const) : taxClass,
      ...(facts.untaxed ? { rateBp: 0, cessBp: 0, cessUnitPaise: 0 } : { rateBp, cessBp, cessUnitPaise }),
    }
  })
  const settled = settle(priced, {
    supply: facts.supply,
    roundOff: typed === null && facts.roundOff,
    documentDiscountPaise: draft.discountPaise,
    charges: draft.charges,
    afterTaxPaise: sumPaise(draft.afterTax.map(({ amountPaise }) => amountPaise)),
  })
  if (typed === null) return settled
  return { ...settled, roundOffPaise: typed, totalPaise: paise(settled.totalPaise + typed) }
}

export const taxOf = (line: Pick<SettledLine, 'igstPaise' | 'cgstPaise' | 'sgstPaise' | 'cessPaise'>): Paise =>
  sumPaise([line.igstPaise, line.cgstPaise, line.sgstPaise, line.cessPaise])

/** Whether the tax of a line comes back as credit; otherwise it is part of what the goods cost (gst-rules.md §5.3). */
export const isCredited = (itc: ItcClass, registered: boolean): boolean => registered && (itc === 'inputs' || itc === 'capital')

/** What a line's goods cost. */
export const costOf = (line: SettledLine, itc: ItcClass, registered: boolean): Paise =>
  isCredited(itc, registered) ? line.taxablePaise : paise(line.taxablePaise + taxOf(line))
