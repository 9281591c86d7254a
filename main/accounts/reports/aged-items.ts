import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import type { partyCalls } from '../../../shared/accounts/party-contract.ts'
import type { LocalDate } from '../../../shared/calendar.ts'
import type { Paise } from '../../../shared/money.ts'
import { searchWords } from '../../../shared/parties/check-party.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { knownItem } from './known-by.ts'
import { partyId } from './party-ledger.ts'

export type OutstandingAsk = z.output<(typeof partyCalls)['outstandingBills']['input']>

/**
 * Open items with what is left of each: today from the running figure, on an earlier day from the allocations up to it (model rule 5).
 * A bill that came with an opening balance or a merge keeps its own date and number.
 */
function openItems(ask: OutstandingAsk, asOn: LocalDate, today: LocalDate, party: number | null): RawBuilder<unknown> {
  const own = party === null ? raw`` : raw`and o.party_id = ${party}`
  const left =
    asOn >= today
      ? raw`select o.*, l.left_amount as left_amount from open_left l join open_item o on o.id = l.open_item_id where l.left_amount <> 0 ${party === null ? raw`` : raw`and l.party_id = ${party}`}`
      : raw`select o.*, o.amount - coalesce((select sum(a.amount) from allocation a where a.to_item = o.id and a.date <= ${asOn}), 0)
          + coalesce((select sum(a.amount) from allocation a where a.from_item = o.id and a.date <= ${asOn}), 0) as left_amount
        from open_item o where o.date <= ${asOn} ${own}`
  const known = knownItem('i')
  return raw`
    with left_items as (${left}),
    told as (
      select i.id, i.party_id, i.document_id, i.due, i.amount, i.left_amount, d.kind, d.uid as document_uid,
        ${known.date} as date, ${known.number} as number
      from left_items i left join document d on d.id = i.document_id left join document_state s on s.document_id = d.id
      left join document_version v on v.id = s.current_version_id where i.left_amount <> 0),
    aged as (
      select t.*, cast(julianday(${asOn}) - julianday(${ask.basis === 'due' ? raw`coalesce(t.due, t.date)` : raw`t.date`}) as integer) as days from told t)`
}

const inBucket = (condition: RawBuilder<unknown>) => raw`(case when ${condition} then a.left_amount else 0 end)`
const bucketColumns = {
  notDue: inBucket(raw`a.days <= 0`),
  to30: inBucket(raw`a.days between 1 and 30`),
  to60: inBucket(raw`a.days between 31 and 60`),
  to90: inBucket(raw`a.days between 61 and 90`),
  over90: inBucket(raw`a.days > 90`),
}
const agedEach = raw.join(Object.entries(bucketColumns).map(([name, column]) => raw`${column} as ${raw.ref(name)}`))
const agedSums = raw.join(
  Object.entries(bucketColumns).map(([name, column]) => raw`coalesce(sum(${column}), 0) as ${raw.ref(name)}`),
)

function wanted(ask: OutstandingAsk): RawBuilder<unknown> {
  const words = searchWords(ask.filter)
  const conditions = [raw`acc.kind = ${ask.side === 'receivable' ? 'debtors' : 'creditors'}`]
  if (words.length) {
    const match = words.map((word) => `"${word}"*`).join(' AND ')
    conditions.push(
      raw`(p.id in (select rowid from party_search where party_search match ${match}) or a.number like ${`%${ask.filter.trim().replace(/[\\%_]/g, '\\$&')}%`} escape '\\')`,
    )
  }
  if (ask.route !== null) conditions.push(raw`p.route = ${ask.route}`)
  if (ask.salesman !== null) conditions.push(raw`p.salesman = ${ask.salesman}`)
  // what we owe is negative: overdue is on the side that is asked for
  const sign = ask.side === 'receivable' ? raw`a.left_amount > 0` : raw`a.left_amount < 0`
  if (ask.only === 'overdue') conditions.push(raw`a.days > 0 and ${sign}`)
  if (ask.only === 'over90') conditions.push(raw`a.days > 90 and ${sign}`)
  if (ask.only === 'onAccount') conditions.push(raw`not (${sign})`)
  return raw`from aged a join party p on p.id = a.party_id join account acc on acc.id = p.account_id where ${raw.join(conditions, raw` and `)}`
}

type Aged = { notDue: Paise; to30: Paise; to60: Paise; to90: Paise; over90: Paise }
const agedOf = (row: Aged) => ({
  notDuePaise: row.notDue,
  to30Paise: row.to30,
  to60Paise: row.to60,
  to90Paise: row.to90,
  over90Paise: row.over90,
})

