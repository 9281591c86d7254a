import { type AgreedFlat, type AgreedFree, agreedParts, freeFor } from '../../shared/sales/agreed-flat.ts'

/** What is agreed for all that is left of a line of an order or a challan; each goes once the clerk keys his own. */
export type Agreed = AgreedFlat & { readonly free?: Omit<AgreedFree, 'ofMilli'> | undefined }
type Source = { readonly uid: string; readonly line: number; readonly of?: Agreed | undefined } | null | undefined
type Shares = { readonly flatPaise: number | null; readonly freeMilli: number | null }
type Sharing<Line> = { agreed: (line: Line) => Source; qtyMilli: (line: Line) => number }

/**
 * Divides what is agreed for a line of an order among the lines that answer it, pro rata to what they bill: half of the goods brings half of the
 * amount off and of the free goods, and the last of them what is left of both.
 */
export const dividing =
  <Line extends Shares>({ agreed, qtyMilli }: Sharing<Line>) =>
  (lines: readonly Line[]): readonly Line[] => {
    // at every key: most bills answer no order
    if (!lines.some((line) => agreed(line)?.of)) return lines
    const parts = agreedParts(
      lines.map((line) => {
        const whose = agreed(line)
        return { qtyMilli: qtyMilli(line), agreed: whose?.of ? { ...whose.of, document: whose.uid, line: whose.line } : null }
      }),
    )
    const free = freeOf(lines, { agreed, qtyMilli })
    const divided = lines.map((line, at) => {
      const flatPaise = parts[at] == null ? line.flatPaise : parts[at] || null
      const freeMilli = free.has(at) ? free.get(at) || null : line.freeMilli
      return (flatPaise ?? 0) === (line.flatPaise ?? 0) && (freeMilli ?? 0) === (line.freeMilli ?? 0)
        ? line
        : { ...line, flatPaise, freeMilli }
    })
    return divided.every((line, at) => line === lines[at]) ? lines : divided
  }

/** Free goods by the place of their line: where they stand while their sum is right, else more of them with the last line, or fewer from it on. */
function freeOf<Line extends Shares>(lines: readonly Line[], { agreed, qtyMilli }: Sharing<Line>): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  const whose = new Map<string, number[]>()
  for (const [at, line] of lines.entries()) {
    const source = agreed(line)
    if (source?.of?.free) whose.set(`${source.uid} ${source.line}`, [...(whose.get(`${source.uid} ${source.line}`) ?? []), at])
  }
  for (const places of whose.values()) {
    const of = agreed(lines[places[0] as number] as Line)?.of
    if (!of?.free) continue
    const sum = (value: (line: Line) => number) => places.reduce((all, at) => all + value(lines[at] as Line), 0)
    let over = sum((line) => line.freeMilli ?? 0) - freeFor({ ofMilli: of.ofMilli, ...of.free }, sum(qtyMilli))
    for (const at of [...places].reverse()) {
      const has = (lines[at] as Line).freeMilli ?? 0
      const gives = over > 0 ? Math.min(has, over) : over
      found.set(at, has - gives)
      over -= gives
    }
  }
  return found
}

type Of = { readonly of?: Agreed | undefined } | null | undefined
/** A line whose amount somebody keyed takes no part of the agreed one any more. */
export const ownAmount = <S extends Of>(source: S): S =>
  source?.of ? { ...source, of: { ...source.of, flatPaise: null } } : source
/** A line whose free goods somebody keyed. */
export const ownFree = <S extends Of>(source: S): S =>
  source?.of ? { ...source, of: { ...source.of, free: undefined } } : source
