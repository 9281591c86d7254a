import { expect, test } from 'vitest'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import { testBook } from '../test-book.ts'

const aParty = (more: Record<string, unknown> = {}) => ({
  uid: newUid(),
  name: 'Ravi Medical',
  stateCode: '27',
  city: 'Pune',
  pin: '411037',
  ...more,
})
const names = (reply: { rows: { name: string }[] }) => reply.rows.map((row) => row.name)

test('parties are found by words in any order, area, phone, GSTIN and code; an exact code comes first', async () => {
  const book = testBook()
  await book.call('parties.save', aParty({ code: 'R1', phone: '9876543210' }))
  await book.call(
    'parties.save',
    aParty({ name: 'Al-Noor Medical Hall', city: 'Nashik', pin: '422001', localName: 'النور میڈیکل' }),
  )
  await book.call('parties.save', aParty({ name: 'आरोग्य औषधालय', category: 'regular', gstin: '27AAPFU0939F1ZV' }))
  await book.call('parties.save', aParty({ name: 'R1 Traders' }))
  const found = async (text: string) => names(await book.call('parties.search', { text }))
  expect(await found('medical nashik')).toEqual(['Al-Noor Medical Hall'])
  expect(await found('hall al')).toEqual(['Al-Noor Medical Hall'])
  expect(await found('النور')).toEqual(['Al-Noor Medical Hall'])
  expect(await found('औषधालय')).toEqual(['आरोग्य औषधालय'])
  expect(await found('27AAPFU')).toEqual(['आरोग्य औषधालय'])
  expect(await found('98765')).toEqual(['Ravi Medical'])
  expect(await found('R1')).toEqual(['Ravi Medical', 'R1 Traders'])
  expect(await found('')).toHaveLength(4)
  expect(await found('"*) or')).toEqual([])
  expect(await book.call('parties.search', { text: 'pune' })).toMatchObject({ text: 'pune' })
  expect(names(await book.call('parties.search', { text: 'ravi', customers: false }))).toEqual([])
})

test('a changed or hidden party is found by what it is now', async () => {
  const book = testBook()
  const party = aParty()
  await book.call('parties.save', party)
  await book.call('parties.save', { ...party, name: 'Krishna Pharma', city: 'Satara', pin: '415001' })
  expect(names(await book.call('parties.search', { text: 'ravi' }))).toEqual([])
  expect(names(await book.call('parties.search', { text: 'krishna satara' }))).toEqual(['Krishna Pharma'])
  await book.call('parties.setActive', { uid: party.uid, active: false })
  expect(names(await book.call('parties.search', { text: 'krishna' }))).toEqual([])
  expect(names(await book.call('parties.list', { only: 'hidden' }))).toEqual(['Krishna Pharma'])
})

test('a party comes back whole, and each change is one journal row with old and new', async () => {
  const book = testBook()
  const party = aParty({
    category: 'regular',
    gstin: ' 27aapfu0939f1zv ',
    creditLimitPaise: 5_00_000_00,
    creditDays: 30,
    licences: [{ form: 'Form 20-b', number: 'MH-1', validFrom: '2024-01-01', validTo: '2028-12-31' }],
  })
  await book.call('parties.save', party)
  const whole = await book.call('parties.party', { uid: party.uid })
  expect(whole).toMatchObject({
    gstin: '27AAPFU0939F1ZV',
    pan: 'AAPFU0939F',
    city: 'Pune',
    creditDays: 30,
    balancePaise: 0,
    licences: [{ form: '20B', number: 'MH-1', validTo: '2028-12-31' }],
  })
  const { id: _, balancePaise: __, ...form } = whole
  const rows = () => book.db.rows(sql.selectFrom('journal').select('changes_json').where('entity_uid', '=', uidBytes(party.uid)))
  const before = rows().length
  await book.call('parties.save', { ...form, phone: '02024260001', licences: [] })
  expect(rows()).toHaveLength(before + 1)
  expect(rows().at(-1)?.changes_json).toContain('02024260001')
  expect(await book.call('parties.party', { uid: party.uid })).toMatchObject({ phone: '02024260001', licences: [] })
})

