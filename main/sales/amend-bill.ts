import type { Posting } from '../../shared/accounts/posting.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { draftHash } from '../accounts/posted-before.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { assertAvailable } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { warnClosed } from '../payments/cash-day.ts'
import { type BuyerFacts, billFacts, type Draft } from './bill-facts.ts'
import { postedBill } from './bill-store.ts'
import { raiseDoubts } from './doubts.ts'
import { keepSalesLeft } from './orders/left-store.ts'
import { postBill } from './post-bill.ts'
import { changeableBill } from './standing-bill.ts'

type Ask = { bill: Draft; version: number; reason: string }

/** What is open of a bill, which the next version takes the place of. */
const leftOf = (db: Reader, documentId: number): { left: Paise; items: number } =>
  db.must(text<{ left: Paise; items: number }>`
    select coalesce(sum(l.left_amount), 0) as left, count(*) as items from open_item o join open_left l on l.open_item_id = o.id
    where o.document_id = ${documentId} and l.left_amount > 0`)

/** The buyer as he would stand without this bill: its own money and count are not held against its next version. */
function without(buyer: BuyerFacts | null, own: { left: Paise; items: number }): BuyerFacts | null {
  if (!buyer) return null
  const { terms, standing } = buyer.credit
  const balancePaise = paise(standing.balancePaise - own.left)
  const openBills = Math.max(0, standing.openBills - own.items)
  return { ...buyer, credit: { terms, standing: { ...standing, balancePaise, openBills } } }
}

const paidBefore = (applied: string) => (JSON.parse(applied) as { paid: { mode: string }[] }).paid

/** Numbers of postings and moves inside an entry that begins with others. */
function after(posting: Posting, before: readonly Posting[]): Posting {
  const moves = before.reduce((sum, one) => sum + one.moves.length, 0)
  return {
    ...posting,
    values: posting.values.map((value) => ('at' in value.move ? { ...value, move: { at: value.move.at + moves } } : value)),
    allocations: posting.allocations.map((one) => ({ ...one, from: shifted(one.from, before), to: shifted(one.to, before) })),
  }
}
const shifted = (ref: Posting['allocations'][number]['from'], before: readonly Posting[]) =>
  'id' in ref ? ref : { posting: ref.posting + before.length, line: ref.line }

/**
 * Posts the next version of a bill under its number (model rule 3): the version that was seen is mirrored on its own date, the new one stands in its
 * place, cost is worked out again. Refuses what `changeableBill` refuses, `sales/newer-version` when somebody else changed it since, `sales/amend-date`
 * and `sales/amend-party` (the register keeps both: cancel and copy), `sales/amend-nothing`, and all that a bill is refused for. Sent twice it is posted once.
 */
export function amendBill(given: Writing, { bill: draft, version, reason }: Ask) {
  const { tx } = given
  const hash = draftHash(draft)
  const current = postedBill(tx, draft.uid)
  const details = { number: current.number }
  const posted = { uid: draft.uid, number: current.number, date: current.date }
  const sameAgain = (JSON.parse(current.applied_json) as { draftHash?: string }).draftHash === hash
  if (sameAgain && current.version === version + 1) return { ...posted, version: current.version, totalPaise: current.total }
  const seen = changeableBill(tx, draft.uid)
  if (seen.version !== version)
    throw new Refusal('sales/newer-version', `${seen.number} was changed since: it is version ${seen.version} now`, 'version', {
      ...details,
      version: seen.version,
    })
  if (sameAgain) throw new Refusal('sales/amend-nothing', `Nothing is changed on ${seen.number}`, undefined, details)
  if (draft.date !== seen.date)
    throw new Refusal('sales/amend-date', `The date of ${seen.number} stays`, 'date', { ...details, date: seen.date })
  if (draft.party !== (seen.party_uid && uidText(seen.party_uid)))
    throw new Refusal('sales/amend-party', `The party of ${seen.number} stays`, 'party', details)
  const facts = billFacts(tx, draft, given.today, hash)
  const entry = postBill(draft, { ...facts, buyer: without(facts.buyer, leftOf(tx, seen.document_id)) })
  const mirrored = mirrorOf(tx, seen.document_id)
  assertAvailable(given, [...mirrored.flatMap((one) => one.moves), ...entry.wanted], draft.date)
  // that it is of an earlier day was settled when it was posted; who may amend may do it
  raiseDoubts(
    given,
    entry.doubts.filter((doubt) => doubt.code !== 'sales/back-dated'),
  )
  if ([...entry.priced.payment.paid, ...paidBefore(current.applied_json)].some((part) => part.mode === 'cash'))
    warnClosed(given, draft.date)
  const own = after(entry.posting, mirrored)
  const cost = costEntry(given, [...mirrored, own])
  post(given, {
    what: 'amend',
    document: entry.document,
    amends: { documentId: seen.document_id, number: seen.number, versionId: seen.id, version },
    postings: [...mirrored, own, ...cost.postings],
    layers: cost.layers,
    reason,
  })
  keepSalesLeft(tx, seen.document_id)
  return { ...posted, version: version + 1, totalPaise: entry.priced.settled.totalPaise }
}
