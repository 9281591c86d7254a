import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import type { Person } from '../given.ts'
import { checkCredit } from './credit.ts'
import { aBill, line, rowCounts, shop } from './test-shop.ts'

const made = shop()
const { book, item, party } = made
const goods = item({ pieces: 100_000 })
const bill = (uid: string, rupees: number, more: Record<string, unknown> = {}) =>
  aBill([line({ item: goods, rupees })], { party: uid, ...more })
const fact = (name: string, value: string, from = '2026-11-01') => book.call('company.setFact', { name, value, from })
const clerk: Person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
async function asClerk<T>(work: () => Promise<T>): Promise<T> {
  const owner = book.connection.person
  book.connection.person = clerk
  try {
    return await work()
  } finally {
    book.connection.person = owner
  }
}

test('a rule of the party stands before the firm’s: off, warn and stop', async () => {
  const uid = await party({ name: 'Rules', creditLimitPaise: 50_00 })
  const save = async (more: Record<string, unknown>) =>
    book.call('parties.save', { ...(await book.call('parties.party', { uid })), ...more })
  // by default a clerk is stopped, and the refusal names the right
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 100)))).toMatchObject({
    refusal: { code: 'sales/over-limit', field: 'party', details: { over: '55.00', permission: 'sales.over-limit' } },
  })
  await save({ creditAmountRule: 'warn' })
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 100)))).toMatchObject({
    warnings: [{ code: 'sales/over-limit' }],
  })
  await save({ creditAmountRule: 'off' })
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 100)))).toMatchObject({ ok: true })
  await fact('credit-amount', 'warn')
  await save({ creditAmountRule: null })
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 100)))).toMatchObject({
    warnings: [{ code: 'sales/over-limit' }],
  })
  await fact('credit-amount', 'stop')
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 100)))).toMatchObject({ refusal: { code: 'sales/over-limit' } })
  expect((await book.call('parties.party', { uid })).creditAmountRule).toBeNull()
})

test('the lender’s PIN and reason are enough: nobody is asked again, and the journal keeps both', async () => {
  const uid = await party({ name: 'Released', creditLimitPaise: 50_00 })
  const draft = bill(uid, 100)
  book.connection.tokens.set('lent', {
    permission: 'sales.over-limit',
    draftUid: draft.uid,
    lenderId: 1,
    reason: 'Diwali goods, pays on Monday',
    until: book.host.clock() + 1000,
  })
  expect(await asClerk(() => book.ask('sales.postBill', draft, { draftUid: draft.uid, tokens: ['lent'] }))).toMatchObject({
    ok: true,
  })
  const row = book.db.must(sql.selectFrom('journal').select(['accepted_json', 'lender_id']).orderBy('seq', 'desc').limit(1))
  expect(row.lender_id).toBe(1)
  expect(JSON.parse(row.accepted_json ?? '[]')).toEqual([
    { code: 'sales/over-limit', field: 'party', reason: 'Diwali goods, pays on Monday' },
  ])
})

test('a limit for a time holds until its day, can be taken away, and is given by right only', async () => {
  const uid = await party({ name: 'Season', creditLimitPaise: 50_00 })
  const ask = { party: uid, from: '2026-11-21', to: '2026-11-30', limitPaise: 500_00, reason: 'season' }
  expect(await asClerk(() => book.ask('sales.allowCredit', ask))).toMatchObject({ refusal: { code: 'company/not-allowed' } })
  const wrong: [Record<string, unknown>, string][] = [
    [{ to: '2026-11-20' }, 'sales/allowance-dates'],
    [{ from: '2026-11-25', to: '2026-11-24' }, 'sales/allowance-dates'],
    [{ reason: ' ' }, 'sales/allowance-reason'],
    [{ limitPaise: -1 }, 'sales/amount-negative'],
    [{ party: newUid() }, 'sales/unknown-party'],
    [{ to: '2026-02-30' }, 'company/bad-input'],
  ]
  for (const [more, code] of wrong)
    expect(await book.ask('sales.allowCredit', { ...ask, ...more })).toMatchObject({ refusal: { code } })
  await book.call('sales.allowCredit', ask)
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 100)))).toMatchObject({ ok: true })
  const header = await book.call('sales.billHeader', { date: '2026-11-21', party: uid, itemIds: [] })
  expect(header.buyer.credit.terms.allowance).toEqual({ limitPaise: 500_00, to: '2026-11-30', late: false })
  await book.call('sales.allowCredit', { ...ask, limitPaise: null })
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 1)))).toMatchObject({ refusal: { code: 'sales/over-limit' } })
  expect(await book.call('sales.allowances', { party: uid })).toMatchObject([
    { limitPaise: null },
    { limitPaise: 500_00, reason: 'season', by: 'Owner' },
  ])
  // after its day the party's own limit is back
  await book.call('sales.allowCredit', ask)
  book.setToday('2026-12-01')
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 1, { date: '2026-12-01' })))).toMatchObject({
    refusal: { code: 'sales/over-limit' },
  })
  book.setToday('2026-11-21')
})

