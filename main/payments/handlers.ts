import type { Handlers } from '../../shared/contract.ts'
import { type Paise, paise } from '../../shared/money.ts'
import type { payments } from '../../shared/payments/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { isSettledByOthers, mirrorOf } from '../accounts/mirror.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { outstanding } from '../accounts/reports/outstanding.ts'
import { text } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { partyByUid, taxStatusOn } from '../parties/party-store.ts'
import { warnClosed } from './cash-day.ts'
import { cashHandlers } from './cash-handlers.ts'
import { cashOfDay, listMoney, moneyRow, shownMoney } from './money-store.ts'
import { moneyPaperHandlers } from './paper/handlers.ts'
import { type Draft, type MoneyFacts, postMoney } from './post-money.ts'

type Kind = MoneyFacts['kind']

function moneyFacts({ tx, today }: Writing, kind: Kind, draft: Draft, hash: string): MoneyFacts {
  const found = partyByUid(tx, uidBytes(draft.party))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  const { party } = found
  const sign = kind === 'receipt' ? 1 : -1
  return {
    kind,
    accounts: accountIds(tx),
    party: {
      id: party.id,
      name: party.name,
      accountId: party.account_id,
      active: party.active === 1,
      ...taxStatusOn(tx, party, draft.date),
    },
    // a bill of a later day than the money is not settled by it: as on the receipt's day it was not there
    open: outstanding(tx, party.id, today)
      .filter((item) => item.leftPaise * sign > 0 && item.date <= draft.date)
      .map((item) => ({ openItem: item.openItem, number: item.number, leftPaise: paise(item.leftPaise * sign) })),
    draftHash: hash,
  }
}

/** Cash that the Income-tax Act takes amiss: 2 lakh and more received from one in a day (269ST), more than 10,000 paid to one in a day (40A(3)). */
const cashLimits = {
  receipt: { code: 'payments/cash-received', fromPaise: 2_00_000_00 },
  payment: { code: 'payments/cash-paid', fromPaise: 10_000_01 },
} as const
/** A difference above this is a discount somebody has to be allowed to give. */
const smallDifferencePaise = 50_00

function doubts(given: Writing, kind: Kind, draft: Draft, facts: MoneyFacts): void {
  if (draft.discountPaise > smallDifferencePaise && !given.may('sales.special-rate'))
    throw new Refusal('payments/discount-right', 'More than a small difference', 'discountPaise', {
      permission: 'sales.special-rate',
    })
  if (draft.mode !== 'cash') return
  const limit = cashLimits[kind]
  if (cashOfDay(given.tx, facts.party.id, kind, draft.date) + draft.amountPaise >= limit.fromPaise)
    given.warn(limit.code, 'amountPaise', { party: facts.party.name })
  const inHand = given.tx.row(
    text<{ amount: Paise }>`select amount from balance where account_id = ${facts.accounts.cash} and party_id = 0`,
  )
  if (kind === 'payment' && draft.amountPaise > (inHand?.amount ?? 0)) given.warn('payments/cash-short', 'amountPaise', {})
  warnClosed(given, draft.date)
}

function move(given: Writing, kind: Kind, draft: Draft) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { number: before.number, onAccountPaise: before.applied.onAccountPaise as Paise }
  const facts = moneyFacts(given, kind, draft, hash)
  const { document, posting, onAccountPaise } = postMoney(draft, facts)
  doubts(given, kind, draft, facts)
  const posted = post(given, { what: 'document', document, postings: [posting], layers: [] })
  return { number: posted.number as string, onAccountPaise }
}

/** Mirrors a receipt or payment on its own date; the bills it settled are open again. Refuses `payments/cancelled` and `payments/used-since`. */
function cancel(given: Writing, { uid, reason }: { uid: string; reason: string }) {
  const row = moneyRow(given.tx, uid)
  const details = { number: row.number }
  if (row.cancelled === 1) throw new Refusal('payments/cancelled', `${row.number} is cancelled already`, 'uid', details)
  if (isSettledByOthers(given.tx, row.id))
    throw new Refusal('payments/used-since', `Money of ${row.number} was set against something later`, 'uid', details)
  if (row.mode === 'cash') warnClosed(given, row.date)
  post(given, {
    what: 'cancel',
    cancels: { documentId: row.id, uid, kind: row.kind },
    postings: mirrorOf(given.tx, row.id),
    layers: [],
    reason,
  })
  return { ok: true as const }
}

/** Money that comes in and goes out, and what it settles. */
export const paymentsHandlers: Handlers<typeof payments, Given> = {
  postReceipt: (draft, given) => move(given, 'receipt', draft),
  postPayment: (draft, given) => move(given, 'payment', draft),
  cancelMoney: (ask, given) => cancel(given, ask),
  money: (ask, { db }) => listMoney(db, ask),
  moneyDocument: ({ uid }, { db }) => shownMoney(db, uid),
  ...moneyPaperHandlers,
  ...cashHandlers,
}
