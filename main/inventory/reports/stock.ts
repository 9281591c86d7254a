import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, share, sumPaise } from '../../../shared/money.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'

export type StockAsk = {
  filter: string
  offset: number
  limit: number
  sort: string | null
  descending: boolean
  asOn: LocalDate | null
  today: LocalDate
  withValue: boolean
}

type Row = {
  item_id: number
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
  item: 'i.name collate nocase',
  batch: 'b.number',
  expiry: 'b.expiry',
  qty: 's.qty',
  mrp: 'b.mrp_printed',
  location: 'l.name',
}

/** Quantity by batch and place: on hand now, or whole months and the days of the last one (model rule 8). */
const quantities = (ask: StockAsk) =>
  ask.asOn === null || ask.asOn >= ask.today
    ? raw`select batch_id, location_id, qty from on_hand where qty <> 0`
    : raw`select batch_id, location_id, sum(qty) as qty from (
        select batch_id, location_id, qty from stock_month where month < ${ask.asOn.slice(0, 7)}
        union all
        select m.batch_id, m.location_id, m.qty from posting p join stock_move m on m.posting_id = p.id where p.date >= ${`${ask.asOn.slice(0, 7)}-01`} and p.date <= ${ask.asOn}
      ) group by batch_id, location_id having sum(qty) <> 0`

const matching = (ask: StockAsk) => {
  const words = ask.filter.split(/\s+/).filter(Boolean)
  const each = words.map((word) => {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return raw`(i.name like ${like} escape '\\' or b.number like ${like} escape '\\')`
  })
  return each.length ? raw`where ${raw.join(each, raw` and `)}` : raw``
}

const body = (ask: StockAsk) =>
  raw`from stock s join batch b on b.id = s.batch_id join item i on i.id = b.item_id join location l on l.id = s.location_id ${matching(ask)}`

/** One page of stock by batch. */
export const stockPage = (ask: StockAsk) => text<Row>`
  with stock as (${quantities(ask)})
  select i.id as item_id, i.name as item, i.pack_label as pack, i.sale_unit, i.sale_factor, b.number as batch, b.expiry, l.name as location, s.qty, b.mrp_printed as mrp
  ${body(ask)} order by ${raw.raw(orders[ask.sort ?? 'item'] ?? 'i.name collate nocase')} ${raw.raw(ask.descending ? 'desc' : 'asc')}, i.id, b.expiry, b.id, s.location_id
  limit ${ask.limit} offset ${ask.offset}`

const counts = (ask: StockAsk) => text<Matched>`
  with stock as (${quantities(ask)}) select i.id as item_id, count(*) as rows, sum(s.qty) as qty ${body(ask)} group by i.id`

const itemValues = (ask: StockAsk) =>
  ask.asOn === null || ask.asOn >= ask.today
    ? text<{ item_id: number; value: number }>`select item_id, sum(value) as value from item_value_month group by item_id`
    : text<{ item_id: number; value: number }>`select item_id, sum(value) as value from (
        select item_id, value from item_value_month where month < ${ask.asOn.slice(0, 7)}
        union all
        select v.item_id, v.amount from posting p join stock_value v on v.posting_id = p.id where p.date >= ${`${ask.asOn.slice(0, 7)}-01`} and p.date <= ${ask.asOn}
      ) group by item_id`

/**
 * What quantities of items are worth. Value belongs to the item, not the batch (model, cost of stock: the pool is the item), so a
 * batch counts for its share of the item's quantity.
 */
function worthOf(db: Reader, ask: StockAsk, matched: readonly Matched[]) {
  const values = db.rows(itemValues(ask))
  const byItem = new Map(values.map((row) => [row.item_id, row.value]))
  const counted = ask.filter.trim() === '' ? matched : db.rows(counts({ ...ask, filter: '' }))
  const whole = new Map(counted.map((row) => [row.item_id, row.qty]))
  const part = ({ item_id, qty }: { item_id: number; qty: number }): Paise => {
    const all = whole.get(item_id) ?? 0
    const value = byItem.get(item_id) ?? 0
    return all === qty || all === 0 ? paise(value) : share(value, qty, all)
  }
  // without a filter every paisa of the inventory account is in it, also that of items whose quantity is nothing
  return { part, total: ask.filter.trim() === '' ? sumPaise(byItem.values()) : sumPaise(matched.map(part)) }
}

/** Stock by batch as on a day (null: now): a page sorted in SQL, with count, quantity and value over the whole filter. */
export function stockReport(db: Reader, ask: StockAsk) {
  const matched = db.rows(counts(ask))
  const worth = ask.withValue ? worthOf(db, ask, matched) : null
  return {
    rows: db.rows(stockPage(ask)).map((row) => ({
      itemId: row.item_id,
      item: row.item,
      pack: row.pack,
      saleUnit: row.sale_unit,
      saleFactor: row.sale_factor,
      batch: row.batch,
      expiry: row.expiry,
      location: row.location,
      qtyMilli: row.qty,
      mrpPaise: row.mrp,
      valuePaise: worth?.part(row) ?? null,
    })),
    total: matched.reduce((sum, row) => sum + row.rows, 0),
    sums: { qtyMilli: matched.reduce((sum, row) => sum + row.qty, 0) as Milli, valuePaise: worth?.total ?? null },
  }
}
