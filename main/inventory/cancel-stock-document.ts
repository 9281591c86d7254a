import type { DocumentKind } from '../../shared/accounts/posting.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { sql } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { assertAvailable } from './availability.ts'
import { costEntry } from './issue-cost.ts'
import { assertCreditThere } from './receipt-credit.ts'
import { dispatchLines } from './transfers.ts'

const kinds: readonly DocumentKind[] = ['transfer', 'stock-adjustment', 'write-off', 'stock-count']

/**
 * Mirrors a stock document under its own date: goods, cost and the credit given back return. Refuses an unknown or cancelled one, a
 * dispatch of which something was received, goods that have left since, and a locked period.
 */
export function cancelStockDocument(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const { tx } = given
  const found = tx.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .select(['d.id', 'd.number', 'd.date', 'd.kind', 's.cancelled'])
      .where('d.uid', '=', uidBytes(uid))
      .where('d.kind', 'in', [...kinds]),
  )
  if (!found) throw new Refusal('inventory/no-document', 'There is no such stock document', 'uid')
  const { number } = found
  if (found.cancelled === 1) throw new Refusal('inventory/document-cancelled', `${number} is cancelled`, 'uid', { number })
  if (found.kind === 'transfer' && dispatchLines(tx, found.id).some((line) => line.received > 0))
    throw new Refusal('inventory/dispatch-received', `Goods of ${number} were received: cancel that first`, 'uid', { number })
  const mirrored = mirrorOf(tx, found.id)
  assertAvailable(
    given,
    mirrored.flatMap((posting) => posting.moves),
    found.date,
  )
  assertCreditThere(tx, mirrored)
  const cost = costEntry(given, mirrored)
  post(given, {
    what: 'cancel',
    cancels: { documentId: found.id, uid, kind: found.kind as DocumentKind },
    postings: [...mirrored, ...cost.postings],
    layers: cost.layers,
    reason,
  })
}
