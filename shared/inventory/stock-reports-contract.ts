import { z } from 'zod'
import { command, report } from '../contract.ts'
import { Done, MilliZ, Nothing, optionalText, PageAsk, PaiseZ, page } from '../schema.ts'
import { expiryLevels, ladderRungs, returnWindows } from './expiry-level.ts'
import { abcClasses, ageBands, speeds } from './stock-classes.ts'

const Money = PaiseZ.nullable()
/** Company (maker) of an item, one place, or all. */
const Narrow = { company: optionalText(120), locationId: z.number().int().nullable().default(null) }
const Item = {
  itemId: z.number(),
  item: z.string(),
  company: z.string().nullable(),
  saleUnit: z.string(),
  saleFactor: z.number(),
}
const Levels = z.object({ expired: z.number(), critical: z.number(), warning: z.number(), info: z.number() })
const Rung = z.object({ qtyMilli: MilliZ, costPaise: Money, claimablePaise: Money })
const Rungs = z.object(
  Object.fromEntries(ladderRungs.map((rung) => [rung, Rung])) as Record<(typeof ladderRungs)[number], typeof Rung>,
)
const Bands = z.object(
  Object.fromEntries(ageBands.map((band) => [band, z.object({ qtyMilli: MilliZ, valuePaise: Money })])) as Record<
    (typeof ageBands)[number],
    z.ZodObject<{ qtyMilli: typeof MilliZ; valuePaise: typeof Money }>
  >,
)

/** What stands in the godown and for how long: worklists and reports, each a list with totals over the whole filter. Cost only for those who may see it. */
export const stockReportCalls = {
  expiring: report({
    permission: 'stock.read',
    input: PageAsk.extend({
      ...Narrow,
      level: z.enum(['all', ...expiryLevels]).default('all'),
      /** Only what is marked for claim, or not yet. */
      marked: z.boolean().nullable().default(null),
    }),
    output: page(
      z.object({
        ...Item,
        batchId: z.number(),
        batch: z.string(),
        expiry: z.string(),
        daysLeft: z.number(),
        level: z.enum(expiryLevels),
        locationId: z.number(),
        location: z.string(),
        qtyMilli: MilliZ,
        mrpPaise: Money,
        costPaise: Money,
        supplier: z.string().nullable(),
        supplierUid: z.string().nullable(),
        window: z.enum(returnWindows),
        claimablePaise: Money,
        markedOn: z.string().nullable(),
        blocked: z.boolean(),
      }),
      z.object({ qtyMilli: MilliZ, costPaise: Money, claimablePaise: Money, levels: Levels }),
    ),
    doc: 'Near-expiry worklist: batches in stock that expired or soon will, by level (days are firm facts expiry-critical/warning/info-days), with cost, supplier and what he still takes back.',
  }),
  expiryCounts: report({
    permission: 'stock.read',
    input: Nothing,
    output: Levels.extend({ costPaise: Money, claimablePaise: Money }),
    doc: 'How many batches in stock are expired, critical, near, worth a look, and what they cost: for the first screen.',
  }),
  expiryLadder: report({
    permission: 'stock.read',
    input: PageAsk.extend({ locationId: Narrow.locationId }),
    output: page(
      Rungs.extend({ company: z.string(), batches: z.number(), costPaise: Money, claimablePaise: Money }),
      Rungs.extend({ batches: z.number(), costPaise: Money, claimablePaise: Money }),
    ),
    doc: 'Expiry ladder by company: expired and within 30, 60, 90, 180 days, each with quantity, cost and what can be claimed.',
  }),
  markForClaim: command({
    permission: 'stock.write',
    input: z.object({ batchIds: z.array(z.number().int()).min(1).max(500), marked: z.boolean() }),
    output: Done,
    doc: 'Sets batches aside to be claimed from their supplier, or takes the mark off.',
  }),
  batchHistory: report({
    permission: 'stock.read',
    input: PageAsk.extend({ batchId: z.number().int(), locationId: Narrow.locationId }),
    output: page(
      z.object({
        date: z.string(),
        number: z.string().nullable(),
        documentUid: z.string().nullable(),
        kind: z.string(),
        cancels: z.boolean(),
        party: z.string().nullable(),
        location: z.string(),
        inMilli: MilliZ.nullable(),
        outMilli: MilliZ.nullable(),
        balanceMilli: MilliZ,
      }),
      z.object({ inMilli: MilliZ, outMilli: MilliZ, balanceMilli: MilliZ }),
    ),
    doc: 'Every move of a batch with its document, party and running quantity, at one place or all.',
  }),
  lowStock: report({
    permission: 'stock.read',
    input: PageAsk.extend({ company: Narrow.company, beyond: z.enum(['low', 'over']).default('low') }),
    output: page(
      z.object({
        ...Item,
        stockMilli: MilliZ,
        minimumMilli: MilliZ.nullable(),
        maximumMilli: MilliZ.nullable(),
        shortMilli: MilliZ,
        onOrderMilli: MilliZ,
      }),
      z.object({ items: z.number() }),
    ),
    doc: 'Items at or below their minimum (what is saleable and not expired counts), or above their maximum.',
  }),
  movement: report({
    permission: 'stock.read',
    input: PageAsk.extend({
      company: Narrow.company,
      days: z.number().int().min(1).max(1100).default(90),
      slowDays: z.number().int().min(1).max(3000).default(60),
      deadDays: z.number().int().min(1).max(3000).default(180),
      class: z.enum(['all', ...abcClasses]).default('all'),
      speed: z.enum(['all', ...speeds]).default('all'),
    }),
    output: page(
      z.object({
        ...Item,
        class: z.enum(abcClasses),
        speed: z.enum(speeds),
        qtyMilli: MilliZ,
        soldMilli: MilliZ,
        valuePaise: Money,
        soldCostPaise: Money,
        shareBp: z.number(),
        coverDays: z.number().nullable(),
        lastSale: z.string().nullable(),
        idleDays: z.number(),
        excessMilli: MilliZ,
        excessPaise: Money,
        supplier: z.string().nullable(),
        window: z.enum(returnWindows),
      }),
      z.object({ valuePaise: Money, soldCostPaise: Money, excessPaise: Money }),
    ),
    doc: 'ABC by what was sold (at cost) in the days asked for, with cover, last sale, days idle – fast, slow, dead – and what is more than the days need. With dead: the dump list.',
  }),
  stockAgeing: report({
    permission: 'stock.read',
    input: PageAsk.extend({ company: Narrow.company }),
    output: page(
      z.object({ ...Item, qtyMilli: MilliZ, valuePaise: Money, oldest: z.string().nullable(), bands: Bands }),
      z.object({ valuePaise: Money, bands: Bands }),
    ),
    doc: 'Stock by the day it came: what is left is taken to be of the latest receipts. Quantity and value in bands of days.',
  }),
  stockCompanies: report({
    permission: 'stock.read',
    input: z.object({ text: z.string().max(60).default('') }),
    output: z.object({ rows: z.array(z.object({ company: z.string() })) }),
    doc: 'Companies whose goods are in the list, to choose from.',
  }),
}

/** A day's stock, further narrowed. */
export const StockNarrowed = {
  ...Narrow,
  state: z.enum(['all', 'live', 'expired']).default('all'),
  by: z.enum(['batch', 'item', 'location']).default('batch'),
}
