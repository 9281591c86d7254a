import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { paise } from '../../../shared/money.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { knownItem } from './known-by.ts'

const known = knownItem('o')
/** Open items of a party with something left, oldest first. */
const openItems = prepared<{ party: number }>()((p) =>
  sql
    .selectFrom('open_left as l')
    .innerJoin('open_item as o', 'o.id', 'l.open_item_id')
    .leftJoin('document as d', 'd.id', 'o.document_id')
    .leftJoin('document_state as s', 's.document_id', 'd.id')
    .leftJoin('document_version as v', 'v.id', 's.current_version_id')
    .select(['o.id', known.number.as('number'), 'o.date', 'o.due', 'o.amount', 'l.left_amount'])
    .where('l.party_id', '=', p.party)
    .where('l.left_amount', '<>', paise(0))
    .orderBy('o.date')
    .orderBy('o.id'),
)

/** What is open between a party and us, oldest first: what they owe is positive, money on account negative. Days are past the due date. */
export const outstanding = (db: Reader, party: number, today: LocalDate) =>
  db.all(openItems, { party }).map((row) => ({
    openItem: row.id,
    number: row.number,
    date: row.date,
    due: row.due,
    amountPaise: row.amount,
    leftPaise: row.left_amount,
    days: daysBetween(row.due ?? row.date, today),
  }))
