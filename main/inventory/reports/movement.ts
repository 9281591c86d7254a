import { sql as raw } from 'kysely'
import { addDays, daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { type ReturnWindow, returnWindow } from '../../../shared/inventory/expiry-level.ts'
import { type AbcClass, aUpToBp, bUpToBp, type Speed, speedOf } from '../../../shared/inventory/stock-classes.ts'
import { type Paise, paise, share } from '../../../shared/money.ts'
import { milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { activeItems, byName, itemColumns, type NamedItem, shownItem, soldIn } from './item-stock.ts'
import { type ListQuestion, ordered, pageOf, stretch, where, wordsIn } from './list-sql.ts'

export type MovementAsk = Omit<ListQuestion, 'part'> & {
  company: string | null
  days: number
  slowDays: number
  deadDays: number
  class: 'all' | AbcClass
  speed: 'all' | Speed
}

type Row = NamedItem & {
  qty: number
  value: Paise
  sold: number
  cost: Paise
  total: number
  class: AbcClass
  sold_on: LocalDate | null
  idle_from: LocalDate
}

/**
 * Every item that is in stock or was sold, with its class: A to 70 % of what was sold at cost, B to 90 %, whoever reaches over a border
 * still belongs before it (as `abc` of shared/inventory/stock-classes.ts). Classes are of the whole list, whatever is filtered after.
 */
const classed = (ask: MovementAsk, today: LocalDate) => raw`
  with sold as materialized (${soldIn(today, ask.days)}),
  listed as (select ${itemColumns}, coalesce(s.qty, 0) as qty, iif(s.qty <> 0, s.value, 0) as value, coalesce(o.qty, 0) as sold, coalesce(o.cost, 0) as cost, max(coalesce(o.cost, 0), 0) as weight,
      s.sold_on, coalesce(s.sold_on, s.came_on, ${today}) as idle_from
    from item_stand s cross join item i on i.id = s.item_id left join sold o on o.item_id = s.item_id ${where([...activeItems(ask.company), raw`(s.qty <> 0 or o.item_id is not null)`])}),
  weighed as (select *, coalesce(sum(weight) over (order by weight desc, name collate nocase, id rows between unbounded preceding and 1 preceding), 0) as before, sum(weight) over () as total from listed),
  i as (select *, case when weight = 0 then 'C' when before * 10000 < total * ${raw.lit(aUpToBp)} then 'A' when before * 10000 < total * ${raw.lit(bUpToBp)} then 'B' else 'C' end as class from weighed)`

function asked(ask: MovementAsk, today: LocalDate) {
  const terms = wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.company, ''))`)
  if (ask.class !== 'all') terms.push(raw`i.class = ${ask.class}`)
  if (ask.speed !== 'all') {
    const [dead, slow] = [addDays(today, -ask.deadDays), addDays(today, -ask.slowDays)]
    terms.push(raw`i.qty > 0`)
    if (ask.speed === 'dead') terms.push(raw`i.idle_from < ${dead}`)
    else terms.push(raw`i.idle_from >= ${dead}`, ask.speed === 'slow' ? raw`i.idle_from < ${slow}` : raw`i.idle_from >= ${slow}`)
  }
  return where(terms)
}

const excess = raw`max(i.qty - max(i.sold, 0), 0)`
const keys = {
  class: [raw`i.class`, raw`-i.weight`],
  item: [raw`i.name collate nocase`],
  company: [raw`i.company collate nocase`],
  qty: [raw`i.qty`],
  sold: [raw`i.sold`],
  value: [raw`i.value`],
  soldCost: [raw`i.cost`],
  cover: [raw`iif(i.sold > 0, 1.0 * i.qty / i.sold, null)`],
  lastSale: [raw`i.sold_on`],
  idle: [raw`i.idle_from`],
  excess: [raw`iif(i.qty > 0, 1.0 * i.value * ${excess} / i.qty, 0)`],
}

/** A page of the list. */
export const movementPage = (ask: MovementAsk, today: LocalDate) =>
  text<Row>`${classed(ask, today)} select i.* from i ${asked(ask, today)} ${ordered(ask, keys, 'class', byName)} ${stretch(ask)}`

/** What is added up of all its rows. */
export const movementFigures = (ask: MovementAsk, today: LocalDate) =>
  text<
    Pick<Row, 'qty' | 'value' | 'sold' | 'cost'>
  >`${classed(ask, today)} select i.qty, i.value, i.sold, i.cost from i ${asked(ask, today)}`

/** Stock beyond what the days asked for will take, and its share of the value; what never sells is all too much. */
function excessOf({ qty, sold, value }: Pick<Row, 'qty' | 'value' | 'sold'>) {
  const over = Math.max(qty - Math.max(sold, 0), 0)
  return { excessMilli: milli(over), excessPaise: qty > 0 ? share(value, over, qty) : paise(0) }
}

type Ending = {
  item_id: number
  expiry: LocalDate | null
  supplier: string | null
  return_days_before: number | null
  return_days_after: number | null
}
/** Of items named: the earliest expiry of what is left, and who sold it last. */
export const endings = (ids: readonly number[]) => text<Ending>`
  select j.value as item_id, (select min(b.expiry) from batch b cross join on_hand h on h.batch_id = b.id where b.item_id = j.value and h.qty > 0) as expiry,
    p.name as supplier, p.return_days_before, p.return_days_after
  from json_each(${JSON.stringify(ids)}) j left join item_bought k on k.item_id = j.value left join party p on p.id = k.supplier_id and p.is_supplier = 1`

/** Whether the last supplier still takes the batch that ends first. */
function windowOf(ending: Ending | undefined, today: LocalDate): { supplier: string | null; window: ReturnWindow } {
  const { expiry = null, supplier = null } = ending ?? {}
  if (!ending || expiry === null || supplier === null) return { supplier, window: 'none' }
  const terms = { daysBefore: ending.return_days_before, daysAfter: ending.return_days_after, shareBp: null }
  return { supplier, window: returnWindow(expiry, today, terms) }
}

type Look = { today: LocalDate; withCost: boolean }

/** ABC by sale at cost and speed by days since the last sale, with what is more than the days will take. */
export function movementReport(db: Reader, ask: MovementAsk & Pick<ListQuestion, 'part'>, { today, withCost }: Look) {
  const money = (value: number) => (withCost ? paise(value) : null)
  return pageOf(
    ask,
    () => {
      const rows = db.rows(movementPage(ask, today))
      const ends = new Map(db.rows(endings(rows.map(({ id }) => id))).map((row) => [row.item_id, row]))
      return rows.map((row) => ({
        ...shownItem(row),
        ...figuresOf(row, ask, today),
        valuePaise: money(row.value),
        soldCostPaise: money(row.cost),
        excessPaise: money(excessOf(row).excessPaise),
        ...windowOf(ends.get(row.id), today),
      }))
    },
    () => {
      const sums = { value: 0, cost: 0, excess: 0 }
      const rows = db.rows(movementFigures(ask, today))
      for (const row of rows) {
        sums.value += row.value
        sums.cost += row.cost
        sums.excess += excessOf(row).excessPaise
      }
      return {
        total: rows.length,
        sums: { valuePaise: money(sums.value), soldCostPaise: money(sums.cost), excessPaise: money(sums.excess) },
      }
    },
  )
}

const figuresOf = (row: Row, ask: MovementAsk, today: LocalDate) => ({
  class: row.class,
  speed: speedOf(row.idle_from, today, ask),
  qtyMilli: milli(row.qty),
  soldMilli: milli(row.sold),
  shareBp: row.total === 0 ? 0 : share(paise(Math.max(row.cost, 0)), 10_000, row.total),
  coverDays: row.sold > 0 ? Math.floor((Math.max(row.qty, 0) * ask.days) / row.sold) : null,
  lastSale: row.sold_on,
  idleDays: daysBetween(row.idle_from, today),
  excessMilli: excessOf(row).excessMilli,
})
