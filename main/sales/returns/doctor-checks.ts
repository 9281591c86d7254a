import { type DoctorCheck, differences } from '../../accounts/doctor/check.ts'
import { text } from '../../database/connection.ts'

/** What bills and the notes against them say of each other, told again from lines and links. */
export const returnChecks: readonly DoctorCheck[] = [
  differences(
    'returned-beyond-sold',
    'More came back of a bill line than was sold',
    () => text`
    with back as (select k.to_document_id as document, k.to_line_no as line, sum(k.qty) as qty, sum(r.free_qty) as free
      from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0
        join document d on d.id = s.document_id and d.kind in ('sale-return', 'commercial-credit', 'return-bill')
        join document_line r on r.version_id = k.from_version_id and r.line_no = k.line_no where k.kind = 'return' group by 1, 2)
    select d.number || ' line ' || b.line as subject, l.qty || '+' || l.free_qty as expected, b.qty || '+' || b.free as found
    from back b join document d on d.id = b.document and d.kind = 'sale' join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = b.line
    where b.qty > l.qty or b.free > l.free_qty or s.cancelled = 1`,
  ),
  differences(
    'credited-beyond-billed',
    'Notes took more value or tax of a bill line than it had',
    () => text`
    with noted as (select k.to_document_id as document, k.to_line_no as line, sum(r.taxable * iif(d.kind = 'debit-note', -1, 1)) as taxable,
        sum((r.igst + r.cgst + r.sgst + r.cess) * iif(d.kind = 'debit-note', -1, 1)) as tax
      from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0
        join document d on d.id = s.document_id and d.kind in ('sale-return', 'credit-note', 'debit-note', 'commercial-credit', 'return-bill')
        join document_line r on r.version_id = k.from_version_id and r.line_no = k.line_no group by 1, 2)
    select d.number || ' line ' || n.line as subject, l.taxable || '/' || (l.igst + l.cgst + l.sgst + l.cess) as expected, n.taxable || '/' || n.tax as found
    from noted n join document d on d.id = n.document and d.kind = 'sale' join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id and l.line_no = n.line
    where n.taxable > l.taxable or n.tax > l.igst + l.cgst + l.sgst + l.cess`,
  ),
  differences(
    'buyers-credit',
    'Input tax of a buyer’s own bill differs between ledger and tax lines',
    () => text`
    with own as (select p.id from posting p join document_version v on v.id = p.version_id join document d on d.id = v.document_id where p.kind = 'document' and d.kind = 'return-bill'),
    taxes as (select t.posting_id, sum(t.igst + t.cgst + t.sgst + t.cess) as tax from own join tax_line t on t.posting_id = own.id where t.itc_class = 'inputs' group by 1),
    heads as (select l.posting_id, sum(l.amount) as tax from own join ledger_line l on l.posting_id = own.id join account a on a.id = l.account_id and a.kind like 'input-%' group by 1)
    select 'posting ' || own.id as subject, coalesce(t.tax, 0) as expected, coalesce(h.tax, 0) as found from own left join taxes t on t.posting_id = own.id left join heads h on h.posting_id = own.id
    where coalesce(t.tax, 0) <> coalesce(h.tax, 0)`,
  ),
]
