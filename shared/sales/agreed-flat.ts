import { share } from '../money.ts'

/** An amount off a line of a quotation, an order or a challan, as much as is left of it, and the billed quantity it is left for; null: none, or not any more. */
export type AgreedFlat = { readonly ofMilli: number; readonly flatPaise: number | null }
/** Free goods that are left with a quantity, and what both were at first. */
export type AgreedFree = {
  readonly ofMilli: number
  readonly freeMilli: number
  readonly whole: { readonly qtyMilli: number; readonly freeMilli: number }
}

const upTo = (ofMilli: number, flatPaise: number, qtyMilli: number): number =>
  qtyMilli >= ofMilli ? flatPaise : share(flatPaise, Math.max(0, qtyMilli), ofMilli)

/**
 * Free goods that go with so much of what is left: whole pieces, so that what then is left has its own proportion of them and all parts together have
 * them once. More than is left earns no more.
 */
export function freeFor({ ofMilli, freeMilli, whole }: AgreedFree, qtyMilli: number): number {
  if (qtyMilli >= ofMilli || whole.qtyMilli <= 0) return freeMilli
  const stays = Math.floor((whole.freeMilli * (ofMilli - Math.max(0, qtyMilli))) / whole.qtyMilli / 1000) * 1000
  return Math.max(0, freeMilli - stays)
}

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
    if (!agreed || agreed.flatPaise === null || agreed.ofMilli <= 0) return null
    const { ofMilli, flatPaise } = agreed
    const whose = `${agreed.document} ${agreed.line}`
    const before = billed.get(whose) ?? 0
    billed.set(whose, before + qtyMilli)
    return upTo(ofMilli, flatPaise, before + qtyMilli) - upTo(ofMilli, flatPaise, before)
  })
}
