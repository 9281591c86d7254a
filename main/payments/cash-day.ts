import { addDays, type LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { accountIds } from '../accounts/account-store.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'

type Close = {
  id: number
  uid: Uint8Array
  number: string
  date: LocalDate
  at: string
  by: string | null
  applied_json: string
  cancelled: number
}
export type AppliedClose = {
  openingPaise: Paise
  inPaise: Paise
  outPaise: Paise
  expectedPaise: Paise
  countedPaise: Paise
  differencePaise: Paise
  pieces: Record<string, number>
  coinsPaise: Paise
  reason: string | null
}

const closeOn = (date: LocalDate) => text<Close>`
  select d.id, d.uid, d.number, d.date, j.at, u.name as by, v.applied_json, s.cancelled
  from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
  join journal j on j.seq = v.seq left join user u on u.id = j.user_id where d.kind = 'cash-close' and d.date = ${date} and s.cancelled = 0 limit 1`

export const shownClose = (row: Close) => {
  const { pieces: _, coinsPaise: __, ...figures } = JSON.parse(row.applied_json) as AppliedClose
  return {
    uid: uidText(row.uid),
    number: row.number,
    date: row.date,
    at: row.at,
    by: row.by ?? '',
    openingPaise: figures.openingPaise,
    inPaise: figures.inPaise,
    outPaise: figures.outPaise,
    expectedPaise: figures.expectedPaise,
    countedPaise: figures.countedPaise,
    differencePaise: figures.differencePaise,
    reason: figures.reason,
    cancelled: row.cancelled === 1,
  }
}

/** The close of a day that stands, if there is one. */
export const closeOfDay = (db: Reader, date: LocalDate) => {
  const row = db.row(closeOn(date))
  return row ? shownClose(row) : null
}

const balanceOn = (db: Reader, account: number, date: LocalDate): Paise =>
  db.must(text<{ amount: Paise }>`
    select coalesce(sum(amount), 0) as amount from (
      select dr - cr as amount from account_month where account_id = ${account} and party_id = 0 and month < ${date.slice(0, 7)}
      union all
      select l.amount from posting p join ledger_line l on l.posting_id = p.id and l.account_id = ${account}
      where p.date between ${`${date.slice(0, 7)}-01`} and ${date})`).amount

/** What each kind of document moved in cash on a day; a document and its mirror of one day are nothing together. */
const movesOf = (account: number, date: LocalDate) => text<{ kind: string; amount: Paise }>`
  select kind, sum(amount) as amount from (
    select d.id, d.kind, sum(l.amount) as amount from posting p join ledger_line l on l.posting_id = p.id and l.account_id = ${account}
    left join posting o on o.id = p.mirror_of join document_version v on v.id = coalesce(p.version_id, o.version_id) join document d on d.id = v.document_id
    where p.date = ${date} group by d.id) group by kind, amount < 0`

/**
 * The cash of a day by the ledger: opening + in − out = what should be in the drawer. The difference booked by a close is not counted, so
 * that a closed day still says what was expected.
 */
export function cashDay(db: Reader, date: LocalDate) {
  const { cash } = accountIds(db)
  const sums = { sale: 0, receipt: 0, payment: 0, in: 0, out: 0 }
  for (const { kind, amount } of db.rows(movesOf(cash, date))) {
    if (kind === 'cash-close') continue
    if (kind === 'sale') sums.sale += amount
    else if (kind === 'receipt') sums.receipt += amount
    else if (kind === 'payment') sums.payment -= amount
    else if (amount > 0) sums.in += amount
    else sums.out -= amount
  }
  const opening = balanceOn(db, cash, addDays(date, -1))
  return {
    openingPaise: opening,
    salesPaise: paise(sums.sale),
    receiptsPaise: paise(sums.receipt),
    otherInPaise: paise(sums.in),
    paymentsPaise: paise(sums.payment),
    otherOutPaise: paise(sums.out),
    expectedPaise: paise(opening + sums.sale + sums.receipt + sums.in - sums.payment - sums.out),
  }
}

/** Raises `payments/day-closed` when cash moves on a day whose drawer was counted: the count is no longer what the books say. */
export function warnClosed(given: Writing, date: LocalDate): void {
  const close = closeOfDay(given.tx, date)
  if (close) given.warn('payments/day-closed', 'date', { number: close.number, date })
}
