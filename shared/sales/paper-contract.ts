import { z } from 'zod'
import { command, query, session, task } from '../contract.ts'
import { DateZ, Done, Nothing, optionalText, typed, Uid } from '../schema.ts'
import { matrixColumns, matrixLines, optionalColumns, paperFormats, rollColumns } from './paper-look.ts'

const copies = z
  .array(z.enum(['original', 'duplicate', 'triplicate']))
  .min(1)
  .max(3)
export const Sheet = z.object({
  size: z.enum(['A4', 'A5']).default('A4'),
  copies: copies.default(['original']),
  language: z.enum(['en', 'hi', 'ur']).default('en'),
})
/** A bill as paper: each copy is the whole document under its own caption. */
export const BillPaper = Sheet.extend({
  uid: Uid,
  /** Marked DUPLICATE: the bill was given out before. */
  reprint: z.boolean().default(false),
})

const textFormats = ['thermal', 'matrix'] as const
export const TextSheet = z.object({ format: z.enum(textFormats), copies: copies.default(['original']) })
/** The same for a printer of text. */
export const BillText = TextSheet.extend({ uid: Uid, reprint: z.boolean().default(false) })
export const PrinterJob = z.object({
  name: z.string(),
  bytesBase64: z.string(),
  language: z.enum(['escpos', 'escp']),
  columns: z.number(),
})

/** Which bills or notes: those named, or all that a filter of their lists finds. Bills come first, then notes, each in the order of their days. */
export const Which = z.union([
  z.object({ uids: z.array(Uid).min(1).max(2000) }),
  z.object({
    documents: z.enum(['bills', 'notes', 'all']).default('bills'),
    filter: z.string().max(200).default(''),
    from: DateZ.nullable().default(null),
    to: DateZ.nullable().default(null),
    party: Uid.nullable().default(null),
    cancelled: z.boolean().nullable().default(null),
  }),
])

const one = <T extends readonly number[]>(list: T) => z.number().refine((value) => list.includes(value), 'is not a usual width')
/** How the firm's bills look, beside the firm's own terms and picture. */
export const PaperLook = z.object({
  format: z.enum(paperFormats),
  copies: z.number().int().min(1).max(3),
  language: z.enum(['en', 'hi', 'ur']),
  hidden: z.array(z.enum(optionalColumns)).max(optionalColumns.length),
  footer: optionalText(300),
  bank: z.boolean(),
  upi: z.boolean(),
  rollColumns: one(rollColumns),
  matrixColumns: one(matrixColumns),
  matrixLines: one(matrixLines),
})
const Terms = { terms: optionalText(500) }

const Printers = z.object({ thermal: z.string().nullable(), matrix: z.string().nullable() })
const Shared = z.object({ file: z.string(), opened: z.boolean() })

