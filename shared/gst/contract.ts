import { z } from 'zod'
import { report, task } from '../contract.ts'
import { BasisPointsZ, MilliZ, MonthZ, PageAsk, PaiseZ, page, Uid } from '../schema.ts'

const Heads = { taxablePaise: PaiseZ, igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ }
export const gstr1Sections = ['b2b', 'b2cl', 'b2cs', 'exp', 'cdnr', 'cdnur', 'nil', 'hsn-b2b', 'hsn-b2c', 'doc-issue'] as const
export type Gstr1Section = (typeof gstr1Sections)[number]

/** What must hold before the file leaves (gst-rules.md §4.7): the first four that figures agree, the others what a portal would refuse. */
export const gstr1Checks = [
  'documents-agree',
  'ledger-agrees',
  'hsn-agrees',
  'numbers-agree',
  'firm-gstin',
  'buyer-gstin',
  'own-gstin',
  'place-of-supply',
  'reverse-charge',
  'rates',
  'hsn-digits',
  'units',
  'period',
  'note-original',
  'note-time',
] as const
export type Gstr1Check = (typeof gstr1Checks)[number]

const DocumentName = z.object({ uid: Uid, number: z.string() })
export const Gstr1Summary = z.object({
  month: z.string(),
  gstin: z.string().nullable(),
  sections: z.array(
    z.object({
      section: z.enum(gstr1Sections),
      documents: z.number(),
      rows: z.number(),
      /** Invoice values where the table lists invoices; value with tax where it adds up. */
      totalPaise: PaiseZ,
      ...Heads,
    }),
  ),
  /** All documents of the month that are reported, from their own headers. */
  documents: z.object({ count: z.number(), cancelled: z.number(), totalPaise: PaiseZ, ...Heads }),
  checks: z.array(
    z.object({
      code: z.enum(gstr1Checks),
      ok: z.boolean(),
      /** How many documents it concerns; the first of them are named. */
      count: z.number(),
      documents: z.array(DocumentName),
      /** Figures and codes for the sentence on screen, money as paise. */
      details: z.record(z.string(), z.union([z.string(), z.number()])),
      message: z.string(),
    }),
  ),
})

/** A row of any section: a document and rate, or figures added up over documents (`key` then opens what is behind it). */
export const Gstr1Row = z.object({
  key: z.string().nullable(),
  documentUid: Uid.nullable(),
  number: z.string().nullable(),
  date: z.string().nullable(),
  party: z.string().nullable(),
  gstin: z.string().nullable(),
  pos: z.string().nullable(),
  /** What the row is in the return's own code: R, SEWP, WPAY, INTRA, INTRB2C, a nature of table 13 … */
  label: z.string(),
  rateBp: BasisPointsZ.nullable(),
  hsn: z.string().nullable(),
  uqc: z.string().nullable(),
  qtyMilli: MilliZ.nullable(),
  /** Table 13: numbers from and to, how many, how many cancelled. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  documents: z.number(),
  cancelled: z.number(),
  valuePaise: PaiseZ,
  ...Heads,
})
const Sums = z.object({ valuePaise: PaiseZ, ...Heads })

export const gst = {
  gstr1: report({
    permission: 'gst.read',
    input: z.object({ month: MonthZ }),
    output: Gstr1Summary,
    doc: "A month's GSTR-1 by section, with the checks before filing, each naming the documents it concerns.",
  }),
  gstr1Rows: report({
    permission: 'gst.read',
    input: PageAsk.extend({
      month: MonthZ,
      section: z.enum(gstr1Sections),
      /** The key of an added-up row: its documents instead of the section's rows. */
      behind: z.string().max(80).nullable().default(null),
    }),
    output: page(Gstr1Row, Sums),
    doc: 'The rows of a section, a page at a time, and the bills behind an added-up row.',
  }),
  gstr1CheckRows: report({
    permission: 'gst.read',
    input: PageAsk.extend({ month: MonthZ, check: z.enum(gstr1Checks) }),
    output: page(Gstr1Row, Sums),
    doc: 'The documents a check before filing concerns, a page at a time.',
  }),
  gstr1Json: task({
    permission: 'gst.file',
    input: z.object({ month: MonthZ, ticket: z.string().default('json') }),
    output: z.object({ name: z.string(), bytes: z.number(), documents: z.number() }),
    doc: "The portal's JSON for the month, written to a chosen file. File ticket `json` headless.",
  }),
  gstr1Excel: task({
    permission: 'gst.file',
    input: z.object({ month: MonthZ, ticket: z.string().default('xlsx') }),
    output: z.object({ name: z.string(), bytes: z.number(), rows: z.number() }),
    doc: "A workbook with the offline tool's sheets and columns. File ticket `xlsx` headless.",
  }),
}
