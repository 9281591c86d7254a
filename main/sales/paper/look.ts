import type { OptionalColumn } from '../../../shared/sales/paper-look.ts'

/** A picture on paper, at its size there. */
export type PaperLogo = { readonly dataUrl: string; readonly widthMm: number; readonly heightMm: number }

/** How a firm's bills look, whatever stands on them. */
export type BillLook = {
  readonly logo: PaperLogo | null
  readonly hidden: readonly OptionalColumn[]
  /** Lines under the totals: thanks, opening hours, a complaint number. */
  readonly footer: string | null
  readonly bank: boolean
  readonly upi: boolean
}
export const deliveredLook: BillLook = { logo: null, hidden: [], footer: null, bank: true, upi: true }
