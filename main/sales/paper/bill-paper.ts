import { formatDate, isLocalDate } from '../../../shared/calendar.ts'
import { placeLabel } from '../../../shared/company/states.ts'
import { formatPaise } from '../../../shared/money.ts'
import type { Block, Pair, Paper, PaperSize, PaperText } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { amountInWords } from '../../../shared/words-amount.ts'
import { addressLines, letterhead } from '../../company/paper-letterhead.ts'
import { pair, present, text } from '../../paper-pieces.ts'
import { type Bill, billTitle, type Firm, paidPaise } from './bill.ts'
import { payment } from './bill-payment.ts'
import { billLines, billTaxes, stateTaxOf } from './bill-tables.ts'
import { bothLabels, label, localLabel, type PaperLanguage } from './labels.ts'
import { type BillLook, deliveredLook } from './look.ts'

export type Copy = 'original' | 'duplicate' | 'triplicate'
export type BillPaperOptions = {
  size: PaperSize
  copies: readonly Copy[]
  language: PaperLanguage
  /** Marked as a duplicate: the bill was given out before. */
  reprint?: boolean | undefined
  /** How this firm wants its bills to look; without it, as delivered. */
  look?: BillLook | undefined
  /** For a printer of text: no picture, and nothing said a second time in another script. */
  plain?: boolean | undefined
}

/** Rule 48: an invoice for goods is made out in three copies. */
const captions: Readonly<Record<Copy, string>> = {
  original: 'ORIGINAL FOR RECIPIENT',
  duplicate: 'DUPLICATE FOR TRANSPORTER',
  triplicate: 'TRIPLICATE FOR SUPPLIER',
}

const day = (date: string) => (isLocalDate(date) ? formatDate(date) : date)

function buyer(bill: Bill, language: PaperLanguage, plain: boolean): PaperText[] {
  const { address, localName, licences, phone } = bill.applied.buyer
  const held = licences.map((licence) => `${licence.form} ${licence.number}`).join(' · ')
  return [
    text(bothLabels('billTo', language), 'label'),
    text(bill.party, 'strong'),
    ...present(!plain && localName).map((local) => text(local, 'body')),
    ...addressLines({ address1: address.line1, address2: address.line2, ...address }).map((line) => text(line, 'body')),
    text(`GSTIN: ${bill.gstin ?? 'Unregistered'}`, 'body'),
    text(`State: ${placeLabel(address.stateCode)}`, 'body'),
    ...present(held).map((numbers) => text(`D.L. No. ${numbers}`, 'body')),
    ...present(phone).map((number) => text(`Phone: ${number}`, 'body')),
  ]
}

const modeWords: Readonly<Record<string, string>> = {
  credit: 'Credit',
  cash: 'Cash',
  upi: 'UPI',
  card: 'Card',
  cheque: 'Cheque',
  bank: 'Bank transfer',
  mixed: 'Mixed',
}

function particulars(bill: Bill): Block[] {
  const { paid, salesman, narration, zeroRated } = bill.applied
  const split =
    paid.length > 1
      ? paid.map((one) => `${modeWords[one.mode] ?? one.mode} ${formatPaise(one.amountPaise)}`).join(', ')
      : (modeWords[bill.mode] ?? bill.mode)
  return [
    {
      kind: 'pairs',
      look: 'facts',
      pairs: [
        ...pair('Invoice no.', bill.number, 'strong'),
        ...pair('Date', day(bill.date), 'strong'),
        ...pair('Due date', bill.dueDate && day(bill.dueDate)),
        ...pair('Payment', split),
        ...pair('Place of supply', placeLabel(bill.pos)),
        ...pair('Salesman', salesman),
        ...pair('Reverse charge', 'No'),
        ...pair('Destination', zeroRated?.country),
        ...pair(
          'Shipping bill',
          zeroRated &&
            present(zeroRated.shippingBill, zeroRated.shippingDate && day(zeroRated.shippingDate), zeroRated.port).join(' · '),
        ),
        ...pair('Remarks', narration),
      ],
    },
  ]
}

function parties(bill: Bill, language: PaperLanguage, plain: boolean): Block[] {
  const parts = [
    { share: 58, blocks: [{ kind: 'texts', texts: buyer(bill, language, plain) } as const] },
    { share: 42, blocks: particulars(bill) },
  ]
  return [
    { kind: 'columns', divided: true, parts },
    { kind: 'gap', mm: 1.8 },
  ]
}

/** Rule 46, last proviso: what an invoice of an export or of a supply to an SEZ has to declare. */
function endorsement(bill: Bill): string | null {
  if (!bill.supply.startsWith('zero')) return null
  const what =
    bill.pos === '96' ? 'SUPPLY MEANT FOR EXPORT' : 'SUPPLY MEANT FOR SEZ UNIT OR SEZ DEVELOPER FOR AUTHORISED OPERATIONS'
  return `${what} ${bill.supply === 'zero-with-payment' ? 'ON PAYMENT OF INTEGRATED TAX' : 'UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX'}`
}

