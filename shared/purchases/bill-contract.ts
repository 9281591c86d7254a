import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { LineRef, Reason } from './order-contract.ts'

/** What becomes of the tax on a line: credit on goods or capital goods, blocked by s.17(5), or not taken; the last two go to cost. */
export const itcClasses = ['inputs', 'capital', 'blocked', 'none'] as const
const needed = (max: number) => typed(max).refine((text) => text.length > 0, 'is needed')

/**
 * A supplier's bill. Its lines either all name received lines (`receipt`: three-way match; item, batch and expiry are the receipt's) or
 * none does, and the bill makes its own receipt. Rate per `unit` (null: the sale unit, or the receipt's unit), free units share the paid value.
 */
export const PurchaseBill = z.object({
  uid: Uid,
  date: DateZ,
  supplier: Uid,
  supplierNumber: needed(30),
  supplierDate: DateZ,
  lines: z
    .array(
      z.object({
        itemId: z.number().int(),
        batch: typed(30).default(''),
        expiry: DateZ.nullable().default(null),
        mrpPaise: PaiseZ.nullable().default(null),
        qtyMilli: MilliZ,
        freeMilli: MilliZ.default(0 as never),
        rateE4: RateE4Z,
        discountBp: BasisPointsZ.default(0 as never),
        unit: optionalText(20),
        /** On what the first discount leaves. */
        discount2Bp: BasisPointsZ.default(0 as never),
        /** Scheme amount, off after the percentages. */
        schemePaise: PaiseZ.default(0 as never),
        /** The rate of GST on the supplier's bill, where it is not the item's: taxed so, with a warning. */
        gstBp: BasisPointsZ.nullable().default(null),
        itc: z.enum(itcClasses).default('inputs'),
        /** The received line that is billed here. */
        receipt: LineRef.nullable().default(null),
        /** The order line that goods coming with this bill answer. */
        order: LineRef.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
  /** Off the whole bill, before tax. */
  discountPaise: PaiseZ.default(0 as never),
  /** Freight, packing and the like before tax: part of what the goods cost, at their rates. */
  charges: z
    .array(z.object({ name: needed(40), amountPaise: PaiseZ }))
    .max(10)
    .default([]),
  /** After tax: income tax collected by the supplier (to be set off), or anything else (an expense). */
  afterTax: z
    .array(z.object({ name: needed(40), amountPaise: PaiseZ, kind: z.enum(['tcs', 'other']) }))
    .max(10)
    .default([]),
  /** As on the paper, within ₹1; null: by the firm's setting. */
  roundOffPaise: PaiseZ.nullable().default(null),
  /** The supplier's own figures; what differs beyond the tolerance is warned of. */
  paper: z
    .object({
      totalPaise: PaiseZ.nullable().default(null),
      taxablePaise: PaiseZ.nullable().default(null),
      igstPaise: PaiseZ.nullable().default(null),
      cgstPaise: PaiseZ.nullable().default(null),
      sgstPaise: PaiseZ.nullable().default(null),
      cessPaise: PaiseZ.nullable().default(null),
    })
    .nullable()
    .default(null),
  /** Gives goods without a batch number one of ours (see the goods receipt). */
  autoBatch: z.boolean().default(false),
})

/** The figures of tax that lines, documents and sums share. */
export const figures = {
  taxablePaise: PaiseZ,
  igstPaise: PaiseZ,
  cgstPaise: PaiseZ,
  sgstPaise: PaiseZ,
  cessPaise: PaiseZ,
}
export const SupplierBillLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  hsn: z.string(),
  batchId: z.number().nullable(),
  batch: z.string(),
  expiry: z.string().nullable(),
  mrpPaise: PaiseZ.nullable(),
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  rateE4: RateE4Z,
  discountsBp: z.array(z.number()),
  schemePaise: PaiseZ,
  grossPaise: PaiseZ,
  discountPaise: PaiseZ,
  taxClass: z.string(),
  rateBp: BasisPointsZ,
  ...figures,
  itc: z.enum(itcClasses),
  receipt: LineRef.extend({ number: z.string() }).nullable(),
  order: LineRef.extend({ number: z.string() }).nullable(),
  returnedMilli: MilliZ,
})
export const SupplierBillShown = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  gstin: z.string().nullable(),
  category: z.string(),
  supplierNumber: z.string(),
  supplierDate: z.string(),
  dueDate: z.string().nullable(),
  supply: z.string(),
  grossPaise: PaiseZ,
  discountPaise: PaiseZ,
  chargesPaise: PaiseZ,
  ...figures,
  roundOffPaise: PaiseZ,
  totalPaise: PaiseZ,
  charges: z.array(z.object({ name: z.string(), amountPaise: PaiseZ })),
  afterTax: z.array(z.object({ name: z.string(), amountPaise: PaiseZ, kind: z.enum(['tcs', 'other']) })),
  leftPaise: PaiseZ,
  cancelled: z.boolean(),
  cancelReason: z.string().nullable(),
  lines: z.array(SupplierBillLine),
  returns: z.array(z.object({ uid: Uid, number: z.string(), date: z.string(), totalPaise: PaiseZ, cancelled: z.boolean() })),
})

