import type { z } from 'zod'
import { type Paise, paise } from '../../shared/money.ts'
import type { Milli, RateE4 } from '../../shared/quantity.ts'
import type { BillVersion } from '../../shared/sales/change-contract.ts'
import { compareVersions, type VersionSeen } from '../../shared/sales/compare-versions.ts'
import { type Reader, text } from '../database/connection.ts'
import { postedBill } from './bill-store.ts'

type Version = {
  id: number
  version: number
  at: string
  by: string | null
  reason: string | null
  party_name: string
  mode: string
  charges: Paise
  taxable: Paise
  tax: Paise
  total: Paise
  applied_json: string
}
const versionsOf = (documentId: number) => text<Version>`
  select v.id, v.version, j.at, u.name as by, j.reason, v.party_name, v.mode, v.charges, v.taxable, v.igst + v.cgst + v.sgst + v.cess as tax, v.total, v.applied_json
  from document_version v join journal j on j.seq = v.seq left join user u on u.id = j.user_id where v.document_id = ${documentId} order by v.version`

type Line = {
  itemId: number
  batchId: number | null
  description: string
  batch: string | null
  unit: string
  factor: number
  qtyMilli: Milli
  freeMilli: Milli
  rateE4: RateE4
  discountPaise: Paise
  taxablePaise: Paise
}
const linesOf = (versionId: number) => text<Line>`
  select l.item_id as itemId, l.batch_id as batchId, l.description, b.number as batch, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli, l.rate_e4 as rateE4,
    l.discount as discountPaise, l.taxable as taxablePaise
  from document_line l left join batch b on b.id = l.batch_id where l.version_id = ${versionId} order by l.line_no`

/** Every version of a bill with what it changed against the one before it (model rule 3). */
export function billVersions(db: Reader, uid: string): z.output<typeof BillVersion>[] {
  let before: VersionSeen | null = null
  return db.rows(versionsOf(postedBill(db, uid).document_id)).map((row) => {
    const lines = db.rows(linesOf(row.id))
    const applied = JSON.parse(row.applied_json) as {
      documentDiscountPaise?: number
      salesman?: string | null
      narration?: string | null
    }
    const seen: VersionSeen = {
      party: row.party_name,
      mode: row.mode,
      documentDiscountPaise: paise(applied.documentDiscountPaise ?? 0),
      chargesPaise: row.charges,
      salesman: applied.salesman ?? null,
      narration: applied.narration ?? null,
      totalPaise: row.total,
      lines,
    }
    const changes = before ? compareVersions(before, seen) : []
    before = seen
    return {
      version: row.version,
      at: row.at,
      by: row.by ?? '',
      reason: row.reason,
      taxablePaise: row.taxable,
      taxPaise: row.tax,
      totalPaise: row.total,
      mode: row.mode,
      lines: lines.map(({ itemId: _, batchId: __, ...line }) => line),
      changes,
    }
  })
}
