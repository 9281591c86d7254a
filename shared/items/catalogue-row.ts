import type { z } from 'zod'
import { parseDecimal, plainDigits } from '../digits.ts'
import { type Paise, paise, share } from '../money.ts'
import { type BasisPoints, parseBasisPoints, type RateE4, rateE4 } from '../quantity.ts'
import type { ImportField } from './catalogue-columns.ts'
import type { CatalogueRow, RowError } from './contract.ts'
import { type PackUnits, unitsOfPack } from './pack-units.ts'
import type { Schedule } from './schedules.ts'
import { isSlab } from './tax-rates.ts'

export type Row = z.output<typeof CatalogueRow>
export type Problem = z.output<typeof RowError>

/** The dearest pack in trade costs little above a lakh; ten lakh in a list is a slipped column. */
const absurdPaise = 10_00_000_00

const longest = { code: 30, name: 200, manufacturer: 100, composition: 500, pack: 80, category: 60, barcode: 40 } as const

const schedules: Readonly<Record<string, Schedule>> = {
  g: 'G',
  h: 'H',
  h1: 'H1',
  x: 'X',
  ndps: 'NDPS',
  nrx: 'NDPS',
  narcotic: 'NDPS',
  otc: 'OTC',
  none: 'none',
  no: 'none',
  nil: 'none',
  na: 'none',
  general: 'none',
  device: 'device',
  medicaldevice: 'device',
  surgical: 'device',
  cosmetic: 'cosmetic',
  cosmetics: 'cosmetic',
  food: 'food',
  fssai: 'food',
  nutraceutical: 'food',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
const controls = /[\u0000-\u001f\u007f-\u009f]+/g
/** A cell as text: control characters out, blanks one. A formula stays the text it is. */
const clean = (cell: string | undefined): string => (cell ?? '').replace(controls, ' ').replace(/\s+/g, ' ').trim()

/** Packs repeat thousands of times in a list; reading a label anew each time is most of the work. */
const packs = new Map<string, PackUnits>()
function unitsOf(label: string): PackUnits {
  let units = packs.get(label)
  if (!units) {
    if (packs.size > 5000) packs.clear()
    units = unitsOfPack(label)
    packs.set(label, units)
  }
  return units
}

/**
 * What a row of a catalogue says under a mapping, and what is wrong with it. Errors are data: they never stop an import. A price of 0
 * is taken as not known; what is empty says nothing.
 */
export function understandRow(cells: readonly string[], mapping: readonly ImportField[]): { row: Row; errors: Problem[] } {
  const errors: Problem[] = []
  const wrong = (code: string, field: string, details?: Problem['details']) =>
    errors.push(details ? { code: `items/row-${code}`, field, details } : { code: `items/row-${code}`, field })
  if (cells.length < mapping.length || cells.slice(mapping.length).some((cell) => cell.trim() !== ''))
    wrong('columns', 'row', { columns: cells.length, header: mapping.length })
  const of = (field: ImportField): string => {
    const at = mapping.indexOf(field)
    return at < 0 ? '' : clean(cells[at])
  }
  const text = (field: keyof typeof longest): string | null => {
    const value = of(field)
    const limit = longest[field]
    if (value.length > limit) wrong(field === 'name' ? 'name-long' : 'text-long', field, { field, limit })
    return value || null
  }
  const name = text('name')
  if (name === null) wrong('no-name', 'name')
  const packLabel = text('pack')
  const row: Row = {
    code: text('code')?.toUpperCase() ?? null,
    name: name ?? '',
    manufacturer: text('manufacturer'),
    composition: text('composition'),
    packLabel,
    ...unitsOf(packLabel ?? ''),
    hsn: hsnOf(of('hsn'), wrong),
    gstBp: gstOf(of('gst'), wrong),
    schedule: scheduleOf(of('schedule'), wrong),
    category: text('category'),
    barcode: barcodeOf(text('barcode'), wrong),
    mrpPaise: mrpOf(of('mrp'), wrong),
    ptrE4: rateOf(of('ptr'), 'ptr', wrong),
    ptsE4: rateOf(of('pts'), 'pts', wrong),
    weightGrams: weightOf(of('weightGrams'), 'weightGrams', wrong) ?? weightOf(of('weightKg'), 'weightKg', wrong),
  }
  return { row, errors }
}

type Wrong = (code: string, field: string, details?: Problem['details']) => void

/** Rupees as lists write them, in 1/10,000: `₹ 1,234.50`, `Rs.90/-`. Null when it is no price (and said so); 0 is not known. */
function rupeesE4(text: string, field: string, wrong: Wrong): number | null {
  if (text === '' || text === '-') return null
  const plain = plainDigits(text)
    .replace(/^(₹|rs\.?|inr)\s*/i, '')
    .replace(/\s*\/-?$/, '')
  const amount = parseDecimal(plain.trim(), 4)
  if (amount === null) wrong('price', field, { text: text.slice(0, 40) })
  else if (amount < 0) wrong('price-negative', field, { text: text.slice(0, 40) })
  else if (amount > absurdPaise * 100) wrong('price-absurd', field, { text: text.slice(0, 40) })
  else return amount === 0 ? null : amount
  return null
}
function mrpOf(text: string, wrong: Wrong): Paise | null {
  const amount = rupeesE4(text, 'mrp', wrong)
  return amount === null ? null : paise(share(amount, 1, 100))
}
function rateOf(text: string, field: string, wrong: Wrong): RateE4 | null {
  const amount = rupeesE4(text, field, wrong)
  return amount === null ? null : rateE4(amount)
}

const gramsIn: Readonly<Record<string, number>> = {
  mg: 0.001,
  g: 1,
  gm: 1,
  gms: 1,
  gram: 1,
  grams: 1,
  kg: 1000,
  kgs: 1000,
  kilo: 1000,
}
const mostGrams = 1_000_000

/** What a sale unit weighs, to the next gram: `250`, `250 gm`, `1.2 kg`; the column's unit where the cell names none. 0 is not known. */
function weightOf(text: string, field: 'weightGrams' | 'weightKg', wrong: Wrong): number | null {
  if (text === '' || text === '-') return null
  const no = (code: string) => {
    wrong(code, field, { text: text.slice(0, 40) })
    return null
  }
  const [, figure = '', unit = ''] = /^([^a-z]*?)\s*([a-z]*)\.?$/i.exec(plainDigits(text)) ?? []
  const milli = parseDecimal(figure.trim(), 3)
  const grams = unit === '' ? (field === 'weightKg' ? 1000 : 1) : gramsIn[unit.toLowerCase()]
  if (milli === null || milli < 0 || grams === undefined) return no('weight')
  if (milli === 0) return null
  const weight = grams < 1 ? share(milli, 1, 1_000_000) : share(milli, grams, 1000)
  // a price or a quantity in the wrong column is heavier than a tonne, or nothing at all
  return weight < 1 || weight > mostGrams ? no('weight-absurd') : weight
}

function hsnOf(text: string, wrong: Wrong): string | null {
  if (text === '') return null
  const digits = text.replace(/[\s.]/g, '')
  if (/^(\d{4}|\d{6}|\d{8})$/.test(digits)) return digits
  wrong('hsn', 'hsn', { text: text.slice(0, 40) })
  return null
}

function gstOf(text: string, wrong: Wrong): BasisPoints | null {
  if (text === '') return null
  const rate = parseBasisPoints(text.replace(/^gst\s*@?\s*/i, ''))
  if (rate !== null && isSlab(rate)) return rate
  wrong('gst', 'gst', { text: text.slice(0, 40) })
  return null
}

function scheduleOf(text: string, wrong: Wrong): Schedule | null {
  if (text === '' || text === '-') return null
  const found =
    schedules[
      text
        .toLowerCase()
        .replace(/^sch(edule)?\.?/, '')
        .replace(/[^a-z0-9]/g, '')
    ]
  if (!found) wrong('schedule', 'schedule', { text: text.slice(0, 40) })
  return found ?? null
}

// A barcode that went through a spreadsheet as a number has lost its digits: 8.90123E+12 is nobody's barcode.
function barcodeOf(text: string | null, wrong: Wrong): string | null {
  if (text === null) return null
  const code = text.replace(/\s/g, '')
  if (/^[\d.]+e\+?\d+$/i.test(code)) wrong('barcode', 'barcode', { text: code })
  else return code
  return null
}

/** By which rows without a code are the same item, in a file and against the catalogue. */
export const itemKey = (row: { name: string; packLabel: string | null; manufacturer: string | null }): string =>
  [row.name, row.packLabel ?? '', row.manufacturer ?? ''].map((text) => text.toLowerCase()).join('\n')

/** Finds rows that name what an earlier row of the file names: code, barcode, or name, pack and maker. One per check, in the order of the rows. */
export function repeats() {
  const codes = new Map<string, number>()
  const barcodes = new Map<string, number>()
  const keys = new Map<string, number>()
  const coded = new Map<string, number>()
  const first = (seen: Map<string, number>, value: string, rowNo: number) => {
    const before = seen.get(value)
    if (before === undefined) seen.set(value, rowNo)
    return before
  }
  return (row: Row, rowNo: number): Problem[] => {
    const found: Problem[] = []
    const code = row.code === null ? undefined : first(codes, row.code, rowNo)
    if (code !== undefined) found.push({ code: 'items/row-code-twice', field: 'code', details: { row: code, code: row.code } })
    const barcode = row.barcode === null ? undefined : first(barcodes, row.barcode, rowNo)
    if (barcode !== undefined)
      found.push({ code: 'items/row-barcode-twice', field: 'barcode', details: { row: barcode, code: row.barcode } })
    // two codes are two items of one name; but a row without a code cannot say which of two it is about, nor one before it
    const key = itemKey(row)
    const named = row.code === null ? (first(keys, key, rowNo) ?? coded.get(key)) : keys.get(key)
    if (row.code !== null && !coded.has(key)) coded.set(key, rowNo)
    if (named !== undefined) found.push({ code: 'items/row-twice', field: 'name', details: { row: named } })
    return found
  }
}
