import { type Insertable, sql as raw } from 'kysely'
import { type Reader, sql, text, type Writer } from '../database/connection.ts'
import { type Prepared, prepared } from '../database/prepared.ts'
import type { Schema } from '../database/schema.ts'

/**
 * The columns of each table a posting appends to, in the order they are stored, rendered and hashed (sv 1). Frozen: a new
 * column of a later migration is not part of sv 1.
 */
export const posted = {
  document: ['id', 'uid', 'kind', 'series_id', 'serial', 'fy', 'number', 'reference', 'date', 'party_id'],
  document_version: [
    'id',
    'document_id',
    'version',
    'seq',
    'party_name',
    'gstin',
    'category',
    'pos',
    'supply',
    'mode',
    'due_date',
    'gross',
    'discount',
    'charges',
    'taxable',
    'igst',
    'cgst',
    'sgst',
    'cess',
    'round_off',
    'total',
    'applied_json',
  ],
  document_line: [
    'version_id',
    'line_no',
    'item_id',
    'batch_id',
    'description',
    'hsn',
    'uqc',
    'unit',
    'factor',
    'qty',
    'free_qty',
    'rate_e4',
    'mrp',
    'gross',
    'discount',
    'discount_json',
    'tax_class',
    'rate_bp',
    'taxable',
    'igst',
    'cgst',
    'sgst',
    'cess',
  ],
  document_link: ['from_version_id', 'to_document_id', 'line_no', 'kind'],
  posting: ['id', 'seq', 'date', 'version_id', 'kind', 'mirror_of', 'derived'],
  ledger_line: ['posting_id', 'line_no', 'account_id', 'party_id', 'amount'],
  open_item: ['id', 'posting_id', 'line_no', 'party_id', 'document_id', 'date', 'due', 'amount'],
  allocation: ['id', 'posting_id', 'date', 'from_item', 'to_item', 'amount', 'mirror_of'],
  tax_line: [
    'posting_id',
    'line_no',
    'direction',
    'doc_class',
    'gstin',
    'pos',
    'class',
    'rate_bp',
    'hsn',
    'uqc',
    'qty',
    'taxable',
    'igst',
    'cgst',
    'sgst',
    'cess',
    'rcm',
    'itc_class',
    'return_period',
  ],
  stock_move: ['id', 'posting_id', 'date', 'item_id', 'batch_id', 'location_id', 'qty', 'kind', 'of_move'],
  receipt_itc: ['move_id', 'igst', 'cgst', 'sgst', 'cess', 'rate_bp', 'supplier_id'],
  stock_value: ['posting_id', 'line_no', 'date', 'item_id', 'move_id', 'amount', 'kind'],
} as const satisfies { [T in keyof Schema]?: readonly (keyof Schema[T])[] }

export type PostedTable = keyof typeof posted
export const postedTables = Object.keys(posted) as PostedTable[]

/** One stored row as the hash sees it: the table and the values in frozen order, blobs as hex. */
export function renderRow(table: PostedTable, values: readonly unknown[]): string {
  const row: unknown[] = [table]
  for (const value of values) row.push(value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)
  return JSON.stringify(row)
}

const inserts = Object.fromEntries(
  postedTables.map((table) => [
    table,
    prepared<Record<string, unknown>>()((p) =>
      // the columns are the table's own, checked by `satisfies` above
      sql.insertInto(table).values(Object.fromEntries(posted[table].map((column) => [column, p[column]])) as never),
    ),
  ]),
) as Record<PostedTable, Prepared<Record<string, unknown>, unknown>>

/** Rows on their way into the book, gathered per table so that the rendering has one order however they were written. */
export type Rendering = Map<PostedTable, string[]>

/** Stores one row and adds its rendering. */
export function append<T extends PostedTable>(tx: Writer, rendering: Rendering, table: T, row: Insertable<Schema[T]>): void {
  const record = row as Record<string, unknown>
  tx.do(inserts[table], record)
  const rendered = renderRow(
    table,
    posted[table].map((column) => record[column] ?? null),
  )
  const list = rendering.get(table)
  if (list) list.push(rendered)
  else rendering.set(table, [rendered])
}

/** The canonical text: tables in the order above, rows in key order (which is the order they are written in). */
export const canonical = (rendering: Rendering): string[] => postedTables.flatMap((table) => rendering.get(table) ?? [])

type Parent = { table: PostedTable; column: string; order: string }
const childrenOfVersion: Parent[] = [
  { table: 'document_line', column: 'version_id', order: 'version_id, line_no' },
  { table: 'document_link', column: 'from_version_id', order: 'from_version_id, to_document_id, line_no' },
]
const childrenOfPosting: Parent[] = [
  { table: 'ledger_line', column: 'posting_id', order: 'posting_id, line_no' },
  { table: 'open_item', column: 'posting_id', order: 'id' },
  { table: 'allocation', column: 'posting_id', order: 'id' },
  { table: 'tax_line', column: 'posting_id', order: 'posting_id, line_no' },
  { table: 'stock_move', column: 'posting_id', order: 'id' },
  { table: 'stock_value', column: 'posting_id', order: 'posting_id, line_no' },
]

/** Renders again, from the tables, what journal row `seq` stands for. */
export function renderStored(db: Reader, seq: number): string[] {
  const rendering: Rendering = new Map()
  const take = ({ table, column, order }: Parent, keys: readonly number[]): Record<string, unknown>[] => {
    if (!keys.length) return []
    // the names come from the lists above, never from outside
    const found = db.rows(
      text<
        Record<string, unknown>
      >`select * from ${raw.table(table)} where ${raw.ref(column)} in (${raw.join(keys)}) order by ${raw.raw(order)}`,
    )
    rendering.set(
      table,
      found.map((row) =>
        renderRow(
          table,
          posted[table].map((name) => row[name] ?? null),
        ),
      ),
    )
    return found
  }
  const ids = (rows: Record<string, unknown>[], column = 'id') => rows.map((row) => row[column] as number)
  const versions = take({ table: 'document_version', column: 'seq', order: 'id' }, [seq])
  take(
    { table: 'document', column: 'id', order: 'id' },
    ids(
      versions.filter((version) => version.version === 1),
      'document_id',
    ),
  )
  for (const child of childrenOfVersion) take(child, ids(versions))
  const postings = take({ table: 'posting', column: 'seq', order: 'id' }, [seq])
  for (const child of childrenOfPosting) {
    const rows = take(child, ids(postings))
    if (child.table === 'stock_move') take({ table: 'receipt_itc', column: 'move_id', order: 'move_id' }, ids(rows))
  }
  return canonical(rendering)
}
