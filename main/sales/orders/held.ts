import { sql as raw } from 'kysely'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { formatMilli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidText } from '../../database/uid.ts'
import type { Doubt } from '../doubts.ts'

/** What one confirmed order holds back of an item (or of one batch of it). */
export type Hold = {
  documentId: number
  itemId: number
  batchId: number | null
  uid: string
  number: string
  party: string
  qtyMilli: number
  since: LocalDate
  until: LocalDate
  days: number
  by: string
}
type Row = Omit<Hold, 'uid' | 'days'> & { uid: Uint8Array }

const holdsOf = prepared<{ item: number; date: LocalDate }>()(
  (p) => text<Row>`
    select r.document_id as documentId, r.item_id as itemId, r.batch_id as batchId, d.uid, d.number, v.party_name as party, r.qty as qtyMilli, r.since, r.until, u.name as by
    from reservation r cross join document d on d.id = r.document_id cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
      cross join user u on u.id = r.user_id
    where r.item_id = ${p.item} and r.until >= ${p.date} order by r.since, r.document_id, r.line_no`,
)

/** The holds on items that still stand on a day, oldest first; those of a day gone by hold nothing. */
export function holdsOn(db: Reader, itemIds: readonly number[], date: LocalDate): Hold[] {
  const rows = [...new Set(itemIds)].flatMap((item) => db.all(holdsOf, { item, date }))
  return rows
    .map((row) => ({ ...row, uid: uidText(row.uid), days: Math.max(0, daysBetween(row.since, date)) }))
    .sort((a, b) => a.since.localeCompare(b.since) || a.documentId - b.documentId)
}

type Stock = { itemId: number; batchId: number; qty: number }
/** What can be sold of items on a day, by batch: at saleable places, not expired, not blocked. */
export const sellable = (db: Reader, itemIds: readonly number[], date: LocalDate): Stock[] =>
  db.rows(text<Stock>`
    select b.item_id as itemId, b.id as batchId, sum(h.qty) as qty from json_each(${JSON.stringify([...new Set(itemIds)])}) a cross join batch b on b.item_id = a.value
      join on_hand h on h.batch_id = b.id join location l on l.id = h.location_id and l.kind = 'saleable' and l.active = 1
    where ${raw`b.blocked_reason is null and (b.expiry is null or b.expiry >= ${date})`} group by b.item_id, b.id`)

/** What an item is called and counted in. */
export type Counted = { name: string; saleUnit: string; saleFactor: number }
/** A quantity as the item is sold: '12 strip'; loose goods in base units. */
const said = (qtyMilli: number, { saleUnit, saleFactor }: Counted): string =>
  qtyMilli % saleFactor === 0 && (qtyMilli / saleFactor) % 1000 === 0
    ? `${formatMilli(qtyMilli / saleFactor)} ${saleUnit}`
    : formatMilli(qtyMilli)

/** Goods a document takes from the shelf, or asks for; `batchId` null: any batch. */
export type Take = { itemId: number; batchId: number | null; qtyMilli: number; field: string }

const sum = (rows: readonly { qtyMilli: number }[]) => rows.reduce((total, row) => total + row.qtyMilli, 0)

/** Who holds goods, in the words of one line: the eldest hold by name, how much is held in all, and by how many. */
const whoHolds = (holds: readonly Hold[], of: Counted) => {
  const [first] = holds as [Hold]
  return {
    held: said(sum(holds), of),
    heldMilli: sum(holds),
    party: first.party,
    order: first.number,
    days: first.days,
    by: first.by,
    others: holds.length - 1,
  }
}

/**
 * Warns, once an item, when goods taken leave less than other orders hold back (`sales/held`): what, for whom, since when and by whom. A hold on
 * one batch is met by that batch. `own`: the orders that the document itself answers, whose holds are its own goods.
 */
export function heldDoubts(
  db: Reader,
  takes: readonly Take[],
  { date, own, names }: { date: LocalDate; own: ReadonlySet<number>; names: (itemId: number) => Counted | undefined },
): Doubt[] {
  const itemIds = takes.map((take) => take.itemId)
  const holds = holdsOn(db, itemIds, date).filter((hold) => !own.has(hold.documentId))
  if (holds.length === 0) return []
  const stock = sellable(db, [...new Set(holds.map((hold) => hold.itemId))], date)
  const doubts = new Map<number, Doubt>()
  const say = (take: Take, those: readonly Hold[], has: number, taken: number) => {
    if (doubts.has(take.itemId) || taken === 0 || has - taken >= sum(those)) return
    const of = names(take.itemId)
    if (!of) return
    doubts.set(take.itemId, {
      code: 'sales/held',
      field: take.field,
      details: { item: of.name, ...whoHolds(those, of), free: said(Math.max(has - sum(those), 0), of) },
    })
  }
  for (const take of takes) {
    const ofItem = holds.filter((hold) => hold.itemId === take.itemId)
    if (ofItem.length === 0) continue
    const has = (batchId: number | null) =>
      stock
        .filter((row) => row.itemId === take.itemId && (batchId === null || row.batchId === batchId))
        .reduce((total, row) => total + row.qty, 0)
    const taken = (batchId: number | null) =>
      sum(takes.filter((other) => other.itemId === take.itemId && (batchId === null || other.batchId === batchId)))
    say(take, ofItem, has(null), taken(null))
    const ofBatch = take.batchId === null ? [] : ofItem.filter((hold) => hold.batchId === take.batchId)
    if (ofBatch.length > 0) say(take, ofBatch, has(take.batchId), taken(take.batchId))
  }
  return [...doubts.values()]
}

/**
 * Warns of goods asked for that are not there or that others hold (`sales/order-short`): what is free, and who holds the rest.
 */
export function shortDoubts(db: Reader, asks: readonly (Take & { item: Counted })[], date: LocalDate, own: number): Doubt[] {
  const itemIds = asks.map((ask) => ask.itemId)
  const holds = holdsOn(db, itemIds, date).filter((hold) => hold.documentId !== own)
  const stock = sellable(db, itemIds, date)
  const before = new Map<number, number>()
  return asks.flatMap((ask): Doubt[] => {
    const has = stock
      .filter((row) => row.itemId === ask.itemId && (ask.batchId === null || row.batchId === ask.batchId))
      .reduce((total, row) => total + row.qty, 0)
    const others = holds.filter(
      (hold) => hold.itemId === ask.itemId && (ask.batchId === null || hold.batchId === null || hold.batchId === ask.batchId),
    )
    const earlier = before.get(ask.itemId) ?? 0
    before.set(ask.itemId, earlier + ask.qtyMilli)
    const free = Math.max(has - sum(others) - earlier, 0)
    if (ask.qtyMilli <= free) return []
    const wanted = {
      item: ask.item.name,
      wanted: said(ask.qtyMilli, ask.item),
      free: said(free, ask.item),
      there: said(has, ask.item),
    }
    return [
      others.length > 0
        ? { code: 'sales/order-short-held', field: ask.field, details: { ...wanted, ...whoHolds(others, ask.item) } }
        : { code: 'sales/order-short', field: ask.field, details: wanted },
    ]
  })
}
