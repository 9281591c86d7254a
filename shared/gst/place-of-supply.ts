import type { PartyCategory } from '../company/party-category.ts'

/** Which heads a document carries. Zero-rated is export or SEZ, with IGST paid and claimed back, or without under an LUT. */
export const supplyTypes = ['intra', 'inter', 'zero-with-payment', 'zero-without-payment'] as const
export type SupplyType = (typeof supplyTypes)[number]

/** Place of supply outside India (gst-rules.md §1.3). */
export const otherCountriesPos = '96'

/**
 * Where goods are supplied (gst-rules.md §1.5), as a two-digit code. Delivery to a third person on the buyer's instruction is a supply at
 * the buyer's own place, so `billToState` decides and where the lorry goes does not; our own movement to the buyer's other
 * address counts only without such an instruction. An unregistered buyer counts where the document records him, else where we are.
 */
export function placeOfSupply(facts: {
  readonly supplierState: string
  readonly category: PartyCategory
  /** The state recorded on the document for the buyer; null when none is. */
  readonly billToState: string | null
  /** Where the movement ends for the buyer, when it is not his billing address. */
  readonly shipToState?: string | null
  /** True when a third person receives the goods on the buyer's instruction. */
  readonly shipToAnother?: boolean
}): string {
  if (facts.category === 'overseas') return otherCountriesPos
  const recorded = facts.billToState ?? facts.supplierState
  if (facts.category === 'unregistered') return facts.shipToState ?? recorded
  return facts.shipToAnother ? recorded : (facts.shipToState ?? recorded)
}

/**
 * Which taxes a document carries (gst-rules.md §1.6): from the place of supply against the supplier's state, never from the
 * buyer's GSTIN. SEZ is inter-state even next door. `withPayment` says whether IGST is paid on an export or SEZ supply.
 */
export function supplyType(facts: {
  readonly supplierState: string
  readonly pos: string
  readonly category: PartyCategory
  readonly withPayment?: boolean
}): SupplyType {
  const zeroRated = facts.category === 'sez' || facts.category === 'overseas' || facts.pos === otherCountriesPos
  if (zeroRated) return facts.withPayment === false ? 'zero-without-payment' : 'zero-with-payment'
  return facts.pos === facts.supplierState ? 'intra' : 'inter'
}
