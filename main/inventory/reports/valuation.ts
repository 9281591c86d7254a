import { sql as raw } from 'kysely'
import { financialYear, type LocalDate, localDate } from '../../../shared/calendar.ts'
import { type Paise, paise, share, sumPaise } from '../../../shared/money.ts'
import { type Milli, milli, type RateE4, rateE4 } from '../../../shared/quantity.ts'
import { accountIds } from '../../accounts/account-store.ts'
import { type Reader, text } from '../../database/connection.ts'
import { costPeriods } from '../cost-store.ts'
import { settlingItems } from '../recost-store.ts'
import { type BatchPart, batchWorth } from './batch-worth.ts'
import { pastDay, quantitiesOn, valuesOn } from './on-day.ts'
import { worthOfPart } from './worth.ts'

export type ValuationAsk = {
  filter: string
  offset: number
  limit: number
  sort: string | null
  descending: boolean
  asOn: LocalDate | null
  by: 'item' | 'batch'
  company: string | null
  locationId: number | null
  today: LocalDate
  withValue: boolean
}

const now = (ask: { asOn: LocalDate | null; today: LocalDate }) => ask.asOn === null || ask.asOn >= ask.today
/** The month a past day is in, whose days are added up one by one. */
const monthOf = (asOn: LocalDate) => asOn.slice(0, 7)

const quantities = (ask: ValuationAsk) => quantitiesOn(pastDay(ask))
const values = (ask: { asOn: LocalDate | null; today: LocalDate }) => valuesOn(pastDay(ask))

/** The words, the company and, by batch, the place asked for. */
function matching(ask: ValuationAsk) {
  const words = ask.filter.split(/\s+/).filter(Boolean)
  const each = words.map((word) => {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return ask.by === 'batch'
      ? raw`(i.name like ${like} escape '\\' or i.manufacturer like ${like} escape '\\' or b.number like ${like} escape '\\')`
      : raw`(i.name like ${like} escape '\\' or i.manufacturer like ${like} escape '\\')`
  })
  if (ask.company !== null) each.push(raw`i.manufacturer = ${ask.company} collate nocase`)
  if (ask.by === 'batch' && ask.locationId !== null) each.push(raw`s.location_id = ${ask.locationId}`)
  return each.length ? raw`where ${raw.join(each, raw` and `)}` : raw``
}

/** 1 or 0: whether a row's place is the one asked for. */
const here = (ask: ValuationAsk, location: string) =>
  ask.locationId === null ? raw`1` : raw`(${raw.raw(location)} = ${ask.locationId})`

/** Quantities added up by item along the index of its batches, so that nothing is sorted. */
const quantitiesOfItems = (ask: ValuationAsk) =>
  now(ask)
    ? raw`select b.item_id, sum(s.qty * ${here(ask, 's.location_id')}) as qty, sum(s.qty) as whole, 0 as value
        from batch b cross join on_hand s on s.batch_id = b.id group by b.item_id`
    : raw`select b.item_id, sum(s.qty * ${here(ask, 's.location_id')}) as qty, sum(s.qty) as whole, 0 as value
        from batch b cross join stock_month s on s.batch_id = b.id and s.month < ${monthOf(ask.asOn as LocalDate)} group by b.item_id
        union all
        select m.item_id, sum(m.qty * ${here(ask, 'm.location_id')}), sum(m.qty), 0 from posting p join stock_move m on m.posting_id = p.id
        where p.date >= ${`${monthOf(ask.asOn as LocalDate)}-01`} and p.date <= ${ask.asOn} group by m.item_id`

/** Of each item with stock or value: its quantity at the place asked for and everywhere, and its value. */
const itemsOf = (ask: ValuationAsk) => text<Worth>`
  with parts as (${quantitiesOfItems(ask)} union all select item_id, 0, 0, sum(value) from (${values(ask)}) group by item_id)
  select i.id, sum(t.qty) as qty, sum(t.whole) as whole, sum(t.value) as value from parts t join item i on i.id = t.item_id
  ${ask.by === 'item' ? matching(ask) : raw``} group by i.id having sum(t.qty) <> 0 or (sum(t.value) <> 0 and ${ask.locationId === null ? 1 : 0})
  ${ask.by === 'item' && (ask.sort ?? 'item') === 'item' ? raw`order by i.name collate nocase ${raw.raw(ask.descending ? 'desc' : 'asc')}, i.id` : raw``}`

type Worth = { id: number; qty: number; whole: number; value: number }
const partOf = ({ whole, ...item }: Worth, qty: number): Paise => worthOfPart(qty, { qty: whole, value: item.value })

