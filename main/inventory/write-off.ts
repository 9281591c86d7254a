import type { z } from 'zod'
import { noHeads } from '../../shared/inventory/credit-heads.ts'
import type { WriteOff } from '../../shared/inventory/documents-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { assertOpenPeriod } from '../accounts/period.ts'
import { draftHash } from '../accounts/posted-before.ts'
import { change } from '../company/records.ts'
import { type Reader, sql } from '../database/connection.ts'
import { derivedUid, uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { assertAvailable } from './availability.ts'
import { sameEyes } from './four-eyes.ts'
import { creditParts } from './receipt-credit.ts'
import { checkAllPositive, checkGoods, type GoodsFacts, placeFor } from './stock-goods.ts'
import { piecesOf, postStock, type StockLine, stockPosting } from './stock-posting.ts'

export type WriteOffDraft = z.output<typeof WriteOff>

/** Refuses what cannot be written off: see `checkGoods`; goods that are with a supplier under claim, on the way or with a customer; `expired` for a batch that is not. */
function checkWriteOff(db: Reader, draft: WriteOffDraft): GoodsFacts {
  const facts = checkGoods(db, draft.lines, draft)
  checkAllPositive(draft.lines, facts)
  for (const [at, line] of draft.lines.entries()) {
    placeFor(facts.places, line.locationId, `lines.${at}.locationId`)
    const batch = facts.batches.get(line.batchId)
    if (draft.reason === 'expired' && !batch?.expired)
      throw new Refusal('inventory/not-expired', `Batch ${batch?.number} has not expired on that day`, `lines.${at}.batchId`, {
        batch: batch?.number ?? '',
      })
  }
  return facts
}

const outward = (draft: WriteOffDraft): StockLine[] =>
  draft.lines.map((line, at) => ({
    ...line,
    qtyMilli: -line.qtyMilli,
    reason: draft.reason,
    valuePaise: null,
    reverses: true,
    field: `lines.${at}.qtyMilli`,
  }))

/** Keeps a request to write goods off; the goods must be there. Sent again with the same content it is the same request. */
export function askWriteOff(given: Writing, draft: WriteOffDraft): { lines: number } {
  const { tx, by, now } = given
  const json = JSON.stringify(draft)
  const before = tx.row(sql.selectFrom('stock_request').select('draft_json').where('uid', '=', uidBytes(draft.uid)))
  if (before) {
    if (before.draft_json === json) return { lines: draft.lines.length }
    throw new Refusal('inventory/already-asked', 'This was asked for already with other content')
  }
  assertOpenPeriod(given, 'write-off', draft.date)
  checkWriteOff(tx, draft)
  assertAvailable(given, outward(draft), draft.date)
  change(
    given,
    [
      {
        insert: 'stock_request',
        row: {
          uid: uidBytes(draft.uid),
          kind: 'write-off',
          date: draft.date,
          reason: draft.reason,
          draft_json: json,
          asked_by: by.id,
          asked_at: now,
        },
      },
    ],
    { entity: 'stock_request', entityUid: draft.uid, reason: draft.narration },
  )
  return { lines: draft.lines.length }
}

function waiting(db: Reader, uid: string) {
  const found = db.row(sql.selectFrom('stock_request').selectAll().where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('inventory/no-request', 'There is no such request', 'uid')
  if (found.state !== 'waiting')
    throw new Refusal('inventory/request-decided', 'This request has been decided already', 'uid', { state: found.state })
  return found
}

/**
 * Approves a request and posts it – goods out at cost to Stock written off, the credit actually availed on them given back (gst-rules
 * 5.3) – or refuses it. The document is dated as asked, or as the approver says (the day of destruction). Who asked may not approve
 * (`own-request`) where two pairs of eyes are asked for.
 */
export function decideWriteOff(
  given: Writing,
  { uid, approve, date, note }: { uid: string; approve: boolean; date: WriteOffDraft['date'] | null; note: string | null },
): { number: string | null } {
  const { tx, by, now } = given
  const request = waiting(tx, uid)
  if (approve && sameEyes(given, [request.asked_by]))
    throw new Refusal('inventory/own-request', 'Who asked for a write-off does not approve it', 'uid')
  const posted = approve
    ? postWriteOff(given, { ...(JSON.parse(request.draft_json) as WriteOffDraft), ...(date ? { date } : {}) })
    : null
  change(
    given,
    [
      {
        update: 'stock_request',
        id: request.id,
        set: {
          state: approve ? 'approved' : 'refused',
          decided_by: by.id,
          decided_at: now,
          note,
          document_id: posted?.documentId ?? null,
        },
      },
    ],
    { entity: 'stock_request', entityUid: uid, reason: note },
  )
  return { number: posted?.number ?? null }
}

/** Takes back a request that waits; only who asked, or who may approve. */
export function withdrawWriteOff(given: Writing, uid: string): void {
  const request = waiting(given.tx, uid)
  if (request.asked_by !== given.by.id && !given.may('stock.approve'))
    throw new Refusal('inventory/not-yours', 'Another user asked for this', 'uid')
  change(
    given,
    [{ update: 'stock_request', id: request.id, set: { state: 'withdrawn', decided_by: given.by.id, decided_at: given.now } }],
    { entity: 'stock_request', entityUid: uid },
  )
}

function postWriteOff(given: Writing, draft: WriteOffDraft): { number: string; documentId: number } {
  const facts = checkWriteOff(given.tx, draft)
  const pieces = piecesOf(given, outward(draft), draft.date)
  const { state_code } = given.tx.must(sql.selectFrom('firm').select('state_code'))
  return postStock(given, {
    // the request keeps its own uid; the document's follows from it, so the same approval on two devices is one document
    uid: uidText(derivedUid('write-off', draft.uid)),
    kind: 'write-off',
    date: draft.date,
    mode: 'none',
    applied: {
      draftHash: draftHash(draft),
      reason: draft.reason,
      certificate: draft.certificate,
      narration: draft.narration,
    },
    facts,
    pieces,
    posting: stockPosting(given, pieces, { date: draft.date, kind: 'write-off', items: facts.items, stateCode: state_code }),
  })
}

/** A request as its approver reads it: the goods, and the credit that would be given back for each line. */
export function writeOffPreview(db: Reader, uid: string, withCost: boolean) {
  const request = db.row(sql.selectFrom('stock_request').selectAll().where('uid', '=', uidBytes(uid)))
  if (!request) throw new Refusal('inventory/no-request', 'There is no such request', 'uid')
  const draft = JSON.parse(request.draft_json) as WriteOffDraft
  const facts = checkGoods(db, draft.lines, draft)
  const parts = creditParts(db, draft.lines, draft.date)
  const lines = draft.lines.map((line, at) => {
    const of = parts[at] ?? []
    const tax = of.reduce((sum, part) => sum + Object.values(part.credit).reduce((all, head) => all + head, 0), 0)
    const item = facts.items.get(line.itemId)
    const batch = facts.batches.get(line.batchId)
    return {
      item: item?.name ?? '',
      batch: batch?.number ?? '',
      expiry: batch?.expiry ?? null,
      location: facts.places.get(line.locationId)?.name ?? '',
      saleFactor: item?.saleFactor ?? 1,
      qtyMilli: line.qtyMilli,
      taxPaise: withCost && request.state === 'waiting' ? tax : null,
      rateBp: of.find((part) => part.credit !== noHeads)?.rateBp ?? 0,
    }
  })
  const { date, reason, certificate, narration } = draft
  return {
    uid,
    date: date as string,
    reason: reason as string,
    certificate,
    narration,
    state: request.state,
    lines,
    taxPaise: withCost && request.state === 'waiting' ? lines.reduce((sum, line) => sum + (line.taxPaise ?? 0), 0) : null,
  }
}
