import { text } from '../../database/connection.ts'
import { verifyChain } from '../verify.ts'
import { type DoctorCheck, differences } from './check.ts'

/**
 * The books recomputed from the append-only tables alone. A full outer join by hand (union of both sides' keys) so that a
 * figure that should not exist is found as well as one that is wrong.
 */
export const ledgerChecks: readonly DoctorCheck[] = [
  differences(
    'ledger-balance',
    'A posting does not sum to zero',
    () => text`
    select 'posting ' || posting_id as subject, 0 as expected, sum(amount) as found from ledger_line group by posting_id having sum(amount) <> 0`,
  ),
  differences(
    'account-month',
    "An account's month differs from its lines",
    () => text`
    with lines as (
      select l.account_id, coalesce(l.party_id, 0) as party_id, substr(p.date, 1, 7) as month,
        sum(max(l.amount, 0)) as dr, sum(max(-l.amount, 0)) as cr
      from ledger_line l join posting p on p.id = l.posting_id group by 1, 2, 3),
    keys as (select account_id, party_id, month from lines union select account_id, party_id, month from account_month)
    select 'account ' || k.account_id || ' party ' || k.party_id || ' ' || k.month as subject,
      coalesce(l.dr, 0) || '/' || coalesce(l.cr, 0) as expected, coalesce(m.dr, 0) || '/' || coalesce(m.cr, 0) as found
    from keys k left join lines l using (account_id, party_id, month) left join account_month m using (account_id, party_id, month)
    where coalesce(l.dr, 0) <> coalesce(m.dr, 0) or coalesce(l.cr, 0) <> coalesce(m.cr, 0)`,
  ),
  differences(
    'balance',
    'A running balance differs from its lines',
    () => text`
    with lines as (select account_id, coalesce(party_id, 0) as party_id, sum(amount) as amount from ledger_line group by 1, 2),
    keys as (select account_id, party_id from lines union select account_id, party_id from balance)
    select 'account ' || k.account_id || ' party ' || k.party_id as subject, coalesce(l.amount, 0) as expected, coalesce(b.amount, 0) as found
    from keys k left join lines l using (account_id, party_id) left join balance b using (account_id, party_id)
    where coalesce(l.amount, 0) <> coalesce(b.amount, 0)`,
  ),
  differences(
    'open-items',
    'What is left of an open item differs from its allocations',
    () => text`
    with used as (select item, sum(amount) as amount from (
      select to_item as item, amount from allocation union all select from_item, -amount from allocation) group by item)
    select 'open item ' || o.id as subject, o.amount - coalesce(u.amount, 0) as expected, l.left_amount as found
    from open_item o left join used u on u.item = o.id left join open_left l on l.open_item_id = o.id
    where l.left_amount is null or l.left_amount <> o.amount - coalesce(u.amount, 0)`,
  ),
  differences(
    'party-lines',
    'A party line without its open item, or an open item without its line',
    () => text`
    select 'posting ' || l.posting_id || ' line ' || l.line_no as subject, l.amount as expected, o.amount as found
    from ledger_line l left join open_item o on o.posting_id = l.posting_id and o.line_no = l.line_no
    where l.party_id is not null and (o.id is null or o.amount <> l.amount or o.party_id <> l.party_id)`,
  ),
  differences(
    'over-settled',
    'An open item is settled beyond its amount',
    () => text`
    select 'open item ' || o.id as subject, o.amount as expected, l.left_amount as found from open_item o join open_left l on l.open_item_id = o.id
    where (o.amount > 0 and (l.left_amount < 0 or l.left_amount > o.amount)) or (o.amount < 0 and (l.left_amount > 0 or l.left_amount < o.amount))`,
  ),
  differences(
    'numbers',
    'A series has a gap, or its next number is wrong',
    () => text`
    select 'series ' || s.id as subject, count(d.id) + 1 as expected, n.next as found
    from series s left join document d on d.series_id = s.id left join series_next n on n.series_id = s.id
    group by s.id having coalesce(n.next, 1) <> count(d.id) + 1 or coalesce(max(d.serial), 0) <> count(d.id)`,
  ),
  differences(
    'document-state',
    "A document's current version or cancelled mark is wrong",
    () => text`
    with latest as (select document_id, max(id) as id from document_version group by document_id),
    mirrored as (select distinct l.document_id from posting m join posting p on p.id = m.mirror_of join latest l on l.id = p.version_id where m.kind = 'mirror'
      -- what posts nothing, an order, has nothing to mirror: its history says it
      union select d.id from journal j join document d on d.uid = j.entity_uid join document_version v on v.document_id = d.id
        where j.kind = 'post' and j.changes_json = '{"cancelled":true}' and not exists (select 1 from posting p where p.version_id = v.id))
    select 'document ' || d.number as subject, l.id || '/' || (m.document_id is not null) as expected, s.current_version_id || '/' || s.cancelled as found
    from document d join latest l on l.document_id = d.id left join document_state s on s.document_id = d.id left join mirrored m on m.document_id = d.id
    where s.document_id is null or s.current_version_id <> l.id or s.cancelled <> (m.document_id is not null)`,
  ),
  differences(
    'document-versions',
    'An older version of a document still stands in the books, or a version is missing',
    () => text`
    with own as (select document_id, max(version) as last, count(*) as versions, max(id) as latest from document_version group by document_id),
    standing as (select distinct v.document_id from document_version v join own o on o.document_id = v.document_id and o.last > 1 and v.id <> o.latest
      join posting p on p.version_id = v.id and p.derived = 0 left join posting m on m.mirror_of = p.id where m.id is null)
    select 'document ' || d.number as subject, o.last || '/mirrored' as expected, o.versions || '/' || iif(s.document_id is null, 'mirrored', 'standing') as found
    from own o join document d on d.id = o.document_id left join standing s on s.document_id = o.document_id where o.versions <> o.last or s.document_id is not null`,
  ),
  differences(
    'document-tax',
    "A document's lines do not add up to its own totals",
    () => text`
    with lines as (select version_id, sum(taxable) as taxable, sum(igst) as igst, sum(cgst) as cgst, sum(sgst) as sgst, sum(cess) as cess from document_line group by version_id)
    select 'version ' || v.id as subject, v.taxable || '/' || v.igst || '/' || v.cgst || '/' || v.sgst || '/' || v.cess as expected,
      l.taxable || '/' || l.igst || '/' || l.cgst || '/' || l.sgst || '/' || l.cess as found
    from document_version v join lines l on l.version_id = v.id
    where v.taxable <> l.taxable or v.igst <> l.igst or v.cgst <> l.cgst or v.sgst <> l.sgst or v.cess <> l.cess`,
  ),
  differences(
    'tax-lines',
    "A posting's tax lines differ from its document",
    () => text`
    -- goods sent back lower what the returns add up, so the lines of a note to a supplier and of a credit note to a buyer have the other sign
    with taxes as (select p.version_id, sum(t.taxable * t.sign) as taxable, sum(t.igst * t.sign) as igst, sum(t.cgst * t.sign) as cgst, sum(t.sgst * t.sign) as sgst, sum(t.cess * t.sign) as cess
      from (select *, iif(direction || ' ' || doc_class in ('in debit-note', 'out credit-note'), -1, 1) as sign from tax_line) t join posting p on p.id = t.posting_id where p.kind = 'document' group by p.version_id)
    select 'version ' || v.id as subject, v.taxable || '/' || v.igst || '/' || v.cgst || '/' || v.sgst || '/' || v.cess as expected,
      t.taxable || '/' || t.igst || '/' || t.cgst || '/' || t.sgst || '/' || t.cess as found
    from document_version v join taxes t on t.version_id = v.id
    where v.taxable <> t.taxable or v.igst <> t.igst or v.cgst <> t.cgst or v.sgst <> t.sgst or v.cess <> t.cess`,
  ),
  differences(
    'output-tax',
    'Output tax of a posting differs between ledger and tax lines',
    () => text`
    with taxes as (select posting_id, sum(igst) as igst, sum(cgst) as cgst, sum(sgst) as sgst, sum(cess) as cess from tax_line where direction = 'out' and rcm = 0 group by posting_id),
    heads as (select l.posting_id, -sum(case a.kind when 'output-igst' then l.amount else 0 end) as igst, -sum(case a.kind when 'output-cgst' then l.amount else 0 end) as cgst,
      -sum(case a.kind when 'output-sgst' then l.amount else 0 end) as sgst, -sum(case a.kind when 'output-cess' then l.amount else 0 end) as cess
      from ledger_line l join account a on a.id = l.account_id where a.kind like 'output-%' group by l.posting_id),
    keys as (select posting_id from taxes union select posting_id from heads)
    select 'posting ' || k.posting_id as subject,
      coalesce(t.igst, 0) || '/' || coalesce(t.cgst, 0) || '/' || coalesce(t.sgst, 0) || '/' || coalesce(t.cess, 0) as expected,
      coalesce(h.igst, 0) || '/' || coalesce(h.cgst, 0) || '/' || coalesce(h.sgst, 0) || '/' || coalesce(h.cess, 0) as found
    from keys k left join taxes t using (posting_id) left join heads h using (posting_id)
    where coalesce(t.igst, 0) <> coalesce(h.igst, 0) or coalesce(t.cgst, 0) <> coalesce(h.cgst, 0) or coalesce(t.sgst, 0) <> coalesce(h.sgst, 0) or coalesce(t.cess, 0) <> coalesce(h.cess, 0)`,
  ),
  {
    name: 'hash-chain',
    run: (db) => {
      const { brokenAt, why } = verifyChain(db)
      return brokenAt === null
        ? []
        : [
            {
              check: 'hash-chain',
              subject: `journal ${brokenAt}`,
              message: `The chain of history breaks here: ${why}`,
              expected: 'unbroken',
              found: 'broken',
            },
          ]
    },
  },
]
