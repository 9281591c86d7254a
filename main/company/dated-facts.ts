import type { LocalDate } from '../../shared/calendar.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import { change } from './records.ts'

/** What the firm's facts may be; each value is text, read by the room that owns the word. */
export type FactName =
  | 'aato-band'
  | 'e-invoice'
  | 'lut'
  | 'filing'
  | 'cost-method'
  | 'negative-stock'
  | 'round-off'
  | 'near-expiry-days'
  | 'cost-pool'

const asOf = prepared<{ type: string; id: number; name: string; date: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select('value')
    .where('subject_type', '=', p.type)
    .where('subject_id', '=', p.id)
    .where('name', '=', p.name)
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

/** A firm fact as it stood on a date: the latest row not after it, a later correction of the same day winning (model rule 7). */
export const firmFact = (db: Reader, name: FactName, date: LocalDate): string | null =>
  db.get(asOf, { type: 'firm', id: 1, name, date })?.value ?? null

export const setFirmFact = (given: Writing, name: FactName, from: LocalDate, value: string | null) =>
  change(given, [{ insert: 'dated_fact', row: { subject_type: 'firm', subject_id: 1, name, from_date: from, value } }], {
    entity: 'firm',
    reason: null,
  })
