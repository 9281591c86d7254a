import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, Uid } from '../schema.ts'
import { Posted, Reason } from './order-contract.ts'

/** Why goods go back to who supplied them. */
export const claimReasons = ['expiry', 'near-expiry', 'breakage', 'recall', 'price-drop'] as const
/** What the claim is reckoned by; the rate itself is on the line. */
export const claimBases = ['mrp', 'ptr', 'pts', 'cost'] as const
/**
 * How it goes through GST (Circular 72/46/2018; gst-rules.md §8.6): `credit-note` – goods on a challan, the supplier credits; or
 * `fresh-supply` – we bill the goods back at once.
 */
export const claimRoutes = ['credit-note', 'fresh-supply'] as const
export const claimStates = ['sent', 'part', 'settled', 'cancelled'] as const

/** Goods sent to a supplier for credit. Quantity in base units, rate per sale unit before the deduction. */
export const Claim = z.object({
  uid: Uid,
  date: DateZ,
  supplier: Uid,
  route: z.enum(claimRoutes).default('credit-note'),
  reason: z.enum(claimReasons),
  /** Transporter, cartons, their claim form's number. */
  notes: optionalText(300),
  lines: z
    .array(
      z.object({
        itemId: z.number().int(),
        batchId: z.number().int(),
        locationId: z.number().int(),
        qtyMilli: MilliZ,
        basis: z.enum(claimBases),
        rateE4: RateE4Z,
        deductBp: BasisPointsZ.default(0 as never),
      }),
    )
    .min(1)
    .max(500),
})

/** What the supplier answers: so much credited, so much sent back. What neither names is still open. */
export const ClaimSettlement = z.object({
  uid: Uid,
  claim: Uid,
  date: DateZ,
  /** Number of their credit note; needed when something is credited. */
  supplierNote: optionalText(30),
  /** Their note carries GST: our credit is reversed with it. Refused after 30 November following the year the goods came in (s.34). */
  gst: z.boolean(),
  lines: z
    .array(
      z.object({
        line: z.number().int().min(1),
        creditedMilli: MilliZ.default(0 as never),
        /** Before tax, for the credited quantity. */
        creditPaise: PaiseZ.default(0 as never),
        /** Refused and back with us, at the place it was claimed from. */
        backMilli: MilliZ.default(0 as never),
      }),
    )
    .min(1)
    .max(500),
})

const ClaimLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  batchId: z.number(),
  batch: z.string(),
  expiry: z.string().nullable(),
  locationId: z.number(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  qtyMilli: MilliZ,
  basis: z.enum(claimBases),
  rateE4: RateE4Z,
  deductBp: BasisPointsZ,
  claimedPaise: PaiseZ,
  creditedMilli: MilliZ,
  creditedPaise: PaiseZ,
  backMilli: MilliZ,
  openMilli: MilliZ,
  /** Claimed for what was credited, less the credit; and for what came back: nothing. */
  shortPaise: PaiseZ,
  /** The last day of a credit note with GST for these goods; null when it is not known which receipt they came by. */
  gstUntil: z.string().nullable(),
  /** The rate of tax availed on them. */
  rateBp: BasisPointsZ,
})
const heads = { igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ }
export const ClaimShown = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  supplier: z.string(),
  supplierUid: Uid,
  route: z.enum(claimRoutes),
  reason: z.enum(claimReasons),
  notes: z.string().nullable(),
  state: z.enum(claimStates),
  cancelReason: z.string().nullable(),
  totalPaise: PaiseZ,
  ...heads,
  lines: z.array(ClaimLine),
  answers: z.array(
    z.object({
      uid: Uid,
      number: z.string(),
      date: z.string(),
      supplierNote: z.string().nullable(),
      totalPaise: PaiseZ,
      gst: z.boolean(),
      cancelled: z.boolean(),
    }),
  ),
})

