import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { itcClasses } from './bill-contract.ts'
import { LineRef, Posted, Reason } from './order-contract.ts'

const needed = (max: number) => typed(max).refine((text) => text.length > 0, 'is needed')
export const landedBases = ['value', 'quantity', 'weight'] as const

/**
 * Freight, insurance and other services of another supplier (or for cash), spread over received goods; over nothing it is an expense. On a
 * line under reverse charge the supplier charges no tax, and we owe it and take it as credit (gst-rules.md §1.7).
 */
export const LandedCost = z.object({
  uid: Uid,
  date: DateZ,
  /** Null: paid in cash to nobody in the books. */
  supplier: Uid.nullable(),
  supplierName: optionalText(100),
  supplierNumber: optionalText(30),
  supplierDate: DateZ.nullable().default(null),
  lines: z
    .array(
      z.object({
        name: needed(60),
        /** Service accounting code, 4 to 8 digits. */
        sac: z.string().regex(/^\d{4,8}$/, 'is 4 to 8 digits'),
        amountPaise: PaiseZ,
        rateBp: BasisPointsZ,
        reverseCharge: z.boolean().default(false),
        itc: z.enum(itcClasses).default('inputs'),
      }),
    )
    .min(1)
    .max(20),
  basis: z.enum(landedBases).default('value'),
  /** Received lines (of goods receipts, or of bills keyed alone); `weight` in grams, for that basis; 0: as the item says. */
  over: z
    .array(LineRef.extend({ weight: z.number().int().min(0).max(1_000_000_000).default(0) }))
    .max(500)
    .default([]),
  roundOffPaise: PaiseZ.nullable().default(null),
})
const LandableLine = LineRef.extend({
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  itemId: z.number(),
  item: z.string(),
  batch: z.string(),
  qtyMilli: MilliZ,
  valuePaise: PaiseZ,
  landedPaise: PaiseZ,
  /** In grams, as the item says; 0: it does not. */
  weight: z.number(),
})
export const LandedRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierNumber: z.string().nullable(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  reverseChargePaise: PaiseZ,
  landedPaise: PaiseZ,
  totalPaise: PaiseZ,
  /** Made with it because the supplier is not registered (Rule 47A: within 30 days of receipt). */
  selfInvoice: z.string().nullable(),
  /** The papers of reverse charge that stand, oldest first: the self-invoice and what was paid on vouchers. */
  papers: z.array(
    z.object({ uid: Uid, kind: z.enum(['self-invoice', 'payment-voucher']), number: z.string(), date: z.string() }),
  ),
  cancelled: z.boolean(),
})
const VoucherPaper = z.object({
  uid: Uid,
  kind: z.enum(['self-invoice', 'payment-voucher']),
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  gstin: z.string().nullable(),
  against: z.object({ uid: Uid, number: z.string() }),
  /** Self-invoice: the last day the rule gives. */
  byDate: z.string().nullable(),
  late: z.boolean(),
  lines: z.array(
    z.object({
      name: z.string(),
      sac: z.string(),
      taxablePaise: PaiseZ,
      rateBp: BasisPointsZ,
      igstPaise: PaiseZ,
      cgstPaise: PaiseZ,
      sgstPaise: PaiseZ,
    }),
  ),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  paidPaise: PaiseZ.nullable(),
})

/** Landed cost and reverse charge (PU3). */
export const landedCalls = {
  postLandedCost: command({
    permission: 'purchases.write',
    input: LandedCost,
    output: Posted.extend({ selfInvoice: z.string().nullable() }),
    doc: 'Freight and the like over received goods by value, quantity or weight, or as an expense; with its tax credit, also under reverse charge. Goods sold since are costed again. A self-invoice is made when the supplier is not registered.',
  }),
  cancelLandedCost: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors landed cost and cancels its self-invoice. Refused while a payment is set against it or a payment voucher stands.',
  }),
  landableLines: query({
    permission: 'books.read',
    input: z.object({ supplier: Uid.nullable().default(null), from: DateZ, to: DateZ }),
    output: z.array(LandableLine),
    doc: 'Received lines of some days that cost can be landed on, newest first, 500 at most.',
  }),
  landedCosts: report({
    permission: 'books.read',
    input: PageAsk.extend({
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      supplier: Uid.nullable().default(null),
    }),
    output: page(
      LandedRow,
      z.object({ taxablePaise: PaiseZ, taxPaise: PaiseZ, reverseChargePaise: PaiseZ, landedPaise: PaiseZ, totalPaise: PaiseZ }),
    ),
    doc: 'Landed costs and service bills, a page at a time, with totals over the whole filter.',
  }),
  postPaymentVoucher: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, date: DateZ, against: Uid, paidPaise: PaiseZ }),
    output: Posted,
    doc: 'The payment voucher that reverse charge asks for when the supplier is paid (s.31(3)(g)); it moves no money by itself.',
  }),
  voucherPaper: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: VoucherPaper,
    doc: 'A self-invoice or payment voucher as posted, for print.',
  }),
}
