import { type RawBuilder, sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type AgeBand, ageBands, bandBegins } from '../../../shared/inventory/stock-classes.ts'
import { distribute, type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { activeItems, byName, itemColumns, type NamedItem, shownItem } from './item-stock.ts'
import { sortedPage } from './list-page.ts'
import { type ListQuestion, ordered, pageOf, stretch, where, wordsIn } from './list-sql.ts'

type Bands<V> = Record<AgeBand, V>
const perBand = <V>(of: (band: AgeBand) => V) => Object.fromEntries(ageBands.map((band) => [band, of(band)])) as Bands<V>

/** What came in of some items (`id`s): bought, opened with, found more; not what came back from a buyer or from another place. */
const came = (items: RawBuilder<unknown>) => raw`(${items}) j cross join stock_move m indexed by stock_move_in on m.item_id = j.id
  where m.qty > 0 and m.kind in ('purchase','opening','adjustment','count')`
const listed = (ids: readonly number[]) => raw`select value as id from json_each(${JSON.stringify(ids)})`
/** All in stock, which is sooner read than a long list of numbers. */
const inStock = raw`select item_id as id from item_stand where qty > 0`
const longList = 1000
const among = (ids: readonly number[]) => (ids.length > longList ? inStock : listed(ids))

/** What came in of the items named, added up by its age. */
export function cameByAge(ids: readonly number[], today: LocalDate) {
  const begins = bandBegins(today)
  const sums = ageBands.map((band, at) => {
    const from = begins[at] ? raw`m.date >= ${begins[at].from}` : raw`true`
    const before = at === 0 ? raw`true` : raw`m.date < ${begins[at - 1]?.from}`
    return raw`sum(iif(${from} and ${before}, m.qty, 0)) as ${raw.ref(band)}`
  })
  return text<{ id: number } & Bands<number>>`select j.id, ${raw.join(sums)} from ${came(among(ids))} group by j.id`
}

type Receipt = { id: number; date: LocalDate; qty: number }
/** The same, each receipt for itself. */
export const receiptsOf = (ids: readonly number[]) => text<Receipt>`select j.id, m.date, m.qty from ${came(among(ids))}`

/** The ages of a quantity, in thousandths by band: the latest that came are taken to be left. What is more than ever came (a return, say) is of the oldest. */
export function agedQty(qtyMilli: number, cameIn: Bands<number>): Bands<number> {
  const bands = perBand(() => 0)
  let left = qtyMilli
  let oldest: AgeBand = 'older'
  for (const band of ageBands) {
    if (left <= 0) return bands
    if (cameIn[band] === 0) continue
    bands[band] = Math.min(left, cameIn[band])
    left -= bands[band]
    oldest = band
  }
  bands[oldest] += left
  return bands
}

/** The day the oldest of a quantity came, by the same rule; null of goods that never came. Puts the receipts in order, latest first. */
export function oldestOf(qtyMilli: number, receipts: Pick<Receipt, 'date' | 'qty'>[]): LocalDate | null {
  receipts.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  let left = qtyMilli
  for (const { date, qty } of receipts) {
    left -= qty
    if (left <= 0) return date
  }
  return receipts.at(-1)?.date ?? null
}

export type AgeingAsk = Omit<ListQuestion, 'part'> & { company: string | null }
type Standing = { id: number; qty: number; value: Paise }
type Held = NamedItem & Standing

const keys = {
  item: [raw`i.name collate nocase`],
  company: [raw`i.manufacturer collate nocase`],
  value: [raw`s.value`],
}
const asked = (ask: AgeingAsk) =>
  where([
    raw`s.qty > 0`,
    ...activeItems(ask.company),
    ...wordsIn(ask.filter, raw`(i.name || ' ' || coalesce(i.manufacturer, ''))`),
  ])
const held = (ask: AgeingAsk, columns = itemColumns) =>
  raw`select ${columns}, s.qty, s.value from item_stand s cross join item i on i.id = s.item_id ${asked(ask)}`
const heldByName = (ask: AgeingAsk) =>
  raw`select ${itemColumns}, s.qty, s.value from item i indexed by item_by_name cross join item_stand s on s.item_id = i.id ${asked(ask)}`

/** A page of items in stock, by name, company or value; by name along the index of names, which stops at the page's end. */
export const heldPage = (ask: AgeingAsk) =>
  text<Held>`${Object.hasOwn(keys, ask.sort ?? 'item') && (ask.sort ?? 'item') !== 'item' ? held(ask) : heldByName(ask)}
    ${ordered(ask, keys, 'item', raw`i.id`)} ${stretch(ask)}`
/** All of them by name, without their names. */
export const heldItems = (ask: AgeingAsk) => text<Standing>`${held(ask, raw`i.id`)} order by ${byName}`
/** Items by their numbers. */
const named = (ids: readonly number[]) =>
  text<Held>`select ${itemColumns}, s.qty, s.value from (${listed(ids)}) j cross join item i on i.id = j.id cross join item_stand s on s.item_id = i.id`

type Worth = { qtyMilli: number; valuePaise: number }
const idsOf = (items: readonly { id: number }[]) => items.map(({ id }) => id)

/** What of each item, and of its worth, is of which age; the item's paise go to the bands whole: nothing is lost by rounding each. */
function byAge(db: Reader, items: readonly Standing[], today: LocalDate): (Standing & { bands: Bands<Worth> })[] {
  const cameIn = new Map(db.rows(cameByAge(idsOf(items), today)).map((row) => [row.id, row]))
  const nothing = perBand(() => 0)
  return items.map(({ id, qty, value }) => {
    const aged = agedQty(qty, cameIn.get(id) ?? nothing)
    const weights = ageBands.map((band) => aged[band])
    const values = weights.includes(qty) ? weights.map((part) => (part === 0 ? 0 : value)) : distribute(value, weights)
    const bands = perBand((band) => ({ qtyMilli: aged[band], valuePaise: values[ageBands.indexOf(band)] ?? 0 }))
    return { id, qty, value, bands }
  })
}

/** The day the oldest goods of each item came. */
function oldestDays(db: Reader, items: readonly Standing[]): ReadonlyMap<number, LocalDate | null> {
  const receipts = new Map<number, Receipt[]>()
  for (const row of db.rows(receiptsOf(idsOf(items)))) {
    const known = receipts.get(row.id)
    if (known) known.push(row)
    else receipts.set(row.id, [row])
  }
  return new Map(items.map(({ id, qty }) => [id, oldestOf(qty, receipts.get(id) ?? [])]))
}

type Look = { today: LocalDate; withCost: boolean }

/**
 * A page of them. What age they are of is known only when every item was looked at: a page in that order is put together outside SQL, and
 * only then are its items named.
 */
function pageOfItems(db: Reader, ask: AgeingAsk, today: LocalDate): readonly Held[] {
  const { sort } = ask
  const inOrder = <Row extends Standing>(rows: readonly Row[], key: (row: Row) => string | number | null) => {
    const ids = idsOf(sortedPage(rows, ask, { [sort as string]: key }, sort as string))
    const byId = new Map(db.rows(named(ids)).map((row) => [row.id, row]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }
  if (sort === 'oldest') {
    const items = db.rows(heldItems(ask))
    const days = oldestDays(db, items)
    return inOrder(items, ({ id }) => days.get(id) ?? null)
  }
  const band = ageBands.find((one) => one === sort)
  if (band) return inOrder(byAge(db, db.rows(heldItems(ask)), today), ({ bands }) => bands[band].valuePaise)
  return db.rows(heldPage(ask))
}

/** Stock by age, an item a row. */
export function ageingReport(db: Reader, ask: AgeingAsk & Pick<ListQuestion, 'part'>, { today, withCost }: Look) {
  const money = (value: number) => (withCost ? paise(value) : null)
  const shown = (bands: Bands<Worth>) =>
    perBand((band) => ({ qtyMilli: milli(bands[band].qtyMilli), valuePaise: money(bands[band].valuePaise) }))
  return pageOf(
    ask,
    () => {
      const items = pageOfItems(db, ask, today)
      const days = oldestDays(db, items)
      const aged = byAge(db, items, today)
      return items.map((row, at) => ({
        ...shownItem(row),
        qtyMilli: milli(row.qty),
        valuePaise: money(row.value),
        oldest: days.get(row.id) ?? null,
        bands: shown((aged[at] as (typeof aged)[number]).bands),
      }))
    },
    () => {
      const every = byAge(db, db.rows(heldItems(ask)), today)
      const bands = perBand((band) => ({
        qtyMilli: sumPaise(every.map((row) => row.bands[band].qtyMilli)),
        valuePaise: sumPaise(every.map((row) => row.bands[band].valuePaise)),
      }))
      return { total: every.length, sums: { valuePaise: money(sumPaise(every.map(({ value }) => value))), bands: shown(bands) } }
    },
  )
}
