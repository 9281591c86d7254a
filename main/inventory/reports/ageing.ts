import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type AgeBand, ageBand, ageBands } from '../../../shared/inventory/stock-classes.ts'
import { distribute, type Paise, paise } from '../../../shared/money.ts'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { activeItems, byName, itemColumns, type NamedItem, shownItem } from './item-stock.ts'
import { sortedPage } from './list-page.ts'
import { type ListQuestion, ordered, pageOf, stretch, where, wordsIn } from './list-sql.ts'

type Receipt = { item_id: number; date: LocalDate; qty: Milli }

/** What came in of the items named, latest first: bought, opened with, found more; not what came back from a buyer or from another place. */
export const receiptsOf = (ids: readonly number[]) => text<Receipt>`
  select m.item_id, m.date, sum(m.qty) as qty from json_each(${JSON.stringify(ids)}) j cross join stock_move m indexed by stock_move_in on m.item_id = j.value
  where m.qty > 0 and m.kind in ('purchase','opening','adjustment','count') group by m.item_id, m.date order by m.item_id, m.date desc`

type Bands<V> = Record<AgeBand, V>
const nothing = Object.fromEntries(ageBands.map((band) => [band, 0])) as Bands<number>

/** The band of a day; goods come on few days, so each is reckoned once. */
export function bandsOn(today: LocalDate): (date: LocalDate) => AgeBand {
  const known = new Map<LocalDate, AgeBand>()
  return (date) => {
    const band = known.get(date) ?? ageBand(date, today)
    known.set(date, band)
    return band
  }
}

/**
 * Which receipts a quantity is taken to be of: the latest first, as goods leave oldest first. What is more than ever came (a return, say)
 * is of the oldest. In thousandths by band, and the day of the oldest.
 */
export function agedQty(
  qtyMilli: number,
  receipts: readonly { date: LocalDate; qty: number }[],
  bandOf: (date: LocalDate) => AgeBand,
): { bands: Bands<number>; oldest: LocalDate | null } {
  const bands: Bands<number> = { ...nothing }
  let left = qtyMilli
  let oldest: LocalDate | null = null
  for (const { date, qty } of receipts) {
    if (left <= 0) break
    const taken = Math.min(left, qty)
    bands[bandOf(date)] += taken
    left -= taken
    oldest = date
  }
  if (left > 0) bands[oldest ? bandOf(oldest) : 'older'] += left
  return { bands, oldest }
}

export type AgeingAsk = Omit<ListQuestion, 'part'> & { company: string | null }
type Held = NamedItem & { qty: number; value: Paise }
type Aged = Held & { oldest: LocalDate | null; bands: Bands<{ qtyMilli: Milli; valuePaise: Paise }> }

const keys = {
  item: [raw`i.name collate nocase`],
  company: [raw`i.manufacturer collate nocase`],
  value: [raw`s.value`],
}
const held = (ask: AgeingAsk) => raw`select ${itemColumns}, s.qty, s.value from item_stand s cross join item i on i.id = s.item_id
  ${where([raw`s.qty > 0`, ...activeItems(ask.company), ...wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.manufacturer, ''))`)])}`
const heldByName = (
  ask: AgeingAsk,
) => raw`select ${itemColumns}, s.qty, s.value from item i indexed by item_by_name cross join item_stand s on s.item_id = i.id
  ${where([raw`s.qty > 0`, ...activeItems(ask.company), ...wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.manufacturer, ''))`)])}`

/** A page of items in stock, by name, company or value; by name along the index of names, which stops at the page's end. */
export const heldPage = (ask: AgeingAsk) =>
  text<Held>`${Object.hasOwn(keys, ask.sort ?? 'item') && (ask.sort ?? 'item') !== 'item' ? held(ask) : heldByName(ask)}
    ${ordered(ask, keys, 'item', raw`i.id`)} ${stretch(ask)}`
/** All of them. */
export const heldItems = (ask: AgeingAsk) => text<Held>`${held(ask)} order by ${byName}`

function agedOf(db: Reader, items: readonly Held[], today: LocalDate): Aged[] {
  const receipts = new Map<number, Receipt[]>()
  for (const row of db.rows(receiptsOf(items.map(({ id }) => id)))) {
    const known = receipts.get(row.item_id)
    if (known) known.push(row)
    else receipts.set(row.item_id, [row])
  }
  const bandOf = bandsOn(today)
  return items.map((item) => {
    const { bands, oldest } = agedQty(item.qty, receipts.get(item.id) ?? [], bandOf)
    const weights = ageBands.map((band) => bands[band])
    // the item's paise go to the bands whole: nothing is lost by rounding each
    const values = weights.includes(item.qty)
      ? weights.map((qty) => (qty === 0 ? 0 : item.value))
      : distribute(item.value, weights)
    const parts = ageBands.map((band, at) => [band, { qtyMilli: milli(bands[band]), valuePaise: paise(values[at] ?? 0) }])
    return { ...item, oldest, bands: Object.fromEntries(parts) as Aged['bands'] }
  })
}

/** Keys that are known only when every item was looked at. */
const agedKeys: Readonly<Record<string, (row: Aged) => string | number | null>> = {
  oldest: ({ oldest }) => oldest,
  ...Object.fromEntries(ageBands.map((band) => [band, ({ bands }: Aged) => bands[band].valuePaise])),
}

type Look = { today: LocalDate; withCost: boolean }

/** Stock by age, an item a row. */
export function ageingReport(db: Reader, ask: AgeingAsk & Pick<ListQuestion, 'part'>, { today, withCost }: Look) {
  const money = (value: number) => (withCost ? paise(value) : null)
  const shown = (bands: Aged['bands']) =>
    Object.fromEntries(
      ageBands.map((band) => [band, { qtyMilli: bands[band].qtyMilli, valuePaise: money(bands[band].valuePaise) }]),
    ) as Bands<{ qtyMilli: Milli; valuePaise: Paise | null }>
  let all: Aged[] | undefined
  const every = () => {
    all ??= agedOf(db, db.rows(heldItems(ask)), today)
    return all
  }
  return pageOf(
    ask,
    () => {
      const byAge = ask.sort !== null && Object.hasOwn(agedKeys, ask.sort)
      const rows = byAge ? sortedPage(every(), ask, agedKeys, ask.sort as string) : agedOf(db, db.rows(heldPage(ask)), today)
      return rows.map((row) => ({
        ...shownItem(row),
        qtyMilli: milli(row.qty),
        valuePaise: money(row.value),
        oldest: row.oldest,
        bands: shown(row.bands),
      }))
    },
    () => {
      let valuePaise = 0
      const bands = Object.fromEntries(ageBands.map((band) => [band, { qtyMilli: 0, valuePaise: 0 }])) as Bands<{
        qtyMilli: number
        valuePaise: number
      }>
      for (const row of every()) {
        valuePaise += row.value
        for (const band of ageBands) {
          bands[band].qtyMilli += row.bands[band].qtyMilli
          bands[band].valuePaise += row.bands[band].valuePaise
        }
      }
      return { total: every().length, sums: { valuePaise: money(valuePaise), bands: shown(bands as never) } }
    },
  )
}
