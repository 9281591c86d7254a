import { formatExpiry, isLocalDate } from '../../../shared/calendar.ts'
import { stateTaxName } from '../../../shared/company/states.ts'
import { formatPaise, sumPaise } from '../../../shared/money.ts'
import type { LinesBlock, PaperColumn, PaperRow } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { formatRateE4 } from '../../../shared/quantity.ts'
import { unitQuantity } from '../../paper-pieces.ts'
import { column, rateWords, type TaxedLine, taxOf } from '../../paper-tax.ts'
import type { GoodsLine, PaperDocument } from './read-document.ts'

const cell = (text: string) => ({ text: printable(text) })
const expiryOf = ({ expiry }: GoodsLine) => (expiry && isLocalDate(expiry) ? formatExpiry(expiry) : (expiry ?? ''))
const worth = (lines: readonly TaxedLine[], of: (line: TaxedLine) => number) => formatPaise(sumPaise(lines.map(of)))
const withTax = (line: TaxedLine) => line.taxablePaise + taxOf(line)
const howMany = (n: number) => `Total of ${n} ${n === 1 ? 'line' : 'lines'}`

function goodsCells(line: GoodsLine, at: number): PaperRow['cells'] {
  return {
    no: cell(String(at + 1)),
    hsn: cell(line.hsn),
    product: cell(line.description),
    batch: cell(line.batch ?? ''),
    expiry: cell(expiryOf(line)),
    mrp: cell(line.mrpPaise === null ? '' : formatPaise(line.mrpPaise)),
    qty: cell(unitQuantity(line.qtyMilli, line.factor)),
    unit: cell(line.unit),
    free: cell(line.freeMilli === 0 ? '' : unitQuantity(line.freeMilli, line.factor)),
    rate: cell(formatRateE4(line.rateE4)),
    less: cell(line.discountPaise === 0 ? '' : formatPaise(line.discountPaise)),
    taxable: cell(formatPaise(line.taxablePaise)),
    gst: cell(rateWords(line)),
    amount: cell(formatPaise(withTax(line))),
  }
}

const goodsColumns: readonly PaperColumn[] = [
  column('no', '#'),
  column('hsn', 'HSN', 'left'),
  column('product', 'Description of goods', 'left', 'rest'),
  column('batch', 'Batch', 'left'),
  column('expiry', 'Exp', 'left'),
  column('mrp', 'MRP'),
  column('qty', 'Qty'),
  column('unit', 'Unit', 'left'),
  column('free', 'Free'),
  column('rate', 'Rate'),
  column('less', 'Less'),
  column('taxable', 'Taxable value'),
  column('gst', 'GST'),
  column('amount', 'Amount'),
]

/** Goods with what identifies them; without tax on a challan, and without a column that no line fills. */
function goodsBlock(goods: readonly GoodsLine[], taxed: boolean): LinesBlock {
  const empty = (key: 'free' | 'less') =>
    key === 'free' ? goods.every((line) => line.freeMilli === 0) : goods.every((line) => line.discountPaise === 0)
  const columns = goodsColumns.filter(({ key }) => {
    if (key === 'free' || key === 'less') return !empty(key)
    return taxed || (key !== 'gst' && key !== 'amount')
  })
  return {
    kind: 'lines',
    columns,
    rows: goods.map((line, at) => ({
      cells: goodsCells(line, at),
      carryPaise: { taxable: line.taxablePaise, ...(taxed ? { amount: withTax(line) } : {}) },
    })),
    totals: {
      product: howMany(goods.length),
      taxable: worth(goods, (line) => line.taxablePaise),
      ...(taxed ? { amount: worth(goods, withTax) } : {}),
    },
  }
}

/** Services under reverse charge: value, rate, and the tax by head that the recipient owes. */
function servicesBlock({ services, inter, firm }: PaperDocument): LinesBlock {
  const heads = inter
    ? ([['igstPaise', 'IGST']] as const)
    : ([
        ['cgstPaise', 'CGST'],
        ['sgstPaise', stateTaxName(firm.stateCode)],
      ] as const)
  return {
    kind: 'lines',
    columns: [
      column('no', '#'),
      column('hsn', 'SAC', 'left'),
      column('product', 'Description of services', 'left', 'rest'),
      column('taxable', 'Taxable value'),
      column('gst', 'GST'),
      ...heads.map(([key, head]) => column(key, head)),
    ],
    rows: services.map((line, at) => ({
      cells: {
        no: cell(String(at + 1)),
        hsn: cell(line.hsn),
        product: cell(line.description),
        taxable: cell(formatPaise(line.taxablePaise)),
        gst: cell(rateWords(line)),
        ...Object.fromEntries(heads.map(([key]) => [key, cell(formatPaise(line[key]))])),
      },
      carryPaise: { taxable: line.taxablePaise, ...Object.fromEntries(heads.map(([key]) => [key, line[key]])) },
    })),
    totals: {
      product: howMany(services.length),
      taxable: worth(services, (line) => line.taxablePaise),
      ...Object.fromEntries(heads.map(([key]) => [key, worth(services, (line) => line[key])])),
    },
  }
}

/** True of a paper that says tax by rate: notes and invoices of something that is taxed. Challans say value alone (Rule 55). */
export const showsTax = ({ kind, goods }: PaperDocument): boolean =>
  (kind === 'purchase-return' || kind === 'return-invoice') &&
  goods.some((line) => line.rateBp > 0 || line.taxClass === 'taxable')

/** The long table of a document. */
export const paperLines = (document: PaperDocument): LinesBlock =>
  document.services.length > 0 ? servicesBlock(document) : goodsBlock(document.goods, showsTax(document))
