import type { LocalDate } from '../../shared/calendar.ts'
import { type FactName, factNames, factValues } from '../../shared/company/contract.ts'
import { factDefault, factDefaults } from '../../shared/company/fact-defaults.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import { change } from './records.ts'

const asOf = prepared<{ name: string; date: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select('value')
    .where('subject_type', '=', 'firm')
    .where('subject_id', '=', 1)
    .where('name', '=', p.name)
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

type OrDefault<N extends FactName> = string | ((typeof factDefaults)[N] extends string ? never : null)
/**
 * A firm fact as it stood on a date: the latest row not after it, a later correction of the same day winning (model rule 7); before any,
 * its default.
 */
export const firmFact = <N extends FactName>(db: Reader, name: N, date: LocalDate): OrDefault<N> =>
  (db.get(asOf, { name, date })?.value ?? factDefaults[name]) as OrDefault<N>

/** Every fact as it stands on a day, since when, what holds of it until it is set, and the day the next value begins if one is noted already. */
export function firmFacts(db: Reader, date: LocalDate) {
  const rows = db.rows(
    sql
      .selectFrom('dated_fact')
      .select(['name', 'from_date', 'value'])
      .where('subject_type', '=', 'firm')
      .where('subject_id', '=', 1)
      .orderBy('from_date')
      .orderBy('seq')
      .orderBy('id'),
  )
  const firm = db.must(
    sql
      .selectFrom('firm')
      .select(['licence_20b as licence20b', 'licence_21b as licence21b', 'licence_20g as licence20g'])
      .where('id', '=', 1),
  )
  return factNames.map((name) => {
    const mine = rows.filter((row) => row.name === name)
    const now = mine.findLast((row) => row.from_date <= date)
    return {
      name,
      value: now?.value ?? null,
      default: factDefault(name, firm),
      from: now?.from_date ?? '',
      next: mine.find((row) => row.from_date > date)?.from_date ?? null,
    }
  })
}

const numbers: Partial<Record<FactName, RegExp>> = {
  'near-expiry-days': /^\d{1,3}$/,
  'expiry-critical-days': /^\d{1,3}$/,
  'expiry-warning-days': /^\d{1,3}$/,
  'expiry-info-days': /^\d{1,4}$/,
  'match-rate-bp': /^\d{1,4}$/,
  'match-amount-paise': /^\d{1,7}$/,
  'match-qty-bp': /^\d{1,4}$/,
  'receive-over-bp': /^\d{1,4}$/,
  'return-approval-above': /^\d{0,11}$/,
  'reservation-days': /^\d{1,3}$/,
  'credit-late-days': /^\d{1,3}$/,
  'credit-cheque-days': /^\d{1,2}$/,
  'margin-warn-bp': /^\d{1,4}$/,
  'rate-drift-bp': /^\d{1,4}$/,
}

/**
 * Notes what holds from a day on (model rule 7). Refuses a value the fact cannot have, a day before the books begin, and another
 * cost method: that re-values the opening stock of a 1 April and is more than a setting.
 */
export function setFirmFact(given: Writing, name: FactName, from: LocalDate, value: string | null): void {
  const known: readonly string[] | null = factValues[name]
  const fits = known !== null ? value !== null && known.includes(value) : (numbers[name]?.test(value ?? '') ?? true)
  if (!fits) throw new Refusal('company/fact-value', `${name} cannot be ${value}`, 'value', { name, value })
  if ((name === 'cost-method' || name === 'cost-pool') && firmFact(given.tx, name, from) !== value)
    throw new Refusal('company/cost-method-fixed', 'The cost method stays as the book was founded', 'value')
  const begin = given.tx.must(sql.selectFrom('firm').select('books_begin').where('id', '=', 1)).books_begin
  if (from < begin) throw new Refusal('company/fact-before-books', `The books begin on ${begin}`, 'from', { from: begin })
  change(given, [{ insert: 'dated_fact', row: { subject_type: 'firm', subject_id: 1, name, from_date: from, value } }], {
    entity: 'firm',
    reason: null,
  })
}
