import { z } from 'zod'
import { FirmProfile } from '../company/contract.ts'
import { command, query, report } from '../contract.ts'
import { paymentModes } from '../payments/contract.ts'
import { LineRef } from '../purchases/order-contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { challanCalls } from './challan-contract.ts'
import { changeCalls, Reason } from './change-contract.ts'
import { counterCalls } from './counter-contract.ts'
import { creditCalls } from './credit-calls.ts'
import { Prescription } from './credit-contract.ts'
import { deliveryCalls, deliveryStates } from './delivery-contract.ts'
import { BillHeader, HeldLicence } from './header-contract.ts'
import { salesOrderCalls } from './orders-contract.ts'
import { paperCalls } from './paper-contract.ts'
import { pasteCalls } from './paste-contract.ts'
import { pendingCalls } from './pending-contract.ts'
import { billModes } from './price-bill.ts'
import { registerCalls } from './register-contract.ts'
import { ReturnDraft } from './return-drafts.ts'
import { PostedNote, returnCalls } from './returns-contract.ts'

/** A line as it is posted: one batch. The screen splits a quantity over batches before it saves. */
export const BillLine = z.object({
  itemId: z.number().int(),
  batchId: z.number().int(),
  locationId: z.number().int(),
  /** The unit the rate is per, and its factor; see model rule 6. */
  unit: typed(20),
  factor: z.number().int().min(1).max(1_000_000),
  /** Base units, thousandths. */
  qtyMilli: MilliZ,
  freeMilli: MilliZ.default(0 as never),
  rateE4: RateE4Z,
  /** Applied in order, compounding. */
  discountsBp: z.array(BasisPointsZ).max(6).default([]),
  /** A flat amount off the line, after the percentages. */
  discountPaise: PaiseZ.default(0 as never),
  /** The order line it answers, or the challan line whose goods it bills: those are taken from where they are, with the customer. */
  order: LineRef.optional(),
  challan: LineRef.optional(),
})
export const BillDraft = z.object({
  uid: Uid,
  date: DateZ,
  /** null = walk-in customer, who pays at once. */
  party: Uid.nullable(),
  walkIn: z
    .object({
      name: optionalText(100),
      phone: optionalText(20),
      stateCode: z
        .string()
        .regex(/^\d{2}$/)
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  /** Where the supply is made to; null = worked out from the party (gst-rules 1.5). */
  placeOfSupply: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .default(null),
  /** What is paid now; the rest is credit. cash/upi/card/cheque/bank amounts, Σ ≤ total. */
  paid: z
    .array(z.object({ mode: z.enum(paymentModes), amountPaise: PaiseZ }))
    .max(5)
    .default([]),
  /** A paid mode with an empty `paid` means: all of it in that mode. */
  mode: z.enum(billModes).default('credit'),
  /** Needed for a buyer abroad or in an SEZ: whether IGST is paid and claimed back, and what an export needs (gst-rules.md §1.6). */
  zeroRated: z
    .object({
      withPayment: z.boolean(),
      country: optionalText(60),
      port: optionalText(10),
      shippingBill: optionalText(20),
      shippingDate: DateZ.nullable().default(null),
    })
    .nullable()
    .default(null),
  pricesIncludeTax: z.boolean().default(false),
  discountPaise: PaiseZ.default(0 as never),
  chargesPaise: PaiseZ.default(0 as never),
  salesman: optionalText(60),
  narration: optionalText(200),
  prescription: Prescription.nullable().default(null),
  lines: z.array(BillLine).min(1).max(1000),
})
const Address = z.object({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  pin: z.string().nullable(),
  stateCode: z.string(),
})

/** What is kept with a posted bill for ever and shown on its paper, whatever the masters say later. */
export const BillApplied = z.object({
  firm: FirmProfile,
  buyer: z.object({
    code: z.string().nullable(),
    localName: z.string().nullable(),
    phone: z.string().nullable(),
    type: z.string(),
    tier: z.string(),
    address: Address,
    licences: z.array(HeldLicence),
  }),
  paid: z.array(z.object({ mode: z.enum(paymentModes), amountPaise: PaiseZ })),
  creditPaise: PaiseZ,
  /** Line discounts and this together are the version's discount. */
  documentDiscountPaise: PaiseZ,
  pricesIncludeTax: z.boolean(),
  zeroRated: BillDraft.shape.zeroRated,
  salesman: z.string().nullable(),
  narration: z.string().nullable(),
  /** Bills of before it was kept have none. */
  prescription: Prescription.nullable().optional(),
  /** SHA-256 of the draft as it was posted: tells a second press of Save from another bill under the same uid. */
  draftHash: z.string(),
})

export const PostedBill = z.object({ uid: Uid, number: z.string(), totalPaise: PaiseZ, date: z.string() })
export const billSorts = ['date', 'number', 'party', 'total'] as const
/** Words of the filter are parts of a number, beginnings of the party's words, or an exact amount. No sort: newest first. */
export const BillList = PageAsk.extend({
  sort: z.enum(billSorts).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  party: Uid.nullable().default(null),
  cancelled: z.boolean().nullable().default(null),
})
export const BillRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid.nullable(),
  gstin: z.string().nullable(),
  mode: z.string(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  totalPaise: PaiseZ,
  cancelled: z.boolean(),
})
/** In a list: the version that stands, what a conversion made of how it was paid, and where its goods are. */
const BillListRow = BillRow.extend({ version: z.number(), converted: z.string().nullable(), delivery: z.enum(deliveryStates) })
export const BillShown = BillRow.extend({
  applied: BillApplied,
  category: z.string(),
  cancelReason: z.string().nullable(),
  pos: z.string(),
  supply: z.string(),
  dueDate: z.string().nullable(),
  grossPaise: PaiseZ,
  discountPaise: PaiseZ,
  chargesPaise: PaiseZ,
  igstPaise: PaiseZ,
  cgstPaise: PaiseZ,
  sgstPaise: PaiseZ,
  cessPaise: PaiseZ,
  roundOffPaise: PaiseZ,
  lines: z.array(
    z.object({
      itemId: z.number(),
      description: z.string(),
      manufacturer: z.string().nullable(),
      pack: z.string().nullable(),
      hsn: z.string(),
      uqc: z.string(),
      batch: z.string().nullable(),
      expiry: z.string().nullable(),
      mrpPaise: PaiseZ.nullable(),
      unit: z.string(),
      factor: z.number(),
      qtyMilli: MilliZ,
      freeMilli: MilliZ,
      rateE4: RateE4Z,
      grossPaise: PaiseZ,
      discountPaise: PaiseZ,
      taxClass: z.string(),
      rateBp: BasisPointsZ,
      taxablePaise: PaiseZ,
      igstPaise: PaiseZ,
      cgstPaise: PaiseZ,
      sgstPaise: PaiseZ,
      cessPaise: PaiseZ,
    }),
  ),
})
export const sales = {
  ...creditCalls,
  ...salesOrderCalls,
  ...challanCalls,
  ...deliveryCalls,
  ...pasteCalls,
  ...pendingCalls,
  billHeader: query({
    permission: 'sales.read',
    input: z.object({ date: DateZ, party: Uid.nullable(), itemIds: z.array(z.number().int()).max(1000).default([]) }),
    output: BillHeader,
    doc: 'What a bill of this date for this party is priced and warned with: supply, round-off, the buyer with outstanding and licences, the items with their tax that day.',
  }),
  postBill: command({
    permission: 'sales.bill',
    input: BillDraft,
    output: PostedBill,
    doc: 'Posts a counter bill once, however often it is sent: number, ledger, tax, stock and cost in one transaction. The same uid with other content is refused as already-posted.',
  }),
  postBillAndReturn: command({
    permission: 'sales.bill',
    input: z.object({ bill: BillDraft, returned: z.array(ReturnDraft).min(1).max(20) }),
    output: PostedBill.extend({ notes: z.array(PostedNote) }),
    doc: 'A counter bill and returns of goods of earlier ones in one transaction: each return is a note of its own, set against the new bill. Together they need approval above the sum of the firm.',
  }),
  bills: report({
    permission: 'sales.read',
    input: BillList,
    output: page(BillListRow, z.object({ taxablePaise: PaiseZ, taxPaise: PaiseZ, totalPaise: PaiseZ })),
    doc: 'Bills, a page at a time, with totals over the whole filter.',
  }),
  bill: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: BillShown,
    doc: 'A posted bill with its applied facts.',
  }),
  cancelBill: command({
    permission: 'sales.cancel',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors the bill under its own date; the number is kept. Refused in a locked period, and while a receipt is set against it.',
  }),
  amendBill: command({
    permission: 'sales.amend',
    input: z.object({
      bill: BillDraft,
      /** The version that was seen: somebody else's newer one is not overwritten. */
      version: z.number().int().min(1),
      reason: Reason,
    }),
    output: PostedBill.extend({ version: z.number() }),
    doc: 'Posts the next version of a bill under its number: the version seen is mirrored on its own date. Refused when filed, with a live IRN or e-way bill, or with a note or receipt against it.',
  }),
  ...changeCalls,
  ...counterCalls,
  ...registerCalls,
  lastRates: query({
    permission: 'sales.read',
    input: z.object({ itemId: z.number().int(), party: Uid.nullable() }),
    output: z.array(
      z.object({
        date: z.string(),
        number: z.string(),
        party: z.string(),
        qtyMilli: MilliZ,
        freeMilli: MilliZ,
        rateE4: RateE4Z,
        unit: z.string(),
        discountPaise: PaiseZ,
      }),
    ),
    doc: 'The last five deals in an item, with this party or with all.',
  }),
  ...paperCalls,
  ...returnCalls,
}
