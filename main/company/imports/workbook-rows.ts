import { readFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import exceljs from 'exceljs'
import { Refusal } from '../../../shared/refusal.ts'
import { type Limits, watchSize } from './file-bytes.ts'

type Entry = { name: string; method: number; packed: Buffer }

const broken = () => new Refusal('company/file-broken', 'The file is damaged and cannot be unpacked', 'file', {})

/** The entries of a zip as its directory lists them; what the directory says of sizes is not believed. */
function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > zip.length) throw broken()
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw broken()
    const packedSize = zip.readUInt32LE(at + 20)
    const nameLength = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    if (local + 30 > zip.length || zip.readUInt32LE(local) !== 0x04034b50) throw broken()
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    if (start + packedSize > zip.length) throw broken()
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.subarray(start, start + packedSize),
    })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** Unpacks every entry once, keeping nothing, so that a bomb is met here under the limits and not in the workbook reader without any. */
async function tryUnpacking(entries: readonly Entry[], max: Limits): Promise<void> {
  const watch = watchSize(max, max.workbookBytes)
  let before = 0
  for (const { method, packed } of entries) {
    if (method === 0) {
      before += packed.length
      watch(before, before)
      continue
    }
    if (method !== 8) throw broken()
    let unpacked = 0
    const count = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        unpacked += chunk.length
        try {
          // entries may overlap in the file to pack one bomb many times, so each answers for itself and all for the whole
          watch(packed.length, unpacked)
          watch(Number.MAX_SAFE_INTEGER, before + unpacked)
          done()
        } catch (error) {
          done(error as Error)
        }
      },
    })
    try {
      await pipeline([packed], createInflateRaw(), count)
    } catch (error) {
      throw error instanceof Refusal ? error : broken()
    }
    before += unpacked
  }
}

type Cell = exceljs.CellValue

/** A cell as the text it shows; a formula as its result, a date as ISO. */
export function cellText(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  // a spreadsheet's 10.32 may be 10.320000000000001 inside; nobody typed more than fifteen digits
  if (typeof value === 'number') return String(Number(value.toPrecision(15)))
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('text' in value) return typeof value.text === 'string' ? value.text : cellText(value.text as Cell)
  if ('result' in value) return cellText((value.result ?? null) as Cell)
  return ''
}

/** The rows of the first sheet that has any, with their place in the sheet. Held in memory, so within its own smaller limit. */
export async function workbookRows(path: string, max: Limits): Promise<{ rowNo: number; cells: string[] }[]> {
  const zip = await readFile(path)
  const entries = entriesOf(zip)
  if (!entries.some(({ name }) => /^xl\/worksheets\/sheet\d*\.xml$/i.test(name)))
    throw new Refusal('company/file-no-sheet', 'Not a workbook with a sheet', 'file', {})
  await tryUnpacking(entries, max)
  const workbook = new exceljs.Workbook()
  try {
    await workbook.xlsx.load(zip.buffer.slice(zip.byteOffset, zip.byteOffset + zip.byteLength) as ArrayBuffer)
  } catch {
    throw broken()
  }
  const sheet = workbook.worksheets.find((one) => one.actualRowCount > 0)
  if (!sheet) throw new Refusal('company/file-no-sheet', 'No sheet has rows', 'file', {})
  const rows: { rowNo: number; cells: string[] }[] = []
  sheet.eachRow({ includeEmpty: false }, (row, rowNo) => {
    const values = (row.values as Cell[]).slice(1, max.columns + 2)
    if (values.length > max.columns)
      throw new Refusal('company/too-many-columns', `Row ${rowNo} has more than ${max.columns} columns`, 'file', {
        row: rowNo,
        limit: max.columns,
      })
    const cells = Array.from(values, cellText)
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ rowNo, cells })
    if (rows.length > max.rows)
      throw new Refusal('company/too-many-rows', `More than ${max.rows} rows`, 'file', { limit: max.rows })
  })
  // a sheet leaves out what is empty at the end of a row; the columns are those of the widest row
  const width = Math.max(0, ...rows.slice(0, 1000).map(({ cells }) => cells.length))
  for (const row of rows) while (row.cells.length < width) row.cells.push('')
  return rows
}
