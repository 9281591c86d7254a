import type { z } from 'zod'
import { type Allocation, emptyPosting, type NewDocument, type Posting } from '../../shared/accounts/posting.ts'
import { type Paise, paise } from '../../shared/money.ts'
import type { Receipt } from '../../shared/payments/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { AccountIds } from '../accounts/account-store.ts'

export type Draft = z.output<typeof Receipt>
export type ReceiptFacts = {
  accounts: AccountIds
  party: {
    id: number
    name: string
    accountId: number
    active: boolean
    gstin: string | null
    category: string
    stateCode: string
  }
  /** What the party owes, bill by bill, oldest first. */
  owed: readonly { openItem: number; leftPaise: Paise }[]
  draftHash: string
}

const mostPaise = 100_000_000_000

const moneyAccount = (accounts: AccountIds, mode: Draft['mode']): number => {
  switch (mode) {
    case 'cash':
      return accounts.cash
    case 'upi':
      return accounts.upi
    case 'card':
      return accounts.card
    case 'cheque':
      return accounts.cheques
    case 'bank':
      return accounts.bank
  }
}

/** Oldest bill first until the money is used up (model rule 5); what is left stays on account. */
export function allocate(amountPaise: Paise, owed: ReceiptFacts['owed']): { allocations: Allocation[]; onAccountPaise: Paise } {
  let left: number = amountPaise
  const allocations: Allocation[] = []
  for (const { openItem, leftPaise } of owed) {
    const part = Math.min(left, leftPaise)
    if (part <= 0) continue
    allocations.push({ from: { posting: 0, line: 1 }, to: { id: openItem }, amountPaise: paise(part) })
    left -= part
  }
  return { allocations, onAccountPaise: paise(left) }
}

/** Money received: Dr where it went, Cr the party. Refuses no money, absurd money and a hidden party. */
export function postReceipt(
  draft: Draft,
  facts: ReceiptFacts,
): { document: NewDocument; posting: Posting; onAccountPaise: Paise } {
  const { party } = facts
  if (draft.amountPaise <= 0) throw new Refusal('payments/amount-needed', 'An amount above zero is needed', 'amountPaise')
  if (draft.amountPaise > mostPaise)
    throw new Refusal('payments/amount-absurd', 'More than ₹100 crore is surely a slip', 'amountPaise')
  if (!party.active) throw new Refusal('payments/party-hidden', `${party.name} is hidden`, 'party', { party: party.name })
  const { allocations, onAccountPaise } = allocate(draft.amountPaise, facts.owed)
  const zero = paise(0)
  const document: NewDocument = {
    uid: draft.uid,
    kind: 'receipt',
    date: draft.date,
    partyId: party.id,
    reference: draft.reference,
    lines: [],
    links: [],
    version: {
      partyName: party.name,
      gstin: party.gstin,
      category: party.category,
      pos: party.stateCode,
      supply: 'intra',
      mode: draft.mode,
      dueDate: null,
      grossPaise: zero,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: zero,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise: draft.amountPaise,
      applied: { draftHash: facts.draftHash, onAccountPaise },
    },
  }
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger: [
      { accountId: moneyAccount(facts.accounts, draft.mode), amountPaise: draft.amountPaise },
      { accountId: party.accountId, partyId: party.id, amountPaise: paise(-draft.amountPaise) },
    ],
    allocations,
  }
  return { document, posting, onAccountPaise }
}
