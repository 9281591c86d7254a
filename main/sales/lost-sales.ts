import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, paise, share } from '../../shared/money.ts'
import type { Milli, RateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { counterCalls } from '../../shared/sales/counter-contract.ts'
import { change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'

type Note = z.output<(typeof counterCalls)['noteLostSale']['input']>
type Ask = z.output<(typeof counterCalls)['lostSales']['input']>

/** Notes a sale that was lost. Refuses `sales/unknown-item`, `sales/unknown-party`, `sales/lost-quantity` and a day after today. */
export function noteLostSale(given: Writing, note: Note): void {
  const { tx } = given
  const uid = uidBytes(note.uid)
  if (tx.row(sql.selectFrom('lost_sale').select('id').where('uid', '=', uid))) return
  if (!tx.row(sql.selectFrom('item').select('id').where('id', '=', note.itemId)))
    throw new Refusal('sales/unknown-item', 'This item is not in the book', 'itemId', {})
  if (note.qtyMilli <= 0) throw new Refusal('sales/lost-quantity', 'How much was wanted is needed', 'qtyMilli', {})
  if (note.date > given.today)
    throw new Refusal('accounts/after-today', `The date is after today, ${given.today}`, 'date', { today: given.today })
  const party = note.party === null ? null : tx.row(sql.selectFrom('party').select('id').where('uid', '=', uidBytes(note.party)))
  if (note.party !== null && !party) throw new Refusal('sales/unknown-party', 'This party is not in the book', 'party', {})
  const row = {
    uid,
    date: note.date,
    item_id: note.itemId,
    party_id: party?.id ?? null,
    qty: note.qtyMilli,
    reason: note.reason,
    note: note.note,
    user_id: given.by.id,
  }
  change(given, [{ insert: 'lost_sale', row }], { entity: 'lost_sale', entityUid: null })
}

/** Takes a note off the list; the journal keeps it. Refuses `sales/unknown-lost`. */
export function dropLostSale(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const found = given.tx.row(sql.selectFrom('lost_sale').select(['id', 'active']).where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('sales/unknown-lost', 'There is no such note', 'uid', {})
  if (found.active === 1)
    change(given, [{ update: 'lost_sale', id: found.id, set: { active: 0 } }], { entity: 'lost_sale', reason: reason || null })
}

type Row = {
  uid: Uint8Array
  date: string
  itemId: number
  item: string
  company: string | null
  party: string | null
  saleUnit: string
  saleFactor: number
  qtyMilli: Milli
  rate: RateE4 | null
  stockMilli: Milli
  reason: Note['reason']
  note: string | null
  by: string | null
}
const orders: Readonly<Record<string, string>> = {
  date: 'n.date',
  item: 'i.name collate nocase',
  qty: 'n.qty',
  party: 'p.name collate nocase',
}
const lostPaise = (row: Pick<Row, 'rate' | 'qtyMilli' | 'saleFactor'>): Paise | null =>
  row.rate === null ? null : share(row.rate * row.qtyMilli, 1, 100_000 * row.saleFactor)

/** What could not be sold, newest first. The value is at the list's price to the retailer. */
export function lostSales(db: Reader, ask: Ask) {
  const terms = [raw`n.active = 1`]
  if (ask.from) terms.push(raw`n.date >= ${ask.from}`)
  if (ask.to) terms.push(raw`n.date <= ${ask.to}`)
  if (ask.reason) terms.push(raw`n.reason = ${ask.reason}`)
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  if (ask.filter)
    terms.push(
      raw`(i.name like ${like} escape '\\' or i.manufacturer like ${like} escape '\\' or p.name like ${like} escape '\\')`,
    )
  const column = ask.sort === null ? undefined : orders[ask.sort]
  const order = column ? `${column} ${ask.descending ? 'desc' : 'asc'}, n.id desc` : 'n.date desc, n.id desc'
  const all = db.rows(text<Row>`
    select n.id, n.uid, n.date, n.item_id as itemId, i.name as item, i.manufacturer as company, p.name as party, i.sale_unit as saleUnit, i.sale_factor as saleFactor, n.qty as qtyMilli,
      (select r.rate_e4 from price r where r.item_id = i.id and r.list_id = (select id from price_list where tier = 'ptr') and r.batch_id = 0 and r.from_date <= n.date order by r.from_date desc, r.seq desc, r.id desc limit 1) as rate,
      coalesce((select sum(h.qty) from batch b join on_hand h on h.batch_id = b.id join location l on l.id = h.location_id and l.kind = 'saleable' where b.item_id = i.id), 0) as stockMilli,
      n.reason, n.note, u.name as by
    from lost_sale n join item i on i.id = n.item_id left join party p on p.id = n.party_id left join user u on u.id = n.user_id
    where ${raw.join(terms, raw` and `)} order by ${raw.raw(order)}`)
  const rows = all.slice(ask.offset, ask.offset + ask.limit)
  return {
    rows: rows.map(({ rate, by, ...row }) => ({
      uid: uidText(row.uid),
      date: row.date,
      itemId: row.itemId,
      item: row.item,
      company: row.company,
      party: row.party,
      saleUnit: row.saleUnit,
      saleFactor: row.saleFactor,
      qtyMilli: row.qtyMilli,
      valuePaise: lostPaise({ rate, qtyMilli: row.qtyMilli, saleFactor: row.saleFactor }),
      stockMilli: row.stockMilli,
      reason: row.reason,
      note: row.note,
      by: by ?? '',
    })),
    total: all.length,
    sums: { notes: all.length, valuePaise: paise(all.reduce((sum, row) => sum + (lostPaise(row) ?? 0), 0)) },
  }
}
