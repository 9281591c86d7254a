import type { DocumentKind } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'

const begin = prepared<Record<never, never>>()(() => sql.selectFrom('firm').select('books_begin').where('id', '=', 1))
const locks = prepared<{ kind: string; role: string }>()((p) =>
  sql
    .selectFrom('period_lock')
    .select(['kinds', 'role', 'upto', 'id'])
    .where('kinds', 'in', ['all', p.kind])
    .where('role', 'in', ['all', p.role])
    .orderBy('id'),
)

/** The day up to which documents of this kind are locked for this role; null when none is. */
export function lockedUpto(db: Reader, kind: DocumentKind, role: string): LocalDate | null {
  const latest = new Map<string, LocalDate | null>()
  for (const lock of db.all(locks, { kind, role })) latest.set(`${lock.kinds}/${lock.role}`, lock.upto)
  const days = [...latest.values()].filter((upto) => upto !== null)
  return days.length ? days.reduce((a, b) => (a > b ? a : b)) : null
}

/** Refuses a date before the books begin, after today, or in a locked period. The field is `date`. */
export function assertOpenPeriod({ tx, today, by }: Writing, kind: DocumentKind, date: LocalDate): void {
  const first = tx.get(begin, {})?.books_begin
  if (first && date < first) throw new Refusal('accounts/before-books', `The books begin on ${first}`, 'date', { from: first })
  if (date > today) throw new Refusal('accounts/after-today', `The date is after today, ${today}`, 'date', { today })
  const upto = lockedUpto(tx, kind, by.role)
  if (upto && date <= upto) throw new Refusal('accounts/period-locked', `The books are locked up to ${upto}`, 'date', { upto })
}
