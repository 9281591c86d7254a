import { formatDate, isLocalDate } from '../../../shared/calendar.ts'
import { formatPaise } from '../../../shared/money.ts'
import type { Block, LinesBlock, Paper, PaperColumn, PaperSize } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { formatBasisPoints, formatMilli, formatRateE4 } from '../../../shared/quantity.ts'
import { amountInWords } from '../../../shared/words-amount.ts'
import { letterhead, type PaperFirm, tradingName } from '../../company/paper-letterhead.ts'
import { pair, text } from '../../paper-pieces.ts'
import type { ShownOrder } from '../shown-order.ts'

const day = (date: string) => (isLocalDate(date) ? formatDate(date) : date)

function heading(order: ShownOrder): Block[] {
  const to = [
    text('To', 'label'),
    text(order.supplier, 'strong'),
    text(order.gstin ? `GSTIN: ${order.gstin}` : 'Unregistered', 'body'),
  ]
  const facts = [
    ...pair('Order no.', order.number, 'strong'),
    ...pair('Date', day(order.date), 'strong'),
    ...pair('Wanted by', order.expected && day(order.expected)),
  ]
  return [
    {
      kind: 'columns',
      divided: true,
      parts: [
        { share: 58, blocks: [{ kind: 'texts', texts: to }] },
        { share: 42, blocks: [{ kind: 'pairs', pairs: facts, look: 'facts' }] },
      ],
    },
    { kind: 'gap', mm: 1.4 },
  ]
}

const columns: readonly PaperColumn[] = [
  { key: 'no', head: '#', align: 'right', width: 'fit' },
  { key: 'item', head: 'Item', align: 'left', width: 'rest' },
  { key: 'qty', head: 'Quantity', align: 'right', width: 'fit' },
  { key: 'free', head: 'Free', align: 'right', width: 'fit' },
  { key: 'unit', head: 'Unit', align: 'left', width: 'fit' },
  { key: 'rate', head: 'Rate', align: 'right', width: 'fit' },
  { key: 'discount', head: 'Disc.', align: 'right', width: 'fit' },
  { key: 'amount', head: 'Amount', align: 'right', width: 'fit' },
]

/** A quantity in the unit ordered: whole units as a number, parts to three decimals. */
const inUnits = (qtyMilli: number, factor: number): string => (qtyMilli === 0 ? '' : formatMilli(Math.round(qtyMilli / factor)))

const linesOf = (order: ShownOrder): LinesBlock => ({
  kind: 'lines',
  columns,
  rows: order.lines.map((line) => ({
    cells: {
      no: { text: String(line.line) },
      item: { text: printable(line.item) },
      qty: { text: inUnits(line.qtyMilli, line.factor) },
      free: { text: inUnits(line.freeMilli, line.factor) },
      unit: { text: printable(line.unit), ...(line.factor > 1 ? { aside: `× ${line.factor}` } : {}) },
      rate: { text: formatRateE4(line.rateE4) },
      discount: { text: line.discountBp > 0 ? formatBasisPoints(line.discountBp) : '' },
      amount: { text: formatPaise(line.amountPaise) },
    },
    carryPaise: { amount: line.amountPaise },
  })),
  totals: { item: 'Total before tax', amount: formatPaise(order.totalPaise) },
})

/** A purchase order on paper; a cancelled one is marked across the page. */
export function orderPaper(order: ShownOrder, firm: PaperFirm, size: PaperSize): Paper {
  const name = tradingName(firm)
  const closing: Block[] = [
    { kind: 'gap', mm: 2 },
    { kind: 'texts', texts: [text(`In words: ${amountInWords(order.totalPaise)}`, 'body')] },
    ...(order.notes ? ([{ kind: 'texts', texts: [text(order.notes, 'body')] }] as const) : []),
    {
      kind: 'texts',
      texts: [
        text('Please print batch, expiry and MRP of every line on the bill, and quote this order.', 'small'),
        text(`For ${name}`, 'strong', 'right'),
        text('Authorised signatory', 'small', 'right'),
      ],
    },
  ]
  return {
    size,
    language: 'en',
    name: `Purchase order ${order.number}`,
    author: printable(name),
    title: 'PURCHASE ORDER',
    titleLocal: null,
    running: `${order.number} · ${printable(order.supplier)}`,
    copies: [''],
    watermark: order.state === 'cancelled' ? 'CANCELLED' : null,
    blocks: [...letterhead(firm), ...heading(order), linesOf(order)],
    closing,
    foot: '',
    words: { page: 'Page {{page}} of {{pages}}', continued: 'continued', carried: 'Carried over', brought: 'Brought forward' },
  }
}
