import { placeLabel } from '../company/states.ts'
import { type DocumentRate, invoiceType } from './gstr1-document.ts'
import type { NilSupply } from './gstr1-json.ts'

const documentRate = ['Rate', 'Taxable Value', 'Cess Amount'] as const
const applicable = 'Applicable % of Tax Rate'
const hsn = [
  'HSN',
  'Description',
  'UQC',
  'Total Quantity',
  'Total Value',
  'Rate',
  'Taxable Value',
  'Integrated Tax Amount',
  'Central Tax Amount',
  'State/UT Tax Amount',
  'Cess Amount',
] as const
const buyer = ['GSTIN/UIN of Recipient', 'Receiver Name'] as const
const operator = 'E-Commerce GSTIN'
const revisedInvoice = [
  'Original Invoice Number',
  'Original Invoice date',
  'Revised Invoice Number',
  'Revised Invoice date',
] as const
const revisedNote = ['Original Note Number', 'Original Note Date', 'Revised Note Number', 'Revised Note Date'] as const
const shipping = ['Port Code', 'Shipping Bill Number', 'Shipping Bill Date'] as const

/**
 * The sheets of the offline tool's workbook (template V2.2) in their order, each with its title and its columns in Excel order; the
 * tool finds a column by its exact text (gst-rules.md §4.6). Sheets we never fill are there with their heads.
 */
