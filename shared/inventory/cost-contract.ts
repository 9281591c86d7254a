import { z } from 'zod'
import { command, report, task } from '../contract.ts'
import { DateZ, Done, MilliZ, Nothing, PageAsk, PaiseZ, page, RateE4Z, typed } from '../schema.ts'

const Method = z.enum(['fifo', 'lifo', 'average'])
const Pool = z.enum(['item', 'batch'])

/** How stock stands in the books on a day. Money is null for those who may not see cost. */
const CostState = z.object({
  method: Method,
  pool: Pool,
  /** The day the method and pool came into force; null: it is the book's first. */
  since: z.string().nullable(),
  /** Items whose cost is still being settled. */
  settling: z.number(),
  /** Value of all stock, and the inventory account, on the day. */
  stockPaise: PaiseZ.nullable(),
  accountPaise: PaiseZ.nullable(),
  /** True when the two are equal. */
  ties: z.boolean().nullable(),
  /** Cost of issues of earlier, locked days that this financial year bears until the day; debit positive. */
  earlierPaise: PaiseZ.nullable(),
})

export const costCalls = {
  valuation: report({
    permission: 'stock.read',
    input: PageAsk.extend({
      asOn: DateZ.nullable().default(null),
      by: z.enum(['item', 'batch']).default('item'),
      company: typed(120).nullable().default(null),
      locationId: z.number().int().nullable().default(null),
    }),
    output: page(
      z.object({
        itemId: z.number(),
        item: z.string(),
        company: z.string().nullable(),
        pack: z.string().nullable(),
        saleUnit: z.string(),
        saleFactor: z.number(),
        batchId: z.number().nullable(),
        batch: z.string().nullable(),
        expiry: z.string().nullable(),
        location: z.string().nullable(),
        qtyMilli: MilliZ,
        rateE4: RateE4Z.nullable(),
        valuePaise: PaiseZ.nullable(),
      }),
      z.object({ qtyMilli: MilliZ, valuePaise: PaiseZ.nullable() }),
    ).extend({ state: CostState }),
    doc: 'What stock is worth on a day (null: now) by item, or by batch (its share of the item), with how it ties to the inventory account; filter by words, company and location; totals over the whole filter; values only for those who may see cost.',
  }),
  costState: report({
    permission: 'stock.read',
    input: z.object({ asOn: DateZ.nullable().default(null) }),
    output: CostState,
    doc: 'The cost method on a day, whether stock ties to the inventory account, and how many items are still being settled.',
  }),
  changeCostMethod: command({
    permission: 'settings.write',
    input: z.object({ method: Method, from: DateZ, reason: typed(200).refine((text) => text.length > 0, 'is needed') }),
    output: z.object({ items: z.number() }),
    doc: "Brings another cost method into force on this year's 1 April: opening layers by the new method, the difference against Change in stock valuation. Answers how many items are to be settled, which goes on behind.",
  }),
  changeCostPool: command({
    permission: 'settings.write',
    input: z.object({ pool: Pool, from: DateZ, reason: typed(200).refine((text) => text.length > 0, 'is needed') }),
    output: z.object({ items: z.number() }),
    doc: "Brings another pool of cost into force on this year's 1 April: all of an item (as most do), or each batch by itself. Answers how many items are to be settled.",
  }),
  settleCost: task({
    permission: 'stock.read',
    input: Nothing,
    output: Done,
    doc: 'Settles the cost of all items that wait, in slices of ≤ 10 ms; the app does so by itself.',
  }),
  settleCostSlice: command({
    slice: true,
    permission: 'stock.read',
    input: z.object({ moves: z.number().int().min(1).max(5000) }),
    output: z.object({ left: z.number() }),
    doc: 'One slice of settling the cost of stock; the task calls it.',
  }),
}
