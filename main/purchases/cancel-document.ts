import type { DocumentKind } from '../../shared/accounts/posting.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { isSettledByOthers, mirrorOf } from '../accounts/mirror.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { assertAvailable } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { assertCreditThere } from '../inventory/receipt-credit.ts'
import { keepLeft } from './left-store.ts'

export type Found = { id: number; number: string; date: string; cancelled: boolean }

/** A posted document of a kind. Refuses one that is not there or cancelled already; `none` is the room's code for the first. */
export function liveDocument(db: Reader, kind: DocumentKind, uid: string, none: string): Found {
  const found = db.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .select(['d.id', 'd.number', 'd.date', 's.cancelled'])
      .where('d.uid', '=', uidBytes(uid))
      .where('d.kind', '=', kind),
  )
  if (!found) throw new Refusal(none, 'There is no such document', 'uid')
  if (found.cancelled === 1)
    throw new Refusal('purchases/cancelled', `${found.number} is cancelled already`, 'uid', { number: found.number })
  return { ...found, cancelled: false }
}

/** A document that is not cancelled and whose lines answer lines of this one, or that names it whole. */
export const answerTo = (db: Reader, documentId: number): { number: string; kind: string } | undefined =>
  db.row(text<{ number: string; kind: string }>`
    select d.number, d.kind from (select from_version_id as version from line_link where to_document_id = ${documentId}
      union select from_version_id from document_link where to_document_id = ${documentId}) a
    join document_state s on s.current_version_id = a.version and s.cancelled = 0 join document d on d.id = s.document_id order by d.id limit 1`)

/**
 * Mirrors a document under its own date; its number stays taken. Refuses what stands against it (`purchases/answered` names it, `purchases/bill-settled`
 * a payment), goods that went out since, and a locked period.
 */
export function cancelDocument(
  given: Writing,
  ask: { uid: string; reason: string },
  { kind, none }: { kind: DocumentKind; none: string },
): void {
  const { tx } = given
  const found = liveDocument(tx, kind, ask.uid, none)
  const answer = answerTo(tx, found.id)
  if (answer)
    throw new Refusal('purchases/answered', `${answer.number} stands against ${found.number}: cancel that first`, 'uid', {
      number: found.number,
      other: answer.number,
    })
  if (isSettledByOthers(tx, found.id))
    throw new Refusal('purchases/bill-settled', `A payment is set against ${found.number}`, 'uid', { number: found.number })
  const mirrored = mirrorOf(tx, found.id)
  assertAvailable(
    given,
    mirrored.flatMap((posting) => posting.moves),
    found.date as never,
  )
  assertCreditThere(tx, mirrored)
  const cost = costEntry(given, mirrored)
  post(given, {
    what: 'cancel',
    cancels: { documentId: found.id, uid: ask.uid, kind },
    postings: [...mirrored, ...cost.postings],
    layers: cost.layers,
    reason: ask.reason,
  })
  keepLeft(tx, found.id)
}
