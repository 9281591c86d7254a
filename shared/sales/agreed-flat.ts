import { share } from '../money.ts'

/** An amount off a line of a quotation, an order or a challan, as much as is left of it, and the billed quantity it is left for. */
export type AgreedFlat = { readonly ofMilli: number; readonly flatPaise: number }

const upTo = ({ ofMilli, flatPaise }: AgreedFlat, qtyMilli: number): number =>
  qtyMilli >= ofMilli ? flatPaise : share(flatPaise, Math.max(0, qtyMilli), ofMilli)

/** A line that takes part of an agreed amount: `document` and `line` name whose it is. */
export type TakesPart = {
  readonly qtyMilli: number
  readonly agreed: (AgreedFlat & { readonly document: string; readonly line: number }) | null
}

/**
 * What each line takes of the amount that was agreed, in paise: pro rata to what is billed, line after line, so that the lines that answer one
 * line of an order together come to its amount exactly when they bill all that is left of it, and more than that earns no more. Null where
 * nothing was agreed.
 */
export function agreedParts(lines: readonly TakesPart[]): (number | null)[] {
  const billed = new Map<string, number>()
  return lines.map(({ qtyMilli, agreed }) => {
    if (!agreed || agreed.ofMilli <= 0) return null
    const whose = `${agreed.document} ${agreed.line}`
    const before = billed.get(whose) ?? 0
    billed.set(whose, before + qtyMilli)
    return upTo(agreed, before + qtyMilli) - upTo(agreed, before)
  })
}
