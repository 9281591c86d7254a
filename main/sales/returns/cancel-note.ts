import type { DocumentKind } from '../../../shared/accounts/posting.ts'
import { formatDate, taxPeriod } from '../../../shared/calendar.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { noteKinds } from '../../../shared/sales/return-drafts.ts'
import { post } from '../../accounts/ledger.ts'
import { isSettledByOthers, mirrorOf } from '../../accounts/mirror.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { assertAvailable } from '../../inventory/availability.ts'
import { costEntry } from '../../inventory/issue-cost.ts'
import { assertCreditThere } from '../../inventory/receipt-credit.ts'

const kinds: readonly string[] = noteKinds

/** A note that stands. Refuses `sales/unknown-note` and `sales/already-cancelled`. */
function standingNote(db: Reader, uid: string) {
  const found = db.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .select(['d.id', 'd.kind', 'd.number', 'd.date', 's.cancelled', 's.irn', 's.filed_seq'])
      .where('d.uid', '=', uidBytes(uid)),
  )
  if (!found || !kinds.includes(found.kind)) throw new Refusal('sales/unknown-note', 'There is no such note', 'uid', {})
  if (found.cancelled === 1)
    throw new Refusal('sales/already-cancelled', `${found.number} is cancelled already`, 'uid', { number: found.number })
  return found
}

const filed = (db: Reader, period: string) =>
  db.row(sql.selectFrom('return_filing').select('id').where('kind', '=', 'gstr1').where('period', '=', period).limit(1)) !==
  undefined

/**
 * Mirrors a note under its own date: money, tax, goods and what it was set against; the number stays taken. Refuses one with a live IRN or in a
 * filed return, one that something later is set against (`sales/receipt-against`), goods that have left again (`inventory/stock-short`),
 * credit that was given back since, and a locked period.
 */
export function cancelNote(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const { tx } = given
  const note = standingNote(tx, uid)
  const details = { number: note.number }
  if (note.irn !== null)
    throw new Refusal('sales/irn-live', `${note.number} has a live IRN: cancel that at the portal first`, 'uid', details)
  const inReturn = note.kind === 'sale-return' || note.kind === 'credit-note' || note.kind === 'debit-note'
  if (note.filed_seq !== null || (inReturn && filed(tx, taxPeriod(note.date))))
    throw new Refusal('sales/filed', `${note.number} of ${formatDate(note.date)} is in a filed return`, 'uid', details)
  if (isSettledByOthers(tx, note.id))
    throw new Refusal(
      'sales/receipt-against',
      `Something later is set against ${note.number}: take that back first`,
      'uid',
      details,
    )
  const mirrored = mirrorOf(tx, note.id)
  const moves = mirrored.flatMap((posting) => posting.moves)
  assertAvailable(
    given,
    moves.map((move) => ({ ...move, field: 'uid' })),
    note.date,
  )
  assertCreditThere(tx, mirrored)
  const cost = costEntry(given, mirrored)
  post(given, {
    what: 'cancel',
    cancels: { documentId: note.id, uid, kind: note.kind as DocumentKind },
    postings: [...mirrored, ...cost.postings],
    layers: cost.layers,
    reason,
  })
}
