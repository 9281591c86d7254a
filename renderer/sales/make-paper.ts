import type { InputOf } from '../client.ts'
import { bytesOf, previewTask } from '../papers.ts'
import type { PrinterJob } from '../ui/printer-sheet.tsx'

type ShownPaper =
  | { readonly kind: 'pdf'; readonly data: Uint8Array; readonly name: string }
  | { readonly kind: 'text'; readonly job: PrinterJob; readonly name: string }

/** The calls that make the paper of a document: a bill and a note are asked for alike. */
export const paperCalls = {
  bill: {
    pdf: 'sales.billPdf',
    savePdf: 'sales.savePdf',
    print: 'sales.printBill',
    bytes: 'sales.billBytes',
    saveBytes: 'sales.saveBytes',
    sendBytes: 'sales.sendBytes',
  },
  note: {
    pdf: 'sales.notePdf',
    savePdf: 'sales.saveNotePdf',
    print: 'sales.printNote',
    bytes: 'sales.noteBytes',
    saveBytes: 'sales.saveNoteBytes',
    sendBytes: 'sales.sendNoteBytes',
  },
} as const
export type PaperCalls = (typeof paperCalls)[keyof typeof paperCalls]
export type PagesAsk = InputOf<'sales.billPdf'>
export type TextAsk = InputOf<'sales.billBytes'>

/** The paper made anew: pages, or (asked for text) what a printer of text is sent. */
export async function makeSalePaper(
  calls: PaperCalls,
  text: TextAsk | null,
  pages: PagesAsk,
  signal: AbortSignal,
): Promise<ShownPaper> {
  if (!text) {
    const { pdfBase64, name } = await previewTask(calls.pdf, pages, signal)
    return { kind: 'pdf', data: bytesOf(pdfBase64), name }
  }
  const { bytesBase64, name, language, columns } = await previewTask(calls.bytes, text, signal)
  return { kind: 'text', job: { bytes: bytesOf(bytesBase64), language, columns }, name }
}
