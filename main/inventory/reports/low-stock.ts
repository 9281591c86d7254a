import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { activeItems, byName, itemColumns, type NamedItem, onOrder, shownItem, unsaleable } from './item-stock.ts'
import { type ListQuestion, ordered, pageOf, stretch, where, wordsIn } from './list-sql.ts'

export type LowAsk = Omit<ListQuestion, 'part'> & { company: string | null; beyond: 'low' | 'over' }
type Row = NamedItem & { minimum: Milli | null; maximum: Milli | null; stock: Milli; short: Milli; on_order: Milli }

/** What is saleable against the minimum, or the maximum, of the items that have one. */
function watched(ask: LowAsk, today: LocalDate) {
  const low = ask.beyond === 'low'
  const terms = [
    low ? raw`i.minimum_qty is not null` : raw`i.maximum_qty is not null`,
    ...activeItems(ask.company),
    ...wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.manufacturer, ''))`),
  ]
  const index = low ? raw`item_with_minimum` : raw`item_with_maximum`
  return raw`with unsaleable as materialized (${unsaleable(today)}),
    i as (select ${itemColumns}, i.minimum_qty as minimum, i.maximum_qty as maximum, coalesce(s.saleable_qty, 0) - coalesce(u.qty, 0) as stock
      from item i indexed by ${index} left join item_stand s on s.item_id = i.id left join unsaleable u on u.item_id = i.id ${where(terms)})`
}
const beyond = ({ beyond }: LowAsk) => (beyond === 'low' ? raw`where i.stock <= i.minimum` : raw`where i.stock > i.maximum`)
const short = ({ beyond }: LowAsk) => (beyond === 'low' ? raw`(i.minimum - i.stock)` : raw`(i.stock - i.maximum)`)

/** A page of items at or below their minimum, or above their maximum, the furthest off first. */
export function lowPage(ask: LowAsk, today: LocalDate) {
  const keys = {
    short: [raw`-${short(ask)}`],
    item: [raw`i.name collate nocase`],
    company: [raw`i.company collate nocase`],
    stock: [raw`i.stock`],
  }
  return text<Row>`${watched(ask, today)}, waits as materialized (${onOrder})
    select i.*, ${short(ask)} as short, coalesce(w.qty, 0) as on_order from i left join waits w on w.item_id = i.id ${beyond(ask)}
    ${ordered(ask, keys, 'short', byName)} ${stretch(ask)}`
}

export const lowCount = (ask: LowAsk, today: LocalDate) =>
  text<{ total: number }>`${watched(ask, today)} select count(*) as total from i ${beyond(ask)}`

/** Items at or below their minimum, or above their maximum; what is saleable and not expired counts. */
export const lowStock = (db: Reader, ask: LowAsk & Pick<ListQuestion, 'part'>, today: LocalDate) =>
  pageOf(
    ask,
    () =>
      db.rows(lowPage(ask, today)).map((row) => ({
        ...shownItem(row),
        stockMilli: milli(row.stock),
        minimumMilli: row.minimum,
        maximumMilli: row.maximum,
        shortMilli: milli(row.short),
        onOrderMilli: milli(row.on_order),
      })),
    () => {
      const { total } = db.must(lowCount(ask, today))
      return { total, sums: { items: total } }
    },
  )
