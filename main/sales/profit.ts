import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, share } from '../../shared/money.ts'
import type { Milli } from '../../shared/quantity.ts'
import type { registerCalls } from '../../shared/sales/register-contract.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { soldDocuments } from './reports-sold.ts'

type Ask = z.output<(typeof registerCalls)['profit']['input']>
type Group = {
  kind?: RawBuilder<unknown>
  key: RawBuilder<unknown>
  uid: RawBuilder<unknown>
  name: RawBuilder<unknown>
  date: RawBuilder<unknown>
}
const none = raw`null`
const groups: Readonly<Record<Ask['by'], Group>> = {
  bill: { kind: raw`g.kind`, key: raw`g.id`, uid: raw`g.uid`, name: raw`g.number || ' · ' || g.party_name`, date: raw`g.date` },
  item: { key: raw`g.item_id`, uid: raw`i.uid`, name: raw`i.name`, date: none },
  party: {
    key: raw`coalesce(g.party_id, 0)`,
    uid: raw`(select uid from party where id = g.party_id)`,
    name: raw`coalesce((select name from party where id = g.party_id), '')`,
    date: none,
  },
  company: { key: raw`coalesce(i.manufacturer, '')`, uid: none, name: raw`coalesce(i.manufacturer, '')`, date: none },
  salesman: { key: raw`coalesce(g.salesman, '')`, uid: none, name: raw`coalesce(g.salesman, '')`, date: none },
}

/**
 * What each document sold of each item before tax, and what that cost: the value of its own moves, later revaluations with them (model, cost of
 * stock 1), so that the sum is the cost of goods sold of the days' documents.
 */
const goods = (ask: Ask): RawBuilder<unknown> => raw`
  with docs as materialized (${soldDocuments({ from: ask.from, to: ask.to })}),
  sold as (select docs.id, l.item_id, sum(docs.sign * l.taxable) as sale, sum(docs.sign * (l.qty + l.free_qty)) as qty from docs join document_line l on l.version_id = docs.version group by docs.id, l.item_id),
  spent as (select docs.id, m.item_id, -sum(v.amount) as cost from docs join posting p on p.version_id = docs.version and p.kind = 'document'
    join stock_move m on m.posting_id = p.id and m.kind in ('sale', 'sale-return') join stock_value v on v.move_id = m.id group by docs.id, m.item_id),
  both as (select id, item_id, sale, qty, 0 as cost from sold union all select id, item_id, 0, 0, cost from spent),
  per as (select id, item_id, sum(sale) as sale, sum(qty) as qty, sum(cost) as cost from both group by id, item_id)
  select docs.*, per.item_id, per.sale, per.qty, per.cost from per join docs on docs.id = per.id`

type Row = {
  key: string
  uid: Uint8Array | null
  kind: string | null
  name: string
  date: string | null
  bills: number
  qtyMilli: Milli | null
  salePaise: Paise
  costPaise: Paise
  marginPaise: Paise
}
const orders: Readonly<Record<string, string>> = {
  name: 'name collate nocase',
  date: 'date',
  sale: 'salePaise',
  cost: 'costPaise',
  margin: 'marginPaise',
  marginBp: 'cast(marginPaise as real) / nullif(salePaise, 0)',
  bills: 'bills',
  qty: 'qtyMilli',
}

/** Profit on what was sold, the largest margin first; returns lower sale and cost, credits without GST the sale. */
export function profit(db: Reader, ask: Ask) {
  const { kind = none, key, uid, name, date }: Group = groups[ask.by]
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  const rows = raw`
    select * from (select cast(${key} as text) as key, ${uid} as uid, ${kind} as kind, ${name} as name, ${date} as date, count(distinct g.id) as bills,
      ${ask.by === 'item' ? raw`sum(g.qty)` : none} as qtyMilli, sum(g.sale) as salePaise, sum(g.cost) as costPaise, sum(g.sale) - sum(g.cost) as marginPaise
    from (${goods(ask)}) g join item i on i.id = g.item_id group by ${key}) where ${ask.filter ? raw`name like ${like} escape '\\'` : raw`1`}`
  const column = ask.sort === null ? undefined : orders[ask.sort]
  const order = raw.raw(column ? `${column} ${ask.descending ? 'desc' : 'asc'} nulls last, key` : 'marginPaise desc, key')
  const page = db.rows(text<Row>`${rows} order by ${order} limit ${ask.limit} offset ${ask.offset}`)
  const { total, ...sums } = db.must(text<{ total: number; salePaise: Paise; costPaise: Paise; marginPaise: Paise }>`
    select count(*) as total, coalesce(sum(salePaise), 0) as salePaise, coalesce(sum(costPaise), 0) as costPaise, coalesce(sum(marginPaise), 0) as marginPaise from (${rows})`)
  return {
    rows: page.map((row) => ({
      ...row,
      uid: row.uid && uidText(row.uid),
      marginBp: row.salePaise > 0 ? share(row.marginPaise, 10_000, row.salePaise) : null,
    })),
    total,
    sums,
  }
}
