import type { Handlers } from '../../shared/contract.ts'
import type { recallCalls } from '../../shared/inventory/recall-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { recallLetters } from './recall-letters.ts'
import { batchOf, findBatches, recallIn, recallOf, recallOut } from './reports/recall.ts'

/** The batch's uid in the journal, and whether it is blocked. */
function named({ tx }: Writing, batchId: number) {
  const { blockedReason } = batchOf(tx, batchId)
  const { uid } = tx.must(sql.selectFrom('batch').select('uid').where('id', '=', batchId))
  return { uid: uidText(uid), blockedReason }
}
const asked = (reason: string) => {
  if (reason.length < 3) throw new Refusal('inventory/reason-needed', 'Say why; it is kept in the books', 'reason')
}

/** Recall of a batch: where it went, keeping it from sale, letters. */
export const recallHandlers: Handlers<typeof recallCalls, Given> = {
  findBatches: ({ text, limit }, { db }) => ({ text, rows: findBatches(db, text, limit) }),
  recall: ({ batchId }, { db }) => recallOf(db, batchId),
  recallIn: (ask, { db }) => recallIn(db, ask),
  recallOut: (ask, { db }) => recallOut(db, ask),
  blockBatch: ({ batchId, reason, notice }, given) => {
    asked(reason)
    const { uid } = named(given, batchId)
    change(
      given,
      [
        {
          update: 'batch',
          id: batchId,
          set: { blocked_reason: reason, blocked_notice: notice || null, blocked_on: given.today },
        },
      ],
      { entity: 'batch', entityUid: uid, reason },
    )
    return { ok: true as const }
  },
  releaseBatch: ({ batchId, reason }, given) => {
    asked(reason)
    const { uid, blockedReason } = named(given, batchId)
    if (blockedReason === null) throw new Refusal('inventory/not-blocked', 'This batch is not blocked', 'batchId')
    change(given, [{ update: 'batch', id: batchId, set: { blocked_reason: null, blocked_notice: null, blocked_on: null } }], {
      entity: 'batch',
      entityUid: uid,
      reason,
    })
    return { ok: true as const }
  },
  noteLetters: ({ batchId, at, letters }, given) => {
    const { uid } = named(given, batchId)
    const rows = letters.map((letter) => {
      const party = given.tx.row(sql.selectFrom('party').select('id').where('uid', '=', uidBytes(letter.party)))
      if (!party) throw new Refusal('inventory/no-party', 'This party is not in the book', 'letters')
      return {
        insert: 'recall_letter' as const,
        row: {
          batch_id: batchId,
          party_id: party.id,
          document_count: letter.bills,
          qty: letter.qtyMilli,
          language: letter.language,
          made_at: at,
          user_id: given.by.id,
        },
      }
    })
    if (rows.length) change(given, rows, { entity: 'batch', entityUid: uid, reason: 'letters of a recall' })
    return { ok: true as const }
  },
  recallLetters: (ask, given) => recallLetters(given, ask),
}