export const gstr1Sheets = {
  'b2b,sez,de': {
    title: 'Summary For B2B, SEZ, DE (4A, 4B, 6B, 6C)',
    columns: [
      ...buyer,
      'Invoice Number',
      'Invoice date',
      'Invoice Value',
      'Place Of Supply',
      'Reverse Charge',
      applicable,
      'Invoice Type',
      operator,
      ...documentRate,
    ],
  },
  b2ba: {
    title: 'Summary For B2BA',
    columns: [
      ...buyer,
      ...revisedInvoice,
      'Invoice Value',
      'Place Of Supply',
      'Reverse Charge',
      applicable,
      'Invoice Type',
      operator,
      ...documentRate,
    ],
  },
  b2cl: {
    title: 'Summary For B2CL(5)',
    columns: ['Invoice Number', 'Invoice date', 'Invoice Value', 'Place Of Supply', applicable, ...documentRate, operator],
  },
  b2cla: {
    title: 'Summary For B2CLA',
    columns: [
      'Original Invoice Number',
      'Original Invoice date',
      'Original Place Of Supply',
      'Revised Invoice Number',
      'Revised Invoice date',
      'Invoice Value',
      applicable,
      ...documentRate,
      operator,
    ],
  },
  b2cs: { title: 'Summary For B2CS(7)', columns: ['Type', 'Place Of Supply', applicable, ...documentRate, operator] },
  b2csa: {
    title: 'Summary For B2CSA',
    columns: ['Financial Year', 'Original Month', 'Place Of Supply', 'Type', applicable, ...documentRate, operator],
  },
  cdnr: {
    title: 'Summary For CDNR(9B)',
    columns: [
      ...buyer,
      'Note Number',
      'Note Date',
      'Note Type',
      'Place Of Supply',
      'Reverse Charge',
      'Note Supply Type',
      'Note Value',
      applicable,
      ...documentRate,
    ],
  },
  cdnra: {
    title: 'Summary For CDNRA',
    columns: [
      ...buyer,
      ...revisedNote,
      'Note Type',
      'Place Of Supply',
      'Reverse Charge',
      'Note Supply Type',
      'Note Value',
      applicable,
      ...documentRate,
    ],
  },
  cdnur: {
    title: 'Summary For CDNUR(9B)',
    columns: ['UR Type', 'Note Number', 'Note Date', 'Note Type', 'Place Of Supply', 'Note Value', applicable, ...documentRate],
  },
  cdnura: {
    title: 'Summary For CDNURA',
    columns: ['UR Type', ...revisedNote, 'Note Type', 'Place Of Supply', 'Note Value', applicable, ...documentRate],
  },
  exp: {
    title: 'Summary For EXP(6)',
    columns: ['Export Type', 'Invoice Number', 'Invoice date', 'Invoice Value', ...shipping, ...documentRate],
  },
  expa: { title: 'Summary For EXPA', columns: ['Export Type', ...revisedInvoice, 'Invoice Value', ...shipping, ...documentRate] },
  at: {
    title: 'Summary For Advance Received (11B)',
    columns: ['Place Of Supply', applicable, 'Rate', 'Gross Advance Received', 'Cess Amount'],
  },
  ata: {
    title: 'Summary For Amended Tax Liability(Advance Received)',
    columns: [
      'Financial Year',
      'Original Month',
      'Original Place Of Supply',
      applicable,
      'Rate',
      'Gross Advance Received',
      'Cess Amount',
    ],
  },
  atadj: {
    title: 'Summary For Advance Adjusted (11B)',
    columns: ['Place Of Supply', applicable, 'Rate', 'Gross Advance Adjusted', 'Cess Amount'],
  },
  atadja: {
    title: 'Summary For Amendement Of Adjustment Advances',
    columns: [
      'Financial Year',
      'Original Month',
      'Original Place Of Supply',
      applicable,
      'Rate',
      'Gross Advance Adjusted',
      'Cess Amount',
    ],
  },
  exemp: {
    title: 'Summary For Nil rated, exempted and non GST outward supplies (8)',
    columns: ['Description', 'Nil Rated Supplies', 'Exempted(other than nil rated/non GST supply)', 'Non-GST Supplies'],
  },
  'hsn(b2b)': { title: 'Summary For HSN(12) B2B', columns: hsn },
  'hsn(b2c)': { title: 'Summary For HSN(12) B2C', columns: hsn },
  docs: {
    title: 'Summary of documents issued during the tax period (13)',
    columns: ['Nature of Document', 'Sr. No. From', 'Sr. No. To', 'Total Number', 'Cancelled'],
  },
  eco: {
    title: 'Summary of supplies through E-Commerce operators (14)',
    columns: [
      'Nature of Supply',
      'GSTIN of E-Commerce Operator',
      'E-Commerce Operator Name',
      'Net value of supplies',
      'Integrated tax',
      'Central tax',
      'State/UT tax',
      'Cess',
    ],
  },
} as const satisfies Record<string, { title: string; columns: readonly string[] }>
export type SheetName = keyof typeof gstr1Sheets
export const sheetNames = Object.keys(gstr1Sheets) as SheetName[]

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** '03-Oct-2025'. A date cell would be read in the computer's own format; an unknown month becomes December. */
export const sheetDate = (date: string): string => `${date.slice(8)}-${months[Number(date.slice(5, 7)) - 1]}-${date.slice(0, 4)}`

/** '27-Maharashtra' */
export const sheetPlace = placeLabel

const typeLabels = {
  R: 'Regular B2B',
  SEWP: 'SEZ supplies with payment',
  SEWOP: 'SEZ supplies without payment',
  DE: 'Deemed Exp',
} as const
/** The invoice type in the sheet's words. */
export const sheetInvoiceType = (document: Pick<DocumentRate, 'category' | 'supply'>): string => typeLabels[invoiceType(document)]

/** The four lines of the `exemp` sheet. */
export const nilLabels: Readonly<Record<NilSupply, string>> = {
  INTRB2B: 'Inter-State supplies to registered persons',
  INTRAB2B: 'Intra-State supplies to registered persons',
  INTRB2C: 'Inter-State supplies to unregistered persons',
  INTRAB2C: 'Intra-State supplies to unregistered persons',
}

/**
 * Text that no spreadsheet takes for a formula. In a workbook text cells stay text, but the sheets are saved on as CSV for the tool, and
 * there a customer's name that begins with `=` would run.
 */
export const safeText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
