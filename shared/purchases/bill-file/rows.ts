import { isLocalDate, type LocalDate, parseDateEntry, parseExpiryEntry } from '../../calendar.ts'
import { parseDecimal, plainDigits } from '../../digits.ts'
import { type Paise, paise } from '../../money.ts'
import { type BasisPoints, basisPoints, type Milli, milli, type RateE4, rateE4 } from '../../quantity.ts'
import type { BillField } from './columns.ts'

/** A line as the supplier wrote it. Quantities are in the supplier's packs (thousandths), the rate is per pack. */
export type FileLine = {
  readonly rowNo: number
  readonly supplier: string
  readonly supplierGstin: string
  readonly billNumber: string
  readonly billDate: LocalDate | null
  readonly code: string
  readonly barcode: string
  readonly name: string
  readonly manufacturer: string
  readonly pack: string
  readonly batch: string
  readonly expiry: LocalDate | null
  readonly qtyMilli: Milli
  readonly freeMilli: Milli
  readonly rateE4: RateE4
  readonly mrpPaise: Paise | null
  readonly discountBp: BasisPoints
  readonly discountPaise: Paise
  /** What the file gives as the line's amount; whether before or after discount or tax is found by `proveBill`. */
  readonly amountPaise: Paise | null
  readonly hsn: string
  readonly gstBp: BasisPoints | null
  readonly billTotalPaise: Paise | null
}
export type RowProblem = { readonly field: BillField; readonly code: string; readonly text: string }

const none = 0
const clean = (text: string): string => text.replace(/\s+/g, ' ').trim()
/** `₹ 1,234.50`, `Rs. 12`, `12.50 %`. */
const bare = (text: string): string =>
  plainDigits(text)
    .replace(/rs\.?|inr|₹|%|\s/gi, '')
    .replace(/,/g, '')

