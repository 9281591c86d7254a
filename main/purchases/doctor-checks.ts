import { type DoctorCheck, differences } from '../accounts/doctor/check.ts'
import { text } from '../database/connection.ts'

/** What orders, receipts, bills and returns say of each other, told again from their lines and links. */
export const purchasesChecks: readonly DoctorCheck[] = [
  differences(
    'not-billed',
    'Goods received not billed differs from the receipts that wait for a bill',
    () => text`
    with live as (select d.id, d.kind, s.current_version_id as version from document d join document_state s on s.document_id = d.id where s.cancelled = 0 and d.kind in ('goods-receipt', 'purchase', 'purchase-return')),
    received as (select coalesce(sum(l.taxable), 0) as amount from live join document_line l on l.version_id = live.version where live.kind = 'goods-receipt'),
    cleared as (select coalesce(sum(json_extract(l.discount_json, '$.clearedPaise')), 0) as amount from live join document_line l on l.version_id = live.version where live.kind in ('purchase', 'purchase-return')),
    booked as (select coalesce(sum(l.amount), 0) as amount from account a join ledger_line l on l.account_id = a.id where a.kind = 'purchases-not-billed')
    select 'Goods received not billed' as subject, received.amount - cleared.amount as expected, -booked.amount as found
    from received, cleared, booked where received.amount - cleared.amount <> -booked.amount`,
  ),
  differences(
    'billed-beyond-received',
    'More was billed or sent back of a received line than came',
    () => text`
    with answers as (select k.to_document_id as document, k.to_line_no as line, sum(k.qty) as qty from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0 where k.kind = 'grn' group by 1, 2)
    select d.number || ' line ' || a.line as subject, l.qty as expected, a.qty as found
    from answers a join document d on d.id = a.document join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = a.line
    where a.qty > l.qty or s.cancelled = 1`,
  ),
  differences(
    'returned-beyond-bought',
    'More went back to a supplier than was bought',
    () => text`
    with back as (select k.to_document_id as document, k.to_line_no as line, sum(r.qty) as qty, sum(r.free_qty) as free, sum(r.taxable + r.igst + r.cgst + r.sgst + r.cess) as worth
      from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0 join document d on d.id = s.document_id and d.kind = 'purchase-return'
        join document_line r on r.version_id = k.from_version_id and r.line_no = k.line_no where k.kind = 'return' group by 1, 2)
    select d.number || ' line ' || b.line as subject, l.qty || '+' || l.free_qty as expected, b.qty || '+' || b.free as found
    from back b join document d on d.id = b.document join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = b.line
    where b.qty > l.qty or b.free > l.free_qty or b.worth > l.taxable + l.igst + l.cgst + l.sgst + l.cess or s.cancelled = 1`,
  ),
  differences(
    'input-tax',
    'Input tax or reverse charge of a posting differs between ledger and tax lines',
    () => text`
    with own as (select p.id from posting p join document_version v on v.id = p.version_id join document d on d.id = v.document_id where p.kind = 'document' and d.kind in ('purchase', 'purchase-return', 'landed-cost')),
    taxes as (select t.posting_id, sum(iif(t.itc_class in ('inputs', 'capital'), t.igst, 0)) as igst, sum(iif(t.itc_class in ('inputs', 'capital'), t.cgst, 0)) as cgst, sum(iif(t.itc_class in ('inputs', 'capital'), t.sgst, 0)) as sgst,
      sum(iif(t.itc_class in ('inputs', 'capital'), t.cess, 0)) as cess, sum(iif(t.rcm = 1, t.igst + t.cgst + t.sgst + t.cess, 0)) as owed from own join tax_line t on t.posting_id = own.id group by t.posting_id),
    heads as (select l.posting_id, sum(iif(a.kind = 'input-igst', l.amount, 0)) as igst, sum(iif(a.kind = 'input-cgst', l.amount, 0)) as cgst, sum(iif(a.kind = 'input-sgst', l.amount, 0)) as sgst,
      sum(iif(a.kind = 'input-cess', l.amount, 0)) as cess, -sum(iif(a.kind like 'rcm-%', l.amount, 0)) as owed from own join ledger_line l on l.posting_id = own.id join account a on a.id = l.account_id group by l.posting_id)
    select 'posting ' || t.posting_id as subject, t.igst || '/' || t.cgst || '/' || t.sgst || '/' || t.cess || '/' || t.owed as expected, h.igst || '/' || h.cgst || '/' || h.sgst || '/' || h.cess || '/' || h.owed as found
    from taxes t join heads h using (posting_id) where t.igst <> h.igst or t.cgst <> h.cgst or t.sgst <> h.sgst or t.cess <> h.cess or t.owed <> h.owed`,
  ),
  differences(
    'purchase-left',
    'What an order or a receipt waits for differs from its lines and what answered them',
    () => text`
    with live as (select d.id, d.kind, s.current_version_id as version from document d join document_state s on s.document_id = d.id where s.cancelled = 0),
    answers as (select k.to_document_id as document, k.to_line_no as line, k.kind, sum(k.qty) as qty, sum(coalesce(json_extract(l.discount_json, '$.clearedPaise'), 0)) as cleared
      from line_link k join live on live.version = k.from_version_id left join document_line l on l.version_id = k.from_version_id and l.line_no = k.line_no where k.kind in ('order', 'grn') group by 1, 2, 3),
    closed as (select document_id as document, line_no as line, sum(qty) as qty from order_closing group by 1, 2),
    told as (
      select live.id as document, l.line_no as line, max(l.qty - coalesce(a.qty, 0) - coalesce(c.qty, 0), 0) as qty, null as value from live join document_line l on l.version_id = live.version
        left join answers a on a.document = live.id and a.line = l.line_no and a.kind = 'order' left join closed c on c.document = live.id and c.line = l.line_no where live.kind = 'purchase-order'
      union all select live.id, l.line_no, l.qty - coalesce(a.qty, 0), l.taxable - coalesce(a.cleared, 0) from live join document_line l on l.version_id = live.version
        left join answers a on a.document = live.id and a.line = l.line_no and a.kind = 'grn' where live.kind = 'goods-receipt'),
    keys as (select document, line from told union select document_id, line_no from purchase_left)
    select d.number || ' line ' || k.line as subject, coalesce(t.qty, 0) || '/' || coalesce(t.value, w.value_left, 0) as expected, coalesce(w.qty_left, 0) || '/' || coalesce(w.value_left, 0) as found
    from keys k join document d on d.id = k.document left join told t on t.document = k.document and t.line = k.line left join purchase_left w on w.document_id = k.document and w.line_no = k.line
    where coalesce(t.qty, 0) <> coalesce(w.qty_left, 0) or coalesce(t.value, w.value_left, 0) <> coalesce(w.value_left, 0)`,
  ),
]
