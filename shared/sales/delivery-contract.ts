import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { orderPaperCalls } from './order-paper-contract.ts'
import { proofCalls } from './proof-contract.ts'

export const deliveryOutcomes = ['delivered', 'part', 'not'] as const
/** `waiting`: not sent; `sent`: on a trip; the others are what came of it. */
export const deliveryStates = ['waiting', 'sent', ...deliveryOutcomes] as const

/** A van that takes bills out, in the order they are brought. */
export const Trip = z.object({
  uid: Uid,
  date: DateZ,
  van: typed(40).refine((text) => text.length > 0, 'is needed'),
  driver: typed(60).refine((text) => text.length > 0, 'is needed'),
  note: optionalText(200),
  bills: z.array(Uid).min(1).max(300),
})
/** Bills, confirmed orders, challans. */
const Picked = { documents: z.array(Uid).min(1).max(300) }
const Pdf = z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number() })

const TripBill = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  area: z.string(),
  phone: z.string().nullable(),
  totalPaise: PaiseZ,
  /** What is still owed on the bill: what the driver may bring back. */
  collectPaise: PaiseZ,
  lines: z.number(),
  state: z.enum(deliveryStates),
})
export const TripShown = z.object({
  uid: Uid,
  date: z.string(),
  van: z.string(),
  driver: z.string(),
  note: z.string().nullable(),
  by: z.string(),
  bills: z.array(TripBill),
  totalPaise: PaiseZ,
  collectPaise: PaiseZ,
})
/** A row of the pick list: goods of all the documents together, in the order of the racks. */
export const PickRow = z.object({
  rack: z.string().nullable(),
  item: z.string(),
  pack: z.string().nullable(),
  /** null: an order wants it and no shelf has it. */
  batch: z.string().nullable(),
  expiry: z.string().nullable(),
  place: z.string().nullable(),
  unit: z.string(),
  factor: z.number(),
  qtyMilli: MilliZ,
  /** How many of the documents want it. */
  documents: z.number(),
})
export const PickList = z.object({
  documents: z.array(
    z.object({ uid: Uid, kind: z.enum(['sale', 'sales-order', 'challan']), number: z.string(), party: z.string() }),
  ),
  rows: z.array(PickRow),
})
const DeliveryRow = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  area: z.string(),
  totalPaise: PaiseZ,
  collectPaise: PaiseZ,
  state: z.enum(deliveryStates),
  trip: z.object({ uid: Uid, date: z.string(), van: z.string() }).nullable(),
  receivedBy: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string().nullable(),
  /** Whether a picture proves it. */
  proof: z.boolean(),
})

/** How goods of bills are brought to customers (SA5). */
export const deliveryCalls = {
  ...proofCalls,
  ...orderPaperCalls,
  deliveries: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      sort: z.enum(['date', 'number', 'party', 'total']).nullable().default(null),
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      state: z
        .enum([...deliveryStates, 'open'])
        .nullable()
        .default(null),
    }),
    output: page(DeliveryRow, z.object({ totalPaise: PaiseZ, collectPaise: PaiseZ })),
    doc: 'Bills with where their goods are: waiting, on a van, delivered, in part or not.',
  }),
  postTrip: command({
    permission: 'sales.bill',
    input: Trip,
    output: Done,
    doc: 'Sends bills out with a van and a driver. Refuses a bill that is cancelled, delivered, or out with another van.',
  }),
  dropTrip: command({
    permission: 'sales.bill',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Takes a trip back of which nothing was marked yet; its bills wait again.',
  }),
  trip: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: TripShown,
    doc: 'A trip with its bills, areas and what is to be collected.',
  }),
  markDelivery: command({
    permission: 'sales.bill',
    input: z.object({
      bill: Uid,
      outcome: z.enum(deliveryOutcomes),
      reason: optionalText(200),
      receivedBy: optionalText(60),
      collectedPaise: PaiseZ.default(0 as never),
    }),
    output: Done,
    doc: 'Notes what came of bringing a bill: who took it and when, or why it was not or only partly given. A later mark corrects an earlier one.',
  }),
  pickList: query({
    permission: 'sales.read',
    input: z.object(Picked),
    output: PickList,
    doc: 'What bills, challans and what is left of confirmed orders need from the shelves, all together, by rack. An order takes what expires first; what no shelf has is said.',
  }),
  pickListPdf: task({
    permission: 'sales.read',
    input: z.object(Picked),
    output: Pdf,
    doc: 'The pick list by rack, as PDF.',
  }),
  vanSheetPdf: task({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: Pdf,
    doc: 'The sheet that goes with a van: bills in the order they are brought, party, area, amount to collect, room for a signature.',
  }),
}
