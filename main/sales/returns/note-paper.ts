import type { z } from 'zod'
import { formatDate, isLocalDate } from '../../../shared/calendar.ts'
import { placeLabel } from '../../../shared/company/states.ts'
import { formatPaise } from '../../../shared/money.ts'
import type { Block, Pair, Paper } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import type { NoteKind } from '../../../shared/sales/return-drafts.ts'
import type { NoteShown } from '../../../shared/sales/returns-contract.ts'
import { amountInWords } from '../../../shared/words-amount.ts'
import { addressLines, letterhead, tradingName } from '../../company/paper-letterhead.ts'
import { pair, present, text } from '../../paper-pieces.ts'
import type { Bill } from '../paper/bill.ts'
import type { BillPaperOptions } from '../paper/bill-paper.ts'
import { billLines, billTaxes, stateTaxOf } from '../paper/bill-tables.ts'
import { bothLabels, label, localLabel } from '../paper/labels.ts'

export type ShownNote = Omit<z.output<typeof NoteShown>, 'applied'> & { applied: Pick<Bill['applied'], 'firm' | 'buyer'> }

/** What the document is, as section 34 and Rule 53 name it; what is none of theirs says so. */
const titles: Readonly<Record<NoteKind, string>> = {
  'sale-return': 'CREDIT NOTE',
  'credit-note': 'CREDIT NOTE',
  'debit-note': 'DEBIT NOTE',
  'commercial-credit': 'COMMERCIAL CREDIT NOTE',
  'return-bill': 'GOODS RETURNED BY THE BUYER’S OWN BILL',
  replacement: 'REPLACEMENT WITHOUT CHARGE',
}
const declared: Partial<Record<NoteKind, string>> = {
  'commercial-credit': 'Without GST: no tax is adjusted by this note, and the input tax credit of the recipient stays as it is.',
  'return-bill': 'Received against the buyer’s own tax invoice as a supply by him (Circular 72/46/2018).',
  replacement: 'Goods given in place of goods returned, under the invoice named above; no value and no tax.',
}
const reasons: Readonly<Record<string, string>> = {
  expired: 'Goods expired',
  'near-expiry': 'Goods near expiry',
  damaged: 'Goods damaged',
  quality: 'Quality of the goods',
  'wrong-goods': 'Wrong goods supplied',
  'not-wanted': 'Goods not wanted',
  price: 'Difference of price',
  other: 'Other',
}
const modes: Readonly<Record<string, string>> = {
  cash: 'Cash',
  upi: 'UPI',
  card: 'Card',
  cheque: 'Cheque',
  bank: 'Bank transfer',
}
const copies = { original: 'ORIGINAL FOR RECIPIENT', duplicate: 'DUPLICATE', triplicate: 'TRIPLICATE' } as const
const day = (date: string) => (isLocalDate(date) ? formatDate(date) : date)

/** A note in the shape the tables of a bill are made from; what has no GST has no tax columns. */
function asBill(note: ShownNote): Bill {
  const untaxed = note.kind === 'commercial-credit' || note.kind === 'replacement'
  const lines = note.lines.filter((line) => note.kind !== 'replacement' || line.qtyMilli < 0)
  return {
    ...note,
    lines: lines.map((line) => ({
      ...line,
      taxClass: untaxed ? 'exempt' : line.taxClass,
      qtyMilli: Math.abs(line.qtyMilli) as typeof line.qtyMilli,
    })),
    chargesPaise: 0 as Bill['chargesPaise'],
    dueDate: null,
    applied: { ...note.applied, paid: [] },
  } as unknown as Bill
}

