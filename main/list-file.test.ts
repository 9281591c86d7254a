import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localDate } from '../shared/calendar.ts'
import { postGoods, stockItem } from './inventory/hand-made.ts'
import { type TestBook, testBook } from './test-book.ts'

let book: TestBook
let folder: string
beforeEach(() => {
  book = testBook()
  folder = mkdtempSync(join(tmpdir(), 'bahi-list-'))
  const stock = (name: string, batch: string, qtyMilli: number, valuePaise: number) => {
    const item = book.write((given) => stockItem(given, { name, batch }))
    book.write((given) => postGoods(given, localDate('2026-09-10'), [{ item, kind: 'opening', qtyMilli, valuePaise }]))
  }
  stock('Paracetamol 500', 'PCM1', 100_000, 5050)
  stock('=HYPERLINK("http://x")', '+CTZ', 40_500, 12_345_678)
  stock('Amoxycillin, "250"', 'AMX', 7000, 1)
})
afterEach(() => {
  book.close()
  rmSync(folder, { recursive: true })
})

const stockList = {
  call: 'inventory.stock',
  input: { sort: 'qty', descending: true },
  title: 'Stock',
  notes: ['As on 21-Nov-26', 'Filter: all'],
  columns: [
    { title: 'Item', kind: 'text', path: 'item' },
    { title: 'Batch', kind: 'text', path: 'batch' },
    { title: 'Expiry', kind: 'expiry', path: 'expiry' },
    { title: 'Quantity', kind: 'qty', path: 'qtyMilli', sum: 'qtyMilli' },
    { title: 'Value', kind: 'money', path: 'valuePaise', sum: 'valuePaise' },
  ],
} as const
const write = (format: string, more: object = {}) =>
  book.ask(
    'company.exportList',
    { ...stockList, format, ticket: 'out', ...more },
    { files: { out: join(folder, `out.${format}`) } },
  )
const asRole = (role: 'clerk' | 'auditor') => {
  const person = book.connection.person as NonNullable<typeof book.connection.person>
  book.connection.person = { ...person, role }
}

test('a workbook holds real numbers and dates, the totals, and text that is never a formula', async () => {
  expect(await write('xlsx')).toMatchObject({ ok: true, value: { name: 'out.xlsx', rows: 3 } })
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(join(folder, 'out.xlsx'))
  const [sheet] = workbook.worksheets
  const lines =
    sheet
      ?.getSheetValues()
      .slice(1)
      .map((row) => (Array.isArray(row) ? row.slice(1) : row)) ?? []
  expect(lines[0]).toEqual(['Stock'])
  expect(lines[4]).toEqual(['Item', 'Batch', 'Expiry', 'Quantity', 'Value'])
  expect(lines[5]).toEqual(['Paracetamol 500', 'PCM1', new Date('2028-07-31T00:00:00Z'), 100, 50.5])
  expect(lines[6]).toEqual(['=HYPERLINK("http://x")', '+CTZ', new Date('2028-07-31T00:00:00Z'), 40.5, 123_456.78])
  expect(sheet?.getCell('A7').type).toBe(exceljs.ValueType.String)
  expect(sheet?.getCell('E7').numFmt).toContain('##,##,##')
  expect(lines[8]).toEqual(['Total', undefined, undefined, 147.5, 123_507.29])
  expect(readdirSync(folder)).toEqual(['out.xlsx'])
})

test('a CSV is plain data, and what a spreadsheet would run is text', async () => {
  await write('csv')
  expect(readFileSync(join(folder, 'out.csv'), 'utf8').split('\r\n')).toEqual([
    '\ufeffItem,Batch,Expiry,Quantity,Value',
    'Paracetamol 500,PCM1,2028-07-31,100,50.50',
    `"'=HYPERLINK(""http://x"")",'+CTZ,2028-07-31,40.5,123456.78`,
    '"Amoxycillin, ""250""",AMX,2028-07-31,7,0.01',
    '',
  ])
})

test('filtered as asked, and columns nobody asked for stay at home', async () => {
  await write('csv', { input: { filter: 'para' }, columns: [stockList.columns[1]] })
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('\ufeffBatch\r\nPCM1\r\n')
})

test('cost does not leave with whoever may not see it, nor a list with whoever may not read it', async () => {
  asRole('clerk')
  await write('csv')
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toContain('Paracetamol 500,PCM1,2028-07-31,100,\r\n')
  expect(await write('csv', { call: 'accounts.trialBalance', input: { asOn: '2026-11-21' } })).toMatchObject({
    refusal: { code: 'company/not-allowed' },
  })
})

test('what is no list is refused, and nothing is left behind', async () => {
  const code = async (more: object, format = 'csv') => {
    const reply = await write(format, more)
    return 'refusal' in reply ? `${reply.refusal.code} ${reply.refusal.field ?? ''}` : JSON.stringify(reply)
  }
  expect(await code({ call: 'company.saveFirm' })).toBe('company/not-a-list call')
  expect(await code({ call: 'inventory.batches.rows' })).toBe('company/not-a-list call')
  expect(await code({ call: 'constructor.name' })).toBe('company/not-a-list call')
  expect(await code({ input: { asOn: 'soon' } })).toBe('company/bad-input input.asOn')
  expect(await code({ columns: [{ title: 'x', kind: 'text', path: '__proto__' }] })).toMatch(/^company\/bad-input columns/)
  expect(await code({ columns: [] })).toMatch(/^company\/bad-input columns/)
  expect(await code({ ticket: 'none' })).toBe('company/no-file file')
  const nowhere = await book.ask(
    'company.exportList',
    { ...stockList, format: 'xlsx', ticket: 'out' },
    { files: { out: join(folder, 'none/out.xlsx') } },
  )
  expect(nowhere).toMatchObject({ refusal: { code: 'company/file-not-written', details: { why: 'ENOENT' } } })
  expect(readdirSync(folder)).toEqual([])
})

test('paper carries title, notes, rows, totals and page numbers', async () => {
  const paper = await book.call('company.listPaper', stockList)
  expect(paper).toMatchObject({ pages: 1, rows: 3 })
  expect(Buffer.from(paper.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  await write('pdf')
  expect(readFileSync(join(folder, 'out.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
})
