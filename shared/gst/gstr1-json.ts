import type { LocalDate } from '../calendar.ts'
import { isService } from '../items/hsn-digits.ts'
import {
  addFigures,
  type DocumentRate,
  type Figures,
  invoiceType,
  item,
  type NoteRate,
  percent,
  perDocument,
  portalDate,
  quantity2,
  runs,
  rupees,
  taxes,
} from './gstr1-document.ts'
import { cdnrSection, cdnurRows } from './gstr1-notes.ts'
import type { SupplyType } from './place-of-supply.ts'

export type SmallRow = Figures & { readonly supply: SupplyType; readonly pos: string; readonly rateBp: number }
export type NilRow = {
  readonly supply: NilSupply
  readonly nilPaise: number
  readonly exemptPaise: number
  readonly nonGstPaise: number
}
export const nilSupplies = ['INTRB2B', 'INTRAB2B', 'INTRB2C', 'INTRAB2C'] as const
export type NilSupply = (typeof nilSupplies)[number]
export type HsnRow = Figures & {
  readonly hsn: string
  readonly uqc: string
  readonly qtyMilli: number
  readonly rateBp: number
  /** The words of the code in the HSN master, and whether they are the portal's. */
  readonly description?: string | undefined
  readonly official?: boolean | undefined
}
export type NumberRange = {
  readonly nature: DocumentNature
  readonly from: string
  readonly to: string
  readonly count: number
  readonly cancelled: number
}
/** Natures of table 13 that a distributor's series have; the position is fixed (gst-rules.md §4.5). */
export const documentNatures = { 1: 'Invoices for outward supply', 4: 'Debit Note', 5: 'Credit Note' } as const
export type DocumentNature = keyof typeof documentNatures
/** The nature a kind of document is issued under. */
export const natureOf = (kind: string): DocumentNature =>
  kind === 'debit-note' ? 4 : kind === 'sale-return' || kind === 'credit-note' ? 5 : 1

/** A month as the files want it: rows of one document, and documents of one party or place, stand together. */
export type Gstr1Month = {
  readonly gstin: string
  /** 'YYYY-MM' */
  readonly month: string
  readonly b2b: readonly DocumentRate[]
  readonly b2cl: readonly DocumentRate[]
  readonly exp: readonly DocumentRate[]
  readonly b2cs: readonly SmallRow[]
  readonly cdnr: readonly NoteRate[]
  readonly cdnur: readonly NoteRate[]
  readonly nil: readonly NilRow[]
  readonly hsnB2b: readonly HsnRow[]
  readonly hsnB2c: readonly HsnRow[]
  readonly documents: readonly NumberRange[]
}

/** 'MMYYYY' of 'YYYY-MM'. */
export const periodOf = (month: string): string => `${month.slice(5)}${month.slice(0, 4)}`

function* b2bSection(rows: Iterable<DocumentRate>) {
  for (const party of runs(rows, (row) => row.gstin ?? ''))
    yield {
      ctin: party[0].gstin,
      inv: [...runs(party, perDocument)].map((rates) => ({
        inum: rates[0].number,
        idt: portalDate(rates[0].date),
        val: rupees(rates[0].totalPaise),
        pos: rates[0].pos,
        rchrg: rates[0].reverseCharge ? 'Y' : 'N',
        inv_typ: invoiceType(rates[0]),
        itms: rates.map(item),
      })),
    }
}

function* b2clSection(rows: Iterable<DocumentRate>) {
  for (const place of runs(rows, (row) => row.pos))
    yield {
      pos: place[0].pos,
      inv: [...runs(place, perDocument)].map((rates) => ({
        inum: rates[0].number,
        idt: portalDate(rates[0].date),
        val: rupees(rates[0].totalPaise),
        itms: rates.map(item),
      })),
    }
}

/** Number and date of the shipping bill go in together or not at all. */
const shipping = ({ portCode, shippingBill, shippingDate }: DocumentRate) => ({
  ...(portCode ? { sbpcode: portCode } : {}),
  ...(shippingBill && shippingDate ? { sbnum: shippingBill, sbdt: portalDate(shippingDate) } : {}),
})

function* expSection(rows: Iterable<DocumentRate>) {
  for (const sort of runs(rows, (row) => row.supply))
    yield {
      exp_typ: exportType(sort[0].supply),
      inv: [...runs(sort, perDocument)].map((rates) => ({
        inum: rates[0].number,
        idt: portalDate(rates[0].date),
        val: rupees(rates[0].totalPaise),
        ...shipping(rates[0]),
        itms: rates.map((row) => ({
          txval: rupees(row.taxablePaise),
          rt: percent(row.rateBp),
          iamt: rupees(row.igstPaise),
          csamt: rupees(row.cessPaise),
        })),
      })),
    }
}
/** With or without payment of IGST, as the file and the sheet write it. */
export const exportType = (supply: SupplyType): 'WPAY' | 'WOPAY' => (supply === 'zero-without-payment' ? 'WOPAY' : 'WPAY')

