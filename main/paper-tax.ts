import { formatDecimal } from '../shared/digits.ts'
import { formatPaise, sumPaise } from '../shared/money.ts'
import type { Align, Block, PaperColumn } from '../shared/paper.ts'
import { formatBasisPoints } from '../shared/quantity.ts'

export type TaxedLine = {
  readonly taxClass: string
  readonly rateBp: number
  readonly taxablePaise: number
  readonly igstPaise: number
  readonly cgstPaise: number
  readonly sgstPaise: number
  readonly cessPaise: number
}
export const taxOf = (line: TaxedLine): number => line.igstPaise + line.cgstPaise + line.sgstPaise + line.cessPaise

const classWords: Readonly<Record<string, string>> = { nil: 'Nil', exempt: 'Exempt', 'non-gst': 'Non-GST', 'zero-rated': 'Zero' }
/** A line's rate, or the word for why it has none: '5%', 'Exempt'. */
export const rateWords = (line: Pick<TaxedLine, 'taxClass' | 'rateBp'>): string =>
  (line.rateBp === 0 && classWords[line.taxClass]) || formatBasisPoints(line.rateBp)

export const column = (key: string, head: string, align: Align = 'right', width: PaperColumn['width'] = 'fit'): PaperColumn => ({
  key,
  head,
  align,
  width,
})

// half of a rate in basis points may be half a basis point (0.25 %)
const half = (rateBp: number) => formatDecimal(rateBp * 5, 3, 0)

/** Tax by rate and head (Rule 46: rate and amount per head). `stateTax`: what the state's half is called there. */
export function taxSummary(lines: readonly TaxedLine[], { inter, stateTax }: { inter: boolean; stateTax: string }): Block {
  const keys = [...new Set(lines.map((line) => `${line.taxClass} ${line.rateBp}`))]
  const groups = keys
    .map((key) => lines.filter((line) => `${line.taxClass} ${line.rateBp}` === key))
    .sort((a, b) => (a[0]?.rateBp ?? 0) - (b[0]?.rateBp ?? 0))
  const sum = (some: readonly TaxedLine[], of: (line: TaxedLine) => number) => formatPaise(sumPaise(some.map(of)))
  const cess = lines.some((line) => line.cessPaise !== 0)
  const amounts = (some: readonly TaxedLine[]) => [
    sum(some, (line) => line.taxablePaise),
    ...(inter
      ? [sum(some, (line) => line.igstPaise)]
      : [sum(some, (line) => line.cgstPaise), sum(some, (line) => line.sgstPaise)]),
    ...(cess ? [sum(some, (line) => line.cessPaise)] : []),
    sum(some, taxOf),
  ]
  const rows = groups.map((some) => {
    const first = some[0] as TaxedLine
    const rate = rateWords(first)
    return [first.rateBp > 0 && !inter ? `${rate} (${half(first.rateBp)} + ${half(first.rateBp)})` : rate, ...amounts(some)]
  })
  const columns = [
    column('rate', 'GST rate', 'left'),
    column('taxable', 'Taxable'),
    ...(inter ? [column('igst', 'IGST')] : [column('cgst', 'CGST'), column('sgst', stateTax)]),
    ...(cess ? [column('cess', 'Cess')] : []),
    column('tax', 'Total tax'),
  ]
  return { kind: 'table', columns, rows, totals: rows.length > 1 ? ['Total', ...amounts(lines)] : null }
}
