import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import exceljs from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import { guessDelimiter } from '../../../shared/company/list-columns.ts'
import { guessMapping, itemHeads } from '../../../shared/items/catalogue-columns.ts'
import { type Limits, limits } from '../../company/imports/file-bytes.ts'
import { readList } from '../../company/imports/read-list.ts'
import { runInWorker } from '../../company/imports/run-job.ts'

const folder = mkdtempSync(join(tmpdir(), 'bahi-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function file(content: string | Buffer): string {
  files += 1
  const path = join(folder, `list-${files}`)
  writeFileSync(path, content)
  return path
}
async function read(content: string | Buffer, over: Partial<Limits> = {}) {
  const rows: [number, string[]][] = []
  let columns: string[] = []
  for await (const event of readList({ path: file(content), heads: itemHeads }, { ...limits, ...over })) {
    if (event.kind === 'columns') columns = event.columns
    else rows.push(...event.rows.map(([no, raw]): [number, string[]] => [no, JSON.parse(raw)]))
  }
  return { columns, rows }
}
const refused = (content: string | Buffer, over: Partial<Limits> = {}) =>
  read(content, over).then(
    () => 'read',
    (error) => ({ code: error.code, field: error.field, details: error.details }),
  )

const csv = 'Item Name,MRP,Packing\r\nDolo 650,33.50,10*15\r\n"Crème, 20g",12,TUBE\r\n'

describe('a list is read', () => {
  const expected = {
    columns: ['Item Name', 'MRP', 'Packing'],
    rows: [
      [2, ['Dolo 650', '33.50', '10*15']],
      [3, ['Crème, 20g', '12', 'TUBE']],
    ],
  }
  test('as CSV, gzipped or not', async () => {
    expect(await read(csv)).toEqual(expected)
    expect(await read(gzipSync(csv))).toEqual(expected)
    expect(await read(Buffer.concat([gzipSync(csv.slice(0, 30)), gzipSync(csv.slice(30))]))).toEqual(expected)
  })
  test('in the encodings lists come in', async () => {
    expect(await read(`\ufeff${csv}`)).toEqual(expected)
    expect(await read(Buffer.from(`\ufeff${csv}`, 'utf16le'))).toEqual(expected)
    expect(await read(Buffer.from(csv, 'latin1'))).toEqual(expected)
  })
  test.each([';', '\t', '|'])('cut by %j', async (delimiter) => {
    expect(await read(csv.replaceAll(',', delimiter).replace(`Crème${delimiter}`, 'Crème,'))).toEqual(expected)
  })
  test('with titles and blank lines, each row keeping its place in the file', async () => {
    const titled = `Price list of M/s Sharma\n\nItem Name,MRP,Packing\nDolo 650,33.50,10*15\n\n"Crème, 20g",12,TUBE\n`
    expect(await read(titled)).toEqual({
      ...expected,
      rows: [
        [4, ['Dolo 650', '33.50', '10*15']],
        [6, ['Crème, 20g', '12', 'TUBE']],
      ],
    })
  })
  test('without a header', async () => {
    expect(await read('1,Dolo,33.50\n2,Calpol,30\n')).toMatchObject({
      columns: ['A', 'B', 'C'],
      rows: [
        [1, ['1', 'Dolo', '33.50']],
        [2, ['2', 'Calpol', '30']],
      ],
    })
  })
  test('and a formula in it is text', async () => {
    const { rows } = await read('name,mrp\n"=cmd|\'/c calc\'!A1",10\n@SUM(A1),5\n')
    expect(rows.map(([, cells]) => cells[0])).toEqual(["=cmd|'/c calc'!A1", '@SUM(A1)'])
  })
  test('from a workbook: shown text, results of formulas, dates, whole numbers', async () => {
    const workbook = new exceljs.Workbook()
    workbook.addWorksheet('Cover')
    const sheet = workbook.addWorksheet('List')
    sheet.addRow(['Item Name', 'MRP', 'Barcode', 'From'])
    sheet.addRow([
      { richText: [{ text: 'Dolo ' }, { text: '650' }] },
      { formula: 'B9', result: 33.5 },
      8901234567894,
      new Date('2026-04-01'),
    ])
    sheet.addRow([])
    sheet.addRow(['Calpol', 0.1 + 0.2])
    expect(await read(Buffer.from(await workbook.xlsx.writeBuffer()))).toEqual({
      columns: ['Item Name', 'MRP', 'Barcode', 'From'],
      rows: [
        [2, ['Dolo 650', '33.5', '8901234567894', '2026-04-01']],
        [4, ['Calpol', '0.3', '', '']],
      ],
    })
  })
})

describe('a file is refused in words, before a row of it is kept', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'company/file-empty'],
    ['only a header', 'name,mrp\n', 'company/file-empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xd, 1, 2, 3]), 'company/file-not-text'],
    ['a gzipped program', gzipSync(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0xff])), 'company/file-not-text'],
    ['an old Excel file', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'company/file-old-excel'],
    ['a cut gzip', gzipSync(csv).subarray(0, 40), 'company/file-broken'],
    ['a cut zip', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(60)]), 'company/file-broken'],
    ['a zip that is no workbook', zip([{ name: 'list.csv', data: Buffer.from(csv) }]), 'company/file-no-sheet'],
  ])('%s', async (_what, content, code) => {
    expect(await refused(content)).toMatchObject({ code, field: 'file' })
  })
  test('malformed CSV, naming the row', async () => {
    expect(await refused('name,mrp\nDolo,33\nCal"pol,30\n')).toMatchObject({ code: 'company/csv-malformed', details: { row: 3 } })
    expect(await refused('name,mrp\nDolo,33\nParacip,9\n"Calpol,30\nAzee,40\n')).toMatchObject({
      code: 'company/csv-malformed',
      details: { row: 4, problem: 'a quotation mark is not closed' },
    })
    expect(await refused('name,mrp\n"Dolo"x,33\n')).toMatchObject({ code: 'company/csv-malformed', details: { row: 2 } })
  })
  test('too many rows or columns', async () => {
    expect(await refused(`name\n${'a\n'.repeat(51)}`, { rows: 50 })).toMatchObject({
      code: 'company/too-many-rows',
      details: { limit: 50 },
    })
    expect(await refused(`name\n${'a\n'.repeat(500)}`, { rows: 50 })).toMatchObject({ code: 'company/too-many-rows' })
    expect(await refused(`name,mrp\n${'a,'.repeat(300)}\n`)).toMatchObject({
      code: 'company/too-many-columns',
      details: { row: 2 },
    })
  })
  test('too large, packed or unpacked', async () => {
    expect(await refused(csv.repeat(100), { bytes: 2000 })).toMatchObject({ code: 'company/file-too-big' })
    expect(await refused(gzipSync(csv.repeat(100)), { bytes: 2000 })).toMatchObject({ code: 'company/file-unpacks-too-big' })
    expect(await refused(gzipSync(csv), { packedBytes: 20 })).toMatchObject({ code: 'company/file-too-big' })
  })
  test('a gzip bomb, while it streams: ten thousand times its size is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1_048_576, 'a,b\n'))
    expect(bomb.length).toBeLessThan(300_000)
    const before = process.memoryUsage().rss
    expect(await refused(bomb)).toMatchObject({ code: 'company/file-bomb', details: { ratio: 200 } })
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576)
  })
  test('a zip bomb in a workbook, whatever its directory says of sizes', async () => {
    const sheet = Buffer.alloc(60 * 1_048_576, 32)
    expect(await refused(zip([{ name: 'xl/worksheets/sheet1.xml', data: sheet, declared: 100 }]))).toMatchObject({
      code: 'company/file-bomb',
    })
    expect(
      await refused(zip([{ name: 'xl/worksheets/sheet1.xml', data: Buffer.from('x'.repeat(3000)) }]), { workbookBytes: 2000 }),
    ).toMatchObject({ code: 'company/file-unpacks-too-big' })
  })
  test('a file that is not there', async () => {
    const iterate = async () => {
      for await (const event of readList({ path: join(folder, 'none'), heads: itemHeads })) return event
      return null
    }
    await expect(iterate()).rejects.toMatchObject({ code: 'company/file-missing' })
  })
})

