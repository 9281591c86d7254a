import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, parsePaise } from '../../shared/money.ts'
import { searchWords } from '../../shared/parties/check-party.ts'
import type { BillList, billSorts } from '../../shared/sales/contract.ts'
import type { deliveryStates } from '../../shared/sales/delivery-contract.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { deliveryState } from './orders/deliveries.ts'

type Ask = z.output<typeof BillList>

type Row = {
  uid: Uint8Array
  number: string
  date: string
  party_name: string
  party_uid: Uint8Array | null
  gstin: string | null
  mode: string
  taxable: Paise
  tax: Paise
  total: Paise
  cancelled: number
  version: number
  converted: string | null
  delivery: (typeof deliveryStates)[number]
}

/** One word of the filter: part of a number, the beginning of a word of the party, or the exact amount. */
export function matches(word: string): RawBuilder<unknown> {
  const amount = parsePaise(word)
  const [token] = searchWords(word)
  const any = [
    raw`d.number like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`,
    raw`(d.party_id is null and v.party_name like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\')`,
  ]
  if (token !== undefined) any.push(raw`d.party_id in (select rowid from party_search where party_search match ${`"${token}"*`})`)
  if (amount !== null) any.push(raw`v.total = ${amount}`)
  return raw`(${raw.join(any, raw` or `)})`
}

/** The filter over documents `d`, states `s` and versions `v`. The joins run in the order written: bills by date, then keys. */
export function billsWhere({ filter, from, to, party, cancelled }: Ask): RawBuilder<unknown> {
  const terms = [raw`d.kind = 'sale'`]
  if (from) terms.push(raw`d.date >= ${from}`)
  if (to) terms.push(raw`d.date <= ${to}`)
  if (party) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(party)})`)
  if (cancelled !== null) terms.push(raw`s.cancelled = ${cancelled ? 1 : 0}`)
  for (const word of filter.split(/\s+/).filter(Boolean)) terms.push(matches(word))
  const index = party ? raw`document_by_party` : raw`document_by_date`
  return raw`document d indexed by ${index} cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    where ${raw.join(terms, raw` and `)}`
}

const orders: Record<(typeof billSorts)[number], [ascending: RawBuilder<unknown>, descending: RawBuilder<unknown>]> = {
  date: [raw`d.date, d.id`, raw`d.date desc, d.id desc`],
  number: [raw`d.fy, d.series_id, d.serial`, raw`d.fy desc, d.series_id desc, d.serial desc`],
  party: [raw`v.party_name collate nocase, d.id`, raw`v.party_name collate nocase desc, d.id desc`],
  total: [raw`v.total, d.id`, raw`v.total desc, d.id desc`],
}

/** How the bill stands paid since it was converted last; null while it stands as it was posted. */
const converted = raw`(select cv.mode from document_version cv where cv.id = (select max(k.from_version_id) from document_link k
  join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0 join document kd on kd.id = ks.document_id and kd.kind = 'mode-change'
  where k.to_document_id = d.id and k.kind = 'bill'))`

/** A page of bills, newest first unless asked otherwise. */
export function billsPage(ask: Ask): RawBuilder<Row> {
  const sort = ask.sort ?? 'date'
  const descending = ask.sort === null ? true : ask.descending
  return raw<Row>`
    select d.uid, d.number, d.date, v.party_name, (select uid from party where party.id = d.party_id) as party_uid, v.gstin, v.mode, v.taxable, v.igst + v.cgst + v.sgst + v.cess as tax, v.total, s.cancelled, v.version, ${converted} as converted, ${deliveryState} as delivery
    from ${billsWhere(ask)} order by ${orders[sort][descending ? 1 : 0]} limit ${ask.limit} offset ${ask.offset}`
}

/** Count of the whole filter, and the sums of what is not cancelled. */
export const billsTotal = (ask: Ask): RawBuilder<{ count: number; taxable: Paise; tax: Paise; total: Paise }> => raw`
  select count(*) as count, coalesce(sum(v.taxable * (1 - s.cancelled)), 0) as taxable, coalesce(sum((v.igst + v.cgst + v.sgst + v.cess) * (1 - s.cancelled)), 0) as tax,
    coalesce(sum(v.total * (1 - s.cancelled)), 0) as total
  from ${billsWhere(ask)}`

export function listBills(db: Reader, ask: Ask) {
  const rows = db.rows(text<Row>`${billsPage(ask)}`)
  const sums = db.must(text<{ count: number; taxable: Paise; tax: Paise; total: Paise }>`${billsTotal(ask)}`)
  return {
    rows: rows.map((row) => ({
      uid: uidText(row.uid),
      number: row.number,
      date: row.date,
      party: row.party_name,
      partyUid: row.party_uid && uidText(row.party_uid),
      gstin: row.gstin,
      mode: row.mode,
      taxablePaise: row.taxable,
      taxPaise: row.tax,
      totalPaise: row.total,
      cancelled: row.cancelled === 1,
      version: row.version,
      converted: row.converted,
      delivery: row.delivery,
    })),
    total: sums.count,
    sums: { taxablePaise: sums.taxable, taxPaise: sums.tax, totalPaise: sums.total },
  }
}
