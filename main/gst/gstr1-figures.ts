import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Gstr1Summary } from '../../shared/gst/contract.ts'
import { addFigures, type Figures } from '../../shared/gst/gstr1-document.ts'
import { periodOf } from '../../shared/gst/gstr1-json.ts'
import {
  b2clLimitPaise,
  type InvoiceTable,
  invoiceTable,
  type NoteTable,
  nilRow,
  noteTable,
} from '../../shared/gst/gstr1-table.ts'
import type { SupplyType } from '../../shared/gst/place-of-supply.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import { type Reader, text } from '../database/connection.ts'
import { datedIn, hsnRows, inTable8, isNote, lineSums, liveTaxLines, numberRuns, originalLarge, signOf } from './gstr1-groups.ts'

export type SectionTotals = z.output<typeof Gstr1Summary>['sections'][number]
/** The halves of table 12. */
export type Half = 'hsn-b2b' | 'hsn-b2c'
/** The five figures as columns. */
export type Sums = { taxable: number; igst: number; cgst: number; sgst: number; cess: number }

export const noFigures: Figures = { taxablePaise: 0, igstPaise: 0, cgstPaise: 0, sgstPaise: 0, cessPaise: 0 }
export const totalOf = (list: readonly Figures[]): Figures => list.reduce(addFigures, noFigures)
export const figuresOf = (row: Sums): Figures => ({
  taxablePaise: row.taxable,
  igstPaise: row.igst,
  cgstPaise: row.cgst,
  sgstPaise: row.sgst,
  cessPaise: row.cess,
})
export const branded = (figures: Figures) => ({
  taxablePaise: paise(figures.taxablePaise),
  igstPaise: paise(figures.igstPaise),
  cgstPaise: paise(figures.cgstPaise),
  sgstPaise: paise(figures.sgstPaise),
  cessPaise: paise(figures.cessPaise),
})

/** Documents that are alike in all that decides their tables, counted and added up. `taxed_` leaves out what table 8 takes. */
type Alike = Sums & {
  note: 0 | 1
  registered: 0 | 1
  supply: SupplyType
  pos: string
  /** Above the limit of table 5; of a note, whether its invoice is. */
  large: 0 | 1
  reverse: 0 | 1
  /** The rates of its taxed lines and the classes of those for table 8, as `500,1200,exempt`. */
  marks: string
  documents: number
  total: number
  torn: number
  stray: number
  taxed_taxable: number
  taxed_igst: number
  taxed_cgst: number
  taxed_sgst: number
  taxed_cess: number
}

/** What one table takes of alike documents. */
export type Part = {
  readonly table: InvoiceTable | NoteTable
  readonly half: Half
  readonly figures: Figures
  readonly documents: number
  readonly totalPaise: number
  /** The buyer pays the tax. */
  readonly reverse: boolean
  readonly rates: readonly number[]
  /** Names of the rows they make in a table that adds documents up. */
  readonly rows: readonly string[]
}
type HsnTotal = Sums & { half: Half; hsn: string; uqc: string; rate_bp: number }

/** A month as the summary and its checks need it. */
export type MonthFigures = {
  readonly parts: readonly Part[]
  readonly hsn: readonly HsnTotal[]
  readonly runs: readonly { documents: number; cancelled: number }[]
  /** Documents with at least one tax line, and of those the ones whose lines do not add up to the header or belong to another return. */
  readonly reported: number
  readonly torn: number
  readonly stray: number
  /** Documents in each half of table 12. */
  readonly halves: Readonly<Record<Half, number>>
}

/**
 * One pass over the month's tax lines. They are grouped by document in the order they are read, so that only the kinds of alike
 * documents, some hundreds, are ever sorted.
 */
const alike = (month: string) => text<Alike>`
  with per as materialized (
    select ${isNote} as note, v.gstin is not null as registered, v.supply, v.pos, case when ${isNote} then ${originalLarge} else v.total > ${b2clLimitPaise(month)} end as large,
      max(t.rcm) as reverse, ${signOf} * v.total as total,
      group_concat(distinct case when ${inTable8} then t.class else t.rate_bp end) as marks,
      ${lineSums},
      coalesce(sum(t.taxable) filter (where not ${inTable8}), 0) as taxed_taxable, coalesce(sum(t.igst) filter (where not ${inTable8}), 0) as taxed_igst,
      coalesce(sum(t.cgst) filter (where not ${inTable8}), 0) as taxed_cgst, coalesce(sum(t.sgst) filter (where not ${inTable8}), 0) as taxed_sgst,
      coalesce(sum(t.cess) filter (where not ${inTable8}), 0) as taxed_cess,
      sum(t.taxable) <> ${signOf} * v.taxable or sum(t.igst) <> ${signOf} * v.igst or sum(t.cgst) <> ${signOf} * v.cgst or sum(t.sgst) <> ${signOf} * v.sgst
        or sum(t.cess) <> ${signOf} * v.cess as torn,
      max(t.return_period <> ${periodOf(month)}) as stray
    from ${liveTaxLines} where ${datedIn(month)} group by d.date, d.id)
  select note, registered, supply, pos, large, reverse, marks, count(*) as documents, sum(total) as total, sum(torn) as torn, sum(stray) as stray,
    ${summed}, sum(taxed_taxable) as taxed_taxable, sum(taxed_igst) as taxed_igst, sum(taxed_cgst) as taxed_cgst, sum(taxed_sgst) as taxed_sgst,
    sum(taxed_cess) as taxed_cess
  from per group by note, registered, supply, pos, large, reverse, marks`

