import type { LocalDate } from '../../shared/calendar.ts'
import { licenceForms } from '../../shared/company/drug-licence.ts'
import { readGstin } from '../../shared/company/gstin.ts'
import { needsGstin, type PartyCategory } from '../../shared/company/party-category.ts'
import { placeLabel, states } from '../../shared/company/states.ts'
import type { InputOf, OutputOf } from '../client.ts'

type Whole = OutputOf<'parties.party'>
type Input = InputOf<'parties.save'>

/** A licence in its boxes; a wholly empty row is none. */
export type LicenceBoxes = { form: string; number: string; validFrom: LocalDate | null; validTo: LocalDate | null }

/** A further address or a contact in its boxes; a wholly empty row is none. */
export type AddressBoxes = Record<'name' | 'address1' | 'address2' | 'city' | 'pin', string> & {
  kind: 'billing' | 'shipping'
  stateCode: string | null
}
export type ContactBoxes = Record<'name' | 'role' | 'phone' | 'email', string>

type Texts =
  | 'code'
  | 'name'
  | 'localName'
  | 'gstin'
  | 'pan'
  | 'phone'
  | 'email'
  | 'contact'
  | 'address1'
  | 'address2'
  | 'city'
  | 'pin'
  | 'route'
  | 'salesman'
  | 'fssai'
  | 'paymentTerms'
  | 'msmeUdyam'
  | 'bankName'
  | 'bankAccount'
  | 'ifsc'
  | 'upiId'

/** A party as it stands in the boxes: texts are never null there. */
export type PartyBoxes = Record<Texts, string> & {
  isCustomer: boolean
  isSupplier: boolean
  type: Whole['type']
  category: PartyCategory
  stateCode: string
  taxFrom: LocalDate | null
  tier: Whole['tier']
  discountBp: number
  discountFrom: LocalDate | null
  creditLimitPaise: number | null
  creditDays: number | null
  creditBills: number | null
  creditAmountRule: Whole['creditAmountRule']
  creditLateRule: Whole['creditLateRule']
  creditBillsRule: Whole['creditBillsRule']
  creditLateDays: number | null
  minExpiryDays: number | null
  licences: LicenceBoxes[]
  language: Whole['language']
  addresses: AddressBoxes[]
  contacts: ContactBoxes[]
  paymentDays: number | null
  leadDays: number | null
  msmeClass: Whole['msmeClass']
  msmeAgreement: boolean
  returnDaysBefore: number | null
  returnDaysAfter: number | null
  returnBp: number | null
  active: boolean
}

const texts: readonly Texts[] = [
  'code',
  'name',
  'localName',
  'gstin',
  'pan',
  'phone',
  'email',
  'contact',
  'address1',
  'address2',
  'city',
  'pin',
  'route',
  'salesman',
  'fssai',
  'paymentTerms',
  'msmeUdyam',
  'bankName',
  'bankAccount',
  'ifsc',
  'upiId',
]

/** A new customer in the firm's own state. */
export const newParty = (stateCode: string): PartyBoxes => ({
  ...(Object.fromEntries(texts.map((field) => [field, ''])) as Record<Texts, string>),
  isCustomer: true,
  isSupplier: false,
  type: 'retail',
  category: 'unregistered',
  stateCode,
  taxFrom: null,
  tier: 'ptr',
  discountBp: 0,
  discountFrom: null,
  creditLimitPaise: null,
  creditDays: null,
  creditBills: null,
  creditAmountRule: null,
  creditLateRule: null,
  creditBillsRule: null,
  creditLateDays: null,
  minExpiryDays: null,
  licences: [],
  language: 'en',
  addresses: [],
  contacts: [],
  paymentDays: null,
  leadDays: null,
  msmeClass: null,
  msmeAgreement: false,
  returnDaysBefore: null,
  returnDaysAfter: null,
  returnBp: null,
  active: true,
})

