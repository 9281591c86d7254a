import { emptyPosting, type LedgerLine, type NewDocument, type Posting } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { BillMode, PaidMode } from '../../shared/sales/price-bill.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { plainDocument } from '../accounts/plain-document.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { postedBill } from './bill-store.ts'
import { modeAccount } from './post-bill.ts'

type Bill = ReturnType<typeof postedBill>
type Part = { mode: PaidMode; amountPaise: Paise }
type Conversion = {
  id: number
  uid: Uint8Array
  number: string
  date: LocalDate
  total: Paise
  cancelled: number
  applied_json: string
  reason: string | null
  by: string | null
}
type Applied = { from: BillMode; to: BillMode; moved: Part[] }

const conversionsOf = (documentId: number) => text<Conversion>`
  select d.id, d.uid, d.number, d.date, v.total, s.cancelled, v.applied_json, j.reason, u.name as by
  from document_link l join document_version v on v.id = l.from_version_id join document d on d.id = v.document_id and d.kind = 'mode-change'
  join document_state s on s.document_id = d.id and s.current_version_id = v.id join journal j on j.seq = v.seq left join user u on u.id = j.user_id
  where l.to_document_id = ${documentId} and l.kind = 'bill' order by d.id desc`

const appliedOf = (row: Conversion) => JSON.parse(row.applied_json) as Applied

/** How a bill stands paid: what was received with it and changed since, by mode, and what of it is still open. */
function standing(db: Reader, bill: Bill, conversions: readonly Conversion[]) {
  const received = new Map<PaidMode, number>()
  const add = ({ mode, amountPaise }: Part) => received.set(mode, (received.get(mode) ?? 0) + amountPaise)
  for (const part of (JSON.parse(bill.applied_json) as { paid: Part[] }).paid) add(part)
  for (const row of conversions) if (row.cancelled === 0) for (const part of appliedOf(row).moved) add(part)
  const paid = [...received]
    .filter(([, amount]) => amount !== 0)
    .map(([mode, amount]): Part => ({ mode, amountPaise: paise(amount) }))
  const open = db.row(text<{ id: number; left: Paise }>`
    select o.id, l.left_amount as left from posting p join open_item o on o.posting_id = p.id join open_left l on l.open_item_id = o.id
    where p.version_id = ${bill.id} and p.kind = 'document' and o.amount > 0 limit 1`)
  const leftPaise = open?.left ?? paise(0)
  const [only] = paid
  const mode: BillMode = !only ? 'credit' : leftPaise === 0 && paid.length === 1 ? only.mode : 'mixed'
  return { paid, paidPaise: sumPaise(paid.map((part) => part.amountPaise)), leftPaise, mode, openItem: open?.id ?? null }
}

/** How a bill stands paid now, and what made it so. */
export function billConversions(db: Reader, uid: string) {
  const bill = postedBill(db, uid)
  const rows = db.rows(conversionsOf(bill.document_id))
  const { mode, paidPaise, leftPaise } = standing(db, bill, rows)
  return {
    mode,
    paidPaise,
    leftPaise,
    rows: rows.map((row) => {
      const { from, to } = appliedOf(row)
      return {
        uid: uidText(row.uid),
        number: row.number,
        date: row.date,
        from,
        to,
        amountPaise: row.total,
        reason: row.reason,
        by: row.by ?? '',
        cancelled: row.cancelled === 1,
      }
    }),
  }
}

/** The payments made with the bill itself or by conversions of it, as they stand against it: what becomes credit again is taken off the bill. */
const ownPayments = (db: Reader, bill: Bill, openItem: number) =>
  db.rows(text<{ item: number; amount: Paise; allocation: number }>`
    select a.from_item as item, sum(a.amount) as amount, max(a.id) as allocation from allocation a join open_item o on o.id = a.from_item
    where a.to_item = ${openItem} and (o.document_id = ${bill.document_id} or o.document_id in (
      select v.document_id from document_link l join document_version v on v.id = l.from_version_id join document d on d.id = v.document_id
      where l.to_document_id = ${bill.document_id} and l.kind = 'bill' and d.kind = 'mode-change'))
    group by a.from_item having sum(a.amount) > 0 order by a.from_item`)

