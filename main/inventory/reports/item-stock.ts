import { type RawBuilder, sql as raw } from 'kysely'
import { addDays, type LocalDate } from '../../../shared/calendar.ts'
import { text } from '../../database/connection.ts'

/** Pieces of the reports of stock, each one row an item: to be written as `with x as materialized (…)`. */

type ByItem = { item_id: number; qty: number }

/** What stands at saleable places but cannot be sold: expired on the day, or blocked. */
export const unsaleable = (today: LocalDate): RawBuilder<unknown> => raw`
  select b.item_id, sum(u.qty) as qty from (
    select batch_id, location_id, qty from on_hand indexed by on_hand_by_expiry where qty <> 0 and expiry is not null and expiry < ${today}
    union all
    select h.batch_id, h.location_id, h.qty from batch b indexed by batch_blocked cross join on_hand h on h.batch_id = b.id
    where b.blocked_reason is not null and h.qty <> 0 and (h.expiry is null or h.expiry >= ${today})
  ) u cross join location l on l.id = u.location_id and l.kind = 'saleable' cross join batch b on b.id = u.batch_id group by b.item_id`

/** What open purchase orders still wait for: asked, less come, less given up. */
export const onOrder = raw`
  select l.item_id, sum(w.qty_left) as qty from purchase_left w cross join document d on d.id = w.document_id and d.kind = 'purchase-order'
  cross join document_state s on s.document_id = d.id and s.cancelled = 0 cross join document_line l on l.version_id = s.current_version_id and l.line_no = w.line_no
  group by l.item_id`

/** Half a month: the shorter way to the figures of the rest of it. */
const half = 16

/**
 * Sold less returned over so many days up to today, and its cost: whole months, and of the month the days begin in either its last days
 * or what the whole is without its first days, whichever are fewer. A cancelled bill and its mirror are nothing together.
 */
export function soldIn(today: LocalDate, days: number): RawBuilder<unknown> {
  const first = addDays(today, 1 - days)
  const month = first.slice(0, 7)
  const late = Number(first.slice(8)) > half
  const start = late
    ? raw`select item_id, qty, cost from item_sold_day where date >= ${first} and date <= ${`${month}-31`} and date <= ${today}`
    : raw`select item_id, -qty, -cost from item_sold_day where date >= ${`${month}-01`} and date < ${first}`
  const whole = late ? raw`month > ${month}` : raw`month >= ${month}`
  return raw`
    select item_id, sum(qty) as qty, sum(cost) as cost from (
      select item_id, qty, cost from item_sold_month where ${whole} and month <= ${today.slice(0, 7)}
      union all ${start}
      union all select item_id, -qty, -cost from item_sold_day where date > ${today} and date <= ${`${today.slice(0, 7)}-31`} and ${late && month === today.slice(0, 7) ? 0 : 1}
    ) group by item_id having sum(qty) <> 0 or sum(cost) <> 0`
}

/** The same to look at by itself. */
export const soldQty = (today: LocalDate, days: number) => text<ByItem & { cost: number }>`${soldIn(today, days)}`
export const unsaleableQty = (today: LocalDate) => text<ByItem>`${unsaleable(today)}`
export const onOrderQty = text<ByItem>`${onOrder}`

/** The columns an item is named by. */
export const itemColumns = raw`i.id, i.name, i.manufacturer as company, i.sale_unit as saleUnit, i.sale_factor as saleFactor`
export type NamedItem = { id: number; name: string; company: string | null; saleUnit: string; saleFactor: number }
export const shownItem = ({ id, name, company, saleUnit, saleFactor }: NamedItem) => ({
  itemId: id,
  item: name,
  company,
  saleUnit,
  saleFactor,
})
/** Active items, of one company or all. */
export const activeItems = (company: string | null): RawBuilder<unknown>[] =>
  company === null ? [raw`i.active = 1`] : [raw`i.active = 1`, raw`i.manufacturer = ${company}`]
export const byName = raw`i.name collate nocase, i.id`
