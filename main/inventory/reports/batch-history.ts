import { type Milli, milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { type ListQuestion, matching } from './list-page.ts'

type Row = {
  date: string
  number: string | null
  uid: Uint8Array | null
  kind: string
  cancels: number
  party: string | null
  location: string
  qty: Milli
}

/** Every move of one batch in the order they stand, with the document behind it; what cancels one names the document it cancels. */
export const movesOfBatch = (batchId: number, locationId: number | null) => text<Row>`
  select m.date, d.number, d.uid, m.kind, p.kind = 'mirror' as cancels, nullif(v.party_name, '') as party, l.name as location, m.qty
  from batch b cross join stock_move m on m.item_id = b.item_id and m.batch_id = b.id join posting p on p.id = m.posting_id
  left join posting o on o.id = p.mirror_of left join document_version v on v.id = coalesce(p.version_id, o.version_id) left join document d on d.id = v.document_id
  join location l on l.id = m.location_id
  where b.id = ${batchId} and (${locationId} is null or m.location_id = ${locationId}) order by m.date, m.id`

/** The history of a batch with running quantity; the filter looks into document, party and place, and the balance stays what it was. */
export function batchHistory(db: Reader, ask: ListQuestion & { batchId: number; locationId: number | null }) {
  let balance = 0
  const all = db.rows(movesOfBatch(ask.batchId, ask.locationId)).map((row) => {
    balance += row.qty
    return {
      date: row.date,
      number: row.number,
      documentUid: row.uid && uidText(row.uid),
      kind: row.kind,
      cancels: row.cancels === 1,
      party: row.party,
      location: row.location,
      inMilli: row.qty > 0 ? row.qty : null,
      outMilli: row.qty < 0 ? milli(-row.qty) : null,
      balanceMilli: milli(balance),
    }
  })
  const found = matching(all, ask.filter, (row) => `${row.number ?? ''} ${row.party ?? ''} ${row.location}`)
  const sum = (of: 'inMilli' | 'outMilli') => milli(found.reduce((total, row) => total + (row[of] ?? 0), 0))
  return {
    rows: found.slice(ask.offset, ask.offset + ask.limit),
    total: found.length,
    sums: { inMilli: sum('inMilli'), outMilli: sum('outMilli'), balanceMilli: milli(balance) },
  }
}
