import { post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import type { Writing } from '../given.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { keepSalesLeft } from './orders/left-store.ts'
import { changeableBill } from './standing-bill.ts'

/**
 * Mirrors a bill under its own date: ledger, tax, stock and what was paid with it; the cost of its items is worked out again. The
 * number stays taken. Refuses what `changeableBill` refuses, and a locked period (the ledger does).
 */
export function cancelBill(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const { tx } = given
  const bill = changeableBill(tx, uid)
  const mirrored = mirrorOf(tx, bill.document_id)
  const cost = costEntry(given, mirrored)
  post(given, {
    what: 'cancel',
    cancels: { documentId: bill.document_id, uid, kind: 'sale' },
    postings: [...mirrored, ...cost.postings],
    layers: cost.layers,
    reason,
  })
  keepSalesLeft(tx, bill.document_id)
}
