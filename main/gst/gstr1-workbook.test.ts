import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gstr1Sheets, type SheetName, sheetNames } from '../../shared/gst/gstr1-sheets.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { postTestBill, type TestBill } from './test-month.ts'

let book: TestBook
let folder: string
beforeEach(() => {
  book = testBook()
  folder = mkdtempSync(join(tmpdir(), 'bahi-xlsx-'))
})
afterEach(() => {
  book.close()
  rmSync(folder, { recursive: true })
})

const month = '2026-10'
const sample: TestBill[] = [
  {
    date: '2026-10-01',
    gstin: '27AAKFM7788P1Z2',
    party: '=HYPERLINK("http://x")',
    lines: [
      { rate: 1757.5, rateBp: 500 },
      { rate: 1799.88, rateBp: 1800 },
    ],
  },
  {
    date: '2026-10-09',
    gstin: '24AAACC1206D1ZM',
    party: 'Cadila',
    lines: [
      { rate: 0.1, qty: 3, rateBp: 500 },
      { rate: 5, taxClass: 'exempt' },
    ],
  },
  { date: '2026-10-09', gstin: '24AAACC1206D1ZM', category: 'sez', withPayment: false, lines: [{ rate: 99.99, rateBp: 1800 }] },
  { date: '2026-10-10', pos: '29', lines: [{ rate: 200_000, rateBp: 500, uqc: 'BOX' }] },
  {
    date: '2026-10-11',
    lines: [
      { rate: 20, qty: 25, rateBp: 500 },
      { rate: 60, qty: 4, taxClass: 'nil' },
    ],
  },
  {
    date: '2026-10-12',
    category: 'overseas',
    pos: '96',
    zeroRated: { port: 'INNSA1', shippingBill: '77', shippingDate: '2026-10-13' },
    lines: [{ rate: 10, rateBp: 1200 }],
  },
  { date: '2026-10-12', cancelled: true, lines: [{ rate: 10, rateBp: 1200 }] },
]

/** The file as a stranger reads it. */
type Rate = { rt: number; txval: number; csamt: number }
type Invoice<I> = { inum: string; idt: string; val: number; pos: string; rchrg: string; inv_typ: string; itms: I[] }
type Hsn = { hsn_sc: string; uqc: string; qty: number; rt: number; txval: number; iamt: number; camt: number; samt: number }
type File = {
  b2b: { ctin: string; inv: Invoice<{ itm_det: Rate }>[] }[]
  b2cl: { pos: string; inv: Invoice<{ itm_det: Rate }>[] }[]
  b2cs: Rate[]
  exp: { inv: Invoice<Rate>[] }[]
  nil: { inv: unknown[] }
  hsn: { hsn_b2b: Hsn[]; hsn_b2c: Hsn[] }
  doc_issue: { doc_det: { docs: { from: string }[] }[] }
}
async function written(): Promise<{ workbook: exceljs.Workbook; file: File }> {
  const files = { json: join(folder, 'gstr1.json'), xlsx: join(folder, 'gstr1.xlsx') }
  await book.call('gst.gstr1Json', { month }, { files })
  const done = await book.call('gst.gstr1Excel', { month }, { files })
  expect(done).toMatchObject({ name: 'gstr1.xlsx', rows: expect.any(Number), bytes: expect.any(Number) })
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(files.xlsx)
  return { workbook, file: JSON.parse(readFileSync(files.json, 'utf8')) }
}

type Cells = Record<string, string | number | null>
/** Rows of a sheet from row 5 on, by their heads in row 4. */
function dataOf(workbook: exceljs.Workbook, name: SheetName): Cells[] {
  const sheet = workbook.getWorksheet(name) as exceljs.Worksheet
  const { columns } = gstr1Sheets[name]
  const rows: Cells[] = []
  for (let at = 5; at <= sheet.rowCount; at += 1)
    rows.push(
      Object.fromEntries(
        columns.map((head, index) => [head, sheet.getRow(at).getCell(index + 1).value as string | number | null]),
      ),
    )
  return rows
}

test('every sheet is there with its heads in row 4, empty ones too', async () => {
  const { workbook } = await written()
  expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(sheetNames)
  for (const name of sheetNames) {
    const sheet = workbook.getWorksheet(name) as exceljs.Worksheet
    expect((sheet.getRow(4).values as string[]).slice(1)).toEqual([...gstr1Sheets[name].columns])
    expect(sheet.getCell('A1').value).toBe(gstr1Sheets[name].title)
    expect(dataOf(workbook, name)).toEqual([])
  }
})

