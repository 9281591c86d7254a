import type { z } from 'zod'
import { paise } from '../../shared/money.ts'
import type { OrderShown, orderStates } from '../../shared/purchases/order-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { linesOfOrder, type OrderLine } from './order-lines.ts'
import { headOf } from './shown-receipt.ts'

export type ShownOrder = z.output<typeof OrderShown>

/** Where an order stands: nothing came, some came, all came, the rest given up, cancelled. */
export function stateOf(lines: readonly OrderLine[], cancelled: boolean): (typeof orderStates)[number] {
  if (cancelled) return 'cancelled'
  if (lines.every((line) => line.pendingMilli === 0)) return lines.some((line) => line.closedMilli > 0) ? 'closed' : 'done'
  return lines.some((line) => line.receivedMilli > 0) ? 'part' : 'pending'
}

type Answer = { uid: Uint8Array; kind: string; number: string; date: string; cancelled: number }
type Closing = { line: number; qtyMilli: number; reason: string; at: string }

/** An order with what came of it. Refuses `purchases/no-order`. */
export function orderShown(db: Reader, uid: string): ShownOrder {
  const head = headOf(db, 'purchase-order', uid)
  if (!head) throw new Refusal('purchases/no-order', 'There is no such order', 'uid')
  const lines = linesOfOrder(db, uid)
  const applied = JSON.parse(head.applied_json) as { expected: string | null; notes: string | null }
  const answers = db.rows(text<Answer>`
    select distinct b.uid, b.kind, b.number, b.date, s.cancelled from line_link k join document_version v on v.id = k.from_version_id join document b on b.id = v.document_id
    join document_state s on s.document_id = b.id where k.to_document_id = ${head.id} and k.kind = 'order' order by b.id`)
  const closings = db.rows(
    text<Closing>`select line_no as line, qty as qtyMilli, reason, at from order_closing where document_id = ${head.id} order by id`,
  )
  return {
    uid,
    number: head.number,
    date: head.date,
    supplier: head.supplier,
    supplierUid: uidText(head.supplierUid),
    gstin: head.gstin,
    ...applied,
    totalPaise: paise(head.total),
    state: stateOf(lines, head.cancelled === 1),
    cancelReason: head.cancelled === 1 ? head.reason : null,
    lines: lines as unknown as ShownOrder['lines'],
    closings: closings as unknown as ShownOrder['closings'],
    answeredBy: answers.map((row) => ({ ...row, uid: uidText(row.uid), cancelled: row.cancelled === 1 })),
  }
}
