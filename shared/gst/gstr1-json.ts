import type { LocalDate } from '../calendar.ts'
import { isService } from '../items/hsn-digits.ts'
import { share } from '../money.ts'
import type { SupplyType } from './place-of-supply.ts'

/** Stored figures added up, as SQL hands them over. */
export type Figures = {
  readonly taxablePaise: number
  readonly igstPaise: number
  readonly cgstPaise: number
  readonly sgstPaise: number
  readonly cessPaise: number
}
/** One rate of one document: what `itms` holds. Rows of one document come one after another. */
export type DocumentRate = Figures & {
  readonly number: string
  readonly date: string
  readonly totalPaise: number
  readonly gstin: string | null
  readonly party: string
  readonly category: string
  readonly supply: SupplyType
  readonly pos: string
  readonly reverseCharge: boolean
  readonly rateBp: number
  readonly portCode: string | null
  readonly shippingBill: string | null
  readonly shippingDate: string | null
}
/** One rate of one note, its amounts without a sign. */
export type NoteRate = DocumentRate & { readonly noteType: 'C' | 'D' }
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

/**
 * Rupees with at most two decimals, for a file that wants JSON numbers. A division rounds once and correctly, so up to a thousand
 * crore crore the number prints as exactly those decimals; sums are made before, in paise.
 */
export const rupees = (amountPaise: number): number => amountPaise / 100
/** Quantity to two decimals, half away from zero. */
export const quantity2 = (qtyMilli: number): number => share(qtyMilli, 1, 10) / 100
const percent = (rateBp: number): number => rateBp / 100
/** '12-10-2026' */
export const portalDate = (date: string): string => `${date.slice(8)}-${date.slice(5, 7)}-${date.slice(0, 4)}`
/** 'MMYYYY' of 'YYYY-MM'. */
export const periodOf = (month: string): string => `${month.slice(5)}${month.slice(0, 4)}`

/** R regular, SEWP and SEWOP to an SEZ with and without payment, DE deemed export (gst-rules.md §4.3). */
export function invoiceType(document: { readonly category: string; readonly supply: SupplyType }): 'R' | 'SEWP' | 'SEWOP' | 'DE' {
  if (document.category === 'sez') return document.supply === 'zero-without-payment' ? 'SEWOP' : 'SEWP'
  return document.category === 'deemed-export' ? 'DE' : 'R'
}

/** Within the state the two halves, otherwise IGST alone; cess always. */
function taxes(row: Figures & { readonly supply: SupplyType }) {
  const cess = { csamt: rupees(row.cessPaise) }
  return row.supply === 'intra'
    ? { camt: rupees(row.cgstPaise), samt: rupees(row.sgstPaise), ...cess }
    : { iamt: rupees(row.igstPaise), ...cess }
}

const item = (row: DocumentRate) => ({
  // the official tool numbers items by their rate: 1801 for 18%
  num: row.rateBp + 1,
  itm_det: { rt: percent(row.rateBp), txval: rupees(row.taxablePaise), ...taxes(row) },
})

/** Rows that stand together and share a key, as one list each. */
function* runs<T>(rows: Iterable<T>, key: (row: T) => string): Generator<[T, ...T[]]> {
  let run: [T, ...T[]] | null = null
  for (const row of rows) {
    if (run && key(run[0]) === key(row)) run.push(row)
    else {
      if (run) yield run
      run = [row]
    }
  }
  if (run) yield run
}
const perDocument = (row: DocumentRate) => row.number

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

function* cdnrSection(rows: Iterable<NoteRate>) {
  for (const party of runs(rows, (row) => row.gstin ?? ''))
    yield {
      ctin: party[0].gstin,
      nt: [...runs(party, perDocument)].map((rates) => ({
        nt_num: rates[0].number,
        nt_dt: portalDate(rates[0].date),
        ntty: rates[0].noteType,
        val: rupees(rates[0].totalPaise),
        pos: rates[0].pos,
        rchrg: rates[0].reverseCharge ? 'Y' : 'N',
        inv_typ: invoiceType(rates[0]),
        itms: rates.map(item),
      })),
    }
}

/** Notes to buyers without GSTIN: of an export, or of an invoice of table 5. */
export const unregisteredType = (supply: SupplyType): 'B2CL' | 'EXPWP' | 'EXPWOP' =>
  supply === 'zero-with-payment' ? 'EXPWP' : supply === 'zero-without-payment' ? 'EXPWOP' : 'B2CL'

const cdnurRows = (rows: Iterable<NoteRate>) =>
  [...runs(rows, perDocument)].map((rates) => {
    const typ = unregisteredType(rates[0].supply)
    return {
      nt_num: rates[0].number,
      nt_dt: portalDate(rates[0].date),
      ntty: rates[0].noteType,
      val: rupees(rates[0].totalPaise),
      typ,
      ...(typ === 'B2CL' ? { pos: rates[0].pos } : {}),
      itms: rates.map(item),
    }
  })

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

export const addFigures = (a: Figures, b: Figures): Figures => ({
  taxablePaise: a.taxablePaise + b.taxablePaise,
  igstPaise: a.igstPaise + b.igstPaise,
  cgstPaise: a.cgstPaise + b.cgstPaise,
  sgstPaise: a.sgstPaise + b.sgstPaise,
  cessPaise: a.cessPaise + b.cessPaise,
})

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
