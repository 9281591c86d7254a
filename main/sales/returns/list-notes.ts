import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { NoteList, NoteRow } from '../../../shared/sales/returns-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { matches } from '../list-bills.ts'

type Ask = z.output<typeof NoteList>
type Row = Omit<z.output<typeof NoteRow>, 'uid' | 'partyUid' | 'billUid' | 'cancelled'> & {
  uid: Uint8Array
  partyUid: Uint8Array | null
  billUid: Uint8Array | null
  cancelled: 0 | 1
}

const kinds = raw`('sale-return', 'credit-note', 'debit-note', 'commercial-credit', 'return-bill', 'replacement')`

/** The filter over documents `d`, states `s` and versions `v`. */
export function notesWhere({ filter, from, to, kind, party, cancelled }: Ask): RawBuilder<unknown> {
  const terms = [kind ? raw`d.kind = ${kind}` : raw`d.kind in ${kinds}`]
  if (from) terms.push(raw`d.date >= ${from}`)
  if (to) terms.push(raw`d.date <= ${to}`)
  if (party) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(party)})`)
  if (cancelled !== null) terms.push(raw`s.cancelled = ${cancelled ? 1 : 0}`)
  for (const word of filter.split(/\s+/).filter(Boolean)) terms.push(matches(word))
  return raw`document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id where ${raw.join(terms, raw` and `)}`
}

const orders = {
  date: raw`d.date`,
  number: raw`d.fy, d.series_id, d.serial`,
  party: raw`v.party_name collate nocase`,
  total: raw`v.total`,
} as const
const tax = raw`(v.igst + v.cgst + v.sgst + v.cess)`
/** What was given back counts; a debit note asks for more and counts as less. */
const counted = raw`((1 - s.cancelled) * case d.kind when 'debit-note' then -1 else 1 end)`

/** A page of notes, newest first unless asked otherwise, with what was given back over the whole filter. */
export function listNotes(db: Reader, ask: Ask) {
  const where = notesWhere(ask)
  const order = orders[ask.sort ?? 'date']
  const direction = ask.sort === null || ask.descending ? raw`desc` : raw`asc`
  const rows = db.rows(text<Row>`
    select d.uid, d.kind, d.number, d.date, v.party_name as party, (select uid from party where party.id = d.party_id) as partyUid, b.number as bill, b.uid as billUid,
      coalesce(json_extract(v.applied_json, '$.reason'), '') as reason, v.taxable as taxablePaise, ${tax} as taxPaise, v.total as totalPaise, s.cancelled
    from (select d.id as nth, d.uid, d.kind, d.number, d.date, d.party_id, s.current_version_id as version from ${where} order by ${order} ${direction}, d.id desc limit ${ask.limit} offset ${ask.offset}) d
      join document_version v on v.id = d.version join document_state s on s.document_id = d.nth
      left join document b on b.id = (select min(k.to_document_id) from document_link k where k.from_version_id = v.id)`)
  const sums = db.must(text<{ count: number; taxablePaise: Paise; taxPaise: Paise; totalPaise: Paise }>`
    select count(*) as count, coalesce(sum(v.taxable * ${counted}), 0) as taxablePaise, coalesce(sum(${tax} * ${counted}), 0) as taxPaise, coalesce(sum(v.total * ${counted}), 0) as totalPaise from ${where}`)
  const { count, ...totals } = sums
  return {
    rows: rows.map((row) => ({
      ...row,
      uid: uidText(row.uid),
      partyUid: row.partyUid && uidText(row.partyUid),
      billUid: row.billUid && uidText(row.billUid),
      cancelled: row.cancelled === 1,
    })),
    total: count,
    sums: totals,
  }
}
