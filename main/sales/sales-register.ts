import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { registerCalls } from '../../shared/sales/register-contract.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { registerKinds, soldDocuments } from './reports-sold.ts'

type Ask = z.output<(typeof registerCalls)['salesRegister']['input']>
type Output = z.output<(typeof registerCalls)['salesRegister']['output']>
type Row = Omit<Output['rows'][number], 'uid'> & { uid: Uint8Array }
type Sums = NonNullable<Output['sums']>

const heads = {
  gross: 'grossPaise',
  discount: 'discountPaise',
  charges: 'chargesPaise',
  cgst: 'cgstPaise',
  sgst: 'sgstPaise',
  igst: 'igstPaise',
  cess: 'cessPaise',
  round_off: 'roundOffPaise',
  total: 'totalPaise',
} as const
const commercial = raw`d.kind = 'commercial-credit'`
const ofHead = raw.join([
  ...Object.entries(heads).map(([column, name]) => raw`d.sign * d.${raw.ref(column)} as ${raw.ref(name)}`),
  raw`iif(${commercial}, 0, d.sign * d.taxable) as taxablePaise`,
  raw`iif(${commercial}, d.sign * d.taxable, 0) as withoutGstPaise`,
])

/** Taxable value by rate, from the lines: a rate of its own column where the trade has it, the others together. */
const rates = { nilPaise: 0, at5Paise: 500, at12Paise: 1200, at18Paise: 1800, at40Paise: 4000 } as const
const atRate = raw.join([
  ...Object.entries(rates).map(
    ([name, bp]) =>
      raw`coalesce(sum(case when l.rate_bp = ${raw.lit(bp)} and not ${commercial} then d.sign * l.taxable end), 0) as ${raw.ref(name)}`,
  ),
  raw`coalesce(sum(case when l.rate_bp not in (${raw.join(Object.values(rates).map((bp) => raw.lit(bp)))}) and not ${commercial} then d.sign * l.taxable end), 0) as atOtherPaise`,
])
const names = [...Object.values(heads), 'taxablePaise', 'withoutGstPaise', ...Object.keys(rates), 'atOtherPaise']
const orders: Readonly<Record<string, string>> = {
  date: 'date',
  number: 'number',
  party: 'party collate nocase',
  total: 'totalPaise',
  taxable: 'taxablePaise',
}

/**
 * Bills and notes of the days as they stand, one row a document; notes have the other sign. A commercial credit is in no return: its value stands in a
 * column of its own, so that every GST column is the month's GSTR-1.
 */
export function salesRegister(db: Reader, ask: Ask) {
  const kinds = ask.kind === null ? [...registerKinds.sale, ...registerKinds.note] : [...registerKinds[ask.kind]]
  const own = ask.party === null ? [] : [raw`d.party_id = (select id from party where uid = ${uidBytes(ask.party)})`]
  const rows = raw`
    select d.id, d.uid, d.kind, d.date, d.number, d.party_name as party, d.gstin, d.mode, ${ofHead}, ${atRate}
    from (${soldDocuments(ask, kinds, own)}) d left join document_line l on l.version_id = d.version group by d.id`
  const column = ask.sort === null ? undefined : orders[ask.sort]
  const order = raw.raw(`${column ? `${column} ${ask.descending ? 'desc' : 'asc'}, ` : 'date, '}id`)
  const page = db.rows(text<Row>`select * from (${rows}) order by ${order} limit ${ask.limit} offset ${ask.offset}`)
  const { count, ...sums } = db.must(
    text<
      Sums & { count: number }
    >`select count(*) as count, ${raw.join(names.map((name) => raw`coalesce(sum(${raw.ref(name)}), 0) as ${raw.ref(name)}`))} from (${rows})`,
  )
  return { rows: page.map((row) => ({ ...row, uid: uidText(row.uid) })), total: count, sums }
}
