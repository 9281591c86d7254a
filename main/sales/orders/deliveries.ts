import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { deliveryCalls, deliveryStates, Trip, TripShown } from '../../../shared/sales/delivery-contract.ts'
import { change } from '../../company/records.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { documentsWhere, orderBy } from '../../purchases/reports/filter.ts'

type State = (typeof deliveryStates)[number]
type Listed = z.output<typeof deliveryCalls.deliveries.input>

const lastMark = (column: string) =>
  raw`(select ${raw.ref(column)} from delivery y where y.document_id = d.id order by y.id desc limit 1)`
/** The trip a bill is out with, or went out with last. */
const lastTrip = raw`(select max(b.trip_id) from trip_bill b where b.document_id = d.id and exists (select 1 from trip t where t.id = b.trip_id and t.active = 1))`
/** Where the goods of bill `d` are: a bill that was not taken waits again until it goes out with a later trip. */
export const deliveryState: RawBuilder<State> = raw`case when ${lastTrip} is not null and (${lastMark('y.id')} is null or coalesce(${lastMark('y.trip_id')}, 0) <> ${lastTrip})
  and coalesce(${lastMark('y.outcome')}, '') <> 'delivered' then 'sent' else coalesce(${lastMark('y.outcome')}, 'waiting') end`
/** What is still owed on the bill. */
const owed = raw`coalesce((select sum(w.left_amount) from open_item o join open_left w on w.open_item_id = o.id where o.document_id = d.id and w.left_amount > 0), 0)`
const area = raw`trim(coalesce((select p.route from party p where p.id = d.party_id), '') || ' ' || coalesce(json_extract(v.applied_json, '$.buyer.address.city'), ''))`

type Row = {
  uid: Uint8Array
  number: string
  date: string
  party: string
  area: string
  totalPaise: Paise
  collectPaise: Paise
  state: State
  tripUid: Uint8Array | null
  tripDate: string | null
  van: string | null
  receivedBy: string | null
  reason: string | null
  at: string | null
  proof: number
}

/** Bills with where their goods are. */
export function listDeliveries(db: Reader, ask: Listed) {
  const wanted = [
    raw`s.cancelled = 0`,
    ...(ask.state === null
      ? []
      : ask.state === 'open'
        ? [raw`${deliveryState} in ('waiting', 'sent', 'part', 'not')`]
        : [raw`${deliveryState} = ${ask.state}`]),
  ]
  const from = documentsWhere('sale', ask, wanted)
  const sort = orderBy(ask.sort === 'party' ? 'supplier' : ask.sort, ask.descending)
  const rows = db.rows(text<Row>`
    select x.*, t.uid as tripUid, t.date as tripDate, t.van from (select d.id, d.uid, d.number, d.date, v.party_name as party, ${area} as area, v.total as totalPaise, ${owed} as collectPaise,
      ${deliveryState} as state, ${lastTrip} as trip, ${lastMark('y.received_by')} as receivedBy, ${lastMark('y.reason')} as reason, ${lastMark('y.at')} as at,
      exists (select 1 from delivery y where y.document_id = d.id and y.proof_sha256 is not null) as proof
    from ${from} ${sort} limit ${ask.limit} offset ${ask.offset}) x left join trip t on t.id = x.trip`)
  const sums = db.must(text<{ count: number; totalPaise: Paise; collectPaise: Paise }>`
    select count(*) as count, coalesce(sum(v.total), 0) as totalPaise, coalesce(sum(${owed}), 0) as collectPaise from ${from}`)
  return {
    rows: rows.map(({ tripUid, tripDate, van, ...row }) => ({
      ...row,
      uid: uidText(row.uid),
      proof: row.proof === 1,
      trip: tripUid && tripDate && van ? { uid: uidText(tripUid), date: tripDate, van } : null,
    })),
    total: sums.count,
    sums: { totalPaise: sums.totalPaise, collectPaise: sums.collectPaise },
  }
}

type Bill = { id: number; number: string; cancelled: number; state: State; trip: number | null; van: string | null }
const billOf = (db: Reader, uid: string): Bill | undefined =>
  db.row(text<Bill>`
    select d.id, d.number, s.cancelled, ${deliveryState} as state, ${lastTrip} as trip, (select van from trip where id = ${lastTrip}) as van
    from document d join document_state s on s.document_id = d.id where d.uid = ${uidBytes(uid)} and d.kind = 'sale'`)

/** A bill that stands; refuses `sales/unknown-bill` and `sales/bill-is-cancelled`. */
export function standingBill(db: Reader, uid: string, field: string): Bill {
  const found = billOf(db, uid)
  if (!found) throw new Refusal('sales/unknown-bill', 'There is no such bill', field, {})
  const { number } = found
  if (found.cancelled === 1) throw new Refusal('sales/bill-is-cancelled', `${number} is cancelled`, field, { number })
  return found
}

