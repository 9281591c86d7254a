import { sql as raw } from 'kysely'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import type { DoctorCheck, Found } from './check.ts'

type Values = Record<string, unknown>
type Noted =
  | ['+', string, number, Values]
  | ['~', string, number, Record<string, [unknown, unknown]>]
  | ['-', string, null, Values[]]

/** Tables whose rows have an id of their own by which history can be followed. */
const followed = [
  'firm',
  'account_group',
  'account',
  'location',
  'price_list',
  'party',
  'party_address',
  'party_licence',
  'party_contact',
  'item',
  'batch',
  'series',
  'order_closing',
  'order_confirmation',
  'trip',
  'trip_bill',
  'delivery',
  'hsn',
  'scheme',
  'item_rack',
  'stock_request',
  'return_request',
  'count_sheet',
  'count_row',
  'count_entry',
  'supplier_layout',
  'supplier_item',
  'bill_import',
  'bill_import_document',
  'item_tax',
  'price',
  'batch_mrp',
  'party_price',
  'company_list',
  'discount_term',
  'dated_fact',
  'period_lock',
] as const
/** Kept beside the record and not by it: how often an item is sold decides its place in searches. */
const besideTheRecord = new Set(['popularity'])
const most = 50

/** What every record must be now, by replaying the journal's changes from the first. */
function replayed(db: Reader): Map<string, Map<number, Values>> {
  const tables = new Map<string, Map<number, Values>>(followed.map((table) => [table, new Map()]))
  for (const row of db.each(sql.selectFrom('journal').select('changes_json').where('kind', '=', 'change').orderBy('seq'))) {
    for (const [kind, table, id, values] of JSON.parse(row.changes_json ?? '[]') as Noted[]) {
      const rows = tables.get(table)
      if (!rows) continue
      if (kind === '+') rows.set(id, { ...values })
      else if (kind === '~') {
        const known = rows.get(id)
        if (known) for (const [column, [, after]] of Object.entries(values)) known[column] = after
      } else for (const gone of values) rows.delete(Number(gone.id))
    }
  }
  return tables
}

const plain = (value: unknown): unknown => {
  if (!(value instanceof Uint8Array)) return value
  return value.length === 16 ? uidText(value) : Buffer.from(value).toString('hex')
}

/** Masters, prices, tax rows, settings and locks are what their history says: an edit behind the journal's back is found. */
export const recordCheck: DoctorCheck = {
  name: 'records',
  run: (db) => {
    const found: Found[] = []
    const miss = (subject: string, message: string, expected: unknown, now: unknown) => {
      if (found.length < most) found.push({ check: 'records', subject, message, expected: String(expected), found: String(now) })
    }
    for (const [table, rows] of replayed(db)) {
      let seen = 0
      for (const row of db.each(text<Values>`select * from ${raw.table(table)}`)) {
        const expected = rows.get(Number(row.id))
        if (!expected) {
          miss(`${table} ${row.id}`, 'A record has no history', 'none', 'a record')
          continue
        }
        seen++
        for (const [column, value] of Object.entries(expected))
          if (!besideTheRecord.has(column) && (plain(row[column]) ?? null) !== (value ?? null))
            miss(`${table} ${row.id} ${column}`, 'A record differs from its history', value, plain(row[column]))
      }
      if (seen < rows.size) miss(table, 'Records are missing', rows.size, seen)
    }
    return found
  },
}
