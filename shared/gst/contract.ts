import { z } from 'zod'
import { report, task } from '../contract.ts'
import { BasisPointsZ, MonthZ, PaiseZ, Uid } from '../schema.ts'

const Heads = { taxablePaise: PaiseZ, igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ }
export const gstr1Sections = ['b2b', 'b2cl', 'b2cs', 'exp', 'nil', 'hsn-b2b', 'hsn-b2c', 'doc-issue'] as const
export const Gstr1Summary = z.object({
  month: z.string(),
  gstin: z.string().nullable(),
  sections: z.array(
    z.object({ section: z.enum(gstr1Sections), documents: z.number(), rows: z.number(), totalPaise: PaiseZ, ...Heads }),
  ),
  /** What must agree before the file leaves: sections = documents = ledger, HSN = sections; and what a portal would refuse. */
  checks: z.array(
    z.object({
      code: z.string(),
      ok: z.boolean(),
      message: z.string(),
      documents: z.array(z.object({ uid: Uid, number: z.string() })),
    }),
  ),
})
export const gst = {
  gstr1: report({
    permission: 'gst.read',
    input: z.object({ month: MonthZ }),
    output: Gstr1Summary,
    doc: "A month's GSTR-1 by section, with the checks before filing.",
  }),
  gstr1Rows: report({
    permission: 'gst.read',
    input: z.object({
      month: MonthZ,
      section: z.enum(gstr1Sections),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(
        z.object({
          documentUid: Uid.nullable(),
          number: z.string().nullable(),
          date: z.string().nullable(),
          party: z.string().nullable(),
          gstin: z.string().nullable(),
          pos: z.string().nullable(),
          label: z.string(),
          rateBp: BasisPointsZ.nullable(),
          valuePaise: PaiseZ.nullable(),
          ...Heads,
        }),
      ),
    }),
    doc: 'The rows behind a section, down to the bills.',
  }),
  gstr1Json: task({
    permission: 'gst.file',
    input: z.object({ month: MonthZ, ticket: z.string() }),
    output: z.object({ name: z.string(), bytes: z.number() }),
    doc: "The portal's JSON for the month, written to a chosen file. File ticket `json` headless.",
  }),
  gstr1Excel: task({
    permission: 'gst.file',
    input: z.object({ month: MonthZ, ticket: z.string() }),
    output: z.object({ name: z.string(), rows: z.number() }),
    doc: "A workbook with the offline tool's sheets and columns. File ticket `xlsx` headless.",
  }),
}
