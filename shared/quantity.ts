import { evaluateNumber } from './calculator.ts'
import { formatDecimal, parseDecimal, plainDigits } from './digits.ts'
import { type Paise, share } from './money.ts'

/** Whole thousandths of an item's base unit. */
export type Milli = number & { readonly __unit: 'milli' }
/** A rate per unit in whole 1/10,000 rupee. */
export type RateE4 = number & { readonly __unit: 'rateE4' }
/** Whole hundredths of one per cent: 18% is 1800. */
export type BasisPoints = number & { readonly __unit: 'basisPoints' }

function whole(n: number, what: string): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of ${what}: ${n}`)
  return n === 0 ? 0 : n
}

/** Throws unless n is whole and exact. */
export const milli = (n: number): Milli => whole(n, 'thousandths') as Milli
/** Throws unless n is whole and exact. */
export const rateE4 = (n: number): RateE4 => whole(n, '1/10,000 rupee') as RateE4
/** Throws unless n is whole and exact. */
export const basisPoints = (n: number): BasisPoints => whole(n, 'basis points') as BasisPoints

/**
 * What a quantity costs at a rate per unit of `factor` base units (model rule 6): a bill in strips keeps base tablets, the rate
 * per strip and factor 10, so nothing is ever divided into a rate. Half away from zero. Throws on a factor that is not a positive
 * whole number.
 */
export function lineAmount(line: { readonly qtyMilli: number; readonly rateE4: number; readonly factor: number }): Paise {
  if (!Number.isSafeInteger(line.factor) || line.factor <= 0) throw new RangeError(`factor: ${line.factor}`)
  return share(line.rateE4, line.qtyMilli, 100 * 1000 * line.factor)
}

/** '20', '2.5', '1,00,000'. */
export const formatMilli = (qtyMilli: number): string => formatDecimal(qtyMilli, 3, 0)
/** '18.50', '18.5025'. */
export const formatRateE4 = (perUnitRateE4: number): string => formatDecimal(perUnitRateE4, 4, 2)
/** '18%', '2.5%', '0.25%'. */
export const formatBasisPoints = (rateBp: number): string => `${formatDecimal(rateBp, 2, 0)}%`

function typed(text: string, decimals: number): number | null {
  const plain = plainDigits(text).trim()
  return plain.startsWith('=') ? evaluateNumber(plain, decimals) : parseDecimal(plain, decimals)
}

/** A typed quantity (or `=` sum) in thousandths; null when it is not one or has more than three decimals. */
export function parseMilli(text: string): Milli | null {
  const units = typed(text, 3)
  return units === null ? null : milli(units)
}

/** A typed rate in rupees (or `=` sum) in 1/10,000 rupee; null when it is not one or has more than four decimals. */
export function parseRateE4(text: string): RateE4 | null {
  const units = typed(text.replace(/^\s*₹/, ''), 4)
  return units === null ? null : rateE4(units)
}

/** A typed percentage (`2.5`, `2.5%`) in basis points; null when it is not one or has more than two decimals. */
export function parseBasisPoints(text: string): BasisPoints | null {
  const units = typed(text.replace(/\s*[%٪]\s*$/, ''), 2)
  return units === null ? null : basisPoints(units)
}
