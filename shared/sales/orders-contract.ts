import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { ItemHit } from '../items/contract.ts'
import { LineRef, Posted, Reason } from '../purchases/order-contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, Uid } from '../schema.ts'

/** A line of a quotation or an order. Quantity in base units, rate per `unit` (null: the sale unit); discounts in order, compounding, then an amount. */
const OrderedLine = z.object({
  itemId: z.number().int(),
  /** Only this batch will do. */
  batchId: z.number().int().nullable().default(null),
  unit: optionalText(20),
  qtyMilli: MilliZ,
  freeMilli: MilliZ.default(0 as never),
  rateE4: RateE4Z,
  discountsBp: z.array(BasisPointsZ).max(6).default([]),
  discountPaise: PaiseZ.default(0 as never),
  /** The line of a quotation that is ordered. */
  quotation: LineRef.nullable().default(null),
})
const ordered = {
  uid: Uid,
  date: DateZ,
  salesman: optionalText(60),
  notes: optionalText(500),
  lines: z.array(OrderedLine).min(1).max(500),
}
export const Quotation = z.object({
  ...ordered,
  /** null: somebody who is not in the book, called `forName`. */
  party: Uid.nullable().default(null),
  forName: optionalText(100),
  validTill: DateZ.nullable().default(null),
})
export const SalesOrder = z.object({
  ...ordered,
  party: Uid,
  /** When the goods are wanted. */
  wanted: DateZ.nullable().default(null),
  /** The buyer's own order number. */
  reference: optionalText(40),
})

/** Worked out from what answers the lines; nobody types a state. `open`, `ordered` and `lapsed` are a quotation's. */
export const orderStates = [
  'draft',
  'confirmed',
  'part',
  'invoiced',
  'delivered',
  'returned',
  'closed',
  'cancelled',
  'open',
  'ordered',
  'lapsed',
] as const
const kinds = ['quotation', 'sales-order'] as const

/** Who holds goods back: an order line's part, its party, since when and by whom. Quantity in base units. */
export const Held = z.object({
  itemId: z.number(),
  batchId: z.number().nullable(),
  uid: Uid,
  number: z.string(),
  party: z.string(),
  qtyMilli: MilliZ,
  since: z.string(),
  until: z.string(),
  days: z.number(),
  by: z.string(),
})

const ShownLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  batchId: z.number().nullable(),
  batch: z.string().nullable(),
  hsn: z.string(),
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  rateE4: RateE4Z,
  mrpPaise: PaiseZ.nullable(),
  discountsBp: z.array(BasisPointsZ),
  flatPaise: PaiseZ,
  /** What of it no bill or challan has given yet. */
  flatLeftPaise: PaiseZ,
  rateBp: BasisPointsZ,
  amountPaise: PaiseZ,
  /** Ordered (of a quotation), billed or sent on a challan by documents that are not cancelled. */
  answeredMilli: MilliZ,
  closedMilli: MilliZ,
  leftMilli: MilliZ,
  quotation: z.object({ uid: Uid, line: z.number(), number: z.string() }).nullable(),
})
export const SalesOrderShown = z.object({
  uid: Uid,
  kind: z.enum(kinds),
  version: z.number(),
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid.nullable(),
  gstin: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  pos: z.string(),
  wanted: z.string().nullable(),
  validTill: z.string().nullable(),
  reference: z.string().nullable(),
  salesman: z.string().nullable(),
  notes: z.string().nullable(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  roundOffPaise: PaiseZ,
  totalPaise: PaiseZ,
  state: z.enum(orderStates),
  cancelReason: z.string().nullable(),
  confirmed: z.object({ date: z.string(), heldUntil: z.string(), by: z.string() }).nullable(),
  lines: z.array(ShownLine),
  closings: z.array(z.object({ line: z.number(), qtyMilli: MilliZ, reason: z.string(), at: z.string() })),
  /** Orders, challans and bills against it. */
  answeredBy: z.array(z.object({ uid: Uid, kind: z.string(), number: z.string(), date: z.string(), cancelled: z.boolean() })),
})

/** Words of the filter are parts of a number, beginnings of the party's words, or an exact amount. No sort: newest first. */
export const SalesOrderList = PageAsk.extend({
  kind: z.enum(kinds).default('sales-order'),
  sort: z.enum(['date', 'number', 'party', 'wanted', 'total']).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  party: Uid.nullable().default(null),
  /** `waiting`: something of it is left. */
  state: z
    .enum([...orderStates, 'waiting'])
    .nullable()
    .default(null),
})
const SalesOrderRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid.nullable(),
  /** When an order is wanted, till when a quotation holds. */
  wanted: z.string().nullable(),
  lines: z.number(),
  leftLines: z.number(),
  totalPaise: PaiseZ,
  /** Worth of what is left, before tax. */
  leftPaise: PaiseZ,
  state: z.enum(orderStates),
  /** Till when its goods are held back; null without a hold. */
  heldUntil: z.string().nullable(),
})

