import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Bulk } from '../../../shared/items/bulk-contract.ts'
import type { ItemNow } from '../../../shared/items/plan-change.ts'
import { type Reader, text } from '../../database/connection.ts'
import { hasWords } from '../list-items.ts'

type Asked = z.output<typeof Bulk>

export type BulkItem = ItemNow & {
  id: number
  uid: Uint8Array
  name: string
  packLabel: string | null
  manufacturer: string | null
  saleUnit: string
}

const priceOn = (tier: string, from: string) =>
  raw`(select case p.unit when i.sale_unit then p.rate_e4 end from price p where p.item_id = i.id and p.batch_id = 0 and p.from_date <= ${from}
    and p.list_id = (select id from price_list where tier = ${tier}) order by p.from_date desc, p.seq desc, p.id desc limit 1)`

const asked = (db: Reader, { filter }: Asked) => {
  const parts = [raw`i.active = 1`]
  const words = hasWords(db, filter.words)
  if (words) parts.push(words)
  if (filter.manufacturer) parts.push(raw`i.manufacturer = ${filter.manufacturer} collate nocase`)
  if (filter.category) parts.push(raw`i.category = ${filter.category} collate nocase`)
  if (filter.schedule) parts.push(raw`i.schedule = ${filter.schedule}`)
  if (filter.hsn) parts.push(raw`t.hsn >= ${filter.hsn} and t.hsn < ${`${filter.hsn}:`}`)
  return raw.join(parts, raw` and `)
}

const from = (bulk: Asked) => raw`item i left join item_tax t on t.id =
  (select x.id from item_tax x where x.item_id = i.id and x.from_date <= ${bulk.from} order by x.from_date desc, x.seq desc, x.id desc limit 1)`

function columns({ change, from: day }: Asked) {
  const price = change.what === 'price' ? priceOn(change.tier, day) : raw`null`
  const mrp = change.what === 'price' && change.tier !== 'mrp' ? priceOn('mrp', day) : raw`null`
  return raw`i.id, i.uid, i.name, i.pack_label as packLabel, i.manufacturer, i.sale_unit as saleUnit, i.schedule, i.storage, i.rack, i.category, i.status,
    coalesce(t.class, 'taxable') as taxClass, coalesce(t.rate_bp, 0) as rateBp, coalesce(t.cess_bp, 0) as cessBp, coalesce(t.hsn, '') as hsn,
    ${price} as priceE4, ${mrp} as mrpE4`
}

/** All items a question is about with what they are on its day, by name. */
export const bulkItems = (db: Reader, bulk: Asked): BulkItem[] =>
  db.rows(
    text<BulkItem>`select ${columns(bulk)} from ${from(bulk)} where ${asked(db, bulk)} order by i.name collate nocase, i.id`,
  )

/** The same for these items, whatever the filter says of them now. */
export const bulkItemsOf = (db: Reader, bulk: Asked, ids: readonly number[]): BulkItem[] =>
  db.rows(
    text<BulkItem>`select ${columns(bulk)} from ${from(bulk)} where i.id in (select value from json_each(${JSON.stringify(ids)}))`,
  )

/** Ids of items a question is about after one of them, in their order. */
export const bulkIdsAfter = (db: Reader, bulk: Asked, after: number, limit: number): number[] =>
  db
    .rows(
      text<{
        id: number
      }>`select i.id from ${from(bulk)} where i.id > ${after} and ${asked(db, bulk)} order by i.id limit ${limit}`,
    )
    .map(({ id }) => id)
