import type { InputOf } from '../client.ts'
import { bytesOf, previewTask } from '../papers.ts'
import type { PrinterJob } from '../ui/printer-sheet.tsx'

export type ShownPaper =
  | { readonly kind: 'pdf'; readonly data: Uint8Array; readonly name: string }
  | { readonly kind: 'text'; readonly job: PrinterJob; readonly name: string }

/** The PDF of a bill, made anew. */
export async function makeBillPdf(input: InputOf<'sales.billPdf'>, signal: AbortSignal): Promise<ShownPaper> {
  const { pdfBase64, name } = await previewTask('sales.billPdf', input, signal)
  return { kind: 'pdf', data: bytesOf(pdfBase64), name }
}

/** What a printer of text is sent for a bill. */
export async function makeBillText(input: InputOf<'sales.billBytes'>, signal: AbortSignal): Promise<ShownPaper> {
  const { bytesBase64, name, language, columns } = await previewTask('sales.billBytes', input, signal)
  return { kind: 'text', job: { bytes: bytesOf(bytesBase64), language, columns }, name }
}