const gstin = '27AAPFU0939F1ZV'
test.each([
  ['a wrong check character', { category: 'regular', gstin: '27AAPFU0939F1ZX' }, 'company/gstin-check', 'gstin'],
  ['a short GSTIN', { category: 'regular', gstin: '27AAPFU0939F1' }, 'company/gstin-length', 'gstin'],
  ['a registered party without one', { category: 'regular' }, 'parties/gstin-needed', 'gstin'],
  ['an unregistered party with one', { gstin }, 'parties/gstin-unwanted', 'category'],
  ['a category of another registration', { category: 'tds-deductor', gstin }, 'parties/category-gstin', 'category'],
  ['a GSTIN of another state', { category: 'regular', gstin, stateCode: '29' }, 'parties/gstin-state', 'stateCode'],
  ['a PAN that is not inside the GSTIN', { category: 'regular', gstin, pan: 'AABFD4321K' }, 'parties/pan-gstin', 'pan'],
  ['a PAN of no shape', { pan: '12345' }, 'company/pan-shape', 'pan'],
  ['an unknown state', { stateCode: '88' }, 'company/unknown-state', 'stateCode'],
  ['a state that is no more', { stateCode: '28' }, 'company/unknown-state', 'stateCode'],
  ['a party abroad in an Indian state', { category: 'overseas' }, 'company/unknown-state', 'stateCode'],
  [
    'an unknown licence form',
    { licences: [{ form: '99Z', number: '1', validFrom: null, validTo: null }] },
    'parties/licence-form',
    'licences.0.form',
  ],
  [
    'a licence without a number',
    { licences: [{ form: '20B', number: '', validFrom: null, validTo: null }] },
    'parties/licence-number',
    'licences.0.number',
  ],
  ['neither customer nor supplier', { isCustomer: false }, 'parties/neither', 'isCustomer'],
  ['a PIN of five digits', { pin: '41103' }, 'parties/pin', 'pin'],
  ['a negative limit', { creditLimitPaise: -1 }, 'parties/limit-negative', 'creditLimitPaise'],
  ['no name', { name: '  ' }, 'company/bad-input', 'name'],
  ['a FSSAI number of ten digits', { fssai: '1234567890' }, 'parties/fssai', 'fssai'],
  ['a Udyam number of no shape', { msmeUdyam: 'MH-26', msmeClass: 'micro' }, 'parties/udyam', 'msmeUdyam'],
  ['a Udyam number without a class', { msmeUdyam: 'UDYAM-MH-26-0012345' }, 'parties/msme-class', 'msmeClass'],
  ['an IFSC with a letter for the zero', { ifsc: 'HDFCO001234' }, 'parties/ifsc', 'ifsc'],
  ['a bank account without IFSC', { bankAccount: '50200012345678' }, 'parties/ifsc-needed', 'ifsc'],
  ['a bank account of five digits', { bankAccount: '12345', ifsc: 'HDFC0001234' }, 'parties/bank-account', 'bankAccount'],
  ['a UPI id without a bank', { upiId: 'ravi' }, 'parties/upi', 'upiId'],
  ['a further address that says nothing', { addresses: [{ pin: '411001' }] }, 'parties/address-empty', 'addresses.0.address1'],
  ['a further address with a wrong PIN', { addresses: [{ city: 'Pune', pin: '4110' }] }, 'parties/pin', 'addresses.0.pin'],
  [
    'a further address in no state',
    { addresses: [{ city: 'Pune', stateCode: '88' }] },
    'company/unknown-state',
    'addresses.0.stateCode',
  ],
  ['a contact without a name', { contacts: [{ name: ' ', phone: '1' }] }, 'parties/contact-name', 'contacts.0.name'],
  ['more than a year of credit', { creditDays: 366 }, 'company/bad-input', 'creditDays'],
])('%s is refused with the field and nothing is written', async (_, more, code, field) => {
  const book = testBook()
  const before = book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n
  expect(await book.ask('parties.save', aParty(more))).toMatchObject({ ok: false, refusal: { code, field } })
  expect(book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n).toBe(before)
  expect(book.db.rows(sql.selectFrom('party').select('id'))).toEqual([])
})

