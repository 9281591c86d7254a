import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { knownNumber } from './known-by.ts'

export type PartyLedgerAsk = { party: string; from: LocalDate; to: LocalDate; offset: number; limit: number }

/** The id behind a party's uid; refuses one that does not exist. */
export function partyId(db: Reader, uid: string): number {
  const found = db.row(sql.selectFrom('party').select('id').where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  return found.id
}

/** What stood before a day: whole months, and the first days of the month it is in (model rule 8). */
export const openingBalance = (party: number, from: LocalDate) => text<{ amount: Paise }>`
  select coalesce(sum(amount), 0) as amount from (
    select m.dr - m.cr as amount from party p join account_month m on m.account_id = p.account_id and m.party_id = p.id where p.id = ${party} and m.month < ${from.slice(0, 7)}
    union all
    select l.amount from ledger_line l join posting p on p.id = l.posting_id where l.party_id = ${party} and p.date >= ${`${from.slice(0, 7)}-01`} and p.date < ${from})`

type Row = {
  date: string
  posting: number
  line: number
  number: string | null
  reference: string | null
  kind: string | null
  mode: string | null
  posting_kind: string
  uid: Uint8Array | null
  amount: Paise
  balance: Paise
  against: string | null
}

/**
 * The party's lines of the days asked for, with the running sum of all that went before in them, and the documents each is set against
 * (a receipt the bills it pays); pairs that were undone add up to nothing and are left out.
 */
export const partyLines = (party: number, ask: PartyLedgerAsk) => text<Row>`
  with lines as (
    select p.date, p.id as posting, l.line_no as line, d.number, d.reference, d.kind, v.mode, iif(p.kind = 'mirror' and s.current_version_id <> v.id, 'amended', p.kind) as posting_kind, d.uid, d.id as document, l.amount,
      sum(l.amount) over (order by p.date, p.id, l.line_no) as balance
    from ledger_line l join posting p on p.id = l.posting_id left join posting o on o.id = p.mirror_of
    left join document_version v on v.id = coalesce(p.version_id, o.version_id) left join document d on d.id = v.document_id
    left join document_state s on s.document_id = d.id
    where l.party_id = ${party} and p.date between ${ask.from} and ${ask.to}
    order by p.date, p.id, l.line_no limit ${ask.limit} offset ${ask.offset})
  select lines.*, (
    select group_concat(number, ', ') from (
      select ${knownNumber('od')} as number from (
        select a.to_item as other, a.amount from open_item own join allocation a on a.from_item = own.id where own.posting_id = lines.posting and own.line_no = lines.line
        union all
        select a.from_item, a.amount from open_item own join allocation a on a.to_item = own.id where own.posting_id = lines.posting and own.line_no = lines.line
      ) pair join open_item oi on oi.id = pair.other join document od on od.id = oi.document_id
      where od.id <> lines.document group by oi.id having sum(pair.amount) <> 0 order by oi.id limit 12)
  ) as against from lines order by date, posting, line`

const whole = (party: number, ask: PartyLedgerAsk) => text<{ rows: number; dr: Paise; cr: Paise }>`
  select count(*) as rows, coalesce(sum(max(l.amount, 0)), 0) as dr, coalesce(sum(max(-l.amount, 0)), 0) as cr
  from ledger_line l join posting p on p.id = l.posting_id where l.party_id = ${party} and p.date between ${ask.from} and ${ask.to}`

/** A party's account over some days, debit positive; a cancelled document shows as itself and its cancellation. */
export function partyLedger(db: Reader, ask: PartyLedgerAsk) {
  const party = partyId(db, ask.party)
  const opening = db.must(openingBalance(party, ask.from)).amount
  const { rows: total, dr, cr } = db.must(whole(party, ask))
  const rows = db.rows(partyLines(party, ask)).map((row) => ({
    line: `${row.posting}.${row.line}`,
    date: row.date,
    number: row.number,
    kind: row.posting_kind === 'mirror' ? 'cancelled' : row.posting_kind === 'amended' ? 'amended' : (row.kind ?? 'journal'),
    mode: row.mode,
    reference: row.reference,
    against: row.against,
    documentUid: row.uid && uidText(row.uid),
    amountPaise: row.amount,
    drPaise: row.amount > 0 ? row.amount : null,
    crPaise: row.amount < 0 ? paise(-row.amount) : null,
    balancePaise: paise(opening + row.balance),
  }))
  const closing = paise(opening + dr - cr)
  return { openingPaise: opening, rows, total, closingPaise: closing, sums: { drPaise: dr, crPaise: cr, closingPaise: closing } }
}
