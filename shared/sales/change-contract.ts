import { z } from 'zod'
import { command, query } from '../contract.ts'
import { ItemHit } from '../items/contract.ts'
import { paymentModes } from '../payments/contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, PaiseZ, RateE4Z, typed, Uid } from '../schema.ts'
import { Prescription } from './credit-contract.ts'
import { billModes } from './price-bill.ts'

/** A reason that stays in the books. */
export const Reason = typed(200).refine((text) => text.length > 2, 'is needed')

/** A batch a line takes from; what is available counts what the bill itself holds of it. */
const KeyedBatch = z.object({
  id: z.number(),
  number: z.string(),
  expiry: z.string().nullable(),
  locationId: z.number(),
  mrpPaise: PaiseZ.nullable(),
  effectiveMrpPaise: PaiseZ.nullable(),
  packFactor: z.number(),
  rateE4: RateE4Z.nullable(),
  availableMilli: MilliZ,
  nearExpiry: z.boolean(),
  ownMilli: MilliZ,
})
export const BillToKey = z.object({
  uid: Uid,
  number: z.string(),
  version: z.number(),
  date: z.string(),
  party: z.object({ uid: Uid, name: z.string(), city: z.string().nullable() }).nullable(),
  walkIn: z.object({ name: z.string().nullable(), phone: z.string().nullable(), stateCode: z.string().nullable() }).nullable(),
  mode: z.enum(billModes),
  paid: z.array(z.object({ mode: z.enum(paymentModes), amountPaise: PaiseZ })),
  placeOfSupply: z.string().nullable(),
  zeroRated: z
    .object({
      withPayment: z.boolean(),
      country: z.string().nullable(),
      port: z.string().nullable(),
      shippingBill: z.string().nullable(),
      shippingDate: z.string().nullable(),
    })
    .nullable(),
  pricesIncludeTax: z.boolean(),
  discountPaise: PaiseZ,
  chargesPaise: PaiseZ,
  salesman: z.string().nullable(),
  narration: z.string().nullable(),
  prescription: Prescription.nullable(),
  lines: z.array(
    z.object({
      item: ItemHit,
      decimals: z.number(),
      units: z.array(z.object({ name: z.string(), factor: z.number() })),
      batch: KeyedBatch.nullable(),
      /** The line of an order or challan it answers. */
      source: z.object({ kind: z.enum(['order', 'challan']), uid: Uid, line: z.number(), number: z.string() }).nullable(),
      unit: z.string(),
      factor: z.number(),
      qtyMilli: MilliZ,
      freeMilli: MilliZ,
      rateE4: RateE4Z,
      percentsBp: z.array(BasisPointsZ),
      flatPaise: PaiseZ,
    }),
  ),
})

/** What one version changed against the one before it. `line` is the line as it stands, or stood when it was taken off. */
export const BillChange = z.object({
  what: z.enum(['head', 'changed', 'added', 'removed']),
  line: z.string().nullable(),
  field: z.enum([
    'party',
    'mode',
    'discount',
    'charges',
    'salesman',
    'narration',
    'total',
    'batch',
    'qty',
    'free',
    'rate',
    'lineDiscount',
    'amount',
  ]),
  kind: z.enum(['text', 'mode', 'money', 'qty', 'rate']),
  before: z.union([z.string(), z.number()]).nullable(),
  after: z.union([z.string(), z.number()]).nullable(),
})
export const BillVersion = z.object({
  version: z.number(),
  at: z.string(),
  by: z.string(),
  reason: z.string().nullable(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  totalPaise: PaiseZ,
  mode: z.string(),
  lines: z.array(
    z.object({
      description: z.string(),
      batch: z.string().nullable(),
      unit: z.string(),
      factor: z.number(),
      qtyMilli: MilliZ,
      freeMilli: MilliZ,
      rateE4: RateE4Z,
      discountPaise: PaiseZ,
      taxablePaise: PaiseZ,
    }),
  ),
  changes: z.array(BillChange),
})

const Conversion = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  from: z.enum(billModes),
  to: z.enum(billModes),
  amountPaise: PaiseZ,
  reason: z.string().nullable(),
  by: z.string(),
  cancelled: z.boolean(),
})

/** Changes of a posted bill: its next version, how it was paid, and what it was before. */
export const changeCalls = {
  billToKey: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: BillToKey,
    doc: 'A posted bill as it was keyed, to be changed or copied: items as they stand, batches with what is available beside what the bill itself holds.',
  }),
  billVersions: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: z.array(BillVersion),
    doc: 'Every version of a bill, the first first: who posted it, when and why, its lines, and what it changed against the version before.',
  }),
  convertBill: command({
    permission: 'sales.amend',
    input: z.object({
      uid: Uid,
      /** The conversion's own. */
      conversion: Uid,
      date: DateZ,
      to: z.enum(billModes).exclude(['mixed']),
      reason: Reason,
    }),
    output: z.object({ number: z.string(), amountPaise: PaiseZ }),
    doc: 'Makes a credit bill a paid one or a paid bill a credit one, by a dated document of its own that names the bill; the bill stays as it was posted.',
  }),
  cancelConversion: command({
    permission: 'sales.cancel',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Takes a conversion back by its mirror. Only the latest of a bill.',
  }),
  billConversions: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: z.object({ mode: z.string(), paidPaise: PaiseZ, leftPaise: PaiseZ, rows: z.array(Conversion) }),
    doc: 'How a bill stands paid now, and the conversions that made it so, newest first.',
  }),
}