type Standing = ReturnType<typeof standing>
type Party = { id: number; accountId: number }
const debit = (accountId: number, amountPaise: number): LedgerLine => ({ accountId, amountPaise: paise(amountPaise) })

/** A credit bill, or one paid in another mode, becomes one paid in `to`: what is open is settled, what was received elsewhere is moved. */
function toPaid(now: Standing, to: PaidMode, accounts: AccountIds, party: Party | null) {
  const others = now.paid.filter((part) => part.mode !== to)
  const owed = party && now.openItem !== null ? now.leftPaise : paise(0)
  const amountPaise = sumPaise([...others.map((part) => part.amountPaise), owed])
  const settles: LedgerLine[] =
    party && owed > 0 ? [{ accountId: party.accountId, partyId: party.id, amountPaise: paise(-owed) }] : []
  const ledger = [
    debit(modeAccount(accounts, to), amountPaise),
    ...others.map((part) => debit(modeAccount(accounts, part.mode), -part.amountPaise)),
    ...settles,
  ]
  const allocations: Posting['allocations'] =
    settles.length && now.openItem !== null
      ? [{ from: { posting: 0, line: ledger.length - 1 }, to: { id: now.openItem }, amountPaise: owed }]
      : []
  const moved: Part[] = [
    ...others.map((part) => ({ mode: part.mode, amountPaise: paise(-part.amountPaise) })),
    { mode: to, amountPaise },
  ]
  return { ledger, allocations, moved, amountPaise }
}

/** A paid bill becomes a credit bill: the money goes back to the party's debt, and the bill itself is open again. */
function toCredit(db: Reader, bill: Bill, now: Standing, accounts: AccountIds, party: Party) {
  const ledger: LedgerLine[] = [
    { accountId: party.accountId, partyId: party.id, amountPaise: now.paidPaise },
    ...now.paid.map((part) => debit(modeAccount(accounts, part.mode), -part.amountPaise)),
  ]
  const own = now.openItem === null ? [] : ownPayments(db, bill, now.openItem)
  const allocations: Posting['allocations'] = own.flatMap((payment) => [
    {
      from: { id: payment.item },
      to: { id: now.openItem as number },
      amountPaise: paise(-payment.amount),
      mirrorOf: payment.allocation,
    },
    { from: { id: payment.item }, to: { posting: 0, line: 0 }, amountPaise: payment.amount },
  ])
  const moved = now.paid.map((part) => ({ mode: part.mode, amountPaise: paise(-part.amountPaise) }))
  return { ledger, allocations, moved, amountPaise: now.paidPaise }
}

function partyOf(db: Reader, bill: Bill): Party | null {
  if (!bill.party_uid) return null
  const row = db.must(sql.selectFrom('party').select(['id', 'account_id']).where('uid', '=', bill.party_uid))
  return { id: row.id, accountId: row.account_id }
}

function documentOf(
  bill: Bill,
  party: Party | null,
  about: Omit<Parameters<typeof plainDocument>[0], 'kind' | 'party' | 'reference' | 'dueDate'>,
): NewDocument {
  const bare = plainDocument({
    ...about,
    kind: 'mode-change',
    reference: bill.number,
    dueDate: null,
    party: { id: party?.id ?? 0, name: bill.party_name, gstin: bill.gstin, category: bill.category, stateCode: bill.pos },
  })
  return { ...bare, partyId: party?.id ?? null, links: [{ toDocumentId: bill.document_id, kind: 'bill' }] }
}

type Ask = { uid: string; conversion: string; date: LocalDate; to: Exclude<BillMode, 'mixed'>; reason: string }

