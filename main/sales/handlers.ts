import type { Handlers } from '../../shared/contract.ts'
import type { sales } from '../../shared/sales/contract.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import { personMay } from '../dispatch.ts'
import type { Given, Writing } from '../given.ts'
import { assertAvailable } from '../inventory/availability.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { warnClosed } from '../payments/cash-day.ts'
import { amendBill } from './amend-bill.ts'
import { billFacts, type Draft } from './bill-facts.ts'
import { billHeader } from './bill-header.ts'
import { lastRates, shownBill } from './bill-store.ts'
import { cancelBill } from './cancel-bill.ts'
import { changeHandlers } from './change-handlers.ts'
import { counterHandlers } from './counter-handlers.ts'
import { creditHandlers } from './credit-handlers.ts'
import { raiseDoubts } from './doubts.ts'
import { listBills } from './list-bills.ts'
import { deliveryHandlers } from './orders/delivery-handlers.ts'
import { keepSalesLeft } from './orders/left-store.ts'
import { orderHandlers } from './orders/order-handlers.ts'
import { paperHandlers } from './paper/handlers.ts'
import { postBill } from './post-bill.ts'
import { returnHandlers } from './returns/handlers.ts'
import { returnsWithBill } from './returns/post-return.ts'

const dropDraft = prepared<{ uid: Uint8Array }>()((p) => sql.deleteFrom('draft').where('uid', '=', p.uid))

function postOnce(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise, date: draft.date }
  const { document, posting, doubts, wanted, priced } = postBill(draft, billFacts(given.tx, draft, given.today, hash))
  assertAvailable(given, wanted, draft.date)
  raiseDoubts(given, doubts)
  if (priced.payment.paid.some((part) => part.mode === 'cash')) warnClosed(given, draft.date)
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  keepSalesLeft(given.tx, posted.documentId as number)
  given.tx.do(dropDraft, { uid: uidBytes(draft.uid) })
  return { uid: draft.uid, number: posted.number as string, totalPaise: priced.settled.totalPaise, date: draft.date }
}

/** The sales room: bills posted once, cancelled by a mirror, listed, shown and remembered for the next rate. */
export const salesHandlers = {
  ...creditHandlers,
  billHeader: (ask, { db, by }) => billHeader(db, ask, personMay(by, 'cost.see')),
  postBill: (draft, given) => postOnce(given, draft),
  postBillAndReturn: ({ bill, returned }, given) => ({ ...postOnce(given, bill), notes: returnsWithBill(given, returned) }),
  bills: (ask, { db }) => listBills(db, ask),
  bill: ({ uid }, { db }) => shownBill(db, uid),
  cancelBill: (ask, given) => {
    cancelBill(given, ask)
    return { ok: true }
  },
  amendBill: (ask, given) => amendBill(given, ask),
  ...changeHandlers,
  ...counterHandlers,
  lastRates: ({ itemId, party }, { db }) => lastRates(db, itemId, party),
  ...paperHandlers,
  ...orderHandlers,
  ...deliveryHandlers,
  ...returnHandlers,
} satisfies Partial<Handlers<typeof sales, Given>>
