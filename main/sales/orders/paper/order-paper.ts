import { formatDate, isLocalDate } from '../../../../shared/calendar.ts'
import { placeLabel } from '../../../../shared/company/states.ts'
import { formatPaise } from '../../../../shared/money.ts'
import type { Block, Paper, PaperColumn, PaperSize } from '../../../../shared/paper.ts'
import { printable } from '../../../../shared/paper-text.ts'
import { formatBasisPoints, formatRateE4 } from '../../../../shared/quantity.ts'
import { amountInWords } from '../../../../shared/words-amount.ts'
import { letterhead, type PaperFirm, tradingName } from '../../../company/paper-letterhead.ts'
import { pair, present, text, unitQuantity } from '../../../paper-pieces.ts'
import type { ShownOrder } from '../shown-order.ts'

export const day = (date: string | null): string => (date && isLocalDate(date) ? formatDate(date) : (date ?? ''))
export const paperWords = {
  page: 'Page {{page}} of {{pages}}',
  continued: 'continued',
  carried: 'Carried over',
  brought: 'Brought forward',
}
export const column = (key: string, head: string, align: PaperColumn['align'] = 'right', rest = false): PaperColumn => ({
  key,
  head,
  align,
  width: rest ? 'rest' : 'fit',
})

type Texts = ReturnType<typeof text>[]
/** Columns under the letterhead: where goods leave from when it is not the firm's own address, whom the paper is for, and its facts. */
export const heading = (to: Texts, facts: ReturnType<typeof pair>, from: Texts = []): Block[] => [
  {
    kind: 'columns',
    divided: true,
    parts: [
      ...(from.length ? [{ share: 32, blocks: [{ kind: 'texts', texts: from } as const] }] : []),
      { share: from.length ? 34 : 58, blocks: [{ kind: 'texts', texts: to }] },
      { share: from.length ? 34 : 42, blocks: [{ kind: 'pairs', pairs: facts, look: 'facts' }] },
    ],
  },
  { kind: 'gap', mm: 1.4 },
]

/** Room to sign over the name of the firm's signatory. */
export const signature = (firm: PaperFirm): Block[] => [
  { kind: 'gap', mm: 3 },
  { kind: 'texts', texts: [text(`For ${tradingName(firm)}`, 'strong', 'right')] },
  { kind: 'gap', mm: 9 },
  { kind: 'texts', texts: [text('Authorised signatory', 'small', 'right')] },
]

const columns: readonly PaperColumn[] = [
  column('no', '#'),
  column('item', 'Item', 'left', true),
  column('hsn', 'HSN', 'left'),
  column('qty', 'Quantity'),
  column('free', 'Free'),
  column('unit', 'Unit', 'left'),
  column('rate', 'Rate'),
  column('discount', 'Disc.'),
  column('gst', 'GST'),
  column('amount', 'Amount'),
]

/** A quotation or order confirmation on paper; a cancelled one is marked across the page. */
export function salesOrderPaper(order: ShownOrder, firm: PaperFirm, size: PaperSize): Paper {
  const quotation = order.kind === 'quotation'
  const to = [
    text(quotation ? 'Quotation for' : 'Order of', 'label'),
    text(order.party, 'strong'),
    ...present(order.city).map((line) => text(line, 'body')),
    text(order.gstin ? `GSTIN: ${order.gstin}` : 'Unregistered', 'body'),
    text(`Place of supply: ${placeLabel(order.pos)}`, 'body'),
  ]
  const facts = [
    ...pair(quotation ? 'Quotation no.' : 'Order no.', order.number, 'strong'),
    ...pair('Date', day(order.date), 'strong'),
    ...pair('Your reference', order.reference),
    ...pair('Valid till', day(order.validTill)),
    ...pair('Wanted by', day(order.wanted)),
    ...pair('Goods held till', order.confirmed ? day(order.confirmed.heldUntil) : null),
    ...pair('Salesman', order.salesman),
  ]
  const totals = [
    ...pair('Before tax', formatPaise(order.taxablePaise)),
    ...pair('GST', formatPaise(order.taxPaise)),
    ...(order.roundOffPaise === 0 ? [] : pair('Round off', formatPaise(order.roundOffPaise))),
    ...pair('Total', formatPaise(order.totalPaise), 'net'),
  ]
  return {
    size,
    language: 'en',
    name: `${quotation ? 'Quotation' : 'Order'} ${order.number}`,
    author: printable(tradingName(firm)),
    title: quotation ? 'QUOTATION' : order.state === 'draft' ? 'ORDER (NOT CONFIRMED)' : 'ORDER CONFIRMATION',
    titleLocal: null,
    running: `${order.number} · ${printable(order.party)}`,
    copies: [''],
    watermark: order.state === 'cancelled' ? 'CANCELLED' : null,
    blocks: [
      ...letterhead(firm),
      ...heading(to, facts),
      {
        kind: 'lines',
        columns,
        rows: order.lines.map((line) => ({
          cells: {
            no: { text: String(line.line) },
            item: { text: printable(line.item), ...(line.batch ? { aside: printable(line.batch) } : {}) },
            hsn: { text: line.hsn },
            qty: { text: unitQuantity(line.qtyMilli, line.factor) },
            free: { text: line.freeMilli ? unitQuantity(line.freeMilli, line.factor) : '' },
            unit: { text: printable(line.unit), ...(line.factor > 1 ? { aside: `× ${line.factor}` } : {}) },
            rate: { text: formatRateE4(line.rateE4) },
            discount: {
              text: line.discountsBp.map((bp) => formatBasisPoints(bp)).join(' + '),
              ...(line.flatPaise ? { under: `less ${formatPaise(line.flatPaise)}` } : {}),
            },
            gst: { text: formatBasisPoints(line.rateBp) },
            amount: { text: formatPaise(line.amountPaise) },
          },
          carryPaise: { amount: line.amountPaise },
        })),
        totals: { item: 'Total before tax', amount: formatPaise(order.taxablePaise) },
      },
    ],
    closing: [
      { kind: 'gap', mm: 2 },
      {
        kind: 'columns',
        divided: false,
        parts: [
          {
            share: 62,
            blocks: [
              {
                kind: 'texts',
                texts: [
                  text(`In words: ${amountInWords(order.totalPaise)}`, 'body'),
                  ...present(order.notes).map((note) => text(note, 'body')),
                  text(
                    quotation
                      ? 'This is an offer, not an invoice. Goods and rates are subject to stock on the day of the order.'
                      : 'This confirms your order. It is not an invoice.',
                    'small',
                  ),
                ],
              },
            ],
          },
          { share: 38, blocks: [{ kind: 'pairs', pairs: totals, look: 'totals' }] },
        ],
      },
      ...signature(firm),
    ],
    foot: '',
    words: paperWords,
  }
}
