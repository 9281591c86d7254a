import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import type { claimCalls } from '../../../shared/purchases/claim-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere } from '../reports/filter.ts'

type Ask = z.output<(typeof claimCalls)['claims']['input']>
type Page = z.output<(typeof claimCalls)['claims']['output']>
type Row = Omit<Page['rows'][number], 'uid' | 'supplierUid'> & { uid: Uint8Array; supplierUid: Uint8Array }

/** What answers that stand say of a line: so much quantity, so much credit. */
const answered = (what: 'k.qty' | 'al.taxable') => raw`coalesce((select sum(${raw.raw(what)}) from line_link k
  join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
  join document_line al on al.version_id = k.from_version_id and al.line_no = k.line_no
  where k.to_document_id = m.id and k.to_line_no = l.line_no and k.kind = 'note'), 0)`

const oneKind = (kind: 'claim' | 'return-invoice', ask: Ask) => raw`
  select d.id, d.uid, d.kind, d.number, d.date, d.party_id, v.id as version, v.party_name, v.applied_json, s.cancelled from ${documentsWhere(kind, ask)}`

/**
 * Claims `c` of both routes with claimed, answered for, credited and state. What was billed as a fresh supply is credited whole; its
 * payment is the party's outstanding.
 */
const claimsOf = (ask: Ask): RawBuilder<unknown> => raw`(
  with m as (${oneKind('claim', ask)} union all ${oneKind('return-invoice', ask)}),
  per_line as (select m.id, l.taxable, l.qty, ${answered('k.qty')} as done, ${answered('al.taxable')} as worth from m cross join document_line l on l.version_id = m.version),
  per_claim as (select id, sum(taxable) as claimed, sum(qty) as qty, sum(done) as done, sum(worth) as worth, sum(iif(done = qty, taxable, taxable * done / qty)) as answered from per_line group by id)
  select m.*, f.claimed, iif(m.kind = 'claim', f.worth, f.claimed) as credited, iif(m.kind = 'claim', f.answered, f.claimed) as answered,
    case when m.cancelled = 1 then 'cancelled' when m.kind = 'return-invoice' or f.done = f.qty then 'settled' when f.done > 0 then 'part' else 'sent' end as state
  from m join per_claim f on f.id = m.id) c`

const sorts: Readonly<Record<NonNullable<Ask['sort']>, string>> = {
  date: 'date',
  number: 'number',
  supplier: 'party_name collate nocase',
  total: 'claimed',
}
const stateIs = (state: Ask['state']): RawBuilder<unknown> =>
  state === null ? raw`` : state === 'open' ? raw`where state in ('sent', 'part')` : raw`where state = ${state}`
const orderOf = ({ sort, descending }: Ask): RawBuilder<unknown> => {
  const way = sort === null || descending ? 'desc' : 'asc'
  return raw.raw(`order by ${sorts[sort ?? 'date']} ${way}, id ${way}`)
}

/** Claims with their age, a page at a time; the totals leave cancelled ones out. */
export function listClaims(db: Reader, ask: Ask, today: LocalDate): Page {
  const from = raw`${claimsOf(ask)} ${stateIs(ask.state)}`
  const rows = db.rows(text<Row>`
    select uid, number, date, party_name as supplier, (select uid from party where party.id = c.party_id) as supplierUid, json_extract(applied_json, '$.route') as route,
      json_extract(applied_json, '$.reason') as reason, claimed as claimedPaise, credited as creditedPaise, answered - credited as shortPaise,
      iif(state in ('sent', 'part'), claimed - answered, 0) as openPaise, 0 as openDays, state
    from ${from} ${orderOf(ask)} limit ${ask.limit} offset ${ask.offset}`)
  const { count, ...sums } = db.must(text<{ count: number } & NonNullable<Page['sums']>>`
    select count(*) as count, coalesce(sum(iif(cancelled = 0, claimed, 0)), 0) as claimedPaise, coalesce(sum(iif(cancelled = 0, credited, 0)), 0) as creditedPaise,
      coalesce(sum(iif(cancelled = 0, answered - credited, 0)), 0) as shortPaise, coalesce(sum(iif(state in ('sent', 'part'), claimed - answered, 0)), 0) as openPaise from ${from}`)
  return {
    rows: rows.map((row) => ({
      ...row,
      uid: uidText(row.uid),
      supplierUid: uidText(row.supplierUid),
      openDays: row.state === 'sent' || row.state === 'part' ? daysBetween(row.date as LocalDate, today) : 0,
    })),
    total: count,
    sums,
  }
}
