import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { isSettledByOthers, mirrorOf } from '../accounts/mirror.ts'
import { sql } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { assertAvailable } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'

/**
 * Mirrors a supplier's bill under its own date; its number stays taken. Refuses an unknown or cancelled bill, one with a payment
 * against it, goods that were sold since, and a locked period.
 */
export function cancelSupplierBill(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const { tx } = given
  const bill = tx.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .select(['d.id', 'd.number', 'd.date', 's.cancelled'])
      .where('d.uid', '=', uidBytes(uid))
      .where('d.kind', '=', 'purchase'),
  )
  if (!bill) throw new Refusal('purchases/no-bill', 'There is no such supplier bill', 'uid')
  if (bill.cancelled === 1)
    throw new Refusal('purchases/cancelled', `${bill.number} is cancelled already`, 'uid', { number: bill.number })
  if (isSettledByOthers(tx, bill.id))
    throw new Refusal('purchases/bill-settled', `A payment is set against ${bill.number}`, 'uid', { number: bill.number })
  const mirrored = mirrorOf(tx, bill.id)
  assertAvailable(
    given,
    mirrored.flatMap((posting) => posting.moves),
    bill.date,
  )
  const cost = costEntry(given, mirrored)
  post(given, {
    what: 'cancel',
    cancels: { documentId: bill.id, uid, kind: 'purchase' },
    postings: [...mirrored, ...cost.postings],
    layers: cost.layers,
    reason,
  })
}