test('a GSTIN or PIN in doubt warns, and goes through when taken on with a reason; a code in use is refused', async () => {
  const book = testBook()
  await book.call('parties.save', aParty({ category: 'regular', gstin, code: 'A1' }))
  const second = aParty({ category: 'regular', gstin, name: 'Ravi Medical branch', pin: '110001' })
  expect(await book.ask('parties.save', second)).toMatchObject({
    ok: false,
    warnings: [
      { code: 'parties/pin-state', field: 'pin' },
      { code: 'parties/gstin-duplicate', field: 'gstin', details: { name: 'Ravi Medical' } },
    ],
  })
  const accepted = ['pin', 'gstin'].map((field) => ({
    code: field === 'pin' ? 'parties/pin-state' : 'parties/gstin-duplicate',
    field,
    reason: 'a branch',
  }))
  expect(await book.ask('parties.save', second, { accepted })).toMatchObject({ ok: true })
  expect(await book.ask('parties.save', aParty({ code: 'A1' }))).toMatchObject({
    ok: false,
    refusal: { code: 'parties/code-taken', field: 'code', details: { name: 'Ravi Medical' } },
  })
})

test('a supplier comes back with terms, MSME standing, expiry returns, bank, people and places, and loses what is taken out', async () => {
  const book = testBook()
  const further = {
    isSupplier: true,
    fssai: '1152 0001 0002 34',
    language: 'hi',
    paymentDays: 45,
    paymentTerms: 'Against cheque',
    leadDays: 3,
    msmeClass: 'small',
    msmeUdyam: 'udyam mh 26 0012345',
    msmeAgreement: true,
    returnDaysBefore: 90,
    returnDaysAfter: 60,
    returnBp: 8000,
    bankName: 'HDFC',
    bankAccount: '5020 0012 345678',
    ifsc: 'hdfc0001234',
    upiId: 'Ravi@HDFC',
    addresses: [
      { kind: 'shipping', name: 'Godown', city: 'Chakan', pin: '410 501' },
      { kind: 'billing', name: 'Branch', address1: '2 MG Road', stateCode: '29' },
    ],
    contacts: [{ name: 'Meena', role: 'Accounts', phone: '9800000001' }, { name: 'Arif' }],
  }
  const party = aParty(further)
  await book.call('parties.save', party)
  const whole = await book.call('parties.party', { uid: party.uid })
  expect(whole).toMatchObject({
    ...further,
    city: 'Pune',
    fssai: '11520001000234',
    msmeUdyam: 'UDYAM-MH-26-0012345',
    bankAccount: '50200012345678',
    ifsc: 'HDFC0001234',
    upiId: 'ravi@hdfc',
    addresses: [
      { name: 'Godown', pin: '410501', stateCode: null },
      { kind: 'billing', stateCode: '29' },
    ],
    mergedInto: null,
  })
  expect(names(await book.call('parties.search', { text: 'chakan', customers: false }))).toEqual(['Ravi Medical'])
  const { id: _, balancePaise: __, mergedInto: ___, ...form } = whole
  await book.call('parties.save', { ...form, addresses: form.addresses.slice(1), contacts: [] })
  expect(await book.call('parties.party', { uid: party.uid })).toMatchObject({
    city: 'Pune',
    addresses: [{ name: 'Branch' }],
    contacts: [],
  })
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
})

test('the list is filtered, sorted both ways and added up; without the right to see it money is not told', async () => {
  const book = testBook()
  await book.call('parties.save', aParty({ name: 'Bharat', type: 'hospital', route: 'East', creditLimitPaise: 500 }))
  await book.call('parties.save', aParty({ name: 'Amar', type: 'retail', route: 'West', city: 'Satara', pin: '415001' }))
  await book.call('parties.save', aParty({ name: 'Chetan', isCustomer: false, isSupplier: true, route: 'West' }))
  const list = (ask: object) => book.call('parties.list', ask)
  expect(names(await list({ sort: 'name', descending: true }))).toEqual(['Chetan', 'Bharat', 'Amar'])
  expect(names(await list({ sort: 'limit', descending: true }))[0]).toBe('Bharat')
  expect(names(await list({ sort: 'city' }))).toEqual(['Bharat', 'Chetan', 'Amar'])
  expect(names(await list({ type: 'hospital' }))).toEqual(['Bharat'])
  expect(names(await list({ route: 'West', only: 'customers' }))).toEqual(['Amar'])
  expect(await list({ only: 'owing' })).toMatchObject({ total: 0, sums: { balancePaise: 0 } })
  expect(await list({ limit: 1, offset: 1 })).toMatchObject({ total: 3, rows: [{ name: 'Bharat', balancePaise: 0 }] })
  book.connection.person = {
    ...(book.connection.person as never as object),
    role: 'clerk',
    overrides: new Map([['sales.read', false]]),
  } as never
  expect(await list({})).toMatchObject({ sums: { balancePaise: null }, rows: [{ name: 'Amar', balancePaise: null }, {}, {}] })
})
