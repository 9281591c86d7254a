import type { Handlers } from '../../shared/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { sales } from '../../shared/sales/contract.ts'
import { post } from '../accounts/ledger.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { assertAvailable } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { billFacts, type Draft } from './bill-facts.ts'
import { billHeader } from './bill-header.ts'
import type { Doubt } from './bill-rules.ts'
import { documentByUid, hashDraft, lastRates, shownBill } from './bill-store.ts'
import { cancelBill } from './cancel-bill.ts'
import { listBills } from './list-bills.ts'
import { postBill } from './post-bill.ts'

const dropDraft = prepared<{ uid: Uint8Array }>()((p) => sql.deleteFrom('draft').where('uid', '=', p.uid))

/** What only a right lets one accept is refused, in the same words, to who has not got it and was not lent it. */
function raise(given: Writing, doubts: readonly Doubt[]): void {
  for (const { code, field, details, right } of doubts) {
    if (right && !given.may(right))
      throw new Refusal(code, `${code}: needs the right ${right}`, field, { ...details, permission: right })
    given.warn(code, field, details)
  }
}

/** The stored answer when this very bill is posted already; refuses `sales/already-posted` when its uid is taken by another. */
function postedBefore(given: Writing, draft: Draft, draftHash: string) {
  const before = documentByUid(given.tx, draft.uid)
  if (!before) return null
  const same = before.kind === 'sale' && (JSON.parse(before.applied_json) as { draftHash?: string }).draftHash === draftHash
  if (!same) throw new Refusal('sales/already-posted', `Posted already as ${before.number}`, undefined, { number: before.number })
  return { uid: draft.uid, number: before.number, totalPaise: before.total, date: before.date }
}

function postOnce(given: Writing, draft: Draft) {
  const draftHash = hashDraft(draft)
  const before = postedBefore(given, draft, draftHash)
  if (before) return before
  const { document, posting, doubts, wanted, priced } = postBill(draft, billFacts(given.tx, draft, given.today, draftHash))
  assertAvailable(given, wanted, draft.date)
  raise(given, doubts)
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  given.tx.do(dropDraft, { uid: uidBytes(draft.uid) })
  return { uid: draft.uid, number: posted.number as string, totalPaise: priced.settled.totalPaise, date: draft.date }
}

/** The sales room: bills posted once, cancelled by a mirror, listed, shown and remembered for the next rate. */
export const salesHandlers = {
  billHeader: (ask, { db }) => billHeader(db, ask),
  postBill: (draft, given) => postOnce(given, draft),
  bills: (ask, { db }) => listBills(db, ask),
  bill: ({ uid }, { db }) => shownBill(db, uid),
  cancelBill: (ask, given) => {
    cancelBill(given, ask)
    return { ok: true }
  },
  lastRates: ({ itemId, party }, { db }) => lastRates(db, itemId, party),
} satisfies Partial<Handlers<typeof sales, Given>>