function orderOf(
  ask: OutstandingAsk,
  columns: Readonly<Record<string, string>>,
  usual: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const column = ask.sort !== null && Object.hasOwn(columns, ask.sort) ? columns[ask.sort] : undefined
  if (column === undefined) return usual
  return raw`${raw.raw(column)} ${raw.raw(ask.descending ? 'desc' : 'asc')} nulls last, ${usual}`
}

const contextOf = (db: Reader, ask: OutstandingAsk, today: LocalDate) => {
  const asOn = ask.asOn !== null && ask.asOn < today ? ask.asOn : today
  return { items: openItems(ask, asOn, today, ask.party === null ? null : partyId(db, ask.party)), filter: wanted(ask) }
}

type Bill = Aged & {
  id: number
  party_uid: Uint8Array
  party: string
  phone: string | null
  route: string | null
  salesman: string | null
  kind: string | null
  number: string | null
  document_uid: Uint8Array | null
  date: string
  due: string | null
  days: number
  amount: Paise
  left_amount: Paise
}
const billOrder = {
  party: 'p.name collate nocase',
  number: 'a.number',
  date: 'a.date',
  due: 'coalesce(a.due, a.date)',
  days: 'a.days',
  amount: 'a.amount',
  left: 'a.left_amount',
  route: 'p.route',
  salesman: 'p.salesman',
}

/** What is open bill by bill, with sums over the whole filter. */
export function outstandingBills(db: Reader, ask: OutstandingAsk, today: LocalDate) {
  const { items, filter } = contextOf(db, ask, today)
  const order = orderOf(ask, billOrder, raw`p.name collate nocase, p.id, a.date, a.id`)
  const rows = db.rows(
    text<Bill>`${items} select a.id, p.uid as party_uid, p.name as party, p.phone, p.route, p.salesman, a.kind, a.number, a.document_uid, a.date, a.due, a.days, a.amount, a.left_amount,
      ${agedEach} ${filter} order by ${order} limit ${ask.limit} offset ${ask.offset}`,
  )
  const sums = db.must(
    text<
      Aged & { total: number; amount: Paise; left_amount: Paise }
    >`${items} select count(*) as total, coalesce(sum(a.amount), 0) as amount, coalesce(sum(a.left_amount), 0) as left_amount,
      ${agedSums} ${filter}`,
  )
  return {
    rows: rows.map((row) => ({
      openItem: row.id,
      partyUid: uidText(row.party_uid),
      party: row.party,
      phone: row.phone,
      route: row.route,
      salesman: row.salesman,
      kind: row.kind,
      number: row.number,
      documentUid: row.document_uid && uidText(row.document_uid),
      date: row.date,
      due: row.due,
      days: row.days,
      amountPaise: row.amount,
      leftPaise: row.left_amount,
      ...agedOf(row),
    })),
    total: sums.total,
    sums: { amountPaise: sums.amount, leftPaise: sums.left_amount, ...agedOf(sums) },
  }
}

type PartyRow = Aged & {
  party_uid: Uint8Array
  party: string
  city: string | null
  phone: string | null
  route: string | null
  salesman: string | null
  bills: number
  days: number
  left_amount: Paise
}
const partyOrder = {
  party: 'p.name collate nocase',
  bills: 'bills',
  days: 'days',
  left: 'left_amount',
  notDue: 'notDue',
  to30: 'to30',
  to60: 'to60',
  to90: 'to90',
  over90: 'over90',
  route: 'p.route',
  salesman: 'p.salesman',
}

/** The same party by party; `days` is of its oldest item. */
export function outstandingParties(db: Reader, ask: OutstandingAsk, today: LocalDate) {
  const { items, filter } = contextOf(db, ask, today)
  const order = orderOf(ask, partyOrder, raw`p.name collate nocase, p.id`)
  const rows = db.rows(
    text<PartyRow>`${items} select p.uid as party_uid, p.name as party, (select city from party_address c where c.party_id = p.id order by c.id limit 1) as city,
      p.phone, p.route, p.salesman, count(*) as bills, max(a.days) as days, sum(a.left_amount) as left_amount, ${agedSums} ${filter}
      group by p.id order by ${order} limit ${ask.limit} offset ${ask.offset}`,
  )
  const sums = db.must(
    text<
      Aged & { total: number; bills: number; left_amount: Paise }
    >`${items} select count(distinct p.id) as total, count(*) as bills, coalesce(sum(a.left_amount), 0) as left_amount,
      ${agedSums} ${filter}`,
  )
  return {
    rows: rows.map((row) => ({
      partyUid: uidText(row.party_uid),
      party: row.party,
      city: row.city,
      phone: row.phone,
      route: row.route,
      salesman: row.salesman,
      bills: row.bills,
      days: row.days,
      leftPaise: row.left_amount,
      ...agedOf(row),
    })),
    total: sums.total,
    sums: { bills: sums.bills, leftPaise: sums.left_amount, ...agedOf(sums) },
  }
}
