import { type DoctorCheck, differences } from '../../accounts/doctor/check.ts'
import { text } from '../../database/connection.ts'

/** What quotations, orders, challans and the bills that answer them say of each other, told again from their lines and links. */
export const orderChecks: readonly DoctorCheck[] = [
  differences(
    'sales-left',
    'What an order or challan waits for differs from its lines and what answered them',
    () => text`
    with live as (select d.id, d.kind, s.current_version_id as version, v.mode from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id where s.cancelled = 0),
    answers as (select k.to_document_id as document, k.to_line_no as line, k.kind, sum(k.qty) as qty from line_link k join live on live.version = k.from_version_id where k.kind in ('order', 'challan') group by 1, 2, 3),
    closed as (select document_id as document, line_no as line, sum(qty) as qty from order_closing group by 1, 2),
    told as (
      select live.id as document, l.line_no as line, max(l.qty - coalesce(a.qty, 0) - coalesce(c.qty, 0), 0) as qty from live join document_line l on l.version_id = live.version
        left join answers a on a.document = live.id and a.line = l.line_no and a.kind = 'order' left join closed c on c.document = live.id and c.line = l.line_no where live.kind in ('quotation', 'sales-order')
      union all select live.id, l.line_no, l.qty + l.free_qty - coalesce(a.qty, 0) from live join document_line l on l.version_id = live.version
        left join answers a on a.document = live.id and a.line = l.line_no and a.kind = 'challan' where live.kind = 'challan' and live.mode = 'out'),
    kept as (select w.document_id as document, w.line_no as line, w.qty_left + iif(d.kind = 'challan', w.free_left, 0) as qty from sales_left w join document d on d.id = w.document_id),
    keys as (select document, line from told union select document, line from kept)
    select d.number || ' line ' || k.line as subject, coalesce(t.qty, 0) as expected, coalesce(w.qty, 0) as found from keys k join document d on d.id = k.document
      left join told t on t.document = k.document and t.line = k.line left join kept w on w.document = k.document and w.line = k.line
    where coalesce(t.qty, 0) <> coalesce(w.qty, 0) or coalesce(t.qty, 0) < 0`,
  ),
  differences(
    'reservation',
    'Goods held back differ from what confirmed orders wait for',
    () => text`
    with told as (select w.document_id as document, w.line_no as line, l.item_id as item, w.qty_left + w.free_left as qty, c.held_until as until from sales_left w join document d on d.id = w.document_id and d.kind = 'sales-order'
      join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = w.line_no join order_confirmation c on c.document_id = d.id),
    keys as (select document, line from told union select document_id, line_no from reservation)
    select d.number || ' line ' || k.line as subject, coalesce(t.item || ':' || t.qty || ' ' || t.until, 'none') as expected, coalesce(r.item_id || ':' || r.qty || ' ' || r.until, 'none') as found
    from keys k join document d on d.id = k.document left join told t on t.document = k.document and t.line = k.line left join reservation r on r.document_id = k.document and r.line_no = k.line
    where coalesce(t.item || ':' || t.qty || ' ' || t.until, '') <> coalesce(r.item_id || ':' || r.qty || ' ' || r.until, '')`,
  ),
  differences(
    'with-customers',
    'Goods with customers differ from what their challans have out',
    () => text`
    with out as (select l.batch_id as batch, sum(w.qty_left + w.free_left) as qty from sales_left w join document d on d.id = w.document_id and d.kind = 'challan'
      join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = w.line_no group by 1),
    there as (select h.batch_id as batch, sum(h.qty) as qty from on_hand h join location p on p.id = h.location_id and p.kind = 'with_customer' group by 1),
    keys as (select batch from out union select batch from there)
    select 'batch ' || b.number as subject, coalesce(o.qty, 0) as expected, coalesce(t.qty, 0) as found
    from keys k join batch b on b.id = k.batch left join out o on o.batch = k.batch left join there t on t.batch = k.batch where coalesce(o.qty, 0) <> coalesce(t.qty, 0)`,
  ),
  differences(
    'billed-beyond-ordered',
    'More of an order was answered than ordered',
    () => text`
    with answers as (select k.to_document_id as document, k.to_line_no as line, sum(k.qty) as qty from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0
      where k.kind = 'order' group by 1, 2)
    select d.number || ' line ' || a.line as subject, l.qty as expected, a.qty as found from answers a join document d on d.id = a.document and d.kind in ('quotation', 'sales-order')
      join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = a.line where a.qty > l.qty or s.cancelled = 1`,
  ),
]
