import { formatPaise, sumPaise } from '../../../shared/money.ts'
import type { Block, PaperText } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { present, text } from '../../paper-pieces.ts'
import { type Bill, paidPaise } from './bill.ts'
import type { BillLook } from './look.ts'

const plainRupees = (amountPaise: number) => `${Math.trunc(amountPaise / 100)}.${String(amountPaise % 100).padStart(2, '0')}`

/**
 * The UPI link of a bill's QR: to the firm, the exact amount, the bill's number as note (NPCI's linking specification). The
 * amount is the part to be paid by UPI, else what is due; null when there is neither, no UPI id, or the bill is cancelled.
 */
export function upiLink(bill: Bill): { link: string; amountPaise: number } | null {
  const { firm, paid } = bill.applied
  const byUpi = sumPaise(paid.filter((one) => one.mode === 'upi').map((one) => one.amountPaise))
  const amountPaise = byUpi || bill.totalPaise - paidPaise(bill)
  if (!firm.upiId || bill.cancelled || amountPaise <= 0) return null
  const name = encodeURIComponent(printable(firm.tradeName ?? firm.legalName))
  // the @ of the address stays as it is: payment apps read it literally
  const address = encodeURIComponent(firm.upiId).replace('%40', '@')
  return {
    link: `upi://pay?pa=${address}&pn=${name}&am=${plainRupees(amountPaise)}&cu=INR&tn=${encodeURIComponent(bill.number)}`,
    amountPaise,
  }
}

/** How to pay: the UPI QR and the bank account, where the firm wants them on paper. */
export function payment(bill: Bill, { bank: withBank, upi: withUpi }: Pick<BillLook, 'bank' | 'upi'>): Block[] {
  const { firm } = bill.applied
  const upi = withUpi ? upiLink(bill) : null
  const bank: PaperText[] =
    withBank && firm.bankAccount
      ? [
          text('Bank', 'label'),
          text(present(firm.bankName, `A/c ${firm.bankAccount}`).join(' · '), 'body'),
          ...present(firm.ifsc && `IFSC ${firm.ifsc}`).map((line) => text(line, 'body')),
        ]
      : []
  if (!upi)
    return bank.length
      ? [
          { kind: 'gap', mm: 1.6 },
          { kind: 'texts', texts: bank },
        ]
      : []
  const scan = [
    text('Pay by any UPI app', 'label'),
    text(`₹ ${formatPaise(upi.amountPaise)}`, 'strong'),
    text(firm.upiId ?? '', 'small'),
  ]
  return [
    { kind: 'gap', mm: 1.6 },
    { kind: 'qr', payload: upi.link, texts: [...scan, ...bank] },
  ]
}
