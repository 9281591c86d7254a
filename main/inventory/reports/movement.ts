import { sql as raw } from 'kysely'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { type ReturnWindow, returnWindow } from '../../../shared/inventory/expiry-level.ts'
import { type AbcClass, abc, type Speed, speedOf } from '../../../shared/inventory/stock-classes.ts'
import { type Paise, paise, share } from '../../../shared/money.ts'
import { milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { activeItems, byName, itemColumns, type NamedItem, shownItem, soldIn } from './item-stock.ts'
import { sortedPage } from './list-page.ts'
import { type ListQuestion, pageOf, where, wordsIn } from './list-sql.ts'

export type MovementAsk = Omit<ListQuestion, 'part'> & {
  company: string | null
  days: number
  slowDays: number
  deadDays: number
  class: 'all' | AbcClass
  speed: 'all' | Speed
}

type Figures = {
  id: number
  qty: number
  value: number
  sold: number
  cost: number
  sold_on: LocalDate | null
  idle_from: LocalDate
  /** 1 where the item has the words asked for. */
  found: number
}

/** Of every item that is in stock or was sold: how much, of what worth, since when; by name, or by company. */
export function movementFigures(ask: MovementAsk, today: LocalDate) {
  const words = wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.manufacturer, ''))`)
  const listed = where([...activeItems(ask.company), raw`(s.qty <> 0 or o.item_id is not null)`])
  const byCompany = ask.sort === 'company'
  const order = byCompany ? raw`i.manufacturer collate nocase ${raw.raw(ask.descending ? 'desc' : 'asc')} nulls last, ` : raw``
  return text<Figures>`with sold as materialized (${soldIn(today, ask.days)})
    select i.id, coalesce(s.qty, 0) as qty, iif(s.qty <> 0, s.value, 0) as value, coalesce(o.qty, 0) as sold, coalesce(o.cost, 0) as cost, s.sold_on,
      coalesce(s.sold_on, s.came_on, ${today}) as idle_from, ${words.length ? raw.join(words, raw` and `) : raw`1`} as found
    from item i ${byCompany ? raw`` : raw`indexed by item_by_name`} cross join item_stand s on s.item_id = i.id left join sold o on o.item_id = i.id ${listed} order by ${order}${byName}`
}

type Moving = Figures & { class: AbcClass; total: number }

/** The rows of the list, sorted. Classes are of the whole list, whatever is filtered after. */
function moving(db: Reader, ask: MovementAsk, today: LocalDate): readonly Moving[] {
  const all = db.rows(movementFigures(ask, today))
  const weights = all.map(({ cost }) => Math.max(cost, 0))
  const total = weights.reduce((sum, one) => sum + one, 0)
  const classes = abc(weights)
  const rows = all.map((row, at): Moving => ({ ...row, class: classes[at] as AbcClass, total }))
  return rows.filter(
    (row) =>
      row.found === 1 &&
      (ask.class === 'all' || row.class === ask.class) &&
      (ask.speed === 'all' || (row.qty > 0 && speedOf(row.idle_from, today, ask) === ask.speed)),
  )
}

/** Stock beyond what the days asked for will take, and its share of the value; what never sells is all too much. */
function excessOf({ qty, sold, value }: Figures) {
  const over = Math.max(qty - Math.max(sold, 0), 0)
  return { excessMilli: milli(over), excessPaise: qty > 0 ? share(paise(value), over, qty) : paise(0) }
}

const weightOf = ({ cost }: Figures) => 1e15 - Math.max(cost, 0)
const ofClass = { A: 0, B: 2e15, C: 4e15 }
const keys: Readonly<Record<string, (row: Moving) => string | number | null>> = {
  class: (row) => ofClass[row.class] + weightOf(row),
  qty: ({ qty }) => qty,
  sold: ({ sold }) => sold,
  value: ({ value }) => value,
  soldCost: ({ cost }) => cost,
  cover: ({ qty, sold }) => (sold > 0 ? qty / sold : null),
  lastSale: ({ sold_on }) => sold_on,
  idle: ({ idle_from }) => idle_from,
  excess: (row) => excessOf(row).excessPaise,
}

/** By a figure; by name or company the rows come in their order already. */
function pageRows(rows: readonly Moving[], ask: MovementAsk): readonly Moving[] {
  if (ask.sort !== 'item' && ask.sort !== 'company') return sortedPage(rows, ask, keys, 'class')
  const turned = ask.sort === 'item' && ask.descending ? rows.toReversed() : rows
  return turned.slice(ask.offset, ask.offset + ask.limit)
}

type Ending = NamedItem & {
  expiry: LocalDate | null
  supplier: string | null
  return_days_before: number | null
  return_days_after: number | null
}
/** Of items named: what they are called, the earliest expiry of what is left, and who sold it last. */
export const endings = (ids: readonly number[]) => text<Ending>`
  select ${itemColumns}, (select min(b.expiry) from batch b cross join on_hand h on h.batch_id = b.id where b.item_id = i.id and h.qty > 0) as expiry,
    p.name as supplier, p.return_days_before, p.return_days_after
  from json_each(${JSON.stringify(ids)}) j cross join item i on i.id = j.value left join item_bought k on k.item_id = i.id left join party p on p.id = k.supplier_id and p.is_supplier = 1`

/** Whether the last supplier still takes the batch that ends first. */
function windowOf(ending: Ending, today: LocalDate): { supplier: string | null; window: ReturnWindow } {
  const { expiry, supplier } = ending
  if (expiry === null || supplier === null) return { supplier, window: 'none' }
  const terms = { daysBefore: ending.return_days_before, daysAfter: ending.return_days_after, shareBp: null }
  return { supplier, window: returnWindow(expiry, today, terms) }
}

type Look = { today: LocalDate; withCost: boolean }

/** ABC by sale at cost and speed by days since the last sale, with what is more than the days will take. */
export function movementReport(db: Reader, ask: MovementAsk & Pick<ListQuestion, 'part'>, { today, withCost }: Look) {
  const money = (value: number) => (withCost ? paise(value) : null)
  const rows = moving(db, ask, today)
  return pageOf(
    ask,
    () => {
      const shown = pageRows(rows, ask)
      const known = new Map(db.rows(endings(shown.map(({ id }) => id))).map((row) => [row.id, row]))
      return shown.map((row) => {
        const named = known.get(row.id) as Ending
        return { ...shownItem(named), ...figuresOf(row, ask, { today, money }), ...windowOf(named, today) }
      })
    },
    () => {
      const sums = { value: 0, cost: 0, excess: 0 }
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

type Shown = { today: LocalDate; money: (value: number) => Paise | null }

function figuresOf(row: Moving, ask: MovementAsk, { today, money }: Shown) {
  const { excessMilli, excessPaise } = excessOf(row)
  return {
    class: row.class,
    speed: speedOf(row.idle_from, today, ask),
    qtyMilli: milli(row.qty),
    soldMilli: milli(row.sold),
    valuePaise: money(row.value),
    soldCostPaise: money(row.cost),
    shareBp: row.total === 0 ? 0 : share(paise(Math.max(row.cost, 0)), 10_000, row.total),
    coverDays: row.sold > 0 ? Math.floor((Math.max(row.qty, 0) * ask.days) / row.sold) : null,
    lastSale: row.sold_on,
    idleDays: daysBetween(row.idle_from, today),
    excessMilli,
    excessPaise: money(excessPaise),
  }
}
