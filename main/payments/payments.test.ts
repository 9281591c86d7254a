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

describe('money set against bills by hand, paid out, and taken back', () => {
  const openOf = async () =>
    (await book.call('accounts.outstanding', { party: customer })) as { openItem: number; number: string; leftPaise: number }[]

  test('by hand, with a small difference let go; taken back, everything is open again', async () => {
    owes('02', 5000)
    owes('05', 6000)
    const [first, second] = await openOf()
    const draft = receipt({
      amountPaise: 5950,
      discountPaise: 50,
      narration: 'rounded down',
      allocations: [{ openItem: second?.openItem, amountPaise: 6000 }],
    })
    const posted = await book.call('payments.postReceipt', draft)
    expect(posted).toEqual({ number: 'RA/26-27/000001', onAccountPaise: 0 })
    expect(await left()).toEqual([[first?.number, 5000, 19]])
    expect(await book.call('payments.moneyDocument', { uid: draft.uid })).toMatchObject({
      number: posted.number,
      inPaise: 5950,
      discountPaise: 50,
      narration: 'rounded down',
      by: 'Owner',
      settled: [{ number: second?.number, amountPaise: 6000 }],
    })
    expect(await book.call('payments.money', { filter: 'rav 59.50' })).toMatchObject({
      total: 1,
      sums: { inPaise: 5950, discountPaise: 50 },
    })
    await book.call('payments.cancelMoney', { uid: draft.uid, reason: 'cheque of another' })
    expect((await left()).map((row) => row[1])).toEqual([5000, 6000])
    expect(await book.call('payments.moneyDocument', { uid: draft.uid })).toMatchObject({
      cancelled: true,
      cancelReason: 'cheque of another',
      settled: [],
    })
    await expect(book.call('payments.cancelMoney', { uid: draft.uid, reason: 'again' })).rejects.toMatchObject({
      code: 'payments/cancelled',
    })
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    expect(await book.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
  })

  test('what we owe is paid the oldest first; more is an advance', async () => {
    owes('02', -5000)
    owes('05', -6000)
    const draft = { ...receipt({ mode: 'bank', amountPaise: 7000 }) }
    expect(await book.call('payments.postPayment', draft)).toEqual({ number: 'YA/26-27/000001', onAccountPaise: 0 })
    expect((await left()).map((row) => row[1])).toEqual([-4000])
    expect(await book.call('payments.postPayment', receipt({ mode: 'upi', amountPaise: 5000 }))).toMatchObject({
      onAccountPaise: 1000,
    })
    expect(await book.call('payments.money', { kind: 'payment' })).toMatchObject({
      total: 2,
      sums: { inPaise: 0, outPaise: 12_000, onAccountPaise: 1000 },
    })
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('a small difference that a supplier lets go settles his bill and is income; taken back, both are gone', async () => {
    owes('02', -5000)
    const draft = receipt({ mode: 'bank', amountPaise: 4960, discountPaise: 40 })
    expect(await book.call('payments.postPayment', draft)).toEqual({ number: 'YA/26-27/000001', onAccountPaise: 0 })
    expect(await left()).toEqual([])
    const income = async () =>
      ((await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows as { account: string }[]).filter(
        (row) => row.account === 'Discounts received',
      )
    expect(await income()).toEqual([{ account: 'Discounts received', group: 'Indirect income', drPaise: 0, crPaise: 40 }])
    expect(await book.call('payments.moneyDocument', { uid: draft.uid })).toMatchObject({ outPaise: 4960, discountPaise: 40 })
    for (const [code, wrong] of [
      ['payments/discount-negative', { discountPaise: -1 }],
      ['payments/discount-on-account', { amountPaise: 5000, discountPaise: 10 }],
    ] as const)
      await expect(book.call('payments.postPayment', receipt({ mode: 'bank', ...wrong })), code).rejects.toMatchObject({ code })
    await book.call('payments.cancelMoney', { uid: draft.uid, reason: 'they want it all' })
    expect([(await left()).map((row) => row[1]), await income()]).toEqual([[-5000], []])
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('what must not be is refused in words of its own, and nothing is written', async () => {
    owes('02', 5000)
    const [bill] = await openOf()
    const part = (amountPaise: number, openItem = bill?.openItem) => ({ openItem, amountPaise })
    for (const [code, wrong] of [
      ['payments/not-open', { allocations: [part(100, 99_999)] }],
      ['payments/named-twice', { allocations: [part(100), part(100)] }],
      ['payments/beyond-open', { allocations: [part(5001)] }],
      ['payments/beyond-amount', { amountPaise: 100, allocations: [part(101)] }],
      ['payments/not-open', { date: '2026-11-01', allocations: [part(100)] }],
      ['payments/discount-negative', { discountPaise: -1 }],
      ['payments/discount-on-account', { amountPaise: 5000, discountPaise: 10 }],
      ['payments/amount-needed', { amountPaise: 0, allocations: [] }],
    ] as const)
      await expect(book.call('payments.postReceipt', receipt(wrong)), code).rejects.toMatchObject({ code })
    expect(book.db.rows(sql.selectFrom('document').select('id').where('kind', '=', 'receipt'))).toEqual([])
    const warned = async (name: string, draft: object) => {
      const reply = await book.ask(name, draft)
      return !reply.ok && 'warnings' in reply ? reply.warnings.map((one) => one.code) : reply
    }
    expect(await warned('payments.postReceipt', receipt({ amountPaise: 2_00_000_00 }))).toEqual(['payments/cash-received'])
    expect(await warned('payments.postPayment', receipt({ amountPaise: 10_001_00 }))).toEqual([
      'payments/cash-paid',
      'payments/cash-short',
    ])
    book.connection.person = { id: 1, uid: customer, name: 'Clerk', role: 'clerk', overrides: new Map() }
    const discount = { amountPaise: 1000, discountPaise: 60_00, allocations: [] }
    owes('03', 10_000)
    expect(await book.ask('payments.postReceipt', receipt({ ...discount, allocations: null }))).toMatchObject({
      refusal: { code: 'payments/discount-right' },
    })
    expect(await book.ask('payments.cancelMoney', { uid: newUid(), reason: 'none' })).toMatchObject({
      refusal: { code: 'company/not-allowed' },
    })
  })
})

describe('the cash of a day', () => {
  const pieces = (more: object = {}) => ({ n500: 0, n200: 0, n100: 0, n50: 0, n20: 0, n10: 0, ...more })
  const close = (more: object = {}) => ({
    uid: newUid(),
    date: '2026-11-20',
    pieces: pieces({ n500: 1, n100: 1 }),
    coinsPaise: 0,
    expectedPaise: 600_00,
    reason: null,
    ...more,
  })

  test('opening + in − out is what the day book and the ledger say; a difference is booked with its reason, later cash is warned of', async () => {
    await book.call('payments.postReceipt', receipt({ date: '2026-11-19', amountPaise: 400_00 }))
    await book.call('payments.postReceipt', receipt({ amountPaise: 250_00 }))
    await book.call('payments.postPayment', receipt({ amountPaise: 50_00 }))
    await book.call('payments.postReceipt', receipt({ mode: 'upi', amountPaise: 70_00 }))
    const day = await book.call('payments.cashDay', { date: '2026-11-20' })
    expect(day).toMatchObject({
      openingPaise: 400_00,
      receiptsPaise: 250_00,
      paymentsPaise: 50_00,
      expectedPaise: 600_00,
      closed: null,
    })
    const book20 = await book.call('payments.dayBook', { from: '2026-11-20', to: '2026-11-20' })
    expect(book20).toMatchObject({ total: 3, sums: { cashPaise: 200_00, upiPaise: 70_00 } })
    for (const [code, wrong] of [
      ['payments/cash-moved', { expectedPaise: 599_00 }],
      ['payments/difference-reason', { coinsPaise: 100 }],
      ['payments/coins-negative', { coinsPaise: -100 }],
      ['accounts/after-today', { date: '2026-11-22' }],
    ] as const)
      await expect(book.call('payments.closeCash', close(wrong)), code).rejects.toMatchObject({ code })
    const short = close({ pieces: pieces({ n500: 1 }), coinsPaise: 98_50, reason: 'change given twice' })
    const closed = await book.call('payments.closeCash', short)
    expect(closed).toEqual({ number: 'CLA/26-27/000001', countedPaise: 598_50, differencePaise: -1_50 })
    expect(await book.call('payments.closeCash', short)).toEqual(closed)
    await expect(book.call('payments.closeCash', close())).rejects.toMatchObject({ code: 'payments/closed-already' })
    expect(await book.call('payments.cashDay', { date: '2026-11-20' })).toMatchObject({
      expectedPaise: 600_00,
      closed: { number: closed.number },
    })
    expect(await book.call('payments.cashDay', { date: '2026-11-21' })).toMatchObject({ openingPaise: 598_50 })
    expect((await book.call('payments.dayBook', { from: '2026-11-20', to: '2026-11-20', money: true })).sums).toMatchObject({
      cashPaise: 198_50,
    })
    const late = await book.ask('payments.postReceipt', receipt({ amountPaise: 1_00 }))
    expect(late).toMatchObject({ ok: false, warnings: [{ code: 'payments/day-closed', details: { number: closed.number } }] })
    expect(await book.call('payments.cashCloses', {})).toMatchObject({ total: 1, sums: { differencePaise: -1_50 } })
    await book.call('payments.cancelClose', { uid: short.uid, reason: 'found under the drawer' })
    expect(await book.call('payments.closeCash', close())).toMatchObject({ differencePaise: 0 })
    const closes = (more = {}) => book.call('payments.cashCloses', more)
    expect(await closes()).toMatchObject({ total: 2, rows: [{ cancelled: false }, { cancelled: true, countedPaise: 598_50 }] })
    expect(await closes({ off: true })).toMatchObject({ total: 1, rows: [{ by: 'Owner' }], sums: { differencePaise: 0 } })
    expect((await closes({ sort: 'counted', from: '2026-11-20' })).rows[0].countedPaise).toBe(598_50)
    await expect(closes({ from: '2026-02-30' })).rejects.toMatchObject({ code: 'company/bad-input', field: 'from' })
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })
})
