import { z } from 'zod'
import { task } from '../contract.ts'
import { Done } from '../schema.ts'
import { BillPaper as NotePaper, BillText as NoteText, PrinterJob } from './paper-contract.ts'

const ticket = z.string()

/** Notes on the kinds of paper a bill has, asked for as a bill is, under the look of the firm's bills. */
export const notePaperCalls = {
  notePdf: task({
    permission: 'sales.read',
    input: NotePaper,
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number(), engine: z.enum(['pdfmake', 'chromium']) }),
    doc: 'A note as a PDF with the particulars of section 34 and Rule 53.',
  }),
  saveNotePdf: task({
    permission: 'sales.read',
    input: NotePaper.extend({ ticket }),
    output: Done,
    doc: 'Writes the note to a chosen file. File ticket `pdf` headless.',
  }),
  printNote: task({
    permission: 'sales.read',
    input: NotePaper,
    output: z.object({ printed: z.boolean() }),
    doc: 'Opens the printer dialog on the note; `printed` is false when it was closed. Not in a headless host.',
  }),
  noteBytes: task({
    permission: 'sales.read',
    input: NoteText,
    output: PrinterJob,
    doc: 'The bytes a receipt printer (ESC/POS) or a dot-matrix printer (ESC/P) is sent for the note; what is previewed is what is sent.',
  }),
  saveNoteBytes: task({
    permission: 'sales.read',
    input: NoteText.extend({ ticket }),
    output: Done,
    doc: 'Writes those bytes to a chosen file.',
  }),
  sendNoteBytes: task({
    permission: 'sales.read',
    input: NoteText,
    output: z.object({ to: z.string() }),
    doc: "Sends those bytes to this computer's printer of that kind.",
  }),
}
