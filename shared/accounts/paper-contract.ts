import { z } from 'zod'
import { query, task } from '../contract.ts'
import { Done, Uid } from '../schema.ts'

/** Documents that the firm hands out besides bills and orders. */
export const paperKinds = ['purchase-return', 'claim', 'return-invoice', 'transfer', 'self-invoice', 'payment-voucher'] as const
export type PaperKind = (typeof paperKinds)[number]
export const paperLanguages = ['en', 'hi', 'ur'] as const

const DocumentPaper = z.object({
  uid: Uid,
  /** How many of original, duplicate and triplicate, each with its caption (Rules 48 and 55). */
  copies: z.number().int().min(1).max(3).default(1),
  /** The words of the law stay English; a paper in another language carries its own beside them. */
  language: z.enum(paperLanguages).default('en'),
})

/** The papers of documents: notes, challans, vouchers (design: one model for preview, file and printer). */
export const paperCalls = {
  documentPaper: query({
    permission: 'stock.read',
    input: z.object({ uid: Uid }),
    /** `paper`: it is printed by the calls below; a bill and an order have calls of their own. */
    output: z.object({ kind: z.string(), number: z.string(), date: z.string(), cancelled: z.boolean(), paper: z.boolean() }),
    doc: 'What a document is whose paper is asked for, and whether it has one here. Papers of buying need the right to read the books.',
  }),
  documentPdf: task({
    permission: 'stock.read',
    input: DocumentPaper,
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number(), engine: z.enum(['pdfmake', 'chromium']) }),
    doc: 'The paper as PDF on A4: debit note of a purchase return (s.34), claim and transfer challans (Rule 55), invoice of goods returned as a fresh supply (Circular 72), self-invoice (Rule 47A), payment voucher (Rule 52).',
  }),
  saveDocumentPdf: task({
    permission: 'stock.read',
    input: DocumentPaper.extend({ ticket: z.string().max(200) }),
    output: Done,
    doc: 'Writes the same PDF to the file behind a ticket.',
  }),
  printDocument: task({
    permission: 'stock.read',
    input: DocumentPaper,
    output: z.object({ printed: z.boolean() }),
    doc: 'Hands the paper to the printer dialog; false when the person closed it.',
  }),
}
