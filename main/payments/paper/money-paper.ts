import { formatDate } from '../../../shared/calendar.ts'
import { formatPaise, paise } from '../../../shared/money.ts'
import type { Block, Paper, PaperSize } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { amountInWords } from '../../../shared/words-amount.ts'
import { letterhead, type PaperFirm, tradingName } from '../../company/paper-letterhead.ts'
import { pair, text } from '../../paper-pieces.ts'
import type { shownMoney } from '../money-store.ts'

type Money = ReturnType<typeof shownMoney>
const modes: Readonly<Record<string, string>> = {
  cash: 'Cash',
  upi: 'UPI',
  card: 'Card',
  cheque: 'Cheque',
  bank: 'Bank transfer',
}
const words = { page: 'Page {{page}} of {{pages}}', continued: 'continued', carried: 'Carried over', brought: 'Brought forward' }

/** A small paper of the counter: letterhead, facts, lines, and a place to sign. */
export function slip(
  firm: PaperFirm,
  about: { size: PaperSize; name: string; title: string; running: string; cancelled: boolean; blocks: Block[]; closing: Block[] },
): Paper {
  return {
    size: about.size,
    language: 'en',
    name: about.name,
    author: printable(tradingName(firm)),
    title: about.title,
    titleLocal: null,
    running: about.running,
    copies: [''],
    watermark: about.cancelled ? 'CANCELLED' : null,
    blocks: [...letterhead(firm), ...about.blocks],
    closing: [
      ...about.closing,
      {
        kind: 'texts',
        texts: [text(`For ${tradingName(firm)}`, 'strong', 'right'), text('Authorised signatory', 'small', 'right')],
      },
    ],
    foot: '',
    words,
  }
}

/** A receipt or payment voucher: from whom, how much, how, and which bills it settles. */
export function moneyPaper(money: Money, firm: PaperFirm, size: PaperSize): Paper {
  const received = money.kind === 'receipt'
  const amount = paise(money.inPaise + money.outPaise)
  const facts: Block = {
    kind: 'pairs',
    look: 'facts',
    pairs: [
      ...pair(received ? 'Receipt no.' : 'Voucher no.', money.number, 'strong'),
      ...pair('Date', formatDate(money.date), 'strong'),
      ...pair(received ? 'Received from' : 'Paid to', money.party, 'strong'),
      ...pair('By', [modes[money.mode] ?? money.mode, money.reference].filter(Boolean).join(', ')),
      ...pair('Amount', formatPaise(amount), 'strong'),
      ...pair(
        received ? 'Difference let go' : 'Discount received',
        money.discountPaise > 0 ? formatPaise(money.discountPaise) : null,
      ),
      ...pair('On account', money.onAccountPaise > 0 ? formatPaise(money.onAccountPaise) : null),
      ...pair('Remarks', money.narration),
    ],
  }
  const lines: Block = {
    kind: 'lines',
    columns: [
      { key: 'number', head: 'Bill', align: 'left', width: 'rest' },
      { key: 'date', head: 'Dated', align: 'left', width: 'fit' },
      { key: 'amount', head: 'Settled', align: 'right', width: 'fit' },
    ],
    rows: money.settled.map((bill) => ({
      cells: {
        number: { text: printable(bill.number) },
        date: { text: formatDate(bill.date as never) },
        amount: { text: formatPaise(paise(Math.abs(bill.amountPaise))) },
      },
      carryPaise: { amount: paise(Math.abs(bill.amountPaise)) },
    })),
    totals: {
      number: 'Settled',
      amount: formatPaise(paise(money.settled.reduce((sum, one) => sum + Math.abs(one.amountPaise), 0))),
    },
  }
  return slip(firm, {
    size,
    name: `${received ? 'Receipt' : 'Payment'} ${money.number}`,
    title: received ? 'RECEIPT' : 'PAYMENT VOUCHER',
    running: `${money.number} · ${printable(money.party)}`,
    cancelled: money.cancelled,
    blocks: [facts, { kind: 'gap', mm: 1.4 }, ...(money.settled.length ? [lines] : [])],
    closing: [
      { kind: 'gap', mm: 2 },
      { kind: 'texts', texts: [text(`In words: ${amountInWords(amount)}`, 'body')] },
    ],
  })
}
