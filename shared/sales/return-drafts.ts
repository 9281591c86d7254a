import { z } from 'zod'
import { paymentModes } from '../payments/contract.ts'
import { DateZ, MilliZ, optionalText, PaiseZ, RateE4Z, typed, Uid } from '../schema.ts'

export const returnReasons = [
  'expired',
  'near-expiry',
  'damaged',
  'quality',
  'wrong-goods',
  'not-wanted',
  'price',
  'other',
] as const
export type ReturnReason = (typeof returnReasons)[number]
/** Where goods go that come back; each is the first open place of its kind, saleable goods where they were sold from. */
export const returnPlaces = ['saleable', 'quarantine', 'expiry'] as const
export type ReturnPlace = (typeof returnPlaces)[number]
export const noteKinds = ['sale-return', 'credit-note', 'debit-note', 'commercial-credit', 'return-bill', 'replacement'] as const
export type NoteKind = (typeof noteKinds)[number]

/** Which version of the bill its lines were read from; null: whatever stands. A bill changed meanwhile has other lines under the same numbers. */
const BillVersion = z.number().int().min(1).nullable().default(null)
const because = { reason: z.enum(returnReasons), narration: optionalText(200) }
/** What becomes of the money: set against the bill (or another one), kept on account, or given back. A walk-in is always given it back. */
const Settle = z
  .object({
    how: z.enum(['adjust', 'account', 'refund']).default('adjust'),
    mode: z.enum(paymentModes).default('cash'),
    /** Adjust: another open bill of the party than the one the goods are of. */
    against: Uid.nullable().default(null),
  })
  .default({ how: 'adjust', mode: 'cash', against: null })

/** Goods back from a customer: of a bill (`line` is the bill's), or without one (item, batch and a rate). */
export const ReturnDraft = z.object({
  uid: Uid,
  date: DateZ,
  /** null: without a bill, which needs a right and gives a commercial note. */
  bill: Uid.nullable(),
  billVersion: BillVersion,
  party: Uid.nullable().default(null),
  /** Circular 72/46/2018: `buyer-bill` is route A, the buyer bills the goods back as a supply of his own; `note` is our credit note. */
  route: z.enum(['note', 'buyer-bill']).default('note'),
  /** null: with GST while the law allows it (section 34(2)). False: a commercial note although it would. */
  gst: z.boolean().nullable().default(null),
  buyerBill: z
    .object({ number: typed(16).refine((text) => text.length > 0, 'is needed'), date: DateZ })
    .nullable()
    .default(null),
  ...because,
  settle: Settle,
  lines: z
    .array(
      z.object({
        line: z.number().int().min(1).nullable().default(null),
        itemId: z.number().int().nullable().default(null),
        batchId: z.number().int().nullable().default(null),
        /** Base units, thousandths. */
        qtyMilli: MilliZ,
        freeMilli: MilliZ.default(0 as never),
        /** Without a bill: per sale unit; null is the last rate he paid, else the item's own. */
        rateE4: RateE4Z.nullable().default(null),
        to: z.enum(returnPlaces).default('saleable'),
      }),
    )
    .min(1)
    .max(500),
})

/** A note of value only: the bill asked too much (credit) or too little (debit). */
export const ValueNote = z.object({
  uid: Uid,
  date: DateZ,
  bill: Uid,
  billVersion: BillVersion,
  side: z.enum(['credit', 'debit']),
  gst: z.boolean().nullable().default(null),
  ...because,
  settle: Settle,
  lines: z
    .array(
      z.object({
        line: z.number().int().min(1),
        /** Of taxable value; tax goes with it as on the bill. */
        amountPaise: PaiseZ,
      }),
    )
    .min(1)
    .max(500),
})

/** Goods given in place of goods that came back, without a charge. */
export const Replacement = z.object({
  uid: Uid,
  date: DateZ,
  bill: Uid,
  billVersion: BillVersion,
  ...because,
  lines: z
    .array(
      z.object({
        line: z.number().int().min(1),
        qtyMilli: MilliZ,
        /** Where the goods that came back go. */
        to: z.enum(returnPlaces).default('quarantine'),
        /** The batch that goes out, and from where. */
        batchId: z.number().int(),
        locationId: z.number().int(),
      }),
    )
    .min(1)
    .max(200),
})
