import { z } from 'zod'
import { command } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, PaiseZ, RateE4Z, typed, Uid } from '../schema.ts'

/** A supplier's bill keyed alone: it makes its own receipt of goods. Rate per sale unit, free units share the paid value. */
export const PurchaseBill = z.object({
  uid: Uid,
  date: DateZ,
  supplier: Uid,
  supplierNumber: typed(30).refine((text) => text.length > 0, 'is needed'),
  supplierDate: DateZ,
  lines: z
    .array(
      z.object({
        itemId: z.number().int(),
        batch: typed(30),
        expiry: DateZ.nullable(),
        mrpPaise: PaiseZ.nullable(),
        qtyMilli: MilliZ,
        freeMilli: MilliZ.default(0 as never),
        rateE4: RateE4Z,
        discountBp: BasisPointsZ.default(0 as never),
      }),
    )
    .min(1)
    .max(500),
})
export const purchases = {
  postBill: command({
    permission: 'purchases.write',
    input: PurchaseBill,
    output: z.object({ number: z.string(), totalPaise: PaiseZ }),
    doc: 'A supplier bill with its goods: Dr Inventory and input tax, Cr the supplier. The same supplier number in one year is refused.',
  }),
  cancelBill: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: typed(200).refine((text) => text.length > 2, 'is needed') }),
    output: Done,
    doc: 'Mirrors a supplier bill under its own date; the number is kept. Refused when its goods were sold since, in a locked period, and while a payment is set against it.',
  }),
}
