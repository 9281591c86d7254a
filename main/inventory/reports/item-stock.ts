import type { LocalDate } from '../../../shared/calendar.ts'
import { addDays } from '../../../shared/calendar.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'

/** An item as the reports of stock name it. */
export type StockItem = {
  id: number
  name: string
  company: string | null
  pack: string | null
  saleUnit: string
  saleFactor: number
  minimum: Milli | null
  maximum: Milli | null
  reorder: Milli | null
}

/** Active items by name, of one company or all. */
export const stockItems = (db: Reader, company: string | null): StockItem[] =>
  db.rows(text<StockItem>`
    select id, name, manufacturer as company, pack_label as pack, sale_unit as saleUnit, sale_factor as saleFactor, minimum_qty as minimum, maximum_qty as maximum, reorder_qty as reorder
    from item where active = 1 and (${company} is null or manufacturer = ${company}) order by name collate nocase, id`)

type ByItem = { item_id: number; qty: number }
const asMap = (rows: readonly ByItem[]) => new Map(rows.map((row) => [row.item_id, row.qty]))

/** What can be sold by item: at saleable places, not expired, not blocked. */
export const sellableQty = (today: LocalDate) => text<ByItem>`
  select b.item_id, sum(h.qty) as qty from on_hand h cross join batch b on b.id = h.batch_id cross join location l on l.id = h.location_id
  where h.qty <> 0 and l.kind = 'saleable' and (b.expiry is null or b.expiry >= ${today}) and b.blocked_reason is null group by b.item_id`

/** What there is by item in our own places, expired and blocked too. */
const ownQty = text<ByItem>`
  select b.item_id, sum(h.qty) as qty from on_hand h cross join batch b on b.id = h.batch_id where h.qty <> 0 group by b.item_id`

/** Sold less returned by item over so many days up to today; a cancelled bill and its mirror are nothing together. */
export const soldQty = (today: LocalDate, days: number) => text<ByItem>`
  select m.item_id, -sum(m.qty) as qty from posting p indexed by posting_by_date cross join stock_move m on m.posting_id = p.id
  where p.date > ${addDays(today, -days)} and p.date <= ${today} and m.kind in ('sale','sale-return') group by m.item_id`

/** What open purchase orders still wait for by item: asked, less come, less given up; receipts that were cancelled do not count. */
export const onOrderQty = text<ByItem>`
  select l.item_id, sum(max(l.qty
      - coalesce((select sum(k.qty) from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
          where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'order'), 0)
      - coalesce((select sum(c.qty) from order_closing c where c.document_id = d.id and c.line_no = l.line_no), 0), 0)) as qty
  from document d indexed by document_by_date cross join document_state s on s.document_id = d.id and s.cancelled = 0 cross join document_line l on l.version_id = s.current_version_id
  where d.kind = 'purchase-order' group by l.item_id`

export const sellable = (db: Reader, today: LocalDate) => asMap(db.rows(sellableQty(today)))
export const inStock = (db: Reader) => asMap(db.rows(ownQty))
export const sold = (db: Reader, today: LocalDate, days: number) => asMap(db.rows(soldQty(today, days)))
export const onOrder = (db: Reader) => asMap(db.rows(onOrderQty))
