import { isLocalDate, type LocalDate } from '../calendar.ts'
import { readLicenceForm } from '../company/drug-licence.ts'
import { readGstin } from '../company/gstin.ts'
import { readPan } from '../company/pan.ts'
import { readPin } from '../company/pin.ts'
import { isLiveState, states } from '../company/states.ts'
import { parseDecimal, plainDigits } from '../digits.ts'
import { type Paise, paise } from '../money.ts'
import { type BasisPoints, parseBasisPoints } from '../quantity.ts'
import { readFssai } from './check-party.ts'
import type { PartyRow } from './import-contract.ts'
import type { PartyField } from './party-columns.ts'

export type PartyProblem = { code: string; field: string; details?: Record<string, string | number | boolean | null> | undefined }

const longest: Partial<Record<PartyField, number>> = {
  code: 20,
  name: 100,
  localName: 100,
  phone: 20,
  email: 100,
  contact: 60,
  address1: 100,
  address2: 100,
  city: 60,
  route: 40,
  salesman: 60,
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
const controls = /[\u0000-\u001f\u007f-\u009f]+/g
const clean = (cell: string | undefined): string => (cell ?? '').replace(controls, ' ').replace(/\s+/g, ' ').trim()
const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

const types: readonly (readonly [RegExp, NonNullable<PartyRow['type']>])[] = [
  [/hospital|nursing/, 'hospital'],
  [/wholesal|stockist|distribut|semiwholesale/, 'wholesale'],
  [/retail|chemist|medical|shop/, 'retail'],
  [/pharmac/, 'pharmacy'],
  [/govt|government|institut|trust|school|college|psu/, 'institution'],
  [/doctor|clinic|physician|^dr$/, 'doctor'],
  [/consumer|patient|cash|customer|walkin/, 'consumer'],
]

type Wrong = (code: string, field: PartyField, text: string) => null

function stateOf(text: string, wrong: Wrong): string | null {
  if (text === '') return null
  const digits = /^\d{1,2}/.exec(text)?.[0].padStart(2, '0')
  const found = digits ?? states.find((state) => letters(state.name) === letters(text.replace(/^\W*\d*\W*/, '')))?.code
  return found !== undefined && isLiveState(found) ? found : wrong('state', 'state', text)
}

/** Money as ledgers write it: `1,23,456.00 Dr`, `Rs. 500 Cr`, `(500)`, `-500`. Debit positive; no sign or side: as given. */
function moneyOf(text: string, field: PartyField, wrong: Wrong): { amountPaise: number; sided: boolean } | null {
  if (text === '' || text === '-') return null
  const side = /\b(dr|cr|debit|credit)\b\.?\s*$/i.exec(text) ?? /(dr|cr)\.?$/i.exec(text)
  const bare = (side ? text.slice(0, side.index) : text)
    .replace(/^(₹|rs\.?|inr)\s*/i, '')
    .replace(/\/-\s*$/, '')
    .trim()
  const inBrackets = /^\((.*)\)$/.exec(bare)
  const amount = parseDecimal(plainDigits((inBrackets?.[1] ?? bare).trim()), 2)
  if (amount === null || Math.abs(amount) > 1_000_00_00_000_00) return wrong('money', field, text)
  const negative = (inBrackets ? -amount : amount) * (side && /^c/i.test(side[1] ?? '') ? -1 : 1)
  return { amountPaise: negative, sided: side !== null || amount < 0 || inBrackets !== null }
}

function countOf(text: string, field: PartyField, most: number, wrong: Wrong): number | null {
  if (text === '' || text === '-') return null
  const found = /^(\d{1,4})\s*(days?)?\.?(0+)?$/i.exec(plainDigits(text))?.[1]
  return found !== undefined && Number(found) <= most ? Number(found) : wrong('count', field, text)
}

/** 31/03/2028, 31-03-28, 2028-03-31 or 31-Mar-2028. */
function dateOf(text: string, wrong: Wrong): LocalDate | null {
  if (text === '' || text === '-') return null
  const months = 'janfebmaraprmayjunjulaugsepoctnovdec'
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text)
  const ours = /^(\d{1,2})[-/. ]([a-z]{3}|\d{1,2})[a-z]*[-/. ](\d{2}|\d{4})$/i.exec(text)
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : ours ? [ours[3], ours[2], ours[1]] : []
  if (!year || !month || !day) return wrong('date', 'licenceTill', text)
  const number = /\d/.test(month) ? Number(month) : months.indexOf(month.toLowerCase()) / 3 + 1
  const whole = `${year.length === 2 ? `20${year}` : year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(whole) ? whole : wrong('date', 'licenceTill', text)
}

/** Licences of one cell: `20B-123, 21B-124`; a number without its form is of the buyer's trade. */
function licencesOf(text: string, type: PartyRow['type'], validTo: string | null): PartyRow['licences'] {
  return text
    .split(/[,;&\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '-')
    .slice(0, 10)
    .map((part) => {
      const [, form, number] = /^(?:form\s*)?(2[01](?:BB|[ABFG])?)\s*[-:/ ]\s*(\S.*)$/i.exec(part) ?? []
      const known = form === undefined ? null : readLicenceForm(form)
      return known && number
        ? { form: known, number: number.slice(0, 40), validTo }
        : { form: type === 'wholesale' ? '20B' : '20', number: part.slice(0, 40), validTo }
    })
}

const sideOf = (group: string): PartyRow['side'] =>
  /creditor|supplier|vendor|purchase/i.test(group) ? 'supplier' : /debtor|customer|buyer|sale/i.test(group) ? 'customer' : null

/**
 * What a row of a list of parties says under a mapping, and what is wrong with it. Errors are data: they never stop an import. What is
 * empty says nothing; a GSTIN says state and PAN as well.
 */
export function understandParty(
  cells: readonly string[],
  mapping: readonly PartyField[],
): { row: PartyRow; errors: PartyProblem[] } {
  const errors: PartyProblem[] = []
  const wrong: Wrong = (code, field, text) => {
    errors.push({ code: `parties/row-${code}`, field, details: { text: text.slice(0, 40) } })
    return null
  }
  const of = (field: PartyField): string => {
    const at = mapping.indexOf(field)
    return at < 0 ? '' : clean(cells[at])
  }
  const text = (field: PartyField): string | null => {
    const value = of(field)
    const limit = longest[field] ?? 100
    if (value.length > limit) errors.push({ code: 'parties/row-long', field, details: { field, limit } })
    return value === '' || value === '-' ? null : value
  }
  const name = text('name')
  if (name === null) wrong('no-name', 'name', '')
  const type = of('type') === '' ? null : (types.find(([words]) => words.test(letters(of('type'))))?.[1] ?? null)
  const identity = identityOf(of, wrong)
  const side = sideOf(of('group'))
  const till = dateOf(of('licenceTill'), wrong)
  const named = (field: 'licence20b' | 'licence21b', form: string) =>
    of(field) === '' || of(field) === '-' ? [] : [{ form, number: of(field).slice(0, 40), validTo: till }]
  const pin = of('pin') === '' ? null : (readPin(of('pin')) ?? wrong('pin', 'pin', of('pin')))
  const fssai = of('fssai') === '' ? null : (readFssai(of('fssai')) ?? wrong('fssai', 'fssai', of('fssai')))
  const discount = of('discount') === '' ? null : parseBasisPoints(of('discount'))
  if (of('discount') !== '' && (discount === null || discount < 0 || discount > 10_000))
    wrong('percent', 'discount', of('discount'))
  const limit = moneyOf(of('creditLimit'), 'creditLimit', wrong)
  const row: PartyRow = {
    code: text('code'),
    name: name ?? '',
    localName: text('localName'),
    side,
    type,
    ...identity,
    phone: text('phone'),
    email: text('email'),
    contact: text('contact'),
    address1: text('address1'),
    address2: text('address2'),
    city: text('city'),
    pin,
    route: text('route'),
    salesman: text('salesman'),
    licences: [...licencesOf(of('licence'), type, till), ...named('licence20b', '20B'), ...named('licence21b', '21B')],
    fssai,
    discountBp: (discount ?? null) as BasisPoints | null,
    creditLimitPaise: limit === null || limit.amountPaise <= 0 ? null : paise(limit.amountPaise),
    creditDays: countOf(of('creditDays'), 'creditDays', 365, wrong),
    creditBills: countOf(of('creditBills'), 'creditBills', 999, wrong),
    openingPaise: openingOf(of, wrong),
  }
  return { row, errors }
}

function identityOf(of: (field: PartyField) => string, wrong: Wrong): Pick<PartyRow, 'gstin' | 'pan' | 'stateCode'> {
  const typedGstin = of('gstin')
  const none = typedGstin === '' || /^(urp|unregistered|na|n\/a|nil|none|-)$/i.test(typedGstin)
  const read = none ? null : readGstin(typedGstin)
  if (read?.problem) wrong('gstin', 'gstin', typedGstin)
  const good = read && !read.problem ? read : null
  const typedPan = of('pan')
  const pan = typedPan === '' || typedPan === '-' ? null : readPan(typedPan)
  if (pan?.problem) wrong('pan', 'pan', typedPan)
  if (good?.pan && pan && !pan.problem && pan.pan !== good.pan) wrong('pan-gstin', 'pan', typedPan)
  const state = stateOf(of('state'), wrong)
  if (good && state !== null && state !== good.stateCode) wrong('gstin-state', 'state', of('state'))
  return {
    gstin: good?.gstin ?? null,
    pan: good?.pan ?? (pan && !pan.problem ? pan.pan : null),
    stateCode: good?.stateCode ?? state,
  }
}

function openingOf(of: (field: PartyField) => string, wrong: Wrong): Paise | null {
  const dr = moneyOf(of('openingDr'), 'openingDr', wrong)
  const cr = moneyOf(of('openingCr'), 'openingCr', wrong)
  if (dr || cr) return paise(Math.abs(dr?.amountPaise ?? 0) - Math.abs(cr?.amountPaise ?? 0))
  const one = moneyOf(of('opening'), 'opening', wrong)
  if (one === null) return null
  // without a side it stands on the side of the row: what a supplier's list says is what we owe
  return paise(!one.sided && sideOf(of('group')) === 'supplier' ? -one.amountPaise : one.amountPaise)
}

/** Finds rows that name what an earlier row of the file names: code, GSTIN, or name and town. One per check, in the order of the rows. */
export function partyRepeats() {
  const seen = { code: new Map<string, number>(), gstin: new Map<string, number>(), name: new Map<string, number>() }
  const first = (which: keyof typeof seen, value: string, rowNo: number) => {
    const before = seen[which].get(value)
    if (before === undefined) seen[which].set(value, rowNo)
    return before
  }
  return (row: PartyRow, rowNo: number): PartyProblem[] => {
    const found: PartyProblem[] = []
    const code = row.code === null ? undefined : first('code', row.code.toLowerCase(), rowNo)
    if (code !== undefined) found.push({ code: 'parties/row-code-twice', field: 'code', details: { row: code, code: row.code } })
    const gstin = row.gstin === null ? undefined : first('gstin', row.gstin, rowNo)
    if (gstin !== undefined && row.code === null)
      found.push({ code: 'parties/row-gstin-twice', field: 'gstin', details: { row: gstin, code: row.gstin } })
    const key = `${row.name}\n${row.city ?? ''}`.toLowerCase()
    const name = row.code === null && row.gstin === null ? first('name', key, rowNo) : undefined
    if (name !== undefined) found.push({ code: 'parties/row-twice', field: 'name', details: { row: name } })
    return found
  }
}
