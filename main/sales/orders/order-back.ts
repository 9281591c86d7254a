import type { LineLink } from '../../../shared/accounts/posting.ts'
import { milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { type ChallanLine, freeOf } from './challan-lines.ts'

type Answered = { documentId: number; line: number; sent: number; opened: number }
/** The order line that a challan's line answers, for how much, and what returns before this one opened of it again (below nothing). */
const answeredBy = (db: Reader, of: ChallanLine) =>
  db.row(text<Answered>`
    select k.to_document_id as documentId, k.to_line_no as line, k.qty as sent,
      coalesce((select sum(o.qty) from line_link c join document_state r on r.current_version_id = c.from_version_id and r.cancelled = 0
        join line_link o on o.from_version_id = c.from_version_id and o.line_no = c.line_no and o.kind = 'order' and o.to_document_id = k.to_document_id
        where c.to_document_id = ${of.documentId} and c.to_line_no = ${of.line} and c.kind = 'challan'), 0) as opened
    from document_state s join line_link k on k.from_version_id = s.current_version_id and k.line_no = ${of.line} and k.kind = 'order'
    where s.document_id = ${of.documentId}`)

/**
 * What goods that come back from a challan open again of the order it answered: an answer below nothing, so that the order waits for them as it did
 * before they were sent. Goods sent beyond the order come back first, and free goods in the challan's own proportion.
 */
export function openedAgain(db: Reader, back: readonly { of: ChallanLine; qtyMilli: number }[]): LineLink[] {
  return back.flatMap(({ of, qtyMilli }, at): LineLink[] => {
    const order = answeredBy(db, of)
    if (!order) return []
    const stays = of.qtyMilli + of.freeMilli - of.backMilli - qtyMilli
    const paidStays = stays - freeOf({ ...of, leftMilli: stays })
    const opens = order.sent + order.opened - Math.min(order.sent, paidStays)
    if (opens <= 0) return []
    return [{ lineNo: at + 1, toDocumentId: order.documentId, toLineNo: order.line, kind: 'order', qtyMilli: milli(-opens) }]
  })
}

type Filled = { number: string; item: string; other: string }
/**
 * Refuses to take a return back when what it opened of its order was sent or billed since (`sales/order-filled`): the order would be answered for
 * more than was ordered.
 */
export function assertStillOpen(db: Reader, documentId: number): void {
  const filled = db.row(text<Filled>`
    select d.number, l.description as item, b.number as other from document_state r join line_link k on k.from_version_id = r.current_version_id and k.kind = 'order' and k.qty < 0
      join document b on b.id = r.document_id join document d on d.id = k.to_document_id join document_state s on s.document_id = d.id
      join document_line l on l.version_id = s.current_version_id and l.line_no = k.to_line_no
    where r.document_id = ${documentId} and l.qty + k.qty < (select sum(a.qty) from line_link a join document_state x on x.current_version_id = a.from_version_id and x.cancelled = 0
      where a.to_document_id = d.id and a.to_line_no = l.line_no and a.kind = 'order') limit 1`)
  if (!filled) return
  const { other, ...details } = filled
  throw new Refusal(
    'sales/order-filled',
    `What ${other} brought back of ${details.item} was sent or billed for ${details.number} since`,
    'uid',
    { ...details, other },
  )
}
