import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { isSettledByOthers, mirrorOf } from '../accounts/mirror.ts'
import { type Reader, text } from '../database/connection.ts'
import type { Writing } from '../given.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { postedBill } from './bill-store.ts'

const noteAgainst = (db: Reader, documentId: number) =>
  db.row(text<{ number: string }>`
    select d.number from document_link l join document_state s on s.current_version_id = l.from_version_id and s.cancelled = 0 join document d on d.id = s.document_id
    where l.to_document_id = ${documentId} and l.kind in ('return', 'note') limit 1`)

/**
 * Mirrors a bill under its own date: ledger, tax, stock and what was paid with it; the cost of its items is worked out again. The
 * number stays taken. Refuses a bill cancelled before, filed, with an IRN or e-way bill, with a later receipt or a note
 * against it (`sales/already-cancelled`, `filed`, `receipt-against`, `note-against`) or in a locked period (the ledger does).
 */
export function cancelBill(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const { tx } = given
  const bill = postedBill(tx, uid)
  const details = { number: bill.number }
  if (bill.cancelled === 1) throw new Refusal('sales/already-cancelled', `${bill.number} is cancelled already`, 'uid', details)
  if (bill.filed_seq !== null || bill.irn !== null || bill.ewb !== null)
    throw new Refusal('sales/filed', `${bill.number} is filed or has an IRN or e-way bill: make a credit note`, 'uid', details)
  const note = noteAgainst(tx, bill.document_id)
  if (note)
    throw new Refusal('sales/note-against', `${note.number} stands against ${bill.number}`, 'uid', {
      ...details,
      note: note.number,
    })
  if (isSettledByOthers(tx, bill.document_id))
    throw new Refusal(
      'sales/receipt-against',
      `A later receipt is set against ${bill.number}: take that back first`,
      'uid',
      details,
    )
  const mirrored = mirrorOf(tx, bill.document_id)
  const cost = costEntry(given, mirrored)
  post(given, {
    what: 'cancel',
    cancels: { documentId: bill.document_id, uid, kind: 'sale' },
    postings: [...mirrored, ...cost.postings],
    layers: cost.layers,
    reason,
  })
}
