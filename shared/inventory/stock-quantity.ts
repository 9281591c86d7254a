import { plainDigits } from '../digits.ts'
import { formatMilli, type Milli, milli, parseMilli } from '../quantity.ts'

/**
 * Stock as it is counted on a shelf: whole sale units, and loose base units after a colon. `20` is 20 strips, `9:5` is 9 strips and
 * 5 loose, `7l` is 7 loose; `=12*10` is worked out. In thousandths of the base unit; null when it is none or below zero.
 */
export function readStockQuantity(text: string, saleFactor: number): Milli | null {
  const plain = plainDigits(text).trim()
  const loose = /^(.+?)\s*l$/i.exec(plain)
  if (loose?.[1]) return positive(parseMilli(loose[1]))
  const [whole = '', rest, ...more] = plain.split(':')
  if (more.length > 0) return null
  const units = positive(parseMilli(whole))
  const pieces = rest === undefined ? milli(0) : positive(parseMilli(rest))
  if (units === null || pieces === null) return null
  const total = units * saleFactor + pieces
  return Number.isSafeInteger(total) ? milli(total) : null
}

const positive = (quantity: Milli | null): Milli | null => (quantity === null || quantity < 0 ? null : quantity)

/** The other way round: '20', '9:5', '7l'; '-' in front when it is below zero. */
export function showStockQuantity(qtyMilli: number, saleFactor: number): string {
  const minus = qtyMilli < 0 ? '−' : ''
  const size = Math.abs(qtyMilli)
  const loose = size % (saleFactor * 1000)
  const whole = (size - loose) / saleFactor
  if (loose === 0) return `${minus}${formatMilli(whole)}`
  return whole === 0 ? `${minus}${formatMilli(loose)}l` : `${minus}${formatMilli(whole)}:${formatMilli(loose)}`
}