/** What of an order or a challan a bill may take. A challan's goods are of one batch and wait at the place `locationId`. */
export const Source = z.object({
  kind: z.enum(['order', 'challan']),
  uid: Uid,
  line: z.number(),
  number: z.string(),
  date: z.string(),
  item: ItemHit,
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  /** What both were at first, by which free goods go with parts. */
  whole: z.object({ qtyMilli: MilliZ, freeMilli: MilliZ }),
  rateE4: RateE4Z,
  discountsBp: z.array(BasisPointsZ),
  /** An amount off what is left of the line, after the percentages. */
  flatPaise: PaiseZ,
  batch: z
    .object({
      id: z.number(),
      number: z.string(),
      expiry: z.string().nullable(),
      locationId: z.number(),
      mrpPaise: PaiseZ.nullable(),
      effectiveMrpPaise: PaiseZ.nullable(),
      packFactor: z.number(),
    })
    .nullable(),
})
const OrderPaper = { uid: Uid, size: z.enum(['A4', 'A5']).default('A4') }

/** Quotations and orders of customers (SA2). */
export const salesOrderCalls = {
  postQuotation: command({
    permission: 'sales.bill',
    input: Quotation,
    output: Posted,
    doc: 'A quotation: takes a number, moves neither goods nor money.',
  }),
  postOrder: command({
    permission: 'sales.bill',
    input: SalesOrder,
    output: Posted,
    doc: 'An order of a customer, as a draft: takes a number, holds nothing back until it is confirmed.',
  }),
  changeOrder: command({
    permission: 'sales.bill',
    input: SalesOrder.extend({ version: z.number().int().min(1) }),
    output: Posted,
    doc: 'The next version of an order that is not confirmed yet, under its number. Names the version seen; a confirmed or invoiced order is refused.',
  }),
  confirmOrder: command({
    permission: 'sales.bill',
    input: z.object({ uid: Uid }),
    output: z.object({ heldUntil: z.string() }),
    doc: 'Makes an order firm: warns of goods that are not there or are held for others and of the credit limit, then holds its goods back for the days set.',
  }),
  closeSalesOrder: command({
    permission: 'sales.bill',
    input: z.object({ uid: Uid, lines: z.array(z.number().int().min(1)).max(500).nullable().default(null), reason: Reason }),
    output: Done,
    doc: 'Gives up what is left of an order or a quotation, or of some of its lines, with a reason; its goods are held back no more.',
  }),
  cancelSalesOrder: command({
    permission: 'sales.bill',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Cancels an order or a quotation; its number stays taken. Refused once a challan, bill or order answers it.',
  }),
  salesOrder: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: SalesOrderShown,
    doc: 'An order or a quotation with what came of it.',
  }),
  salesOrders: report({
    permission: 'sales.read',
    input: SalesOrderList,
    output: page(SalesOrderRow, z.object({ totalPaise: PaiseZ, leftPaise: PaiseZ })),
    doc: 'Orders or quotations, a page at a time, with what is left of them and totals over the whole filter.',
  }),
  sources: query({
    permission: 'sales.read',
    input: z.object({ party: Uid, date: DateZ }),
    output: z.array(Source),
    doc: 'Lines of a party’s confirmed orders and challans that a bill may take, oldest first.',
  }),
  held: query({
    permission: 'sales.read',
    input: z.object({ itemIds: z.array(z.number().int()).min(1).max(500), date: DateZ }),
    output: z.array(Held),
    doc: 'What confirmed orders hold back of items on a day, oldest first.',
  }),
  salesOrderPdf: task({
    permission: 'sales.read',
    input: z.object(OrderPaper),
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number() }),
    doc: 'The quotation or order confirmation on paper, as PDF.',
  }),
}
