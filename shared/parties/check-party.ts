import type { z } from 'zod'
import { readIfsc, readUpiId } from '../company/bank.ts'
import { readLicenceForm } from '../company/drug-licence.ts'
import { type GstinKind, readGstin } from '../company/gstin.ts'
import { readPan } from '../company/pan.ts'
import { needsGstin, type PartyCategory } from '../company/party-category.ts'
import { pinFitsState, readPin } from '../company/pin.ts'
import { isLiveState, placeLabel } from '../company/states.ts'
import { type Details, Refusal, type Warning } from '../refusal.ts'
import type { PartyInput } from './contract.ts'

type Party = z.output<typeof PartyInput>

/** The state of a party abroad (gst-rules.md §1.3). */
export const abroad = '96'

const categoriesOf: Readonly<Record<GstinKind, readonly PartyCategory[]>> = {
  regular: ['regular', 'composition', 'sez', 'deemed-export', 'isd'],
  tds: ['tds-deductor'],
  tcs: ['tcs-operator'],
  uin: ['uin'],
  'non-resident': ['regular'],
  oidar: ['regular'],
  transin: [],
}

const no = (code: string, message: string, field: string, details?: Details) =>
  new Refusal(`parties/${code}`, message, field, details)

/** GSTIN, category, state and PAN against each other; the GSTIN in its plain spelling and the PAN it holds (gst-rules.md §1.1, §1.4). */
function agree(party: Party): { gstin: string | null; pan: string | null } {
  const { category, stateCode } = party
  const stateKnown = category === 'overseas' ? stateCode === abroad : isLiveState(stateCode)
  if (!stateKnown)
    throw new Refusal('company/unknown-state', `There is no state ${stateCode} for this party`, 'stateCode', { state: stateCode })
  const pan = party.pan === null ? null : readPan(party.pan)
  if (pan?.problem) throw new Refusal(pan.problem.code, pan.problem.message, 'pan')
  if (party.gstin === null) {
    if (needsGstin(category))
      throw no('gstin-needed', 'A registered party has a GSTIN; without one it is unregistered', 'gstin', { category })
    return { gstin: null, pan: pan?.pan ?? null }
  }
  const read = readGstin(party.gstin)
  if (read.problem)
    throw new Refusal(read.problem.code, read.problem.message, 'gstin', {
      state: party.gstin.slice(0, 2),
      length: party.gstin.replace(/\s/g, '').length,
    })
  if (!needsGstin(category))
    throw no(
      'gstin-unwanted',
      'An unregistered party or one abroad has no GSTIN: choose the category it is registered as',
      'category',
      { category },
    )
  if (!categoriesOf[read.kind].includes(category))
    throw no('category-gstin', `This GSTIN is of another sort of registration (${read.kind})`, 'category', {
      category,
      kind: read.kind,
    })
  if (read.stateCode !== stateCode)
    throw no('gstin-state', 'The GSTIN is of another state', 'stateCode', {
      gstinState: placeLabel(read.stateCode),
      state: placeLabel(stateCode),
    })
  if (pan && read.pan && pan.pan !== read.pan)
    throw no('pan-gstin', 'The PAN is not the one inside the GSTIN', 'pan', { pan: read.pan })
  return { gstin: read.gstin, pan: pan?.pan ?? read.pan }
}

function checkedLicences(party: Party): Party['licences'] {
  return party.licences.map((licence, index) => {
    const form = readLicenceForm(licence.form)
    if (!form)
      throw no('licence-form', `There is no drug licence form ${licence.form}`, `licences.${index}.form`, { form: licence.form })
    if (!licence.number) throw no('licence-number', 'A licence has a number', `licences.${index}.number`, { form })
    if (licence.validFrom && licence.validTo && licence.validFrom > licence.validTo)
      throw no('licence-dates', 'A licence ends after it begins', `licences.${index}.validTo`, { form })
    return { ...licence, form }
  })
}

