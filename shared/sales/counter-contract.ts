import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'

export const lostReasons = ['stock', 'rate', 'expiry', 'other'] as const
const Found = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  mode: z.string(),
  salesman: z.string().nullable(),
  totalPaise: PaiseZ,
  cancelled: z.boolean(),
})
const Neighbour = z.object({ uid: Uid, number: z.string() }).nullable()

/** Finding a bill again, stepping through bills, and what could not be sold. */
export const counterCalls = {
  findBills: report({
    permission: 'sales.read',
    input: z.object({ text: typed(100), limit: z.number().int().min(1).max(100).default(50) }),
    output: z.object({ text: z.string(), rows: z.array(Found), more: z.boolean() }),
    doc: 'Bills found by any words of them, newest first: number or its digits, party, phone or GSTIN, item, batch, amount, day, salesman. Every word has to fit.',
  }),
  neighbourBills: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: z.object({ previous: Neighbour, next: Neighbour }),
    doc: 'The bill before and the one after, by number within its series.',
  }),
  priceHistory: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      itemId: z.number().int(),
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      side: z.enum(['sale', 'purchase']).default('sale'),
    }),
    output: page(
      z.object({
        uid: Uid,
        date: z.string(),
        number: z.string(),
        party: z.string(),
        batch: z.string().nullable(),
        qtyMilli: MilliZ,
        freeMilli: MilliZ,
        unit: z.string(),
        factor: z.number(),
        rateE4: RateE4Z,
        discountPaise: PaiseZ,
        /** Taxable value over billed and free units, per sale unit: what a unit really fetched. */
        netRateE4: RateE4Z,
        mrpPaise: PaiseZ.nullable(),
      }),
      z.object({ qtyMilli: MilliZ, freeMilli: MilliZ }),
    ),
    doc: 'Every rate an item was sold (or bought) at, newest first, with what it came to net of discounts and free goods.',
  }),
  noteLostSale: command({
    permission: 'sales.bill',
    input: z.object({
      uid: Uid,
      date: DateZ,
      itemId: z.number().int(),
      party: Uid.nullable().default(null),
      qtyMilli: MilliZ,
      reason: z.enum(lostReasons),
      note: optionalText(200),
    }),
    output: Done,
    doc: 'Notes what a customer wanted and did not get; counts in the order suggestions. Sent twice it is noted once.',
  }),
  dropLostSale: command({
    permission: 'sales.bill',
    input: z.object({ uid: Uid, reason: typed(200).default('') }),
    output: Done,
    doc: 'Takes a lost-sale note off the list.',
  }),
  lostSales: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      reason: z.enum(lostReasons).nullable().default(null),
    }),
    output: page(
      z.object({
        uid: Uid,
        date: z.string(),
        itemId: z.number(),
        item: z.string(),
        company: z.string().nullable(),
        party: z.string().nullable(),
        saleUnit: z.string(),
        saleFactor: z.number(),
        qtyMilli: MilliZ,
        valuePaise: PaiseZ.nullable(),
        stockMilli: MilliZ,
        reason: z.enum(lostReasons),
        note: z.string().nullable(),
        by: z.string(),
      }),
      z.object({ notes: z.number(), valuePaise: PaiseZ }),
    ),
    doc: 'What could not be sold, with its value at the retailer’s price and what is in stock now.',
  }),
}
