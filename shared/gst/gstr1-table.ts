import { unreachable } from '../refusal.ts'
import type { SupplyType } from './place-of-supply.ts'
import type { TaxClass } from './rates.ts'

export type InvoiceTable = 'b2b' | 'b2cl' | 'b2cs' | 'exp' | 'nil' | 'supeco'
export type NoteTable = 'cdnr' | 'cdnur' | 'b2cs' | 'nil'

/** Above this much, tax included, an inter-state sale to an unregistered buyer is listed by itself: 1,00,000 from August 2024, 2,50,000 before. */
export const b2clLimitPaise = (month: string): number => (month >= '2024-08' ? 1_00_000_00 : 2_50_000_00)

export type OutwardGroup = {
  readonly taxClass: TaxClass
  readonly supply: SupplyType
  /** The buyer's GSTIN or UIN on the document, whatever sort. */
  readonly gstin: string | null
  /** The whole document: tax, untaxed lines and round-off included. */
  readonly documentValuePaise: number
  /** Return period as 'YYYY-MM'. */
  readonly month: string
  /** Sold through an operator who pays the tax himself under section 9(5). */
  readonly operatorPaysTax?: boolean
}

const isZeroRated = (supply: SupplyType) => supply === 'zero-with-payment' || supply === 'zero-without-payment'
const isUntaxed = (taxClass: TaxClass) => taxClass === 'nil' || taxClass === 'exempt' || taxClass === 'non-gst'

/**
 * Which GSTR-1 table an invoice's group of lines goes to (gst-rules.md §4.1, steps 1 to 3). Groups of one invoice may go to different tables; an export
 * or SEZ document stays whole.
 */
export function invoiceTable(group: OutwardGroup): InvoiceTable {
  if (group.operatorPaysTax) return 'supeco'
  const zeroRated = isZeroRated(group.supply)
  if (isUntaxed(group.taxClass) && !zeroRated) return 'nil'
  if (group.gstin) return 'b2b'
  if (zeroRated) return 'exp'
  if (group.supply === 'intra') return 'b2cs'
  return group.documentValuePaise > b2clLimitPaise(group.month) ? 'b2cl' : 'b2cs'
}

/**
 * Which table a credit or debit note's group goes to (step 4). To an unregistered buyer the note follows the class of the invoice it corrects, not
 * its own size: a small note against a B2CL invoice is still listed, a return of a B2CS sale is netted.
 */
export function noteTable(note: {
  readonly taxClass: TaxClass
  readonly supply: SupplyType
  readonly gstin: string | null
  readonly originalTable: InvoiceTable
}): NoteTable {
  if (isUntaxed(note.taxClass) && !isZeroRated(note.supply)) return 'nil'
  if (note.gstin) return 'cdnr'
  if (isZeroRated(note.supply)) return 'cdnur'
  return note.originalTable === 'b2cl' ? 'cdnur' : 'b2cs'
}

/** The row of table 8. INTR is inter-state and INTRA is intra-state, which is easily misread (gst-rules.md §10, 7). */
export function nilRow(group: {
  readonly supply: SupplyType
  readonly gstin: string | null
}): 'INTRB2B' | 'INTRAB2B' | 'INTRB2C' | 'INTRAB2C' {
  switch (group.supply) {
    case 'intra':
      return group.gstin ? 'INTRAB2B' : 'INTRAB2C'
    case 'inter':
    case 'zero-with-payment':
    case 'zero-without-payment':
      return group.gstin ? 'INTRB2B' : 'INTRB2C'
    default:
      return unreachable(group.supply)
  }
}
