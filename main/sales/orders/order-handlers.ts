import type { Handlers } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { challanCalls } from '../../../shared/sales/challan-contract.ts'
import type { salesOrderCalls } from '../../../shared/sales/orders-contract.ts'
import type { pasteCalls } from '../../../shared/sales/paste-contract.ts'
import type { pendingCalls } from '../../../shared/sales/pending-contract.ts'
import { post } from '../../accounts/ledger.ts'
import { draftHash, postedBefore } from '../../accounts/posted-before.ts'
import { change } from '../../company/records.ts'
import { personMay } from '../../dispatch.ts'
import type { Given, Writing } from '../../given.ts'
import { confirmOrder, standing } from './confirm-order.ts'
import { holdsOn } from './held.ts'
import { keepSalesLeft } from './left-store.ts'
import { listChallans, listSalesOrders } from './list-orders.ts'
import { dropNickname, keepNickname, shownNicknames } from './nicknames.ts'
import { linesOfOrder } from './order-lines.ts'
import { paperCalls } from './paper-handlers.ts'
import { pendingOfItem } from './pending-of-item.ts'
import { answerOf, cancelGoods, postChallan, returnChallan } from './post-challan.ts'
import { orderOf, quotationOf } from './post-order.ts'
import { orderChoice, readOrder } from './read-order.ts'
import { billableFor, challanShown } from './shown-challan.ts'
import { orderShown } from './shown-order.ts'

type Ask<N extends keyof typeof salesOrderCalls> = Parameters<Handlers<typeof salesOrderCalls, Given>[N]>[0]
type Document = ReturnType<typeof orderOf>

function postOnce(given: Writing, draft: { uid: string }, make: (hash: string) => Document) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const document = make(hash)
  const posted = post(given, { what: 'document', document, postings: [], layers: [] })
  keepSalesLeft(given.tx, posted.documentId as number)
  return { uid: draft.uid, number: posted.number as string, totalPaise: document.version.totalPaise }
}

/** The next version of a draft order. Refuses a confirmed or answered one, another party or day, and a version not seen. */
function changeOrder(given: Writing, { version, ...draft }: Ask<'changeOrder'>) {
  const { tx } = given
  const found = standing(tx, ['sales-order'], draft.uid, 'sales/no-order')
  const details = { number: found.number }
  const hash = draftHash(draft)
  const answered = { uid: draft.uid, number: found.number, totalPaise: found.total }
  if ((JSON.parse(found.applied_json) as { draftHash?: string }).draftHash === hash) return answered
  const answer = answerOf(tx, found.id)
  if (answer)
    throw new Refusal(
      'sales/order-invoiced',
      `${found.number} is answered by ${answer.number}: close what is left of it`,
      'uid',
      {
        ...details,
        other: answer.number,
      },
    )
  if (found.confirmation !== null)
    throw new Refusal('sales/order-is-firm', `${found.number} is confirmed: close what is not wanted`, 'uid', details)
  if (found.version !== version)
    throw new Refusal('sales/newer-version', `${found.number} was changed since: it is version ${found.version} now`, 'version', {
      ...details,
      version: found.version,
    })
  if (draft.date !== found.date)
    throw new Refusal('sales/amend-date', `The date of ${found.number} stays`, 'date', { ...details, date: found.date })
  if (draft.party !== found.party) throw new Refusal('sales/amend-party', `The party of ${found.number} stays`, 'party', details)
  const document = orderOf(tx, draft, hash)
  post(given, {
    what: 'amend',
    document,
    amends: { documentId: found.id, number: found.number, versionId: found.version_id, version },
    postings: [],
    layers: [],
  })
  keepSalesLeft(tx, found.id)
  return { ...answered, totalPaise: document.version.totalPaise }
}

/** Gives up what is left. Refuses an order of which nothing is, and a line it does not have. */
function closeOrder(given: Writing, { uid, lines, reason }: Ask<'closeSalesOrder'>): void {
  const found = standing(given.tx, ['quotation', 'sales-order'], uid, 'sales/no-order')
  const details = { number: found.number }
  const all = linesOfOrder(given.tx, uid)
  for (const [at, line] of (lines ?? []).entries())
    if (!all.some((one) => one.line === line))
      throw new Refusal('sales/no-order-line', `${found.number} has no line ${line}`, `lines.${at}`, details)
  const open = all.filter((line) => line.leftMilli > 0 && (lines === null || lines.includes(line.line)))
  if (open.length === 0) throw new Refusal('sales/nothing-left', `Nothing of ${found.number} is left`, 'uid', details)
  change(
    given,
    open.map((line) => ({
      insert: 'order_closing' as const,
      row: { document_id: found.id, line_no: line.line, qty: line.leftMilli as never, reason, at: given.now },
    })),
    { entity: found.kind, entityUid: uid, reason },
  )
  keepSalesLeft(given.tx, found.id)
}

const orders = ['quotation', 'sales-order'] as const

/** Quotations, orders and challans of customers. */
export const orderHandlers: Handlers<
  typeof salesOrderCalls & typeof challanCalls & typeof pasteCalls & typeof pendingCalls,
  Given
> = {
  ...paperCalls,
  postQuotation: (draft, given) => postOnce(given, draft, (hash) => quotationOf(given.tx, draft, hash)),
  postOrder: (draft, given) => postOnce(given, draft, (hash) => orderOf(given.tx, draft, hash)),
  changeOrder: (draft, given) => changeOrder(given, draft),
  confirmOrder: (ask, given) => confirmOrder(given, ask),
  closeSalesOrder: (ask, given) => {
    closeOrder(given, ask)
    return { ok: true }
  },
  cancelSalesOrder: (ask, given) => {
    cancelGoods(given, ask, { kinds: orders, none: 'sales/no-order' })
    return { ok: true }
  },
  salesOrder: ({ uid }, { db, today }) => orderShown(db, uid, today),
  salesOrders: (ask, { db, today }) => listSalesOrders(db, ask, today),
  sources: (ask, { db }) => billableFor(db, ask),
  readOrder: (ask, { db }) => readOrder(db, ask),
  orderChoice: (ask, { db }) => orderChoice(db, ask),
  nicknames: ({ party }, { db }) => shownNicknames(db, party),
  keepNickname: (ask, given) => {
    keepNickname(given, ask)
    return { ok: true }
  },
  dropNickname: ({ uid }, given) => {
    dropNickname(given, uid)
    return { ok: true }
  },
  pendingOfItem: ({ itemId }, { db, by }) => pendingOfItem(db, itemId, personMay(by, 'cost.see')),
  held: ({ itemIds, date }, { db }) => holdsOn(db, itemIds, date) as never,
  postChallan: (draft, given) => postChallan(given, draft),
  returnChallan: (draft, given) => returnChallan(given, draft),
  cancelChallan: (ask, given) => {
    cancelGoods(given, ask, { kinds: ['challan'], none: 'sales/no-challan' })
    return { ok: true }
  },
  challan: ({ uid }, { db, today }) => challanShown(db, uid, today),
  challans: (ask, { db, today }) => listChallans(db, ask, today),
}
