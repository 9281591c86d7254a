import { type Paise, paise, share } from '../money.ts'

/** The settled figures of a line that a note takes its part of. */
export type LineFigures = {
  readonly taxablePaise: number
  readonly igstPaise: number
  readonly cgstPaise: number
  readonly sgstPaise: number
  readonly cessPaise: number
}

const figures = ['taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const

/**
 * What a credit note takes back for part of a line (gst-rules.md §2.3): the original's own figures in proportion to the quantity returned,
 * with its old rate and cess. Each return is the difference of two running totals, so the last one takes the balance and all of
 * them together never pass the original. Throws when more comes back than was billed: the caller refuses that in words first.
 */
export function returnedFigures(line: {
  readonly original: LineFigures
  readonly billedQtyMilli: number
  readonly beforeQtyMilli: number
  readonly beforeFigures: LineFigures
  readonly qtyMilli: number
}): { readonly [figure in keyof LineFigures]: Paise } {
  const back = line.beforeQtyMilli + line.qtyMilli
  if (line.qtyMilli < 0 || back > line.billedQtyMilli || line.billedQtyMilli <= 0) throw new RangeError(`returned: ${back}`)
  const part = (figure: (typeof figures)[number]) =>
    paise(Math.max(0, share(line.original[figure], back, line.billedQtyMilli) - line.beforeFigures[figure]))
  return {
    taxablePaise: part('taxablePaise'),
    igstPaise: part('igstPaise'),
    cgstPaise: part('cgstPaise'),
    sgstPaise: part('sgstPaise'),
    cessPaise: part('cessPaise'),
  }
}