test('cheques of the last days count as owed by the firm’s setting, until the days are over', async () => {
  const uid = await party({ name: 'Cheques', creditLimitPaise: 150_00 })
  await book.call('sales.postBill', bill(uid, 100, { mode: 'cheque' }))
  await book.call('sales.postBill', { ...bill(uid, 100), lines: [line({ item: goods, rupees: 100 })] })
  const standing = async (date = '2026-11-21') =>
    (await book.call('sales.billHeader', { date, party: uid, itemIds: [] })).buyer.credit.standing
  expect(await standing()).toMatchObject({ balancePaise: 105_00, chequesPaise: 0 })
  await fact('credit-cheque-days', '3')
  expect(await standing()).toMatchObject({ balancePaise: 105_00, chequesPaise: 105_00 })
  expect(await standing('2026-11-24')).toMatchObject({ chequesPaise: 0 })
  expect(await asClerk(() => book.ask('sales.postBill', bill(uid, 1)))).toMatchObject({
    refusal: { code: 'sales/over-limit', details: { balance: '211.00' } },
  })
  await fact('credit-cheque-days', '0')
})

test('an order is judged by the same check', async () => {
  const uid = await party({ name: 'Orders', creditLimitPaise: 100_00 })
  const owner = book.connection.person
  expect(() =>
    book.write((given) =>
      checkCredit({ ...given, may: () => false }, { party: uid, date: localDate('2026-11-21'), morePaise: 100_01 }),
    ),
  ).toThrow(expect.objectContaining({ code: 'sales/over-limit' }))
  book.write((given) =>
    checkCredit({ ...given, may: () => false }, { party: uid, date: localDate('2026-11-21'), morePaise: 100_00 }),
  )
  expect(() =>
    book.write((given) => checkCredit(given, { party: newUid(), date: localDate('2026-11-21'), morePaise: 1 })),
  ).toThrow(expect.objectContaining({ code: 'sales/unknown-party' }))
  book.connection.person = owner
})

test('the list of who is over a limit is what the next bill would be told', async () => {
  const late = await party({ name: 'Zulekha Late', creditDays: 0, creditLimitPaise: 10_000_00 })
  const over = await party({ name: 'Zubair Over', creditLimitPaise: 500_00 })
  const well = await party({ name: 'Zoya Well', creditLimitPaise: 10_000_00 })
  const back = [{ code: 'sales/back-dated', field: 'date', reason: 'test' }]
  await book.call('sales.postBill', bill(late, 100, { date: '2026-11-01' }), { accepted: back })
  await book.call('sales.postBill', bill(over, 900), { accepted: [{ code: 'sales/over-limit', field: 'party', reason: 'test' }] })
  await book.call('sales.postBill', bill(well, 100))
  const listed = await book.call('sales.overLimit', { filter: 'Zu' })
  expect(
    listed.rows.map((row: { party: string; overPaise: number; overdueDays: number }) => [
      row.party,
      row.overPaise,
      row.overdueDays,
    ]),
  ).toEqual([
    ['Zulekha Late', 0, 20],
    ['Zubair Over', 445_00, 0],
  ])
  expect(listed.sums).toEqual({ owedPaise: 1050_00, overPaise: 445_00 })
  expect((await book.call('sales.overLimit', { filter: 'Zu', show: 'late' })).rows).toHaveLength(1)
  await book.call('parties.save', { ...(await book.call('parties.party', { uid: late })), creditLateDays: 30 })
  expect((await book.call('sales.overLimit', { filter: 'Zu' })).total).toBe(1)
})

test('a discount of more than all is refused wherever it is keyed, and nothing is written', async () => {
  const before = rowCounts(book)
  const one = (more: Record<string, unknown>) => aBill([line({ item: goods, rupees: 100, more })])
  const refused: [unknown, string][] = [
    [one({ discountsBp: [10_001] }), 'company/bad-input'],
    [one({ discountsBp: [5000, 10_001] }), 'company/bad-input'],
    [one({ discountsBp: [-1] }), 'company/bad-input'],
    [one({ discountPaise: 100_01 }), 'gst/discount-exceeds-value'],
    [{ ...one({}), discountPaise: 100_01 }, 'gst/discount-exceeds-value'],
  ]
  for (const [draft, code] of refused) {
    const reply = await book.ask('sales.postBill', draft)
    expect([reply.ok, 'refusal' in reply && reply.refusal.code]).toEqual([false, code])
  }
  const scheme = { uid: newUid(), name: 'Too much', kind: 'value', fromDate: '2026-11-01', minPaise: 1, discountBp: 10_001 }
  expect(await book.ask('items.saveScheme', scheme)).toMatchObject({
    refusal: { code: 'company/bad-input', field: 'discountBp' },
  })
  expect(
    await book.ask('items.setDiscount', { rung: 'item', itemId: goods.itemId, bp: 10_001, fromDate: '2026-11-01' }),
  ).toMatchObject({
    refusal: { code: 'company/bad-input', field: 'bp' },
  })
  expect(rowCounts(book)).toEqual(before)
})

test('two schemes of one kind for the same goods and buyers do not run on the same day', async () => {
  const scheme = {
    name: 'Ten and one',
    kind: 'quantity',
    fromDate: '2026-11-01',
    toDate: '2026-11-30',
    itemId: goods.itemId,
    buyPacks: 10,
    freePacks: 1,
  }
  await book.call('items.saveScheme', { ...scheme, uid: newUid() })
  expect(await book.ask('items.saveScheme', { ...scheme, uid: newUid(), fromDate: '2026-11-30', toDate: null })).toMatchObject({
    refusal: { code: 'items/scheme-overlaps' },
  })
  expect(await book.ask('items.saveScheme', { ...scheme, uid: newUid(), fromDate: '2026-12-01', toDate: null })).toMatchObject({
    ok: true,
  })
})
