import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { placeCalls } from './places-contract.ts'
import { adjustReasons, writeOffReasons } from './stock-reasons.ts'

const Id = z.number().int()
const Reason = z.enum(adjustReasons)

/** Goods named by batch and place, in base units. */
const Goods = z.object({ itemId: Id, batchId: Id, qtyMilli: MilliZ })

export const Transfer = z.object({
  uid: Uid,
  date: DateZ,
  fromId: Id,
  toId: Id,
  /** Straight to the destination; otherwise the goods are in transit until they are received there. */
  immediate: z.boolean().default(false),
  narration: optionalText(200),
  lines: z.array(Goods).min(1).max(500),
})
export const TransferReceipt = z.object({
  uid: Uid,
  date: DateZ,
  dispatch: Uid,
  narration: optionalText(200),
  lines: z
    .array(
      z.object({
        lineNo: z.number().int().min(1),
        receivedMilli: MilliZ,
        shortMilli: MilliZ,
        reason: Reason.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
})
export const Adjustment = z.object({
  uid: Uid,
  date: DateZ,
  narration: optionalText(200),
  lines: z
    .array(
      Goods.extend({
        locationId: Id,
        reason: Reason,
        /** A batch the book does not know yet, found on the shelf; `batchId` is 0 then. */
        batch: z
          .object({
            number: typed(30).refine((text) => text.length > 0, 'is needed'),
            expiry: DateZ.nullable(),
            mrpPaise: PaiseZ.nullable(),
          })
          .nullable()
          .default(null),
        /** Of goods that are more than the book says; null: the last cost of the item. */
        valuePaise: PaiseZ.nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
})
export const WriteOff = z.object({
  uid: Uid,
  date: DateZ,
  reason: z.enum(writeOffReasons),
  /** Number and day of a destruction certificate, if there is one. */
  certificate: optionalText(60),
  narration: optionalText(200),
  lines: z
    .array(Goods.extend({ locationId: Id }))
    .min(1)
    .max(500),
})

const PlacedBatch = z.object({
  id: z.number(),
  number: z.string(),
  expiry: z.string().nullable(),
  expired: z.boolean(),
  mrpPaise: PaiseZ.nullable(),
  packFactor: z.number(),
  locationId: z.number(),
  location: z.string(),
  locationKind: z.string(),
  onHandMilli: MilliZ,
  availableMilli: MilliZ,
  rack: z.string().nullable(),
})
const StockDocumentRow = z.object({
  uid: Uid,
  kind: z.string(),
  number: z.string(),
  date: z.string(),
  mode: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  narration: z.string().nullable(),
  lines: z.number(),
  totalPaise: PaiseZ.nullable(),
  /** Of a dispatch: what is still on the way, in lines. */
  openLines: z.number(),
  cancelled: z.boolean(),
})
const StockDocument = StockDocumentRow.extend({
  toId: z.number().nullable(),
  lines: z.array(
    z.object({
      lineNo: z.number(),
      itemId: z.number(),
      item: z.string(),
      saleUnit: z.string(),
      saleFactor: z.number(),
      batchId: z.number(),
      batch: z.string(),
      expiry: z.string().nullable(),
      qtyMilli: MilliZ,
      costPaise: PaiseZ.nullable(),
      taxPaise: PaiseZ,
      rateBp: z.number(),
      reason: z.string().nullable(),
      location: z.string().nullable(),
      openMilli: MilliZ,
    }),
  ),
})
const Numbered = z.object({ number: z.string() })

/** Moving goods between places and putting stock right. */
export const stockDocumentCalls = {
  ...placeCalls,
  placedBatches: query({
    permission: 'stock.read',
    input: z.object({ itemId: Id, date: DateZ, locationId: Id.nullable().default(null), empty: z.boolean().default(false) }),
    output: z.array(PlacedBatch),
    doc: 'Batches of an item wherever they stand, expired ones included, earliest expiry first; `empty`: those with none left there too.',
  }),
  transfer: command({
    permission: 'stock.write',
    input: Transfer,
    output: Numbered,
    doc: 'Moves goods between two places: at once, or to goods in transit until they are received. No value entry.',
  }),
  receiveTransfer: command({
    permission: 'stock.write',
    input: TransferReceipt,
    output: Numbered,
    doc: 'Receives goods in transit, wholly or in part; what is short leaves with a reason at cost to stock adjustment.',
  }),
  adjustStock: command({
    permission: 'stock.write',
    input: Adjustment,
    output: Numbered,
    doc: 'Puts the stock of batches right, up (at a stated or the last cost) or down (at cost), each line with its reason; goods that are gone give back their tax credit.',
  }),
  askWriteOff: command({
    permission: 'stock.write',
    input: WriteOff,
    output: z.object({ lines: z.number() }),
    doc: 'Asks for goods to be written off. Nothing moves until somebody with the right approves.',
  }),
  writeOffRequests: report({
    permission: 'stock.read',
    input: PageAsk.extend({ state: z.enum(['all', 'waiting']).default('all') }),
    output: page(
      z.object({
        uid: Uid,
        date: z.string(),
        reason: z.string(),
        narration: z.string().nullable(),
        askedBy: z.string(),
        askedAt: z.string(),
        state: z.string(),
        decidedBy: z.string().nullable(),
        note: z.string().nullable(),
        number: z.string().nullable(),
        documentUid: Uid.nullable(),
        lines: z.number(),
      }),
      z.object({ waiting: z.number() }),
    ),
    doc: 'What was asked to be written off, newest first, and what became of it.',
  }),
  writeOffRequest: query({
    permission: 'stock.read',
    input: z.object({ uid: Uid }),
    output: z.object({
      uid: Uid,
      date: z.string(),
      reason: z.string(),
      certificate: z.string().nullable(),
      narration: z.string().nullable(),
      state: z.string(),
      lines: z.array(
        z.object({
          item: z.string(),
          batch: z.string(),
          expiry: z.string().nullable(),
          location: z.string(),
          saleFactor: z.number(),
          qtyMilli: MilliZ,
          /** Credit availed on these very goods, to be given back; null for who may not see cost. */
          taxPaise: PaiseZ.nullable(),
          rateBp: z.number(),
        }),
      ),
      taxPaise: PaiseZ.nullable(),
    }),
    doc: 'One request with the credit that would be given back, receipt by receipt.',
  }),
  decideWriteOff: command({
    permission: 'stock.approve',
    input: z.object({ uid: Uid, approve: z.boolean(), date: DateZ.nullable().default(null), note: optionalText(200) }),
    output: z.object({ number: z.string().nullable() }),
    doc: 'Approves a write-off and posts it (stock out at cost, credit availed given back under 17(5)(h)), or refuses it.',
  }),
  withdrawWriteOff: command({
    permission: 'stock.write',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Takes back a request that waits.',
  }),
  stockDocuments: report({
    permission: 'stock.read',
    input: PageAsk.extend({
      kind: z.enum(['all', 'transfer', 'stock-adjustment', 'write-off', 'stock-count']).default('all'),
      inTransit: z.boolean().default(false),
    }),
    output: page(StockDocumentRow, z.object({ totalPaise: PaiseZ.nullable() })),
    doc: 'Transfers, adjustments, write-offs and counts, newest first; `inTransit`: dispatches not yet received.',
  }),
  stockDocument: query({
    permission: 'stock.read',
    input: z.object({ uid: Uid }),
    output: StockDocument,
    doc: 'One of them with its lines; of a dispatch, what each line still waits for.',
  }),
  cancelStockDocument: command({
    permission: 'stock.approve',
    input: z.object({ uid: Uid, reason: typed(200).refine((text) => text.length > 2, 'is needed') }),
    output: Done,
    doc: 'Mirrors a transfer, adjustment, write-off or count under its own date: goods, cost and credit come back.',
  }),
}
