import type { Handlers } from '../../shared/contract.ts'
import type { claimCalls } from '../../shared/purchases/claim-contract.ts'
import { post } from '../accounts/ledger.ts'
import { withPaperParty } from '../accounts/paper/party-on-paper.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import type { Given, Writing } from '../given.ts'
import { assertAvailable } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { cancelDocument } from './cancel-document.ts'
import { claimFacts, type Draft, warnOfGoods } from './claims/claim-facts.ts'
import { claimHead } from './claims/claim-lines.ts'
import { claimableStock } from './claims/claimable-stock.ts'
import { listClaims } from './claims/list-claims.ts'
import { postedClaim } from './claims/post-claim.ts'
import { postedAnswer } from './claims/settle-claim.ts'
import { type Answer, settleFacts } from './claims/settle-facts.ts'
import { shownClaim } from './claims/shown-claim.ts'

function postClaim(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const facts = claimFacts(given.tx, draft, hash)
  warnOfGoods(given, draft, facts)
  const { document, posting, totalPaise } = postedClaim(draft, facts)
  const number = append(given, document, posting, draft.lines.length)
  return { uid: draft.uid, number, totalPaise }
}

function settleClaim(given: Writing, answer: Answer) {
  const hash = draftHash(answer)
  const before = postedBefore(given, answer.uid, hash)
  if (before) return { uid: answer.uid, number: before.number, totalPaise: before.totalPaise }
  const { document, posting, totalPaise } = postedAnswer(answer, settleFacts(given.tx, answer, hash))
  return { uid: answer.uid, number: append(given, document, posting, 0), totalPaise }
}

type Entered = ReturnType<typeof postedClaim>

/** Posts with the cost of what leaves; `lines` moves from the first stand beside the draft's lines. */
function append(given: Writing, document: Entered['document'], posting: Entered['posting'], lines: number): string {
  assertAvailable(
    given,
    posting.moves.map((move, at) => ({ ...move, field: at < lines ? `lines.${at}.qtyMilli` : undefined })),
    document.date,
  )
  const cost = costEntry(given, posting)
  return post(given, {
    what: 'document',
    document: withPaperParty(given.tx, document),
    postings: [posting, ...cost.postings],
    layers: cost.layers,
  }).number as string
}

/** Expiry and breakage claims on suppliers. */
export const claimHandlers: Handlers<typeof claimCalls, Given> = {
  claimableStock: (ask, { db, today }) => claimableStock(db, ask, today),
  postClaim: (draft, given) => postClaim(given, draft),
  cancelClaim: (ask, given) => {
    const kind = claimHead(given.tx, ask.uid)?.kind ?? 'claim'
    cancelDocument(given, ask, { kind, none: 'purchases/no-claim' })
    return { ok: true }
  },
  settleClaim: (answer, given) => settleClaim(given, answer),
  cancelSettlement: (ask, given) => {
    cancelDocument(given, ask, { kind: 'claim-credit', none: 'purchases/no-settlement' })
    return { ok: true }
  },
  claim: ({ uid }, { db, today }) => shownClaim(db, uid, today),
  claims: (ask, { db, today }) => listClaims(db, ask, today),
}
