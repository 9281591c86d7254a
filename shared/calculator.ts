import { parseDecimal, plainDigits } from './digits.ts'

// Sums stay exact fractions until the very end; a float would lose the paisa in =0.1+0.2 or =100/3*3.
type Fraction = { readonly top: bigint; readonly bottom: bigint }
type Cursor = { readonly text: string; at: number }

const longestExpression = 200
const deepestNesting = 20

function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (!match) return null
  cursor.at += match[0].length
  return match[0]
}

function readNumber(cursor: Cursor): Fraction | null {
  const typed = take(cursor, /[\d,]+(?:\.\d*)?|\.\d+/y)
  if (typed === null) return null
  const decimals = typed.includes('.') ? typed.length - typed.indexOf('.') - 1 : 0
  const units = parseDecimal(typed, decimals)
  return units === null ? null : { top: BigInt(units), bottom: 10n ** BigInt(decimals) }
}

function readFactor(cursor: Cursor, depth: number): Fraction | null {
  if (depth > deepestNesting) return null
  if (take(cursor, /-/y)) {
    const value = readFactor(cursor, depth + 1)
    return value && { top: -value.top, bottom: value.bottom }
  }
  if (take(cursor, /\+/y)) return readFactor(cursor, depth + 1)
  if (!take(cursor, /\(/y)) return readNumber(cursor)
  const value = readSum(cursor, depth + 1)
  return take(cursor, /\)/y) ? value : null
}

function readProduct(cursor: Cursor, depth: number): Fraction | null {
  let left = readFactor(cursor, depth)
  while (left) {
    const sign = take(cursor, /[*×xX/÷]/y)
    if (!sign) return left
    const right = readFactor(cursor, depth)
    if (!right) return null
    if (sign === '/' || sign === '÷') {
      if (right.top === 0n) return null
      left = { top: left.top * right.bottom, bottom: left.bottom * right.top }
    } else left = { top: left.top * right.top, bottom: left.bottom * right.bottom }
  }
  return left
}

function readSum(cursor: Cursor, depth: number): Fraction | null {
  let left = readProduct(cursor, depth)
  while (left) {
    const sign = take(cursor, /[+-]/y)
    if (!sign) return left
    const right = readProduct(cursor, depth)
    if (!right) return null
    const top: bigint = sign === '+' ? right.top : -right.top
    left = { top: left.top * right.bottom + top * left.bottom, bottom: left.bottom * right.bottom }
  }
  return left
}

/**
 * The sum typed in a number cell (`=12*3.5`, `=(100-8)/3`) in units of 10^-decimals, rounded once, half away from zero.
 * Null when it is not a sum, divides by zero or leaves the exact range. Known signs: + - * × x / ÷ ( ). There is no `%`:
 * clerks read `200-5%` in two ways, and a cell must not guess.
 */
export function evaluateNumber(text: string, decimals: number): number | null {
  const plain = plainDigits(text).replace(/\s+/g, '')
  if (!plain.startsWith('=') || plain.length > longestExpression) return null
  const cursor: Cursor = { text: plain, at: 1 }
  const value = readSum(cursor, 0)
  if (!value || cursor.at !== plain.length) return null
  const negative = value.top < 0n !== value.bottom < 0n
  const top = (value.top < 0n ? -value.top : value.top) * 10n ** BigInt(decimals)
  const bottom = value.bottom < 0n ? -value.bottom : value.bottom
  const units = Number((2n * top + bottom) / (2n * bottom))
  if (!Number.isSafeInteger(units)) return null
  return negative && units !== 0 ? -units : units
}
