import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { LandedRow, landedCalls } from '../../../shared/purchases/match-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere, orderBy } from './filter.ts'

type Ask = z.output<(typeof landedCalls)['landedCosts']['input']>
type Shown = z.output<typeof LandedRow>
type Row = Omit<Shown, 'uid' | 'cancelled' | 'papers'> & { id: number; uid: Uint8Array; cancelled: number }
type PaperRow = Omit<Shown['papers'][number], 'uid'> & { uid: Uint8Array }
type Sums = {
  count: number
  taxablePaise: Paise
  taxPaise: Paise
  reverseChargePaise: Paise
  landedPaise: Paise
  totalPaise: Paise
}

const tax = raw`(v.igst + v.cgst + v.sgst + v.cess)`
const reverse = raw`coalesce(json_extract(v.applied_json, '$.reverseChargePaise'), 0)`
const landed = raw`coalesce(json_extract(v.applied_json, '$.landedPaise'), 0)`
const selfInvoice = raw`(select x.number from document_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
  join document x on x.id = ks.document_id and x.kind = 'self-invoice' where k.to_document_id = d.id limit 1)`

const papersOf = (db: Reader, landedId: number): Shown['papers'] =>
  db
    .rows(text<PaperRow>`
      select x.uid, x.kind, x.number, x.date from document_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
      join document x on x.id = ks.document_id and x.kind in ('self-invoice', 'payment-voucher') where k.to_document_id = ${landedId} order by x.id`)
    .map((row) => ({ ...row, uid: uidText(row.uid) }))

/** Landed costs and service bills. */
export function listLandedCosts(db: Reader, ask: Ask) {
  const from = documentsWhere('landed-cost', ask)
  const rows = db.rows(text<Row>`
    select d.id, d.uid, d.number, d.date, v.party_name as supplier, d.reference as supplierNumber, v.taxable as taxablePaise, ${tax} as taxPaise, ${reverse} as reverseChargePaise, ${landed} as landedPaise,
      v.total as totalPaise, ${selfInvoice} as selfInvoice, s.cancelled
    from ${from} ${orderBy(ask.sort, ask.descending)} limit ${ask.limit} offset ${ask.offset}`)
  const live = raw`(1 - s.cancelled)`
  const { count, ...sums } = db.must(text<Sums>`
    select count(*) as count, coalesce(sum(v.taxable * ${live}), 0) as taxablePaise, coalesce(sum(${tax} * ${live}), 0) as taxPaise, coalesce(sum(${reverse} * ${live}), 0) as reverseChargePaise,
      coalesce(sum(${landed} * ${live}), 0) as landedPaise, coalesce(sum(v.total * ${live}), 0) as totalPaise from ${from}`)
  return {
    rows: rows.map(({ id, ...row }) => ({
      ...row,
      uid: uidText(row.uid),
      papers: papersOf(db, id),
      cancelled: row.cancelled === 1,
    })),
    total: count,
    sums,
  }
}
