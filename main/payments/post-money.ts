import type { z } from 'zod'
import { type Allocation, emptyPosting, type LedgerLine, type NewDocument, type Posting } from '../../shared/accounts/posting.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import type { Money } from '../../shared/payments/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { AccountIds } from '../accounts/account-store.ts'
import { plainDocument } from '../accounts/plain-document.ts'

export type Draft = z.output<typeof Money>
/** What is open and can be settled: bills for a receipt, what we owe for a payment; always above zero, oldest first. */
export type Open = { openItem: number; number: string | null; leftPaise: Paise }
export type MoneyFacts = {
  kind: 'receipt' | 'payment'
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
  open: readonly Open[]
  draftHash: string
}

const mostPaise = 100_000_000_000

export const moneyAccount = (accounts: AccountIds, mode: Draft['mode']): number =>
  ({ cash: accounts.cash, upi: accounts.upi, card: accounts.card, cheque: accounts.cheques, bank: accounts.bank })[mode]

type Part = { openItem: number; amountPaise: Paise }

/** Oldest bill first until the money is used up (model rule 5). */
export function oldestFirst(amountPaise: Paise, open: readonly Open[]): Part[] {
  let left: number = amountPaise
  return open.flatMap(({ openItem, leftPaise }) => {
    const part = Math.min(left, leftPaise)
    if (part <= 0) return []
    left -= part
    return [{ openItem, amountPaise: paise(part) }]
  })
}

/** The parts as they were keyed. Refuses a bill that is not open, twice the same, more than is open of it, or more than there is money. */
function byHand(keyed: readonly Part[], amountPaise: Paise, open: readonly Open[]): Part[] {
  const known = new Map(open.map((one) => [one.openItem, one]))
  const seen = new Set<number>()
  const parts = keyed.filter((part) => part.amountPaise !== 0)
  for (const [index, part] of parts.entries()) {
    const field = `allocations.${index}.amountPaise`
    const bill = known.get(part.openItem)
    if (!bill) throw new Refusal('payments/not-open', 'This bill is not open on that day', field, {})
    const details = { number: bill.number ?? '' }
    if (seen.has(part.openItem)) throw new Refusal('payments/named-twice', `${bill.number} is named twice`, field, details)
    seen.add(part.openItem)
    if (part.amountPaise < 0 || part.amountPaise > bill.leftPaise)
      throw new Refusal('payments/beyond-open', `More than is open of ${bill.number}`, field, details)
  }
  if (sumPaise(parts.map((part) => part.amountPaise)) > amountPaise)
    throw new Refusal('payments/beyond-amount', 'More is set against bills than there is money', 'allocations', {})
  return parts
}

/**
 * Money received (Dr where it went, Cr the party) or paid (the other way round); a difference let go is a line of its own:
 * a discount we allow, or one we are given. Pure. Refuses no money,
 * absurd money, a hidden party, and what `byHand` refuses.
 */
export function postMoney(draft: Draft, facts: MoneyFacts): { document: NewDocument; posting: Posting; onAccountPaise: Paise } {
  const { party, kind, accounts } = facts
  if (draft.amountPaise <= 0) throw new Refusal('payments/amount-needed', 'An amount above zero is needed', 'amountPaise')
  if (draft.amountPaise > mostPaise)
    throw new Refusal('payments/amount-absurd', 'More than ₹100 crore is surely a slip', 'amountPaise')
  if (draft.discountPaise < 0) throw new Refusal('payments/discount-negative', 'A difference is not below zero', 'discountPaise')
  if (!party.active) throw new Refusal('payments/party-hidden', `${party.name} is hidden`, 'party', { party: party.name })
  const settling = paise(draft.amountPaise + draft.discountPaise)
  const parts = draft.allocations ? byHand(draft.allocations, settling, facts.open) : oldestFirst(settling, facts.open)
  const onAccountPaise = paise(settling - sumPaise(parts.map((part) => part.amountPaise)))
  if (draft.discountPaise > 0 && onAccountPaise > 0)
    throw new Refusal('payments/discount-on-account', 'A difference is let go only where it settles a bill', 'discountPaise')
  const sign = kind === 'receipt' ? 1 : -1
  const money: LedgerLine[] = [
    { accountId: moneyAccount(accounts, draft.mode), amountPaise: paise(sign * draft.amountPaise) },
    ...(draft.discountPaise > 0
      ? [
          {
            accountId: kind === 'receipt' ? accounts.discountAllowed : accounts.discountReceived,
            amountPaise: paise(sign * draft.discountPaise),
          },
        ]
      : []),
  ]
  const own = { posting: 0, line: money.length }
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger: [...money, { accountId: party.accountId, partyId: party.id, amountPaise: paise(-sign * settling) }],
    allocations: parts.map(({ openItem, amountPaise }): Allocation => {
      const other = { id: openItem }
      return kind === 'receipt' ? { from: own, to: other, amountPaise } : { from: other, to: own, amountPaise }
    }),
  }
  const bare = plainDocument({
    uid: draft.uid,
    kind,
    date: draft.date,
    party,
    reference: draft.reference,
    dueDate: null,
    totalPaise: draft.amountPaise,
    applied: {
      draftHash: facts.draftHash,
      onAccountPaise,
      discountPaise: draft.discountPaise,
      narration: draft.narration,
    },
  })
  return { document: { ...bare, version: { ...bare.version, mode: draft.mode } }, posting, onAccountPaise }
}
