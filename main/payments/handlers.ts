import type { Handlers } from '../../shared/contract.ts'
import type { Paise } from '../../shared/money.ts'
import type { payments } from '../../shared/payments/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { outstanding } from '../accounts/reports/outstanding.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { partyByUid, taxStatusOn } from '../parties/party-store.ts'
import { type Draft, postReceipt, type ReceiptFacts } from './post-receipt.ts'

function receiptFacts({ tx, today }: Writing, draft: Draft, hash: string): ReceiptFacts {
  const found = partyByUid(tx, uidBytes(draft.party))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  const { party } = found
  return {
    accounts: accountIds(tx),
    party: {
      id: party.id,
      name: party.name,
      accountId: party.account_id,
      active: party.active === 1,
      ...taxStatusOn(tx, party, draft.date),
    },
    // a bill of a later day than the money is not settled by it: as on the receipt's day it was not there
    owed: outstanding(tx, party.id, today).filter((item) => item.leftPaise > 0 && item.date <= draft.date),
    draftHash: hash,
  }
}

function receive(given: Writing, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { number: before.number, onAccountPaise: before.applied.onAccountPaise as Paise }
  const { document, posting, onAccountPaise } = postReceipt(draft, receiptFacts(given, draft, hash))
  const posted = post(given, { what: 'document', document, postings: [posting], layers: [] })
  return { number: posted.number as string, onAccountPaise }
}

/** Money that comes in and goes out, and what it settles. */
export const paymentsHandlers: Handlers<typeof payments, Given> = {
  postReceipt: (draft, given) => receive(given, draft),
}
