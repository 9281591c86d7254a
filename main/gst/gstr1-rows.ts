import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { localDate } from '../../shared/calendar.ts'
import type { Gstr1Row, Gstr1Section } from '../../shared/gst/contract.ts'
import { invoiceType } from '../../shared/gst/gstr1-document.ts'
import { documentNatures, exportType, natureOf } from '../../shared/gst/gstr1-json.ts'
import { nilRow } from '../../shared/gst/gstr1-table.ts'
import type { SupplyType } from '../../shared/gst/place-of-supply.ts'
import { paise } from '../../shared/money.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { branded, figuresOf, type Sums } from './gstr1-figures.ts'
import {
  type Among,
  datedIn,
  documentsAmong,
  freeInDocument,
  halfOf,
  hsnRows,
  hsnRowsBilled,
  inTable8,
  lineSums,
  liveTaxLines,
  numberRuns,
  rateRows,
  signOf,
  tableOf,
} from './gstr1-groups.ts'

/** Whether table 12 counts free goods: a setting of the firm. */
export type FreeGoods = 'include' | 'exclude'
export const freeGoods = (db: Reader, month: string): FreeGoods =>
  firmFact(db, 'hsn-free-quantity', localDate(`${month}-01`)) === 'exclude' ? 'exclude' : 'include'

export type Asked = { filter: string; offset: number; limit: number; sort: string | null; descending: boolean }
type Row = z.output<typeof Gstr1Row>
export type Page = { rows: Row[]; total: number; sums: { valuePaise: Row['valuePaise'] } & ReturnType<typeof branded> }

/** One shape for the rows of every section; a column a section does not have is null. */
type Flat = Sums & {
  key: string | null
  uid: Uint8Array | null
  number: string | null
  date: string | null
  party: string | null
  gstin: string | null
  category: string | null
  supply: SupplyType | null
  pos: string | null
  label: string
  rate_bp: number | null
  hsn: string | null
  uqc: string | null
  qty: number | null
  first_number: string | null
  last_number: string | null
  documents: number
  cancelled: number
  value: number
  /** What the row adds to the total of values: a document of several rates counts once. */
  counted: number
}
type ColumnName = keyof Flat
const headColumns = ['taxable', 'igst', 'cgst', 'sgst', 'cess'] as const
const documentColumnNames = ['uid', 'number', 'date', 'gstin', 'category', 'supply', 'pos'] as const
const columns: readonly ColumnName[] = [
  ...(['key', 'party', ...documentColumnNames, 'label', 'rate_bp', 'hsn', 'uqc', 'qty'] as const),
  ...(['first_number', 'last_number', 'documents', 'cancelled', 'value', 'counted', ...headColumns] as const),
]
const absent: Partial<Record<ColumnName, RawBuilder<unknown>>> = {
  label: raw`''`,
  documents: raw`1`,
  cancelled: raw`0`,
  value: raw`0`,
  counted: raw`0`,
  taxable: raw`0`,
  igst: raw`0`,
  cgst: raw`0`,
  sgst: raw`0`,
  cess: raw`0`,
}

/** Selects the flat columns from a query: those named as given, the five figures by their own names, the others absent. */
function flat(
  from: RawBuilder<unknown>,
  given: Partial<Record<ColumnName, RawBuilder<unknown>>>,
  figures = true,
): RawBuilder<unknown> {
  const own: Partial<Record<ColumnName, RawBuilder<unknown>>> = figures
    ? Object.fromEntries(headColumns.map((name) => [name, raw.ref(name)]))
    : {}
  const list = columns.map(
    (name) =>
      raw`${given[name] ?? (name === 'counted' ? given.value : own[name]) ?? absent[name] ?? raw`null`} as ${raw.ref(name)}`,
  )
  return raw`select ${raw.join(list)} from (${from})`
}
const column = (name: string) => raw.ref(name)
const withTax = raw`taxable + igst + cgst + sgst + cess`
const documentColumns = {
  ...Object.fromEntries(documentColumnNames.map((name) => [name, column(name)])),
  party: column('party_name'),
}

const invoiceRows = (month: string, table: string) =>
  flat(rateRows(month, table), {
    ...documentColumns,
    ...(table.startsWith('cdn') ? { label: raw`case kind when 'debit-note' then 'D' else 'C' end` } : {}),
    rate_bp: column('rate_bp'),
    value: column('total'),
    counted: raw`case when row_number() over (partition by version_id order by rate_bp) = 1 then total else 0 end`,
  })

