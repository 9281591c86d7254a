import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'

/** A line of a posted document by its uid and number; lines count from 1. */
export const LineRef = z.object({ uid: Uid, line: z.number().int().min(1) })
/** Why something is taken back or passed: three letters at least. */
export const Reason = typed(200).refine((text) => text.length > 2, 'is needed')
export const Posted = z.object({ uid: Uid, number: z.string(), totalPaise: PaiseZ })

/** What is asked of a supplier. Quantity in base units, rate per `unit` (null: the sale unit); the discount is a percentage. */
export const PurchaseOrder = z.object({
  uid: Uid,
  date: DateZ,
  supplier: Uid,
  /** When the goods are wanted. */
  expected: DateZ.nullable().default(null),
  notes: optionalText(500),
  lines: z
    .array(
      z.object({
        itemId: z.number().int(),
        unit: optionalText(20),
        qtyMilli: MilliZ,
        freeMilli: MilliZ.default(0 as never),
        rateE4: RateE4Z,
        discountBp: BasisPointsZ.default(0 as never),
      }),
    )
    .min(1)
    .max(500),
})

export const orderStates = ['pending', 'part', 'done', 'closed', 'cancelled'] as const

const OrderLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  rateE4: RateE4Z,
  discountBp: BasisPointsZ,
  amountPaise: PaiseZ,
  /** Came by receipts and bills that are not cancelled. */
  receivedMilli: MilliZ,
  /** Given up with a reason. */
  closedMilli: MilliZ,
  pendingMilli: MilliZ,
})
export const OrderShown = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  gstin: z.string().nullable(),
  expected: z.string().nullable(),
  notes: z.string().nullable(),
  totalPaise: PaiseZ,
  state: z.enum(orderStates),
  cancelReason: z.string().nullable(),
  lines: z.array(OrderLine),
  closings: z.array(z.object({ line: z.number(), qtyMilli: MilliZ, reason: z.string(), at: z.string() })),
  /** Receipts and bills against it. */
  answeredBy: z.array(z.object({ uid: Uid, kind: z.string(), number: z.string(), date: z.string(), cancelled: z.boolean() })),
})

export const orderSorts = ['date', 'number', 'supplier', 'expected', 'total'] as const
/** Words of the filter are parts of a number, beginnings of the supplier's words, or an exact amount. No sort: newest first. */
export const OrderList = PageAsk.extend({
  sort: z.enum(orderSorts).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  supplier: Uid.nullable().default(null),
  /** `open`: pending or part. */
  state: z
    .enum([...orderStates, 'open'])
    .nullable()
    .default(null),
})
export const OrderRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  expected: z.string().nullable(),
  /** Days past the expected date while something is pending; 0 otherwise. */
  lateDays: z.number(),
  lines: z.number(),
  pendingLines: z.number(),
  totalPaise: PaiseZ,
  /** Worth of what is pending, at the order's rates less discount. */
  pendingPaise: PaiseZ,
  state: z.enum(orderStates),
})
const OrderPaper = { uid: Uid, size: z.enum(['A4', 'A5']).default('A4') }

/** Orders to suppliers (PU1). */
export const orderCalls = {
  postOrder: command({
    permission: 'purchases.write',
    input: PurchaseOrder,
    output: Posted,
    doc: 'An order to a supplier: takes a number, moves neither goods nor money. The total is before tax.',
  }),
  closeOrder: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, lines: z.array(z.number().int().min(1)).max(500).nullable().default(null), reason: Reason }),
    output: Done,
    doc: 'Gives up what is still pending of an order, or of some of its lines, with a reason.',
  }),
  cancelOrder: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Cancels an order; its number stays taken. Refused once goods came against it.',
  }),
  order: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: OrderShown,
    doc: 'An order with what came of it.',
  }),
  pendingOrders: query({
    permission: 'books.read',
    input: z.object({ supplier: Uid }),
    output: z.array(
      OrderLine.extend({ uid: Uid, number: z.string(), date: z.string(), expected: z.string().nullable(), saleUnit: z.string() }),
    ),
    doc: 'Lines a supplier still owes, oldest order first: what a goods receipt begins with.',
  }),
  orders: report({
    permission: 'books.read',
    input: OrderList,
    output: page(OrderRow, z.object({ totalPaise: PaiseZ, pendingPaise: PaiseZ })),
    doc: 'Orders, a page at a time, with what is pending and totals over the whole filter.',
  }),
  orderPdf: task({
    permission: 'books.read',
    input: z.object(OrderPaper),
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number() }),
    doc: 'The order on paper, as PDF.',
  }),
  saveOrderPdf: task({
    permission: 'books.read',
    input: z.object({ ...OrderPaper, ticket: z.string() }),
    output: Done,
    doc: 'Writes the order as PDF to a chosen file.',
  }),
  orderCsv: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: z.object({ name: z.string(), csv: z.string() }),
    doc: 'The order as CSV text for a supplier to read in: code, item, pack, quantity and free quantity in the unit ordered, rate.',
  }),
  saveOrderCsv: task({
    permission: 'books.read',
    input: z.object({ uid: Uid, ticket: z.string() }),
    output: Done,
    doc: 'Writes the order as CSV to a chosen file.',
  }),
}
