import { z } from 'zod'
import { report } from '../contract.ts'
import { MilliZ, optionalText, PageAsk, page, RateE4Z } from '../schema.ts'
import { reorderMethods } from './reorder.ts'

export const ReorderAsk = PageAsk.extend({
  method: z.enum(reorderMethods).default('average'),
  days: z.number().int().min(1).max(730).default(30),
  coverDays: z.number().int().min(0).max(365).default(15),
  /** For items whose supplier has none of his own. */
  leadDays: z.number().int().min(0).max(365).default(3),
  /** Only for the method `formula`: over stock, onorder, avg, lead, cover, min, max, sold, lost, pack, in sale units. */
  formula: z.string().max(200).default('max(0, avg * (lead + cover) - stock - onorder)'),
  company: optionalText(120),
  supplier: z.uuid().nullable().default(null),
  /** Only items of which something is to be ordered. */
  needed: z.boolean().default(true),
})
/** One item to order: the shape a purchase order is filled from. `supplierUid` is the last one it came from. */
const ReorderRow = z.object({
  itemId: z.number(),
  item: z.string(),
  company: z.string().nullable(),
  pack: z.string().nullable(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  supplier: z.string().nullable(),
  supplierUid: z.string().nullable(),
  stockMilli: MilliZ,
  onOrderMilli: MilliZ,
  soldMilli: MilliZ,
  averageMilli: MilliZ,
  coverDays: z.number().nullable(),
  leadDays: z.number(),
  lostMilli: MilliZ,
  minimumMilli: MilliZ.nullable(),
  maximumMilli: MilliZ.nullable(),
  suggestedMilli: MilliZ,
  /** Base units in the unit it is ordered in. */
  packFactor: z.number(),
  lastRateE4: RateE4Z.nullable(),
  lastUnit: z.string().nullable(),
  lastFactor: z.number().nullable(),
  lastFreeMilli: MilliZ.nullable(),
  lastQtyMilli: MilliZ.nullable(),
  lastDate: z.string().nullable(),
})

export const reorderCalls = {
  reorder: report({
    permission: 'stock.read',
    input: ReorderAsk,
    output: page(ReorderRow, z.object({ items: z.number(), lastCostPaise: z.number().nullable() })),
    doc: 'What to order, four ways: minimum–maximum, daily sale for lead and cover days, as much as was sold, or the firm’s own formula. On order are open purchase orders. The rows fill a purchase order.',
  }),
}
