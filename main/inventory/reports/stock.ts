import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { batchWorth, poolsByBatch } from './batch-worth.ts'
import { pageOf } from './list-sql.ts'
import { pastDay, quantitiesOf, quantitiesOn, valuesOf, valuesOn } from './on-day.ts'
import { worthOfPart } from './worth.ts'

export type StockAsk = {
  filter: string
  offset: number
  limit: number
  sort: string | null
  descending: boolean
  asOn: LocalDate | null
  today: LocalDate
  withValue: boolean
  company?: string | null
  locationId?: number | null
  state?: 'all' | 'live' | 'expired'
  by?: 'batch' | 'item' | 'location'
  part?: 'all' | 'rows' | 'totals'
}

type Row = {
  item_id: number
  batch_id: number
  location_id: number
  company: string | null
  batches: number
  blocked: string | null
  item: string
  pack: string | null
  sale_unit: string
  sale_factor: number
  batch: string
  expiry: string | null
  location: string
  qty: Milli
  mrp: Paise | null
}

type Matched = { item_id: number; rows: number; qty: number }

const orders: Readonly<Record<string, string>> = {
  item: 'item collate nocase',
  company: 'company collate nocase',
  batch: 'batch',
  expiry: 'expiry',
  qty: 'qty',
  mrp: 'mrp',
  location: 'location',
}

const isNow = (ask: StockAsk) => pastDay(ask) === null
const quantities = (ask: StockAsk) => quantitiesOn(pastDay(ask))

const matching = (ask: StockAsk) => {
  const terms = ask.filter
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
      return raw`(i.name like ${like} escape '\\' or b.number like ${like} escape '\\')`
    })
  const day = ask.asOn ?? ask.today
  if (ask.company) terms.push(raw`i.manufacturer = ${ask.company}`)
  if (ask.locationId) terms.push(raw`l.id = ${ask.locationId}`)
  if (ask.state === 'expired') terms.push(raw`b.expiry < ${day}`)
  if (ask.state === 'live') terms.push(raw`(b.expiry is null or b.expiry >= ${day})`)
  return terms.length ? raw`where ${raw.join(terms, raw` and `)}` : raw``
}

/** True when everything in stock is meant: then the whole inventory account is. */
const isWhole = ({ filter, company, locationId, state = 'all' }: StockAsk) =>
  filter.trim() === '' && !company && !locationId && state === 'all'

type By = NonNullable<StockAsk['by']>
const groups = { item: raw`i.id`, location: raw`i.id, l.id` } as const

const body = (ask: StockAsk) =>
  raw`from stock s join batch b on b.id = s.batch_id join item i on i.id = b.item_id join location l on l.id = s.location_id ${matching(ask)}`

const itemFacts = raw`i.id as item_id, i.name as item, i.manufacturer as company, i.pack_label as pack, i.sale_unit, i.sale_factor`
// a batch at a place is one row already; items and places are added up
const rowOf = (by: By) =>
  by === 'batch'
    ? raw`b.id as batch_id, l.id as location_id, b.number as batch, b.expiry, l.name as location, s.qty, b.mrp_printed as mrp, 1 as batches, b.blocked_reason as blocked`
    : raw`min(b.id) as batch_id, min(l.id) as location_id, count(distinct b.id) || '' as batch, min(b.expiry) as expiry, iif(count(distinct l.id) = 1, l.name, '') as location, sum(s.qty) as qty,
        iif(count(distinct b.id) = 1, b.mrp_printed, null) as mrp, count(distinct b.id) as batches, max(b.blocked_reason) as blocked`
const grouped = (by: By) => (by === 'batch' ? raw`` : raw`group by ${groups[by]} having sum(s.qty) <> 0`)

// unknown keys sort by item too
const byItem = ({ sort }: StockAsk) => sort === null || sort === 'item' || !Object.hasOwn(orders, sort)

/** Batches now by item: along the index of names, so that the first page stops where it ends and nothing is sorted. */
export const pageByName = (ask: StockAsk) => text<Row>`
  select ${itemFacts}, ${rowOf('batch')}
  from item i indexed by item_by_name cross join batch b on b.item_id = i.id cross join on_hand s on s.batch_id = b.id and s.qty <> 0 cross join location l on l.id = s.location_id
  ${matching(ask)} order by i.name collate nocase, i.id, b.expiry, b.id, s.location_id limit ${ask.limit} offset ${ask.offset}`