test('read back, the workbook says what the JSON says', async () => {
  book.write((given) => sample.forEach((bill) => void postTestBill(given, bill)))
  const { workbook, file } = await written()
  const { b2b, b2cl, b2cs, exp, nil, hsn, doc_issue } = file
  const data = (name: SheetName) => dataOf(workbook, name)
  const day = (date: unknown) => String(date).replace('-Oct-', '-10-')
  const types: Record<string, string> = { 'Regular B2B': 'R', 'SEZ supplies without payment': 'SEWOP' }

  const invoices = b2b.flatMap((party) =>
    party.inv.flatMap((inv) =>
      inv.itms.map(({ itm_det: item }) => [
        party.ctin,
        inv.inum,
        inv.idt,
        inv.val,
        inv.pos,
        inv.rchrg,
        inv.inv_typ,
        item.rt,
        item.txval,
        item.csamt,
      ]),
    ),
  )
  expect(
    data('b2b,sez,de').map((row) => [
      row['GSTIN/UIN of Recipient'],
      row['Invoice Number'],
      day(row['Invoice date']),
      row['Invoice Value'],
      String(row['Place Of Supply']).slice(0, 2),
      row['Reverse Charge'],
      types[String(row['Invoice Type'])],
      row.Rate,
      row['Taxable Value'],
      row['Cess Amount'],
    ]),
  ).toEqual(invoices)
  expect(invoices).toHaveLength(4)
  expect(data('b2cl').map((row) => [row['Place Of Supply'], row['Invoice Number'], row['Taxable Value']])).toEqual([
    ['29-Karnataka', b2cl[0]?.inv[0]?.inum, 200_000],
  ])
  expect(data('b2cs').map((row) => [row.Type, row['Place Of Supply'], row.Rate, row['Taxable Value']])).toEqual(
    b2cs.map((row) => ['OE', '27-Maharashtra', row.rt, row.txval]),
  )
  const [abroad] = data('exp')
  expect(abroad).toMatchObject({
    'Export Type': 'WPAY',
    'Port Code': 'INNSA1',
    'Shipping Bill Number': '77',
    'Shipping Bill Date': '13-Oct-2026',
    'Taxable Value': exp[0]?.inv[0]?.itms[0]?.txval,
  })
  expect(
    data('exemp').map((row) => [
      row.Description,
      row['Nil Rated Supplies'],
      row['Exempted(other than nil rated/non GST supply)'],
    ]),
  ).toEqual([
    ['Inter-State supplies to registered persons', 0, 5],
    ['Intra-State supplies to unregistered persons', 240, 0],
  ])
  expect(nil.inv).toHaveLength(2)
  for (const [name, rows] of [
    ['hsn(b2b)', hsn.hsn_b2b],
    ['hsn(b2c)', hsn.hsn_b2c],
  ] as const)
    expect(
      data(name).map((row) => [
        row.HSN,
        String(row.UQC).slice(0, 3),
        row['Total Quantity'],
        row.Rate,
        row['Taxable Value'],
        row['Integrated Tax Amount'],
        row['Central Tax Amount'],
        row['State/UT Tax Amount'],
      ]),
    ).toEqual(rows.map((row) => [row.hsn_sc, row.uqc, row.qty, row.rt, row.txval, row.iamt, row.camt, row.samt]))
  expect(data('hsn(b2c)').map((row) => row.UQC)).toContain('BOX-BOX')
  expect(data('docs')).toEqual([
    {
      'Nature of Document': 'Invoices for outward supply',
      'Sr. No. From': doc_issue.doc_det[0]?.docs[0]?.from,
      'Sr. No. To': 'SA/26-27/000007',
      'Total Number': 7,
      Cancelled: 1,
    },
  ])
})

test('dates are text, amounts are numbers, and a name is never a formula', async () => {
  book.write((given) => sample.forEach((bill) => void postTestBill(given, bill)))
  const { workbook } = await written()
  const sheet = workbook.getWorksheet('b2b,sez,de') as exceljs.Worksheet
  const row = [5, 6, 7, 8].map((at) => sheet.getRow(at)).find((one) => one.getCell(3).value === 'SA/26-27/000001') as exceljs.Row
  expect(row.getCell(2).value).toBe(`'=HYPERLINK("http://x")`)
  expect(row.getCell(4).value).toBe('01-Oct-2026')
  expect(row.getCell(12).type).toBe(exceljs.ValueType.Number)
  sheet.eachRow((one) =>
    one.eachCell((cell) => expect([exceljs.ValueType.Formula, exceljs.ValueType.Date]).not.toContain(cell.type)),
  )
})

test('a place that cannot be written is refused in words, and nothing is left there', async () => {
  const files = { xlsx: join(folder, 'no such folder', 'gstr1.xlsx'), json: folder }
  await expect(book.call('gst.gstr1Excel', { month }, { files })).rejects.toMatchObject({ code: 'gst/file-not-written' })
  await expect(book.call('gst.gstr1Json', { month }, { files })).rejects.toMatchObject({ code: 'gst/file-not-written' })
  expect(readdirSync(folder)).toEqual([])
})
