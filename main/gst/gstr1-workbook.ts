import exceljs from 'exceljs'
import { type DocumentRate, type NoteRate, quantity2, rupees } from '../../shared/gst/gstr1-document.ts'
import { documentNatures, exportType, type Gstr1Month, type HsnRow, nilSupplies } from '../../shared/gst/gstr1-json.ts'
import { unregisteredType } from '../../shared/gst/gstr1-notes.ts'
import {
  gstr1Sheets,
  nilLabels,
  type SheetName,
  safeText,
  sheetDate,
  sheetInvoiceType,
  sheetNames,
  sheetPlace,
} from '../../shared/gst/gstr1-sheets.ts'
import { uqcLabel } from '../../shared/gst/uqc.ts'
import { isService } from '../../shared/items/hsn-digits.ts'
import { sumPaise } from '../../shared/money.ts'

type Cell = string | number | null
/** Rows of a sheet by its column heads, and its totals in paise (or a count) by column head. */
type Sheet = { rows: number; cells: () => Iterable<Record<string, Cell>>; totals: Record<string, number> }

const percent = (rateBp: number) => rateBp / 100
const sum = <T>(rows: readonly T[], of: (row: T) => number) => rupees(sumPaise(rows.map(of)))
const sheet = <T>(rows: readonly T[], cells: (row: T) => Record<string, Cell>, totals: Record<string, number>): Sheet => ({
  rows: rows.length,
  cells: function* () {
    for (const row of rows) yield cells(row)
  },
  totals,
})

const rate = (row: { rateBp: number; taxablePaise: number; cessPaise: number }) => ({
  Rate: percent(row.rateBp),
  'Taxable Value': rupees(row.taxablePaise),
  'Cess Amount': rupees(row.cessPaise),
})
const rateTotals = (rows: readonly { taxablePaise: number; cessPaise: number }[]) => ({
  'Taxable Value': sum(rows, (row) => row.taxablePaise),
  'Cess Amount': sum(rows, (row) => row.cessPaise),
})
const invoice = (row: DocumentRate) => ({
  'Invoice Number': safeText(row.number),
  'Invoice date': sheetDate(row.date),
  'Invoice Value': rupees(row.totalPaise),
})

const b2b = ({ b2b: rows }: Gstr1Month) =>
  sheet(
    rows,
    (row) => ({
      'GSTIN/UIN of Recipient': row.gstin,
      'Receiver Name': safeText(row.party),
      ...invoice(row),
      'Place Of Supply': sheetPlace(row.pos),
      'Reverse Charge': row.reverseCharge ? 'Y' : 'N',
      'Invoice Type': sheetInvoiceType(row),
      ...rate(row),
    }),
    rateTotals(rows),
  )
const b2cl = ({ b2cl: rows }: Gstr1Month) =>
  sheet(rows, (row) => ({ ...invoice(row), 'Place Of Supply': sheetPlace(row.pos), ...rate(row) }), rateTotals(rows))
const b2cs = ({ b2cs: rows }: Gstr1Month) =>
  sheet(rows, (row) => ({ Type: 'OE', 'Place Of Supply': sheetPlace(row.pos), ...rate(row) }), rateTotals(rows))
const exp = ({ exp: rows }: Gstr1Month) =>
  sheet(
    rows,
    (row) => ({
      'Export Type': exportType(row.supply),
      ...invoice(row),
      'Port Code': row.portCode && safeText(row.portCode),
      'Shipping Bill Number': row.shippingDate ? row.shippingBill && safeText(row.shippingBill) : null,
      'Shipping Bill Date': row.shippingBill && row.shippingDate ? sheetDate(row.shippingDate) : null,
      ...rate(row),
    }),
    rateTotals(rows),
  )
const note = (row: NoteRate) => ({
  'Note Number': safeText(row.number),
  'Note Date': sheetDate(row.date),
  'Note Type': row.noteType,
  'Place Of Supply': sheetPlace(row.pos),
  'Note Value': rupees(row.totalPaise),
})
const cdnr = ({ cdnr: rows }: Gstr1Month) =>
  sheet(
    rows,
    (row) => ({
      'GSTIN/UIN of Recipient': row.gstin,
      'Receiver Name': safeText(row.party),
      ...note(row),
      'Reverse Charge': row.reverseCharge ? 'Y' : 'N',
      'Note Supply Type': sheetInvoiceType(row),
      ...rate(row),
    }),
    rateTotals(rows),
  )
const cdnur = ({ cdnur: rows }: Gstr1Month) =>
  sheet(
    rows,
    (row) => ({
      'UR Type': unregisteredType(row.supply),
      ...note(row),
      ...(unregisteredType(row.supply) === 'B2CL' ? {} : { 'Place Of Supply': null }),
      ...rate(row),
    }),
    rateTotals(rows),
  )