const smallRows = (month: string) =>
  flat(
    raw`select v.supply, v.pos, t.rate_bp, count(distinct v.id) as documents, ${lineSums} from ${liveTaxLines}
      where ${datedIn(month)} and ${tableOf(month)} = 'b2cs' group by v.supply, v.pos, t.rate_bp`,
    {
      key: raw`pos || ' ' || rate_bp`,
      supply: column('supply'),
      pos: column('pos'),
      rate_bp: column('rate_bp'),
      documents: column('documents'),
      value: withTax,
    },
  )

const nilRows = (month: string) =>
  flat(
    raw`select v.supply, v.gstin is not null as registered, t.class, count(distinct v.id) as documents, ${lineSums} from ${liveTaxLines}
      where ${datedIn(month)} and ${inTable8} group by v.supply, registered, t.class`,
    {
      key: raw`supply || ' ' || registered || ' ' || class`,
      supply: column('supply'),
      label: column('class'),
      gstin: raw`case registered when 1 then '' end`,
      documents: column('documents'),
      value: withTax,
    },
  )

const hsnSection = (month: string, half: string, free: FreeGoods) =>
  flat(raw`select * from (${free === 'include' ? hsnRows(month) : hsnRowsBilled(month)}) where half = ${half}`, {
    key: raw`hsn || ' ' || uqc || ' ' || rate_bp`,
    ...Object.fromEntries((['hsn', 'uqc', 'qty', 'rate_bp'] as const).map((name) => [name, column(name)])),
    label: raw`coalesce((select m.description from hsn m where m.code = hsn), '')`,
    documents: raw`0`,
    value: withTax,
  })

const issuedRows = (month: string) =>
  flat(
    numberRuns(month),
    {
      key: raw`series_id || ' ' || first || ' ' || last`,
      label: column('kind'),
      first_number: column('from'),
      last_number: column('to'),
      documents: column('documents'),
      cancelled: column('cancelled'),
    },
    false,
  )

/** The rows of a section. */
export function sectionRows(month: string, section: Gstr1Section, free: FreeGoods): RawBuilder<unknown> {
  switch (section) {
    case 'b2b':
    case 'b2cl':
    case 'exp':
    case 'cdnr':
    case 'cdnur':
      return invoiceRows(month, section)
    case 'b2cs':
      return smallRows(month)
    case 'nil':
      return nilRows(month)
    case 'hsn-b2b':
    case 'hsn-b2c':
      return hsnSection(month, section, free)
    case 'doc-issue':
      return issuedRows(month)
  }
}

/** The documents behind an added-up row, each with its part of the row's figures. A key that names no row has none. */
export function rowsBehind(month: string, section: Gstr1Section, key: string, free: FreeGoods): RawBuilder<unknown> {
  const [a = '', b = '', c = ''] = key.split(' ')
  if (section === 'doc-issue')
    return documentRows(
      month,
      raw`d.series_id = ${Number(a)} and d.serial between ${Number(b)} and ${Number(c)}`,
      'cancelled-too',
    )
  const where =
    section === 'b2cs'
      ? raw`${tableOf(month)} = 'b2cs' and v.pos = ${a} and t.rate_bp = ${Number(b)}`
      : section === 'nil'
        ? raw`${inTable8} and v.supply = ${a} and (v.gstin is not null) = ${Number(b)} and t.class = ${c}`
        : raw`${halfOf} = ${section} and t.hsn = ${a} and t.uqc = ${b} and t.rate_bp = ${Number(c)}`
  const quantity = free === 'include' ? raw`sum(t.qty)` : raw`sum(t.qty) - ${freeInDocument}`
  const parts = raw`select d.uid, d.number, d.date, v.party_name, v.gstin, v.category, v.supply, v.pos, t.rate_bp, t.hsn, t.uqc, ${quantity} as qty, ${lineSums}
    from ${liveTaxLines} where ${datedIn(month)} and ${where} group by v.id`
  const shown =
    section === 'hsn-b2b' || section === 'hsn-b2c' ? { hsn: column('hsn'), uqc: column('uqc'), qty: column('qty') } : {}
  return flat(parts, { ...documentColumns, ...shown, rate_bp: column('rate_bp'), value: withTax })
}

