import type { LocalDate } from '../../shared/calendar.ts'
import type { BasisPoints } from '../../shared/quantity.ts'
import type { Change } from '../company/records.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

const discountFact = prepared<{ party: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select('value')
    .where('subject_type', '=', 'party')
    .where('subject_id', '=', p.party)
    .where('name', '=', 'discount')
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

/** A party's discount on a day (model rule 7): a dated row, else what the master says. */
export function discountOn(db: Reader, party: { id: number; discount_bp: BasisPoints }, date: LocalDate): BasisPoints {
  const value = db.get(discountFact, { party: party.id, date })?.value ?? null
  return value === null ? party.discount_bp : (Number(value) as BasisPoints)
}

/** Another discount from a day on; what held until then is noted too the first time. None when it stays. */
export function discountChanges(
  db: Reader,
  before: { id: number; discount_bp: BasisPoints },
  { discountBp, from }: { discountBp: BasisPoints; from: LocalDate },
): Change[] {
  if (before.discount_bp === discountBp) return []
  const first = db.row(
    sql
      .selectFrom('dated_fact')
      .select('id')
      .where('subject_type', '=', 'party')
      .where('subject_id', '=', before.id)
      .where('name', '=', 'discount')
      .limit(1),
  )
  const row = (from_date: string, value: number): Change => ({
    insert: 'dated_fact',
    row: {
      subject_type: 'party',
      subject_id: before.id,
      name: 'discount',
      from_date: from_date as LocalDate,
      value: String(value),
    },
  })
  return [...(first ? [] : [row('1900-01-01', before.discount_bp)]), row(from, discountBp)]
}
