import { formatExpiry, isLocalDate } from '../../../shared/calendar.ts'
import { stateTaxName } from '../../../shared/company/states.ts'
import { formatDecimal } from '../../../shared/digits.ts'
import { formatPaise, share, sumPaise } from '../../../shared/money.ts'
import type { Align, Block, LinesBlock, PaperCell, PaperColumn, PaperRow, PaperSize } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { formatBasisPoints, formatMilli, formatRateE4 } from '../../../shared/quantity.ts'
import { type Bill, billTitle } from './bill.ts'

type Line = Bill['lines'][number]

const corporate = /\b(private|pvt|limited|ltd|llp|inc|india|\(india\)|co|company|corporation|corp)\b\.?/gi
const shorter: readonly (readonly [RegExp, string])[] = [
  [/\bpharmaceuticals?\b/gi, 'Pharma'],
  [/\blaborator(y|ies)\b/gi, 'Labs'],
  [/\bindustries\b/gi, 'Ind'],
  [/\bhealthcare\b/gi, 'Health'],
]

/** A manufacturer as it fits behind a product: 'Sun Pharmaceutical Industries Ltd' → 'Sun Pharma Ind'. */
export function shortManufacturer(name: string): string {
  const bare = shorter.reduce((text, [long, short]) => text.replace(long, short), printable(name).replace(corporate, ' '))
  const tidy = bare
    .replace(/[\s,.&()-]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return tidy || printable(name)
}

/**
 * A quantity in the unit the rate is per ('10', '2.5'). What that unit cannot say in three decimals (20 tablets of strips of
 * 15) is written whole and loose: '1 + 5/15'.
 */
export function unitQuantity(qtyMilli: number, factor: number): string {
  if (qtyMilli % factor === 0) return formatMilli(qtyMilli / factor)
  const pack = factor * 1000
  const whole = Math.trunc(qtyMilli / pack)
  const loose = `${formatMilli(qtyMilli - whole * pack)}/${factor}`
  return whole === 0 ? loose : `${formatMilli(whole * 1000)} + ${loose}`
}

/** The discount as the per cent it is, when one gives exactly this amount or exactly what is left; otherwise the amount. */
export function discountWords(grossPaise: number, discountPaise: number): string {
  if (discountPaise === 0 || grossPaise === 0) return ''
  const about = share(discountPaise, 2_000, grossPaise) * 5
  // half a paisa is rounded on the price that is left, so the discount itself may be a paisa less
  const exact = [share(grossPaise, about, 10_000), grossPaise - share(grossPaise, 10_000 - about, 10_000)].includes(discountPaise)
  return about > 0 && exact ? formatBasisPoints(about) : formatPaise(discountPaise)
}

const classWords: Readonly<Record<string, string>> = { nil: 'Nil', exempt: 'Exempt', 'non-gst': 'Non-GST', 'zero-rated': 'Zero' }
const rateWords = (line: Pick<Line, 'taxClass' | 'rateBp'>) =>
  (line.rateBp === 0 && classWords[line.taxClass]) || formatBasisPoints(line.rateBp)
const taxOf = (line: Line): number => line.igstPaise + line.cgstPaise + line.sgstPaise + line.cessPaise
const amountOf = (line: Line): number => line.taxablePaise + taxOf(line)

type Cells = Record<string, PaperCell>
const cell = (text: string): PaperCell => ({ text: printable(text) })
const expiryOf = (line: Line) => (line.expiry && isLocalDate(line.expiry) ? formatExpiry(line.expiry) : (line.expiry ?? ''))

function wideCells(line: Line, at: number) {
  return {
    no: cell(String(at + 1)),
    hsn: cell(line.hsn),
    product: { text: printable(line.description), aside: line.manufacturer ? shortManufacturer(line.manufacturer) : undefined },
    pack: cell(line.pack ?? ''),
    batch: cell(line.batch ?? ''),
    expiry: cell(expiryOf(line)),
    mrp: cell(line.mrpPaise === null ? '' : formatPaise(line.mrpPaise)),
    qty: cell(unitQuantity(line.qtyMilli, line.factor)),
    unit: cell(line.unit || line.uqc),
    free: cell(line.freeMilli === 0 ? '' : unitQuantity(line.freeMilli, line.factor)),
    rate: cell(formatRateE4(line.rateE4)),
    discount: cell(discountWords(line.grossPaise, line.discountPaise)),
    taxable: cell(formatPaise(line.taxablePaise)),
    gst: cell(rateWords(line)),
    amount: cell(formatPaise(amountOf(line))),
  } satisfies Cells
}

/** A5 says the same in two rows: what identifies the goods stands under their name, the smaller figure under the larger. */
function narrowCells(line: Line, at: number): Cells {
  const wide = wideCells(line, at)
  const goods = [
    line.hsn && `HSN ${line.hsn}`,
    line.batch && `Batch ${line.batch}`,
    expiryOf(line) && `Exp ${expiryOf(line)}`,
    line.mrpPaise !== null && `MRP ${formatPaise(line.mrpPaise)}`,
    line.pack,
  ]
  const free = wide.free.text
  return {
    no: wide.no,
    product: { ...wide.product, under: printable(goods.filter(Boolean).join(' · ')) },
    qty: {
      text: wide.qty.text,
      under: [wide.unit.text, free && `+ ${free} free`].filter(Boolean).join(' ') || undefined,
    },
    rate: { text: wide.rate.text, under: wide.discount.text ? `less ${wide.discount.text}` : undefined },
    taxable: wide.taxable,
    gst: wide.gst,
    amount: wide.amount,
  }
}

const column = (key: string, head: string, align: Align = 'right', width: PaperColumn['width'] = 'fit'): PaperColumn => ({
  key,
  head,
  align,
  width,
})
const wide: readonly PaperColumn[] = [
  column('no', '#'),
  column('hsn', 'HSN', 'left'),
  column('product', 'Product', 'left', 'rest'),
  column('pack', 'Pack', 'left'),
  column('batch', 'Batch', 'left'),
  column('expiry', 'Exp', 'left'),
  column('mrp', 'MRP'),
  column('qty', 'Qty'),
  column('unit', 'Unit', 'left'),
  column('free', 'Free'),
  column('rate', 'Rate'),
  column('discount', 'Disc'),
  column('taxable', 'Taxable'),
  column('gst', 'GST'),
  column('amount', 'Amount'),
]
const narrow: readonly PaperColumn[] = [
  column('no', '#'),
  column('product', 'Product', 'left', 'rest'),
  column('qty', 'Qty'),
  column('rate', 'Rate'),
  column('taxable', 'Taxable'),
  column('gst', 'GST'),
  column('amount', 'Amount'),
]

/** The lines of a bill. A bill of supply has no tax columns (Rule 49). */
export function billLines(bill: Bill, size: PaperSize): LinesBlock {
  const taxed = billTitle(bill) !== 'billOfSupply'
  const cells = size === 'A4' ? wideCells : narrowCells
  const columns = (size === 'A4' ? wide : narrow).filter(({ key }) => taxed || (key !== 'taxable' && key !== 'gst'))
  const rows = bill.lines.map(
    (line, at): PaperRow => ({
      cells: cells(line, at),
      carryPaise: taxed ? { taxable: line.taxablePaise, amount: amountOf(line) } : { amount: amountOf(line) },
    }),
  )
  const totals = {
    product: `Total of ${bill.lines.length} ${bill.lines.length === 1 ? 'line' : 'lines'}`,
    taxable: formatPaise(sumPaise(bill.lines.map((line) => line.taxablePaise))),
    amount: formatPaise(sumPaise(bill.lines.map(amountOf))),
  }
  return { kind: 'lines', columns, rows, totals }
}

// half of a rate in basis points may be half a basis point (0.25 %)
const half = (rateBp: number) => formatDecimal(rateBp * 5, 3, 0)

/** What the state's half of the tax is called on this bill (gst-rules.md §1.3). */
export const stateTaxOf = (bill: Bill): string => stateTaxName(bill.applied.firm.stateCode)

/** Tax by rate and head (Rule 46: rate and amount per head). */
export function taxSummary(bill: Bill): Block {
  const inter = bill.supply !== 'intra'
  const keys = [...new Set(bill.lines.map((line) => `${line.taxClass} ${line.rateBp}`))]
  const groups = keys
    .map((key) => bill.lines.filter((line) => `${line.taxClass} ${line.rateBp}` === key))
    .sort((a, b) => (a[0]?.rateBp ?? 0) - (b[0]?.rateBp ?? 0))
  const sum = (lines: readonly Line[], of: (line: Line) => number) => formatPaise(sumPaise(lines.map(of)))
  const cess = bill.cessPaise !== 0
  const amounts = (lines: readonly Line[]) => [
    sum(lines, (line) => line.taxablePaise),
    ...(inter
      ? [sum(lines, (line) => line.igstPaise)]
      : [sum(lines, (line) => line.cgstPaise), sum(lines, (line) => line.sgstPaise)]),
    ...(cess ? [sum(lines, (line) => line.cessPaise)] : []),
    sum(lines, taxOf),
  ]
  const rows = groups.map((lines) => {
    const first = lines[0] as Line
    const rate = rateWords(first)
    return [first.rateBp > 0 && !inter ? `${rate} (${half(first.rateBp)} + ${half(first.rateBp)})` : rate, ...amounts(lines)]
  })
  const columns = [
    column('rate', 'GST rate', 'left'),
    column('taxable', 'Taxable'),
    ...(inter ? [column('igst', 'IGST')] : [column('cgst', 'CGST'), column('sgst', stateTaxOf(bill))]),
    ...(cess ? [column('cess', 'Cess')] : []),
    column('tax', 'Total tax'),
  ]
  return { kind: 'table', columns, rows, totals: rows.length > 1 ? ['Total', ...amounts(bill.lines)] : null }
}
