import { formatPaise, sumPaise } from '../../shared/money.ts'
import { text } from '../database/connection.ts'
import type { TestBook } from '../test-book.ts'

const heads = ['igst', 'cgst', 'sgst', 'cess'] as const

/** Every statement of the books that is not so; none after any history. Written against the tables, without the code that posts. */
export function faults({ db }: TestBook): string[] {
  const found: string[] = []
  const none = (what: string, rows: readonly object[]) => rows.length && found.push(`${what}: ${JSON.stringify(rows[0])}`)
  none(
    'a posting is off',
    db.rows(text<object>`select posting_id, sum(amount) as off from ledger_line group by posting_id having sum(amount) <> 0`),
  )
  const documents = db.rows(text<Record<string, number>>`
    select d.id, s.cancelled, v.taxable, v.igst, v.cgst, v.sgst, v.cess, v.round_off, v.total, v.gross, v.discount, v.charges, v.id as version
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id where d.kind = 'sale'`)
  for (const document of documents) {
    const ledger = Object.fromEntries(
      db
        .rows(text<{
          kind: string
          amount: number
        }>`select a.kind, sum(l.amount) as amount from posting p join ledger_line l on l.posting_id = p.id join account a on a.id = l.account_id
          where p.version_id = ${document.version} and p.kind = 'document' group by a.kind`)
        .map((row) => [row.kind, row.amount]),
    )
    const tax = db.must(text<
      Record<string, number>
    >`select sum(taxable) as taxable, sum(igst) as igst, sum(cgst) as cgst, sum(sgst) as sgst, sum(cess) as cess
      from posting p join tax_line t on t.posting_id = p.id where p.version_id = ${document.version} and p.kind = 'document'`)
    const lines = db.must(text<
      Record<string, number>
    >`select sum(taxable) as taxable, sum(igst) as igst, sum(cgst) as cgst, sum(sgst) as sgst, sum(cess) as cess, sum(gross) as gross, sum(discount) as discount
      from document_line where version_id = ${document.version}`)
    const differ = (what: string, a: number | undefined, b: number | undefined) =>
      (a ?? 0) === (b ?? 0) || found.push(`document ${document.id}: ${what} ${formatPaise(a ?? 0)} and ${formatPaise(b ?? 0)}`)
    differ('sales in the ledger', -(ledger.sales ?? 0), document.taxable)
    differ('round-off in the ledger', -(ledger['round-off'] ?? 0), document.round_off)
    for (const head of heads) {
      differ(`${head} in the ledger`, -(ledger[`output-${head}`] ?? 0), document[head])
      differ(`${head} of the tax lines`, tax[head], document[head])
      differ(`${head} of the lines`, lines[head], document[head])
    }
    for (const figure of ['taxable', 'gross', 'discount'] as const)
      differ(`${figure} of the lines`, lines[figure], document[figure])
    differ('taxable of the tax lines', tax.taxable, document.taxable)
    differ('CGST and SGST', document.cgst, document.sgst)
    const debits = ['debtors', 'cash', 'upi', 'card', 'cheques', 'bank'].map((kind) => ledger[kind] ?? 0)
    differ('what is owed and received', sumPaise(debits), document.total)
    differ(
      'the total',
      sumPaise([document.taxable ?? 0, ...heads.map((head) => document[head] ?? 0), document.round_off ?? 0]),
      document.total,
    )
  }
  none('CGST differs from SGST in a tax line', db.rows(text<object>`select * from tax_line where cgst <> sgst`))
  none(
    'stock differs from its moves',
    db.rows(text<object>`
    select h.batch_id, h.qty, coalesce(sum(m.qty), 0) as moved from on_hand h left join stock_move m on m.batch_id = h.batch_id and m.location_id = h.location_id group by h.batch_id, h.location_id having h.qty <> coalesce(sum(m.qty), 0)`),
  )
  none(
    'lines differ from moves',
    db.rows(text<object>`
    select v.id from document d join document_version v on v.document_id = d.id where d.kind = 'sale' and
      (select sum(qty + free_qty) from document_line l where l.version_id = v.id) <> -(select sum(m.qty) from posting p join stock_move m on m.posting_id = p.id where p.version_id = v.id and p.kind = 'document')`),
  )
  none(
    'a mirror does not undo the money',
    db.rows(text<object>`
    select m.id from posting m join ledger_line l on l.posting_id in (m.id, m.mirror_of) where m.kind = 'mirror' group by m.id, l.account_id, l.party_id having sum(l.amount) <> 0`),
  )
  none(
    'a mirror does not undo the tax',
    db.rows(text<object>`
    select m.id from posting m join tax_line t on t.posting_id in (m.id, m.mirror_of) where m.kind = 'mirror' group by m.id, t.rate_bp, t.class, t.hsn having sum(t.taxable) <> 0 or sum(t.igst + t.cgst + t.cess) <> 0 or sum(t.qty) <> 0`),
  )
  none(
    'a mirror does not undo the stock',
    db.rows(text<object>`
    select m.id from posting m join stock_move t on t.posting_id in (m.id, m.mirror_of) where m.kind = 'mirror' group by m.id, t.batch_id having sum(t.qty) <> 0`),
  )
  none(
    'a cancelled bill is open',
    db.rows(
      text<object>`select o.id from open_left l join open_item o on o.id = l.open_item_id join document_state s on s.document_id = o.document_id where s.cancelled = 1 and l.left_amount <> 0`,
    ),
  )
  none(
    'open items differ from the party',
    db.rows(text<object>`
    select p.name from party p left join balance b on b.party_id = p.id and b.account_id = p.account_id
    where coalesce(b.amount, 0) <> coalesce((select sum(left_amount) from open_left l where l.party_id = p.id), 0)`),
  )
  none(
    'numbers have a gap',
    db.rows(text<object>`select series_id from document group by series_id having count(*) <> max(serial) or min(serial) <> 1`),
  )
  none(
    'stock and its value part',
    db.rows(text<object>`
    select (select sum(amount) from stock_value) as value, (select sum(l.amount) from ledger_line l join account a on a.id = l.account_id where a.kind = 'inventory') as booked where value <> booked`),
  )
  return found
}
