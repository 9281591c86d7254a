import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PickList, PickRow } from '../../../shared/sales/delivery-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'

type List = z.output<typeof PickList>
type Row = z.output<typeof PickRow>
type Kind = List['documents'][number]['kind']
type Found = { id: number; kind: Kind; number: string; party: string; cancelled: number; confirmed: number }

/** A document that goods are picked for. Refuses one that is not there or cancelled, and an order that is not confirmed. */
function documentOf(db: Reader, uid: string, field: string): Found {
  const found = db.row(text<Found>`
    select d.id, d.kind, d.number, v.party_name as party, s.cancelled, c.id is not null as confirmed from document d join document_state s on s.document_id = d.id
      join document_version v on v.id = s.current_version_id left join order_confirmation c on c.document_id = d.id
    where d.uid = ${uidBytes(uid)} and d.kind in ('sale', 'sales-order', 'challan')`)
  if (!found) throw new Refusal('sales/nothing-to-pick', 'This is no bill, order or challan', field)
  const { number } = found
  if (found.cancelled === 1) throw new Refusal('sales/bill-is-cancelled', `${number} is cancelled`, field, { number })
  if (found.kind === 'sales-order' && found.confirmed === 0)
    throw new Refusal('sales/order-not-confirmed', `${number} is not confirmed yet`, field, { number })
  return found
}

/** Goods of one item: of a batch at a place, or (both null) of no shelf. */
type Taken = { document: number; itemId: number; batchId: number | null; locationId: number | null; qtyMilli: number }

/** What bills and challans took off saleable shelves. */
const movedBy = (db: Reader, ids: readonly number[]): Taken[] =>
  db.rows(text<Taken>`
    select a.value as document, m.item_id as itemId, m.batch_id as batchId, m.location_id as locationId, -sum(m.qty) as qtyMilli
    from json_each(${JSON.stringify(ids)}) a cross join document_state s on s.document_id = a.value join posting p on p.version_id = s.current_version_id and p.kind = 'document'
      join stock_move m on m.posting_id = p.id join location l on l.id = m.location_id and l.kind = 'saleable'
    group by a.value, m.item_id, m.batch_id, m.location_id having sum(m.qty) < 0`)

/** What is left of orders; the lines that will have only one batch first. */
const wantedBy = (db: Reader, ids: readonly number[]) =>
  db.rows(text<{ document: number; itemId: number; batchId: number | null; qtyMilli: number }>`
    select w.document_id as document, l.item_id as itemId, l.batch_id as batchId, w.qty_left + w.free_left as qtyMilli
    from json_each(${JSON.stringify(ids)}) a cross join sales_left w on w.document_id = a.value join document_state s on s.document_id = w.document_id
      join document_line l on l.version_id = s.current_version_id and l.line_no = w.line_no
    where w.qty_left + w.free_left > 0 order by l.batch_id is null, a.key, w.line_no`)

type Stood = { itemId: number; batchId: number; locationId: number; qty: number }
/** What can be sold of items on a day, what expires first standing first. */
const standing = (db: Reader, itemIds: readonly number[], date: LocalDate): Stood[] =>
  db.rows(text<Stood>`
    select b.item_id as itemId, b.id as batchId, h.location_id as locationId, h.qty from json_each(${JSON.stringify([...new Set(itemIds)])}) a cross join batch b on b.item_id = a.value
      join on_hand h on h.batch_id = b.id and h.qty > 0 join location l on l.id = h.location_id and l.kind = 'saleable' and l.active = 1
    where b.blocked_reason is null and (b.expiry is null or b.expiry >= ${date}) order by b.expiry is null, b.expiry, b.id, h.location_id`)

/** Orders have no batch yet: each takes what expires first of what the earlier ones left. */
function takenFor(db: Reader, ids: readonly number[], date: LocalDate): Taken[] {
  const wanted = wantedBy(db, ids)
  const shelf = standing(
    db,
    wanted.map((line) => line.itemId),
    date,
  )
  return wanted.flatMap(({ document, itemId, batchId, qtyMilli }) => {
    let left = qtyMilli
    const taken: Taken[] = []
    for (const stood of shelf) {
      if (left === 0) break
      if (stood.itemId !== itemId || stood.qty === 0 || (batchId !== null && stood.batchId !== batchId)) continue
      const part = Math.min(left, stood.qty)
      stood.qty -= part
      left -= part
      taken.push({ document, itemId, batchId: stood.batchId, locationId: stood.locationId, qtyMilli: part })
    }
    return left === 0 ? taken : [...taken, { document, itemId, batchId: null, locationId: null, qtyMilli: left }]
  })
}

/** The goods with their names, in the order a person walks along the racks; what no shelf has comes last. */
const asRows = (db: Reader, taken: readonly Taken[]): Row[] =>
  db.rows(text<Row>`
    select coalesce(r.rack, iif(a.value ->> 2 is null, null, i.rack)) as rack, i.name as item, i.pack_label as pack, b.number as batch, b.expiry, l.name as place, i.sale_unit as unit,
      i.sale_factor as factor, sum(a.value ->> 4) as qtyMilli, count(distinct a.value ->> 0) as documents
    from json_each(${JSON.stringify(taken.map((one) => [one.document, one.itemId, one.batchId, one.locationId, one.qtyMilli]))}) a
      join item i on i.id = a.value ->> 1 left join batch b on b.id = a.value ->> 2 left join location l on l.id = a.value ->> 3
      left join item_rack r on r.item_id = i.id and r.location_id = l.id
    group by i.id, b.id, l.id
    order by b.id is null, coalesce(r.rack, i.rack) is null, coalesce(r.rack, i.rack), i.name collate nocase, b.expiry is null, b.expiry, b.number`)

/** What bills, challans and confirmed orders need from the shelves, all together, by rack. Refuses what `documentOf` refuses. */
export function pickList(db: Reader, uids: readonly string[], date: LocalDate): List {
  const found = [...new Set(uids)].map((uid, at) => ({ uid, ...documentOf(db, uid, `documents.${at}`) }))
  const idsOf = (order: boolean) => found.filter((one) => (one.kind === 'sales-order') === order).map((one) => one.id)
  const taken = [...movedBy(db, idsOf(false)), ...takenFor(db, idsOf(true), date)]
  return { documents: found.map(({ uid, kind, number, party }) => ({ uid, kind, number, party })), rows: asRows(db, taken) }
}