/**
 * Posts a conversion of how a bill was paid. The bill and its tax stay; the document names it. Refuses a cancelled bill, `sales/convert-nothing`,
 * `sales/convert-before-bill` and `sales/convert-needs-party` (a walk-in has no account to owe on). Sent twice it is posted once.
 */
export function convertBill(given: Writing, ask: Ask): { number: string; amountPaise: Paise } {
  const { tx } = given
  const hash = draftHash(ask)
  const before = postedBefore(given, ask.conversion, hash)
  if (before) return { number: before.number, amountPaise: before.totalPaise }
  const bill = postedBill(tx, ask.uid)
  const details = { number: bill.number }
  if (bill.cancelled === 1) throw new Refusal('sales/already-cancelled', `${bill.number} is cancelled`, 'uid', details)
  if (ask.date < bill.date)
    throw new Refusal('sales/convert-before-bill', `${bill.number} is of ${bill.date}`, 'date', { ...details, date: bill.date })
  const party = partyOf(tx, bill)
  const now = standing(tx, bill, tx.rows(conversionsOf(bill.document_id)))
  if (ask.to === 'credit' && !party)
    throw new Refusal('sales/convert-needs-party', `${bill.number} was made to a walk-in customer`, 'to', details)
  const accounts = accountIds(tx)
  const made =
    ask.to === 'credit' && party ? toCredit(tx, bill, now, accounts, party) : toPaid(now, ask.to as PaidMode, accounts, party)
  if (made.amountPaise <= 0) throw new Refusal('sales/convert-nothing', `${bill.number} is so already`, 'to', details)
  const document = documentOf(bill, party, {
    uid: ask.conversion,
    date: ask.date,
    totalPaise: made.amountPaise,
    applied: { draftHash: hash, from: now.mode, to: ask.to, moved: made.moved },
  })
  const posted = post(given, {
    what: 'document',
    document: { ...document, version: { ...document.version, mode: ask.to } },
    postings: [{ ...emptyPosting('document', ask.date), ledger: made.ledger, allocations: made.allocations }],
    layers: [],
    reason: ask.reason,
  })
  return { number: posted.number as string, amountPaise: made.amountPaise }
}

/** Takes the latest conversion of a bill back by its mirror. Refuses an older one, and one whose money has been settled otherwise since. */
export function cancelConversion(given: Writing, { uid, reason }: { uid: string; reason: string }): void {
  const { tx } = given
  const found = tx.row(text<{ id: number; number: string; cancelled: number; bill: Uint8Array }>`
    select d.id, d.number, s.cancelled, b.uid as bill from document d join document_state s on s.document_id = d.id
    join document_link l on l.from_version_id = s.current_version_id and l.kind = 'bill' join document b on b.id = l.to_document_id
    where d.uid = ${uidBytes(uid)} and d.kind = 'mode-change'`)
  if (!found) throw new Refusal('sales/unknown-conversion', 'There is no such conversion', 'uid', {})
  const details = { number: found.number }
  if (found.cancelled === 1) throw new Refusal('sales/already-cancelled', `${found.number} is cancelled`, 'uid', details)
  const bill = postedBill(tx, uidText(found.bill))
  const rows = tx.rows(conversionsOf(bill.document_id))
  const last = rows.find((row) => row.cancelled === 0)
  if (last && last.id !== found.id)
    throw new Refusal('sales/convert-not-last', `${last.number} came after ${found.number}`, 'uid', {
      ...details,
      other: last.number,
    })
  const now = standing(tx, bill, rows)
  if (last && appliedOf(last).to === 'credit' && now.leftPaise < last.total)
    throw new Refusal('sales/receipt-against', `A later receipt is set against ${bill.number}`, 'uid', { number: bill.number })
  post(given, {
    what: 'cancel',
    cancels: { documentId: found.id, uid, kind: 'mode-change' },
    postings: mirrorOf(tx, found.id),
    layers: [],
    reason,
  })
}