/** The five columns added up; 0 for none. */
export const summed = raw`coalesce(sum(taxable), 0) as taxable, coalesce(sum(igst), 0) as igst, coalesce(sum(cgst), 0) as cgst,
  coalesce(sum(sgst), 0) as sgst, coalesce(sum(cess), 0) as cess`

/** Splits alike documents over the tables as gst-rules.md §4.1 has it: taxable lines to one, untaxed lines of domestic documents to table 8. */
function partsOf(row: Alike, month: string): Part[] {
  const gstin = row.registered ? 'has one' : null
  const documentValuePaise = row.large ? b2clLimitPaise(month) + 1 : 0
  const half: Half = row.registered ? 'hsn-b2b' : 'hsn-b2c'
  const common = { half, documents: row.documents, totalPaise: row.total, reverse: row.reverse === 1 }
  const marks = row.marks.split(',')
  const rates = marks.map(Number).filter(Number.isInteger)
  const classes = marks.filter((mark) => !Number.isInteger(Number(mark)))
  const taxed = figuresOf({
    taxable: row.taxed_taxable,
    igst: row.taxed_igst,
    cgst: row.taxed_cgst,
    sgst: row.taxed_sgst,
    cess: row.taxed_cess,
  })
  const parts: Part[] = []
  if (rates.length > 0) {
    const { supply } = row
    const table = row.note
      ? noteTable({ taxClass: 'taxable', supply, gstin, originalTable: row.large ? 'b2cl' : 'b2cs' })
      : invoiceTable({ taxClass: 'taxable', supply, gstin, documentValuePaise, month })
    parts.push({ ...common, table, figures: taxed, rates, rows: rates.map((rate) => `${row.supply} ${row.pos} ${rate}`) })
  }
  if (classes.length > 0) {
    const rows = classes.map((taxClass) => `${nilRow({ supply: row.supply, gstin })} ${taxClass}`)
    parts.push({ ...common, table: 'nil', figures: less(figuresOf(row), taxed), rates: [], rows })
  }
  return parts
}

const less = (a: Figures, b: Figures): Figures => ({
  taxablePaise: a.taxablePaise - b.taxablePaise,
  igstPaise: a.igstPaise - b.igstPaise,
  cgstPaise: a.cgstPaise - b.cgstPaise,
  sgstPaise: a.sgstPaise - b.sgstPaise,
  cessPaise: a.cessPaise - b.cessPaise,
})

const count = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((sum, one) => sum + of(one), 0)

/** Reads a month: tax lines by document, tax lines by HSN, and numbers, each in one statement. */
export function monthFigures(db: Reader, month: string): MonthFigures {
  const rows = db.rows(alike(month))
  const half = (registered: 0 | 1) =>
    count(
      rows.filter((row) => row.registered === registered),
      (row) => row.documents,
    )
  return {
    parts: rows.flatMap((row) => partsOf(row, month)),
    reported: count(rows, (row) => row.documents),
    torn: count(rows, (row) => row.torn),
    stray: count(rows, (row) => row.stray),
    halves: { 'hsn-b2b': half(1), 'hsn-b2c': half(0) },
    hsn: db.rows(text<HsnTotal>`${hsnRows(month)}`),
    runs: db.rows(text<{ documents: number; cancelled: number }>`select documents, cancelled from (${numberRuns(month)})`),
  }
}

/** Σ of the tables that take documents, or of those of one half of table 12. */
export const tablesTotal = ({ parts }: MonthFigures, half?: Half): Figures =>
  totalOf(parts.filter((part) => half === undefined || part.half === half).map((part) => part.figures))

export const hsnTotal = ({ hsn }: MonthFigures, half: Half): Figures =>
  totalOf(hsn.filter((row) => row.half === half).map(figuresOf))

const withTax = (figures: Figures) => sumPaise(Object.values(figures))

/** The sections in the order of the return, also those that are empty. */
export function sectionTotals(figures: MonthFigures): SectionTotals[] {
  const table = (section: 'b2b' | 'b2cl' | 'b2cs' | 'exp' | 'nil' | 'cdnr' | 'cdnur'): SectionTotals => {
    const parts = figures.parts.filter((part) => part.table === section)
    const total = totalOf(parts.map((part) => part.figures))
    const lists = section !== 'b2cs' && section !== 'nil'
    return {
      section,
      documents: count(parts, (part) => part.documents),
      rows: lists ? count(parts, (part) => part.documents * part.rates.length) : new Set(parts.flatMap((part) => part.rows)).size,
      totalPaise: lists ? sumPaise(parts.map((part) => part.totalPaise)) : withTax(total),
      ...branded(total),
    }
  }
  const hsn = (section: Half): SectionTotals => {
    const total = hsnTotal(figures, section)
    const rows = figures.hsn.filter((row) => row.half === section).length
    return { section, documents: figures.halves[section], rows, totalPaise: withTax(total), ...branded(total) }
  }
  const issued: SectionTotals = {
    section: 'doc-issue',
    documents: count(figures.runs, (run) => run.documents),
    rows: figures.runs.length,
    totalPaise: paise(0),
    ...branded(noFigures),
  }
  const tables = (['b2b', 'b2cl', 'b2cs', 'exp', 'cdnr', 'cdnur', 'nil'] as const).map(table)
  return [...tables, hsn('hsn-b2b'), hsn('hsn-b2c'), issued]
}
