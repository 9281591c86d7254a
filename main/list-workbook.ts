import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import exceljs from 'exceljs'
import { type CellKind, cellData, cellText, harmless, isNumericKind, type ListColumn, valueAt } from '../shared/list-file.ts'
import type { ListJob, ReadPage } from './list-job.ts'
import { everyPage } from './list-rows.ts'

type Tell = (done: number, total: number) => void

// lakhs and crores are grouped as people here read them, whatever the computer's own setting
const grouped = (places: string) => `[>=10000000]##\\,##\\,##\\,##0${places};[>=100000]##\\,##\\,##0${places};##,##0${places}`
const formats: Partial<Record<CellKind, string>> = {
  money: grouped('.00'),
  rate: '#,##0.00##',
  qty: '#,##0.###',
  percent: '0.##',
  count: grouped(''),
  date: 'dd-mmm-yy',
  expiry: 'mm/yy',
}
const widths: Partial<Record<CellKind, number>> = { text: 24, money: 16, date: 12, expiry: 9 }

const asDate = (day: string) => new Date(`${day}T00:00:00Z`)
const isDay = (kind: CellKind) => kind === 'date' || kind === 'expiry'

function cellOf(row: unknown, column: ListColumn): number | string | Date | null {
  const data = cellData(valueAt(row, column.path), column, row)
  return typeof data === 'string' && isDay(column.kind) && /^\d{4}-\d\d-\d\d$/.test(data) ? asDate(data) : data
}

/**
 * Writes a list as a workbook, row by row: title and notes, heads, rows with real numbers and dates, totals over the whole filter. Text
 * cells are text, so nothing in them is ever a formula. Returns the number of rows.
 */
export async function writeWorkbook(read: ReadPage, job: ListJob, path: string, tell: Tell): Promise<number> {
  const writer = new exceljs.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false })
  writer.creator = 'Bahi'
  const name =
    job.title
      .replace(/[*?:\\/[\]]/g, ' ')
      .slice(0, 31)
      .trim() || 'List'
  const head = job.notes.length + 3
  const page = writer.addWorksheet(name, { views: [{ state: 'frozen', ySplit: head, rightToLeft: job.language === 'ur' }] })
  page.columns = job.columns.map(({ title, kind }) => ({
    width: Math.max(widths[kind] ?? 12, title.length + 2),
    style: {
      ...(formats[kind] ? { numFmt: formats[kind] } : {}),
      alignment: { horizontal: isNumericKind(kind) ? 'right' : 'left' },
    },
  }))
  const line = (cells: (string | number | Date | null)[], bold: boolean) => {
    const row = page.addRow(cells)
    if (bold) row.font = { bold: true }
    row.commit()
  }
  line([job.title], true)
  for (const note of job.notes) line([note], false)
  page.addRow([]).commit()
  line(
    job.columns.map(({ title }) => title),
    true,
  )
  let rows = 0
  let sums: unknown = {}
  for await (const { rows: some, sums: told } of everyPage(read, tell)) {
    if (rows === 0) sums = told
    for (const row of some) page.addRow(job.columns.map((column) => cellOf(row, column))).commit()
    rows += some.length
  }
  if (job.columns.some(({ sum }) => sum)) line(totalCells(job, sums), true)
  page.autoFilter = { from: { row: head, column: 1 }, to: { row: head + rows, column: job.columns.length } }
  page.commit()
  await writer.commit()
  return rows
}

/** The closing row: the word for it in the first column without a sum. */
function totalCells(job: ListJob, sums: unknown): (number | string | null)[] {
  const label = job.columns.findIndex(({ sum }) => !sum)
  return job.columns.map((column, at) => {
    if (column.sum) return cellData(valueAt(sums, column.sum), { ...column, per: undefined })
    return at === label ? job.words.total : null
  })
}

/** The closing row of a paper, as text. */
export const totalTexts = (job: ListJob, sums: unknown): string[] => {
  const label = job.columns.findIndex(({ sum }) => !sum)
  return job.columns.map((column, at) =>
    column.sum ? cellText(valueAt(sums, column.sum), { ...column, per: undefined }) : at === label ? job.words.total : '',
  )
}

function csvField(row: unknown, column: ListColumn): string {
  const value = cellData(valueAt(row, column.path), column, row)
  if (value === null) return ''
  if (typeof value === 'number') return column.kind === 'money' ? value.toFixed(2) : String(value)
  return quoted(isDay(column.kind) ? value : harmless(value))
}
const quoted = (text: string): string => (/[",\r\n;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * Writes a list as CSV: heads and rows and nothing else, so that a program can read it. UTF-8 with its mark, dates as 2026-11-21, plain
 * numbers; text a spreadsheet would run gets a quote in front. Returns the number of rows.
 */
export async function writeCsv(read: ReadPage, job: ListJob, path: string, tell: Tell): Promise<number> {
  const out = createWriteStream(path)
  const failed = once(out, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined)
  const put = async (text: string) => {
    if (!out.write(text)) await Promise.race([once(out, 'drain'), failed])
  }
  await put(`\ufeff${job.columns.map(({ title }) => quoted(harmless(title))).join(',')}\r\n`)
  let rows = 0
  for await (const { rows: some } of everyPage(read, tell)) {
    for (let at = 0; at < some.length; at += 500)
      await put(
        some
          .slice(at, at + 500)
          .map((row) => `${job.columns.map((column) => csvField(row, column)).join(',')}\r\n`)
          .join(''),
      )
    rows += some.length
  }
  out.end()
  await Promise.race([finished(out), failed])
  return rows
}
