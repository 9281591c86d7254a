import { plainDigits } from '../digits.ts'
import { stateOf } from './states.ts'

/** Exports and Other Territory have no Indian PIN; the portals want this one. */
export const foreignPin = '999999'

/** A PIN code without blanks, or null when it is not six digits beginning with 1 to 9. */
export function readPin(text: string): string | null {
  const pin = plainDigits(text).replace(/\s+/g, '')
  return /^[1-9]\d{5}$/.test(pin) ? pin : null
}

/**
 * Whether the first three digits belong to the state (gst-rules.md §1.3). A warning when false, never a refusal outside the e-invoice and
 * e-way bill path, where the portal itself rejects the pair (error 3039). Unknown states are not judged.
 */
export function pinFitsState(pin: string, stateCode: string): boolean {
  const state = stateOf(stateCode)
  const prefix = Number(pin.slice(0, 3))
  return !state || state.pins.some(([from, to]) => prefix >= from && prefix <= to)
}
