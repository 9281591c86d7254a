import type { z } from 'zod'
import { sumPaise } from '../../../shared/money.ts'
import type { BillShown } from '../../../shared/sales/contract.ts'

export type Bill = z.output<typeof BillShown>
export type Firm = Bill['applied']['firm']

/**
 * What the document is (gst-rules.md §3.4): a bill of supply when nothing on it is taxed (Rule 49), an invoice-cum-bill of supply
 * for taxed and untaxed goods to an unregistered buyer (Rule 46A), otherwise a tax invoice.
 */
export function billTitle(bill: Pick<Bill, 'gstin' | 'lines'>): 'taxInvoice' | 'billOfSupply' | 'invoiceCumBill' {
  const untaxed = bill.lines.filter((line) => ['nil', 'exempt', 'non-gst'].includes(line.taxClass)).length
  if (untaxed === bill.lines.length) return 'billOfSupply'
  return untaxed > 0 && bill.gstin === null ? 'invoiceCumBill' : 'taxInvoice'
}

/** What was paid with the bill; the rest of its total is credit. */
export const paidPaise = (bill: Bill): number => sumPaise(bill.applied.paid.map((one) => one.amountPaise))