const b2csRow = (row: SmallRow) => ({
  sply_ty: row.supply === 'intra' ? 'INTRA' : 'INTER',
  rt: percent(row.rateBp),
  typ: 'OE',
  pos: row.pos,
  txval: rupees(row.taxablePaise),
  ...taxes(row),
})
const nilRow = (row: NilRow) => ({
  sply_ty: row.supply,
  expt_amt: rupees(row.exemptPaise),
  nil_amt: rupees(row.nilPaise),
  ngsup_amt: rupees(row.nonGstPaise),
})
const hsnRow = (row: HsnRow, index: number) => ({
  num: index + 1,
  hsn_sc: row.hsn,
  ...(row.official && row.description ? { desc: row.description } : {}),
  uqc: isService(row.hsn) ? 'NA' : row.uqc,
  qty: isService(row.hsn) ? 0 : quantity2(row.qtyMilli),
  rt: percent(row.rateBp),
  txval: rupees(row.taxablePaise),
  iamt: rupees(row.igstPaise),
  samt: rupees(row.sgstPaise),
  camt: rupees(row.cgstPaise),
  csamt: rupees(row.cessPaise),
})

/** Table 12 is split into halves from the period 05-2025. */
const hsnIsSplit = (month: string): boolean => month >= '2025-05'

function hsnSection({ month, hsnB2b, hsnB2c }: Gstr1Month) {
  if (hsnIsSplit(month)) return filled({ hsn_b2b: hsnB2b.map(hsnRow), hsn_b2c: hsnB2c.map(hsnRow) })
  return filled({ data: addedUp([...hsnB2b, ...hsnB2c]).map(hsnRow) })
}

/** Before the split both halves were one list with one row per code, unit and rate. */
function addedUp(rows: readonly HsnRow[]): HsnRow[] {
  const sums = new Map<string, HsnRow>()
  for (const row of rows) {
    const key = `${row.hsn} ${row.uqc} ${row.rateBp}`
    const sum = sums.get(key)
    sums.set(key, sum ? { ...row, ...addFigures(sum, row), qtyMilli: sum.qtyMilli + row.qtyMilli } : row)
  }
  return [...sums.values()]
}

function documentSection(ranges: readonly NumberRange[]) {
  const natures = [...runs(ranges, (range) => String(range.nature))].map((list) => ({
    doc_num: list[0].nature,
    doc_typ: documentNatures[list[0].nature],
    docs: list.map((range, index) => ({
      num: index + 1,
      from: range.from,
      to: range.to,
      totnum: range.count,
      cancel: range.cancelled,
      net_issue: range.count - range.cancelled,
    })),
  }))
  return filled({ doc_det: natures })
}

/** Without its empty lists; undefined when none is left. The portal refuses an empty section (gst-rules.md §4.2). */
function filled<T extends Record<string, readonly unknown[] | undefined>>(section: T): Partial<T> | undefined {
  const kept = Object.entries(section).filter(([, list]) => list !== undefined && list.length > 0)
  return kept.length > 0 ? (Object.fromEntries(kept) as Partial<T>) : undefined
}

/** The file of a month as the portal takes it (gst-rules.md §4.2 to §4.5). Sections without rows are left out. */
export function gstr1Json(given: Gstr1Month) {
  const sections = {
    ...filled({
      b2b: [...b2bSection(given.b2b)],
      b2cl: [...b2clSection(given.b2cl)],
      b2cs: given.b2cs.map(b2csRow),
      exp: [...expSection(given.exp)],
      cdnr: [...cdnrSection(given.cdnr)],
      cdnur: cdnurRows(given.cdnur),
    }),
    nil: filled({ inv: given.nil.map(nilRow) }),
    hsn: hsnSection(given),
    doc_issue: documentSection(given.documents),
  }
  const kept = Object.fromEntries(Object.entries(sections).filter(([, section]) => section !== undefined))
  return {
    gstin: given.gstin,
    fp: periodOf(given.month),
    version: 'GST3.2.4',
    hash: 'hash',
    ...(kept as Partial<typeof sections>),
  }
}

/** The name the official tool gives such a file; day and month of making it stand without leading zeros. */
export const gstr1FileName = (gstin: string, made: LocalDate): string =>
  `returns_${Number(made.slice(8))}${Number(made.slice(5, 7))}${made.slice(0, 4)}_R1_${gstin}_offline.json`

/** The name of the workbook: the firm and the period. */
export const gstr1WorkbookName = (gstin: string, month: string): string => `GSTR1_${gstin}_${periodOf(month)}.xlsx`
