import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { paise, share } from '../../../shared/money.ts'
import { searchWords } from '../../../shared/parties/check-party.ts'
import type { listCalls } from '../../../shared/purchases/list-contract.ts'
import { type RateE4, rateE4 } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'

type Ask = z.output<(typeof listCalls)['rateComparison']['input']>
type Shown = z.output<(typeof listCalls)['rateComparison']['output']>['rows'][number]
type Row = Omit<Shown, 'supplierUid' | 'netE4' | 'marginBp' | 'best'> & {
  supplierUid: Uint8Array
  factor: number
  saleFactor: number
  costPaise: number
  landedPaise: number
  gstBp: number
  least: number | null
  perBase: number
}

/** Rupees ×10⁴ a unit of `factor` base units: value over all units that came, free ones too. */
const perUnit = (valuePaise: number, qtyMilli: number, factor: number): RateE4 =>
  rateE4(qtyMilli === 0 ? 0 : share(valuePaise, 100_000 * factor, qtyMilli))

/** What lies between the cost and the MRP without its tax, as a part of the latter. */
function marginBp(netE4: number, row: Row): number | null {
  if (row.mrpPaise === null || row.mrpPaise === 0) return null
  const withoutTax = share(row.mrpPaise * 100, 10_000 * row.factor, (10_000 + row.gstBp) * row.saleFactor)
  return withoutTax === 0 ? null : share(withoutTax - netE4, 10_000, withoutTax)
}

/**
 * What suppliers took for an item, bill by bill. The net rate is what the goods cost after all discounts, charges, free units and landed cost, with tax where
 * it is cost; landed cost of a matched line is its receipt's, by quantity.
 */
export function rateComparison(db: Reader, ask: Ask) {
  const terms = [raw`d.kind = 'purchase'`, raw`s.cancelled = 0`, raw`l.qty + l.free_qty > 0`]
  if (ask.itemId !== null) terms.push(raw`l.item_id = ${ask.itemId}`)
  if (ask.supplier) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(ask.supplier)})`)
  if (ask.from) terms.push(raw`d.date >= ${ask.from}`)
  if (ask.to) terms.push(raw`d.date <= ${ask.to}`)
  for (const word of searchWords(ask.filter))
    terms.push(raw`(l.description like ${`%${word}%`} or v.party_name like ${`%${word}%`})`)
  const cost = raw`(l.taxable + iif(coalesce(json_extract(l.discount_json, '$.itc'), 'inputs') in ('blocked', 'none') or not exists (select 1 from firm where gstin is not null), l.igst + l.cgst + l.sgst + l.cess, 0))`
  const from = raw`from document_line l join document_version v on v.id = l.version_id join document_state s on s.current_version_id = v.id join document d on d.id = s.document_id where ${raw.join(terms, raw` and `)}`
  const own = raw`(select min(m.id) from posting p join stock_move m on m.posting_id = p.id where p.version_id = r.version and p.kind = 'document') + r.line_no - 1`
  const came = raw`(select (select min(m.id) from document_state rs join posting p on p.version_id = rs.current_version_id and p.kind = 'document' join stock_move m on m.posting_id = p.id where rs.document_id = k.to_document_id) + k.to_line_no - 1
    from line_link k where k.from_version_id = r.version and k.line_no = r.line_no and k.kind = 'grn')`
  const landed = raw`coalesce((select share_.amount * (r.qty + r.free_qty) / share_.qty from (select sum(x.amount) as amount, m.qty as qty from stock_value x join stock_move m on m.id = x.move_id where x.kind = 'landed' and x.move_id = coalesce(${came}, ${own})) share_ where share_.qty > 0), 0)`
  const rows = db.rows(text<Row>`
    select r.item_id as itemId, r.item, r.supplier, (select uid from party where party.id = r.party_id) as supplierUid, r.date, r.number, r.reference as supplierNumber, r.unit, r.factor, i.sale_factor as saleFactor,
      r.qty as qtyMilli, r.free_qty as freeMilli, r.rate_e4 as rateE4, r.discount as discountPaise, r.mrp as mrpPaise, r.cost as costPaise, ${landed} as landedPaise,
      iif(r.tax_class = 'taxable', r.rate_bp, 0) as gstBp, r.least, r.per_base as perBase
    from (select l.version_id as version, l.line_no, l.item_id, l.description as item, v.party_name as supplier, d.party_id, d.id, d.date, d.number, d.reference, l.unit, l.factor, l.qty, l.free_qty, l.rate_e4, l.discount, l.mrp, l.tax_class, l.rate_bp,
        ${cost} as cost, ${cost} * 1.0 / (l.qty + l.free_qty) as per_base, min(${cost} * 1.0 / (l.qty + l.free_qty)) over (partition by l.item_id) as least ${from}) r
      join item i on i.id = r.item_id order by ${ask.itemId === null ? raw`r.item collate nocase, r.item_id,` : raw``} r.date desc, r.id desc, r.line_no limit ${ask.limit} offset ${ask.offset}`)
  const { count } = db.must(text<{ count: number }>`select count(*) as count ${from}`)
  return {
    rows: rows.map((row): Shown => {
      const netE4 = perUnit(row.costPaise + row.landedPaise, row.qtyMilli + row.freeMilli, row.factor)
      const { factor: _f, saleFactor: _s, costPaise: _c, landedPaise: _l, gstBp: _g, least, perBase, ...shown } = row
      return {
        ...shown,
        discountPaise: paise(row.discountPaise),
        supplierUid: uidText(row.supplierUid),
        netE4,
        marginBp: marginBp(netE4, row),
        best: least === perBase,
      }
    }),
    total: count,
    sums: { bills: count },
  }
}
