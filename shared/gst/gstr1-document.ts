import { share } from '../money.ts'
import type { SupplyType } from './place-of-supply.ts'

/** Stored figures added up, as SQL hands them over. */
export type Figures = {
  readonly taxablePaise: number
  readonly igstPaise: number
  readonly cgstPaise: number
  readonly sgstPaise: number
  readonly cessPaise: number
}
/** One rate of one document: what `itms` holds. Rows of one document come one after another. */
export type DocumentRate = Figures & {
  readonly number: string
  readonly date: string
  readonly totalPaise: number
  readonly gstin: string | null
  readonly party: string
  readonly category: string
  readonly supply: SupplyType
  readonly pos: string
  readonly reverseCharge: boolean
  readonly rateBp: number
  readonly portCode: string | null
  readonly shippingBill: string | null
  readonly shippingDate: string | null
}
/** One rate of one note, its amounts without a sign. */
export type NoteRate = DocumentRate & { readonly noteType: 'C' | 'D' }
/**
 * Rupees with at most two decimals, for a file that wants JSON numbers. A division rounds once and correctly, so up to a thousand
 * crore crore the number prints as exactly those decimals; sums are made before, in paise.
 */
export const rupees = (amountPaise: number): number => amountPaise / 100
/** Quantity to two decimals, half away from zero. */
export const quantity2 = (qtyMilli: number): number => share(qtyMilli, 1, 10) / 100
/** 18 of 1800 basis points. */
export const percent = (rateBp: number): number => rateBp / 100
/** '12-10-2026' */
export const portalDate = (date: string): string => `${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}`
/** R regular, SEWP and SEWOP to an SEZ with and without payment, DE deemed export (gst-rules.md §4.3). */
export function invoiceType(document: { readonly category: string; readonly supply: SupplyType }): 'R' | 'SEWP' | 'SEWOP' | 'DE' {
  if (document.category === 'sez') return document.supply === 'zero-without-payment' ? 'SEWOP' : 'SEWP'
  return document.category === 'deemed-export' ? 'DE' : 'R'
}

/** Within the state the two halves, otherwise IGST alone; cess always. */
export function taxes(row: Figures & { readonly supply: SupplyType }) {
  const cess = { csamt: rupees(row.cessPaise) }
  return row.supply === 'intra'
    ? { camt: rupees(row.cgstPaise), samt: rupees(row.sgstPaise), ...cess }
    : { iamt: rupees(row.igstPaise), ...cess }
}

/** One entry of `itms`. */
export const item = (row: DocumentRate) => ({
  // the official tool numbers items by their rate: 1801 for 18%
  num: row.rateBp + 1,
  itm_det: { rt: percent(row.rateBp), txval: rupees(row.taxablePaise), ...taxes(row) },
})

/** Rows that stand together and share a key, as one list each. */
export function* runs<T>(rows: Iterable<T>, key: (row: T) => string): Generator<[T, ...T[]]> {
  let run: [T, ...T[]] | null = null
  for (const row of rows) {
    if (run && key(run[0]) === key(row)) run.push(row)
    else {
      if (run) yield run
      run = [row]
    }
  }
  if (run) yield run
}
export const perDocument = (row: DocumentRate) => row.number

export const addFigures = (a: Figures, b: Figures): Figures => ({
  taxablePaise: a.taxablePaise + b.taxablePaise,
  igstPaise: a.igstPaise + b.igstPaise,
  cgstPaise: a.cgstPaise + b.cgstPaise,
  sgstPaise: a.sgstPaise + b.sgstPaise,
  cessPaise: a.cessPaise + b.cessPaise,
})
