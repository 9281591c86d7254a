import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'

export const schedules = ['none', 'G', 'H', 'H1', 'X', 'NDPS', 'OTC', 'device', 'cosmetic', 'food'] as const
export const taxClasses = ['taxable', 'nil', 'exempt', 'non-gst', 'zero-rated'] as const
export const Tax = z.object({
  fromDate: DateZ,
  class: z.enum(taxClasses),
  rateBp: BasisPointsZ,
  cessBp: BasisPointsZ.default(0 as never),
  hsn: z.string().regex(/^(\d{4}|\d{6}|\d{8})$/, '4, 6 or 8 digits'),
})
export const Unit = z.object({ unit: typed(20), factor: z.number().int().min(1).max(1_000_000) })
export const ItemInput = z.object({
  uid: Uid,
  code: optionalText(30),
  name: typed(120).refine((text) => text.length > 0, 'is needed'),
  manufacturer: optionalText(100),
  composition: optionalText(400),
  packLabel: optionalText(60),
  baseUnit: typed(20),
  /** The unit rates, MRP and bill quantities are usually in, and how many base units it holds. */
  saleUnit: typed(20),
  saleFactor: z.number().int().min(1).max(1_000_000),
  units: z.array(Unit).max(6).default([]),
  uqc: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('NOS'),
  decimals: z.number().int().min(0).max(3).default(0),
  schedule: z.enum(schedules).default('none'),
  storage: optionalText(40),
  rack: optionalText(20),
  category: optionalText(60),
  barcodes: z.array(typed(40)).max(10).default([]),
  tax: Tax,
  /** Printed MRP and tier rates, per sale unit; null where not known. */
  mrpPaise: PaiseZ.nullable().default(null),
  ptrE4: RateE4Z.nullable().default(null),
  ptsE4: RateE4Z.nullable().default(null),
  retailE4: RateE4Z.nullable().default(null),
  hospitalE4: RateE4Z.nullable().default(null),
  minimumMilli: MilliZ.nullable().default(null),
  active: z.boolean().default(true),
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
  saleUnit: z.string(),
  saleFactor: z.number(),
  hsn: z.string(),
  taxClass: z.enum(taxClasses),
  rateBp: BasisPointsZ,
  mrpPaise: PaiseZ.nullable(),
  rateE4: RateE4Z.nullable(),
  stockMilli: MilliZ,
})
/** What a column of the file is; the mapping goes by these names. */
export const importFields = [
  'code',
  'name',
  'manufacturer',
  'pack',
  'composition',
  'mrp',
  'price',
  'ptr',
  'pts',
  'hsn',
  'gst',
  'schedule',
  'barcode',
  'category',
  'ignore',
] as const
export const ImportState = z.object({
  uid: Uid,
  title: z.string(),
  state: z.enum(['read', 'checked', 'applying', 'stopped', 'done', 'undone']),
  columns: z.array(z.string()),
  mapping: z.array(z.enum(importFields)),
  rows: z.number(),
  good: z.number(),
  withErrors: z.number(),
  applied: z.number(),
  created: z.number(),
  updated: z.number(),
})
export const items = {
  search: query({
    permission: 'masters.read',
    input: z.object({
      text: z.string().max(80),
      limit: z.number().int().min(1).max(60).default(40),
      tier: z.enum(['ptr', 'pts', 'retail', 'hospital']).default('ptr'),
    }),
    output: z.object({ text: z.string(), rows: z.array(ItemHit), exact: z.boolean() }),
    doc: 'Items by words in any order, salt, code or barcode (an exact code or barcode is first and `exact`); the reply carries the text it answers.',
  }),
  list: report({
    permission: 'masters.read',
    input: PageAsk,
    output: page(ItemHit.extend({ active: z.boolean() }), z.object({ items: z.number() })),
    doc: 'The catalogue, a page at a time.',
  }),
  item: query({
    permission: 'masters.read',
    input: z.object({ uid: Uid }),
    output: ItemInput.extend({ id: z.number(), taxes: z.array(Tax) }),
    doc: 'One item whole, with its tax history.',
  }),
  save: command({
    permission: 'masters.write',
    input: ItemInput,
    output: z.object({ id: z.number(), uid: Uid }),
    doc: 'Adds or changes an item; tax and prices are dated rows, the base unit never changes after its first move.',
  }),
  readImport: task({
    permission: 'masters.import',
    input: z.object({ ticket: z.string() }),
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
        z.object({
          rowNo: z.number(),
          raw: z.array(z.string()),
          parsed: z.record(z.string(), z.unknown()).nullable(),
          errors: z.array(z.object({ code: z.string(), field: z.string(), message: z.string() })),
        }),
      ),
    }),
    doc: 'Staged rows with what they were understood as and what is wrong with them.',
  }),
  checkImport: task({
    permission: 'masters.import',
    input: z.object({
      uid: Uid,
      mapping: z.array(z.enum(importFields)),
      hsn: z.string().default('3004'),
      gstBp: BasisPointsZ.default(500 as never),
    }),
    output: ImportState,
    doc: 'Understands and checks every staged row under a mapping; errors are data.',
  }),
  applyImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: ImportState,
    doc: 'Adds or updates the good rows in commands of ≤ 10 ms under one import; can be stopped, gone on with, or undone.',
  }),
  applyImportRows: command({
    permission: 'masters.import',
    input: z.object({ uid: Uid, from: z.number().int(), count: z.number().int().min(1).max(500) }),
    output: z.object({ next: z.number().nullable(), created: z.number(), updated: z.number() }),
    doc: 'One slice of an import; the task calls it.',
  }),
  undoImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: z.object({ removed: z.number(), kept: z.array(z.string()) }),
    doc: 'Takes back an import: items not used since are hidden or restored; used ones are named and kept.',
  }),
  undoImportRows: command({
    permission: 'masters.import',
    input: z.object({ uid: Uid, from: z.number().int(), count: z.number().int().min(1).max(500) }),
    output: z.object({ next: z.number().nullable(), removed: z.number(), kept: z.array(z.string()) }),
    doc: 'One slice of an undo; the task calls it.',
  }),
  imports: query({
    permission: 'masters.import',
    input: z.object({}),
    output: z.array(ImportState),
    doc: 'Imports so far, latest first.',
  }),
  setActive: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, active: z.boolean() }),
    output: Done,
    doc: 'Hides an item from pickers, or brings it back.',
  }),
}
