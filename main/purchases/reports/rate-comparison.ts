import { type RawBuilder, sql as raw } from 'kysely'
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

// what a line's goods cost: tax too where it is no credit
const cost = raw`(l.taxable + iif(coalesce(json_extract(l.discount_json, '$.itc'), 'inputs') in ('blocked', 'none') or not exists (select 1 from firm where gstin is not null), l.igst + l.cgst + l.sgst + l.cess, 0))`
// landed cost stands on the bill's own line, or on the received line it bills, there for all that came
const landedOn = (link: string) =>
  raw`line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0 join document n on n.id = ks.document_id and n.kind = 'landed-cost'
    join document_line nl on nl.version_id = k.from_version_id and nl.line_no = k.line_no where k.kind = 'note' and ${raw.raw(link)}`
const landed = raw`(coalesce((select sum(nl.gross) from ${landedOn('k.to_document_id = d.id and k.to_line_no = l.line_no')}), 0)
  + coalesce((select (select sum(nl.gross) from ${landedOn('k.to_document_id = g.to_document_id and k.to_line_no = g.to_line_no')}) * (l.qty + l.free_qty) / (rl.qty + rl.free_qty)
    from line_link g join document_state gs on gs.document_id = g.to_document_id join document_line rl on rl.version_id = gs.current_version_id and rl.line_no = g.to_line_no
    where g.from_version_id = l.version_id and g.line_no = l.line_no and g.kind = 'grn'), 0))`
const perBase = raw`(${cost} + ${landed}) * 1.0 / (l.qty + l.free_qty)`

/** Bill lines `l` under the filter: of one item through its own index, else the newest bills first. */
function linesWhere(ask: Ask, itemId: number | null): RawBuilder<unknown> {
  const terms = [raw`d.kind = 'purchase'`, raw`s.cancelled = 0`, raw`l.qty + l.free_qty > 0`]
  if (itemId !== null) terms.push(raw`l.item_id = ${itemId}`)
  if (ask.supplier) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(ask.supplier)})`)
  if (ask.from) terms.push(raw`d.date >= ${ask.from}`)
  if (ask.to) terms.push(raw`d.date <= ${ask.to}`)
  for (const word of searchWords(ask.filter))
    terms.push(raw`(l.description like ${`%${word}%`} or v.party_name like ${`%${word}%`})`)
  const joined =
    itemId === null
      ? raw`document d indexed by document_by_date cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id cross join document_line l on l.version_id = v.id`
      : raw`document_line l indexed by document_line_by_item cross join document_version v on v.id = l.version_id cross join document_state s on s.current_version_id = v.id cross join document d on d.id = s.document_id`
  return raw`${joined} where ${raw.join(terms, raw` and `)}`
}

/**
 * What suppliers took for an item, bill by bill, newest first. The net rate is what the goods cost after all discounts, charges, free units and landed
 * cost, with tax where it is cost; landed cost of a matched line is its receipt's, by quantity. Best is the cheapest of the item under the filter.
 */
export function rateComparison(db: Reader, ask: Ask) {
  const from = linesWhere(ask, ask.itemId)
  // the page is found first, then its figures: no line is priced only to be sorted away
  const page = raw`(select l.version_id as version, l.line_no as line from ${from} order by d.date desc, d.id desc, l.line_no limit ${ask.limit} offset ${ask.offset})`
  const rows = db.rows(text<Row>`
    select l.item_id as itemId, l.description as item, v.party_name as supplier, (select uid from party where party.id = d.party_id) as supplierUid, d.date, d.number, d.reference as supplierNumber, l.unit, l.factor,
      (select sale_factor from item where item.id = l.item_id) as saleFactor, l.qty as qtyMilli, l.free_qty as freeMilli, l.rate_e4 as rateE4, l.discount as discountPaise, l.mrp as mrpPaise, ${cost} as costPaise,
      ${landed} as landedPaise, iif(l.tax_class = 'taxable', l.rate_bp, 0) as gstBp, ${perBase} as perBase
    from ${page} x cross join document_line l on l.version_id = x.version and l.line_no = x.line join document_version v on v.id = l.version_id join document d on d.id = v.document_id
    order by d.date desc, d.id desc, l.line_no`)
  const { count } = db.must(text<{ count: number }>`select count(*) as count from ${from}`)
  const least = new Map(
    [...new Set(rows.map((row) => row.itemId))].map((itemId) => [
      itemId,
      db.must(text<{ least: number | null }>`select min(${perBase}) as least from ${linesWhere(ask, itemId)}`).least,
    ]),
  )
  return {
    rows: rows.map((row): Shown => {
      const netE4 = perUnit(row.costPaise + row.landedPaise, row.qtyMilli + row.freeMilli, row.factor)
      const { factor: _f, saleFactor: _s, costPaise: _c, landedPaise: _l, gstBp: _g, perBase: own, ...shown } = row
      return {
        ...shown,
        discountPaise: paise(row.discountPaise),
        supplierUid: uidText(row.supplierUid),
        netE4,
        marginBp: marginBp(netE4, row),
        best: least.get(row.itemId) === own,
      }
    }),
    total: count,
    sums: { bills: count },
  }
}