const exemp = ({ nil }: Gstr1Month) =>
  sheet(
    nilSupplies.flatMap((supply) => nil.filter((row) => row.supply === supply)),
    (row) => ({
      Description: nilLabels[row.supply],
      'Nil Rated Supplies': rupees(row.nilPaise),
      'Exempted(other than nil rated/non GST supply)': rupees(row.exemptPaise),
      'Non-GST Supplies': rupees(row.nonGstPaise),
    }),
    {
      'Nil Rated Supplies': sum(nil, (row) => row.nilPaise),
      'Exempted(other than nil rated/non GST supply)': sum(nil, (row) => row.exemptPaise),
      'Non-GST Supplies': sum(nil, (row) => row.nonGstPaise),
    },
  )

const hsnValue = (row: HsnRow) => sumPaise([row.taxablePaise, row.igstPaise, row.cgstPaise, row.sgstPaise, row.cessPaise])
const hsn = (rows: readonly HsnRow[]) =>
  sheet(
    rows,
    (row) => ({
      HSN: safeText(row.hsn),
      ...(row.description ? { Description: safeText(row.description) } : {}),
      UQC: isService(row.hsn) ? 'NA' : uqcLabel(row.uqc),
      'Total Quantity': isService(row.hsn) ? 0 : quantity2(row.qtyMilli),
      'Total Value': rupees(hsnValue(row)),
      ...rate(row),
      'Integrated Tax Amount': rupees(row.igstPaise),
      'Central Tax Amount': rupees(row.cgstPaise),
      'State/UT Tax Amount': rupees(row.sgstPaise),
    }),
    {
      'Total Value': sum(rows, hsnValue),
      ...rateTotals(rows),
      'Integrated Tax Amount': sum(rows, (row) => row.igstPaise),
      'Central Tax Amount': sum(rows, (row) => row.cgstPaise),
      'State/UT Tax Amount': sum(rows, (row) => row.sgstPaise),
    },
  )
const docs = ({ documents }: Gstr1Month) =>
  sheet(
    documents,
    (row) => ({
      'Nature of Document': documentNatures[row.nature],
      'Sr. No. From': safeText(row.from),
      'Sr. No. To': safeText(row.to),
      'Total Number': row.count,
      Cancelled: row.cancelled,
    }),
    {
      'Total Number': documents.reduce((total, row) => total + row.count, 0),
      Cancelled: documents.reduce((total, row) => total + row.cancelled, 0),
    },
  )

const filled = (month: Gstr1Month): Partial<Record<SheetName, Sheet>> => ({
  'b2b,sez,de': b2b(month),
  b2cl: b2cl(month),
  b2cs: b2cs(month),
  cdnr: cdnr(month),
  cdnur: cdnur(month),
  exp: exp(month),
  exemp: exemp(month),
  'hsn(b2b)': hsn(month.hsnB2b),
  'hsn(b2c)': hsn(month.hsnB2c),
  docs: docs(month),
})

/** Progress of a workbook: rows written of all rows, and the sheet under way. */
export type SheetProgress = { done: number; total: number; sheet: string }
const reportEvery = 500

/**
 * Writes the workbook of the offline tool to a path, row by row (gst-rules.md §4.6): a title, totals, the heads in row 4, data from row 5. Every sheet
 * is there, also those without rows. Text cells are text, so nothing in them is ever a formula. Returns the number of data rows.
 */
export async function writeWorkbook(month: Gstr1Month, path: string, onProgress: (at: SheetProgress) => void): Promise<number> {
  const writer = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useStyles: false, useSharedStrings: false })
  const sheets = filled(month)
  const total = Object.values(sheets).reduce((rows, one) => rows + one.rows, 0)
  let done = 0
  for (const name of sheetNames) {
    const { title, columns } = gstr1Sheets[name]
    const filling = sheets[name]
    const page = writer.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 4 }] })
    page.columns = columns.map((head) => ({ width: Math.max(12, head.length + 2) }))
    const totals = filling?.rows ? filling.totals : {}
    page.addRow([title]).commit()
    page.addRow(columns.map((head) => (head in totals ? `Total ${head}` : null))).commit()
    page.addRow(columns.map((head) => totals[head] ?? null)).commit()
    page.addRow([...columns]).commit()
    onProgress({ done, total, sheet: name })
    for (const cells of filling?.cells() ?? []) {
      page.addRow(columns.map((head) => cells[head] ?? null)).commit()
      done += 1
      if (done % reportEvery === 0) onProgress({ done, total, sheet: name })
    }
    page.commit()
  }
  await writer.commit()
  onProgress({ done, total, sheet: '' })
  return done
}