type AtPlace = { id: number; batch_id: number; qty: number }
const batchesAt = (ask: ValuationAsk) => text<AtPlace>`
  select b.item_id as id, b.id as batch_id, s.qty from (${quantities(ask)}) s join batch b on b.id = s.batch_id where s.location_id = ${ask.locationId}`

/** What the items are worth at the place asked for; by batch, where each is costed by itself. */
function worthAtPlace(db: Reader, ask: ValuationAsk): (item: Worth) => Paise {
  const part = ask.locationId === null ? null : batchWorth(db, ask)
  if (!part) return (item) => partOf(item, item.qty)
  const sums = new Map<number, number>()
  for (const { id, batch_id, qty } of db.rows(batchesAt(ask))) sums.set(id, (sums.get(id) ?? 0) + part(batch_id, qty))
  return (item) => paise(sums.get(item.id) ?? 0)
}

const perUnit = (value: Paise | null, qty: number, factor: number): RateE4 | null =>
  value === null || qty <= 0 || value < 0 ? null : rateE4(share(value, 100 * 1000 * factor, qty))

type Item = { id: number; item: string; company: string | null; pack: string | null; sale_unit: string; sale_factor: number }
const details = (ids: readonly number[]) => text<Item>`
  select id, name as item, manufacturer as company, pack_label as pack, sale_unit, sale_factor from item where id in (${ids.length ? raw.join(ids) : raw`null`})`

function byItem(db: Reader, ask: ValuationAsk) {
  const found = db.rows(itemsOf(ask))
  const worth = worthAtPlace(db, ask)
  const valued = found.map((row) => ({ ...row, part: worth(row) }))
  const sign = ask.descending ? -1 : 1
  if (ask.sort === 'qty') valued.sort((a, b) => sign * (a.qty - b.qty) || a.id - b.id)
  if (ask.sort === 'value' && ask.withValue) valued.sort((a, b) => sign * (a.part - b.part) || a.id - b.id)
  const shown = valued.slice(ask.offset, ask.offset + ask.limit)
  const known = new Map(db.rows(details(shown.map((row) => row.id))).map((row) => [row.id, row]))
  const rows = shown.map((row) => rowOf(known.get(row.id) as Item, row.qty, ask.withValue ? row.part : null))
  return { rows, total: found.length, sums: sumsOf(ask, valued) }
}

const sumsOf = (ask: ValuationAsk, parts: readonly { qty: number; part: Paise }[]) => ({
  qtyMilli: milli(parts.reduce((sum, one) => sum + one.qty, 0)),
  valuePaise: ask.withValue ? sumPaise(parts.map((one) => one.part)) : null,
})

const rowOf = (item: Item, qty: number, valuePaise: Paise | null) => ({
  itemId: item.id,
  item: item.item,
  company: item.company,
  pack: item.pack,
  saleUnit: item.sale_unit,
  saleFactor: item.sale_factor,
  batchId: null as number | null,
  batch: null as string | null,
  expiry: null as string | null,
  location: null as string | null,
  qtyMilli: qty as Milli,
  rateE4: perUnit(valuePaise, qty, item.sale_factor),
  valuePaise,
})

type Batch = Item & { batch_id: number; batch: string; expiry: string | null; location: string; qty: Milli; of_all: number }
const orders: Readonly<Record<string, string>> = {
  item: 'i.name collate nocase',
  batch: 'b.number',
  expiry: 'b.expiry',
  qty: 's.qty',
  location: 'l.name',
}
const batchBody = (ask: ValuationAsk) =>
  raw`from stock s join batch b on b.id = s.batch_id join item i on i.id = b.item_id join location l on l.id = s.location_id ${matching(ask)}`

/** A page of batches; the number of all rows comes along, so that a past day is added up once. */
const batchPage = (ask: ValuationAsk) => text<Batch>`
  with stock as ${raw.raw(now(ask) ? '' : 'materialized')} (${quantities(ask)})
  select i.id, i.name as item, i.manufacturer as company, i.pack_label as pack, i.sale_unit, i.sale_factor, b.id as batch_id, b.number as batch, b.expiry, l.name as location, s.qty,
    (select count(*) from stock) as of_all
  ${batchBody(ask)} order by ${raw.raw(orders[ask.sort ?? 'item'] ?? orders.item ?? '')} ${raw.raw(ask.descending ? 'desc' : 'asc')}, i.id, b.expiry, b.id, s.location_id
  limit ${ask.limit} offset ${ask.offset}`
const batchCounts = (ask: ValuationAsk) => text<{ id: number; rows: number; qty: number }>`
  with stock as (${quantities(ask)}) select i.id, count(*) as rows, sum(s.qty) as qty ${batchBody(ask)} group by i.id`