/** Longer decimals than we keep are what a spreadsheet made of a number; they are cut half up, not refused. */
function cut(text: string, decimals: number): string {
  const match = /^(-?)(\d*)\.(\d+)$/.exec(text)
  if (!match || (match[3] as string).length <= decimals) return text
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(`${whole || '0'}${fraction.slice(0, decimals)}`) + (Number(fraction[decimals]) >= 5 ? 1n : 0n)
  const digits = units.toString().padStart(decimals + 1, '0')
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** The year a supplier's file means is near today; spreadsheets write ISO, programs dd/mm/yyyy. */
function dateOf(text: string, today: LocalDate): LocalDate | null {
  const day = text.replace(/[T ]\d{1,2}:\d{2}.*$/, '')
  return isLocalDate(day) ? day : parseDateEntry(day, today)
}

function expiryOf(text: string, today: LocalDate): LocalDate | null {
  const short = parseExpiryEntry(text)
  if (short) return short
  const month = /^([a-z]{3})[a-z]*[\s/.-]+(\d{2}|\d{4})$/i.exec(text)
  if (month) return monthOf(`01-${month[1]}-${month[2]}`, today)
  return monthOf(text, today)
}
/** A whole date stands for its month: the last day of it. */
function monthOf(text: string, today: LocalDate): LocalDate | null {
  const day = dateOf(text, today)
  return day && parseExpiryEntry(`${day.slice(5, 7)}/${day.slice(0, 4)}`)
}

/**
 * Understands one row under a mapping. Every problem is data: the line comes back as far as it can be read. A row without a name, or
 * without any quantity (a title, a total), is null.
 */
export function understandLine(
  cells: readonly string[],
  mapping: readonly BillField[],
  at: { rowNo: number; today: LocalDate },
): { line: FileLine; problems: RowProblem[] } | null {
  const text = (field: BillField): string => clean(cells[mapping.indexOf(field)] ?? '')
  const problems: RowProblem[] = []
  // plain decimals only: a file's formula or abbreviation is not worked out
  const number = <N>(field: BillField, decimals: number, make: (units: number) => N): N | null => {
    const given = text(field)
    if (given === '' || given === '-') return null
    const units = parseDecimal(cut(bare(given), decimals), decimals)
    if (units === null) problems.push({ field, code: 'purchases/row-number', text: given.slice(0, 40) })
    return units === null ? null : make(units)
  }
  const name = text('name')
  if (name === '' || (text('quantity') === '' && text('rate') === '')) return null
  const qtyMilli = number('quantity', 3, milli)
  const freeMilli = number('free', 3, milli) ?? milli(none)
  const rate = number('rate', 4, rateE4)
  if (qtyMilli === null && text('quantity') === '') problems.push({ field: 'quantity', code: 'purchases/row-empty', text: '' })
  if (rate === null && text('rate') === '') problems.push({ field: 'rate', code: 'purchases/row-empty', text: '' })
  if (qtyMilli !== null && qtyMilli < 0)
    problems.push({ field: 'quantity', code: 'purchases/row-negative', text: text('quantity') })
  if (qtyMilli === none && freeMilli === none) problems.push({ field: 'quantity', code: 'purchases/row-empty', text: '0' })
  const expiry = text('expiry') === '' ? null : expiryOf(text('expiry'), at.today)
  if (expiry === null && text('expiry') !== '')
    problems.push({ field: 'expiry', code: 'purchases/row-date', text: text('expiry') })
  const billDate = text('bill-date') === '' ? null : dateOf(text('bill-date'), at.today)
  if (billDate === null && text('bill-date') !== '')
    problems.push({ field: 'bill-date', code: 'purchases/row-date', text: text('bill-date') })
  const line: FileLine = {
    rowNo: at.rowNo,
    supplier: text('supplier'),
    supplierGstin: text('supplier-gstin').toUpperCase(),
    billNumber: text('bill-number'),
    billDate,
    code: text('code'),
    barcode: text('barcode'),
    name,
    manufacturer: text('manufacturer'),
    pack: text('pack'),
    batch: text('batch').toUpperCase(),
    expiry,
    qtyMilli: qtyMilli ?? milli(none),
    freeMilli,
    rateE4: rate ?? (none as RateE4),
    mrpPaise: number('mrp', 2, paise),
    discountBp: number('discount', 2, basisPoints) ?? basisPoints(none),
    discountPaise: number('discount-amount', 2, paise) ?? (none as Paise),
    amountPaise: number('amount', 2, paise),
    hsn: text('hsn').replace(/\D/g, ''),
    gstBp: gstOf((field) => number(field, 2, basisPoints)),
    billTotalPaise: number('bill-total', 2, paise),
  }
  return { line, problems }
}

/** The whole rate: its own column, or IGST, or the two halves together. */
function gstOf(percent: (field: BillField) => BasisPoints | null): BasisPoints | null {
  const [gst, igst, cgst, sgst] = [percent('gst'), percent('igst'), percent('cgst'), percent('sgst')]
  if (igst) return igst
  if (cgst !== null || sgst !== null) return basisPoints((cgst ?? none) + (sgst ?? none))
  return gst ?? igst
}

export type FileBill = {
  readonly supplier: string
  readonly supplierGstin: string
  readonly number: string
  readonly date: LocalDate | null
  readonly totalPaise: Paise | null
  readonly lines: FileLine[]
}

/** The bills of a file, in the order they begin: lines of one supplier, number and date. */
export function billsOf(lines: readonly FileLine[]): FileBill[] {
  const bills = new Map<string, FileBill>()
  for (const line of lines) {
    const key = [line.supplier.toUpperCase(), line.billNumber.toUpperCase(), line.billDate].join('|')
    const bill = bills.get(key)
    if (bill) bill.lines.push(line)
    else
      bills.set(key, {
        supplier: line.supplier,
        supplierGstin: line.supplierGstin,
        number: line.billNumber,
        date: line.billDate,
        totalPaise: line.billTotalPaise,
        lines: [line],
      })
  }
  return [...bills.values()]
}
