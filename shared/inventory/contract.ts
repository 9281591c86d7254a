import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, MilliZ, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { costCalls } from './cost-contract.ts'
import { countCalls } from './count-contract.ts'
import { stockDocumentCalls } from './documents-contract.ts'
import { labelCalls } from './label-contract.ts'
import { mrpCalls } from './mrp-contract.ts'
import { recallCalls } from './recall-contract.ts'
import { reorderCalls } from './reorder-contract.ts'
import { StockNarrowed, stockReportCalls } from './stock-reports-contract.ts'

/** A batch the clerk may take from: FEFO order, qty in base units, MRP and rate per pack of packFactor base units. */
export const BatchHit = z.object({
  id: z.number(),
  uid: Uid,
  number: z.string(),
  expiry: z.string().nullable(),
  locationId: z.number(),
  mrpPaise: PaiseZ.nullable(),
  effectiveMrpPaise: PaiseZ.nullable(),
  packFactor: z.number(),
  rateE4: RateE4Z.nullable(),
  onHandMilli: MilliZ,
  availableMilli: MilliZ,
  daysToExpiry: z.number().nullable(),
  nearExpiry: z.boolean(),
  rack: z.string().nullable(),
})
export const OpeningStock = z.object({
  uid: Uid,
  date: DateZ,
  lines: z
    .array(
      z.object({
        itemId: z.number().int(),
        batch: typed(30).refine((text) => text.length > 0, 'is needed'),
        expiry: DateZ.nullable(),
        mrpPaise: PaiseZ.nullable(),
        qtyMilli: MilliZ,
        valuePaise: PaiseZ,
        /** Tax credit once availed on these goods, which a write-off gives back: at a rate, within the state or from another. */
        credit: z
          .object({ rateBp: BasisPointsZ, supply: z.enum(['intra', 'inter']) })
          .nullable()
          .default(null),
      }),
    )
    .min(1)
    .max(500),
})
export const inventory = {
  ...stockReportCalls,
  ...reorderCalls,
  ...recallCalls,
  ...mrpCalls,
  ...labelCalls,
  ...costCalls,
  ...stockDocumentCalls,
  ...countCalls,
  batches: query({
    permission: 'stock.read',
    input: z.object({ itemId: z.number().int(), date: DateZ, tier: z.enum(['ptr', 'pts', 'retail', 'hospital']).default('ptr') }),
    output: z.object({ rows: z.array(BatchHit), expired: z.number() }),
    doc: 'Saleable batches of an item, earliest expiry first; expired ones are only counted. Availability is the least on hand from the date to now.',
  }),
  openingStock: command({
    permission: 'stock.write',
    input: OpeningStock,
    output: z.object({ number: z.string() }),
    doc: 'Opening stock by batch with expiry, MRP and value: Dr Inventory, Cr Opening balances. A batch may carry the tax credit availed on it, which a later write-off reverses; the credit itself is no part of this document.',
  }),
  stock: report({
    permission: 'stock.read',
    input: PageAsk.extend({ asOn: DateZ.nullable().default(null), ...StockNarrowed }),
    output: page(
      z.object({
        itemId: z.number(),
        batchId: z.number().nullable(),
        item: z.string(),
        company: z.string().nullable(),
        blocked: z.boolean(),
        pack: z.string().nullable(),
        saleUnit: z.string(),
        saleFactor: z.number(),
        batch: z.string(),
        expiry: z.string().nullable(),
        location: z.string(),
        qtyMilli: MilliZ,
        mrpPaise: PaiseZ.nullable(),
        valuePaise: PaiseZ.nullable(),
      }),
      z.object({ qtyMilli: MilliZ, valuePaise: PaiseZ.nullable() }),
    ),
    doc: 'Stock on a day (null: now) by batch, item or item and place, of a company, a place, only expired or only good ones; value (a batch: its share of the item, totals: over the whole filter) only for those who may see cost.',
  }),
  itemLedger: report({
    permission: 'stock.read',
    input: z.object({
      itemId: z.number().int(),
      from: DateZ,
      to: DateZ,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(500),
    }),
    output: z.object({
      openingMilli: MilliZ,
      total: z.number(),
      rows: z.array(
        z.object({
          date: z.string(),
          number: z.string().nullable(),
          kind: z.string(),
          batch: z.string(),
          location: z.string(),
          documentUid: z.string().nullable(),
          party: z.string().nullable(),
          qtyMilli: MilliZ,
          inMilli: MilliZ.nullable(),
          outMilli: MilliZ.nullable(),
          balanceMilli: MilliZ,
          valuePaise: PaiseZ.nullable(),
        }),
      ),
      sums: z.object({ inMilli: MilliZ, outMilli: MilliZ, balanceMilli: MilliZ, valuePaise: PaiseZ.nullable() }),
      closingMilli: MilliZ,
    }),
    doc: 'Moves of an item with document, party, running quantity and value (for those who may see cost); opening and closing are of the days asked for, not of the page.',
  }),
}
