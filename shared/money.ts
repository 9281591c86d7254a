import { evaluateNumber } from './calculator.ts'
import { formatDecimal, parseDecimal, plainDigits } from './digits.ts'

/** Whole paise. The brand keeps rupees, rates and bare numbers out; only the functions here make one. */
export type Paise = number & { readonly __unit: 'paise' }

/** A whole number of paise; throws on a fraction or on anything too large to be exact. */
export function paise(n: number): Paise {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not whole paise: ${n}`)
  return (n === 0 ? 0 : n) as Paise
}

/**
 * amount × num ÷ den, half away from zero (gst-rules.md §2.2: round the magnitude, keep the sign).
 * The one multiply-divide of the project. Every argument is a whole number; throws when the result is not exact or den is 0.
 */
export function share(amount: number, num: number, den: number): Paise {
  if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(num) || !Number.isSafeInteger(den) || den === 0) {
    throw new RangeError(`share wants whole numbers and a divisor: ${amount} × ${num} ÷ ${den}`)
  }
  const product = amount * num
  if (!Number.isSafeInteger(product)) return shareExactly(BigInt(amount) * BigInt(num), BigInt(den))
  const top = Math.abs(product)
  const bottom = Math.abs(den)
  // The remainder of whole numbers is exact, so neither division nor doubling can lose a paisa here.
  const rest = top % bottom
  const whole = (top - rest) / bottom + (rest >= bottom - rest ? 1 : 0)
  return paise(product < 0 !== den < 0 ? -whole : whole)
}

/** `share` for a chain of fractions worked out exactly and rounded once, as compounding discounts need: product ÷ den, half away from zero. */
export function shareExactly(product: bigint, den: bigint): Paise {
  if (den === 0n) throw new RangeError('share wants a divisor')
  const negative = product < 0n !== den < 0n
  const top = product < 0n ? -product : product
  const bottom = den < 0n ? -den : den
  const whole = (2n * top + bottom) / (2n * bottom)
  return paise(Number(negative ? -whole : whole))
}

/** The exact sum of a list; 0 for none. */
export function sumPaise(list: Iterable<number>): Paise {
  let total = 0
  for (const amount of list) total = paise(total + amount)
  return paise(total)
}

/**
 * Splits a total by weights (whole, not negative) so that the parts add up to it exactly: each part is cut down and the paise left
 * over go one by one to the largest remainders, earlier first. With all weights zero the parts are equal. Throws when there
 * is something to split and nobody to take it.
 */
export function distribute(total: Paise, weights: readonly number[]): Paise[] {
  if (weights.length === 0 && total !== 0) throw new RangeError('nothing to distribute over')
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0))
    throw new RangeError('weights are whole and not negative')
  const given = weights.reduce((sum, weight) => sum + weight, 0)
  const used = given === 0 ? weights.map(() => 1) : weights
  const den = given === 0 ? weights.length : given
  const size = Math.abs(total)
  const cut = Number.isSafeInteger(den) && used.every((weight) => Number.isSafeInteger(size * weight)) ? cutDown : cutDownExactly
  const parts = cut(size, used, den)
  let left = size - parts.reduce((sum, { part }) => sum + part, 0)
  for (const entry of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0) break
    entry.part += 1
    left -= 1
  }
  return parts.map(({ part }) => paise(total < 0 ? -part : part))
}

type Cut = { index: number; part: number; rest: number | bigint }
/** Each weight's part of a size, cut down, and what was cut; every product is a safe whole number. */
const cutDown = (size: number, weights: readonly number[], den: number): Cut[] =>
  weights.map((weight, index) => {
    const rest = (size * weight) % den
    return { index, part: (size * weight - rest) / den, rest }
  })
/** The same for any numbers. */
function cutDownExactly(size: number, weights: readonly number[]): Cut[] {
  const den = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  return weights.map((weight, index) => {
    const product = BigInt(size) * BigInt(weight)
    return { index, part: Number(product / den), rest: product % den }
  })
}

/** '1,84,250.00'; a minus is '−' in front. */
export const formatPaise = (amountPaise: number): string => formatDecimal(amountPaise, 2, 2)

const multiples: Readonly<Record<string, number>> = { k: 3, l: 5, lac: 5, lacs: 5, lakh: 5, lakhs: 5, cr: 7, crore: 7, crores: 7 }

/**
 * Rupees as typed → paise: `1,84,250.5`, `₹ 250`, `Rs. 90`, `−12`, `1.5L`, `2cr`, `=12*3.5`, in any Indian script's digits.
 * Null when it is not an amount or holds parts of a paisa; only a `=` sum is rounded (half away from zero).
 */
export function parsePaise(text: string): Paise | null {
  const plain = plainDigits(text).trim()
  if (plain.startsWith('=')) {
    const worked = evaluateNumber(plain, 2)
    return worked === null ? null : paise(worked)
  }
  const match = /^([+-]?)\s*(?:₹|rs\.?|inr)?\s*([+-]?[\d,.]+)\s*([a-z]+)?$/i.exec(plain)
  if (!match || (match[1] && /^[+-]/.test(match[2] ?? ''))) return null
  const power = match[3] === undefined ? 0 : multiples[match[3].toLowerCase()]
  if (power === undefined) return null
  // 1.5 lakh in paise is 1.5 in units of 10^-7: no float is ever multiplied.
  const units = parseDecimal(`${match[1]}${match[2]}`, 2 + power)
  return units === null ? null : paise(units)
}
