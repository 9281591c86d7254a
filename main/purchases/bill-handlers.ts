import type { Handlers } from '../../shared/contract.ts'
import { share } from '../../shared/money.ts'
import type { billCalls } from '../../shared/purchases/bill-contract.ts'
import { excessMilli, qtyBeyond, rateBeyond } from '../../shared/purchases/match.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Reading, Writing } from '../given.ts'
import { ensureBatches } from '../inventory/batch-store.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { itemFacts } from '../items/item-facts.ts'
import { autoBatches } from './auto-batch.ts'
import { type BillLineFacts, type Draft, supplierBillFacts, toleranceOn } from './bill-facts.ts'
import { cancelDocument } from './cancel-document.ts'
import { warnOfClosed } from './closed-items.ts'
import { keepLeft } from './left-store.ts'
import { expectedOfOrder, netOfLine } from './match-line.ts'
import { postSupplierBill } from './post-supplier-bill.ts'
import { unitOf } from './receipt-facts.ts'
import { judgeExcess, overBp } from './receipt-handlers.ts'
import { receivedLinesNamed } from './received-lines.ts'
import { listSupplierBills } from './reports/list-supplier-bills.ts'
import { doubtsOf, settleSupplierBill } from './settle-supplier-bill.ts'
import { billShown } from './shown-bill.ts'
import { supplierOn } from './supplier-facts.ts'

/** Goods that come with the bill and answer an order may exceed it only as a receipt may. */
function judgeOrders(given: Writing, draft: Draft, lines: readonly BillLineFacts[]): void {
  const over = overBp(given, draft.date)
  const before = new Map<string, number>()
  const excess = lines.map(({ order, item }, at) => {
    if (!order) return { at, item: item.name, excessMilli: 0 }
    const key = `${order.documentId} ${order.line}`
    const came = (before.get(key) ?? 0) + (draft.lines[at]?.qtyMilli ?? 0)
    before.set(key, came)
    return { at, item: item.name, excessMilli: excessMilli(order.qtyMilli, order.pendingMilli, came, over) }
  })
  judgeExcess(given, draft.date, excess)
}

function batchesOf(given: Writing, draft: Draft, lines: readonly BillLineFacts[]): number[] {
  return ensureBatches(
    given,
    draft.lines.map((line, at) => {
      const { item } = lines[at] as BillLineFacts
      return {
        itemId: item.id,
        itemUid: uidBytes(item.uid),
        number: line.batch,
        expiry: line.expiry,
        mrpPaise: line.mrpPaise,
        packFactor: item.saleFactor,
      }
    }),
  )
}

/** Goods without a batch number get one of ours, if that was asked for. */
function numbered(given: Writing, draft: Draft): Draft {
  if (!draft.autoBatch || draft.lines.every((line) => line.batch !== '' || line.receipt)) return draft
  const next = autoBatches(given.tx, given.deviceId, draft.date)
  return {
    ...draft,
    lines: draft.lines.map((line) => (line.batch === '' && !line.receipt ? { ...line, batch: next(line.itemId) } : line)),
  }
}

/** Posts a supplier's bill; the same draft sent again gets the same answer. */
export function postBill(given: Writing, sent: Draft) {
  const hash = draftHash(sent)
  const before = postedBefore(given, sent.uid, hash)
  if (before) return { number: before.number, totalPaise: before.totalPaise }
  const draft = numbered(given, sent)
  const facts = supplierBillFacts(given.tx, draft, hash)
  const bill = settleSupplierBill(draft, facts)
  for (const { code, field, details } of doubtsOf(draft, facts, bill)) given.warn(code, field, details)
  judgeOrders(given, draft, facts.lines)
  // of goods that came already it was said when they came
  if (!facts.matched)
    warnOfClosed(
      given,
      facts.lines.map(({ item }) => item),
    )
  const batchIds = facts.matched
    ? facts.lines.map(({ received }) => received?.batchId as number)
    : batchesOf(given, draft, facts.lines)
  const { document, posting } = postSupplierBill(draft, facts, bill, batchIds)
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  keepLeft(given.tx, posted.documentId as number)
  return { number: posted.number as string, totalPaise: bill.settled.totalPaise }
}

type MatchAsk = Parameters<Handlers<typeof billCalls, Given>['matchBill']>[0]

/** Order, receipt and bill side by side, before anything is posted. */
function matchBill(ask: MatchAsk, { db }: Reading) {
  const supplier = supplierOn(db, ask.supplier, ask.date)
  const tolerance = toleranceOn(db, ask.date)
  const named = receivedLinesNamed(
    db,
    ask.lines.map(({ receipt }) => receipt),
    { supplierId: supplier.id, date: ask.date },
  )
  const items = itemFacts(
    db,
    named.map(({ itemId }) => itemId),
    ask.date,
  )
  const lines = ask.lines.map((line, at) => {
    const received = named[at] as (typeof named)[number]
    const item = items.get(received.itemId)
    const { factor } = item ? unitOf(item, line.unit ?? received.unit, at) : received
    const netPaise = netOfLine(line, { factor })

    const expected = received.qtyMilli === 0 ? 0 : share(received.valuePaise, line.qtyMilli, received.qtyMilli)
    return {
      orderRateE4: received.ordered?.rateE4 ?? null,
      receiptRateE4: received.rateE4,
      orderedMilli: received.ordered?.qtyMilli ?? null,
      receivedMilli: received.qtyMilli,
      unbilledMilli: received.unbilledMilli,
      billedMilli: line.qtyMilli,
      differencePaise: netPaise - expected,
      qtyBeyond: qtyBeyond(received.unbilledMilli, line.qtyMilli, tolerance),
      rateBeyond: [expected, ...expectedOfOrder(received, line.qtyMilli)].some((one) => rateBeyond(one, netPaise, tolerance)),
    }
  })
  return { tolerance, lines } as never
}

/** Mirrors a supplier's bill (see `cancelDocument`). */
export const cancelBill = (given: Writing, ask: { uid: string; reason: string }): void =>
  cancelDocument(given, ask, { kind: 'purchase', none: 'purchases/no-bill' })

/** What suppliers bill us for. */
export const billHandlers: Handlers<typeof billCalls, Given> = {
  postBill: (draft, given) => postBill(given, draft),
  cancelBill: (ask, given) => {
    cancelBill(given, ask)
    return { ok: true }
  },
  bill: ({ uid }, { db }) => billShown(db, uid),
  bills: (ask, { db }) => listSupplierBills(db, ask),
  matchBill: (ask, given) => matchBill(ask, given),
}
