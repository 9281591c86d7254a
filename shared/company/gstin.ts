import type { Details } from '../refusal.ts'
import { isLiveState, stateOf } from './states.ts'

/** What sort of registration an id stands for (gst-rules.md §1.1). `transin` is only an e-way bill transporter id. */
export const gstinKinds = ['regular', 'tds', 'tcs', 'uin', 'non-resident', 'oidar', 'transin'] as const
export type GstinKind = (typeof gstinKinds)[number]

export type GstinReading =
  | {
      readonly gstin: string
      readonly kind: GstinKind
      readonly stateCode: string
      /** Characters 3 to 12 when they are a PAN. */
      readonly pan: string | null
      readonly problem?: never
    }
  | { readonly problem: { readonly code: string; readonly message: string; readonly details?: Details } }

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Trimmed, without inner blanks, in capitals. */
export const normaliseGstin = (text: string): string => text.replace(/\s+/g, '').toUpperCase()

/** The fifteenth character that belongs to the first fourteen: base 36, weights 1, 2, 1, 2 …, digits of each product added. */
export function gstinCheckCharacter(first14: string): string {
  let sum = 0
  for (let at = 0; at < 14; at += 1) {
    const product = alphabet.indexOf(first14.charAt(at)) * (at % 2 === 0 ? 1 : 2)
    sum += Math.floor(product / 36) + (product % 36)
  }
  return alphabet.charAt((36 - (sum % 36)) % 36)
}

function kindOf(gstin: string): GstinKind {
  if (gstin.startsWith('88')) return 'transin'
  const pair = gstin.slice(12, 14)
  if (pair === 'NR') return 'non-resident'
  if (pair === 'OS' || gstin.startsWith('99')) return 'oidar'
  if (pair === 'UN' || pair === 'ON') return 'uin'
  return pair.endsWith('D') ? 'tds' : pair.endsWith('C') ? 'tcs' : 'regular'
}

// UINs, non-residents and OIDAR suppliers carry a country or body code where others carry the PAN.
const middles: Readonly<Record<GstinKind, RegExp>> = {
  regular: /^[A-Z]{5}\d{4}[A-Z]$/,
  tds: /^[A-Z]{4}[A-Z\d]\d{4}[A-Z]$/,
  tcs: /^[A-Z]{5}\d{4}[A-Z]$/,
  uin: /^\d{2}[A-Z]{3}\d{5}$/,
  'non-resident': /^\d{2}[A-Z]{3}\d{5}$/,
  oidar: /^\d{2}[A-Z]{3}\d{5}$/,
  transin: /^[A-Z\d]{10}$/,
}

const fourteenth: Readonly<Record<GstinKind, RegExp>> = {
  regular: /^Z$/,
  tds: /^D$/,
  tcs: /^C$/,
  uin: /^N$/,
  'non-resident': /^R$/,
  oidar: /^S$/,
  transin: /^[A-Z\d]$/,
}

const stateIsKnown = (code: string, kind: GstinKind, oldCodes: boolean) =>
  kind === 'transin' || (kind === 'oidar' && code === '99') || (oldCodes ? stateOf(code) !== null : isLiveState(code))

const wrong = (code: string, message: string, details?: Details): GstinReading => ({
  problem: { code, message, ...(details && { details }) },
})

/**
 * Reads a GSTIN (or UIN, TRANSIN …) as typed: the normalised id with its kind, state and PAN, or the first failure in the order length,
 * characters, state code, PAN, registration number, 14th letter, check character (gst-rules.md §1.1). Well formed is not active: status is
 * data. `oldCodes` admits states 25 and 28, for old documents only.
 */
export function readGstin(text: string, { oldCodes = false }: { readonly oldCodes?: boolean } = {}): GstinReading {
  const gstin = normaliseGstin(text)
  if (gstin.length !== 15)
    return wrong('company/gstin-length', `A GSTIN has 15 characters; this has ${gstin.length}`, { length: gstin.length })
  if (!/^[A-Z\d]+$/.test(gstin)) return wrong('company/gstin-characters', 'A GSTIN has only letters and digits')
  const kind = kindOf(gstin)
  const stateCode = gstin.slice(0, 2)
  const middle = gstin.slice(2, 12)
  if (!stateIsKnown(stateCode, kind, oldCodes))
    return wrong('company/gstin-state', `No state has the code ${stateCode}`, { state: stateCode })
  if (!middles[kind].test(middle)) return wrong('company/gstin-pan', 'Characters 3 to 12 are not a PAN')
  if (gstin.charAt(12) === '0')
    return wrong('company/gstin-entity', 'The 13th character counts registrations from 1 and is never 0')
  if (!fourteenth[kind].test(gstin.charAt(13)))
    return wrong('company/gstin-kind', 'The 14th character is Z, or D or C for a tax deductor or collector')
  if (gstinCheckCharacter(gstin) !== gstin.charAt(14))
    return wrong('company/gstin-check', 'The last character does not fit the others: something is mistyped')
  const pan = kind === 'regular' || kind === 'tcs' || (kind === 'tds' && middles.regular.test(middle)) ? middle : null
  return { gstin, kind, stateCode, pan }
}
