import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { ListRef, PriceFactsZ } from './price-facts.ts'
import { rateSources } from './price-rate.ts'
import { schemeCalls } from './scheme-contract.ts'

const Id = z.number().int().positive()
const needed = (max: number) => typed(max).refine((text) => text.length > 0, 'is needed')

/** One thing the price of a line came from, in order. The screen has words for each `what`. */
const WhyStep = z.object({
  what: z.enum(['rate', 'scheme', 'half', 'ladder', 'net', 'tax', 'mrp', 'margin']),
  /** Which of its kind: a rate's source, a rung. */
  which: z.string(),
  outcome: z.enum(['taken', 'passed', 'withdrawn', 'none', 'given', 'not-reached', 'kept', 'broken']),
  /** List, scheme or slab by its name. */
  name: z.string().nullable(),
  rateE4: RateE4Z.nullable(),
  percentBp: z.number().nullable(),
  amountPaise: PaiseZ.nullable(),
  qtyMilli: MilliZ.nullable(),
  fromDate: z.string().nullable(),
  toDate: z.string().nullable(),
  /** Who wrote the row it comes from, and when (UTC). */
  setBy: z.string().nullable(),
  setAt: z.string().nullable(),
})
/** Prices, discounts and schemes (IT4). */
export const priceCalls = {
  priceFacts: query({
    permission: 'masters.read',
    input: z.object({ itemId: Id, party: Uid.nullable(), date: DateZ }),
    output: PriceFactsZ,
    doc: 'Everything the price of an item for a party on a day depends on; shared/items/price-line.ts prices any quantity with it.',
  }),
  whyRate: query({
    permission: 'masters.read',
    input: z.object({ itemId: Id, batchId: Id.nullable().default(null), party: Uid.nullable(), date: DateZ, qtyMilli: MilliZ }),
    output: z.object({
      item: z.string(),
      unit: z.string(),
      factor: z.number(),
      source: z.enum(rateSources).nullable(),
      rateE4: RateE4Z.nullable(),
      freeMilli: MilliZ,
      percentsBp: z.array(BasisPointsZ),
      flatPaise: PaiseZ,
      grossPaise: PaiseZ,
      netPaise: PaiseZ,
      steps: z.array(WhyStep),
    }),
    doc: 'Why an item costs this party what it does: every source of the rate that was looked at, who set it and when, scheme, ladder, net, GST, the MRP it may not pass, margin by right.',
  }),
  priceLists: query({
    permission: 'masters.read',
    input: z.object({}),
    output: z.array(
      ListRef.extend({
        uid: Uid,
        tier: z.string().nullable(),
        active: z.boolean(),
        items: z.number(),
        parties: z.number(),
        lastFrom: z.string().nullable(),
      }),
    ),
    doc: 'The price lists, those of the tiers first, with how many items have a rate and how many parties buy by them.',
  }),
  savePriceList: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, name: needed(40), active: z.boolean().default(true) }),
    output: z.object({ id: z.number(), uid: Uid }),
    doc: 'Adds a price list or changes its name; a list of a tier keeps its tier and stays.',
  }),
  listRates: report({
    permission: 'masters.read',
    input: PageAsk.extend({ list: Uid, asOn: DateZ, only: z.enum(['all', 'priced', 'unpriced']).default('all') }),
    output: page(
      z.object({
        itemId: z.number(),
        name: z.string(),
        packLabel: z.string().nullable(),
        manufacturer: z.string().nullable(),
        saleUnit: z.string(),
        mrpPaise: PaiseZ.nullable(),
        ptrE4: RateE4Z.nullable(),
        rateE4: RateE4Z.nullable(),
        fromDate: z.string().nullable(),
        /** A later row already entered. */
        nextFrom: z.string().nullable(),
      }),
      z.object({ items: z.number() }),
    ),
    doc: 'Items with their rate in a list as on a day, a page at a time.',
  }),
  setRates: command({
    permission: 'masters.write',
    input: z.object({
      list: Uid,
      fromDate: DateZ,
      rates: z
        .array(z.object({ itemId: Id, batchId: Id.nullable().default(null), rateE4: RateE4Z.nullable() }))
        .min(1)
        .max(500),
    }),
    output: z.object({ changed: z.number() }),
    doc: 'Rates of a list from a day on, per sale unit; null takes one away. A later row of the same day corrects an earlier one.',
  }),
  batchRates: query({
    permission: 'masters.read',
    input: z.object({ batchId: Id, asOn: DateZ }),
    output: z.object({
      itemId: z.number(),
      item: z.string(),
      batch: z.string(),
      unit: z.string(),
      rates: z.array(
        z.object({
          list: Uid,
          name: z.string(),
          tier: z.string().nullable(),
          /** Of the batch itself; null where the item's own holds. */
          rateE4: RateE4Z.nullable(),
          fromDate: z.string().nullable(),
          itemRateE4: RateE4Z.nullable(),
        }),
      ),
    }),
    doc: 'The rates one batch has of its own in the price lists as on a day, beside those of its item; setRates with a batch changes them. Its MRP is not among them.',
  }),
  copyPriceList: task({
    permission: 'masters.write',
    input: z.object({ from: Uid, to: Uid, asOn: DateZ, fromDate: DateZ, changeBp: z.number().int().min(-10_000).max(100_000) }),
    output: z.object({ items: z.number() }),
    doc: 'Copies the rates of a list as on a day into another from a day on, so many hundredths of a per cent up or down; can be stopped and run again.',
  }),
  copyPriceRows: command({
    slice: true,
    permission: 'masters.write',
    input: z.object({
      from: Uid,
      to: Uid,
      asOn: DateZ,
      fromDate: DateZ,
      changeBp: z.number().int().min(-10_000).max(100_000),
      after: z.number().int().min(0),
      count: z.number().int().min(1).max(500),
    }),
    output: z.object({ next: z.number().nullable(), copied: z.number() }),
    doc: 'One slice of a copy, items after the one named; the task calls it.',
  }),
  partyPrices: query({
    permission: 'masters.read',
    input: z.object({ party: Uid, date: DateZ }),
    output: z.object({ list: Uid.nullable(), listFrom: z.string().nullable(), tier: z.string(), discountBp: BasisPointsZ }),
    doc: 'By which list and tier a party buys on a day.',
  }),
  setPartyList: command({
    permission: 'masters.write',
    input: z.object({ party: Uid, list: Uid.nullable(), fromDate: DateZ }),
    output: Done,
    doc: 'The list a party buys by from a day on; null: by its tier again.',
  }),
  specialRates: report({
    permission: 'masters.read',
    input: PageAsk.extend({ party: Uid.nullable().default(null), itemId: Id.nullable().default(null), asOn: DateZ }),
    output: page(
      z.object({
        partyUid: Uid,
        party: z.string(),
        city: z.string().nullable(),
        itemId: z.number(),
        itemUid: Uid,
        item: z.string(),
        packLabel: z.string().nullable(),
        unit: z.string(),
        rateE4: RateE4Z,
        net: z.boolean(),
        fromDate: z.string(),
        ptrE4: RateE4Z.nullable(),
      }),
      z.object({ rates: z.number() }),
    ),
    doc: 'Special rates that hold on a day, of one party, of one item or all, a page at a time.',
  }),
  setSpecialRate: command({
    permission: 'masters.write',
    input: z.object({ party: Uid, itemId: Id, fromDate: DateZ, rateE4: RateE4Z.nullable(), net: z.boolean().default(true) }),
    output: Done,
    doc: "A party's own rate of an item from a day on, per sale unit; null takes it away. `net`: no further discount comes off.",
  }),
  ...schemeCalls,
  companyLists: query({
    permission: 'masters.read',
    input: z.object({ date: DateZ }),
    output: z.array(z.object({ manufacturer: z.string(), list: Uid, listName: z.string(), fromDate: z.string() })),
    doc: "By which list a manufacturer's goods are sold where party and tier have no rate, as on a day.",
  }),
  setCompanyList: command({
    permission: 'masters.write',
    input: z.object({ manufacturer: needed(100), list: Uid.nullable(), fromDate: DateZ }),
    output: Done,
    doc: "The default list of a manufacturer's goods from a day on; null takes it away.",
  }),
  manufacturers: query({
    permission: 'masters.read',
    input: z.object({ text: z.string().max(60), of: z.enum(['manufacturer', 'category', 'route']).default('manufacturer') }),
    output: z.object({ text: z.string(), rows: z.array(z.object({ name: z.string() })) }),
    doc: 'Manufacturers, categories of items or routes of parties by their beginning, for boxes.',
  }),
}
