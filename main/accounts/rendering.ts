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
  line_link: ['from_version_id', 'line_no', 'to_document_id', 'to_line_no', 'kind', 'qty'],
  itc_change: ['posting_id', 'line_no', 'move_id', 'igst', 'cgst', 'sgst', 'cess', 'rate_bp', 'supplier_id'],
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

type Child = { table: PostedTable; column: string; order: readonly string[] }
const childrenOfVersion: Child[] = [
  { table: 'document_line', column: 'version_id', order: ['line_no'] },
  { table: 'document_link', column: 'from_version_id', order: ['to_document_id', 'line_no'] },
  { table: 'line_link', column: 'from_version_id', order: ['line_no', 'to_document_id', 'to_line_no'] },
]
const childrenOfPosting: Child[] = [
  { table: 'ledger_line', column: 'posting_id', order: ['line_no'] },
  { table: 'open_item', column: 'posting_id', order: ['id'] },
  { table: 'allocation', column: 'posting_id', order: ['id'] },
  { table: 'tax_line', column: 'posting_id', order: ['line_no'] },
  { table: 'stock_move', column: 'posting_id', order: ['id'] },
  { table: 'stock_value', column: 'posting_id', order: ['line_no'] },
  { table: 'itc_change', column: 'posting_id', order: ['line_no'] },
]

type Stored = Record<string, unknown>
const stored = ({ table, column, order }: Child): Prepared<{ key: number }, Stored> =>
  prepared<{ key: number }>()(
    (p) => text<Stored>`select ${raw.join(posted[table].map((name) => raw.ref(name)))} from ${raw.table(table)}
      where ${raw.ref(column)} = ${p.key} order by ${raw.join(order.map((name) => raw.ref(name)))}`,
  )
const readers = [
  { table: 'document_version', column: 'id', order: ['id'] },
  { table: 'document', column: 'id', order: ['id'] },
  { table: 'posting', column: 'seq', order: ['id'] },
  { table: 'receipt_itc', column: 'move_id', order: ['move_id'] },
  ...childrenOfVersion,
  ...childrenOfPosting,
] satisfies Child[]
const statements = new Map(readers.map((reader) => [reader.table, stored(reader)]))

/** The versions each journal row stands for, read in one pass: there is no index by seq, which only a check of the whole chain would use. */
export function versionsBySeq(db: Reader): Map<number, number[]> {
  const versions = new Map<number, number[]>()
  for (const { id, seq } of db.rows(sql.selectFrom('document_version').select(['id', 'seq']).orderBy('id'))) {
    const list = versions.get(seq)
    if (list) list.push(id)
    else versions.set(seq, [id])
  }
  return versions
}

/** Renders again, from the tables, what journal row `seq` stands for; `versionIds` are its versions, see `versionsBySeq`. */
export function renderStored(db: Reader, seq: number, versionIds: readonly number[]): string[] {
  const rendering: Rendering = new Map()
  const take = (table: PostedTable, keys: readonly number[], sorted = false): Stored[] => {
    const statement = statements.get(table)
    if (!statement) throw new Error(`${table} is not read back`)
    const rows = keys.flatMap((key) => db.all(statement, { key }))
    if (sorted) rows.sort((a, b) => Number(a.id) - Number(b.id))
    if (rows.length)
      rendering.set(
        table,
        rows.map((row) => renderRow(table, Object.values(row))),
      )
    return rows
  }
  const ids = (rows: Stored[], column = 'id') => rows.map((row) => row[column] as number)
  const versions = take('document_version', versionIds)
  const first = versions.filter((version) => version.version === 1)
  take('document', ids(first, 'document_id'))
  for (const child of childrenOfVersion) take(child.table, versionIds)
  const postings = ids(take('posting', [seq]))
  for (const child of childrenOfPosting) {
    const rows = take(child.table, postings, child.order[0] === 'id')
    if (child.table === 'stock_move') take('receipt_itc', ids(rows))
  }
  return canonical(rendering)
}
