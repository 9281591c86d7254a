import { z } from 'zod'
import { ImportStanding } from '../company/import-contract.ts'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { bulkCalls } from './bulk-contract.ts'
import { importFields } from './catalogue-columns.ts'
import { hsnCalls } from './hsn-contract.ts'
import { priceCalls } from './price-contract.ts'
import { schedules } from './schedules.ts'
import { itemStatuses } from './statuses.ts'
import { taxClasses } from './tax-rates.ts'

/** The tiers a rate is kept for beside the MRP. */
export const rateTiers = ['ptr', 'pts', 'retail', 'hospital'] as const
export type RateTier = (typeof rateTiers)[number]

/** The tax of an item from a day on (model rule 7). A class other than taxable has rate 0. */
export const Tax = z.object({
  fromDate: DateZ,
  class: z.enum(taxClasses),
  rateBp: BasisPointsZ,
  cessBp: BasisPointsZ.default(0 as never),
  hsn: typed(12),
})
export const Unit = z.object({ unit: typed(20), factor: z.number().int().min(1).max(1_000_000) })
export const ItemInput = z.object({
  uid: Uid,
  code: optionalText(30),
  name: typed(200).refine((text) => text.length > 0, 'is needed'),
  manufacturer: optionalText(100),
  composition: optionalText(500),
  packLabel: optionalText(80),
  /** What stock is counted in; left out, it is read from the pack. */
  baseUnit: optionalText(20),
  /** The unit rates, MRP and bill quantities are usually in, and how many base units it holds; left out, read from the pack. */
  saleUnit: optionalText(20),
  saleFactor: z.number().int().min(1).max(1_000_000).nullable().default(null),
  /** Further units; left out (null), read from the pack. */
  units: z.array(Unit).max(6).nullable().default(null),
  uqc: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('NOS'),
  decimals: z.number().int().min(0).max(3).default(0),
  schedule: z.enum(schedules).default('none'),
  storage: optionalText(40),
  rack: optionalText(20),
  category: optionalText(60),
  /** Codes of the sale unit; a box or a single piece has codes of its own beside them. */
  barcodes: z.array(typed(40)).max(10).default([]),
  unitBarcodes: z
    .array(z.object({ code: typed(40), unit: typed(20) }))
    .max(10)
    .default([]),
  /** The unit goods are bought in; left out, the sale unit. */
  purchaseUnit: optionalText(20),
  status: z.enum(itemStatuses).default('continue'),
  tax: Tax,
  /** Printed MRP and tier rates, per sale unit; null where not known. */
  mrpPaise: PaiseZ.nullable().default(null),
  ptrE4: RateE4Z.nullable().default(null),
  ptsE4: RateE4Z.nullable().default(null),
  retailE4: RateE4Z.nullable().default(null),
  hospitalE4: RateE4Z.nullable().default(null),
  /** The day changed prices hold from; today when left out. A new item's first prices hold from the day of its tax. */
  pricesFrom: DateZ.nullable().default(null),
  minimumMilli: MilliZ.nullable().default(null),
  maximumMilli: MilliZ.nullable().default(null),
  reorderMilli: MilliZ.nullable().default(null),
  /** What a sale unit weighs: freight is shared by it. */
  weightGrams: z.number().int().min(1).max(1_000_000).nullable().default(null),
  active: z.boolean().default(true),
})
export const Item = ItemInput.extend({
  id: z.number(),
  baseUnit: z.string(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  units: z.array(Unit),
  /** True once stock has moved: the base unit is fixed then. */
  moved: z.boolean(),
  taxes: z.array(Tax),
})
/** A search row: what the clerk chooses by. Stock is saleable base units over all batches not expired. */
export const ItemHit = z.object({
  id: z.number(),
  uid: Uid,
  code: z.string().nullable(),
  name: z.string(),
  packLabel: z.string().nullable(),
  manufacturer: z.string().nullable(),
  composition: z.string().nullable(),
  rack: z.string().nullable(),
  schedule: z.enum(schedules),
  baseUnit: z.string(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  hsn: z.string(),
  taxClass: z.enum(taxClasses),
  rateBp: BasisPointsZ,
  mrpPaise: PaiseZ.nullable(),
  rateE4: RateE4Z.nullable(),
  stockMilli: MilliZ,
})

export const ImportState = ImportStanding.extend({
  mapping: z.array(z.enum(importFields)),
  hsn: z.string(),
  gstBp: BasisPointsZ,
})
export const RowError = z.object({
  code: z.string(),
  field: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
/** What a row of the file was understood as; null where it says nothing. */
export const CatalogueRow = z.object({
  code: z.string().nullable(),
  name: z.string(),
  manufacturer: z.string().nullable(),
  composition: z.string().nullable(),
  packLabel: z.string().nullable(),
  baseUnit: z.string(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  units: z.array(Unit),
  hsn: z.string().nullable(),
  gstBp: BasisPointsZ.nullable(),
  schedule: z.enum(schedules).nullable(),
  category: z.string().nullable(),
  barcode: z.string().nullable(),
  mrpPaise: PaiseZ.nullable(),
  ptrE4: RateE4Z.nullable(),
  ptsE4: RateE4Z.nullable(),
  /** Of a sale unit. */
  weightGrams: z.number().nullable(),
})
const Slice = z.object({ uid: Uid, from: z.number().int().min(0), count: z.number().int().min(1).max(500) })

export const items = {
  ...priceCalls,
  ...hsnCalls,
  ...bulkCalls,
  search: query({
    permission: 'masters.read',
    input: z.object({
      text: z.string().max(80),
      limit: z.number().int().min(1).max(60).default(40),
      tier: z.enum(rateTiers).default('ptr'),
    }),
    output: z.object({ text: z.string(), rows: z.array(ItemHit), exact: z.boolean() }),
    doc: 'Items by words in any order, salt, code or barcode (an exact code or barcode is first and `exact`); the reply carries the text it answers.',
  }),
  list: report({
    permission: 'masters.read',
    input: PageAsk.extend({
      show: z.enum(['active', 'hidden', 'all']).default('active'),
      tier: z.enum(rateTiers).default('ptr'),
      status: z.enum(itemStatuses).nullable().default(null),
      schedule: z.enum(schedules).nullable().default(null),
      /** The digits its HSN begins with today. */
      hsn: z
        .string()
        .regex(/^\d{2,8}$/, 'is 2 to 8 digits')
        .nullable()
        .default(null),
    }),
    output: page(ItemHit.extend({ active: z.boolean() }), z.object({ items: z.number() })),
    doc: 'The catalogue, a page at a time, by name, code, maker or category; the filter finds words in any order; by status, schedule and HSN.',
  }),
  item: query({
    permission: 'masters.read',
    input: z.object({ uid: Uid }),
    output: Item,
    doc: 'One item whole, with its tax history.',
  }),
  save: command({
    permission: 'masters.write',
    input: ItemInput,
    output: z.object({ id: z.number(), uid: Uid }),
    doc: 'Adds or changes an item; tax and prices are dated rows, the base unit never changes after its first move.',
  }),
  addTax: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, tax: Tax }),
    output: Done,
    doc: 'Notes the tax of an item from a day on, also one to come; documents of earlier days keep the tax of their day.',
  }),
  giveBarcodes: command({
    permission: 'masters.write',
    input: z.object({ itemIds: z.array(z.number().int()).min(1).max(500) }),
    output: z.object({ given: z.number() }),
    doc: 'Gives items that have no barcode one of our own, an EAN-13 of the numbers kept for use inside a shop, for their labels.',
  }),
  setActive: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, active: z.boolean() }),
    output: Done,
    doc: 'Hides an item from pickers, or brings it back.',
  }),
  readImport: task({
    permission: 'masters.import',
    input: z.object({ ticket: z.string(), title: z.string().max(120).default('') }),
    output: z.object({ uid: Uid }),
    doc: 'Reads a catalogue (CSV, CSV.gz, XLSX) into staging in a worker; nothing in the books changes. File ticket `catalogue` headless.',
  }),
  importState: query({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: ImportState,
    doc: 'Where an import stands.',
  }),
  importRows: query({
    permission: 'masters.import',
    input: z.object({
      uid: Uid,
      only: z.enum(['all', 'good', 'errors']).default('all'),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(
        z.object({ rowNo: z.number(), raw: z.array(z.string()), parsed: CatalogueRow.nullable(), errors: z.array(RowError) }),
      ),
    }),
    doc: 'Staged rows with what they were understood as and what is wrong with them.',
  }),
  checkImport: task({
    permission: 'masters.import',
    input: z.object({
      uid: Uid,
      mapping: z.array(z.enum(importFields)).max(200),
      hsn: typed(12).default('3004'),
      gstBp: BasisPointsZ.default(500 as never),
    }),
    output: ImportState,
    doc: 'Understands and checks every staged row under a mapping; errors are data. HSN and GST are for rows that name none.',
  }),
  applyImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: ImportState,
    doc: 'Adds or updates the good rows in commands of ≤ 10 ms under one import; can be stopped, gone on with, or undone.',
  }),
  applyImportRows: command({
    slice: true,
    permission: 'masters.import',
    input: Slice,
    output: z.object({ next: z.number().nullable(), created: z.number(), updated: z.number() }),
    doc: 'One slice of an import, good rows after row `from`; the task calls it.',
  }),
  undoImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: ImportState,
    doc: 'Takes back an import: items not used since are hidden or restored; used ones are named and kept.',
  }),
  undoImportRows: command({
    slice: true,
    permission: 'masters.import',
    input: Slice,
    output: z.object({ next: z.number().nullable(), removed: z.number(), kept: z.array(z.string()) }),
    doc: 'One slice of an undo, applied rows before row `from`, last first; the task calls it.',
  }),
  dropImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Forgets a file that was read and never applied, with its staged rows.',
  }),
  imports: query({
    permission: 'masters.import',
    input: z.object({}),
    output: z.array(ImportState),
    doc: 'Imports so far, latest first.',
  }),
  rebuildSearch: task({
    permission: 'masters.import',
    input: z.object({}),
    output: Done,
    doc: 'Makes the search index anew from the items, the most sold first, beside the one in use.',
  }),
  rebuildSearchRows: command({
    slice: true,
    permission: 'masters.import',
    input: z.object({ count: z.number().int().min(1).max(2000), restart: z.boolean().default(false) }),
    output: z.object({ done: z.boolean(), left: z.number() }),
    doc: 'One slice of a rebuild; the task calls it.',
  }),
  tendSearch: command({
    slice: true,
    permission: 'masters.import',
    input: z.object({ pages: z.number().int().min(1).max(64) }),
    output: z.object({ more: z.boolean() }),
    doc: 'Merges a few pages of the search index, so that no write ever stops to merge many.',
  }),
}
