import { formatExpiry, isLocalDate } from '../../../../shared/calendar.ts'
import { placeLabel } from '../../../../shared/company/states.ts'
import { formatPaise } from '../../../../shared/money.ts'
import type { Paper, PaperColumn, PaperSize } from '../../../../shared/paper.ts'
import { printable } from '../../../../shared/paper-text.ts'
import { formatBasisPoints, formatRateE4 } from '../../../../shared/quantity.ts'
import type { challanReasons } from '../../../../shared/sales/challan-contract.ts'
import { amountInWords } from '../../../../shared/words-amount.ts'
import { addressLines, letterhead, type PaperFirm, tradingName } from '../../../company/paper-letterhead.ts'
import { pair, present, text, unitQuantity } from '../../../paper-pieces.ts'
import type { ShownChallan } from '../shown-challan.ts'
import { column, day, heading, paperWords, signature } from './order-paper.ts'

const reasons: Readonly<Record<(typeof challanReasons)[number], string>> = {
  approval: 'Supply on approval',
  'bill-follows': 'Goods sent before the invoice',
  'line-sale': 'Line sales',
  'job-work': 'Job work',
  exhibition: 'Exhibition or fair',
  replacement: 'Replacement',
  other: 'Other than by way of supply',
}
const columns: readonly PaperColumn[] = [
  column('no', '#'),
  column('item', 'Description of goods', 'left', true),
  column('hsn', 'HSN', 'left'),
  column('batch', 'Batch', 'left'),
  column('expiry', 'Exp.', 'left'),
  column('qty', 'Quantity'),
  column('unit', 'Unit', 'left'),
  column('rate', 'Rate'),
  column('taxable', 'Taxable value'),
  column('gst', 'GST'),
  column('tax', 'Tax'),
]
const expiry = (date: string | null) => (date && isLocalDate(date) ? formatExpiry(date) : '')

/** The places the goods leave, when one of them stands elsewhere than the firm: its letterhead says where that is. */
function consignor({ from }: ShownChallan, firm: PaperFirm) {
  if (from.every(({ address }) => address === null)) return []
  return [
    text('Consignor', 'label'),
    text(tradingName(firm), 'strong'),
    ...from.flatMap(({ name, address }) => [
      text(name, 'strong'),
      ...addressLines(address ?? firm).map((line) => text(line, 'body')),
      text(`State: ${placeLabel(address?.stateCode ?? firm.stateCode)}`, 'body'),
    ]),
    ...present(firm.gstin).map((gstin) => text(`GSTIN: ${gstin} (same registration)`, 'body')),
  ]
}

/** A delivery challan with the particulars of rule 55(1), in the three copies of rule 55(2). */
export function challanPaper(challan: ShownChallan, firm: PaperFirm, size: PaperSize): Paper {
  const to = [
    text('Consignee', 'label'),
    text(challan.party, 'strong'),
    ...challan.address.map((line) => text(line, 'body')),
    ...present(challan.phone).map((phone) => text(phone, 'body')),
    text(challan.gstin ? `GSTIN: ${challan.gstin}` : 'Unregistered', 'body'),
    text(`Place of supply: ${placeLabel(challan.pos)}`, 'body'),
  ]
  const facts = [
    ...pair('Challan no.', challan.number, 'strong'),
    ...pair('Date', day(challan.date), 'strong'),
    ...pair('Goods go out for', reasons[challan.reason]),
    ...pair('Transport', challan.transport),
  ]
  const inter = challan.supply !== 'intra'
  const totals = [
    ...pair('Taxable value', formatPaise(challan.taxablePaise)),
    ...(inter
      ? pair('IGST', formatPaise(challan.igstPaise))
      : [...pair('CGST', formatPaise(challan.cgstPaise)), ...pair('SGST', formatPaise(challan.sgstPaise))]),
    ...(challan.cessPaise === 0 ? [] : pair('Cess', formatPaise(challan.cessPaise))),
    ...pair('Worth of the goods', formatPaise(challan.totalPaise), 'net'),
  ]
  return {
    size,
    language: 'en',
    name: `Challan ${challan.number}`,
    author: printable(tradingName(firm)),
    title: 'DELIVERY CHALLAN',
    titleLocal: null,
    running: `${challan.number} · ${printable(challan.party)}`,
    copies: ['ORIGINAL FOR CONSIGNEE', 'DUPLICATE FOR TRANSPORTER', 'TRIPLICATE FOR CONSIGNER'],
    watermark: challan.state === 'cancelled' ? 'CANCELLED' : null,
    blocks: [
      ...letterhead(firm),
      ...heading(to, facts, consignor(challan, firm)),
      {
        kind: 'lines',
        columns,
        rows: challan.lines.map((line) => ({
          cells: {
            no: { text: String(line.line) },
            item: { text: printable(line.item) },
            hsn: { text: line.hsn },
            batch: { text: printable(line.batch) },
            expiry: { text: expiry(line.expiry) },
            qty: {
              text: unitQuantity(line.qtyMilli, line.factor),
              ...(line.freeMilli ? { aside: `+ ${unitQuantity(line.freeMilli, line.factor)}` } : {}),
            },
            unit: { text: printable(line.unit) },
            rate: { text: formatRateE4(line.rateE4) },
            taxable: { text: formatPaise(line.taxablePaise) },
            gst: { text: formatBasisPoints(line.rateBp) },
            tax: { text: formatPaise(line.taxPaise) },
          },
          carryPaise: { taxable: line.taxablePaise, tax: line.taxPaise },
        })),
        totals: { item: 'Total', taxable: formatPaise(challan.taxablePaise) },
      },
    ],
    closing: [
      { kind: 'gap', mm: 2 },
      {
        kind: 'columns',
        divided: false,
        parts: [
          {
            share: 60,
            blocks: [
              {
                kind: 'texts',
                texts: [
                  text(`In words: ${amountInWords(challan.totalPaise)}`, 'body'),
                  ...present(challan.notes).map((note) => text(note, 'body')),
                  text('Not an invoice: no sale is made by this challan and the goods stay ours until they are billed.', 'small'),
                  text('Received the goods above in good order: ______________________', 'body'),
                ],
              },
            ],
          },
          { share: 40, blocks: [{ kind: 'pairs', pairs: totals, look: 'totals' }] },
        ],
      },
      ...signature(firm),
    ],
    foot: '',
    words: paperWords,
  }
}
