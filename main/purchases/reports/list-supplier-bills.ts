import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { SupplierBillList, SupplierBillRow } from '../../../shared/purchases/bill-contract.ts'
import type { ReturnRow } from '../../../shared/purchases/return-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere, orderBy } from './filter.ts'

type Ask = z.output<typeof SupplierBillList>
type Sums = { count: number; taxablePaise: Paise; taxPaise: Paise; totalPaise: Paise; leftPaise: Paise }

const tax = raw`(v.igst + v.cgst + v.sgst + v.cess)`
/** What of a document is still owed to its party; the left of a cancelled one is nothing. */
const left = raw`coalesce((select -sum(f.left_amount) from posting p join open_item o on o.posting_id = p.id join open_left f on f.open_item_id = o.id where p.version_id = v.id), 0)`
const supplierUid = raw`(select uid from party where party.id = d.party_id)`

const fromOf = (kind: 'purchase' | 'purchase-return', ask: Ask): RawBuilder<unknown> =>
  documentsWhere(kind, ask, ask.cancelled === null ? [] : [raw`s.cancelled = ${ask.cancelled ? 1 : 0}`])

const sumsOf = (db: Reader, from: RawBuilder<unknown>): Sums =>
  db.must(text<Sums>`
    select count(*) as count, coalesce(sum(v.taxable * (1 - s.cancelled)), 0) as taxablePaise, coalesce(sum(${tax} * (1 - s.cancelled)), 0) as taxPaise,
      coalesce(sum(v.total * (1 - s.cancelled)), 0) as totalPaise, coalesce(sum(case when s.cancelled = 0 then ${left} else 0 end), 0) as leftPaise from ${from}`)

type BillRow = Omit<z.output<typeof SupplierBillRow>, 'uid' | 'supplierUid' | 'matched' | 'cancelled'> & {
  uid: Uint8Array
  supplierUid: Uint8Array
  matched: number
  cancelled: number
}
/** Supplier bills with what is left to pay of each. */
export function listSupplierBills(db: Reader, ask: Ask) {
  const from = fromOf('purchase', ask)
  const rows = db.rows(text<BillRow>`
    select d.uid, d.number, d.date, v.party_name as supplier, ${supplierUid} as supplierUid, v.gstin, d.reference as supplierNumber, json_extract(v.applied_json, '$.supplierDate') as supplierDate, v.due_date as dueDate,
      v.taxable as taxablePaise, ${tax} as taxPaise, v.total as totalPaise, case when s.cancelled = 0 then ${left} else 0 end as leftPaise, coalesce(json_extract(v.applied_json, '$.matched'), 0) as matched, s.cancelled
    from ${from} ${orderBy(ask.sort, ask.descending)} limit ${ask.limit} offset ${ask.offset}`)
  const { count, ...sums } = sumsOf(db, from)
  return {
    rows: rows.map((row) => ({
      ...row,
      uid: uidText(row.uid),
      supplierUid: uidText(row.supplierUid),
      matched: row.matched === 1,
      cancelled: row.cancelled === 1,
    })),
    total: count,
    sums,
  }
}

type BackRow = Omit<z.output<typeof ReturnRow>, 'uid' | 'supplierUid' | 'cancelled'> & {
  uid: Uint8Array
  supplierUid: Uint8Array
  cancelled: number
}
/** Purchase returns with the bill each stands against. */
export function listReturns(db: Reader, ask: Ask) {
  const from = fromOf('purchase-return', ask)
  const rows = db.rows(text<BackRow>`
    select d.uid, d.number, d.date, v.party_name as supplier, ${supplierUid} as supplierUid, (select b.number from document_link k join document b on b.id = k.to_document_id where k.from_version_id = v.id limit 1) as bill,
      d.reference as supplierNote, v.taxable as taxablePaise, ${tax} as taxPaise, v.total as totalPaise, s.cancelled
    from ${from} ${orderBy(ask.sort, ask.descending)} limit ${ask.limit} offset ${ask.offset}`)
  const { count, leftPaise: _, ...sums } = sumsOf(db, from)
  return {
    rows: rows.map((row) => ({
      ...row,
      uid: uidText(row.uid),
      supplierUid: uidText(row.supplierUid),
      cancelled: row.cancelled === 1,
    })),
    total: count,
    sums,
  }
}
