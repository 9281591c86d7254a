import { sql as raw } from 'kysely'
import { sql, text, type Writer } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'

// in the order written: from the line to what answers it; the state of every document would be walked otherwise
const live = raw`line_link k cross join document_version kv on kv.id = k.from_version_id
  cross join document_state ks on ks.document_id = kv.document_id and ks.current_version_id = kv.id and ks.cancelled = 0`
/** What of line `l` of quotation or order `d` was ordered, billed or sent, in base units without free goods. */
export const answeredOf = raw`coalesce((select sum(k.qty) from ${live} where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'order'), 0)`
/** What of it was given up. */
export const closedOf = raw`coalesce((select sum(c.qty) from order_closing c where c.document_id = d.id and c.line_no = l.line_no), 0)`
const ofChallan = (billed: boolean) =>
  raw`coalesce((select sum(k.qty) from ${live} cross join document kd on kd.id = kv.document_id where k.to_document_id = d.id and k.to_line_no = l.line_no
    and k.kind = 'challan' and (kd.kind = 'challan') = ${raw.lit(billed ? 0 : 1)}), 0)`
/** What of line `l` of challan `d` was billed, free goods with it. */
export const billedOf = ofChallan(true)
/** What of it came back: a challan's return is a challan that answers it. */
export const backOf = ofChallan(false)
const flatNotGiven = raw`max(coalesce(json_extract(l.discount_json, '$.flatPaise'), 0) - coalesce((select sum(sign(k.qty) * json_extract(kl.discount_json, '$.flatPaise'))
  from ${live} cross join document_line kl on kl.version_id = kv.id and kl.line_no = k.line_no where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind in ('order', 'challan')), 0), 0)`
const openOf = raw`max(l.qty - ${answeredOf} - ${closedOf}, 0)`
/**
 * What of the amount off line `l` its answers have not given yet, without the part of goods that were given up (half up, as share() does); what
 * comes back of an order is asked for again with its part.
 */
export const flatLeftOf = raw`case when ${closedOf} = 0 or l.qty <= ${answeredOf} then ${flatNotGiven}
  else (${flatNotGiven} * ${openOf} * 2 + l.qty - ${answeredOf}) / (2 * (l.qty - ${answeredOf})) end`
const outOf = raw`(l.qty + l.free_qty - ${billedOf} - ${backOf})`

const lines = raw`from document d cross join document_state s on s.document_id = d.id and s.cancelled = 0 cross join document_line l on l.version_id = s.current_version_id`
const drop = prepared<{ document: number }>()((p) => sql.deleteFrom('sales_left').where('document_id', '=', p.document))
const release = prepared<{ document: number }>()((p) => sql.deleteFrom('reservation').where('document_id', '=', p.document))
// free goods and worth go in proportion: free goods by whole units, worth rounded half up as share() does
const keepOrder = prepared<{ document: number }>()(
  (p) => text<never>`insert into sales_left (document_id, line_no, qty_left, free_left, value_left)
    select d.id, l.line_no, ${openOf}, l.free_qty * ${openOf} / l.qty / 1000 * 1000, (l.taxable * ${openOf} * 2 + l.qty) / (2 * l.qty) ${lines}
    where d.id = ${p.document} and d.kind in ('quotation', 'sales-order') and ${openOf} > 0`,
)
const keepChallan = prepared<{ document: number }>()(
  (p) => text<never>`insert into sales_left (document_id, line_no, qty_left, free_left, value_left)
    select d.id, l.line_no, ${outOf} - l.free_qty * ${outOf} / (l.qty + l.free_qty) / 1000 * 1000, l.free_qty * ${outOf} / (l.qty + l.free_qty) / 1000 * 1000,
      (l.taxable * ${outOf} * 2 + l.qty + l.free_qty) / (2 * (l.qty + l.free_qty)) ${lines}
    where d.id = ${p.document} and d.kind = 'challan' and ${outOf} <> 0 and (select v.mode from document_version v where v.id = s.current_version_id) = 'out'`,
)
const reserve = prepared<{ document: number }>()(
  (p) => text<never>`insert into reservation (document_id, line_no, item_id, batch_id, qty, user_id, since, until)
    select d.id, l.line_no, l.item_id, l.batch_id, w.qty_left + w.free_left, c.user_id, c.date, c.held_until ${lines}
      cross join sales_left w on w.document_id = d.id and w.line_no = l.line_no cross join order_confirmation c on c.document_id = d.id
    where d.id = ${p.document} and d.kind = 'sales-order'`,
)
const answered = prepared<{ document: number }>()((p) =>
  sql
    .selectFrom('document_version as v')
    .innerJoin('line_link as k', 'k.from_version_id', 'v.id')
    .select('k.to_document_id')
    .distinct()
    .where('v.document_id', '=', p.document)
    .where('k.kind', 'in', ['order', 'challan']),
)

const kindOf = prepared<{ document: number }>()((p) => sql.selectFrom('document').select('kind').where('id', '=', p.document))
const waiting: readonly string[] = ['quotation', 'sales-order', 'challan']

/**
 * Tells again what a document and those it answers wait for and hold back: call it after a quotation, order, challan or bill is
 * posted, amended, confirmed, closed or cancelled. A bill itself waits for nothing.
 */
export function keepSalesLeft(tx: Writer, documentId: number): void {
  const own = waiting.includes(tx.get(kindOf, { document: documentId })?.kind ?? '') ? [documentId] : []
  for (const document of [...own, ...tx.all(answered, { document: documentId }).map((row) => row.to_document_id)]) {
    tx.do(drop, { document })
    tx.do(release, { document })
    tx.do(keepOrder, { document })
    tx.do(keepChallan, { document })
    tx.do(reserve, { document })
  }
}
