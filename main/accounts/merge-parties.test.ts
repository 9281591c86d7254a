import { expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'

const save = async (book: TestBook, more: Record<string, unknown>): Promise<string> => {
  const uid = newUid()
  await book.call('parties.save', { uid, stateCode: '27', city: 'Pune', pin: '411037', ...more })
  return uid
}
const open = (amountPaise: number, reference: string) => ({
  uid: newUid(),
  amountPaise,
  reference,
  date: '2026-03-01',
  due: '2026-03-31',
})
const merge = (from: string, into: string, more: object = {}) => ({ uid: newUid(), from, into, reason: 'the same shop', ...more })
const all = async (book: TestBook, party: string) => ({
  bills: (await book.call('accounts.outstandingBills', { party })).rows.map(
    (row: { number: string; date: string; due: string; leftPaise: number }) => [row.number, row.date, row.due, row.leftPaise],
  ),
  balance: (await book.call('parties.party', { uid: party })).balancePaise,
})
const sound = async (book: TestBook) => expect((await book.call('accounts.doctor', {})).findings).toEqual([])

test('a merge moves what is open bill by bill with number, date and due; undone, both are what they were', async () => {
  const book = testBook()
  const from = await save(book, {
    name: 'Ravi Medicals',
    code: 'R2',
    phone: '98',
    licences: [{ form: '20B', number: 'X', validFrom: null, validTo: null }],
    contacts: [{ name: 'Meena' }],
  })
  const into = await save(book, { name: 'Ravi Medical', isSupplier: true, city: 'Satara', pin: '415001' })
  await book.call('accounts.postOpeningBills', { party: from, bills: [open(500_00, 'B-1'), open(-20_00, 'Adv')] })
  await book.call('accounts.postOpeningBills', { party: into, bills: [open(100_00, 'C-1')] })
  await book.call('payments.postReceipt', {
    uid: newUid(),
    date: '2026-11-20',
    party: from,
    amountPaise: 50_00,
    mode: 'cash',
    reference: null,
  })
  const before = { from: await all(book, from), into: await all(book, into) }
  const whole = { from: await book.call('parties.party', { uid: from }), into: await book.call('parties.party', { uid: into }) }
  const trial = await book.call('accounts.trialBalance', { asOn: '2026-11-21' })
  const wish = merge(from, into)
  const done = await book.call('accounts.mergeParties', wish)
  expect(done).toEqual({ number: 'JA/26-27/000001', movedPaise: 430_00, bills: 2 })
  expect(await book.call('accounts.mergeParties', wish)).toEqual(done)
  expect(await all(book, from)).toEqual({ bills: [], balance: 0 })
  expect(await all(book, into)).toEqual({
    bills: [
      ['C-1', '2026-03-01', '2026-03-31', 100_00],
      ['B-1', '2026-03-01', '2026-03-31', 450_00],
      ['Adv', '2026-03-01', '2026-03-31', -20_00],
    ],
    balance: 530_00,
  })
  expect(await book.call('parties.party', { uid: into })).toMatchObject({
    code: 'R2',
    phone: '98',
    licences: [{ number: 'X' }],
    contacts: [{ name: 'Meena' }],
    addresses: [{ name: 'Ravi Medicals', city: 'Pune' }],
  })
  expect(await book.call('parties.party', { uid: from })).toMatchObject({
    active: false,
    code: null,
    mergedInto: { name: 'Ravi Medical' },
  })
  expect(await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).toEqual(trial)
  expect(await book.call('parties.list', { only: 'hidden' })).toMatchObject({ rows: [{ mergedInto: 'Ravi Medical' }] })
  expect(await book.ask('parties.setActive', { uid: from, active: true })).toMatchObject({
    refusal: { code: 'parties/is-merged' },
  })
  await sound(book)
  await book.call('accounts.undoMerge', { from, reason: 'not the same' })
  expect({ from: await all(book, from), into: await all(book, into) }).toEqual(before)
  expect({
    from: await book.call('parties.party', { uid: from }),
    into: await book.call('parties.party', { uid: into }),
  }).toEqual(whole)
  await sound(book)
  // and once more, the other way round
  await book.call('accounts.mergeParties', merge(into, from))
  expect(await all(book, from)).toMatchObject({ balance: 530_00 })
  await sound(book)
})

test('a moved bill that was paid keeps the merge from being undone', async () => {
  const book = testBook()
  const from = await save(book, { name: 'A' })
  const into = await save(book, { name: 'B' })
  await book.call('accounts.postOpeningBills', { party: from, bills: [open(500_00, 'B-1')] })
  await book.call('accounts.mergeParties', merge(from, into))
  await book.call('payments.postReceipt', {
    uid: newUid(),
    date: '2026-11-21',
    party: into,
    amountPaise: 5,
    mode: 'cash',
    reference: null,
  })
  expect(await book.ask('accounts.undoMerge', { from, reason: 'not the same' })).toMatchObject({
    refusal: { code: 'accounts/merge-used', details: { number: 'JA/26-27/000001' } },
  })
  await sound(book)
})

const gstin = '27AAPFU0939F1ZV'
const registered = { category: 'regular', gstin }
test.each([
  ['itself', {}, null, 'accounts/merge-same', 'into'],
  ['one of another PAN', { pan: 'AABFD4321K' }, { pan: 'AAPFU0939F' }, 'accounts/merge-pan', 'into'],
  ['one without the GSTIN', registered, {}, 'accounts/merge-other-way', 'into'],
  ['a hidden one', {}, { active: false }, 'accounts/merge-into-hidden', 'into'],
])('a party is not merged into %s', async (_, first, second, code, field) => {
  const book = testBook()
  const from = await save(book, { name: 'A', ...first })
  const into = second === null ? from : await save(book, { name: 'B', ...second })
  expect(await book.ask('accounts.mergeParties', merge(from, into))).toMatchObject({ ok: false, refusal: { code, field } })
  expect((await book.call('parties.list', { only: 'hidden' })).rows.length).toBe(second && 'active' in second ? 1 : 0)
})

test('a merged party is not merged again, nor undone while its survivor is merged on; a party that was never merged is not undone', async () => {
  const book = testBook()
  const [a, b, c] = [await save(book, { name: 'A' }), await save(book, { name: 'B' }), await save(book, { name: 'C' })]
  await book.call('accounts.mergeParties', merge(a, b))
  expect(await book.ask('accounts.mergeParties', merge(a, c))).toMatchObject({ refusal: { code: 'accounts/merge-again' } })
  await book.call('accounts.mergeParties', merge(b, c))
  expect(await book.ask('accounts.undoMerge', { from: a, reason: 'no, no' })).toMatchObject({
    refusal: { code: 'accounts/merge-chain' },
  })
  expect(await book.ask('accounts.undoMerge', { from: c, reason: 'no, no' })).toMatchObject({
    refusal: { code: 'accounts/not-merged' },
  })
  expect(await book.ask('accounts.mergeParties', merge(a, b, { reason: '' }))).toMatchObject({
    refusal: { code: 'company/bad-input', field: 'reason' },
  })
  await book.call('accounts.undoMerge', { from: b, reason: 'no, no' })
  await book.call('accounts.undoMerge', { from: a, reason: 'no, no' })
  expect(await book.call('parties.list', {})).toMatchObject({ total: 3 })
  await sound(book)
})

test('two GSTINs of one PAN: doubtful', async () => {
  const book = testBook()
  const a = await save(book, { name: 'A', ...registered })
  const b = await save(book, { name: 'B', category: 'regular', gstin: '29AAPFU0939F1ZR', stateCode: '29', pin: '560001' })
  expect(await book.ask('accounts.mergeParties', merge(a, b))).toMatchObject({
    warnings: [{ code: 'accounts/merge-gstin-differs' }],
  })
})