export const claimSorts = ['date', 'number', 'supplier', 'total'] as const
/** Expiry and breakage claims on suppliers (PU5). */
export const claimCalls = {
  claimableStock: report({
    permission: 'books.read',
    input: PageAsk.extend({
      /** Whose goods; null: everybody's. */
      supplier: Uid.nullable().default(null),
      /** Expired, or expiring within so many days; goods at the expiry and quarantine places always. Null: whatever there is (broken, recalled). */
      withinDays: z.number().int().min(0).max(730).nullable().default(0),
    }),
    output: page(
      z.object({
        itemId: z.number(),
        item: z.string(),
        pack: z.string().nullable(),
        manufacturer: z.string().nullable(),
        batchId: z.number(),
        batch: z.string(),
        expiry: z.string().nullable(),
        locationId: z.number(),
        location: z.string(),
        saleUnit: z.string(),
        saleFactor: z.number(),
        qtyMilli: MilliZ,
        mrpPaise: PaiseZ.nullable(),
        ptrE4: RateE4Z.nullable(),
        ptsE4: RateE4Z.nullable(),
        /** What they last cost per sale unit, from whom and when. */
        costE4: RateE4Z.nullable(),
        supplier: z.string().nullable(),
        supplierUid: Uid.nullable(),
        boughtOn: z.string().nullable(),
        /** False when the supplier takes goods back only around another time; null where nothing is agreed. */
        inWindow: z.boolean().nullable(),
        /** Marked for a claim on the near-expiry list. */
        marked: z.boolean(),
      }),
      z.object({ qtyMilli: MilliZ }),
    ),
    doc: 'Goods that may be claimed: expired or soon to expire, and what stands at the expiry and quarantine places; with who supplied them and whether he takes them back now.',
  }),
  postClaim: command({
    permission: 'purchases.write',
    input: Claim,
    output: Posted,
    doc: 'Sends goods to a supplier for credit. By credit note: they stay ours, at the place of goods with suppliers, until he answers. As fresh supply: a tax invoice to him, output tax, the goods leave at cost. Never more than is on hand; goods of another supplier, outside his window or of another state are warned of.',
  }),
  cancelClaim: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a claim (or the invoice of a fresh supply): the goods are back where they were. Refused once answered or paid.',
  }),
  settleClaim: command({
    permission: 'purchases.write',
    input: ClaimSettlement,
    output: Posted,
    doc: 'Takes the supplier answer in: credited goods leave at cost, Dr the supplier, with GST the credit availed on them is reversed at the rate it was availed; refused goods come back to us. Never more than is still open.',
  }),
  cancelSettlement: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a supplier answer to a claim. Refused when the credit is set against something.',
  }),
  claim: query({
    permission: 'books.read',
    input: z.object({ uid: Uid }),
    output: ClaimShown,
    doc: 'A claim with what came of it.',
  }),
  claims: report({
    permission: 'books.read',
    input: PageAsk.extend({
      sort: z.enum(claimSorts).nullable().default(null),
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      supplier: Uid.nullable().default(null),
      /** `open`: sent or part. */
      state: z
        .enum([...claimStates, 'open'])
        .nullable()
        .default(null),
    }),
    output: page(
      z.object({
        uid: Uid,
        number: z.string(),
        date: z.string(),
        supplier: z.string(),
        supplierUid: Uid,
        route: z.enum(claimRoutes),
        reason: z.enum(claimReasons),
        claimedPaise: PaiseZ,
        creditedPaise: PaiseZ,
        shortPaise: PaiseZ,
        openPaise: PaiseZ,
        /** Since it was sent, while something is open; 0 otherwise. */
        openDays: z.number(),
        state: z.enum(claimStates),
      }),
      z.object({ claimedPaise: PaiseZ, creditedPaise: PaiseZ, shortPaise: PaiseZ, openPaise: PaiseZ }),
    ),
    doc: 'Claims with their age, a page at a time: claimed, credited, short, still open; totals over the whole filter.',
  }),
}