const sortedRows = (ask: StockAsk, stock: ReturnType<typeof quantities>) => raw`
  with stock as (${stock})
  select ${itemFacts}, ${rowOf(ask.by ?? 'batch')}
  ${body(ask)} ${grouped(ask.by ?? 'batch')}
  order by ${raw.raw(orders[ask.sort ?? 'item'] ?? 'item collate nocase')} ${raw.raw(ask.descending ? 'desc' : 'asc')}, item_id, expiry, batch_id, location_id`

/** A page in any other order: all of the stock is sorted for it. */
export const sortedStock = (ask: StockAsk) =>
  text<Row>`${sortedRows(ask, quantities(ask))} limit ${ask.limit} offset ${ask.offset}`

type Named = { id: number; name: string }
/** Items from one on, as names stand in their index. */
export const itemsAfter = ({ id, name }: Named, count: number) => text<Named>`
  select id, name from item indexed by item_by_name where name collate nocase >= ${name} and (name collate nocase > ${name} or id > ${id}) order by name collate nocase, id limit ${count}`
/** The rows of some items in the order of names. */
export const stockOfItems = (ask: StockAsk, items: readonly number[]) =>
  text<Row>`${sortedRows(ask, quantitiesOf(pastDay(ask), items))}`

/** How many items are looked at first; each further stretch is twice as long, so that the end is not far for a filter that few pass. */
const firstStretch = 64

/** A page by name of a past day, or of items and places: stretch after stretch of items until it is full. */
export function pageInStretches(db: Reader, ask: StockAsk, first = firstStretch): readonly Row[] {
  const rows: Row[] = []
  let after: Named = { id: 0, name: '' }
  for (let count = first; rows.length < ask.offset + ask.limit; count *= 2) {
    const items = db.rows(itemsAfter(after, count))
    rows.push(
      ...db.rows(
        stockOfItems(
          ask,
          items.map(({ id }) => id),
        ),
      ),
    )
    if (items.length < count) break
    after = items.at(-1) as Named
  }
  return rows.slice(ask.offset, ask.offset + ask.limit)
}

/** One page of stock by batch, item, or item and place. */
function stockPage(db: Reader, ask: StockAsk): readonly Row[] {
  if (ask.descending || !byItem(ask)) return db.rows(sortedStock(ask))
  return isNow(ask) && (ask.by ?? 'batch') === 'batch' ? db.rows(pageByName(ask)) : pageInStretches(db, ask)
}

const counts = (ask: StockAsk) => {
  const by = ask.by ?? 'batch'
  return by === 'batch'
    ? text<Matched>`with stock as (${quantities(ask)}) select i.id as item_id, count(*) as rows, sum(s.qty) as qty ${body(ask)} group by i.id`
    : text<Matched>`with stock as (${quantities(ask)})
        select item_id, count(*) as rows, sum(qty) as qty from (select i.id as item_id, sum(s.qty) as qty ${body(ask)} ${grouped(by)}) group by item_id`
}

const itemValues = (ask: StockAsk) =>
  text<{ item_id: number; value: number }>`select item_id, sum(value) as value from (${valuesOn(pastDay(ask))}) group by item_id`

/** What quantities of items are worth: of its item a row counts for its share of the quantity (model, cost of stock: the pool is the item). */
function worthOf(db: Reader, ask: StockAsk, matched: readonly Matched[]) {
  const values = db.rows(itemValues(ask))
  const byItem = new Map(values.map((row) => [row.item_id, row.value]))
  // without a filter every paisa of the inventory account is in it, also that of items whose quantity is nothing
  const everything = () => sumPaise(byItem.values())
  if (poolsByBatch(db, ask)) {
    const pools = worthOfPools(db, ask, null)
    return { part: pools.part, total: isWhole(ask) ? everything() : pools.total }
  }
  const counted = isWhole(ask) ? matched : db.rows(counts({ ...ask, filter: '', company: null, locationId: null, state: 'all' }))
  const whole = new Map(counted.map((row) => [row.item_id, row.qty]))
  const part = ({ item_id, qty }: { item_id: number; qty: number }): Paise =>
    worthOfPart(qty, { qty: whole.get(item_id) ?? 0, value: byItem.get(item_id) ?? 0 })
  return { part, total: isWhole(ask) ? everything() : sumPaise(matched.map(part)) }
}

