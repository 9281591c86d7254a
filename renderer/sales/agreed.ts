import { type AgreedFlat, agreedParts } from '../../shared/sales/agreed-flat.ts'

type Sharing<Line> = {
  /** Whose amount a line takes part of: the line of an order or a challan, as long as nobody keyed another amount. */
  agreed: (line: Line) => { readonly uid: string; readonly line: number; readonly of?: AgreedFlat | undefined } | null | undefined
  qtyMilli: (line: Line) => number
}

/**
 * Divides what is agreed off a line of an order among the lines that answer it, pro rata to what they bill: half of the goods brings half of
 * the amount, and the last of them what is left of it.
 */
export const dividing =
  <Line extends { readonly flatPaise: number | null }>({ agreed, qtyMilli }: Sharing<Line>) =>
  (lines: readonly Line[]): readonly Line[] => {
    // at every key: most bills answer no order
    if (!lines.some((line) => agreed(line)?.of)) return lines
    const parts = agreedParts(
      lines.map((line) => {
        const whose = agreed(line)
        return { qtyMilli: qtyMilli(line), agreed: whose?.of ? { ...whose.of, document: whose.uid, line: whose.line } : null }
      }),
    )
    const same = (line: Line, at: number) => parts[at] == null || (line.flatPaise ?? 0) === parts[at]
    return lines.every(same)
      ? lines
      : lines.map((line, at) => (same(line, at) ? line : { ...line, flatPaise: parts[at] || null }))
  }

/** A line whose amount somebody keyed: it takes no part any more. */
export const ownAmount = <Of extends { readonly of?: AgreedFlat | undefined } | null | undefined>(source: Of): Of =>
  source?.of ? { ...source, of: undefined } : source
