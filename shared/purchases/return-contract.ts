import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PaiseZ, page, RateE4Z, Uid } from '../schema.ts'
import { figures, SupplierBillLine, SupplierBillList } from './bill-contract.ts'
import { Posted, Reason } from './order-contract.ts'

const ReturnLines = z
  .array(
    z.object({
      /** Line of the bill or receipt. */
      line: z.number().int().min(1),
      qtyMilli: MilliZ,
      /** Free units that go back with them, worth nothing. */
      freeMilli: MilliZ.default(0 as never),
      /** Null: where the goods came in. */
      locationId: z.number().int().nullable().default(null),
    }),
  )
  .min(1)
  .max(500)

/** Goods sent back to a supplier against the bill they came with. */
export const PurchaseReturn = z.object({
  uid: Uid,
  date: DateZ,
  bill: Uid,
  /** Their credit note, when it is here already. */
  supplierNote: optionalText(30),
  reason: Reason,
  lines: ReturnLines,
})
/** Goods sent back before their bill came, against the goods receipt. */
export const ReceiptReturn = z.object({ uid: Uid, date: DateZ, receipt: Uid, reason: Reason, lines: ReturnLines })
export const ReturnRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  bill: z.string(),
  supplierNote: z.string().nullable(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  totalPaise: PaiseZ,
  cancelled: z.boolean(),
})
const ReturnableLine = SupplierBillLine.extend({
  leftMilli: MilliZ,
  leftFreeMilli: MilliZ,
  /** Where the goods came in, and what of the batch can leave from there today. */
  locationId: z.number(),
  availableMilli: MilliZ,
})
/** Purchase returns, which are debit notes to the supplier (PU5). */
export const returnCalls = {
  postReturn: command({
    permission: 'purchases.write',
    input: PurchaseReturn,
    output: Posted,
    doc: 'Goods back to the supplier: never more than bought and not yet returned, tax reversed at the rates of the bill, the goods leave at cost and the difference is price variance. The debit is set against the bill.',
  }),
  cancelReturn: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a purchase return; the goods are back. Refused once something else is set against it.',
  }),
  postReceiptReturn: command({
    permission: 'purchases.write',
    input: ReceiptReturn,
    output: Posted,
    doc: 'Goods back to the supplier before their bill: never more than is received and neither billed nor returned; Dr Goods received not billed, no tax, the goods leave at cost. Less is left to be billed.',
  }),
  returnableReceiptLines: query({
    permission: 'books.read',
    input: z.object({ receipt: Uid }),
    output: z.array(ReturnableLine),
    doc: 'Lines of a goods receipt with what of them waits for a bill and can still go back; figures are of that part, without tax.',
  }),
  returnableLines: query({
    permission: 'books.read',
    input: z.object({ bill: Uid }),
    output: z.array(ReturnableLine),
    doc: 'Lines of a bill with what can still go back.',
  }),
  purchaseReturn: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: ReturnRow.extend({
      billUid: Uid,
      reason: z.string(),
      roundOffPaise: PaiseZ,
      ...figures,
      lines: z.array(
        z.object({
          line: z.number(),
          billLine: z.number(),
          itemId: z.number(),
          item: z.string(),
          batch: z.string(),
          unit: z.string(),
          factor: z.number(),
          qtyMilli: MilliZ,
          freeMilli: MilliZ,
          rateE4: RateE4Z,
          rateBp: BasisPointsZ,
          ...figures,
        }),
      ),
    }),
    doc: 'A posted purchase return.',
  }),
  returns: report({
    permission: 'books.read',
    input: SupplierBillList,
    output: page(ReturnRow, z.object({ taxablePaise: PaiseZ, taxPaise: PaiseZ, totalPaise: PaiseZ })),
    doc: 'Purchase returns, a page at a time, with totals over the whole filter.',
  }),
}