const tripRow = (db: Reader, uid: string) => db.row(sql.selectFrom('trip').selectAll().where('uid', '=', uidBytes(uid)))

/** Sends bills out with a van. The same trip sent twice is one. */
export function postTrip(given: Writing, draft: z.output<typeof Trip>): void {
  const { tx } = given
  if (tripRow(tx, draft.uid)) return
  const bills = draft.bills.map((uid, at) => {
    const field = `bills.${at}`
    const found = standingBill(tx, uid, field)
    const details = { number: found.number, van: found.van ?? '' }
    if (draft.bills.indexOf(uid) !== at)
      throw new Refusal('sales/bill-twice', `${found.number} is on the trip already`, field, details)
    if (found.state === 'delivered')
      throw new Refusal('sales/bill-delivered', `${found.number} is delivered already`, field, details)
    if (found.state === 'sent')
      throw new Refusal('sales/bill-on-trip', `${found.number} is out with ${found.van}`, field, details)
    return found
  })
  const why = { entity: 'trip', entityUid: draft.uid }
  const { uid, date, van, driver, note } = draft
  const [trip] = change(
    given,
    [{ insert: 'trip', row: { uid: uidBytes(uid), date, van, driver, note, user_id: given.by.id } }],
    why,
  )
  change(
    given,
    bills.map((bill, at) => ({
      insert: 'trip_bill' as const,
      row: { trip_id: trip as number, document_id: bill.id, place: at + 1 },
    })),
    why,
  )
}

/** Takes a trip back. Refuses one that is not there, and one of which something was marked. */
export function dropTrip(given: Writing, uid: string): void {
  const found = tripRow(given.tx, uid)
  if (found?.active !== 1) throw new Refusal('sales/no-trip', 'There is no such trip', 'uid')
  const marked = given.tx.row(sql.selectFrom('delivery').select('id').where('trip_id', '=', found.id).limit(1))
  if (marked) throw new Refusal('sales/trip-marked', 'Bills of this trip are marked already', 'uid')
  change(given, [{ update: 'trip', id: found.id, set: { active: 0 } }], { entity: 'trip', entityUid: uid })
}

type Mark = z.output<typeof deliveryCalls.markDelivery.input>

/** Notes what came of bringing a bill. Refuses a partial or failed delivery without a reason, and a delivery nobody took. */
export function markDelivery(given: Writing, mark: Mark): void {
  const found = standingBill(given.tx, mark.bill, 'bill')
  const details = { number: found.number }
  if (mark.outcome !== 'delivered' && (mark.reason ?? '').length < 3)
    throw new Refusal('sales/delivery-reason', 'Say why the goods were not all given', 'reason', details)
  if (mark.outcome !== 'not' && !mark.receivedBy)
    throw new Refusal('sales/delivery-taken-by', 'Say who took the goods', 'receivedBy', details)
  if (mark.collectedPaise < 0)
    throw new Refusal('sales/paid-negative', 'What is collected is not less than nothing', 'collectedPaise')
  change(
    given,
    [
      {
        insert: 'delivery',
        row: {
          document_id: found.id,
          trip_id: found.trip,
          outcome: mark.outcome,
          reason: mark.reason,
          received_by: mark.receivedBy,
          collected: mark.collectedPaise,
          at: given.now,
          user_id: given.by.id,
        },
      },
    ],
    { entity: 'sale', entityUid: mark.bill, reason: mark.reason },
  )
}

type TripBillRow = Omit<z.output<typeof TripShown>['bills'][number], 'uid'> & { uid: Uint8Array }

/** A trip with its bills as they are brought. Refuses `sales/no-trip`. */
export function tripShown(db: Reader, uid: string): z.output<typeof TripShown> {
  const found = tripRow(db, uid)
  if (!found) throw new Refusal('sales/no-trip', 'There is no such trip', 'uid')
  const { name } = db.must(sql.selectFrom('user').select('name').where('id', '=', found.user_id))
  const bills = db
    .rows(text<TripBillRow>`
      select d.uid, d.number, d.date, v.party_name as party, ${area} as area, json_extract(v.applied_json, '$.buyer.phone') as phone, v.total as totalPaise, ${owed} as collectPaise,
        (select count(*) from document_line l where l.version_id = v.id) as lines, ${deliveryState} as state
      from trip_bill b join document d on d.id = b.document_id join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
      where b.trip_id = ${found.id} order by b.place`)
    .map((row) => ({ ...row, uid: uidText(row.uid) }))
  return {
    uid,
    date: found.date,
    van: found.van,
    driver: found.driver,
    note: found.note,
    by: name,
    bills,
    totalPaise: sumPaise(bills.map((bill) => bill.totalPaise)),
    collectPaise: paise(bills.reduce((sum, bill) => sum + bill.collectPaise, 0)),
  }
}
