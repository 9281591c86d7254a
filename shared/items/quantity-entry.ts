import { evaluateNumber } from '../calculator.ts'
import { parseDecimal, plainDigits } from '../digits.ts'
import { formatMilli, type Milli, milli } from '../quantity.ts'
import { type Details, Refusal } from '../refusal.ts'

/** The units of one item as its master has them. Factors are base units per unit; the base unit has factor 1. */
export type ItemUnits = {
  readonly units: readonly { readonly name: string; readonly factor: number }[]
  /** The unit a bare number means. */
  readonly saleUnit: string
  /** Decimals the base unit may be divided to: 0 for tablets, up to 3 for goods sold by weight. */
  readonly decimals?: number
}

export type QuantityProblem = {
  readonly code: string
  readonly message: string
  readonly details: Details
}

export type QuantityEntry =
  | {
      /** Billed and free quantity in thousandths of the base unit. */
      readonly qtyMilli: Milli
      readonly freeMilli: Milli
      /** The unit typed; the line's rate is asked per this unit. */
      readonly unit: string
      readonly factor: number
      /** What was understood, shown beside the field: '2 box = 20 strips'. */
      readonly echo: string
      readonly problem?: never
    }
  | { readonly problem: QuantityProblem }

const mostBaseUnits = 10_00_000
type Unit = { readonly name: string; readonly factor: number }
type Part = { readonly countMilli: number; readonly unit: Unit }

const no = (code: string, message: string, details: QuantityProblem['details'] = {}) =>
  new Refusal(code, message, 'quantity', details)

// The letters clerks know from the counter; any other unit is called by the beginning of its name.
const letters: Readonly<Record<string, string>> = { b: 'box', s: 'strip', l: 'loose' }

function saleUnitOf(item: ItemUnits): Unit {
  return item.units.find(({ name }) => name === item.saleUnit) ?? { name: item.saleUnit, factor: 1 }
}

function unitCalled(typed: string, item: ItemUnits): Unit {
  if (typed === '') return saleUnitOf(item)
  const full = letters[typed] ?? typed
  const exact = item.units.find(({ name }) => name.toLowerCase() === full || `${name.toLowerCase()}s` === full)
  if (exact) return exact
  const begins = item.units.filter(({ name }) => name.toLowerCase().startsWith(typed))
  if (begins.length === 1 && begins[0]) return begins[0]
  // Loose is the single piece of whatever the item is counted in, even when that has a name of its own.
  const base = item.units.find(({ factor }) => factor === 1)
  if (full === 'loose' && base) return base
  const known = item.units.map(({ name }) => name).join(', ')
  throw no('sales/quantity-unit', `This item is not counted in "${full}": it has ${known}`, { unit: full, known })
}

function readPart(text: string, item: ItemUnits): Part {
  const match = /^([+-]?[\d,.]+)\s*([a-z]*)$/.exec(text)
  const countMilli = match?.[1] === undefined ? null : parseDecimal(match[1], 3)
  if (countMilli === null) throw no('sales/quantity-unreadable', 'Type a quantity like 20, 20+2, 2b, 5s, 7l or =12*3', { text })
  return { countMilli, unit: unitCalled(match?.[2] ?? '', item) }
}

/** A sum is one quantity: its + adds and does not give away. A unit may follow it: `=3*4b`. */
function readSum(text: string, item: ItemUnits): Part {
  const match = /^(=.*?[\d.)])\s*([a-wyz][a-z]*)?$/.exec(text)
  const countMilli = match?.[1] === undefined ? null : evaluateNumber(match[1], 3)
  if (countMilli === null) throw no('sales/quantity-unreadable', 'The sum cannot be worked out', { text })
  return { countMilli, unit: unitCalled(match?.[2] ?? '', item) }
}

