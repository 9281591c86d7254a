import { formatDate, isLocalDate } from '../../../shared/calendar.ts'
import { placeLabel, stateTaxName } from '../../../shared/company/states.ts'
import { formatPaise, paise } from '../../../shared/money.ts'
import type { Block, Pair, Paper, PaperText } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { amountInWords } from '../../../shared/words-amount.ts'
import { addressLines, letterhead, tradingName } from '../../company/paper-letterhead.ts'
import { pair, present, text } from '../../paper-pieces.ts'
import { taxSummary } from '../../paper-tax.ts'
import { paperLines, showsTax } from './paper-lines.ts'
import type { Other, PaperDocument, PaperPlace } from './read-document.ts'
import { bothWords, captionsOf, localWord, ownWord, type PaperLanguage, type PaperWord, word } from './words.ts'

const day = (date: string | null) => (date !== null && isLocalDate(date) ? formatDate(date) : date)

/**
 * What the paper is called: goods returned that bear no tax go on a bill of supply (Rule 49), goods returned before they were billed on a
 * delivery challan, for there is nothing to debit yet (Rule 55).
 */
function titleOf(document: PaperDocument): PaperWord {
  if (document.beforeBill) return 'goodsReturned'
  return document.kind === 'return-invoice' && !showsTax(document) ? 'billOfSupply' : document.kind
}

function who(label: string, firm: Other, place: PaperPlace | null): PaperText[] {
  // a godown elsewhere has the firm's registration and telephone, and an address of its own
  const other = place?.address ? { ...firm, ...place.address, stateCode: place.address.stateCode ?? firm.stateCode } : firm
  const same = place?.address && other.gstin ? ' (same registration)' : ''
  const held = other.licences.map((licence) => `${licence.form} ${licence.number}`).join(' · ')
  return [
    text(label, 'label'),
    text(other.name, 'strong'),
    ...present(other.localName).map((local) => text(local, 'body')),
    ...present(place?.name).map((name) => text(name, 'strong')),
    ...addressLines(other).map((line) => text(line, 'body')),
    text(`GSTIN: ${other.gstin ?? 'Unregistered'}${same}`, 'body'),
    ...present(other.stateCode && `State: ${placeLabel(other.stateCode)}`).map((state) => text(state, 'body')),
    ...present(held).map((numbers) => text(`D.L. No. ${numbers}`, 'body')),
    ...present(other.phone).map((number) => text(`Phone: ${number}`, 'body')),
  ]
}

const reasons: Readonly<Record<string, string>> = {
  expiry: 'Expired goods',
  'near-expiry': 'Goods near expiry',
  breakage: 'Broken or damaged goods',
  recall: 'Recalled goods',
  'price-drop': 'Fall in price',
}

/** The particulars that only this kind of paper has (s.34, Rules 46, 47A, 52 and 55, Circular 72/46/2018). */
function own(document: PaperDocument): Pair[] {
  const [of] = document.against
  const reason = document.reason && (reasons[document.reason] ?? document.reason)
  const fresh = document.kind === 'return-invoice'
  switch (document.kind) {
    case 'purchase-return':
      if (document.beforeBill)
        return [
          ...pair('Your challan', of?.reference, 'strong'),
          ...pair('Received on', day(of?.date ?? null)),
          ...pair('Our receipt', of?.number),
          ...pair('Reason', reason),
        ]
      return [
        ...pair('Your invoice', of?.reference, 'strong'),
        ...pair('Dated', day(of?.referenceDate ?? null)),
        ...pair('Our entry', of?.number),
        ...pair('Your credit note', document.reference),
        ...pair('Reason', reason),
      ]
    case 'claim':
    case 'return-invoice':
      return [...pair('Reason', reason), ...pair('Reverse charge', fresh ? 'No' : null), ...pair('Remarks', document.notes)]
    case 'transfer':
      return pair('Remarks', document.notes)
    case 'self-invoice':
      return [
        ...pair('Services received', of && day(of.referenceDate ?? of.date)),
        ...pair('Supplier’s bill', of?.reference),
        ...pair('Our entry', of?.number),
        ...pair('Reverse charge', 'Yes'),
        ...pair('To be issued by', day(document.byDate)),
      ]
    case 'payment-voucher':
      return [...pair('Supplier’s bill', of?.reference), ...pair('Our entry', of?.number), ...pair('Reverse charge', 'Yes')]
  }
}

