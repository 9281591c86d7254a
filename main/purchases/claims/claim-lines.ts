import type { LocalDate } from '../../../shared/calendar.ts'
import type { Paise } from '../../../shared/money.ts'
import type { claimBases, claimReasons, claimRoutes } from '../../../shared/purchases/claim-contract.ts'
import type { BasisPoints, Milli, RateE4 } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'

export type ClaimHead = {
  id: number
  kind: 'claim' | 'return-invoice'
  number: string
  date: LocalDate
  supplier: string
  supplierUid: Uint8Array
  partyId: number
  supply: 'intra' | 'inter'
  totalPaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  cancelled: number
  reason: (typeof claimReasons)[number]
  route: (typeof claimRoutes)[number]
  notes: string | null
  cancelReason: string | null
}

/** A claim by its uid, by whichever route it went. */
export const claimHead = (db: Reader, uid: string): ClaimHead | undefined =>
  db.row(text<ClaimHead>`
    select d.id, d.kind, d.number, d.date, v.party_name as supplier, p.uid as supplierUid, d.party_id as partyId, v.supply, v.total as totalPaise, v.igst as igstPaise, v.cgst as cgstPaise,
      v.sgst as sgstPaise, v.cess as cessPaise, s.cancelled, json_extract(v.applied_json, '$.reason') as reason, json_extract(v.applied_json, '$.route') as route, json_extract(v.applied_json, '$.notes') as notes,
      (select j.reason from journal j where j.entity_uid = d.uid and j.kind = 'post' and j.changes_json is not null order by j.seq desc limit 1) as cancelReason
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id join party p on p.id = d.party_id
    where d.uid = ${uidBytes(uid)} and d.kind in ('claim', 'return-invoice')`)

export type SentLine = {
  line: number
  itemId: number
  item: string
  batchId: number
  batch: string
  expiry: LocalDate | null
  locationId: number
  hsn: string
  uqc: string
  saleUnit: string
  saleFactor: number
  qtyMilli: Milli
  basis: (typeof claimBases)[number]
  rateE4: RateE4
  deductBp: BasisPoints
  claimedPaise: Paise
  creditedMilli: Milli
  creditedPaise: Paise
  backMilli: Milli
}

/** The lines of a claim with what answers that are not cancelled credited or sent back. */
export const claimLines = (db: Reader, claimId: number): SentLine[] =>
  db.rows(text<SentLine>`
    select l.line_no as line, l.item_id as itemId, l.description as item, l.batch_id as batchId, b.number as batch, b.expiry, json_extract(l.discount_json, '$.locationId') as locationId, l.hsn, l.uqc,
      l.unit as saleUnit, l.factor as saleFactor, l.qty as qtyMilli, json_extract(l.discount_json, '$.basis') as basis, l.rate_e4 as rateE4, json_extract(l.discount_json, '$.deductBp') as deductBp, l.taxable as claimedPaise,
      coalesce(a.credited, 0) as creditedMilli, coalesce(a.worth, 0) as creditedPaise, coalesce(a.back, 0) as backMilli
    from document_state s join document_line l on l.version_id = s.current_version_id join batch b on b.id = l.batch_id
    left join (select k.to_line_no, sum(iif(json_extract(al.discount_json, '$.back') = 1, 0, k.qty)) as credited, sum(iif(json_extract(al.discount_json, '$.back') = 1, k.qty, 0)) as back, sum(al.taxable) as worth
      from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
      join document_line al on al.version_id = k.from_version_id and al.line_no = k.line_no where k.to_document_id = ${claimId} group by k.to_line_no) a on a.to_line_no = l.line_no
    where s.document_id = ${claimId} order by l.line_no`)
