import { expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'

const saveParty = async (book: TestBook, more: Record<string, unknown> = {}): Promise<string> => {
  const uid = newUid()
  await book.call('parties.save', { uid, name: 'Ravi Medical', stateCode: '27', city: 'Pune', pin: '411037', ...more })
  return uid
}
const bill = (amountPaise: number, more: Record<string, unknown> = {}) => ({ uid: newUid(), amountPaise, ...more })
const year = { from: '2026-04-01', to: '2026-11-21' }
const sound = async (book: TestBook) => expect((await book.call('accounts.doctor', {})).findings).toEqual([])

test('an opening balance is entered bill by bill, ages by its own dates, is paid oldest first and taken back by its number', async () => {
  const book = testBook()
  const party = await saveParty(book, { creditDays: 30 })
  const second = bill(200_00, { reference: 'B-2', date: '2026-03-20' })
  const posted = await book.call('accounts.postOpeningBills', {
    party,
    bills: [
      bill(500_00, { reference: 'B-1', date: '2025-12-31', due: '2026-01-15' }),
      second,
      bill(-50_00, { reference: 'Advance' }),
    ],
  })
  expect(posted).toEqual({ numbers: ['OBA/26-27/000001', 'OBA/26-27/000002', 'OBA/26-27/000003'], totalPaise: 650_00 })
  const { rows, sums } = await book.call('accounts.outstandingBills', { party })
  expect(
    rows.map((row: { number: string; date: string; due: string; days: number }) => [row.number, row.date, row.due, row.days]),
  ).toEqual([
    ['B-1', '2025-12-31', '2026-01-15', 310],
    ['B-2', '2026-03-20', '2026-04-19', 216],
    ['Advance', '2026-04-01', '2026-05-01', 204],
  ])
  expect(sums).toMatchObject({ leftPaise: 650_00, over90Paise: 650_00, notDuePaise: 0 })
  expect(await book.call('accounts.outstandingBills', { party, asOn: '2026-04-19', basis: 'date', sort: 'days' })).toMatchObject({
    rows: [{ to30Paise: -50_00 }, { to30Paise: 200_00 }, { over90Paise: 500_00 }],
  })
  expect(await book.call('accounts.outstandingBills', { only: 'onAccount' })).toMatchObject({
    total: 1,
    sums: { leftPaise: -50_00 },
  })
  expect(await book.call('accounts.outstandingBills', { filter: 'b-2' })).toMatchObject({ total: 1 })
  expect(await book.call('accounts.outstandingBills', { filter: 'ravi pune' })).toMatchObject({ total: 3 })
  expect(await book.call('accounts.outstandingBills', { side: 'payable' })).toMatchObject({ total: 0, sums: { leftPaise: 0 } })
  expect(await book.call('accounts.outstandingParties', {})).toMatchObject({
    total: 1,
    rows: [{ party: 'Ravi Medical', city: 'Pune', bills: 3, days: 310, leftPaise: 650_00 }],
  })
  await book.call('payments.postReceipt', {
    uid: newUid(),
    date: '2026-11-20',
    party,
    amountPaise: 600_00,
    mode: 'cash',
    reference: null,
  })
  expect(await book.call('accounts.outstandingBills', { party, asOn: '2026-11-19' })).toMatchObject({
    sums: { leftPaise: 650_00 },
  })
  expect(await book.call('accounts.outstandingBills', { party })).toMatchObject({ total: 2, sums: { leftPaise: 50_00 } })
  const ledger = await book.call('accounts.partyLedger', { party, ...year })
  expect(ledger).toMatchObject({ openingPaise: 0, closingPaise: 50_00, total: 4, sums: { drPaise: 700_00, crPaise: 650_00 } })
  expect(ledger.rows.at(-1)).toMatchObject({
    kind: 'receipt',
    crPaise: 600_00,
    drPaise: null,
    balancePaise: 50_00,
    against: 'B-1, B-2',
  })
  expect(ledger.rows[0]).toMatchObject({ kind: 'opening-balance', reference: 'B-1', against: 'RA/26-27/000001' })
  expect(await book.ask('accounts.cancelOpeningBill', { uid: second.uid, reason: 'twice' })).toMatchObject({
    refusal: { code: 'accounts/opening-settled' },
  })
  const slip = bill(1_00, { reference: 'B-9' })
  await book.call('accounts.postOpeningBills', { party, bills: [slip] })
  await book.call('accounts.cancelOpeningBill', { uid: slip.uid, reason: 'a slip' })
  expect((await book.call('accounts.openingBills', { party })).rows).toMatchObject([
    { reference: 'B-1', leftPaise: 0, cancelled: false },
    { reference: 'B-2', leftPaise: 100_00 },
    { reference: 'Advance', leftPaise: -50_00 },
    { reference: 'B-9', cancelled: true },
  ])
  await sound(book)
})

test.each([
  ['no amount', { bills: [bill(0)] }, 'accounts/opening-zero', 'bills.0.amountPaise'],
  ['an absurd amount', { bills: [bill(2_000_00_00_000_00)] }, 'accounts/amount-absurd', 'bills.0.amountPaise'],
  [
    'a bill of after the beginning',
    { bills: [bill(5), bill(5, { date: '2026-04-01' })] },
    'accounts/opening-after-begin',
    'bills.1.date',
  ],
  [
    'due before it was made',
    { bills: [bill(5, { date: '2026-03-02', due: '2026-03-01' })] },
    'accounts/due-before-bill',
    'bills.0.due',
  ],
  ['no bill', { bills: [] }, 'company/bad-input', 'bills'],
  ['no such party', { party: newUid(), bills: [bill(5)] }, 'accounts/no-party', 'party'],
  ['half a paisa', { bills: [bill(5.5)] }, 'company/bad-input', 'bills.0.amountPaise'],
])('an opening bill with %s is refused and nothing is written', async (_, more, code, field) => {
  const book = testBook()
  const party = await saveParty(book)
  expect(await book.ask('accounts.postOpeningBills', { party, ...more })).toMatchObject({ ok: false, refusal: { code, field } })
  expect((await book.call('accounts.openingBills', { party })).rows).toEqual([])
})

test('an opening bill sent again is posted once; its number twice is in doubt', async () => {
  const book = testBook()
  const party = await saveParty(book)
  const one = bill(10_00, { reference: 'B-1' })
  const first = await book.call('accounts.postOpeningBills', { party, bills: [one] })
  expect(await book.call('accounts.postOpeningBills', { party, bills: [one] })).toEqual(first)
  expect(await book.ask('accounts.postOpeningBills', { party, bills: [{ ...one, amountPaise: 9_00 }] })).toMatchObject({
    refusal: { code: 'accounts/already-posted' },
  })
  expect(await book.ask('accounts.postOpeningBills', { party, bills: [bill(7_00, { reference: 'B-1' })] })).toMatchObject({
    warnings: [{ code: 'accounts/opening-twice', field: 'bills.0.reference' }],
  })
})

test('the party at a glance: balance, overdue, what is left of the limit, licences and people', async () => {
  const book = testBook()
  const party = await saveParty(book, {
    creditLimitPaise: 1000_00,
    creditDays: 15,
    licences: [
      { form: '20B', number: 'A', validFrom: null, validTo: '2026-11-20' },
      { form: '21B', number: 'B', validFrom: null, validTo: '2026-11-21' },
    ],
    contacts: [{ name: 'Meena', phone: '98' }],
  })
  await book.call('accounts.postOpeningBills', {
    party,
    bills: [bill(300_00, { due: '2026-11-01' }), bill(500_00, { due: '2026-12-01' }), bill(-100_00)],
  })
  expect(await book.call('accounts.party360', { party })).toMatchObject({
    balancePaise: 700_00,
    overduePaise: 300_00,
    overdueBills: 1,
    overdueDays: 20,
    openBills: 2,
    onAccountPaise: -100_00,
    limitLeftPaise: 300_00,
    licences: [{ ended: true }, { ended: false }],
    contacts: [{ name: 'Meena' }],
    lastBills: [],
    lastItems: [],
    lastMoney: null,
  })
  await expect(book.call('accounts.party360', { party: newUid() })).rejects.toMatchObject({ code: 'accounts/no-party' })
})

test('hiding a party with a balance warns and goes through with a reason', async () => {
  const book = testBook()
  const party = await saveParty(book)
  await book.call('accounts.postOpeningBills', { party, bills: [bill(300_00)] })
  expect(await book.ask('parties.setActive', { uid: party, active: false })).toMatchObject({
    warnings: [{ code: 'parties/hide-with-balance', details: { balance: '300.00' } }],
  })
  const accepted = [{ code: 'parties/hide-with-balance', field: 'uid', reason: 'closed his shop' }]
  expect(await book.ask('parties.setActive', { uid: party, active: false }, { accepted })).toMatchObject({ ok: true })
})