type Key = Pick<Row, 'item_id' | 'batch_id' | 'location_id'>
const keyOf = (by: By, row: Key) =>
  by === 'batch' ? `${row.batch_id} ${row.location_id}` : by === 'item' ? row.item_id : `${row.item_id} ${row.location_id}`

/** What rows are worth where each batch is costed by itself: the sum of the batches in them. */
function worthOfPools(db: Reader, ask: StockAsk, items: readonly number[] | null) {
  const part = batchWorth(db, ask, items)
  const by = ask.by ?? 'batch'
  const stock = items === null ? quantities(ask) : quantitiesOf(pastDay(ask), items)
  const rows = db.rows(text<Key & { qty: number }>`
    with stock as (${stock}) select i.id as item_id, b.id as batch_id, l.id as location_id, s.qty ${body(ask)}`)
  const sums = new Map<string | number, number>()
  for (const row of rows) sums.set(keyOf(by, row), (sums.get(keyOf(by, row)) ?? 0) + (part?.(row.batch_id, row.qty) ?? 0))
  return { part: (row: Key): Paise => paise(sums.get(keyOf(by, row)) ?? 0), total: sumPaise(sums.values()) }
}

type Stand = { item_id: number; qty: number; value: number }
/** Quantity and value of items on the day asked for: where they stand now, or their months and days. */
export const standsOf = (past: LocalDate | null, items: readonly number[]) =>
  past === null
    ? text<Stand>`select s.item_id, s.qty, s.value from json_each(${JSON.stringify(items)}) j cross join item_stand s on s.item_id = j.value`
    : text<Stand>`select item_id, sum(qty) as qty, sum(value) as value from (
        select b.item_id, s.qty, 0 as value from (${quantitiesOf(past, items)}) s join batch b on b.id = s.batch_id
        union all select item_id, 0, value from (${valuesOf(past, items)})) group by item_id`

/** What the rows of a page are worth, by where their items stood. */
function worthOfPage(db: Reader, ask: StockAsk, rows: readonly Row[]): (row: Row) => Paise {
  const items = [...new Set(rows.map((row) => row.item_id))]
  if (poolsByBatch(db, ask)) return worthOfPools(db, ask, items).part
  const byItem = new Map(db.rows(standsOf(pastDay(ask), items)).map((row) => [row.item_id, row]))
  return ({ item_id, qty }) => worthOfPart(qty, byItem.get(item_id) ?? { qty: 0, value: 0 })
}

/** Stock by batch as on a day (null: now): a page sorted in SQL, with count, quantity and value over the whole filter. */
export function stockReport(db: Reader, ask: StockAsk) {
  // added up once, for the count and the worth
  let matched: Matched[] | undefined
  let worth: ReturnType<typeof worthOf> | undefined
  const found = () => {
    matched ??= db.rows(counts(ask))
    return matched
  }
  const valued = () => {
    worth ??= worthOf(db, ask, found())
    return worth
  }
  return pageOf(
    { part: ask.part ?? 'all', offset: ask.offset },
    () => {
      const rows = stockPage(db, ask)
      const part = ask.withValue ? worthOfPage(db, ask, rows) : null
      return rows.map((row) => ({
        itemId: row.item_id,
        batchId: row.batches === 1 ? row.batch_id : null,
        company: row.company,
        item: row.item,
        pack: row.pack,
        saleUnit: row.sale_unit,
        saleFactor: row.sale_factor,
        batch: row.batch,
        expiry: row.expiry,
        location: row.location,
        qtyMilli: row.qty,
        blocked: row.batches === 1 && row.blocked !== null,
        mrpPaise: row.mrp,
        valuePaise: part?.(row) ?? null,
      }))
    },
    () => ({
      total: found().reduce((sum, row) => sum + row.rows, 0),
      sums: {
        qtyMilli: milli(found().reduce((sum, row) => sum + row.qty, 0)),
        valuePaise: ask.withValue ? valued().total : null,
      },
    }),
  )
}
