import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, Done, PageAsk, page, typed } from '../schema.ts'

/** A code of goods or services with the words returns print beside it; `rateBp` is a guide, where one is known. */
const HsnRow = z.object({
  code: z.string(),
  kind: z.enum(['goods', 'services']),
  description: z.string(),
  /** One of the few the product brings itself. */
  ours: z.boolean(),
  rateBp: BasisPointsZ.nullable(),
})
const HsnWords = z.object({ code: typed(12), description: typed(1000) })

export const hsnCalls = {
  hsnSearch: query({
    permission: 'masters.read',
    input: z.object({ text: z.string().max(80), limit: z.number().int().min(1).max(60).default(20) }),
    output: z.object({ text: z.string(), rows: z.array(HsnRow) }),
    doc: 'Codes that begin with the digits typed, or whose words hold all the words typed; with the usual rate as a guide.',
  }),
  hsnList: report({
    permission: 'masters.read',
    input: PageAsk.extend({ show: z.enum(['all', 'goods', 'services', 'used']).default('all') }),
    output: page(HsnRow.extend({ items: z.number() }), z.object({ items: z.number() })),
    doc: 'The HSN master with the number of items under each code today, a page at a time.',
  }),
  hsnTrouble: report({
    permission: 'masters.read',
    input: PageAsk,
    output: page(
      z.object({
        uid: z.string(),
        name: z.string(),
        packLabel: z.string().nullable(),
        manufacturer: z.string().nullable(),
        hsn: z.string(),
        problem: z.enum(['short', 'unknown']),
      }),
      z.object({ items: z.number() }),
    ),
    doc: "Items whose HSN is too short for last year's turnover, or not in the master once the portal's list was brought in.",
  }),
  hsnHistory: query({
    permission: 'masters.read',
    input: z.object({ code: typed(12) }),
    output: z.object({
      code: z.string(),
      description: z.string(),
      ours: z.boolean(),
      /** The usual rate before and from 22-Sep-2025: a guide, null where goods of a heading differ. */
      usual: z.array(z.object({ from: z.string().nullable(), rateBp: BasisPointsZ.nullable() })),
      /** What items bear under the code from a day on, the latest first: tax rows of items, counted. */
      rates: z.array(
        z.object({
          from: z.string(),
          class: z.string(),
          rateBp: BasisPointsZ,
          cessBp: BasisPointsZ,
          items: z.number(),
          /** Of them, those that bear it today. */
          today: z.number(),
        }),
      ),
    }),
    doc: 'A code with its words, the usual rates, and the rates items under it have had from which day. Refuses an unknown code.',
  }),
  saveHsn: command({
    permission: 'masters.write',
    input: HsnWords,
    output: Done,
    doc: 'Adds a code to the HSN master, or changes its words.',
  }),
  importHsn: task({
    permission: 'masters.import',
    input: z.object({ ticket: z.string() }),
    output: z.object({
      rows: z.number(),
      added: z.number(),
      changed: z.number(),
      same: z.number(),
      wrong: z.number(),
      errors: z.array(z.object({ rowNo: z.number(), code: z.string(), text: z.string() })),
    }),
    doc: "Brings in the portal's list of codes (CSV, CSV.gz, XLSX): new codes are added, changed words replaced, rows that are no code told. File ticket `hsn` headless.",
  }),
  importHsnRows: command({
    slice: true,
    permission: 'masters.import',
    input: z.object({ rows: z.array(HsnWords).min(1).max(500) }),
    output: z.object({ added: z.number(), changed: z.number(), same: z.number() }),
    doc: 'One slice of an HSN list; the task calls it.',
  }),
}
