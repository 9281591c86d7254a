import type { Pair, PaperText } from '../shared/paper.ts'
import { printable } from '../shared/paper-text.ts'
import { formatMilli } from '../shared/quantity.ts'

// The small pieces paper is written with: whatever a person typed goes through `printable`.

export const text = (value: string, tone: PaperText['tone'], align?: PaperText['align']): PaperText => ({
  text: printable(value),
  tone,
  align,
})
export const present = (...values: (string | null | undefined | false)[]): string[] =>
  values.filter((value): value is string => typeof value === 'string' && value.trim() !== '')
export const pair = (name: string, value: string | null | undefined, tone?: Pair['tone']): Pair[] =>
  value ? [{ label: name, value: printable(value), tone }] : []

/**
 * A quantity in the unit the rate is per ('10', '2.5'). What that unit cannot say in three decimals (20 tablets of strips of
 * 15) is written whole and loose: '1 + 5/15'.
 */
export function unitQuantity(qtyMilli: number, factor: number): string {
  if (qtyMilli % factor === 0) return formatMilli(qtyMilli / factor)
  const pack = factor * 1000
  const whole = Math.trunc(qtyMilli / pack)
  const loose = `${formatMilli(qtyMilli - whole * pack)}/${factor}`
  return whole === 0 ? loose : `${formatMilli(whole * 1000)} + ${loose}`
}
