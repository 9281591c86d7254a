import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, parsePaise } from '../../shared/money.ts'
import { searchWords } from '../../shared/parties/check-party.ts'
import type { cashCalls } from '../../shared/payments/cash-contract.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'

type Ask = z.output<(typeof cashCalls)['dayBook']['input']>
type Row = {
  uid: Uint8Array
  kind: string
  number: string
  date: string
  at: string
  party: string
  mode: string
  by: string | null
  totalPaise: Paise
  cashPaise: Paise
  upiPaise: Paise
  cardPaise: Paise
  chequePaise: Paise
  bankPaise: Paise
  cancelled: number
}

function matches(word: string): RawBuilder<unknown> {
  const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const amount = parsePaise(word)
  const [token] = searchWords(word)
  const any = [
    raw`d.number like ${like} escape '\\'`,
    raw`d.reference like ${like} escape '\\'`,
    raw`(d.party_id is null and v.party_name like ${like} escape '\\')`,
  ]
  if (token !== undefined) any.push(raw`d.party_id in (select rowid from party_search where party_search match ${`"${token}"*`})`)
  if (amount !== null) any.push(raw`v.total = ${amount}`)
  return raw`(${raw.join(any, raw` or `)})`
}

const columnOf = (accounts: AccountIds) => ({
  cashPaise: accounts.cash,
  upiPaise: accounts.upi,
  cardPaise: accounts.card,
  chequePaise: accounts.cheques,
  bankPaise: accounts.bank,
})

/** The documents of the days with what the postings of each, as it stands, moved on the money accounts; a cancelled one moved nothing. */
function documents(db: Reader, { from, to, filter, money }: Ask): RawBuilder<unknown> {
  const columns = Object.entries(columnOf(accountIds(db)))
  const kinds = raw.join(db.rows(text<{ kind: string }>`select distinct kind from series`).map((row) => raw.lit(row.kind)))
  const terms = [raw`d.kind in (${kinds})`, raw`d.date between ${from} and ${to}`]
  for (const word of filter.split(/\s+/).filter(Boolean)) terms.push(matches(word))
  const accounts = raw.join(columns.map(([, id]) => raw.lit(id)))
  const sums = raw.join(
    columns.map(
      ([name, id]) => raw`coalesce(sum(case when l.account_id = ${raw.lit(id)} then l.amount end), 0) as ${raw.ref(name)}`,
    ),
  )
  const all = raw`
    select d.id, d.uid, d.kind, d.number, d.date, j.at, v.party_name as party, v.mode, u.name as by, v.total as totalPaise, s.cancelled, ${sums}
    from document d indexed by document_by_date cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    cross join journal j on j.seq = v.seq left join user u on u.id = j.user_id
    left join posting p on p.version_id = v.id and p.kind = 'document' and s.cancelled = 0
    left join ledger_line l on l.posting_id = p.id and l.account_id in (${accounts})
    where ${raw.join(terms, raw` and `)} group by d.id`
  if (!money) return all
  return raw`select * from (${all}) where ${raw.join(
    columns.map(([name]) => raw`${raw.ref(name)} <> 0`),
    raw` or `,
  )}`
}

type Sums = Pick<Row, 'cashPaise' | 'upiPaise' | 'cardPaise' | 'chequePaise' | 'bankPaise'>

/** Every document of the days, as they were made; money in is positive. Sums over the whole filter agree with the money accounts of the days. */
export function dayBook(db: Reader, ask: Ask) {
  const all = documents(db, ask)
  const order = raw.raw(`date${ask.descending ? ' desc' : ''}, id${ask.descending ? ' desc' : ''}`)
  const rows = db.rows(text<Row>`select * from (${all}) order by ${order} limit ${ask.limit} offset ${ask.offset}`)
  const names = Object.keys(columnOf(accountIds(db)))
  const { total, ...sums } = db.must(
    text<Sums & { total: number }>`select count(*) as total, ${raw.join(
      names.map((name) => raw`coalesce(sum(${raw.ref(name)}), 0) as ${raw.ref(name)}`),
    )} from (${all})`,
  )
  return {
    rows: rows.map(({ uid, by, cancelled, ...row }) => ({
      uid: uidText(uid),
      kind: row.kind,
      number: row.number,
      date: row.date,
      at: row.at,
      party: row.party,
      mode: row.mode,
      by: by ?? '',
      totalPaise: row.totalPaise,
      cashPaise: row.cashPaise,
      upiPaise: row.upiPaise,
      cardPaise: row.cardPaise,
      chequePaise: row.chequePaise,
      bankPaise: row.bankPaise,
      cancelled: cancelled === 1,
    })),
    total,
    sums,
  }
}
