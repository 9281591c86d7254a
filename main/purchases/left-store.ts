import { sql as raw } from 'kysely'
import { sql, text, type Writer } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { closedOf, receivedOf } from './order-lines.ts'
import { billedOf, clearedOf } from './received-lines.ts'

const drop = prepared<{ document: number }>()((p) => sql.deleteFrom('purchase_left').where('document_id', '=', p.document))

const pending = raw`max(l.qty - ${receivedOf} - ${closedOf}, 0)`
// a line's worth in proportion, rounded half up as share() does
const keepOrder = prepared<{ document: number }>()(
  (p) => text<never>`insert into purchase_left (document_id, line_no, qty_left, value_left)
    select d.id, l.line_no, ${pending}, (l.taxable * ${pending} * 2 + l.qty) / (2 * l.qty)
    from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_line l on l.version_id = s.current_version_id
    where d.id = ${p.document} and d.kind = 'purchase-order' and l.qty > 0 and ${pending} > 0`,
)
const keepReceipt = prepared<{ document: number }>()(
  (p) => text<never>`insert into purchase_left (document_id, line_no, qty_left, value_left)
    select d.id, l.line_no, l.qty - ${billedOf}, l.taxable - ${clearedOf}
    from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_line l on l.version_id = s.current_version_id
    where d.id = ${p.document} and d.kind = 'goods-receipt' and (l.qty <> ${billedOf} or l.taxable <> ${clearedOf})`,
)
const answered = prepared<{ document: number }>()((p) =>
  sql
    .selectFrom('document_state as s')
    .innerJoin('line_link as k', 'k.from_version_id', 's.current_version_id')
    .select('k.to_document_id')
    .distinct()
    .where('s.document_id', '=', p.document)
    .where('k.kind', 'in', ['order', 'grn']),
)

/** Tells again what a document and those it answers wait for: call it after an order, receipt or bill is posted, closed or cancelled. */
export function keepLeft(tx: Writer, documentId: number): void {
  const touched = [documentId, ...tx.all(answered, { document: documentId }).map((row) => row.to_document_id)]
  for (const document of touched) {
    tx.do(drop, { document })
    tx.do(keepOrder, { document })
    tx.do(keepReceipt, { document })
  }
}
