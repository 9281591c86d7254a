import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, share } from '../../../shared/money.ts'
import type { ClaimShown } from '../../../shared/purchases/claim-contract.ts'
import { basisPoints, milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { creditParts } from '../../inventory/receipt-credit.ts'
import { type ClaimHead, claimHead, claimLines, type SentLine } from './claim-lines.ts'
import { gstUntil } from './settle-facts.ts'

type Shown = z.output<typeof ClaimShown>
type AnswerRow = {
  uid: Uint8Array
  number: string
  date: string
  supplierNote: string | null
  totalPaise: Paise
  gst: number
  cancelled: number
}

/** Claimed for so much of a line. */
const claimedFor = (line: SentLine, qtyMilli: number): number =>
  qtyMilli === line.qtyMilli ? line.claimedPaise : share(line.claimedPaise, qtyMilli, line.qtyMilli)

function stateOf(head: ClaimHead, lines: readonly { openMilli: number; qtyMilli: number }[]): Shown['state'] {
  if (head.cancelled === 1) return 'cancelled'
  if (head.kind === 'return-invoice' || lines.every((line) => line.openMilli === 0)) return 'settled'
  return lines.some((line) => line.openMilli < line.qtyMilli) ? 'part' : 'sent'
}

/** A claim with what came of it. Refuses `purchases/no-claim`. */
export function shownClaim(db: Reader, uid: string, today: LocalDate): Shown {
  const head = claimHead(db, uid)
  if (!head) throw new Refusal('purchases/no-claim', 'There is no such claim', 'uid')
  const lines = claimLines(db, head.id).map((line) => {
    const openMilli = milli(line.qtyMilli - line.creditedMilli - line.backMilli)
    const asked = { itemId: line.itemId, batchId: line.batchId, qtyMilli: Math.max(openMilli, 0) }
    const parts = openMilli > 0 && head.kind === 'claim' ? (creditParts(db, [asked], today)[0] ?? []) : []
    const { hsn: _hsn, uqc: _uqc, ...own } = line
    return {
      ...own,
      openMilli: head.kind === 'claim' ? openMilli : milli(0),
      shortPaise: paise(claimedFor(line, line.creditedMilli + line.backMilli) - line.creditedPaise),
      gstUntil: gstUntil(db, parts),
      rateBp: basisPoints(parts.find((part) => part.rateBp > 0)?.rateBp ?? 0),
    }
  })
  const answers = db.rows(text<AnswerRow>`
    select d.uid, d.number, d.date, d.reference as supplierNote, v.total as totalPaise, coalesce(json_extract(v.applied_json, '$.gst'), 0) as gst, s.cancelled
    from document_link k join document_version v on v.id = k.from_version_id join document d on d.id = v.document_id join document_state s on s.document_id = d.id
    where k.to_document_id = ${head.id} and k.kind = 'note' order by d.id`)
  const {
    id: _id,
    kind: _kind,
    partyId: _party,
    supply: _supply,
    supplierUid,
    cancelled: _cancelled,
    cancelReason,
    ...shown
  } = head
  return {
    uid,
    ...shown,
    supplierUid: uidText(supplierUid),
    state: stateOf(head, lines),
    cancelReason: head.cancelled === 1 ? cancelReason : null,
    lines,
    answers: answers.map((row) => ({ ...row, uid: uidText(row.uid), gst: row.gst === 1, cancelled: row.cancelled === 1 })),
  }
}
