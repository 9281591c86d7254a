import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { parseDecimal, plainDigits } from '../../shared/digits.ts'
import type { mrpCalls } from '../../shared/inventory/mrp-contract.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { runJob } from '../company/imports/run-job.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Tasking } from '../given.ts'
import { mrpOf } from './mrp-store.ts'

type FileRow = z.output<(typeof mrpCalls)['readMrpFile']['output']>['rows'][number]

const heads = {
  item: ['item', 'itemname', 'product', 'productname', 'name', 'description', 'brand', 'drugname', 'medicine'],
  code: ['code', 'itemcode', 'productcode', 'sku', 'barcode', 'ean'],
  batch: ['batch', 'batchno', 'batchnumber', 'lot', 'lotno'],
  mrp: ['newmrp', 'revisedmrp', 'effectivemrp', 'mrp', 'mrprs', 'mrpnew', 'price'],
} as const
const plain = (head: string) => head.toLowerCase().replace(/[^a-z]/g, '')
const mostRows = 20_000

type Places = Record<keyof typeof heads, number>
function placesOf(columns: readonly string[]): Places {
  // the name that stands first in the list wins: a file with old and new MRP means the new one
  const find = (names: readonly string[]) =>
    names.map((name) => columns.findIndex((head) => plain(head) === name)).find((at) => at >= 0) ?? -1
  const at = { item: find(heads.item), code: find(heads.code), batch: find(heads.batch), mrp: find(heads.mrp) }
  if ((at.item < 0 && at.code < 0) || at.batch < 0 || at.mrp < 0)
    throw new Refusal(
      'inventory/mrp-file-columns',
      'The file needs columns for the item (or its code), the batch and the new MRP',
      'file',
      {},
    )
  return at
}

const byNumber = prepared<{ number: string }>()(
  (p) => text<{ id: number; name: string; code: string | null; barcode: string | null }>`select b.id, i.name, i.code,
      (select c.code from barcode c where c.item_id = i.id limit 1) as barcode from batch b join item i on i.id = b.item_id
    where b.number = ${p.number} order by b.id`,
)
const words = (name: string) =>
  name
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? ''

/** The batch a row means: its number, and the code or the name of its item; without both the number alone must be enough. */
function batchFor(db: Reader, number: string, code: string, item: string): { id: number } | 'unknown' | 'many' {
  const all = db.all(byNumber, { number })
  const named = all.filter((one) =>
    code ? one.code === code.toUpperCase() || one.barcode === code : item === '' || words(one.name) === words(item),
  )
  if (named.length > 1) return 'many'
  return named[0] ?? 'unknown'
}

function mrpIn(cell: string): Paise | null {
  const amount = parseDecimal(
    plainDigits(cell)
      .replace(/^(₹|rs\.?|inr)\s*/i, '')
      .replace(/\s*\/-?$/, '')
      .trim(),
    2,
  )
  return amount === null || amount <= 0 ? null : paise(amount)
}

/** Reads a price list in a worker and looks up what each row is about; what is wrong with a row is told with it, and nothing is changed. */
export async function readMrpFile({ ticket, from }: { ticket: string; from: LocalDate }, given: Tasking) {
  const db = given.book.connection.reader
  const rows: FileRow[] = []
  const seen = new Set<number>()
  let at: Places = { item: -1, code: -1, batch: -1, mrp: -1 }
  await runJob(given, { kind: 'read', path: given.file(ticket), heads }, (event) => {
    if (event.kind === 'columns') {
      at = placesOf(event.columns)
      if (event.rows > mostRows)
        throw new Refusal('inventory/mrp-file-long', `More than ${mostRows} rows`, 'file', { limit: mostRows })
      return
    }
    for (const [rowNo, json] of event.rows) rows.push(look(db, rowNo, JSON.parse(json) as string[], at, from, seen))
    given.progress({ done: rows.length, total: rows.length, note: '' })
  })
  const good = rows.filter((row) => row.problem === null).length
  return { rows, good, wrong: rows.length - good }
}

function look(db: Reader, rowNo: number, cells: readonly string[], at: Places, from: LocalDate, seen: Set<number>): FileRow {
  const cell = (place: number) => (place < 0 ? '' : (cells[place] ?? '').trim())
  const number = cell(at.batch)
  const mrpPaise = mrpIn(cell(at.mrp))
  const row: FileRow = {
    rowNo,
    said: cell(at.item) || cell(at.code),
    batch: number,
    mrpPaise,
    batchId: null,
    item: null,
    printedPaise: null,
    effectivePaise: null,
    problem: null,
  }
  const against = (problem: string) => ({ ...row, problem: `inventory/mrp-row-${problem}` })
  if (number === '') return against('no-batch')
  const found = batchFor(db, number, cell(at.code), cell(at.item))
  if (found === 'unknown' || found === 'many') return against(found)
  const now = mrpOf(db, found.id, from)
  if (!now) return against('unknown')
  const known = { ...row, batchId: found.id, item: now.item, printedPaise: now.printed, effectivePaise: now.effective }
  if (mrpPaise === null) return { ...known, problem: 'inventory/mrp-row-price' }
  if (seen.has(found.id)) return { ...known, problem: 'inventory/mrp-row-twice' }
  seen.add(found.id)
  if (now.effective === mrpPaise) return { ...known, problem: 'inventory/mrp-row-same' }
  if (now.printed !== null && mrpPaise > now.printed) return { ...known, problem: 'inventory/mrp-row-above' }
  return known
}