/** Fourteen digits, the first the kind of licence (1 registration and licence of a manufacturer or trader, 2 of a petty one). */
export function readFssai(text: string): string | null {
  const plain = text.replace(/[\s-]/g, '')
  return /^[12]\d{13}$/.test(plain) ? plain : null
}
/** A Udyam number in its plain spelling: UDYAM-MH-26-0012345. */
export function readUdyam(text: string): string | null {
  const found = /^UDYAM([A-Z]{2})(\d{2})(\d{7})$/.exec(text.toUpperCase().replace(/[^A-Z\d]/g, ''))
  return found ? `UDYAM-${found[1]}-${found[2]}-${found[3]}` : null
}

function read(text: string | null, reader: (text: string) => string | null, code: string, field: string): string | null {
  if (text === null) return null
  const plain = reader(text)
  if (plain === null) throw no(code, 'This number is not of its shape', field, { text: text.slice(0, 40) })
  return plain
}

const readAccount = (text: string): string | null => {
  const plain = text.replace(/[\s-]/g, '').toUpperCase()
  return /^[A-Z\d]{6,34}$/.test(plain) ? plain : null
}

/** What a supplier's terms and bank say, in plain spelling; a bank account needs its IFSC and the other way round. */
function checkedTerms(party: Party) {
  const msmeUdyam = read(party.msmeUdyam, readUdyam, 'udyam', 'msmeUdyam')
  if (msmeUdyam !== null && party.msmeClass === null)
    throw no('msme-class', 'Say whether it is a micro, small or medium enterprise', 'msmeClass')
  const bankAccount = read(party.bankAccount, readAccount, 'bank-account', 'bankAccount')
  const ifsc = read(party.ifsc, readIfsc, 'ifsc', 'ifsc')
  if (bankAccount !== null && ifsc === null) throw no('ifsc-needed', 'A bank account needs its IFSC', 'ifsc')
  return {
    fssai: read(party.fssai, readFssai, 'fssai', 'fssai'),
    msmeUdyam,
    bankAccount,
    ifsc,
    upiId: read(party.upiId, readUpiId, 'upi', 'upiId'),
  }
}

function checkedAddresses(party: Party): Party['addresses'] {
  return party.addresses.map((one, index) => {
    const at = `addresses.${index}`
    const pin = read(one.pin, readPin, 'pin', `${at}.pin`)
    if (one.stateCode !== null && one.stateCode !== abroad && !isLiveState(one.stateCode))
      throw new Refusal('company/unknown-state', `There is no state ${one.stateCode}`, `${at}.stateCode`, {
        state: one.stateCode,
      })
    if ([one.name, one.address1, one.address2, one.city].every((text) => text === null))
      throw no('address-empty', 'An address says where it is', `${at}.address1`)
    return { ...one, pin }
  })
}

function checkedContacts(party: Party): Party['contacts'] {
  for (const [index, one] of party.contacts.entries())
    if (!one.name) throw no('contact-name', 'A contact has a name', `contacts.${index}.name`)
  return party.contacts
}

/**
 * A party as it is kept: identities in their plain spelling, agreeing with each other; or a refusal with the first thing wrong and its
 * field. What is only doubtful comes back as warnings. The form and the command use this same function.
 */
export function checkParty(party: Party): { party: Party; warnings: Warning[] } {
  const identity = agree(party)
  if (!party.isCustomer && !party.isSupplier) throw no('neither', 'A party is a customer, a supplier or both', 'isCustomer')
  if ((party.creditLimitPaise ?? 0) < 0) throw no('limit-negative', 'A credit limit is not less than nothing', 'creditLimitPaise')
  const pin = party.pin === null ? null : readPin(party.pin)
  if (party.pin !== null && pin === null) throw no('pin', 'A PIN code has six digits', 'pin', { pin: party.pin })
  const warnings: Warning[] = []
  if (pin !== null && party.stateCode !== abroad && !pinFitsState(pin, party.stateCode))
    warnings.push({ code: 'parties/pin-state', field: 'pin', details: { pin, state: placeLabel(party.stateCode) } })
  return {
    party: {
      ...party,
      ...identity,
      ...checkedTerms(party),
      pin,
      licences: checkedLicences(party),
      addresses: checkedAddresses(party),
      contacts: checkedContacts(party),
    },
    warnings,
  }
}

/** The words of a text as search keys them: letters, digits and marks of any script, small. */
export const searchWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
