import { z } from 'zod'
import { query } from '../contract.ts'
import { MilliZ, Uid } from '../schema.ts'

const Pending = {
  uid: Uid,
  number: z.string(),
  date: z.string(),
  /** What is still to come or to go, base units. */
  qtyMilli: MilliZ,
}

/** What waits for an item, for its card. */
export const pendingCalls = {
  pendingOfItem: query({
    permission: 'sales.read',
    input: z.object({ itemId: z.number().int() }),
    output: z.object({
      /** Confirmed orders of customers, those first that wait longest; free goods counted. */
      sales: z.array(z.object({ ...Pending, party: z.string(), heldUntil: z.string() })),
      /** Orders to suppliers, those first that are expected first; null for who may not see purchases. */
      purchases: z.array(z.object({ ...Pending, supplier: z.string(), expected: z.string().nullable() })).nullable(),
      salesMilli: MilliZ,
      purchasesMilli: MilliZ,
    }),
    doc: 'What of an item customers’ confirmed orders wait for and what is on order from suppliers, order by order (the first fifty of each).',
  }),
}
