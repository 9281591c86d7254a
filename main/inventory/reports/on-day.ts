import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'

/** The past day asked for; null is now. */
export const pastDay = ({ asOn, today }: { asOn: LocalDate | null; today: LocalDate }): LocalDate | null =>
  asOn === null || asOn >= today ? null : asOn
const monthOf = (day: LocalDate) => day.slice(0, 7)
const monthBegin = (day: LocalDate) => `${monthOf(day)}-01`

/** Quantity by batch and place on a day (null: now): what is on hand, or whole months and the days of the last (model rule 8). */
export const quantitiesOn = (past: LocalDate | null) =>
  past === null
    ? raw`select batch_id, location_id, qty from on_hand where qty <> 0`
    : raw`select batch_id, location_id, sum(qty) as qty from (
        select batch_id, location_id, qty from stock_month where month < ${monthOf(past)}
        union all
        select m.batch_id, m.location_id, m.qty from posting p join stock_move m on m.posting_id = p.id where p.date >= ${monthBegin(past)} and p.date <= ${past}
      ) group by batch_id, location_id having sum(qty) <> 0`

/** Value by item on a day (null: now), in parts to be added up. */
export const valuesOn = (past: LocalDate | null) =>
  past === null
    ? raw`select item_id, value from item_stand`
    : raw`select item_id, value from item_value_month where month < ${monthOf(past)}
        union all
        select v.item_id, v.amount from posting p join stock_value v on v.posting_id = p.id where p.date >= ${monthBegin(past)} and p.date <= ${past}`