function parties(note: ShownNote): Block[] {
  const { address, licences, localName } = note.applied.buyer
  const recipient = [
    text(note.kind === 'return-bill' ? 'Returned by' : 'To', 'label'),
    text(note.party, 'strong'),
    ...present(localName).map((local) => text(local, 'body')),
    ...addressLines({ address1: address.line1, address2: address.line2, ...address }).map((line) => text(line, 'body')),
    text(`GSTIN: ${note.gstin ?? 'Unregistered'}`, 'body'),
    text(`State: ${placeLabel(address.stateCode)}`, 'body'),
    ...present(licences.map((one) => `${one.form} ${one.number}`).join(' · ')).map((held) => text(`D.L. No. ${held}`, 'body')),
  ]
  const against = note.bill && present(note.bill, note.billDate && day(note.billDate)).join(' of ')
  const facts: Pair[] = [
    ...pair(note.kind === 'replacement' ? 'Number' : 'Note no.', note.number, 'strong'),
    ...pair('Date', day(note.date), 'strong'),
    ...pair('Against invoice', against ?? 'No invoice named', 'strong'),
    ...pair('Buyer’s bill', note.buyerBill && `${note.buyerBill.number} of ${day(note.buyerBill.date)}`),
    ...pair('Place of supply', placeLabel(note.pos)),
    ...pair('Reason', reasons[note.reason] ?? note.reason),
    ...pair('Remarks', note.narration),
    ...pair('Refunded by', modes[note.mode]),
  ]
  return [
    {
      kind: 'columns',
      divided: true,
      parts: [
        { share: 58, blocks: [{ kind: 'texts', texts: recipient }] },
        { share: 42, blocks: [{ kind: 'pairs', look: 'facts', pairs: facts }] },
      ],
    },
    { kind: 'gap', mm: 1.8 },
  ]
}

function totals(note: ShownNote, bill: Bill): Block {
  const some = (name: string, amount: number): Pair[] => (amount === 0 ? [] : [{ label: name, value: formatPaise(amount) }])
  const due = note.kind === 'debit-note' ? 'Amount due' : 'Amount credited'
  return {
    kind: 'pairs',
    look: 'totals',
    pairs: [
      { label: 'Value', value: formatPaise(note.taxablePaise) },
      ...some('CGST', note.cgstPaise),
      ...some(stateTaxOf(bill), note.sgstPaise),
      ...some('IGST', note.igstPaise),
      ...some('Cess', note.cessPaise),
      ...some('Round off', note.roundOffPaise),
      { label: due, value: `₹ ${formatPaise(note.totalPaise)}`, tone: 'net' },
    ],
  }
}

const signature = (note: ShownNote, language: BillPaperOptions['language']): Block[] => [
  { kind: 'gap', mm: 6 },
  { kind: 'texts', texts: [text(`For ${tradingName(note.applied.firm)}`, 'strong', 'right')] },
  { kind: 'gap', mm: 9 },
  { kind: 'texts', texts: [text(bothLabels('signatory', language), 'small', 'right')] },
]

/**
 * A note on paper with what section 34 and Rule 53(1A) ask for: nature of the document, number and date, both parties with GSTIN, the invoice
 * it is against with its date, value, rate and tax by head. From stored figures and facts alone.
 */
export function notePaper(note: ShownNote, { size, copies: asked, language }: BillPaperOptions): Paper {
  const bill = asBill(note)
  const { firm } = note.applied
  const title = titles[note.kind]
  const said = declared[note.kind]
  const taxed = note.taxPaise !== 0
  const inWords: Block = {
    kind: 'texts',
    texts: [text(bothLabels('inWords', language), 'label'), text(amountInWords(note.totalPaise), 'strong')],
  }
  return {
    size,
    language,
    name: `${title} ${note.number}`,
    author: printable(tradingName(firm)),
    title,
    titleLocal: null,
    running: printable(`${tradingName(firm)} · ${note.number} · ${day(note.date)} · ${note.party}`),
    copies: [...new Set(asked)].map((copy) => copies[copy]),
    watermark: note.cancelled ? 'CANCELLED' : null,
    blocks: [
      ...letterhead(firm),
      ...parties(note),
      ...(said ? [{ kind: 'texts', texts: [text(said, 'small')] } as const, { kind: 'gap', mm: 1 } as const] : []),
      billLines(bill, size),
    ],
    closing: [
      { kind: 'gap', mm: 1.6 },
      {
        kind: 'columns',
        divided: true,
        parts: [
          { share: 62, blocks: [...(taxed ? [billTaxes(bill), { kind: 'gap', mm: 1.6 } as const] : []), inWords] },
          { share: 38, blocks: [totals(note, bill)] },
        ],
      },
      ...signature(note, language),
    ],
    foot: 'This is a computer generated document',
    words: {
      page: localLabel('page', language) ?? label('page'),
      continued: localLabel('continued', language) ?? label('continued'),
      carried: localLabel('carried', language) ?? label('carried'),
      brought: localLabel('brought', language) ?? label('brought'),
    },
  }
}
