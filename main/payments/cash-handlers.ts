import type { z } from 'zod'
import { emptyPosting, type LedgerLine } from '../../shared/accounts/posting.ts'
import type { Handlers } from '../../shared/contract.ts'
import { type Paise, paise } from '../../shared/money.ts'
import type { CashClose, cashCalls } from '../../shared/payments/cash-contract.ts'
import { counted } from '../../shared/payments/cash-count.ts'
import { Refusal } from '../../shared/refusal.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { plainDocument } from '../accounts/plain-document.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { firmProfile } from '../company/profile-store.ts'
import { text } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given, Writing } from '../given.ts'
import { type AppliedClose, cashDay, closeOfDay } from './cash-day.ts'
import { dayBook } from './day-book.ts'
import { listCloses } from './list-closes.ts'

type Draft = z.output<typeof CashClose>

function assertClosable(given: Writing, draft: Draft, expected: Paise, difference: Paise): void {
  const before = closeOfDay(given.tx, draft.date)
  if (before) throw new Refusal('payments/closed-already', `${before.number} closed this day`, 'date', { number: before.number })
  if (draft.coinsPaise < 0) throw new Refusal('payments/coins-negative', 'Coins are not below nothing', 'coinsPaise')
  if (draft.expectedPaise !== expected)
    throw new Refusal('payments/cash-moved', 'Cash has moved since the drawer was counted', 'expectedPaise', {})
  if (difference !== 0 && (draft.reason ?? '').length < 3)
    throw new Refusal('payments/difference-reason', 'A difference needs a reason', 'reason', {})
}

/**
 * Posts the count of a day's cash. Short: Dr Cash short and over, Cr Cash; over, the other way. Refuses a day closed already, cash that moved since
 * the screen was read, a difference without a reason, and what the ledger refuses of a date.
 */
function closeCash(given: Writing, draft: Draft) {
  const { tx } = given
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) {
    const { countedPaise, differencePaise } = before.applied as unknown as AppliedClose
    return { number: before.number, countedPaise, differencePaise }
  }
  const day = cashDay(tx, draft.date)
  const countedPaise = counted(draft.pieces, draft.coinsPaise)
  const differencePaise = paise(countedPaise - day.expectedPaise)
  assertClosable(given, draft, day.expectedPaise, differencePaise)
  const { cash, cashDifference } = accountIds(tx)
  const ledger: LedgerLine[] =
    differencePaise === 0
      ? []
      : [
          { accountId: cash, amountPaise: differencePaise },
          { accountId: cashDifference, amountPaise: paise(-differencePaise) },
        ]
  const applied: AppliedClose & { draftHash: string } = {
    draftHash: hash,
    openingPaise: day.openingPaise,
    inPaise: paise(day.salesPaise + day.receiptsPaise + day.otherInPaise),
    outPaise: paise(day.paymentsPaise + day.otherOutPaise),
    expectedPaise: day.expectedPaise,
    countedPaise,
    differencePaise,
    pieces: draft.pieces,
    coinsPaise: draft.coinsPaise,
    reason: draft.reason,
  }
  const bare = plainDocument({
    uid: draft.uid,
    kind: 'cash-close',
    date: draft.date,
    party: { id: 0, name: '', gstin: null, category: 'unregistered', stateCode: firmProfile(tx)?.stateCode ?? '' },
    reference: null,
    dueDate: null,
    totalPaise: countedPaise,
    applied,
  })
  const posted = post(given, {
    what: 'document',
    document: { ...bare, partyId: null },
    postings: [{ ...emptyPosting('document', draft.date), ledger }],
    layers: [],
    reason: draft.reason ?? undefined,
  })
  return { number: posted.number as string, countedPaise, differencePaise }
}

function cancelClose(given: Writing, { uid, reason }: { uid: string; reason: string }) {
  const { tx } = given
  const row = tx.row(text<{ id: number; number: string; cancelled: number }>`
    select d.id, d.number, s.cancelled from document d join document_state s on s.document_id = d.id where d.uid = ${uidBytes(uid)} and d.kind = 'cash-close'`)
  if (!row) throw new Refusal('payments/unknown-document', 'There is no such close', 'uid', {})
  if (row.cancelled === 1)
    throw new Refusal('payments/cancelled', `${row.number} is cancelled already`, 'uid', { number: row.number })
  post(given, {
    what: 'cancel',
    cancels: { documentId: row.id, uid, kind: 'cash-close' },
    postings: mirrorOf(tx, row.id),
    layers: [],
    reason,
  })
  return { ok: true as const }
}

/** The drawer counted at the end of a day, and the day's documents. */
export const cashHandlers: Handlers<typeof cashCalls, Given> = {
  cashDay: ({ date }, { db }) => ({ ...cashDay(db, date), closed: closeOfDay(db, date) }),
  closeCash: (draft, given) => closeCash(given, draft),
  cancelClose: (ask, given) => cancelClose(given, ask),
  cashCloses: (ask, { db }) => listCloses(db, ask),
  dayBook: (ask, { db }) => dayBook(db, ask),
}
