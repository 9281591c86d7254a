import { z } from 'zod'
import { command, report, task } from '../contract.ts'
import { DateZ, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z } from '../schema.ts'

const Id = z.number().int()

/** A batch with its printed and its effective MRP, per pack of `packFactor` base units. */
const MrpRow = z.object({
  batchId: Id,
  itemId: Id,
  item: z.string(),
  packLabel: z.string().nullable(),
  manufacturer: z.string().nullable(),
  batch: z.string(),
  expiry: z.string().nullable(),
  printedPaise: PaiseZ.nullable(),
  effectivePaise: PaiseZ.nullable(),
  fromDate: z.string().nullable(),
  reference: z.string().nullable(),
  packFactor: z.number(),
  stockMilli: MilliZ,
  /** Effective less printed, of a pack and of the stock; negative when the MRP came down. */
  differencePaise: PaiseZ.nullable(),
  stockDifferencePaise: PaiseZ.nullable(),
})
/** What a row of a price list says of a batch, and what stands against it. */
const MrpFileRow = z.object({
  rowNo: z.number(),
  said: z.string(),
  batch: z.string(),
  mrpPaise: PaiseZ.nullable(),
  batchId: Id.nullable(),
  item: z.string().nullable(),
  printedPaise: PaiseZ.nullable(),
  effectivePaise: PaiseZ.nullable(),
  problem: z.string().nullable(),
})

export const mrpCalls = {
  reviseMrp: command({
    permission: 'masters.write',
    input: z.object({
      from: DateZ,
      reference: optionalText(80),
      lines: z
        .array(z.object({ batchId: Id, mrpPaise: PaiseZ }))
        .min(1)
        .max(500),
    }),
    output: z.object({ revised: z.number(), same: z.number() }),
    doc: 'Notes the effective MRP of batches from a day on, with the price list (Form V or VI) it came with. Billing above it is refused from that day.',
  }),
  mrpRevisions: report({
    permission: 'stock.read',
    input: PageAsk.extend({ show: z.enum(['revised', 'in-stock']).default('revised'), asOn: DateZ.nullable().default(null) }),
    output: page(MrpRow, z.object({ batches: z.number(), stockDifferencePaise: PaiseZ })),
    doc: 'Batches with their printed and effective MRP, the price list and day it came with, stock, and what the difference is worth.',
  }),
  readMrpFile: task({
    permission: 'masters.write',
    input: z.object({ ticket: z.string(), from: DateZ }),
    output: z.object({ rows: z.array(MrpFileRow), good: z.number(), wrong: z.number() }),
    doc: 'Reads a price list (CSV, CSV.gz, XLSX: item or code, batch, MRP) and finds the batches it is about; nothing is changed. File ticket `list` headless.',
  }),
  itemOverview: report({
    permission: 'stock.read',
    input: z.object({ itemId: Id }),
    output: z.object({
      batches: z.array(
        z.object({
          batchId: Id,
          number: z.string(),
          expiry: z.string().nullable(),
          printedPaise: PaiseZ.nullable(),
          effectivePaise: PaiseZ.nullable(),
          packFactor: z.number(),
          saleableMilli: MilliZ,
          otherMilli: MilliZ,
        }),
      ),
      /** Null for those who may not see cost. */
      purchases: z
        .array(
          z.object({
            date: z.string(),
            number: z.string(),
            party: z.string(),
            qtyMilli: MilliZ,
            unit: z.string(),
            factor: z.number(),
            rateE4: RateE4Z,
          }),
        )
        .nullable(),
      sales: z.array(
        z.object({
          date: z.string(),
          number: z.string(),
          party: z.string(),
          qtyMilli: MilliZ,
          unit: z.string(),
          factor: z.number(),
          rateE4: RateE4Z,
        }),
      ),
    }),
    doc: 'What there is to know of an item beside its master: batches with both MRPs and stock, last purchases (by right) and last sales.',
  }),
}
