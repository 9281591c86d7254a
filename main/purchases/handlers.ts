import type { Handlers } from '../../shared/contract.ts'
import type { purchases } from '../../shared/purchases/contract.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import type { Given, Writing } from '../given.ts'
import { ensureBatches } from '../inventory/batch-store.ts'
import { costEntry } from '../inventory/issue-cost.ts'
import type { ItemFacts } from '../inventory/item-facts.ts'
import { type Draft, supplierBillFacts } from './bill-facts.ts'
import { cancelSupplierBill } from './cancel-supplier-bill.ts'
import { deskHandlers } from './desk.ts'
import { doubtsOf, postSupplierBill, settleSupplierBill } from './post-supplier-bill.ts'

function postBill(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { number: before.number, totalPaise: before.totalPaise }
  const facts = supplierBillFacts(given.tx, draft, hash)
  const bill = settleSupplierBill(draft, facts)
  for (const { code, field, details } of doubtsOf(draft, facts)) given.warn(code, field, details)
  const batchIds = ensureBatches(
    given,
    draft.lines.map((line) => {
      const item = facts.items.get(line.itemId) as ItemFacts
      return {
        itemId: item.id,
        itemUid: item.uid,
        number: line.batch,
        expiry: line.expiry,
        mrpPaise: line.mrpPaise,
        packFactor: item.saleFactor,
      }
    }),
  )
  const { document, posting } = postSupplierBill(draft, facts, bill, batchIds)
  const cost = costEntry(given, posting)
  const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
  return { number: posted.number as string, totalPaise: bill.settled.totalPaise }
}

/** What suppliers bill us for. */
export const purchasesHandlers: Handlers<typeof purchases, Given> = {
  ...deskHandlers,
  postBill: (draft, given) => postBill(given, draft),
  cancelBill: (ask, given) => {
    cancelSupplierBill(given, ask)
    return { ok: true }
  },
}
