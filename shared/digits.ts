// Clerks type with the keyboard layout they have: Devanagari, Arabic-Indic and Persian digits mean the same numbers.
const foreignDigits = /[०-९٠-٩۰-۹]/g
const zeroOf = (code: number) => (code >= 0x966 && code <= 0x96f ? 0x966 : code >= 0x6f0 ? 0x6f0 : 0x660)

/** The text with Devanagari, Arabic-Indic and Extended Arabic-Indic digits, Arabic separators and typographic minus signs made plain. */
export function plainDigits(text: string): string {
  return text
    .replace(foreignDigits, (digit) => String(digit.charCodeAt(0) - zeroOf(digit.charCodeAt(0))))
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/[−–﹣-]/g, '-')
}

// Groups of two or three with a last group of three: 1,84,250 and 184,250 pass; 1,5 (a decimal comma?) does not.
const numberShape = /^([+-]?)(\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)?(?:\.(\d*))?$/

/**
 * A typed decimal as an integer in units of 10^-decimals ("12.5", 2 → 1250), or null when it is not a number,
 * has more decimals than the unit can hold, or is too large to be exact. Nothing is rounded away silently.
 */
export function parseDecimal(text: string, decimals: number): number | null {
  const match = numberShape.exec(plainDigits(text).trim())
  if (!match) return null
  const whole = (match[2] ?? '').replaceAll(',', '')
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (whole === '' && (match[3] ?? '') === '') return null
  if (fraction.length > decimals) return null
  const units = Number((whole || '0') + fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(units)) return null
  return match[1] === '-' && units !== 0 ? -units : units
}

/** Digits in Indian groups: '184250' → '1,84,250'. */
export function groupIndian(digits: string): string {
  if (digits.length <= 3) return digits
  return `${digits.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ',')},${digits.slice(-3)}`
}

/**
 * An integer in units of 10^-decimals as text with Indian groups, '−' in front when negative and at least `least` decimals:
 * 123450, 4 decimals, least 2 → '12.345'.
 */
export function formatDecimal(units: number, decimals: number, least: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
  const whole = groupIndian(digits.slice(0, digits.length - decimals))
  let fraction = digits.slice(digits.length - decimals)
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return `${units < 0 ? '−' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
