import type { Handlers } from '../../shared/contract.ts'
import type { landedCalls } from '../../shared/purchases/match-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { withPaperParty } from '../accounts/paper/party-on-paper.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { cancelDocument } from './cancel-document.ts'
import { type Draft, landedFacts } from './landed-facts.ts'
import { postLandedCost as landedPosting, settleLanded } from './post-landed-cost.ts'
import { chargedOf, paymentVoucher, selfInvoice, selfInvoiceUid, voucherPaper } from './rcm-papers.ts'
import { landableLines } from './reports/landable-lines.ts'
import { listLandedCosts } from './reports/list-landed.ts'

const numberOf = (db: Reader, uid: string): string | null =>
  db.row(text<{ number: string }>`
    select d.number from document d join document_state s on s.document_id = d.id and s.cancelled = 0 where d.uid = ${uidBytes(uid)}`)
    ?.number ?? null

function postLandedCost(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before)
    return {
      uid: draft.uid,
      number: before.number,
      totalPaise: before.totalPaise,
      selfInvoice: numberOf(given.tx, selfInvoiceUid(draft.uid)),
    }
  const facts = landedFacts(given.tx, draft, hash)
  const settled = settleLanded(draft, facts)
  const { document, posting } = landedPosting(draft, facts, settled)
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  const common = { uid: draft.uid, number: posted.number as string, totalPaise: settled.totalPaise }
  const unregistered = facts.supplier === null || facts.supplier.category === 'unregistered'
  const charged = unregistered ? chargedOf(given.tx, draft.uid) : undefined
  if (!charged || charged.services.length === 0) return { ...common, selfInvoice: null }
  const paper = post(given, {
    what: 'document',
    document: withPaperParty(given.tx, selfInvoice(charged, draft.date)),
    postings: [],
    layers: [],
  })
  return { ...common, selfInvoice: paper.number }
}

/** Its self-invoice goes with it; a payment voucher must go first. */
function cancelLandedCost(given: Writing, ask: { uid: string; reason: string }): void {
  const own = selfInvoiceUid(ask.uid)
  if (numberOf(given.tx, own) !== null)
    cancelDocument(given, { uid: own, reason: ask.reason }, { kind: 'self-invoice', none: 'purchases/no-voucher' })
  cancelDocument(given, ask, { kind: 'landed-cost', none: 'purchases/no-landed-cost' })
}

type VoucherAsk = Parameters<Handlers<typeof landedCalls, Given>['postPaymentVoucher']>[0]
function postPaymentVoucher(given: Writing, ask: VoucherAsk) {
  const hash = draftHash(ask)
  const before = postedBefore(given, ask.uid, hash)
  if (before) return { uid: ask.uid, number: before.number, totalPaise: before.totalPaise }
  const charged = chargedOf(given.tx, ask.against)
  if (!charged) throw new Refusal('purchases/no-landed-cost', 'There is no such service bill', 'against')
  const document = withPaperParty(given.tx, paymentVoucher(charged, { ...ask, draftHash: hash }))
  const posted = post(given, { what: 'document', document, postings: [], layers: [] })
  return { uid: ask.uid, number: posted.number as string, totalPaise: document.version.totalPaise }
}

/** Landed cost and reverse charge. */
export const landedHandlers: Handlers<typeof landedCalls, Given> = {
  postLandedCost: (draft, given) => postLandedCost(given, draft),
  cancelLandedCost: (ask, given) => {
    cancelLandedCost(given, ask)
    return { ok: true }
  },
  landableLines: (ask, { db }) => landableLines(db, ask),
  landedCosts: (ask, { db }) => listLandedCosts(db, ask),
  postPaymentVoucher: (ask, given) => postPaymentVoucher(given, ask),
  voucherPaper: ({ uid }, { db }) => voucherPaper(db, uid),
}
