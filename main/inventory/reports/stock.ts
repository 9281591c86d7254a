import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { batchWorth, poolsByBatch } from './batch-worth.ts'
import { pageOf } from './list-sql.ts'
import { pastDay, quantitiesOn, valuesOn } from './on-day.ts'
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

const itemFacts = raw`i.id as item_id, b.id as batch_id, l.id as location_id, i.name as item, i.manufacturer as company, i.pack_label as pack, i.sale_unit, i.sale_factor`
// a batch at a place is one row already; items and places are added up
const rowOf = (by: By) =>
  by === 'batch'
    ? raw`b.number as batch, b.expiry, l.name as location, s.qty, b.mrp_printed as mrp, 1 as batches, b.blocked_reason as blocked`
    : raw`count(distinct b.id) || '' as batch, min(b.expiry) as expiry, iif(count(distinct l.id) = 1, l.name, '') as location, sum(s.qty) as qty,
        iif(count(distinct b.id) = 1, b.mrp_printed, null) as mrp, count(distinct b.id) as batches, max(b.blocked_reason) as blocked`
const grouped = (by: By) => (by === 'batch' ? raw`` : raw`group by ${groups[by]} having sum(s.qty) <> 0`)

// unknown keys sort by item too
const byItem = ({ sort }: StockAsk) => sort === null || sort === 'item' || !Object.hasOwn(orders, sort)

/** Batches now by item: along the index of names, so that the first page stops where it ends and nothing is sorted. */
const pageByName = (ask: StockAsk) => text<Row>`
  select ${itemFacts}, ${rowOf('batch')}
  from item i indexed by item_by_name cross join batch b on b.item_id = i.id cross join on_hand s on s.batch_id = b.id and s.qty <> 0 cross join location l on l.id = s.location_id
  ${matching(ask)} order by i.name collate nocase, i.id, b.expiry, b.id, s.location_id limit ${ask.limit} offset ${ask.offset}`

/** One page of stock by batch, item, or item and place. */
export const stockPage = (ask: StockAsk) =>
  isNow(ask) && (ask.by ?? 'batch') === 'batch' && !ask.descending && byItem(ask) ? pageByName(ask) : sortedStock(ask)

const sortedStock = (ask: StockAsk) => text<Row>`
  with stock as (${quantities(ask)})
  select ${itemFacts}, ${rowOf(ask.by ?? 'batch')}
  ${body(ask)} ${grouped(ask.by ?? 'batch')}
  order by ${raw.raw(orders[ask.sort ?? 'item'] ?? 'item collate nocase')} ${raw.raw(ask.descending ? 'desc' : 'asc')}, item_id, expiry, batch_id, location_id
  limit ${ask.limit} offset ${ask.offset}`

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
  const some = items === null ? raw`` : raw`where item_id in (select value from json_each(${JSON.stringify(items)}))`
  const rows = db.rows(text<Key & { qty: number }>`
    with stock as (${quantities(ask)}) select * from (select i.id as item_id, b.id as batch_id, l.id as location_id, s.qty ${body(ask)}) ${some}`)
  const sums = new Map<string | number, number>()
  for (const row of rows) sums.set(keyOf(by, row), (sums.get(keyOf(by, row)) ?? 0) + (part?.(row.batch_id, row.qty) ?? 0))
  return { part: (row: Key): Paise => paise(sums.get(keyOf(by, row)) ?? 0), total: sumPaise(sums.values()) }
}

/** What the rows of a page are worth now, by where their items stand. */
function worthOfPage(db: Reader, ask: StockAsk, rows: readonly Row[]): (row: Row) => Paise {
  const items = [...new Set(rows.map((row) => row.item_id))]
  if (poolsByBatch(db, ask)) return worthOfPools(db, ask, items).part
  const ids = JSON.stringify(items)
  const stands = db.rows(
    text<{ item_id: number; qty: number; value: number }>`
      select s.item_id, s.qty, s.value from json_each(${ids}) j cross join item_stand s on s.item_id = j.value`,
  )
  const byItem = new Map(stands.map((row) => [row.item_id, row]))
  return ({ item_id, qty }) => worthOfPart(qty, byItem.get(item_id) ?? { qty: 0, value: 0 })
}

/** Stock by batch as on a day (null: now): a page sorted in SQL, with count, quantity and value over the whole filter. */
export function stockReport(db: Reader, ask: StockAsk) {
  // a past day is added up once, for its rows and its totals
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
      const rows = db.rows(stockPage(ask))
      const part = !ask.withValue ? null : isNow(ask) ? worthOfPage(db, ask, rows) : valued().part
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
