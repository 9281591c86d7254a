import { expect, test } from 'vitest'
import { nameKey, nearNames } from '../../shared/parties/near-name.ts'
import { newUid } from '../database/uid.ts'
import { testBook } from '../test-book.ts'

const aParty = (more: Record<string, unknown> = {}) => ({
  uid: newUid(),
  name: 'Ravi Medical',
  stateCode: '27',
  city: 'Pune',
  pin: '411037',
  ...more,
})

test.each([
  ['Ravi Medical', 'M/s. Ravi Medical Stores', true],
  ['Shri Krishna Pharma', 'Krishnaa Pharmaceuticals', true],
  ['Al-Noor Medical Hall', 'Al Noor Medicals', true],
  ['Laxmi Agencies', 'Lakshmi Agency', false],
  ['Ravi Medical', 'Rani Medical', false],
  ['New Medical Stores', 'New Pharmacy', false],
  ['आरोग्य औषधालय', 'आरोग्य औषधालय', true],
  ['Patil Chemists', 'Patel Chemists', false],
  ['Saraswati Medical', 'Sarasvati Medicals', true],
])('%s and %s: %s', (a, b, near) => {
  expect(nearNames(a, b)).toBe(near)
  expect(nearNames(b, a)).toBe(near)
})
test('a name without telling words is known by all of them', () => {
  expect(nameKey('Medical Stores')).not.toBe('')
  expect(nearNames('', '')).toBe(false)
})

test.each([
  ['the phone', { name: 'Other', phone: '98765' }, { phone: '98765' }, 'phone'],
  ['PAN and state', { name: 'Other', pan: 'AAPFU0939F' }, { pan: 'AAPFU0939F' }, 'pan'],
  ['nearly the name in the town', { name: 'M/s Ravi Medicals' }, {}, 'name'],
])('a party with %s of another is doubtful, names it, and goes through with a reason', async (_, first, second, ground) => {
  const book = testBook()
  await book.call('parties.save', aParty(first))
  const twin = aParty(second)
  const code = `parties/${ground}-duplicate`
  expect(await book.ask('parties.save', twin)).toMatchObject({
    ok: false,
    warnings: [{ code, field: ground, details: { name: first.name } }],
  })
  const accepted = [{ code, field: ground, reason: 'his brother' }]
  expect(await book.ask('parties.save', twin, { accepted })).toMatchObject({ ok: true })
  // what tells them apart has not changed, so it is not asked again
  expect(await book.ask('parties.save', { ...twin, email: 'a@b.in' })).toMatchObject({ ok: true })
  expect(await book.call('parties.duplicates', {})).toMatchObject({
    total: 1,
    rows: [{ ground, first: { name: first.name }, second: { name: 'Ravi Medical' } }],
  })
  expect(await book.call('parties.duplicates', { filter: 'nobody' })).toMatchObject({ total: 0, rows: [] })
})

test('another town, another state, a hidden party or another PAN is nobody twice', async () => {
  const book = testBook()
  await book.call('parties.save', aParty({ pan: 'AAPFU0939F' }))
  await book.call('parties.save', aParty({ city: 'Satara', pin: '415001' }))
  await book.call('parties.save', aParty({ name: 'Zed', stateCode: '29', city: 'Hubli', pin: '580001', pan: 'AAPFU0939F' }))
  await book.call('parties.save', aParty({ name: 'Gone', phone: '1', active: false }))
  await book.call('parties.save', aParty({ name: 'Here', phone: '1' }))
  expect(await book.call('parties.duplicates', {})).toMatchObject({ total: 0 })
})
