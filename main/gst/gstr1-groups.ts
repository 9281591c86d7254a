import { type RawBuilder, sql as raw } from 'kysely'
import { b2clLimitPaise } from '../../shared/gst/gstr1-table.ts'

/**
 * Documents whose outward tax lines are the return: bills, goods billed back to a supplier as a fresh supply (Circular 72/46/2018), and credit
 * and debit notes with GST. Commercial notes are in no return (gst-rules.md §3.4).
 */
const outward = raw`('sale', 'return-invoice', 'sale-return', 'credit-note', 'debit-note')`
export const isNote: RawBuilder<0 | 1> = raw`(d.kind in ('sale-return', 'credit-note', 'debit-note'))`
/** Headers are stored without a sign, tax lines with one: a credit note counts as less. */
export const signOf: RawBuilder<1 | -1> = raw`(case when d.kind in ('sale-return', 'credit-note') then -1 else 1 end)`

/** `where` terms: the return's documents dated in the month. */
export const datedIn = (month: string): RawBuilder<unknown> =>
  raw`d.kind in ${outward} and d.date between ${`${month}-01`} and ${`${month}-31`}`

/** The bills a note `v` is against, with their state and version as `o`, `os`, `ov`. */
export const originals: RawBuilder<unknown> = raw`document_link k join document o on o.id = k.to_document_id and o.kind = 'sale'
  join document_state os on os.document_id = o.id join document_version ov on ov.id = os.current_version_id`
/** Whether the invoice a note corrects is one of table 5: the note follows it, whatever its own size (gst-rules.md §4.1, 4). */
export const originalLarge: RawBuilder<0 | 1> =
  raw`exists (select 1 from ${originals} where k.from_version_id = v.id and ov.supply = 'inter' and ov.gstin is null
  and ov.total > case when o.date >= '2024-08-01' then ${b2clLimitPaise('2024-08')} else ${b2clLimitPaise('2024-07')} end)`

/**
 * Documents as they stand: not cancelled, each in its current version, so that neither a mirrored posting nor what it mirrors
 * appears (model rule 3). The joins are written in the order they are to run: the month's documents by date, then by key.
 */
export const liveDocuments: RawBuilder<unknown> = raw`document d
  cross join document_state s on s.document_id = d.id and s.cancelled = 0
  cross join document_version v on v.id = s.current_version_id`

/** Which documents of the month are meant: those that stand, or also the cancelled ones. */
export type Among = 'live' | 'cancelled-too'
/** `from … where` of whole documents. */
export function documentsAmong(month: string, among: Among): RawBuilder<unknown> {
  if (among === 'live') return raw`${liveDocuments} where ${datedIn(month)}`
  return raw`document d cross join document_state s on s.document_id = d.id
    cross join document_version v on v.id = s.current_version_id where ${datedIn(month)}`
}

/** Their stored tax lines. */
export const liveTaxLines: RawBuilder<unknown> = raw`${liveDocuments}
  cross join posting p on p.version_id = v.id and p.kind = 'document'
  cross join tax_line t on t.posting_id = p.id and t.direction = 'out'`

const domestic = raw`v.supply in ('intra', 'inter')`
/**
 * A line of table 8: untaxed, and not part of an export or SEZ document, which stays whole. Asked several times of every line: most are taxed,
 * and one comparison says so.
 */
export const inTable8: RawBuilder<unknown> = raw`(t.class <> 'taxable' and t.class in ('nil', 'exempt', 'non-gst') and ${domestic})`

/** shared/gst/gstr1-table.ts `invoiceTable` and `noteTable`, said in SQL; a test compares them over every case. */
export const tableOf = (month: string): RawBuilder<string> => raw`case
  when ${inTable8} then 'nil'
  when ${isNote} then case when v.gstin is not null then 'cdnr' when not ${domestic} then 'cdnur' when ${originalLarge} then 'cdnur' else 'b2cs' end
  when v.gstin is not null then 'b2b'
  when not ${domestic} then 'exp'
  when v.supply = 'inter' and v.total > ${b2clLimitPaise(month)} then 'b2cl'
  else 'b2cs' end`

