import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Milli } from '../../shared/quantity.ts'
import type { creditCalls } from '../../shared/sales/credit-calls.ts'
import { type Reader, text } from '../database/connection.ts'

type Ask = z.output<(typeof creditCalls)['drugRegister']['input']>
type Row = z.output<(typeof creditCalls)['drugRegister']['output']>['rows'][number]

/**
 * The register of a schedule (gst-rules.md §8.3): every move of its goods in and out, cancelled ones with their mirror, with who had
 * them or gave them, under which licence, and what was left of the item. The balance counts all moves from the beginning of the books.
 */
export function drugRegister(db: Reader, ask: Ask) {
  const words = ask.filter.split(/\s+/).filter((word) => word !== '')
  const said = raw`party || ' ' || item || ' ' || number || ' ' || batch`
  const where = raw`${raw.join([raw`date between ${ask.from} and ${ask.to}`, ...words.map((word) => raw`${said} like ${`%${word}%`}`)], raw` and `)}`
  const moves = raw`(
    select m.id, m.date, d.kind, d.number, v.party_name as party, i.name as item, i.manufacturer, b.number as batch, b.expiry,
      max(m.qty, 0) as inMilli, max(-m.qty, 0) as outMilli, i.base_unit as unit,
      sum(m.qty) over (partition by m.item_id order by m.date, m.id) as balanceMilli,
      nullif(concat_ws(', ', json_extract(v.applied_json, '$.buyer.address.line1'), json_extract(v.applied_json, '$.buyer.address.city')), '') as address,
      (select group_concat(json_extract(h.value, '$.form') || ' ' || json_extract(h.value, '$.number'), ', ')
        from json_each(coalesce(json_extract(v.applied_json, '$.buyer.licences'), '[]')) h) as licence,
      json_extract(v.applied_json, '$.prescription.prescriber') as prescriber, json_extract(v.applied_json, '$.prescription.patient') as patient
    from stock_move m join item i on i.id = m.item_id join batch b on b.id = m.batch_id join posting x on x.id = m.posting_id
      left join posting o on o.id = x.mirror_of join document_version v on v.id = coalesce(x.version_id, o.version_id) join document d on d.id = v.document_id
    where i.schedule = ${ask.schedule} and m.date <= ${ask.to} and d.kind not in ('transfer', 'challan'))`
  const sums = db.must(text<{ total: number; inMilli: Milli; outMilli: Milli }>`
    select count(*) as total, coalesce(sum(inMilli), 0) as inMilli, coalesce(sum(outMilli), 0) as outMilli from ${moves} where ${where}`)
  const way = ask.descending ? raw`desc` : raw`asc`
  const order =
    ask.sort === 'party'
      ? raw`party collate nocase ${way}, date, id`
      : ask.sort === 'item'
        ? raw`item collate nocase ${way}, date, id`
        : raw`date ${way}, id ${way}`
  const rows = db.rows(
    text<
      Row & { date: LocalDate }
    >`select * from ${moves} where ${where} order by ${order} limit ${ask.limit} offset ${ask.offset}`,
  )
  return { rows, total: sums.total, sums: { inMilli: sums.inMilli, outMilli: sums.outMilli } }
}