const open = <T extends Record<string, unknown>>(row: T) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? '']))

/** A kept party in the boxes. */
export const boxesOf = (party: Whole): PartyBoxes => ({
  ...(Object.fromEntries(texts.map((field) => [field, party[field] ?? ''])) as Record<Texts, string>),
  isCustomer: party.isCustomer,
  isSupplier: party.isSupplier,
  type: party.type,
  category: party.category,
  stateCode: party.stateCode,
  taxFrom: null,
  tier: party.tier,
  discountBp: party.discountBp,
  discountFrom: null,
  creditLimitPaise: party.creditLimitPaise,
  creditDays: party.creditDays,
  creditBills: party.creditBills,
  creditAmountRule: party.creditAmountRule,
  creditLateRule: party.creditLateRule,
  creditBillsRule: party.creditBillsRule,
  creditLateDays: party.creditLateDays,
  minExpiryDays: party.minExpiryDays,
  licences: party.licences.map((one) => ({ ...one })),
  language: party.language,
  addresses: party.addresses.map((one) => ({ ...(open(one) as AddressBoxes), stateCode: one.stateCode })),
  contacts: party.contacts.map((one) => open(one) as ContactBoxes),
  paymentDays: party.paymentDays,
  leadDays: party.leadDays,
  msmeClass: party.msmeClass,
  msmeAgreement: party.msmeAgreement,
  returnDaysBefore: party.returnDaysBefore,
  returnDaysAfter: party.returnDaysAfter,
  returnBp: party.returnBp,
  active: party.active,
})

/** What the boxes say, as the call takes it. */
export function inputOf(uid: string, boxes: PartyBoxes): Input {
  const { licences, discountBp, creditLimitPaise, addresses, contacts, ...rest } = boxes
  const filled = (row: Record<string, string | null>, names: readonly string[]) => names.some((name) => row[name]?.trim())
  return {
    ...rest,
    ...Object.fromEntries(texts.filter((field) => field !== 'name').map((field) => [field, boxes[field].trim() || null])),
    uid,
    name: boxes.name.trim(),
    discountBp,
    creditLimitPaise,
    addresses: addresses.filter((one) => filled(one, ['name', 'address1', 'address2', 'city', 'pin'])),
    contacts: contacts.filter((one) => filled(one, ['name', 'role', 'phone', 'email'])),
    licences: licences.filter((one) => one.form || one.number.trim()).map((one) => ({ ...one, number: one.number.trim() })),
  }
}

/**
 * A whole, right GSTIN fills state and PAN and makes an unregistered party a regular one; taking it away goes back. A category the
 * clerk chose for a registered party is left.
 */
export function withGstin(boxes: PartyBoxes, typed: string): PartyBoxes {
  const next = { ...boxes, gstin: typed }
  if (typed.trim() === '') return needsGstin(boxes.category) ? { ...next, category: 'unregistered' } : next
  const read = readGstin(typed)
  if (read.problem) return next
  const byKind = { tds: 'tds-deductor', tcs: 'tcs-operator', uin: 'uin' } as const
  const category = needsGstin(boxes.category) ? boxes.category : (byKind[read.kind as 'tds'] ?? 'regular')
  return { ...next, category, stateCode: read.stateCode, pan: read.pan ?? boxes.pan }
}

/** The registration differs from what is kept: the form then asks from which day it holds. */
export const registrationChanged = (kept: PartyBoxes, now: PartyBoxes): boolean =>
  kept.gstin !== now.gstin || kept.category !== now.category || kept.stateCode !== now.stateCode

/** States a party may be in; abroad only for one that is. */
export const stateChoices = (category: PartyCategory) =>
  category === 'overseas'
    ? [{ value: '96', label: placeLabel('96') }]
    : states.filter(({ old }) => !old).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))

export const licenceFormChoices = Object.keys(licenceForms).map((form) => ({ value: form, label: form }))
