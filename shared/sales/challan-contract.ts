import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { PlaceAddress } from '../inventory/places-contract.ts'
import { LineRef, Posted, Reason } from '../purchases/order-contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, Uid } from '../schema.ts'

/** Why goods go out without an invoice (rule 55 and section 31(7) of the Act). */
export const challanReasons = ['approval', 'bill-follows', 'line-sale', 'job-work', 'exhibition', 'replacement', 'other'] as const

/** Goods that go to a customer without a bill; they stay ours. Quantity in base units, rate per `unit` (null: the sale unit). */
export const Challan = z.object({
  uid: Uid,
  date: DateZ,
  party: Uid,
  reason: z.enum(challanReasons),
  /** Vehicle or transporter, as the goods travel. */
  transport: optionalText(60),
  notes: optionalText(300),
  lines: z
    .array(
      z.object({
        itemId: z.number().int(),
        batchId: z.number().int(),
        locationId: z.number().int(),
        unit: optionalText(20),
        qtyMilli: MilliZ,
        freeMilli: MilliZ.default(0 as never),
        rateE4: RateE4Z,
        discountsBp: z.array(BasisPointsZ).max(6).default([]),
        discountPaise: PaiseZ.default(0 as never),
        order: LineRef.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
})

/** Goods of a challan that come back to the place they are put. */
export const ChallanReturn = z.object({
  uid: Uid,
  date: DateZ,
  challan: Uid,
  notes: optionalText(300),
  lines: z
    .array(z.object({ line: z.number().int().min(1), qtyMilli: MilliZ, locationId: z.number().int().nullable().default(null) }))
    .min(1)
    .max(500),
})

export const challanStates = ['out', 'part', 'billed', 'back', 'cancelled'] as const
const ShownLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  batchId: z.number(),
  batch: z.string(),
  expiry: z.string().nullable(),
  hsn: z.string(),
  uqc: z.string(),
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  rateE4: RateE4Z,
  mrpPaise: PaiseZ.nullable(),
  rateBp: BasisPointsZ,
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  billedMilli: MilliZ,
  backMilli: MilliZ,
  /** Goods, free ones too, that the customer still has. */
  leftMilli: MilliZ,
})
export const ChallanShown = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid,
  gstin: z.string().nullable(),
  address: z.array(z.string()),
  phone: z.string().nullable(),
  pos: z.string(),
  supply: z.string(),
  /** The places the goods left, with the address of that day; null: the firm's own. */
  from: z.array(z.object({ uid: Uid, name: z.string(), address: PlaceAddress.nullable() })),
  reason: z.enum(challanReasons),
  transport: z.string().nullable(),
  notes: z.string().nullable(),
  taxablePaise: PaiseZ,
  igstPaise: PaiseZ,
  cgstPaise: PaiseZ,
  sgstPaise: PaiseZ,
  cessPaise: PaiseZ,
  totalPaise: PaiseZ,
  state: z.enum(challanStates),
  cancelReason: z.string().nullable(),
  lines: z.array(ShownLine),
  answeredBy: z.array(z.object({ uid: Uid, kind: z.string(), number: z.string(), date: z.string(), cancelled: z.boolean() })),
})
export const ChallanList = PageAsk.extend({
  sort: z.enum(['date', 'number', 'party', 'total', 'age']).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  party: Uid.nullable().default(null),
  /** `open`: the customer still has goods of it. */
  state: z
    .enum([...challanStates, 'open'])
    .nullable()
    .default(null),
})
const ChallanRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid,
  reason: z.enum(challanReasons),
  /** Days its goods are out; 0 when none is. */
  ageDays: z.number(),
  totalPaise: PaiseZ,
  leftPaise: PaiseZ,
  state: z.enum(challanStates),
})
const Paper = { uid: Uid, size: z.enum(['A4', 'A5']).default('A4') }

/** Delivery challans to customers (SA5). */
export const challanCalls = {
  postChallan: command({
    permission: 'sales.bill',
    input: Challan,
    output: Posted,
    doc: 'Goods go to a customer without a bill: from the shelf to the place of goods with customers, at cost, no sale. The total is what they are worth with tax.',
  }),
  returnChallan: command({
    permission: 'sales.bill',
    input: ChallanReturn,
    output: Posted,
    doc: 'Goods of a challan come back. Refused beyond what the customer still has.',
  }),
  cancelChallan: command({
    permission: 'sales.cancel',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a challan or a challan’s return; its number stays taken. Refused once goods of it were billed or came back.',
  }),
  challan: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: ChallanShown,
    doc: 'A challan with what was billed of it and what came back.',
  }),
  challans: report({
    permission: 'sales.read',
    input: ChallanList,
    output: page(ChallanRow, z.object({ totalPaise: PaiseZ, leftPaise: PaiseZ })),
    doc: 'Challans, a page at a time, with how long their goods are out.',
  }),
  challanPdf: task({
    permission: 'sales.read',
    input: z.object(Paper),
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number() }),
    doc: 'The challan in three copies with the particulars of rule 55, as PDF.',
  }),
}
