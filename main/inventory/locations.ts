import { change } from '../company/records.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'

/** Founds the locations of a new book; adds a kind that came later to an older one. Goods on a challan or with a supplier stay ours, at locations of their own. */
export const foundLocations = (given: Writing): void => {
  const row = (name: string, kind: string) => ({ insert: 'location' as const, row: { uid: uidBytes(newUid()), name, kind } })
  const kinds = new Set(given.tx.rows(sql.selectFrom('location').select('kind')).map((location) => location.kind))
  const missing = [
    row('Main godown', 'saleable'),
    row('Quarantine', 'quarantine'),
    row('Expiry', 'expiry'),
    row('In transit', 'transit'),
    row('With customers', 'with_customer'),
    row('With suppliers', 'with_supplier'),
  ].filter((one) => !kinds.has(one.row.kind as never))
  if (missing.length > 0) change(given, missing, { entity: 'location', reason: 'first run' })
}

const saleable = prepared<Record<never, never>>()(() =>
  sql.selectFrom('location').select('id').where('kind', '=', 'saleable').where('active', '=', 1).orderBy('id').limit(1),
)

/** Where goods are received and sold from unless a document says otherwise: the first saleable location. */
export function mainLocation(db: Reader): number {
  const found = db.get(saleable, {})
  if (!found) throw new Error('a book has a saleable location')
  return found.id
}