const numbers: Readonly<Record<PaperDocument['kind'], string>> = {
  'purchase-return': 'Debit note no.',
  claim: 'Challan no.',
  'return-invoice': 'Invoice no.',
  transfer: 'Challan no.',
  'self-invoice': 'Self-invoice no.',
  'payment-voucher': 'Voucher no.',
}

function parties(document: PaperDocument, language: PaperLanguage): Block[] {
  const { kind, places, firm, other, beforeBill } = document
  const label =
    kind === 'claim' || beforeBill ? 'consignee' : kind === 'self-invoice' || kind === 'payment-voucher' ? 'supplier' : 'to'
  const facts: Block = {
    kind: 'pairs',
    look: 'facts',
    pairs: [
      ...pair(beforeBill ? numbers.claim : numbers[kind], document.number, 'strong'),
      ...pair('Date', day(document.date), 'strong'),
      ...pair('Place of supply', kind === 'transfer' ? null : placeLabel(document.pos)),
      ...own(document),
    ],
  }
  const them: Block = { kind: 'texts', texts: who(bothWords(label, language), other, null) }
  const parts = places
    ? [
        {
          share: 34,
          blocks: [
            {
              kind: 'texts',
              texts: who(bothWords('consignor', language), { ...other, name: tradingName(firm) }, places.from),
            } as const,
          ],
        },
        { share: 34, blocks: [{ kind: 'texts', texts: who(bothWords('consignee', language), other, places.to) } as const] },
        { share: 32, blocks: [facts] },
      ]
    : [
        { share: 58, blocks: [them] },
        { share: 42, blocks: [facts] },
      ]
  return [
    { kind: 'columns', divided: true, parts },
    { kind: 'gap', mm: 1.8 },
  ]
}

/** What stands under the lines of a paper, so that nobody takes it for what it is not. */
const declarations: Readonly<Record<PaperDocument['kind'], string>> = {
  'purchase-return':
    'Debited to your account for goods returned, with tax at the rates of your invoice. Please issue your credit note under section 34 of the CGST Act.',
  claim:
    'Not a tax invoice: goods sent for your credit note, otherwise than by way of supply (Rule 55, CGST Rules; Circular 72/46/2018).',
  'return-invoice': 'Time-expired or returned goods supplied back at their value (Circular 72/46/2018).',
  transfer:
    'Not a tax invoice: goods moved between places of one registration, otherwise than by way of supply (Rule 55, CGST Rules).',
  'self-invoice':
    'Invoice of the recipient under section 31(3)(f) of the CGST Act for supplies of an unregistered person. Tax is payable by the recipient on reverse charge.',
  'payment-voucher': 'Voucher under section 31(3)(g) of the CGST Act. Tax is payable by the recipient on reverse charge.',
}

const beforeBillDeclaration =
  'Not a tax invoice or debit note: goods returned before they were billed, otherwise than by way of supply (Rule 55, CGST Rules). No tax was charged on them and none is claimed.'

