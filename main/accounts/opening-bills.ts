import type { z } from 'zod'
import type { OpeningBill } from '../../shared/accounts/party-contract.ts'
import { emptyPosting } from '../../shared/accounts/posting.ts'
import { addDays, formatDate, type LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { partyByUid, taxStatusOn } from '../parties/party-store.ts'
import { accountIds } from './account-store.ts'
import { post } from './ledger.ts'
import { isSettledByOthers, mirrorOf } from './mirror.ts'
import { plainDocument } from './plain-document.ts'
import { draftHash, postedBefore } from './posted-before.ts'

type Bill = z.output<typeof OpeningBill>

/** More than a thousand crore on one bill is surely a slip. */
const mostPaise = 1_000_00_00_000_00

const booksBegin = (db: Reader): LocalDate =>
  db.must(sql.selectFrom('firm').select('books_begin').where('id', '=', 1)).books_begin

const sameReference = prepared<{ party: number; reference: string; uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .select('d.id')
    .where('d.party_id', '=', p.party)
    .where('d.kind', '=', 'opening-balance')
    .where('d.reference', '=', p.reference)
    .where('d.uid', '<>', p.uid)
    .where('s.cancelled', '=', 0)
    .limit(1),
)

function checkBill(bill: Bill, begin: LocalDate, at: string): void {
  if (bill.amountPaise === 0) throw new Refusal('accounts/opening-zero', 'An opening bill has an amount', `${at}.amountPaise`)
  if (Math.abs(bill.amountPaise) > mostPaise)
    throw new Refusal('accounts/amount-absurd', 'More than 1,000 crore is surely a slip', `${at}.amountPaise`)
  if (bill.date !== null && bill.date >= begin)
    throw new Refusal('accounts/opening-after-begin', 'An opening bill is of before the books begin', `${at}.date`, {
      from: formatDate(begin),
    })
  if (bill.due !== null && bill.due < (bill.date ?? bill.due))
    throw new Refusal('accounts/due-before-bill', 'A bill is due on its date or later', `${at}.due`)
}

/**
 * The opening balance of a party, one document a bill under its own number, on the day the books begin, against the account of opening
 * differences. The same bill sent twice is posted once. Refuses an unknown party, no amount, a bill dated after the books began; a number
 * the party has already warns.
 */
export function postOpeningBills(given: Writing, { party: uid, bills }: { party: string; bills: readonly Bill[] }) {
  const { tx } = given
  const found = partyByUid(tx, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  const { party } = found
  const begin = booksBegin(tx)
  for (const [index, bill] of bills.entries()) checkBill(bill, begin, `bills.${index}`)
  const who = { id: party.id, name: party.name, ...taxStatusOn(tx, party, begin) }
  const days = (party.is_customer === 1 ? party.credit_days : party.payment_days) ?? 0
  const numbers = bills.map((bill, index) => {
    const hash = draftHash({ party: uid, ...bill })
    const before = postedBefore(given, bill.uid, hash)
    if (before) return before.number
    if (bill.reference && tx.get(sameReference, { party: party.id, reference: bill.reference, uid: uidBytes(bill.uid) }))
      given.warn('accounts/opening-twice', `bills.${index}.reference`, { number: bill.reference, party: party.name })
    const date = bill.date ?? begin
    const due = bill.due ?? addDays(date, days)
    const document = plainDocument({
      uid: bill.uid,
      kind: 'opening-balance',
      date: begin,
      party: who,
      reference: bill.reference,
      dueDate: due,
      totalPaise: bill.amountPaise,
      applied: { draftHash: hash, items: [{ number: bill.reference, date }] },
    })
    const ledger = [
      { accountId: party.account_id, partyId: party.id, amountPaise: bill.amountPaise, due },
      { accountId: accountIds(tx).openingBalance, amountPaise: paise(-bill.amountPaise) },
    ]
    const posted = post(given, {
      what: 'document',
      document,
      postings: [{ ...emptyPosting('document', begin), ledger }],
      layers: [],
    })
    return posted.number as string
  })
  return { numbers, totalPaise: sumPaise(bills.map((bill) => bill.amountPaise)) }
}

/** Mirrors an opening bill under its own date. Refuses an unknown, cancelled or settled one, and a locked period. */
export function cancelOpeningBill(given: Writing, { uid, reason }: { uid: string; reason: string }): { ok: true } {
  const { tx } = given
  const bill = tx.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .select(['d.id', 'd.number', 's.cancelled'])
      .where('d.uid', '=', uidBytes(uid))
      .where('d.kind', '=', 'opening-balance'),
  )
  if (!bill) throw new Refusal('accounts/no-opening-bill', 'There is no such opening bill', 'uid')
  if (bill.cancelled === 1)
    throw new Refusal('accounts/cancelled', `${bill.number} is cancelled already`, 'uid', { number: bill.number })
  if (isSettledByOthers(tx, bill.id))
    throw new Refusal('accounts/opening-settled', `Money stands against ${bill.number}`, 'uid', { number: bill.number })
  post(given, {
    what: 'cancel',
    cancels: { documentId: bill.id, uid, kind: 'opening-balance' },
    postings: mirrorOf(tx, bill.id),
    layers: [],
    reason,
  })
  return { ok: true }
}

type Row = {
  uid: Uint8Array
  number: string
  reference: string | null
  date: string
  due: string | null
  amount: Paise
  left_amount: Paise
  cancelled: number
}

/** The opening bills of a party as they were entered, cancelled ones too. */
export function openingBills(db: Reader, uid: string) {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  const rows = db.rows(
    text<Row>`select d.uid, d.number, d.reference, coalesce(json_extract(v.applied_json, '$.items[0].date'), d.date) as date, v.due_date as due, v.total as amount,
      coalesce((select l.left_amount from open_item o join open_left l on l.open_item_id = o.id join posting p on p.id = o.posting_id where o.document_id = d.id and p.kind = 'document' limit 1), 0) as left_amount, s.cancelled
      from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
      where d.party_id = ${found.party.id} and d.kind = 'opening-balance' order by date, d.id`,
  )
  return {
    rows: rows.map((row) => ({
      uid: uidText(row.uid),
      number: row.number,
      reference: row.reference,
      date: row.date,
      due: row.due,
      amountPaise: row.amount,
      leftPaise: row.left_amount,
      cancelled: row.cancelled === 1,
    })),
    booksBegin: booksBegin(db),
  }
}
