import { type RawBuilder, sql as raw } from 'kysely'
import type { challanStates } from '../../../shared/sales/challan-contract.ts'
import type { orderStates } from '../../../shared/sales/orders-contract.ts'

const left = raw`exists (select 1 from sales_left w where w.document_id = d.id)`
const live = raw`line_link k cross join document_version kv on kv.id = k.from_version_id
  cross join document_state ks on ks.document_id = kv.document_id and ks.current_version_id = kv.id and ks.cancelled = 0 cross join document kd on kd.id = kv.document_id`
// by line: goods back from a challan answer their line for less than nothing
const answered = raw`exists (select 1 from ${live} where k.to_document_id = d.id and k.kind = 'order' group by k.to_line_no having sum(k.qty) > 0)`
const closed = raw`exists (select 1 from order_closing c where c.document_id = d.id)`
/** Lines of bills that answer order `d`, straight or by way of its challans. */
const bills = raw`(select k.from_version_id as version, k.line_no as line, kd.id as bill from ${live} where k.to_document_id = d.id and k.kind = 'order' and kd.kind = 'sale'
  union select b.from_version_id, b.line_no, bd.id from ${live} cross join line_link b on b.to_document_id = kd.id and b.kind = 'challan' cross join document_version bv on bv.id = b.from_version_id
    cross join document_state bs on bs.document_id = bv.document_id and bs.current_version_id = bv.id and bs.cancelled = 0 cross join document bd on bd.id = bv.document_id and bd.kind = 'sale' where k.to_document_id = d.id and k.kind = 'order' and kd.kind = 'challan')`
const onChallan = raw`exists (select 1 from ${live} cross join sales_left w on w.document_id = kd.id where k.to_document_id = d.id and k.kind = 'order' and kd.kind = 'challan')`
const billed = raw`exists (select 1 from ${bills} b)`
const brought = raw`not exists (select 1 from ${bills} b where coalesce((select y.outcome from delivery y where y.document_id = b.bill order by y.id desc limit 1), 'not') <> 'delivered')`
const returned = raw`not exists (select 1 from ${bills} b join document_line l on l.version_id = b.version and l.line_no = b.line
  where coalesce((select sum(r.qty) from line_link r cross join document_version rv on rv.id = r.from_version_id
    cross join document_state rs on rs.document_id = rv.document_id and rs.current_version_id = rv.id and rs.cancelled = 0
    where r.to_document_id = b.bill and r.to_line_no = b.line and r.kind = 'return'), 0) < l.qty)`

/**
 * Where a quotation or order `d` with state `s` and version `v` stands, worked out from what answers it: nothing is ever typed. An order is returned when
 * all that was billed of it came back, delivered when all its bills were brought.
 */
export const stateOf = (today: string): RawBuilder<(typeof orderStates)[number]> => raw`case when s.cancelled = 1 then 'cancelled'
  when d.kind = 'quotation' then case when not ${left} then iif(${answered}, 'ordered', 'closed') when ${answered} then 'part'
    when json_extract(v.applied_json, '$.validTill') < ${today} then 'lapsed' else 'open' end
  when not exists (select 1 from order_confirmation oc where oc.document_id = d.id) then iif(${left}, 'draft', 'closed')
  when ${left} then iif(${answered}, 'part', 'confirmed')
  when not ${answered} then 'closed'
  when ${onChallan} then 'part'
  when ${billed} and ${returned} then 'returned'
  when ${closed} then 'closed'
  when ${billed} and ${brought} then 'delivered'
  else 'invoiced' end`

const billedOut = raw`exists (select 1 from ${live} where k.to_document_id = d.id and k.kind = 'challan' and kd.kind = 'sale')`
const cameBack = raw`exists (select 1 from ${live} where k.to_document_id = d.id and k.kind = 'challan')`

/** Where the goods of challan `d` are: all out, in part, billed to the end, all back. */
export const challanState: RawBuilder<(typeof challanStates)[number]> = raw`case when s.cancelled = 1 then 'cancelled'
  when ${left} then iif(${cameBack}, 'part', 'out') when ${billedOut} then 'billed' else 'back' end`
