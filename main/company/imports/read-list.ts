import { findHeader, type Heads } from '../../../shared/company/list-columns.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { csvRows, inspectText } from './csv-rows.ts'
import { kindOfFile, type Limits, limits } from './file-bytes.ts'
import { workbookRows } from './workbook-rows.ts'

/** `heads` are the headers a list of this sort may have. */
export type ReadJob = { kind: 'read'; path: string; heads: Heads }
/** A row as it goes into staging: its place in the file and its cells as JSON. */
export type StagedRow = readonly [rowNo: number, rawJson: string]
export type ReadEvent = { kind: 'columns'; columns: string[]; rows: number } | { kind: 'rows'; rows: StagedRow[] }

const batchRows = 400
const titleRows = 10
/** Rows of a usual list (68,000 are 13 MB) are kept from the first reading; a longer file is read again. */
const keptChars = 48_000_000

type Rows = () => AsyncIterable<{ rowNo: number; cells: string[] }> | Iterable<{ rowNo: number; cells: string[] }>

async function rowsOf(path: string, max: Limits): Promise<Rows> {
  const { kind } = await kindOfFile(path, max)
  if (kind === 'zip') {
    const rows = await workbookRows(path, max)
    return () => rows
  }
  const file = await inspectText(path, kind, max)
  return () => csvRows(file, max)
}

/**
 * Reads a list file: first through to its end, so that a file that must be refused is refused before a row of it is stored; then
 * its columns and its rows in batches.
 */
export async function* readList({ path, heads }: Omit<ReadJob, 'kind'>, max: Limits = limits): AsyncGenerator<ReadEvent> {
  const rows = await rowsOf(path, max)
  const first: string[][] = []
  let kept: StagedRow[] | null = []
  let chars = 0
  let count = 0
  for await (const { rowNo, cells } of rows()) {
    count += 1
    if (count <= titleRows) first.push(cells)
    const json = kept ? JSON.stringify(cells) : ''
    chars += json.length
    if (chars > keptChars) kept = null
    kept?.push([rowNo, json])
    if (count > max.rows + titleRows)
      throw new Refusal('company/too-many-rows', `More than ${max.rows} rows`, 'file', { limit: max.rows })
  }
  const header = findHeader(first, heads)
  const data = count - (header + 1)
  if (data <= 0) throw new Refusal('company/file-empty', 'The file has no rows', 'file', {})
  if (data > max.rows) throw new Refusal('company/too-many-rows', `More than ${max.rows} rows`, 'file', { limit: max.rows })
  yield { kind: 'columns', columns: columnNames(first, header), rows: data }
  if (kept) {
    for (let from = header + 1; from < kept.length; from += batchRows)
      yield { kind: 'rows', rows: kept.slice(from, from + batchRows) }
    return
  }
  let batch: StagedRow[] = []
  let at = -1
  for await (const { rowNo, cells } of rows()) {
    at += 1
    if (at <= header) continue
    batch.push([rowNo, JSON.stringify(cells)])
    if (batch.length < batchRows) continue
    yield { kind: 'rows', rows: batch }
    batch = []
  }
  if (batch.length) yield { kind: 'rows', rows: batch }
}

/** The header's cells; a letter as in a spreadsheet where a column has no name. */
function columnNames(first: readonly string[][], header: number): string[] {
  const named = header < 0 ? [] : (first[header] ?? [])
  const width = Math.max(named.length, header < 0 ? Math.max(...first.map((row) => row.length)) : 0)
  return Array.from({ length: width }, (_, at) => named[at]?.trim().slice(0, 80) || letter(at))
}
const letter = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letter(Math.floor(at / 26) - 1) + String.fromCharCode(65 + (at % 26))
