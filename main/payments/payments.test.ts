import { beforeEach, describe, expect, test } from 'vitest'
import { emptyPosting } from '../../shared/accounts/posting.ts'
import { localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import { bareDocument } from '../inventory/hand-made.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { allocate } from './post-receipt.ts'

let book: TestBook
let customer: string
beforeEach(async () => {
  book = testBook()
  customer = newUid()
  await book.call('parties.save', { uid: customer, name: 'Ravi Medical', category: 'unregistered', stateCode: '27' })
})

/** A bill of so much, as the ledger sees it. */
const owes = (day: string, amountPaise: number) =>
  book.write((given) => {
    const party = given.tx.must(sql.selectFrom('party').select(['id', 'account_id']).where('uid', '=', uidBytes(customer)))
    const date = localDate(`2026-11-${day}`)
    return post(given, {
      what: 'document',
      document: { ...bareDocument('sale', date), partyId: party.id },
      layers: [],
      postings: [
        {
          ...emptyPosting('document', date),
          ledger: [
            { accountId: party.account_id, partyId: party.id, amountPaise: paise(amountPaise) },
            { accountId: accountIds(given.tx).sales, amountPaise: paise(-amountPaise) },
          ],
        },
      ],
    })
  })
const receipt = (more: object = {}) => ({
  uid: newUid(),
  date: '2026-11-20',
  party: customer,
  mode: 'cash',
  amountPaise: 15_000,
  reference: null,
  ...more,
})
const left = async () =>
  ((await book.call('accounts.outstanding', { party: customer })) as { number: string; leftPaise: number; days: number }[]).map(
    (row) => [row.number, row.leftPaise, row.days],
  )

describe('money received', () => {
  test('is set against the oldest bills first, the rest stays on account', async () => {
    owes('05', 6000)
    owes('02', 5000)
    owes('10', 9000)
    expect(await book.call('payments.postReceipt', receipt({ amountPaise: 12_500 }))).toEqual({
      number: 'RA/26-27/000001',
      onAccountPaise: 0,
    })
    expect(await left()).toEqual([['SA/26-27/000003', 7500, 11]])
    expect(await book.call('payments.postReceipt', receipt({ mode: 'upi', amountPaise: 10_000 }))).toEqual({
      number: 'RA/26-27/000002',
      onAccountPaise: 2500,
    })
    expect(await left()).toEqual([['RA/26-27/000002', -2500, 1]])
    const ledger = await book.call('accounts.partyLedger', { party: customer, from: '2026-11-05', to: '2026-11-21' })
    expect(ledger).toMatchObject({ openingPaise: 5000, closingPaise: -2500, total: 4 })
    expect(ledger.rows.map((row: { number: string; balancePaise: number }) => [row.number, row.balancePaise])).toEqual([
      ['SA/26-27/000001', 11_000],
      ['SA/26-27/000003', 20_000],
      ['RA/26-27/000001', 7500],
      ['RA/26-27/000002', -2500],
    ])
    expect(
      await book.call('accounts.partyLedger', { party: customer, from: '2026-11-05', to: '2026-11-21', offset: 2, limit: 1 }),
    ).toMatchObject({ openingPaise: 5000, rows: [{ balancePaise: 7500 }], closingPaise: -2500, total: 4 })
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('does not settle a bill of a later day', async () => {
    owes('15', 5000)
    expect(await book.call('payments.postReceipt', receipt({ date: '2026-11-14', amountPaise: 5000 }))).toMatchObject({
      onAccountPaise: 5000,
    })
  })

  test('sent twice it is posted once', async () => {
    const draft = receipt({ mode: 'cheque', reference: '001234' })
    const first = await book.call('payments.postReceipt', draft)
    expect(await book.call('payments.postReceipt', draft)).toEqual(first)
    expect((await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toEqual([
      { account: 'Sundry debtors', group: 'Sundry debtors', drPaise: 0, crPaise: 15_000 },
      { account: 'Cheques in hand', group: 'Bank accounts', drPaise: 15_000, crPaise: 0 },
    ])
    await expect(book.call('payments.postReceipt', { ...draft, amountPaise: 1 })).rejects.toMatchObject({
      code: 'accounts/already-posted',
      details: { number: first.number },
    })
  })

  test.each([
    ['payments/amount-needed', 'amountPaise', { amountPaise: 0 }],
    ['payments/amount-needed', 'amountPaise', { amountPaise: -500 }],
    ['payments/amount-absurd', 'amountPaise', { amountPaise: 100_000_000_001 }],
    ['accounts/no-party', 'party', { party: newUid() }],
    ['accounts/after-today', 'date', { date: '2026-11-22' }],
  ])('%s is refused at %s and nothing is written', async (code, field, wrong) => {
    await expect(book.call('payments.postReceipt', receipt(wrong))).rejects.toMatchObject({ code, field })
    expect(book.db.rows(sql.selectFrom('document').select('id'))).toEqual([])
  })

  test('from a hidden party is refused', async () => {
    await book.call('parties.setActive', { uid: customer, active: false })
    await expect(book.call('payments.postReceipt', receipt())).rejects.toMatchObject({
      code: 'payments/party-hidden',
      field: 'party',
    })
  })
})

test('allocation uses the money up and never passes a bill', () => {
  const owed = [
    { openItem: 1, leftPaise: paise(300) },
    { openItem: 2, leftPaise: paise(500) },
  ]
  expect(allocate(paise(700), owed)).toEqual({
    allocations: [
      { from: { posting: 0, line: 1 }, to: { id: 1 }, amountPaise: 300 },
      { from: { posting: 0, line: 1 }, to: { id: 2 }, amountPaise: 400 },
    ],
    onAccountPaise: 0,
  })
  expect(allocate(paise(900), owed)).toMatchObject({ onAccountPaise: 100 })
  expect(allocate(paise(200), owed).allocations).toHaveLength(1)
})