export const supplierBillSorts = ['date', 'number', 'supplier', 'supplierNumber', 'total'] as const
export const SupplierBillList = PageAsk.extend({
  sort: z.enum(supplierBillSorts).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  supplier: Uid.nullable().default(null),
  cancelled: z.boolean().nullable().default(null),
})
export const SupplierBillRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  gstin: z.string().nullable(),
  supplierNumber: z.string(),
  supplierDate: z.string(),
  dueDate: z.string().nullable(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  totalPaise: PaiseZ,
  leftPaise: PaiseZ,
  /** Its lines name goods receipts. */
  matched: z.boolean(),
  cancelled: z.boolean(),
})

/** Supplier bills (PU3). */
export const billCalls = {
  postBill: command({
    permission: 'purchases.write',
    input: PurchaseBill,
    output: z.object({ number: z.string(), totalPaise: PaiseZ }),
    doc: 'A supplier bill: input tax, Cr the supplier, and either its own goods or what clears Goods received not billed; a price difference goes to the received goods. The same supplier number in one year is refused; what does not match order, receipt or paper is warned of.',
  }),
  cancelBill: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a supplier bill under its own date; the number is kept. Refused when its goods were sold since, in a locked period, while a payment is set against it, goods of it were returned or landed cost stands on it.',
  }),
  bill: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: SupplierBillShown,
    doc: 'A posted supplier bill.',
  }),
  bills: report({
    permission: 'books.read',
    input: SupplierBillList,
    output: page(SupplierBillRow, z.object({ taxablePaise: PaiseZ, taxPaise: PaiseZ, totalPaise: PaiseZ, leftPaise: PaiseZ })),
    doc: 'Supplier bills, a page at a time, with totals over the whole filter.',
  }),
  matchBill: query({
    permission: 'books.read',
    input: z.object({
      date: DateZ,
      supplier: Uid,
      lines: z
        .array(
          z.object({
            receipt: LineRef,
            qtyMilli: MilliZ,
            unit: optionalText(20),
            rateE4: RateE4Z,
            discountBp: BasisPointsZ.default(0 as never),
            discount2Bp: BasisPointsZ.default(0 as never),
            schemePaise: PaiseZ.default(0 as never),
          }),
        )
        .max(500),
    }),
    output: z.object({
      tolerance: z.object({ rateBp: z.number(), amountPaise: PaiseZ, qtyBp: z.number() }),
      lines: z.array(
        z.object({
          orderRateE4: RateE4Z.nullable(),
          receiptRateE4: RateE4Z,
          orderedMilli: MilliZ.nullable(),
          receivedMilli: MilliZ,
          unbilledMilli: MilliZ,
          billedMilli: MilliZ,
          /** Billed less expected, net of line discounts, before charges. */
          differencePaise: PaiseZ,
          qtyBeyond: z.boolean(),
          rateBeyond: z.boolean(),
        }),
      ),
    }),
    doc: 'Order, receipt and bill side by side before posting, and what lies beyond the tolerance.',
  }),
}
