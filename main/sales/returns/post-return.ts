import { financialYear } from '../../../shared/calendar.ts'
import { paise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { NoteKind } from '../../../shared/sales/return-drafts.ts'
import { accountIds } from '../../accounts/account-store.ts'
import { post } from '../../accounts/ledger.ts'
import { draftHash, postedBefore } from '../../accounts/posted-before.ts'
import { text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import type { Writing } from '../../given.ts'
import { costEntry } from '../../inventory/issue-cost.ts'
import { type BuyerFacts, buyerFacts, firmSnapshot } from '../bill-facts.ts'
import { type Note, noteEntry } from './note-entry.ts'
import {
  appliedOf,
  assertApproved,
  assertNewBuyerBill,
  billOn,
  chargesGst,
  partyAccount,
  sayWhy,
  settlementOf,
  totalOf,
  withGst,
} from './note-facts.ts'
import { type Draft, goodsOfBill, goodsWithoutBill } from './returned-goods.ts'
import { type Billed, billedLines } from './sold-lines.ts'

export type PostedNote = { uid: string; kind: NoteKind; number: string; totalPaise: Note['totalPaise']; date: Draft['date'] }
type Bare = Pick<Note, 'kind' | 'lines' | 'roundOffPaise' | 'totalPaise' | 'version' | 'billId' | 'party' | 'settlement'>

function checkDraft(given: Writing, draft: Draft): void {
  sayWhy(draft)
  if (draft.bill === null && !given.may('sales.return-without-bill'))
    throw new Refusal('sales/return-without-bill', 'A return without its bill needs a right', 'bill', {
      permission: 'sales.return-without-bill',
    })
  if (draft.route === 'buyer-bill' && !draft.buyerBill)
    throw new Refusal('sales/buyer-bill-needed', 'Number and date of the buyer’s own bill are needed', 'buyerBill.number')
  if (draft.buyerBill && draft.buyerBill.date > draft.date)
    throw new Refusal('sales/buyer-bill-date', 'His bill cannot be of a later day than the return', 'buyerBill.date')
}

const because = (draft: Draft, hash: string, bill: Billed | null) => ({
  draftHash: hash,
  reason: draft.reason,
  narration: draft.narration,
  bill: bill && { number: bill.number, date: bill.date },
  ...(draft.route === 'buyer-bill' ? { buyerBill: draft.buyerBill } : {}),
})

function ofBill(given: Writing, draft: Draft, hash: string, billUid: string): Bare {
  const { tx } = given
  const bill = billOn(tx, billUid, draft)
  const buyers = draft.route === 'buyer-bill'
  if (buyers && bill.partyId === null)
    throw new Refusal('sales/walk-in-bills', 'A walk-in customer issues no bill: make a credit note', 'route')
  const taxed = buyers ? chargesGst(bill) : withGst(bill, draft.date, draft.gst)
  const kind: Note['kind'] = buyers ? 'return-bill' : taxed ? 'sale-return' : 'commercial-credit'
  const sold = billedLines(tx, bill)
  const lines = goodsOfBill(tx, draft, sold, taxed)
  const party = partyAccount(tx, bill.partyId)
  const { partyName, gstin, category } = bill
  // his supply to us is made here, ours to him where the bill said
  const pos = buyers ? firmSnapshot(tx).stateCode : bill.pos
  return {
    kind,
    lines,
    ...totalOf(tx, bill, sold, { lines: lines.map(({ line }) => line), date: draft.date, kind }),
    version: {
      partyName,
      gstin,
      category,
      pos,
      supply: bill.supply,
      applied: appliedOf(tx, bill.applied.buyer, because(draft, hash, bill)),
    },
    billId: bill.id,
    party,
    settlement: settlementOf(tx, draft.settle, { party: bill.partyId, bill }),
  }
}

function withoutBill(given: Writing, draft: Draft, hash: string): Bare {
  const { tx } = given
  const buyer: BuyerFacts | null = draft.party === null ? null : buyerFacts(tx, draft.party, draft.date)
  if (draft.route === 'buyer-bill')
    throw new Refusal('sales/buyer-bill-of-bill', 'Name the bill that these goods were sold by', 'bill')
  const lines = goodsWithoutBill(tx, draft, buyer)
  const kind = 'commercial-credit'
  const state = buyer?.stateCode ?? firmSnapshot(tx).stateCode
  return {
    kind,
    lines,
    ...totalOf(tx, null, [], { lines: lines.map(({ line }) => line), date: draft.date, kind }),
    version: {
      partyName: buyer?.name ?? 'Cash',
      gstin: buyer?.gstin ?? null,
      category: buyer?.category ?? 'unregistered',
      pos: state,
      supply: state === firmSnapshot(tx).stateCode ? 'intra' : 'inter',
      applied: appliedOf(tx, buyer?.applied ?? nobody(state), because(draft, hash, null)),
    },
    billId: null,
    party: buyer && { id: buyer.id, accountId: buyer.accountId },
    settlement: settlementOf(tx, draft.settle, { party: buyer?.id ?? null, bill: null }),
  }
}

const nobody = (stateCode: string) => ({
  code: null,
  localName: null,
  phone: null,
  type: 'consumer',
  tier: 'retail',
  address: { line1: null, line2: null, city: null, pin: null, stateCode },
  licences: [],
})

/** The note a return makes, worked out and checked but not posted: what an approval is asked on. */
export function returnNote(given: Writing, draft: Draft, hash: string): Note {
  checkDraft(given, draft)
  const bare = draft.bill === null ? withoutBill(given, draft, hash) : ofBill(given, draft, hash, draft.bill)
  if (draft.route === 'buyer-bill' && draft.buyerBill && bare.party)
    assertNewBuyerBill(given.tx, bare.party.id, draft.buyerBill.number, financialYear(draft.date).label)
  return {
    ...bare,
    uid: draft.uid,
    date: draft.date,
    reference: draft.route === 'buyer-bill' ? (draft.buyerBill?.number ?? null) : null,
    dueDate: null,
    registered: firmSnapshot(given.tx).gstin !== null,
  }
}

/** Posts a note with the cost of its goods, in the caller's transaction. */
export function postNote(given: Writing, note: Note): PostedNote & { documentId: number } {
  const { document, posting } = noteEntry(accountIds(given.tx), note)
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  const { uid, kind, date, totalPaise } = note
  return { uid, kind, date, totalPaise, number: posted.number as string, documentId: posted.documentId as number }
}

/**
 * Goods back from a customer, posted once however often it is sent. Refuses what `returnNote` and the ledger refuse, and what has to wait
 * for approval (`sales/return-waits`).
 */
export function postReturn(given: Writing, draft: Draft): PostedNote {
  const hash = draftHash(draft)
  const before = postedNote(given, draft, hash)
  if (before) return before
  const note = returnNote(given, draft, hash)
  assertApproved(given, note.totalPaise)
  const { documentId: _, ...posted } = postNote(given, note)
  return posted
}

/**
 * Returns that are posted with a bill: they need the right to take goods back as well, what they refuse is about their own lines, not the bill's, and
 * together they wait for approval as one of them would.
 */
export function returnsWithBill(given: Writing, drafts: readonly Draft[]): PostedNote[] {
  if (!given.may('sales.return'))
    throw new Refusal('company/not-allowed', 'No right to take goods back', 'returned', { permission: 'sales.return' })
  const fresh = drafts.filter((draft) => postedNote(given, draft, draftHash(draft)) === null)
  const notes = drafts.map((draft, at) => returnWithBill(given, draft, at))
  if (fresh.length > 1) {
    const total = notes.reduce((sum, { uid, totalPaise }) => sum + (fresh.some((one) => one.uid === uid) ? totalPaise : 0), 0)
    assertApproved(given, paise(total))
  }
  return notes
}

function returnWithBill(given: Writing, draft: Draft, at: number): PostedNote {
  try {
    return postReturn(given, draft)
  } catch (error) {
    if (!(error instanceof Refusal) || error.field === undefined) throw error
    throw new Refusal(error.code, error.message, `returned.${at}.${error.field}`, error.details)
  }
}

const kindOf = prepared<{ id: number }>()((p) => text<{ kind: NoteKind }>`select kind from document where id = ${p.id}`)
/** The answer of before, when this very draft is posted already. */
export function postedNote(given: Writing, draft: { uid: string; date: Draft['date'] }, hash: string): PostedNote | null {
  const before = postedBefore(given, draft.uid, hash)
  if (!before) return null
  const kind = given.tx.get(kindOf, { id: before.documentId })?.kind as NoteKind
  return { uid: draft.uid, kind, number: before.number, totalPaise: before.totalPaise, date: draft.date }
}
