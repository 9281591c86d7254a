import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { LineRef, Posted, Reason } from './order-contract.ts'

/**
 * Goods as they come, with the supplier's challan: no tax yet. All quantities in base units. `qtyMilli` and `freeMilli` came in good
 * order; `damagedMilli` came damaged and goes to quarantine; `shortMilli` stands on the challan and did not come.
 */
export const GoodsReceipt = z.object({
  uid: Uid,
  date: DateZ,
  supplier: Uid,
  challanNumber: optionalText(30),
  challanDate: DateZ.nullable().default(null),
  /** Null: the main godown. */
  locationId: z.number().int().nullable().default(null),
  /** Gives goods without a batch number one of ours: `A`, device, date, serial of the day for the item (`AA261121-1`). */
  autoBatch: z.boolean().default(true),
  notes: optionalText(500),
  lines: z
    .array(
      z.object({
        /** Null only with a barcode. */
        itemId: z.number().int().nullable().default(null),
        barcode: optionalText(40),
        /** The order line these goods answer. */
        order: LineRef.nullable().default(null),
        batch: typed(30).default(''),
        expiry: DateZ.nullable().default(null),
        /** As printed, per sale unit. */
        mrpPaise: PaiseZ.nullable().default(null),
        /** What the rate is per; null: the order's unit, else the sale unit. */
        unit: optionalText(20),
        qtyMilli: MilliZ,
        freeMilli: MilliZ.default(0 as never),
        damagedMilli: MilliZ.default(0 as never),
        shortMilli: MilliZ.default(0 as never),
        /** Expected rate; null: the order's, else the last purchase rate, else the item's PTS. */
        rateE4: RateE4Z.nullable().default(null),
        /** Null: the order's, else none. */
        discountBp: BasisPointsZ.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
})

/** A line of a receipt as it was posted: damaged goods are a line of their own. */
export const ReceiptLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  hsn: z.string(),
  batchId: z.number(),
  batch: z.string(),
  expiry: z.string().nullable(),
  mrpPaise: PaiseZ.nullable(),
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  damaged: z.boolean(),
  rateE4: RateE4Z,
  discountBp: BasisPointsZ,
  /** What it was taken to be worth: Dr Inventory, Cr Goods received not billed. */
  valuePaise: PaiseZ,
  billedMilli: MilliZ,
  unbilledMilli: MilliZ,
  unbilledPaise: PaiseZ,
  order: LineRef.extend({ number: z.string() }).nullable(),
})
const Answer = z.object({ uid: Uid, number: z.string(), supplierNumber: z.string(), date: z.string(), cancelled: z.boolean() })
export const receiptStates = ['unbilled', 'part', 'billed', 'cancelled'] as const
export const ReceiptShown = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  challanNumber: z.string().nullable(),
  challanDate: z.string().nullable(),
  notes: z.string().nullable(),
  valuePaise: PaiseZ,
  state: z.enum(receiptStates),
  cancelReason: z.string().nullable(),
  lines: z.array(ReceiptLine),
  /** Where challan, order and goods differ, line by line of the draft. */
  differences: z.array(
    z.object({
      item: z.string(),
      orderedMilli: MilliZ.nullable(),
      shortMilli: MilliZ,
      excessMilli: MilliZ,
      damagedMilli: MilliZ,
    }),
  ),
  bills: z.array(Answer),
  /** Goods of it that went back before their bill. */
  returns: z.array(Answer),
})

export const receiptSorts = ['date', 'number', 'supplier', 'value'] as const
export const ReceiptList = PageAsk.extend({
  sort: z.enum(receiptSorts).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  supplier: Uid.nullable().default(null),
  /** `open`: unbilled or part. */
  state: z
    .enum([...receiptStates, 'open'])
    .nullable()
    .default(null),
})
export const differenceSorts = ['date', 'number', 'supplier', 'item', 'short', 'excess', 'damaged'] as const
export const differenceKinds = ['short', 'excess', 'damaged'] as const
/** Words of the filter are parts of a number or of the item, or beginnings of the supplier's words. No sort: newest first. */
export const DifferenceList = PageAsk.extend({
  sort: z.enum(differenceSorts).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  supplier: Uid.nullable().default(null),
  kind: z.enum(differenceKinds).nullable().default(null),
})
/** A line of a goods receipt that differs from challan or order; quantities in base units. */
export const DifferenceRow = z.object({
  uid: Uid,
  /** Counts within the receipt. */
  at: z.number(),
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  challanNumber: z.string().nullable(),
  item: z.string(),
  /** What the receipt's line is counted in; when none of the goods came, the item's sale unit. */
  unit: z.string(),
  factor: z.number(),
  orderedMilli: MilliZ.nullable(),
  shortMilli: MilliZ,
  excessMilli: MilliZ,
  damagedMilli: MilliZ,
  /** What is short or damaged at the rate of the receipt; null when none of the goods came, so that no rate is known. */
  lossPaise: PaiseZ.nullable(),
})
export const ReceiptRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  challanNumber: z.string().nullable(),
  lines: z.number(),
  valuePaise: PaiseZ,
  unbilledPaise: PaiseZ,
  state: z.enum(receiptStates),
})

/** Goods coming in before their bill (PU2). */
export const receiptCalls = {
  postReceipt: command({
    permission: 'purchases.write',
    input: GoodsReceipt,
    output: Posted.extend({ batches: z.array(z.string()) }),
    doc: 'Goods received: Dr Inventory, Cr Goods received not billed at the expected cost; free units share the paid value. More than ordered beyond the tolerance is refused or warned, as the firm has set.',
  }),
  cancelReceipt: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a goods receipt. Refused once it is billed, while landed cost stands on it, and when its goods went out since.',
  }),
  receipt: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: ReceiptShown,
    doc: 'A goods receipt with what was billed of it.',
  }),
  unbilledLines: query({
    permission: 'books.read',
    input: z.object({ supplier: Uid }),
    output: z.array(ReceiptLine.extend({ uid: Uid, number: z.string(), date: z.string(), challanNumber: z.string().nullable() })),
    doc: 'Received lines of a supplier that wait for a bill, oldest first: what a matched bill begins with.',
  }),
  receipts: report({
    permission: 'books.read',
    input: ReceiptList,
    output: page(ReceiptRow, z.object({ valuePaise: PaiseZ, unbilledPaise: PaiseZ })),
    doc: 'Goods receipts, a page at a time, with what is not yet billed and totals over the whole filter.',
  }),
  grniStatement: report({
    permission: 'books.read',
    input: PageAsk.extend({ asOn: DateZ, supplier: Uid.nullable().default(null) }),
    output: page(
      z.object({
        uid: Uid,
        number: z.string(),
        date: z.string(),
        days: z.number(),
        supplier: z.string(),
        line: z.number(),
        item: z.string(),
        batch: z.string(),
        qtyMilli: MilliZ,
        unbilledMilli: MilliZ,
        unbilledPaise: PaiseZ,
      }),
      z.object({
        unbilledPaise: PaiseZ,
        /** Credit balance of the account on that day; null when filtered. */
        accountPaise: PaiseZ.nullable(),
      }),
    ),
    doc: 'Goods received not billed, line by line on a day; unfiltered it adds up to the account.',
  }),
  receiptDifferences: report({
    permission: 'books.read',
    input: DifferenceList,
    output: page(DifferenceRow, z.object({ shortMilli: MilliZ, excessMilli: MilliZ, damagedMilli: MilliZ, lossPaise: PaiseZ })),
    doc: 'What came short, beyond the order or damaged by goods receipts that stand, a page at a time, with totals over the whole filter.',
  }),
}