export const lineSums: RawBuilder<unknown> = raw`sum(t.taxable) as taxable, sum(t.igst) as igst, sum(t.cgst) as cgst, sum(t.sgst) as sgst, sum(t.cess) as cess`

/**
 * The lines of one table by document and rate (and class, in table 8), with the document's header. Every figure is a sum of stored
 * ones.
 */
export const rateRows = (month: string, table: string): RawBuilder<unknown> => raw`
  select v.id as version_id, d.uid, d.number, d.date, v.party_name, v.gstin, v.category, v.supply, v.pos, ${signOf} * v.total as total, d.kind, t.class, t.rate_bp,
    max(t.rcm) as rcm, ${lineSums}
  from ${liveTaxLines} where ${datedIn(month)} and ${tableOf(month)} = ${raw.lit(table)}
  group by v.id, ${table === 'nil' ? raw`t.class,` : raw``} t.rate_bp`

/** Which half of table 12 a line is in: somebody with a GSTIN is the first, exports the second (gst-rules.md §4.4). By the line's own GSTIN, so that a line that differs from its document shows. */
export const halfOf: RawBuilder<'hsn-b2b' | 'hsn-b2c'> = raw`case when t.gstin is null then 'hsn-b2c' else 'hsn-b2b' end`

/** Table 12: code, unit and rate within each half. The quantity is as posted, free goods counted. */
export const hsnRows = (month: string): RawBuilder<unknown> => raw`
  select ${halfOf} as half, t.hsn, t.uqc, t.rate_bp, sum(t.qty) as qty, ${lineSums}
  from ${liveTaxLines} where ${datedIn(month)}
  group by half, t.hsn, t.uqc, t.rate_bp`

/** Table 12 for a firm that does not count free goods (gst-rules.md §2.6: which one officers expect is not settled). */
export const hsnRowsBilled = (month: string): RawBuilder<unknown> => raw`
  select h.half, h.hsn, h.uqc, h.rate_bp, h.qty - coalesce(f.free, 0) as qty, h.taxable, h.igst, h.cgst, h.sgst, h.cess
  from (${hsnRows(month)}) h left join (
    select case when v.gstin is null then 'hsn-b2c' else 'hsn-b2b' end as half, l.hsn, l.uqc, l.rate_bp, sum(${signOf} * l.free_qty) as free
    from ${liveDocuments} cross join document_line l on l.version_id = v.id where ${datedIn(month)} and l.free_qty <> 0
    group by half, l.hsn, l.uqc, l.rate_bp) f
  on f.half = h.half and f.hsn = h.hsn and f.uqc = h.uqc and f.rate_bp = h.rate_bp`
/** What of a document's quantity under one code, unit and rate was free. */
export const freeInDocument: RawBuilder<unknown> = raw`(select ${signOf} * coalesce(sum(l.free_qty), 0) from document_line l
  where l.version_id = v.id and l.hsn = t.hsn and l.uqc = t.uqc and l.rate_bp = t.rate_bp)`

/**
 * Table 13: the month's numbers, cancelled ones too, in unbroken runs of one series; a break in the counter, the series or the year starts a
 * new row (gst-rules.md §4.5).
 */
export const numberRuns = (month: string): RawBuilder<unknown> => raw`
  with numbered as (
    select d.series_id, d.serial, d.kind, s.cancelled, d.serial - row_number() over (partition by d.series_id order by d.serial) as run
    from document d cross join document_state s on s.document_id = d.id where ${datedIn(month)}),
  runs as (
    select series_id, kind, min(serial) as first, max(serial) as last, count(*) as documents, sum(cancelled) as cancelled
    from numbered group by series_id, run)
  select r.series_id, r.kind, r.first, r.last, r.documents, r.cancelled, a.number as "from", z.number as "to"
  from runs r join document a on a.series_id = r.series_id and a.serial = r.first join document z on z.series_id = r.series_id and z.serial = r.last`
