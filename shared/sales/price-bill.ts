import type { PartyCategory } from '../company/party-category.ts'
import { isPlaceOfSupply } from '../company/states.ts'
import { placeOfSupply, type SupplyType, supplyType } from '../gst/place-of-supply.ts'
import type { TaxClass } from '../gst/rates.ts'
import { type Settled, settle } from '../gst/tax.ts'
import { type Paise, paise, sumPaise } from '../money.ts'
import { Refusal } from '../refusal.ts'

export const billModes = ['credit', 'cash', 'upi', 'card', 'cheque', 'bank', 'mixed'] as const
export type BillMode = (typeof billModes)[number]
export type PaidMode = Exclude<BillMode, 'credit' | 'mixed'>

/** The part of a draft that makes the figures; the screen's own draft and the posted one both have it. */
export type PricedDraft = {
  readonly lines: readonly {
    readonly qtyMilli: number
    readonly rateE4: number
    readonly factor: number
    /** In order, compounding. */
    readonly discountsBp?: readonly number[]
    /** A flat amount off the line, after the percentages. */
    readonly discountPaise?: number
  }[]
  readonly discountPaise: number
  readonly chargesPaise: number
  readonly pricesIncludeTax: boolean
  readonly placeOfSupply: string | null
  readonly walkIn: { readonly stateCode: string | null } | null
  readonly zeroRated: { readonly withPayment: boolean } | null
  readonly mode: BillMode
  readonly paid: readonly { readonly mode: PaidMode; readonly amountPaise: number }[]
}

/** An item's tax as it stands on the bill's date (model rule 7). */
export type LineTax = {
  readonly taxClass: TaxClass
  readonly rateBp: number
  readonly cessBp?: number
  readonly cessUnitPaise?: number
}

export type PricingFacts = {
  readonly firmState: string
  /** The firm has a GSTIN. One without may not collect tax (section 32 of the Act): its bills carry none. */
  readonly firmRegistered: boolean
  /** null: a walk-in customer, who is unregistered. */
  readonly buyer: { readonly category: PartyCategory; readonly stateCode: string } | null
  /** The document total goes to the nearest rupee. */
  readonly roundOff: boolean
  /** One per line of the draft, in its order. */
  readonly taxes: readonly LineTax[]
}

export type Payment = {
  readonly paid: readonly { readonly mode: PaidMode; readonly amountPaise: Paise }[]
  readonly paidPaise: Paise
  /** What stays owing; negative when more was entered than the bill comes to. */
  readonly creditPaise: Paise
  readonly mode: BillMode
}

export type PricedBill = {
  readonly pos: string
  readonly supply: SupplyType
  readonly settled: Settled
  readonly payment: Payment
}

/**
 * Place of supply and kind of supply of a bill (gst-rules.md §1.5, §1.6): what the clerk chose, else worked out from the buyer.
 * Refuses `sales/place-of-supply` when the place is no state a new document may have.
 */
export function supplyOf(
  draft: Pick<PricedDraft, 'placeOfSupply' | 'walkIn' | 'zeroRated'>,
  facts: Pick<PricingFacts, 'firmState' | 'buyer'>,
): { pos: string; supply: SupplyType } {
  const category = facts.buyer?.category ?? 'unregistered'
  const billToState = facts.buyer ? facts.buyer.stateCode : (draft.walkIn?.stateCode ?? null)
  const pos = draft.placeOfSupply ?? placeOfSupply({ supplierState: facts.firmState, category, billToState })
  if (!isPlaceOfSupply(pos))
    throw new Refusal('sales/place-of-supply', `${pos} is not a place of supply`, 'placeOfSupply', { state: pos })
  return {
    pos,
    supply: supplyType({ supplierState: facts.firmState, pos, category, withPayment: draft.zeroRated?.withPayment ?? true }),
  }
}

/** How the total is met: what was entered, or, when a paid mode is chosen and nothing entered, all of it in that mode. */
export function paymentOf(draft: Pick<PricedDraft, 'mode' | 'paid'>, totalPaise: Paise): Payment {
  const { mode } = draft
  const entered = draft.paid.filter((part) => part.amountPaise !== 0)
  const whole = entered.length === 0 && mode !== 'credit' && mode !== 'mixed' && totalPaise > 0
  const paid = whole
    ? [{ mode, amountPaise: totalPaise }]
    : entered.map((part) => ({ mode: part.mode, amountPaise: paise(part.amountPaise) }))
  const paidPaise = sumPaise(paid.map((part) => part.amountPaise))
  const creditPaise = paise(totalPaise - paidPaise)
  const [only] = paid
  const one = only !== undefined && creditPaise === 0 && paid.every((part) => part.mode === only.mode)
  return { paid, paidPaise, creditPaise, mode: only === undefined ? 'credit' : one ? only.mode : 'mixed' }
}

const untaxed: LineTax = { taxClass: 'exempt', rateBp: 0, cessBp: 0, cessUnitPaise: 0 }

/**
 * Every figure of a bill: place and kind of supply, settled lines and totals, payment. The bill screen shows what this returns
 * and the posting stores what this returns, so the preview is the bill. Refuses `sales/place-of-supply` and what
 * shared/gst/tax.ts refuses, with the field as the draft names it.
 */
export function priceBill(draft: PricedDraft, facts: PricingFacts): PricedBill {
  if (facts.taxes.length !== draft.lines.length)
    throw new RangeError(`${draft.lines.length} lines and the tax of ${facts.taxes.length}`)
  const { pos, supply } = supplyOf(draft, facts)
  const taxOf = (index: number): LineTax => (facts.firmRegistered ? (facts.taxes[index] as LineTax) : untaxed)
  const lines = draft.lines.map((line, index) => ({ ...line, ...taxOf(index) }))
  const settled = asDraftFields(() =>
    settle(lines, {
      supply,
      roundOff: facts.roundOff,
      pricesIncludeTax: draft.pricesIncludeTax,
      documentDiscountPaise: draft.discountPaise,
      charges: draft.chargesPaise === 0 ? [] : [{ amountPaise: draft.chargesPaise }],
    }),
  )
  return { pos, supply, settled, payment: paymentOf(draft, settled.totalPaise) }
}

const fieldNames: Readonly<Record<string, string>> = { documentDiscountPaise: 'discountPaise', charges: 'chargesPaise' }

/** The tax engine names its own options; the clerk has a draft in front of him. */
function asDraftFields<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.field === undefined || !(error.field in fieldNames)) throw error
    throw new Refusal(error.code, error.message, fieldNames[error.field], error.details)
  }
}
