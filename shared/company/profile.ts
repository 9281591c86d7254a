import type { z } from 'zod'
import { type LocalDate, localDate } from '../calendar.ts'
import { type Details, Refusal } from '../refusal.ts'
import { readIfsc, readUpiId } from './bank.ts'
import type { FirmProfile, FirstRun } from './contract.ts'
import { normaliseGstin, readGstin } from './gstin.ts'
import { readPan } from './pan.ts'
import { readPin } from './pin.ts'
import { isLiveState, placeLabel } from './states.ts'

export type Profile = z.output<typeof FirmProfile>

/** GST began on this day; there is nothing a book of ours could file for a day before it. */
export const gstBegan: LocalDate = localDate('2017-07-01')

type Say = (code: string, message: string, field: keyof Profile, details?: Details) => Refusal

function identityProblem(profile: Profile, no: Say): Refusal | null {
  const { gstin, stateCode } = profile
  const read = gstin === null ? null : readGstin(gstin)
  if (read?.problem)
    return no(read.problem.code.slice('company/'.length), read.problem.message, 'gstin', read.problem.details ?? {})
  if (read && read.kind !== 'regular')
    return no(
      'gstin-not-regular',
      'This is the id of a deductor, an operator or a body abroad, not of a firm that sells',
      'gstin',
    )
  if (!isLiveState(stateCode))
    return no('unknown-state', `There is no state ${stateCode}`, 'stateCode', { state: stateCode || '–' })
  if (read && read.stateCode !== stateCode)
    return no('gstin-other-state', 'The GSTIN is of another state', 'stateCode', {
      gstinState: placeLabel(read.stateCode),
      state: placeLabel(stateCode),
    })
  const pan = profile.pan === null ? null : readPan(profile.pan)
  if (pan?.problem) return no(pan.problem.code.slice('company/'.length), pan.problem.message, 'pan')
  if (pan && read?.pan && pan.pan !== read.pan)
    return no('pan-gstin', 'The PAN is not the one inside the GSTIN', 'pan', { pan: read.pan })
  return null
}

/**
 * The first thing wrong with a firm's profile as a refusal naming its field (`at` is put before it), or null. The screen asks while
 * it is keyed and main before it is written: the same rules (gst-rules.md §1.1–1.3).
 */
export function profileProblem(profile: Profile, at = ''): Refusal | null {
  const no: Say = (code, message, field, details) => new Refusal(`company/${code}`, message, `${at}${field}`, details)
  if (!profile.legalName) return no('needed', 'The legal name is needed', 'legalName')
  const identity = identityProblem(profile, no)
  if (identity) return identity
  if (profile.pin !== null && readPin(profile.pin) === null) return no('pin', 'A PIN code has six digits', 'pin')
  if (profile.fssai !== null && !/^\d{14}$/.test(profile.fssai.replace(/\s/g, '')))
    return no('fssai', 'An FSSAI licence number has 14 digits', 'fssai')
  if (profile.ifsc !== null && readIfsc(profile.ifsc) === null)
    return no('ifsc', 'An IFSC is four letters, a zero and six letters or digits', 'ifsc')
  if (profile.upiId !== null && readUpiId(profile.upiId) === null) return no('upi', 'A UPI id is written name@bank', 'upiId')
  return null
}

/** The profile in plain spellings: codes in capitals without blanks, the PAN taken from the GSTIN when left out. */
export function plainProfile(profile: Profile): Profile {
  const gstin = profile.gstin === null ? null : normaliseGstin(profile.gstin)
  const pan = profile.pan === null ? null : profile.pan.replace(/\s+/g, '').toUpperCase()
  return {
    ...profile,
    gstin,
    pan: pan ?? (gstin === null ? null : gstin.slice(2, 12)),
    pin: profile.pin === null ? null : readPin(profile.pin),
    fssai: profile.fssai === null ? null : profile.fssai.replace(/\s/g, ''),
    ifsc: profile.ifsc === null ? null : readIfsc(profile.ifsc),
    upiId: profile.upiId === null ? null : readUpiId(profile.upiId),
  }
}

/** The first thing wrong with a first run: its profile (fields `firm.…`), the day the books begin, the owner's name. */
export function firstRunProblem(first: Pick<z.output<typeof FirstRun>, 'firm' | 'booksBegin' | 'ownerName'>, today: LocalDate) {
  const profile = profileProblem(first.firm, 'firm.')
  if (profile) return profile
  if (first.booksBegin > today)
    return new Refusal('company/books-after-today', 'The books cannot begin after today', 'booksBegin', { today })
  if (first.booksBegin < gstBegan)
    return new Refusal('company/books-before-gst', 'The books begin on 1 July 2017 at the earliest', 'booksBegin')
  if (!first.ownerName) return new Refusal('company/needed', 'A name is needed', 'ownerName')
  return null
}