function totals(bill: Bill, language: PaperLanguage): Block {
  const some = (name: string, amount: number): Pair[] => (amount === 0 ? [] : [{ label: name, value: formatPaise(amount) }])
  // with prices that include tax the goods' value and the taxable value differ by the tax: one figure then says it all
  const adds = bill.grossPaise - bill.discountPaise + bill.chargesPaise === bill.taxablePaise
  const worth = billTitle(bill) === 'billOfSupply' ? 'Value of supply' : 'Taxable value'
  const due = bill.totalPaise - paidPaise(bill)
  const pairs: Pair[] = [
    ...(adds && bill.grossPaise !== bill.taxablePaise
      ? [
          { label: 'Goods value', value: formatPaise(bill.grossPaise) },
          ...some('Less discount', -bill.discountPaise),
          ...some('Charges', bill.chargesPaise),
        ]
      : []),
    { label: worth, value: formatPaise(bill.taxablePaise) },
    ...some('CGST', bill.cgstPaise),
    ...some(stateTaxOf(bill), bill.sgstPaise),
    ...some('IGST', bill.igstPaise),
    ...some('Cess', bill.cessPaise),
    ...some('Round off', bill.roundOffPaise),
    { label: bothLabels('netPayable', language), value: `₹ ${formatPaise(bill.totalPaise)}`, tone: 'net' },
    ...(due !== bill.totalPaise && due !== 0
      ? [...some('Received', bill.totalPaise - due), { label: 'Balance due', value: formatPaise(due), tone: 'strong' as const }]
      : []),
  ]
  return { kind: 'pairs', look: 'totals', pairs }
}

function words(bill: Bill, language: PaperLanguage): Block {
  const local = language === 'en' ? [] : [text(amountInWords(bill.totalPaise, language), 'body')]
  return {
    kind: 'texts',
    texts: [text(bothLabels('inWords', language), 'label'), text(amountInWords(bill.totalPaise), 'strong'), ...local],
  }
}

function signatures(firm: Firm, language: PaperLanguage, look: BillLook): Block[] {
  const terms = (firm.terms ?? '').split('\n').filter((line) => line.trim())
  const court = firm.jurisdiction ? [`Subject to ${firm.jurisdiction} jurisdiction.`] : []
  const left = [
    ...(terms.length || court.length ? [text('Terms', 'label')] : []),
    ...[...terms, ...court].map((line) => text(line, 'small')),
    text('E. & O. E.', 'small'),
  ]
  const right: Block[] = [
    { kind: 'texts', texts: [text(`For ${firm.tradeName ?? firm.legalName}`, 'strong', 'right')] },
    { kind: 'gap', mm: 9 },
    {
      kind: 'texts',
      texts: [text(bothLabels('signatory', language), 'small', 'right'), text('Competent person', 'small', 'right')],
    },
  ]
  const middle: Block[] = [
    { kind: 'gap', mm: 13 },
    { kind: 'texts', texts: [text("Receiver's signature", 'small', 'center')] },
  ]
  const footer = (look.footer ?? '').split('\n').filter((line) => line.trim())
  return [
    ...(footer.length
      ? [{ kind: 'gap', mm: 1.6 } as const, { kind: 'texts', texts: footer.map((line) => text(line, 'body', 'center')) } as const]
      : []),
    { kind: 'gap', mm: 2 },
    { kind: 'rule', weight: 'hair' },
    { kind: 'gap', mm: 1.4 },
    {
      kind: 'columns',
      divided: false,
      parts: [
        { share: 46, blocks: [{ kind: 'texts', texts: left }] },
        { share: 22, blocks: middle },
        { share: 32, blocks: right },
      ],
    },
  ]
}

/**
 * A posted bill as paper: every particular of Rule 46 and of a wholesale drug bill (gst-rules.md §3.1, §8.2), from
 * the facts and figures kept with the document: a reprint years later says what the first print said.
 */
export function billPaper(
  bill: Bill,
  { size, copies, language, look = deliveredLook, plain = false, reprint = false }: BillPaperOptions,
): Paper {
  const { firm } = bill.applied
  const title = billTitle(bill)
  const note = endorsement(bill)
  const left: Block[] = [
    ...(title === 'billOfSupply' ? [] : [billTaxes(bill), { kind: 'gap', mm: 1.6 } as const]),
    words(bill, language),
    ...payment(bill, look),
  ]
  return {
    size,
    language,
    name: `${label(title)} ${bill.number}`,
    author: printable(firm.tradeName ?? firm.legalName),
    title: label(title),
    titleLocal: localLabel(title, language),
    running: printable(`${firm.tradeName ?? firm.legalName} · ${bill.number} · ${day(bill.date)} · ${bill.party}`),
    copies: copies.map((copy) => captions[copy]),
    watermark: bill.cancelled ? 'CANCELLED' : reprint ? 'DUPLICATE' : null,
    blocks: [
      ...letterhead(firm, { logo: look.logo, plain }),
      ...parties(bill, language, plain),
      ...(note ? [{ kind: 'texts', texts: [text(note, 'strong')] } as const, { kind: 'gap', mm: 1 } as const] : []),
      billLines(bill, size, { hidden: look.hidden, plain }),
    ],
    closing: [
      { kind: 'gap', mm: 1.6 },
      {
        kind: 'columns',
        divided: true,
        parts: [
          { share: 62, blocks: left },
          { share: 38, blocks: [totals(bill, language)] },
        ],
      },
      ...signatures(firm, language, look),
    ],
    foot: [localLabel('computer', language), label('computer')].filter(Boolean).join(' · '),
    words: {
      page: localLabel('page', language) ?? label('page'),
      continued: localLabel('continued', language) ?? label('continued'),
      carried: localLabel('carried', language) ?? label('carried'),
      brought: localLabel('brought', language) ?? label('brought'),
    },
  }
}
