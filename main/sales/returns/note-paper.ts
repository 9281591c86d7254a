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
import { payment } from '../paper/bill-payment.ts'
import { billLines, billTaxes, stateTaxOf } from '../paper/bill-tables.ts'
import { bothLabels, type LabelKey, label, localLabel, type PaperLanguage } from '../paper/labels.ts'
import { type BillLook, deliveredLook } from '../paper/look.ts'

export type ShownNote = Omit<z.output<typeof NoteShown>, 'applied'> & { applied: Pick<Bill['applied'], 'firm' | 'buyer'> }

/** What the document is, as section 34 and Rule 53 name it; what is none of theirs says so. */
const titles = {
  'sale-return': 'creditNote',
  'credit-note': 'creditNote',
  'debit-note': 'debitNote',
  'commercial-credit': 'commercialCredit',
  'return-bill': 'goodsByBuyersBill',
  replacement: 'replacement',
} as const satisfies Readonly<Record<NoteKind, LabelKey>>
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

function parties(note: ShownNote, language: PaperLanguage, plain: boolean): Block[] {
  const { address, licences, localName } = note.applied.buyer
  const recipient = [
    text(bothLabels(note.kind === 'return-bill' ? 'returnedBy' : 'noteTo', language), 'label'),
    text(note.party, 'strong'),
    ...present(!plain && localName).map((local) => text(local, 'body')),
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

function totals(note: ShownNote, bill: Bill, language: PaperLanguage): Block {
  const some = (name: string, amount: number): Pair[] => (amount === 0 ? [] : [{ label: name, value: formatPaise(amount) }])
  const due = bothLabels(note.kind === 'debit-note' ? 'amountDue' : 'amountCredited', language)
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

/** Terms of selling stand where money is asked for; a note that gives it back has only the firm's own line at the foot. */
function signature(note: ShownNote, language: PaperLanguage, look: BillLook): Block[] {
  const { firm } = note.applied
  const lines = (of: string | null | undefined) => (of ?? '').split('\n').filter((line) => line.trim())
  const terms = note.kind === 'debit-note' ? lines(firm.terms) : []
  const court = firm.jurisdiction ? [`Subject to ${firm.jurisdiction} jurisdiction.`] : []
  const left = [
    ...(terms.length ? [text('Terms', 'label')] : []),
    ...[...terms, ...court].map((line) => text(line, 'small')),
    text('E. & O. E.', 'small'),
  ]
  const right: Block[] = [
    { kind: 'texts', texts: [text(`For ${tradingName(firm)}`, 'strong', 'right')] },
    { kind: 'gap', mm: 9 },
    { kind: 'texts', texts: [text(bothLabels('signatory', language), 'small', 'right')] },
  ]
  const footer = lines(look.footer).map((line) => text(line, 'body', 'center'))
  return [
    ...(footer.length ? [{ kind: 'gap', mm: 1.6 } as const, { kind: 'texts', texts: footer } as const] : []),
    { kind: 'gap', mm: 3 },
    {
      kind: 'columns',
      divided: false,
      parts: [
        { share: 60, blocks: [{ kind: 'texts', texts: left }] },
        { share: 40, blocks: right },
      ],
    },
  ]
}

function inWords(note: ShownNote, language: PaperLanguage): Block {
  const local = language === 'en' ? [] : [text(amountInWords(note.totalPaise, language), 'body')]
  return {
    kind: 'texts',
    texts: [text(bothLabels('inWords', language), 'label'), text(amountInWords(note.totalPaise), 'strong'), ...local],
  }
}

/**
 * A note on paper with what section 34 and Rule 53(1A) ask for: nature of the document, number and date, both parties with GSTIN, the invoice
 * it is against with its date, value, rate and tax by head. From stored figures and facts alone, under the look of the firm's bills.
 */
export function notePaper(
  note: ShownNote,
  { size, copies: asked, language, look = deliveredLook, plain = false, reprint = false }: BillPaperOptions,
): Paper {
  const bill = asBill(note)
  const { firm } = note.applied
  const title = label(titles[note.kind])
  const said = declared[note.kind]
  const left: Block[] = [
    ...(note.taxPaise !== 0 ? [billTaxes(bill), { kind: 'gap', mm: 1.6 } as const] : []),
    inWords(note, language),
    // a debit note on credit is paid as a bill is
    ...(note.kind === 'debit-note' && note.mode === 'credit' ? payment(bill, look) : []),
  ]
  return {
    size,
    language,
    name: `${title} ${note.number}`,
    author: printable(tradingName(firm)),
    title,
    titleLocal: localLabel(titles[note.kind], language),
    running: printable(`${tradingName(firm)} · ${note.number} · ${day(note.date)} · ${note.party}`),
    copies: [...new Set(asked)].map((copy) => copies[copy]),
    watermark: note.cancelled ? 'CANCELLED' : reprint ? 'DUPLICATE' : null,
    blocks: [
      ...letterhead(firm, { logo: look.logo, plain }),
      ...parties(note, language, plain),
      ...(said ? [{ kind: 'texts', texts: [text(said, 'small')] } as const, { kind: 'gap', mm: 1 } as const] : []),
      billLines(bill, size, { hidden: look.hidden, plain }),
    ],
    closing: [
      { kind: 'gap', mm: 1.6 },
      {
        kind: 'columns',
        divided: true,
        parts: [
          { share: 62, blocks: left },
          { share: 38, blocks: [totals(note, bill, language)] },
        ],
      },
      ...signature(note, language, look),
    ],
    foot: [localLabel('computerNote', language), label('computerNote')].filter(Boolean).join(' · '),
    words: {
      page: localLabel('page', language) ?? label('page'),
      continued: localLabel('continued', language) ?? label('continued'),
      carried: localLabel('carried', language) ?? label('carried'),
      brought: localLabel('brought', language) ?? label('brought'),
    },
  }
}