/** Bills on paper, on printers of text, many at once, and on their way to the buyer. */
export const paperCalls = {
  billPdf: task({
    permission: 'sales.read',
    input: BillPaper,
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number(), engine: z.enum(['pdfmake', 'chromium']) }),
    doc: 'The tax invoice as a PDF.',
  }),
  savePdf: task({
    permission: 'sales.read',
    input: BillPaper.extend({ ticket: z.string() }),
    output: Done,
    doc: 'Writes the tax invoice to a chosen file. File ticket `pdf` headless.',
  }),
  printBill: task({
    permission: 'sales.read',
    input: BillPaper,
    output: z.object({ printed: z.boolean() }),
    doc: 'Opens the printer dialog on the tax invoice; `printed` is false when it was closed. Not in a headless host.',
  }),
  billBytes: task({
    permission: 'sales.read',
    input: BillText,
    output: PrinterJob,
    doc: 'The bytes a receipt printer (ESC/POS) or a dot-matrix printer (ESC/P) is sent for the invoice; what is previewed is what is sent.',
  }),
  saveBytes: task({
    permission: 'sales.read',
    input: BillText.extend({ ticket: z.string() }),
    output: Done,
    doc: 'Writes those bytes to a chosen file.',
  }),
  sendBytes: task({
    permission: 'sales.read',
    input: BillText,
    output: z.object({ to: z.string() }),
    doc: "Sends those bytes to this computer's printer of that kind.",
  }),
  printers: session({
    permission: 'open',
    input: Nothing,
    output: Printers,
    doc: 'Where printers of text are reached from this computer: a device (/dev/usb/lp0, LPT1), a share (\\\\host\\printer) or host:port.',
  }),
  setPrinter: session({
    permission: 'masters.write',
    input: z.object({ format: z.enum(textFormats), to: optionalText(200) }),
    output: Done,
    doc: 'Sets where a printer of text is reached from this computer; nothing is written anywhere else.',
  }),
  bulkPdf: task({
    permission: 'sales.read',
    input: Sheet.extend({ which: Which, ticket: z.string() }),
    output: z.object({ documents: z.number(), pages: z.number(), engine: z.enum(['pdfmake', 'chromium']) }),
    doc: 'Many bills, notes or both as one PDF file, each numbered by itself; up to 2,000. File ticket `pdf` headless.',
  }),
  bulkPrint: task({
    permission: 'sales.read',
    input: z.object({
      which: Which,
      format: z.enum(paperFormats),
      copies: copies.default(['original']),
      language: Sheet.shape.language,
    }),
    output: z.object({ documents: z.number(), printed: z.boolean() }),
    doc: "Many bills, notes or both at once to the system's printer dialog, or to this computer's printer of text.",
  }),
  paperLook: query({
    permission: 'sales.read',
    input: Nothing,
    output: PaperLook.extend({
      ...Terms,
      logo: z.object({ mediaType: z.string(), width: z.number(), height: z.number(), base64: z.string() }).nullable(),
    }),
    doc: "How the firm's bills look: format, copies, columns left out, footer, terms, picture.",
  }),
  savePaperLook: command({
    permission: 'settings.write',
    input: PaperLook.extend(Terms),
    output: Done,
    doc: "Changes how the firm's bills look. The terms are printed on bills posted from now on; a bill keeps those it was posted with.",
  }),
  storeLogo: command({
    permission: 'settings.write',
    input: z.object({ base64: z.string().max(7_000_000).nullable() }),
    output: Done,
    doc: "The firm's picture on its bills: a PNG or JPEG of at most 5 MB, checked byte by byte; null takes it away.",
  }),
  pickLogo: task({
    permission: 'settings.write',
    input: z.object({ ticket: z.string() }),
    output: Done,
    doc: "Reads a chosen picture and stores it as the firm's (sales.storeLogo).",
  }),
  lookPreview: task({
    permission: 'sales.read',
    input: PaperLook.extend(Terms),
    output: z.union([
      z.object({ kind: z.literal('pdf'), pdfBase64: z.string(), pages: z.number() }),
      PrinterJob.extend({ kind: z.literal('text') }),
    ]),
    doc: 'The latest bill (or an example, while there is none) as it would look with these settings. Nothing is kept.',
  }),
  paperContact: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), file: z.string() }),
    doc: 'Where the buyer of a bill or a note is reached: e-mail, telephone as WhatsApp wants it, and the name its file is given.',
  }),
  emailDraft: task({
    permission: 'sales.read',
    input: BillPaper.extend({
      to: optionalText(200),
      subject: typed(200).refine((text) => text.length > 0, 'is needed'),
      body: z.string().max(2000),
    }),
    output: Shared,
    doc: 'An e-mail with the bill or note attached, as an unsent draft (.eml) for the mail program. Nothing is sent. File ticket `eml` headless.',
  }),
  whatsApp: task({
    permission: 'sales.read',
    input: BillPaper.extend({ phone: typed(20), text: z.string().max(1000) }),
    output: Shared,
    doc: 'Saves the bill or note ready to attach and opens a WhatsApp chat with the buyer (https://wa.me) in the browser. Nothing is sent. File ticket `pdf` headless.',
  }),
}
