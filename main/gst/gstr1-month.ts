import { type RawBuilder, sql as raw } from 'kysely'
import type { DocumentRate, NoteRate } from '../../shared/gst/gstr1-document.ts'
import {
  type Gstr1Month,
  type HsnRow,
  type NilRow,
  type NumberRange,
  natureOf,
  type SmallRow,
} from '../../shared/gst/gstr1-json.ts'
import { nilRow } from '../../shared/gst/gstr1-table.ts'
import type { SupplyType } from '../../shared/gst/place-of-supply.ts'
import { type Reader, text } from '../database/connection.ts'
import { figuresOf, type Half, type Sums } from './gstr1-figures.ts'
import {
  datedIn,
  hsnRows,
  hsnRowsBilled,
  inTable8,
  lineSums,
  liveTaxLines,
  numberRuns,
  rateRows,
  tableOf,
} from './gstr1-groups.ts'
import { freeGoods } from './gstr1-rows.ts'

type RateRow = Sums & {
  number: string
  date: string
  total: number
  gstin: string | null
  kind: string
  party_name: string
  category: string
  supply: SupplyType
  pos: string
  rcm: 0 | 1
  rate_bp: number
  port: string | null
  bill: string | null
  bill_date: string | null
}

const documentRate = (row: RateRow): DocumentRate => ({
  number: row.number,
  date: row.date,
  totalPaise: row.total,
  gstin: row.gstin,
  party: row.party_name,
  category: row.category,
  supply: row.supply,
  pos: row.pos,
  reverseCharge: row.rcm === 1,
  rateBp: row.rate_bp,
  portCode: row.port,
  shippingBill: row.bill,
  shippingDate: row.bill_date,
  ...figuresOf(row),
})

/** Documents by rate; rates of a document, documents of a party and what else is listed together stand together. */
const invoices = (db: Reader, month: string, table: 'b2b' | 'b2cl' | 'exp', first: RawBuilder<unknown>): DocumentRate[] =>
  db
    .rows(text<RateRow>`
      select r.*, ${
        table === 'exp'
          ? raw`v.applied_json ->> '$.zeroRated.port' as port, v.applied_json ->> '$.zeroRated.shippingBill' as bill,
              v.applied_json ->> '$.zeroRated.shippingDate' as bill_date`
          : raw`null as port, null as bill, null as bill_date`
      }
      from (${rateRows(month, table)}) r ${table === 'exp' ? raw`join document_version v on v.id = r.version_id` : raw``}
      order by ${first}, r.date, r.number, r.rate_bp`)
    .map(documentRate)

/** Notes by rate. In the files their amounts stand without a sign and the type says which way (gst-rules.md §10, 5). */
const notes = (db: Reader, month: string, table: 'cdnr' | 'cdnur', first: RawBuilder<unknown>): NoteRate[] =>
  db
    .rows(text<RateRow>`
      select r.*, null as port, null as bill, null as bill_date from (${rateRows(month, table)}) r order by ${first}, r.date, r.number, r.rate_bp`)
    .map((row) => {
      const debit = row.kind === 'debit-note'
      const { taxablePaise, igstPaise, cgstPaise, sgstPaise, cessPaise, totalPaise, ...rest } = documentRate(row)
      const plain = (amount: number) => (debit || amount === 0 ? amount : -amount)
      return {
        ...rest,
        noteType: debit ? 'D' : 'C',
        totalPaise: plain(totalPaise),
        taxablePaise: plain(taxablePaise),
        igstPaise: plain(igstPaise),
        cgstPaise: plain(cgstPaise),
        sgstPaise: plain(sgstPaise),
        cessPaise: plain(cessPaise),
      }
    })

const small = (db: Reader, month: string): SmallRow[] =>
  db
    .rows(text<Sums & { supply: SupplyType; pos: string; rate_bp: number }>`
      select v.supply, v.pos, t.rate_bp, ${lineSums} from ${liveTaxLines} where ${datedIn(month)} and ${tableOf(month)} = 'b2cs'
      group by v.supply, v.pos, t.rate_bp order by v.supply desc, v.pos, t.rate_bp`)
    .map((row) => ({
      supply: row.supply,
      pos: row.pos,
      rateBp: row.rate_bp,
      ...figuresOf(row),
    }))

type NilSums = { supply: SupplyType; registered: 0 | 1; nil: number; exempt: number; non_gst: number }
const table8 = (db: Reader, month: string): NilRow[] =>
  db
    .rows(text<NilSums>`
      select v.supply, v.gstin is not null as registered, coalesce(sum(case t.class when 'nil' then t.taxable end), 0) as nil,
        coalesce(sum(case t.class when 'exempt' then t.taxable end), 0) as exempt, coalesce(sum(case t.class when 'non-gst' then t.taxable end), 0) as non_gst
      from ${liveTaxLines} where ${datedIn(month)} and ${inTable8} group by registered, v.supply order by registered desc, v.supply`)
    .map((row) => ({
      supply: nilRow({ supply: row.supply, gstin: row.registered ? 'has one' : null }),
      nilPaise: row.nil,
      exemptPaise: row.exempt,
      nonGstPaise: row.non_gst,
    }))

const hsn = (db: Reader, month: string, half: Half): HsnRow[] =>
  db
    .rows(text<
      Sums & { hsn: string; uqc: string; rate_bp: number; qty: number; description: string | null; ours: number | null }
    >`
      select q.*, m.description, m.ours from (${freeGoods(db, month) === 'include' ? hsnRows(month) : hsnRowsBilled(month)}) q left join hsn m on m.code = q.hsn where half = ${half} order by hsn, uqc, rate_bp`)
    .map((row) => ({
      hsn: row.hsn,
      uqc: row.uqc,
      qtyMilli: row.qty,
      rateBp: row.rate_bp,
      description: row.description ?? undefined,
      official: row.ours === 0,
      ...figuresOf(row),
    }))

const issued = (db: Reader, month: string): NumberRange[] =>
  db
    .rows(
      text<{
        from: string
        to: string
        kind: string
        documents: number
        cancelled: number
      }>`select * from (${numberRuns(month)}) order by case kind when 'debit-note' then 4 when 'sale-return' then 5 when 'credit-note' then 5 else 1 end, series_id, first`,
    )
    .map((row) => ({ nature: natureOf(row.kind), from: row.from, to: row.to, count: row.documents, cancelled: row.cancelled }))

/** Reads what the files of a month hold: sums of stored figures, nothing worked out again. */
export const readMonth = (db: Reader, month: string, gstin: string): Gstr1Month => ({
  gstin,
  month,
  b2b: invoices(db, month, 'b2b', raw`r.gstin`),
  b2cl: invoices(db, month, 'b2cl', raw`r.pos`),
  exp: invoices(db, month, 'exp', raw`r.supply`),
  b2cs: small(db, month),
  cdnr: notes(db, month, 'cdnr', raw`r.gstin`),
  cdnur: notes(db, month, 'cdnur', raw`r.supply`),
  nil: table8(db, month),
  hsnB2b: hsn(db, month, 'hsn-b2b'),
  hsnB2c: hsn(db, month, 'hsn-b2c'),
  documents: issued(db, month),
})