const batchesFound = (ask: ValuationAsk) => text<{ qty: number; batch_id: number }>`
  with stock as (${quantities(ask)}) select s.qty, b.id as batch_id ${batchBody(ask)}`

/** So many rows in all, where nothing narrows them: their sums are those of the items. */
const allBatches = (ask: ValuationAsk) => text<{ rows: number }>`select count(*) as rows from (${quantities(ask)})`

const sumsOfPools = (db: Reader, ask: ValuationAsk, part: BatchPart) =>
  sumsOf(
    ask,
    db.rows(batchesFound(ask)).map(({ batch_id, qty }) => ({ qty, part: part(batch_id, qty) })),
  )

function byBatch(db: Reader, ask: ValuationAsk) {
  const pools = batchWorth(db, ask)
  const worth = new Map(db.rows(itemsOf({ ...ask, locationId: null })).map((row) => [row.id, row]))
  const part = (id: number, qty: number) => partOf(worth.get(id) ?? { id, qty, whole: qty, value: 0 }, qty)
  const narrowed = ask.filter.trim() !== '' || ask.company !== null || ask.locationId !== null
  const matched = narrowed ? db.rows(batchCounts(ask)) : [...worth.values()]
  const page = db.rows(batchPage(ask))
  const rows = page.map((row) => ({
    ...rowOf(row, row.qty, ask.withValue ? (pools ? pools(row.batch_id, row.qty) : part(row.id, row.qty)) : null),
    batchId: row.batch_id,
    batch: row.batch,
    expiry: row.expiry,
    location: row.location,
  }))
  const parts = matched.map((row) => ({ qty: row.qty, part: part(row.id, row.qty) }))
  const total = narrowed
    ? matched.reduce((sum, row) => sum + ('rows' in row ? row.rows : 0), 0)
    : (page[0]?.of_all ?? db.must(allBatches(ask)).rows)
  return { rows, total, sums: pools && narrowed ? sumsOfPools(db, ask, pools) : sumsOf(ask, parts) }
}

const accountOn = (ask: { asOn: LocalDate | null; today: LocalDate }, account: number) =>
  now(ask)
    ? text<{ amount: number }>`select coalesce(sum(amount), 0) as amount from balance where account_id = ${account}`
    : text<{ amount: number }>`select coalesce(sum(amount), 0) as amount from (
        select dr - cr as amount from account_month where account_id = ${account} and month < ${monthOf(ask.asOn as LocalDate)}
        union all
        select l.amount from posting p join ledger_line l on l.posting_id = p.id
        where l.account_id = ${account} and p.date >= ${`${monthOf(ask.asOn as LocalDate)}-01`} and p.date <= ${ask.asOn})`

/** Issues of earlier days whose cost was booked on a later one, because theirs was locked (model, cost of stock 5). */
const earlier = (from: LocalDate, upto: LocalDate) => text<{ amount: number }>`
  select coalesce(-sum(v.amount), 0) as amount from posting p join stock_value v on v.posting_id = p.id join stock_move m on m.id = v.move_id
  where p.kind = 'revalue' and p.date >= ${from} and p.date <= ${upto} and v.kind = 'revalue' and m.date < p.date and (m.qty < 0 or m.kind = 'sale-return')`

/** How stock stands in the books on a day: its method, whether it ties to the inventory account, what is still being settled. */
export function costState(db: Reader, ask: { asOn: LocalDate | null; today: LocalDate; withValue: boolean }) {
  const day = ask.asOn ?? ask.today
  const periods = costPeriods(db, day)
  const period = periods.at(-1)
  const shared = {
    method: period?.method ?? ('fifo' as const),
    pool: period?.pool ?? ('item' as const),
    since: periods.length > 1 ? (period?.from ?? null) : null,
    settling: settlingItems(db),
  }
  if (!ask.withValue) return { ...shared, stockPaise: null, accountPaise: null, ties: null, earlierPaise: null }
  const stock = db.must(text<{ value: number }>`select coalesce(sum(value), 0) as value from (${values(ask)})`).value
  const account = db.must(accountOn(ask, accountIds(db).inventory)).amount
  const before = db.must(earlier(financialYear(localDate(day)).from, localDate(day))).amount
  return {
    ...shared,
    stockPaise: paise(stock),
    accountPaise: paise(account),
    ties: stock === account,
    earlierPaise: paise(before),
  }
}

/** What stock is worth on a day: a page, with count, quantity and value over the whole filter. */
export const valuation = (db: Reader, ask: ValuationAsk) => ({
  ...(ask.by === 'item' ? byItem(db, ask) : byBatch(db, ask)),
  state: costState(db, ask),
})
