import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { DifferenceList, DifferenceRow } from '../../../shared/purchases/receipt-contract.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { like, matches, orderBy } from './filter.ts'

type Ask = z.output<typeof DifferenceList>
type Row = Omit<z.output<typeof DifferenceRow>, 'uid' | 'supplierUid'> & { uid: Uint8Array; supplierUid: Uint8Array }
type Sums = { shortMilli: Milli; excessMilli: Milli; damagedMilli: Milli; lossPaise: Paise }

const qty = (name: string): RawBuilder<number> => raw`coalesce(json_extract(e.value, ${raw.lit(`$.${name}`)}), 0)`
const item = raw`json_extract(e.value, '$.item')`
const [short, excess, damaged] = [qty('shortMilli'), qty('excessMilli'), qty('damagedMilli')]
// the rate of the receipt's own line of the item, half away from zero as every amount is
const loss = raw`(select (2 * l.rate_e4 * (${short} + ${damaged}) + 100000 * l.factor) / (200000 * l.factor)
  from document_line l where l.version_id = v.id and l.description = ${item} order by l.line_no limit 1)`

const countedIn = (line: 'unit' | 'factor', sale: 'sale_unit' | 'sale_factor') => raw`coalesce(
  (select ${raw.ref(`l.${line}`)} from document_line l where l.version_id = v.id and l.description = ${item} order by l.line_no limit 1),
  (select ${raw.ref(`i.${sale}`)} from item i where i.name = ${item} order by i.id limit 1), ${raw.lit(line === 'unit' ? '' : 1)})`

const kinds = { short: raw`${short} > 0`, excess: raw`${excess} > 0`, damaged: raw`${damaged} > 0` } as const

/** Differences `e` of receipts `d` that stand: each word of the filter finds the item, or the receipt as in every other list. */
function differencesWhere(ask: Ask): RawBuilder<unknown> {
  const some = raw`(${short} > 0 or ${excess} > 0 or ${damaged} > 0)`
  const terms = [raw`d.kind = 'goods-receipt'`, raw`s.cancelled = 0`, ask.kind === null ? some : kinds[ask.kind]]
  if (ask.from) terms.push(raw`d.date >= ${ask.from}`)
  if (ask.to) terms.push(raw`d.date <= ${ask.to}`)
  if (ask.supplier) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(ask.supplier)})`)
  for (const word of ask.filter.split(/\s+/).filter(Boolean))
    terms.push(raw`(${item} like ${like(word)} escape '\\' or ${matches(word)})`)
  const index = ask.supplier ? raw`document_by_party` : raw`document_by_date`
  return raw`document d indexed by ${index} cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    cross join json_each(v.applied_json, '$.differences') e where ${raw.join(terms, raw` and `)}`
}

/** What goods receipts of some days brought too little, too much, or broken. */
export function receiptDifferences(db: Reader, ask: Ask) {
  const from = differencesWhere(ask)
  const sorts = {
    item: "json_extract(e.value,'$.item') collate nocase",
    short: 'shortMilli',
    excess: 'excessMilli',
    damaged: 'damagedMilli',
  }
  const rows = db.rows(text<Row>`
    select d.uid, e.key as at, d.number, d.date, v.party_name as supplier, (select uid from party where id = d.party_id) as supplierUid, ${short} as shortMilli, ${excess} as excessMilli, ${damaged} as damagedMilli,
      d.reference as challanNumber, ${item} as item, json_extract(e.value, '$.orderedMilli') as orderedMilli, ${countedIn('unit', 'sale_unit')} as unit, ${countedIn('factor', 'sale_factor')} as factor, ${loss} as lossPaise
    from ${from} ${orderBy(ask.sort, ask.descending, sorts)}, e.key limit ${ask.limit} offset ${ask.offset}`)
  const { count, ...sums } = db.must(text<Sums & { count: number }>`
    select count(*) as count, coalesce(sum(${short}), 0) as shortMilli, coalesce(sum(${excess}), 0) as excessMilli, coalesce(sum(${damaged}), 0) as damagedMilli,
      coalesce(sum(${loss}), 0) as lossPaise from ${from}`)
  return {
    rows: rows.map((row) => ({ ...row, uid: uidText(row.uid), supplierUid: uidText(row.supplierUid) })),
    total: count,
    sums,
  }
}
