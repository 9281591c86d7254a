import type { Insertable, Updateable } from 'kysely'
import { sql, type Writer } from '../database/connection.ts'
import { type Prepared, prepared } from '../database/prepared.ts'
import type { Schema } from '../database/schema.ts'
import { uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { appendJournal, nextSeq } from './journal.ts'

/** Master tables: rows of which an insert or an update is a change of records. */
export type Master =
  | 'attachment'
  | 'bill_look'
  | 'key_map'
  | 'device'
  | 'user'
  | 'user_grant'
  | 'firm'
  | 'account_group'
  | 'account'
  | 'location'
  | 'price_list'
  | 'party'
  | 'party_address'
  | 'party_licence'
  | 'party_contact'
  | 'item'
  | 'item_unit'
  | 'barcode'
  | 'batch'
  | 'series'
  | 'scheme'
  | 'item_rack'
  | 'hsn'
  | 'stock_request'
  | 'return_request'
  | 'trip'
  | 'trip_bill'
  | 'count_sheet'
  | 'sale_restriction'
  | 'supplier_layout'
  | 'supplier_item'
  | 'bill_import'
  | 'bill_import_document'
  | 'lost_sale'
  | 'nickname'
/** Rows that hang on a master and may go with a change of it. */
export type Removable = 'item_rack' | 'party_address' | 'party_licence' | 'party_contact' | 'barcode' | 'item_unit'
/** Append-only tables whose rows carry the journal's seq. */
export type Dated =
  | 'item_tax'
  | 'price'
  | 'batch_mrp'
  | 'dated_fact'
  | 'period_lock'
  | 'party_price'
  | 'company_list'
  | 'discount_term'
  | 'order_closing'
  | 'order_confirmation'
  | 'delivery'
  | 'recall_letter'
  | 'credit_allowance'
  | 'count_row'
  | 'count_entry'

export type Change =
  | { [T in Master]: { insert: T; row: Insertable<Schema[T]> } }[Master]
  | { [T in Dated]: { insert: T; row: Omit<Insertable<Schema[T]>, 'seq'> } }[Dated]
  | { [T in Master]: { update: T; id: number; set: Updateable<Schema[T]> } }[Master]
  | { delete: Removable; where: Record<string, number | string> }

/** Why a change was made: a person's reason, and the import or bulk change it belongs to. */
export type Why = { entity: string; entityUid?: string | null; reason?: string | null; workId?: number | null }

const dated: ReadonlySet<string> = new Set([
  'item_tax',
  'price',
  'batch_mrp',
  'dated_fact',
  'period_lock',
  'party_price',
  'company_list',
  'discount_term',
  'order_closing',
  'order_confirmation',
  'delivery',
  'recall_letter',
  'credit_allowance',
  'count_row',
  'count_entry',
])
const inserts = new Map<string, Prepared<Record<string, unknown>, unknown>>()

function insertStatement(table: Master | Dated, columns: string[]): Prepared<Record<string, unknown>, unknown> {
  const key = `${table}:${columns.join()}`
  let found = inserts.get(key)
  if (!found) {
    found = prepared<Record<string, unknown>>()((p) =>
      sql.insertInto(table).values(Object.fromEntries(columns.map((column) => [column, p[column]])) as never),
    )
    inserts.set(key, found)
  }
  return found
}

/**
 * The writer of masters, prices, settings, locks and users (model rule 1): applies the changes and writes one journal row that
 * holds them with their old values, which is what undo reads. Returns the id of each inserted row, null for other changes.
 */
export function change(given: Writing, changes: readonly Change[], why: Why): (number | null)[] {
  const { tx } = given
  const seq = nextSeq(tx)
  const noted: unknown[] = []
  const ids = changes.map((one) => {
    if ('insert' in one) {
      const row: Record<string, unknown> = dated.has(one.insert) ? { ...one.row, seq } : { ...one.row }
      const { lastId } = tx.do(insertStatement(one.insert, Object.keys(row)), row)
      noted.push(['+', one.insert, lastId, readable(row)])
      return lastId
    }
    if ('delete' in one) {
      noted.push(['-', one.delete, null, remove(tx, one.delete, one.where)])
      return null
    }
    const differences = update(tx, one.update, one.id, one.set as Record<string, unknown>)
    if (differences) noted.push(['~', one.update, one.id, differences])
    return null
  })
  appendJournal(
    given,
    seq,
    {
      kind: 'change',
      entity: why.entity,
      entityUid: why.entityUid ?? null,
      changesJson: JSON.stringify(noted),
      reason: why.reason ?? null,
      workId: why.workId ?? null,
    },
    [],
  )
  return ids
}

/** More bytes than any digest has: a picture, which history need not repeat. */
const longestNoted = 64
const plain = (value: unknown): unknown => {
  if (!(value instanceof Uint8Array)) return value
  if (value.length > longestNoted) return `${value.length} bytes`
  return value.length === 16 ? uidText(value) : Buffer.from(value).toString('hex')
}
// a loop: an import of a catalogue comes by here some 150,000 times
function readable(row: Record<string, unknown>): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const name in row) {
    const value = row[name]
    if (value !== null && value !== undefined) shown[name] = typeof value === 'object' ? plain(value) : value
  }
  return shown
}

function update(tx: Writer, table: Master, id: number, set: Record<string, unknown>): Record<string, [unknown, unknown]> | null {
  const before = tx.must(
    sql
      .selectFrom(table)
      .selectAll()
      .where('id' as never, '=', id as never),
  ) as Record<string, unknown>
  const changed = Object.entries(set).filter(([column, value]) => plain(before[column] ?? null) !== plain(value ?? null))
  if (!changed.length) return null
  tx.run(
    sql
      .updateTable(table)
      .set(Object.fromEntries(changed) as never)
      .where('id' as never, '=', id as never),
  )
  // that a PIN changed is history; its hash is not
  return Object.fromEntries(
    changed.map(([column, value]) => [
      column,
      column === 'pin_hash' ? ['•', '•'] : [plain(before[column] ?? null), plain(value ?? null)],
    ]),
  )
}

function remove(tx: Writer, table: Removable, where: Record<string, number | string>): unknown[] {
  let select = sql.selectFrom(table).selectAll()
  let gone = sql.deleteFrom(table)
  for (const [column, value] of Object.entries(where)) {
    select = select.where(column as never, '=', value as never)
    gone = gone.where(column as never, '=', value as never)
  }
  const rows = tx.rows(select)
  tx.run(gone)
  return rows.map((row) => readable(row as Record<string, unknown>))
}