function baseMilli({ countMilli, unit }: Part, item: ItemUnits): Milli {
  if (countMilli < 0) throw no('sales/quantity-negative', 'A quantity cannot be less than nothing: use a return', {})
  const base = countMilli * unit.factor
  if (base > mostBaseUnits * 1000) {
    throw no('sales/quantity-absurd', 'More than 10,00,000 on one line is surely a slip', { most: mostBaseUnits })
  }
  if (base % 10 ** (3 - (item.decimals ?? 0)) !== 0) {
    throw no('sales/quantity-not-whole', 'This quantity would cut a piece that is sold whole', { quantity: formatMilli(base) })
  }
  return milli(base)
}

// Kg and pcs are plural already; loose never is.
const plural = (name: string, countMilli: number) =>
  countMilli === 1000 || name === 'loose' || name.length <= 2 || name.endsWith('s') ? name : name === 'box' ? 'boxes' : `${name}s`

/** The amount in sale units when it divides into them, else in base units. */
function inFamiliarUnits(qtyMilli: number, item: ItemUnits): string {
  const sale = saleUnitOf(item)
  const base = item.units.find(({ factor }) => factor === 1) ?? sale
  const unit = qtyMilli % (sale.factor * 1000) === 0 ? sale : base
  const count = qtyMilli / unit.factor
  return `${formatMilli(count)} ${plural(unit.name, count)}`
}

function echoOf(part: Part, qtyMilli: Milli, freeMilli: Milli, item: ItemUnits): string {
  const sale = saleUnitOf(item)
  const typed = `${formatMilli(part.countMilli)} ${part.unit.name === sale.name ? plural(sale.name, part.countMilli) : part.unit.name}`
  const familiar = inFamiliarUnits(qtyMilli, item)
  const billed = part.unit.factor === sale.factor || typed === familiar ? typed : `${typed} = ${familiar}`
  return freeMilli > 0 ? `${billed} + ${inFamiliarUnits(freeMilli, item)} free` : billed
}

function read(text: string, item: ItemUnits): QuantityEntry {
  const plain = plainDigits(text).trim().toLowerCase()
  if (plain.startsWith('=')) {
    const part = readSum(plain, item)
    return entry(part, milli(0), item)
  }
  const [billedText = '', freeText, ...more] = plain.split(/(?<=[\da-z])\s*\+\s*/)
  if (more.length > 0) throw no('sales/quantity-unreadable', 'Only one + is for free quantity; begin a sum with =', { text })
  const part = readPart(billedText, item)
  if (freeText === undefined) return entry(part, milli(0), item)
  const free = readPart(freeText, item)
  // Free is in the unit of the billed quantity unless it names its own: 2b+1 is a box free, 2b+5s five strips.
  const named = /[a-z]$/.test(freeText)
  return entry(part, baseMilli(named ? free : { ...free, unit: part.unit }, item), item)
}

function entry(part: Part, freeMilli: Milli, item: ItemUnits): QuantityEntry {
  const qtyMilli = baseMilli(part, item)
  if (qtyMilli + freeMilli === 0) throw no('sales/quantity-zero', 'A line needs a quantity')
  return { qtyMilli, freeMilli, unit: part.unit.name, factor: part.unit.factor, echo: echoOf(part, qtyMilli, freeMilli, item) }
}

/**
 * The quantity grammar of the counter (market.md §2.2, row 12): `20`, `20+2` (two free), `2b` box, `5s` strip, `7l` loose, `2b+5s`, `=12*3`, in any
 * Indian script's digits. A line keeps the unit and factor typed, because its rate is per that unit (model rule 6). Problems are
 * `sales/quantity-` unreadable, unit, negative, zero, absurd (above 10,00,000 base units) and not-whole.
 */
export function readQuantityEntry(text: string, item: ItemUnits): QuantityEntry {
  try {
    return read(text, item)
  } catch (error) {
    if (error instanceof Refusal) return { problem: { code: error.code, message: error.message, details: error.details ?? {} } }
    throw error
  }
}
