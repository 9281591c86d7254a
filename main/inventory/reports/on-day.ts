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

const listed = (items: readonly number[]) => raw`json_each(${JSON.stringify(items)}) j`

/** The same of some items, found by them: for the rows of a page, where whole months and days would be all of the stock. */
export const quantitiesOf = (past: LocalDate | null, items: readonly number[]) =>
  past === null
    ? raw`select h.batch_id, h.location_id, h.qty from ${listed(items)} cross join batch b on b.item_id = j.value cross join on_hand h on h.batch_id = b.id where h.qty <> 0`
    : raw`select batch_id, location_id, sum(qty) as qty from (
        select m.batch_id, m.location_id, m.qty from ${listed(items)} cross join batch b on b.item_id = j.value cross join stock_month m on m.batch_id = b.id
          where m.month < ${monthOf(past)}
        union all
        select m.batch_id, m.location_id, m.qty from ${listed(items)} cross join batch b on b.item_id = j.value
          cross join stock_move m indexed by stock_move_by_item on m.item_id = j.value and m.batch_id = b.id and m.date >= ${monthBegin(past)} and m.date <= ${past}
      ) group by batch_id, location_id having sum(qty) <> 0`

/** Value by item on a day (null: now), in parts to be added up. */
export const valuesOn = (past: LocalDate | null) =>
  past === null
    ? raw`select item_id, value from item_stand`
    : raw`select item_id, value from item_value_month where month < ${monthOf(past)}
        union all
        select v.item_id, v.amount from posting p join stock_value v on v.posting_id = p.id where p.date >= ${monthBegin(past)} and p.date <= ${past}`

/**
 * The same of some items, by them. An issue is valued on its own day and found by its move; what else changes a value may come on a later
 * day than its move, and has an index of its own.
 */
export const valuesOf = (past: LocalDate | null, items: readonly number[]) =>
  past === null
    ? raw`select s.item_id, s.value from ${listed(items)} cross join item_stand s on s.item_id = j.value`
    : raw`select v.item_id, v.value from ${listed(items)} cross join item_value_month v on v.item_id = j.value where v.month < ${monthOf(past)}
        union all
        select m.item_id, v.amount from ${listed(items)} cross join stock_move m indexed by stock_move_by_item
          on m.item_id = j.value and m.date >= ${monthBegin(past)} and m.date <= ${past}
          cross join stock_value v on v.move_id = m.id and v.kind = 'issue'
        union all
        select v.item_id, v.amount from ${listed(items)} cross join stock_value v indexed by stock_value_apart
          on v.item_id = j.value and v.date >= ${monthBegin(past)} and v.date <= ${past} and v.kind <> 'issue'`
