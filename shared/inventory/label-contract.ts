import { z } from 'zod'
import { task } from '../contract.ts'
import { labelSheetNames } from '../label.ts'
import { Done } from '../schema.ts'

export const labelFields = ['pack', 'maker', 'mrp', 'batch', 'expiry', 'rack', 'barcode'] as const

const Labels = z.object({
  sheet: z.enum(labelSheetNames),
  /** Places of the first sheet that are used already. */
  startAt: z.number().int().min(0).max(64).default(0),
  fields: z.array(z.enum(labelFields)).default(['pack', 'mrp', 'barcode']),
  rows: z
    .array(
      z.object({
        itemId: z.number().int(),
        batchId: z.number().int().nullable().default(null),
        copies: z.number().int().min(1).max(1000),
      }),
    )
    .min(1)
    .max(500),
})

export const labelCalls = {
  labelPdf: task({
    permission: 'stock.read',
    input: Labels,
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number(), labels: z.number() }),
    doc: 'Labels of items or batches for packs and shelves as a PDF: name, pack, MRP in force today, batch, expiry, and a barcode that scanners read (EAN-13 where the code is one, else Code 128).',
  }),
  saveLabels: task({
    permission: 'stock.read',
    input: Labels.extend({ ticket: z.string() }),
    output: Done,
    doc: 'Writes labels to a chosen file. File ticket `pdf` headless.',
  }),
  printLabels: task({
    permission: 'stock.read',
    input: Labels,
    output: z.object({ printed: z.boolean() }),
    doc: 'Hands the labels to the printer dialog on a page of the sheet that is in the printer; false when the person closed it.',
  }),
}
