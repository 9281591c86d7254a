import { formatExpiry, isLocalDate } from '../../../shared/calendar.ts'
import { stateTaxName } from '../../../shared/company/states.ts'
import { formatPaise, share, sumPaise } from '../../../shared/money.ts'
import type { Block, LinesBlock, PaperCell, PaperColumn, PaperRow, PaperSize } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { formatBasisPoints, formatRateE4 } from '../../../shared/quantity.ts'
import type { OptionalColumn } from '../../../shared/sales/paper-look.ts'
import { unitQuantity } from '../../paper-pieces.ts'
import { column, rateWords, taxOf, taxSummary } from '../../paper-tax.ts'
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

/** The discount as the per cent it is, when one gives exactly this amount or exactly what is left; otherwise the amount. */
export function discountWords(grossPaise: number, discountPaise: number): string {
  if (discountPaise === 0 || grossPaise === 0) return ''
  const about = share(discountPaise, 2_000, grossPaise) * 5
  // half a paisa is rounded on the price that is left, so the discount itself may be a paisa less
  const exact = [share(grossPaise, about, 10_000), grossPaise - share(grossPaise, 10_000 - about, 10_000)].includes(discountPaise)
  return about > 0 && exact ? formatBasisPoints(about) : formatPaise(discountPaise)
}

const amountOf = (line: Line): number => line.taxablePaise + taxOf(line)

type Cells = Record<string, PaperCell>
const cell = (text: string): PaperCell => ({ text: printable(text) })
const expiryOf = (line: Line) => (line.expiry && isLocalDate(line.expiry) ? formatExpiry(line.expiry) : (line.expiry ?? ''))

function wideCells(line: Line, at: number) {
  // a note of value alone moves no goods
  const ofValue = line.qtyMilli === 0 && line.freeMilli === 0
  return {
    no: cell(String(at + 1)),
    hsn: cell(line.hsn),
    product: { text: printable(line.description), aside: line.manufacturer ? shortManufacturer(line.manufacturer) : undefined },
    pack: cell(line.pack ?? ''),
    batch: cell(line.batch ?? ''),
    expiry: cell(expiryOf(line)),
    mrp: cell(line.mrpPaise === null ? '' : formatPaise(line.mrpPaise)),
    qty: cell(ofValue ? '' : unitQuantity(line.qtyMilli, line.factor)),
    unit: cell(ofValue ? '' : line.unit || line.uqc),
    free: cell(line.freeMilli === 0 ? '' : unitQuantity(line.freeMilli, line.factor)),
    rate: cell(ofValue ? '' : formatRateE4(line.rateE4)),
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

/** What of a line the firm does not want on paper; what Rule 46 and the drug rules ask for cannot be left out. */
function without(line: Line, hidden: ReadonlySet<OptionalColumn>): Line {
  return {
    ...line,
    manufacturer: hidden.has('manufacturer') ? null : line.manufacturer,
    pack: hidden.has('pack') ? null : line.pack,
    mrpPaise: hidden.has('mrp') ? null : line.mrpPaise,
  }
}

const withPack = (product: PaperCell, line: Line, hidden: ReadonlySet<OptionalColumn>): PaperCell => {
  const pack = hidden.has('pack') ? '' : printable(line.pack ?? '')
  return pack && !product.text.includes(pack) ? { ...product, aside: [pack, product.aside].filter(Boolean).join(' ') } : product
}

/** The lines of a bill. A bill of supply has no tax columns (Rule 49). */
export function billLines(
  bill: Bill,
  size: PaperSize,
  { hidden: left, plain }: { hidden: readonly OptionalColumn[]; plain: boolean } = { hidden: [], plain: false },
): LinesBlock {
  const taxed = billTitle(bill) !== 'billOfSupply'
  const hidden = new Set(left)
  const setCells = size === 'A4' ? wideCells : narrowCells
  // printers of text have no column to spare for the pack: it stands behind the name
  const cells = (line: Line, at: number) => {
    const set = setCells(without(line, hidden), at)
    return plain && 'pack' in set ? { ...set, product: withPack(set.product, line, hidden) } : set
  }
  // an empty column is room the goods' names can have
  const empty = new Set<string>([
    ...(['pack', 'mrp'] as const).filter((key) => hidden.has(key) || (plain && key === 'pack')),
    ...(hidden.has('empty')
      ? [
          ...(bill.lines.every((line) => line.freeMilli === 0) ? ['free'] : []),
          ...(bill.lines.every((line) => line.discountPaise === 0) ? ['discount'] : []),
          ...(bill.lines.every((line) => !line.batch) ? ['batch', 'expiry'] : []),
        ]
      : []),
  ])
  const columns = (size === 'A4' ? wide : narrow).filter(
    ({ key }) => !empty.has(key) && (taxed || (key !== 'taxable' && key !== 'gst')),
  )
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

/** What the state's half of the tax is called on this bill (gst-rules.md §1.3). */
export const stateTaxOf = (bill: Bill): string => stateTaxName(bill.applied.firm.stateCode)

/** Tax by rate and head of a bill. */
export const billTaxes = (bill: Bill): Block =>
  taxSummary(bill.lines, { inter: bill.supply !== 'intra', stateTax: stateTaxOf(bill) })