test('a long file is streamed: sixty thousand rows in little memory', async () => {
  const path = file(
    `name,mrp\n${Array.from({ length: 60_000 }, (_, at) => `Some medicine of a long name ${at} Tablet,${at}.50`).join('\n')}\n`,
  )
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  let rows = 0
  let most = 0
  for await (const event of readList({ path, heads: itemHeads })) {
    if (event.kind === 'rows') rows += event.rows.length
    most = Math.max(most, process.memoryUsage().heapUsed - before)
  }
  expect(rows).toBe(60_000)
  expect(most).toBeLessThan(60 * 1_048_576)
})

describe('in a worker', () => {
  const script = join(import.meta.dirname, '../../import-worker.ts')
  const inWorker = async (
    content: string | Buffer,
    signal = new AbortController().signal,
    onRows: () => void = () => undefined,
  ) => {
    const rows: unknown[] = []
    await runInWorker(script, signal, { kind: 'read', path: file(content), heads: itemHeads }, (event) => {
      if (event.kind === 'rows') {
        rows.push(...event.rows)
        onRows()
      }
    })
    return rows.length
  }
  test('the same rows, the same refusals', async () => {
    expect(await inWorker(csv)).toBe(2)
    await expect(inWorker('name,mrp\n"Dolo"x,33\n')).rejects.toMatchObject({ code: 'company/csv-malformed', details: { row: 2 } })
  })
  test('stopped by ending it', async () => {
    const abort = new AbortController()
    await expect(inWorker(`name,mrp\n${'Dolo,33\n'.repeat(50_000)}`, abort.signal, () => abort.abort())).rejects.toMatchObject({
      code: 'company/stopped',
    })
  })
})

test('columns are guessed from their headers', () => {
  expect(
    guessMapping(['id', 'name', 'manufacturer', 'price_inr', 'pack_label', 'composition', 'system', 'discontinued', 'source']),
  ).toEqual(['ignore', 'name', 'manufacturer', 'mrp', 'pack', 'composition', 'ignore', 'ignore', 'ignore'])
  expect(guessMapping(['drug_code', 'generic_name', 'unit_size', 'mrp', 'group_name'])).toEqual([
    'code',
    'name',
    'pack',
    'mrp',
    'category',
  ])
  expect(guessMapping(['Item Code', 'Item Name', 'Name', 'HSN/SAC', 'GST %', 'P.T.R.'])).toEqual([
    'code',
    'name',
    'ignore',
    'hsn',
    'gst',
    'ptr',
  ])
  expect(guessDelimiter('a;b;c\n1,5;2;3\n')).toBe(';')
  expect(guessDelimiter('only one column\nof text')).toBe(',')
})

/** A zip with the given entries; `declared` is what its directory claims an entry unpacks to. */
function zip(entries: { name: string; data: Buffer; declared?: number }[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, data, declared } of entries) {
    const packed = deflateRawSync(data)
    const size = declared ?? data.length
    const local = Buffer.alloc(30 + name.length)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(name.length, 26)
    local.write(name, 30)
    const entry = Buffer.alloc(46 + name.length)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(size, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    entry.write(name, 46)
    locals.push(local, packed)
    directory.push(entry)
    at += local.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, index, end])
}
