import type { Handlers } from '../../shared/contract.ts'
import { paise } from '../../shared/money.ts'
import type { receiptCalls } from '../../shared/purchases/receipt-contract.ts'
import { formatMilli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { firmFact } from '../company/dated-facts.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { ensureBatches } from '../inventory/batch-store.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import { autoBatches } from './auto-batch.ts'
import { cancelDocument } from './cancel-document.ts'
import { warnOfClosed } from './closed-items.ts'
import { keepLeft } from './left-store.ts'
import { type Difference, differencesOf, linesOfDraft, postGoodsReceipt, receiptDoubts } from './post-goods-receipt.ts'
import { type Draft, type ReceiptFacts, receiptFacts, receiptOfChallan } from './receipt-facts.ts'
import { linesOfReceipt, unbilledOf } from './received-lines.ts'
import { grniStatement } from './reports/grni-statement.ts'
import { listReceipts } from './reports/list-receipts.ts'
import { receiptDifferences } from './reports/receipt-differences.ts'
import { receiptShown } from './shown-receipt.ts'

/** What differs from the order is refused or warned of as the firm has set (`receive-over`, `receive-over-bp`). */
export function judgeExcess(
  given: Writing,
  date: Draft['date'],
  excess: readonly { at: number; item: string; excessMilli: number }[],
): void {
  const refuse = firmFact(given.tx, 'receive-over', date) === 'refuse'
  for (const { at, item, excessMilli } of excess) {
    if (excessMilli === 0) continue
    const details = { item, excess: formatMilli(excessMilli) }
    const field = `lines.${at}.qtyMilli`
    if (refuse) throw new Refusal('purchases/over-received', `${item}: ${details.excess} more than ordered`, field, details)
    given.warn('purchases/over-received', field, details)
  }
}
export const overBp = (given: Writing, date: Draft['date']): number => Number(firmFact(given.tx, 'receive-over-bp', date))

function judge(given: Writing, draft: Draft, facts: ReceiptFacts): Difference[] {
  for (const { code, field, details } of receiptDoubts(draft, facts)) given.warn(code, field, details)
  const challan = receiptOfChallan(given.tx, facts.supplier.id, draft)
  if (challan) given.warn('purchases/duplicate-challan', 'challanNumber', { challan: draft.challanNumber ?? '', number: challan })
  warnOfClosed(
    given,
    facts.lines.map(({ item }) => item),
  )
  const differences = differencesOf(draft, facts, overBp(given, draft.date))
  judgeExcess(given, draft.date, differences)
  return differences.map(({ at: _, ...difference }) => difference)
}

function postReceipt(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) {
    const batches = linesOfReceipt(given.tx, draft.uid).map((line) => line.batch)
    return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise, batches }
  }
  const facts = receiptFacts(given.tx, draft, hash)
  const lines = linesOfDraft(draft, facts, draft.autoBatch ? autoBatches(given.tx, given.deviceId, draft.date) : null)
  const differences = judge(given, draft, facts)
  const batchIds = ensureBatches(
    given,
    lines.map(({ facts: { item }, batch, at }) => ({
      itemId: item.id,
      itemUid: uidBytes(item.uid),
      number: batch,
      expiry: draft.lines[at]?.expiry ?? null,
      mrpPaise: draft.lines[at]?.mrpPaise ?? null,
      packFactor: item.saleFactor,
    })),
  )
  const { document, posting } = postGoodsReceipt(draft, facts, lines, { batchIds, differences })
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  keepLeft(given.tx, posted.documentId as number)
  const batches = lines.map((line) => line.batch)
  return { uid: draft.uid, number: posted.number as string, totalPaise: paise(document.version.totalPaise), batches }
}

/** Goods coming in before their bill. */
export const receiptHandlers: Handlers<typeof receiptCalls, Given> = {
  postReceipt: (draft, given) => postReceipt(given, draft),
  cancelReceipt: (ask, given) => {
    cancelDocument(given, ask, { kind: 'goods-receipt', none: 'purchases/no-receipt' })
    return { ok: true }
  },
  receipt: ({ uid }, { db }) => receiptShown(db, uid),
  unbilledLines: ({ supplier }, { db }) => unbilledOf(db, supplier) as never,
  receipts: (ask, { db }) => listReceipts(db, ask),
  receiptDifferences: (ask, { db }) => receiptDifferences(db, ask),
  grniStatement: (ask, { db }) => grniStatement(db, ask),
}
