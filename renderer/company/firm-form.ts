import type { LocalDate } from '../../shared/calendar.ts'
import { normaliseGstin, readGstin } from '../../shared/company/gstin.ts'
import type { Profile } from '../../shared/company/profile.ts'
import { states } from '../../shared/company/states.ts'
import type { InputOf } from '../client.ts'

/** The profile as it stands in the boxes: every field a text. */
export type FirmBoxes = { readonly [F in keyof Profile]: string }

export const emptyBoxes: FirmBoxes = {
  legalName: '',
  tradeName: '',
  localName: '',
  gstin: '',
  pan: '',
  stateCode: '',
  address1: '',
  address2: '',
  city: '',
  pin: '',
  phone: '',
  email: '',
  licence20b: '',
  licence21b: '',
  licence20g: '',
  fssai: '',
  bankName: '',
  bankAccount: '',
  ifsc: '',
  upiId: '',
  terms: '',
  jurisdiction: '',
}

/** A kept profile in the boxes. */
export const boxesOf = (profile: { readonly [F in keyof Profile]: string | null }): FirmBoxes =>
  Object.fromEntries(Object.keys(emptyBoxes).map((field) => [field, profile[field as keyof Profile] ?? ''])) as FirmBoxes

/** What the boxes say, as the call takes it: an emptied box is "none". */
export function profileOf(boxes: FirmBoxes): Profile {
  const { legalName, stateCode, ...rest } = boxes
  const others = Object.fromEntries(Object.entries(rest).map(([field, text]) => [field, text.trim() || null]))
  return { ...(others as Omit<Profile, 'legalName' | 'stateCode'>), legalName: legalName.trim(), stateCode }
}

/**
 * A keyed GSTIN fills the state, and the PAN unless one was typed that is not of the last GSTIN. Only a whole, right GSTIN does: a
 * half one would flicker through other states.
 */
export function withGstin(boxes: FirmBoxes, typed: string): FirmBoxes {
  const before = readGstin(boxes.gstin)
  const read = readGstin(typed)
  const next = { ...boxes, gstin: typed }
  if (read.problem) return next
  const panIsOurs = boxes.pan === '' || (!before.problem && boxes.pan === before.pan)
  return { ...next, stateCode: read.stateCode, pan: panIsOurs ? (read.pan ?? '') : boxes.pan }
}

export type GstinSaid =
  | { is: 'empty' }
  | { is: 'short'; length: number }
  | { is: 'good'; stateCode: string; pan: string }
  | { is: 'wrong'; code: string; details: Record<string, string | number | boolean | null> }

/** What to say under the GSTIN while it is keyed. */
export function gstinSaid(typed: string): GstinSaid {
  const { length } = normaliseGstin(typed)
  if (length === 0) return { is: 'empty' }
  if (length < 15) return { is: 'short', length }
  const read = readGstin(typed)
  if (read.problem) return { is: 'wrong', code: read.problem.code, details: { ...read.problem.details } }
  if (read.kind !== 'regular') return { is: 'wrong', code: 'company/gstin-not-regular', details: {} }
  return { is: 'good', stateCode: read.stateCode, pan: read.pan ?? '' }
}

/** States a firm may be in, as the boxes list them. */
export const stateChoices = states.filter(({ old }) => !old).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))

type FirstRunInput = InputOf<'company.firstRun'>

/** All of the first run as it stands in the boxes. */
export type FirstRunBoxes = {
  firm: FirmBoxes
  booksBegin: LocalDate | null
  ownerName: string
  aatoBand: NonNullable<FirstRunInput['aatoBand']>
  eInvoice: boolean
  costMethod: NonNullable<FirstRunInput['costMethod']>
}

export const firstRunInput = (boxes: FirstRunBoxes, booksBegin: LocalDate): FirstRunInput => ({
  firm: profileOf(boxes.firm),
  booksBegin,
  ownerName: boxes.ownerName.trim(),
  aatoBand: boxes.aatoBand,
  eInvoice: boxes.eInvoice,
  costMethod: boxes.costMethod,
})
