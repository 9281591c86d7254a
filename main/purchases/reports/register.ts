import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { listCalls } from '../../../shared/purchases/list-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere } from './filter.ts'

type Ask = z.output<(typeof listCalls)['register']['input']>
type Shown = z.output<(typeof listCalls)['register']['output']>['rows'][number]
type Row = Omit<Shown, 'uid' | 'reverseCharge'> & { uid: Uint8Array; reverseCharge: number }
type Sums = {
  count: number
  taxablePaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  creditPaise: Paise
  totalPaise: Paise
}
const kinds = ['purchase', 'purchase-return', 'landed-cost'] as const

/** One row for each class, rate, credit class and reverse charge of a document, as its tax lines have them; nothing is computed here. */
export function register(db: Reader, ask: Ask) {
  const wanted = kinds.filter((kind) => ask.kind === null || kind === ask.kind)
  const documents = wanted.map(
    (kind) =>
      raw`select d.id, d.uid, d.kind, d.date, d.number, d.reference, v.id as version, v.party_name, v.gstin, v.total, v.applied_json from ${documentsWhere(kind, ask, [raw`s.cancelled = 0`])}`,
  )
  const groups = raw`
    select d.*, t.class, t.rate_bp, t.itc_class, t.rcm, sum(t.taxable) as taxable, sum(t.igst) as igst, sum(t.cgst) as cgst, sum(t.sgst) as sgst, sum(t.cess) as cess,
      row_number() over (partition by d.id order by t.class desc, t.rate_bp, t.itc_class, t.rcm) as nth
    from (${raw.join(documents, raw` union all `)}) d join posting p on p.version_id = d.version and p.kind = 'document' join tax_line t on t.posting_id = p.id and t.direction = 'in'
    group by d.id, t.class, t.rate_bp, t.itc_class, t.rcm`
  const total = raw`case when nth = 1 then iif(kind = 'purchase-return', -total, total) else 0 end`
  const rows = db.rows(text<Row>`
    select uid, kind, date, number, coalesce(json_extract(applied_json, '$.supplierNumber'), reference) as supplierNumber, json_extract(applied_json, '$.supplierDate') as supplierDate, party_name as supplier, gstin,
      class as taxClass, rate_bp as rateBp, itc_class as itcClass, rcm as reverseCharge, taxable as taxablePaise, igst as igstPaise, cgst as cgstPaise, sgst as sgstPaise, cess as cessPaise, ${total} as totalPaise
    from (${groups}) order by date, id, nth limit ${ask.limit} offset ${ask.offset}`)
  const { count, ...sums } = db.must(text<Sums>`
    select count(*) as count, coalesce(sum(taxable), 0) as taxablePaise, coalesce(sum(igst), 0) as igstPaise, coalesce(sum(cgst), 0) as cgstPaise, coalesce(sum(sgst), 0) as sgstPaise,
      coalesce(sum(cess), 0) as cessPaise, coalesce(sum(iif(itc_class in ('inputs', 'capital'), igst + cgst + sgst + cess, 0)), 0) as creditPaise, coalesce(sum(${total}), 0) as totalPaise
    from (${groups})`)
  return {
    rows: rows.map((row) => ({ ...row, uid: uidText(row.uid), reverseCharge: row.reverseCharge === 1 })),
    total: count,
    sums,
  }
}
