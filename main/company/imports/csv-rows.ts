import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { guessDelimiter } from '../../../shared/company/list-columns.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { fileBytes, type Limits } from './file-bytes.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type TextFile = { path: string; kind: 'text' | 'gzip'; encoding: Encoding; delimiter: string }

/** A record this long is a quote that was opened and never closed. */
const longestRecord = 1_000_000
const sampleBytes = 65_536

function encodingByMark(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

const notText = () => new Refusal('company/file-not-text', 'The file is not text', 'file', {})
/** A list has no control characters; a few strays are forgiven, a picture or a program is not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is counted
const controls = /[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g

/**
 * Reads a file through once, keeping nothing: within the limits, and text of which encoding. Lists of older programs come in
 * windows-1252, which is taken when the bytes are not UTF-8.
 */
export async function inspectText(path: string, kind: 'text' | 'gzip', max: Limits): Promise<TextFile> {
  let encoding: Encoding | null = null
  let utf8: TextDecoder | null = null
  const head: Buffer[] = []
  let kept = 0
  for await (const chunk of fileBytes(path, kind, max)) {
    if (kept < sampleBytes) {
      head.push(Buffer.from(chunk.subarray(0, sampleBytes - kept)))
      if (kept === 0) {
        encoding = encodingByMark(chunk)
        if (encoding === null) utf8 = new TextDecoder('utf-8', { fatal: true })
      }
      kept += chunk.length
    }
    if (encoding?.startsWith('utf-16')) continue
    if (chunk.includes(0)) throw notText()
    try {
      utf8?.decode(chunk, { stream: true })
    } catch {
      utf8 = null
      encoding = 'windows-1252'
    }
  }
  if (kept === 0) throw new Refusal('company/file-empty', 'The file has no rows', 'file', {})
  const found = encoding ?? 'utf-8'
  const sample = new TextDecoder(found).decode(Buffer.concat(head))
  if (sample.includes('\u0000') || (sample.match(controls)?.length ?? 0) > sample.length / 1000) throw notText()
  return { path, kind, encoding: found, delimiter: guessDelimiter(sample) }
}

async function* decoded(file: TextFile, max: Limits): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding)
  for await (const chunk of fileBytes(file.path, file.kind, max)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  CSV_MAX_RECORD_SIZE: 'a quotation mark is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quotation mark',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a text',
}

/** The rows of a CSV with their place in the file, 1 first, blank ones left out. Refuses malformed CSV, naming the row. */
export async function* csvRows(file: TextFile, max: Limits): AsyncGenerator<{ rowNo: number; cells: string[] }> {
  const parser = parse({ delimiter: file.delimiter, bom: true, relax_column_count: true, max_record_size: longestRecord })
  const source = Readable.from(decoded(file, max), { objectMode: true })
  source.on('error', (error) => parser.destroy(error))
  let rowNo = 0
  try {
    for await (const record of source.pipe(parser)) {
      rowNo += 1
      const cells = record as string[]
      if (cells.length > max.columns)
        throw new Refusal('company/too-many-columns', `Row ${rowNo} has more than ${max.columns} columns`, 'file', {
          row: rowNo,
          limit: max.columns,
        })
      if (cells.length === 1 && cells[0]?.trim() === '') continue
      yield { rowNo, cells }
    }
  } catch (error) {
    const { code, records } = error as CsvError & { records?: number }
    const problem = problems[code ?? '']
    if (!problem) throw error
    // the parser is some rows ahead of those taken from it; the broken row is the one after its last whole one
    const row = (records ?? rowNo) + 1
    throw new Refusal('company/csv-malformed', `Row ${row} is not proper CSV: ${problem}`, 'file', { row, problem })
  } finally {
    source.destroy()
    parser.destroy()
  }
}