/** Whole documents of the month by their headers. */
export const documentRows = (month: string, where: RawBuilder<unknown>, among: Among = 'live'): RawBuilder<unknown> =>
  flat(
    raw`select d.uid, d.number, d.date, v.party_name, v.gstin, v.category, v.supply, v.pos, ${signOf} * v.total as total, s.cancelled,
        ${signOf} * v.taxable as taxable, ${signOf} * v.igst as igst, ${signOf} * v.cgst as cgst, ${signOf} * v.sgst as sgst, ${signOf} * v.cess as cess
      from ${documentsAmong(month, among)} and ${where}`,
    { ...documentColumns, cancelled: column('cancelled'), value: column('total') },
  )

const sorts: Readonly<Record<string, ColumnName>> = {
  number: 'number',
  date: 'date',
  party: 'party',
  gstin: 'gstin',
  pos: 'pos',
  rate: 'rate_bp',
  hsn: 'hsn',
  qty: 'qty',
  documents: 'documents',
  value: 'value',
  taxable: 'taxable',
  igst: 'igst',
  cgst: 'cgst',
  sgst: 'sgst',
}

/** One page of rows with the sums of all of them; the filter looks at number, party, GSTIN, HSN and place. */
export function pageOf(db: Reader, rows: RawBuilder<unknown>, asked: Asked): Page {
  const like = `%${asked.filter.replace(/[\\%_]/g, (found) => `\\${found}`)}%`
  const searched = ['number', 'party', 'gstin', 'hsn', 'pos', 'first_number', 'last_number'].map(
    (name) => raw`${column(name)} like ${like} escape '\\'`,
  )
  const kept = asked.filter ? raw`select * from (${rows}) where ${raw.join(searched, raw` or `)}` : rows
  const sort = asked.sort && Object.hasOwn(sorts, asked.sort) ? (sorts[asked.sort] as ColumnName) : null
  const direction = asked.descending ? raw`desc` : raw`asc`
  const order = sort
    ? raw`${column(sort)} ${direction}, date, number, key, rate_bp`
    : raw`date, number, hsn, gstin, pos, key, rate_bp`
  const found = db.rows(text<Flat>`
    with r as materialized (${kept})
    select * from (select * from r order by ${order} limit ${asked.limit} offset ${asked.offset})
    union all select ${raw.join(columns.map((name) => raw`${totals[name] ?? raw`null`} as ${column(name)}`))} from r`)
  // the arms of a union come one after the other: the last row holds the sums of all
  const all = found.pop() as Flat
  return { rows: found.map(shown), total: all.documents, sums: { valuePaise: paise(all.value), ...branded(figuresOf(all)) } }
}
const totals: Partial<Record<ColumnName, RawBuilder<unknown>>> = {
  documents: raw`count(*)`,
  value: raw`coalesce(sum(counted), 0)`,
  ...Object.fromEntries(headColumns.map((name) => [name, raw`coalesce(sum(${column(name)}), 0)`])),
}

const shown = (row: Flat): Row => ({
  key: row.key,
  documentUid: row.uid && uidText(row.uid),
  number: row.number,
  date: row.date,
  party: row.party,
  gstin: row.gstin || null,
  pos: row.pos,
  label: labelOf(row),
  rateBp: row.rate_bp === null ? null : basisPoints(row.rate_bp),
  hsn: row.hsn,
  uqc: row.uqc,
  qtyMilli: row.qty === null ? null : milli(row.qty),
  from: row.first_number,
  to: row.last_number,
  documents: row.documents,
  cancelled: row.cancelled,
  valuePaise: paise(row.value),
  ...branded(figuresOf(row)),
})

/** What the return itself calls the row. */
function labelOf(row: Flat): string {
  if (row.first_number !== null) return documentNatures[natureOf(row.label)]
  if (row.label === 'C' || row.label === 'D') return row.label
  if (row.uid === null && row.hsn !== null) return row.label
  if (row.supply === null) return row.label
  if (row.uid === null && row.label) return `${nilRow({ supply: row.supply, gstin: row.gstin })} ${row.label}`
  if (row.uid === null) return row.supply === 'intra' ? 'INTRA' : 'INTER'
  if (row.gstin) return invoiceType({ category: row.category ?? '', supply: row.supply })
  if (row.supply === 'intra') return 'INTRA'
  return row.supply === 'inter' ? 'INTER' : exportType(row.supply)
}
