import type { LocalDate } from '../../../shared/calendar.ts'
import type { Paise } from '../../../shared/money.ts'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'

export type ItemLedgerAsk = { itemId: number; from: LocalDate; to: LocalDate; offset: number; limit: number }

type Row = {
  date: string
  number: string | null
  uid: Uint8Array | null
  party: string | null
  kind: string
  batch: string
  location: string
  qty: Milli
  balance: Milli
  value: Paise
}

/** Quantity before a day: whole months of the item's batches, and the first days of the month it is in (model rule 8). */
export const openingQty = (ask: { itemId: number; from: LocalDate }) => text<{ qty: Milli }>`
  select coalesce(sum(qty), 0) as qty from (
    select s.qty from batch b join stock_month s on s.batch_id = b.id where b.item_id = ${ask.itemId} and s.month < ${ask.from.slice(0, 7)}
    union all
    select m.qty from batch b join stock_move m on m.item_id = b.item_id and m.batch_id = b.id
    where b.item_id = ${ask.itemId} and m.date >= ${`${ask.from.slice(0, 7)}-01`} and m.date < ${ask.from})`

/** Moves of the days asked for, with the running sum of all that went before in them. */
export const movesOf = (ask: ItemLedgerAsk) => text<Row>`
  select m.date, d.number, d.uid, nullif(v.party_name, '') as party, m.kind, b.number as batch, l.name as location, m.qty, sum(m.qty) over (order by m.date, m.id) as balance,
    coalesce((select sum(w.amount) from stock_value w where w.move_id = m.id), 0) as value
  from batch b join stock_move m on m.item_id = b.item_id and m.batch_id = b.id join posting p on p.id = m.posting_id
  left join posting o on o.id = p.mirror_of left join document_version v on v.id = coalesce(p.version_id, o.version_id) left join document d on d.id = v.document_id
  join location l on l.id = m.location_id
  where b.item_id = ${ask.itemId} and m.date between ${ask.from} and ${ask.to}
  order by m.date, m.id limit ${ask.limit} offset ${ask.offset}`

type Whole = { rows: number; qty: Milli; came: Milli; went: Milli; value: Paise }
const whole = (ask: ItemLedgerAsk) => text<Whole>`
  select count(*) as rows, coalesce(sum(m.qty), 0) as qty, coalesce(sum(max(m.qty, 0)), 0) as came, coalesce(-sum(min(m.qty, 0)), 0) as went,
    coalesce(sum((select sum(w.amount) from stock_value w where w.move_id = m.id)), 0) as value
  from batch b join stock_move m on m.item_id = b.item_id and m.batch_id = b.id
  where b.item_id = ${ask.itemId} and m.date between ${ask.from} and ${ask.to}`

/** The moves of an item over some days with running quantity and what each was worth; opening and closing are of the days, not of the page. */
export function itemLedger(db: Reader, ask: ItemLedgerAsk, withCost: boolean) {
  const opening = db.must(openingQty(ask)).qty
  const { rows: total, qty, came, went, value } = db.must(whole(ask))
  const rows = db.rows(movesOf(ask)).map((row) => ({
    date: row.date,
    number: row.number,
    documentUid: row.uid && uidText(row.uid),
    party: row.party,
    kind: row.kind,
    batch: row.batch,
    location: row.location,
    qtyMilli: row.qty,
    inMilli: row.qty > 0 ? row.qty : null,
    outMilli: row.qty < 0 ? milli(-row.qty) : null,
    balanceMilli: milli(opening + row.balance),
    valuePaise: withCost ? row.value : null,
  }))
  const closingMilli = milli(opening + qty)
  const sums = { inMilli: came, outMilli: went, balanceMilli: closingMilli, valuePaise: withCost ? value : null }
  return { openingMilli: opening, rows, total, sums, closingMilli }
}
