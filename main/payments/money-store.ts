import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, parsePaise } from '../../shared/money.ts'
import { searchWords } from '../../shared/parties/check-party.ts'
import type { payments } from '../../shared/payments/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { knownNumber } from '../accounts/reports/known-by.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'

type Ask = z.output<(typeof payments)['money']['input']>
type Row = {
  id: number
  uid: Uint8Array
  kind: 'receipt' | 'payment'
  number: string
  date: LocalDate
  party: string
  party_uid: Uint8Array
  mode: string
  reference: string | null
  total: Paise
  discount: Paise
  left: Paise
  cancelled: number
}

const like = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

/** One word of the filter: part of a number or reference, the beginning of a word of the party, or the exact amount. */
function matches(word: string): RawBuilder<unknown> {
  const amount = parsePaise(word)
  const [token] = searchWords(word)
  const any = [raw`d.number like ${like(word)} escape '\\'`, raw`d.reference like ${like(word)} escape '\\'`]
  if (token !== undefined) any.push(raw`d.party_id in (select rowid from party_search where party_search match ${`"${token}"*`})`)
  if (amount !== null) any.push(raw`v.total = ${amount}`)
  return raw`(${raw.join(any, raw` or `)})`
}

function where({ filter, kind, mode, from, to, party }: Ask): RawBuilder<unknown> {
  const terms = [kind ? raw`d.kind = ${kind}` : raw`d.kind in ('receipt', 'payment')`]
  if (mode) terms.push(raw`v.mode = ${mode}`)
  if (from) terms.push(raw`d.date >= ${from}`)
  if (to) terms.push(raw`d.date <= ${to}`)
  if (party) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(party)})`)
  for (const word of filter.split(/\s+/).filter(Boolean)) terms.push(matches(word))
  const index = party ? raw`document_by_party` : raw`document_by_date`
  return raw`document d indexed by ${index} cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    where ${raw.join(terms, raw` and `)}`
}

/** What of its own open item is still on account. */
const left = raw`coalesce((select sum(abs(l.left_amount)) from posting p join open_item o on o.posting_id = p.id join open_left l on l.open_item_id = o.id where p.version_id = v.id and p.kind = 'document'), 0)`
const discount = raw`coalesce(json_extract(v.applied_json, '$.discountPaise'), 0)`
const columns = raw`d.id, d.uid, d.kind, d.number, d.date, v.party_name as party, (select uid from party where party.id = d.party_id) as party_uid, v.mode, d.reference, v.total,
  ${discount} as discount, ${left} as left, s.cancelled`
const orders: Readonly<Record<string, string>> = {
  date: 'd.date',
  number: 'd.number',
  party: 'v.party_name collate nocase',
  mode: 'v.mode',
}

const shown = (row: Row) => ({
  uid: uidText(row.uid),
  kind: row.kind,
  number: row.number,
  date: row.date,
  party: row.party,
  partyUid: uidText(row.party_uid),
  mode: row.mode,
  reference: row.reference,
  inPaise: row.kind === 'receipt' ? row.total : paise(0),
  outPaise: row.kind === 'payment' ? row.total : paise(0),
  discountPaise: row.discount,
  onAccountPaise: row.left,
  cancelled: row.cancelled === 1,
})

/** A page of receipts and payments, newest first; sums of what is not cancelled. */
export function listMoney(db: Reader, ask: Ask) {
  const column = ask.sort === null ? undefined : orders[ask.sort]
  const order = column
    ? raw`${raw.raw(column)} ${raw.raw(ask.descending ? 'desc' : 'asc')}, d.id desc`
    : raw`d.date desc, d.id desc`
  const rows = db.rows(text<Row>`select ${columns} from ${where(ask)} order by ${order} limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(
    text<{
      total: number
      inPaise: Paise
      outPaise: Paise
      discountPaise: Paise
      onAccountPaise: Paise
    }>`select count(*) as total,
      coalesce(sum(iif(d.kind = 'receipt', v.total, 0) * (1 - s.cancelled)), 0) as inPaise, coalesce(sum(iif(d.kind = 'payment', v.total, 0) * (1 - s.cancelled)), 0) as outPaise,
      coalesce(sum(${discount} * (1 - s.cancelled)), 0) as discountPaise, coalesce(sum(${left} * (1 - s.cancelled)), 0) as onAccountPaise from ${where(ask)}`,
  )
  const { total, ...rest } = sums
  return { rows: rows.map(shown), total, sums: rest }
}

/** The posted receipt or payment of this uid; refuses `payments/unknown-document`. */
export function moneyRow(db: Reader, uid: string): Row {
  const row = db.row(text<Row>`
    select ${columns} from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    where d.uid = ${uidBytes(uid)} and d.kind in ('receipt', 'payment')`)
  if (!row) throw new Refusal('payments/unknown-document', 'There is no such receipt or payment', 'uid', {})
  return row
}

type More = { at: string; by: string | null; narration: string | null; cancelReason: string | null }

/** A receipt or payment with who made it and what it settles now; an opening bill is named as it came. */
export function shownMoney(db: Reader, uid: string) {
  const row = moneyRow(db, uid)
  const more = db.must(text<More>`
    select j.at, u.name as by, json_extract(v.applied_json, '$.narration') as narration,
      iif(${row.cancelled} = 1, (select c.reason from journal c where c.entity_uid = ${row.uid} and c.kind = 'post' and c.changes_json is not null order by c.seq desc limit 1), null) as cancelReason
    from document_version v join journal j on j.seq = v.seq left join user u on u.id = j.user_id where v.document_id = ${row.id} and v.version = 1`)
  const settled = db.rows(text<{ number: string; date: string; amountPaise: Paise }>`
    with own as (select o.id from open_item o where o.document_id = ${row.id}),
    pairs as (select a.to_item as other, a.amount from own join allocation a on a.from_item = own.id union all select a.from_item, a.amount from own join allocation a on a.to_item = own.id)
    select ${knownNumber('d')} as number, d.date, sum(pairs.amount) as amountPaise from pairs join open_item o on o.id = pairs.other join document d on d.id = o.document_id
    where d.id <> ${row.id} group by o.id having sum(pairs.amount) <> 0 order by d.date, o.id`)
  return { ...shown(row), ...more, by: more.by ?? '', settled }
}

/** What came in or went out in cash between us and a party on a day. */
export const cashOfDay = (db: Reader, partyId: number, kind: 'receipt' | 'payment', date: LocalDate): Paise =>
  db.must(text<{ amount: Paise }>`
    select coalesce(sum(v.total), 0) as amount from document d indexed by document_by_party join document_state s on s.document_id = d.id and s.cancelled = 0
    join document_version v on v.id = s.current_version_id where d.party_id = ${partyId} and d.date = ${date} and d.kind = ${kind} and v.mode = 'cash'`)
    .amount
