import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, share } from '../../shared/money.ts'
import { type Milli, type RateE4, rateE4 } from '../../shared/quantity.ts'
import type { counterCalls } from '../../shared/sales/counter-contract.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'

type Ask = z.output<(typeof counterCalls)['priceHistory']['input']>
type Row = {
  uid: Uint8Array
  date: string
  number: string
  party: string
  batch: string | null
  qtyMilli: Milli
  freeMilli: Milli
  unit: string
  factor: number
  rateE4: RateE4
  discountPaise: Paise
  taxable: Paise
  mrpPaise: Paise | null
}

/** Every deal in an item as it stands, newest first. */
export function priceHistory(db: Reader, ask: Ask) {
  const terms = [raw`l.item_id = ${ask.itemId}`, raw`d.kind = ${ask.side}`, raw`s.cancelled = 0`]
  if (ask.from) terms.push(raw`d.date >= ${ask.from}`)
  if (ask.to) terms.push(raw`d.date <= ${ask.to}`)
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  if (ask.filter)
    terms.push(
      raw`(v.party_name like ${like} escape '\\' or d.number like ${like} escape '\\' or b.number like ${like} escape '\\')`,
    )
  const joined = raw`from document_line l indexed by document_line_by_item cross join document_version v on v.id = l.version_id
    cross join document_state s on s.document_id = v.document_id and s.current_version_id = v.id cross join document d on d.id = v.document_id left join batch b on b.id = l.batch_id
    where ${raw.join(terms, raw` and `)}`
  const rows = db.rows(text<Row>`
    select d.uid, d.date, coalesce(iif(d.kind = 'purchase', d.reference, null), d.number) as number, v.party_name as party, b.number as batch, l.qty as qtyMilli, l.free_qty as freeMilli, l.unit, l.factor,
      l.rate_e4 as rateE4, l.discount as discountPaise, l.taxable, l.mrp as mrpPaise ${joined} order by d.date desc, d.id desc, l.line_no limit ${ask.limit} offset ${ask.offset}`)
  const { total, ...sums } = db.must(text<{ total: number; qtyMilli: Milli; freeMilli: Milli }>`
    select count(*) as total, coalesce(sum(l.qty), 0) as qtyMilli, coalesce(sum(l.free_qty), 0) as freeMilli ${joined}`)
  return {
    rows: rows.map(({ uid, taxable, ...row }) => {
      const units = row.qtyMilli + row.freeMilli
      return {
        ...row,
        uid: uidText(uid),
        netRateE4: units > 0 ? rateE4(share(taxable * 100, row.factor * 1000, units)) : rateE4(0),
      }
    }),
    total,
    sums,
  }
}