function totals(document: PaperDocument, language: PaperLanguage): Block {
  const some = (name: string, amount: number): Pair[] => (amount === 0 ? [] : [{ label: name, value: formatPaise(amount) }])
  const stateTax = stateTaxName(document.firm.stateCode)
  const reverse = document.services.length > 0
  const last = shownTotal(document)
  return {
    kind: 'pairs',
    look: 'totals',
    pairs: [
      { label: showsTax(document) || reverse ? 'Taxable value' : 'Value of goods', value: formatPaise(document.taxablePaise) },
      ...some('CGST', document.cgstPaise),
      ...some(stateTax, document.sgstPaise),
      ...some('IGST', document.igstPaise),
      ...some('Cess', document.cessPaise),
      ...some('Round off', document.roundOffPaise),
      {
        label: bothWords(document.kind === 'payment-voucher' ? 'paid' : 'total', language),
        value: `₹ ${formatPaise(last)}`,
        tone: 'net',
      },
    ],
  }
}

/** What the paper comes to: on a voucher what was paid, else the total. */
const shownTotal = (document: PaperDocument) => document.paidPaise ?? document.totalPaise

function signatures(document: PaperDocument, language: PaperLanguage): Block {
  const right: Block[] = [
    { kind: 'texts', texts: [text(`For ${tradingName(document.firm)}`, 'strong', 'right')] },
    { kind: 'gap', mm: 9 },
    { kind: 'texts', texts: [text(bothWords('signatory', language), 'small', 'right')] },
  ]
  const travels = document.goods.length > 0
  const middle: Block[] = [
    { kind: 'gap', mm: 13 },
    { kind: 'texts', texts: travels ? [text("Receiver's signature", 'small', 'center')] : [] },
  ]
  const left: Block[] = [
    { kind: 'texts', texts: [text(document.beforeBill ? beforeBillDeclaration : declarations[document.kind], 'small')] },
    ...(travels
      ? ([
          { kind: 'gap', mm: 1.6 },
          { kind: 'texts', texts: [text('Vehicle no. / transporter: ______________________', 'small')] },
        ] as const)
      : []),
  ]
  return {
    kind: 'columns',
    divided: false,
    parts: [
      { share: 46, blocks: left },
      { share: 22, blocks: middle },
      { share: 32, blocks: right },
    ],
  }
}

/** A posted document as paper, on A4. `copies`: how many of its captions it is printed under. */
export function documentPaper(document: PaperDocument, { copies, language }: { copies: number; language: PaperLanguage }): Paper {
  const { firm, kind, number } = document
  const title = titleOf(document)
  const total = paise(shownTotal(document))
  const left: Block[] = [
    ...(showsTax(document)
      ? [
          taxSummary(document.goods, { inter: document.inter, stateTax: stateTaxName(firm.stateCode) }),
          { kind: 'gap', mm: 1.6 } as const,
        ]
      : []),
    {
      kind: 'texts',
      texts: [
        text(bothWords('inWords', language), 'label'),
        text(amountInWords(total), 'strong'),
        ...(language === 'en' ? [] : [text(amountInWords(total, language), 'body')]),
      ],
    },
  ]
  return {
    size: 'A4',
    language,
    name: `${word(title)} ${number}`,
    author: printable(tradingName(firm)),
    title: word(title),
    titleLocal: localWord(title, language),
    running: printable(`${tradingName(firm)} · ${number} · ${day(document.date)} · ${document.other.name}`),
    copies: captionsOf(kind, document.beforeBill).slice(0, copies),
    watermark: document.cancelled ? 'CANCELLED' : null,
    blocks: [...letterhead(firm), ...parties(document, language), paperLines(document)],
    closing: [
      { kind: 'gap', mm: 1.6 },
      {
        kind: 'columns',
        divided: true,
        parts: [
          { share: 62, blocks: left },
          { share: 38, blocks: [totals(document, language)] },
        ],
      },
      { kind: 'gap', mm: 2 },
      { kind: 'rule', weight: 'hair' },
      { kind: 'gap', mm: 1.4 },
      signatures(document, language),
    ],
    foot: [localWord('computer', language), word('computer')].filter(Boolean).join(' · '),
    words: {
      page: ownWord('page', language),
      continued: ownWord('continued', language),
      carried: ownWord('carried', language),
      brought: ownWord('brought', language),
    },
  }
}
