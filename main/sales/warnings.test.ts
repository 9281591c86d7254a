import { expect, test } from 'vitest'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { aBill, line, rowCounts, type Shop, shop } from './test-shop.ts'

const drug = { licences: [] as unknown[], type: 'pharmacy' }
type Doubtful = [name: string, code: string, field: string, right: boolean, make: (given: Shop) => Promise<unknown>]
const late: Doubtful[] = [
  [
    'a sale below cost',
    'sales/below-cost',
    'lines.0.rateE4',
    true,
    async ({ item }) => aBill([line({ item: item({ pieces: 100, costPaise: 100_00 }), strips: 1, rupees: 9.99 })]),
  ],
  [
    'free goods that take a sale below cost',
    'sales/below-cost',
    'lines.0.rateE4',
    true,
    async ({ item }) => aBill([line({ item: item({ pieces: 100, costPaise: 100_00 }), strips: 1, free: 1, rupees: 10 })]),
  ],
  [
    'a bill over the credit limit',
    'sales/over-limit',
    'party',
    true,
    async ({ item, party }) => aBill([line({ item: item(), rupees: 100 })], { party: await party({ creditLimitPaise: 104_99 }) }),
  ],
  [
    'a bill for a party with as many open as it may have',
    'sales/over-bills',
    'party',
    true,
    async ({ item, party }) => aBill([line({ item: item(), rupees: 100 })], { party: await party({ creditBills: 0 }) }),
  ],
  [
    'a batch that expires soon',
    'sales/near-expiry',
    'lines.0.batchId',
    false,
    async ({ item }) => aBill([line({ item: item({ expiry: '2026-12-31' }), rupees: 100 })]),
  ],
  [
    'a rate above the list PTR',
    'sales/above-ptr',
    'lines.0.rateE4',
    false,
    async ({ item, party }) =>
      aBill([line({ item: item({ ptrE4: 99_9999 }), rupees: 100 })], { party: await party({ tier: 'ptr' }) }),
  ],
  [
    'an entry of an earlier day',
    'sales/back-dated',
    'date',
    true,
    async ({ item }) => aBill([line({ item: item(), rupees: 100 })], { date: '2026-11-20' }),
  ],
  [
    'a drug for a chemist without a licence',
    'sales/licence-missing',
    'party',
    false,
    async ({ item, party }) => aBill([line({ item: item({ schedule: 'H' }), rupees: 100 })], { party: await party(drug) }),
  ],
  [
    'a drug for a chemist whose licence ended',
    'sales/licence-expired',
    'party',
    false,
    async ({ item, party }) =>
      aBill([line({ item: item({ schedule: 'H' }), rupees: 100 })], {
        party: await party({ ...drug, licences: [{ form: '20', number: '1', validFrom: null, validTo: '2026-11-20' }] }),
      }),
  ],
]

test.each(late)(
  '%s warns %s at %s; nothing is written until it is taken on with a reason',
  async (_, code, field, needsRight, make) => {
    const made = shop()
    const bill = await make(made)
    const before = rowCounts(made.book)
    expect(await made.book.ask('sales.postBill', bill)).toMatchObject({ ok: false, warnings: [{ code, field }] })
    expect(await made.book.ask('sales.postBill', bill, { accepted: [{ code, field, reason: ' ' }] })).toMatchObject({
      ok: false,
      warnings: [{ code }],
    })
    expect(rowCounts(made.book)).toEqual(before)
    // a clerk may not take on what needs a right; the refusal names the right, which another can lend
    const owner = made.book.connection.person
    made.book.connection.person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
    const asClerk = await made.book.ask('sales.postBill', bill, { accepted: [{ code, field, reason: 'x' }] })
    if (needsRight) {
      expect(asClerk).toMatchObject({
        ok: false,
        refusal: { code, field, details: { permission: expect.stringMatching(/^sales\./) } },
      })
      expect(rowCounts(made.book)).toEqual(before)
      made.book.connection.person = owner
      expect(
        await made.book.ask('sales.postBill', bill, { accepted: [{ code, field, reason: 'agreed by phone' }] }),
      ).toMatchObject({ ok: true })
      const row = made.book.db.must(sql.selectFrom('journal').select('accepted_json').orderBy('seq', 'desc').limit(1))
      expect(row.accepted_json).toContain('agreed by phone')
    } else expect(asClerk).toMatchObject({ ok: true })
  },
)

test('an overdue bill warns on the next credit bill, and not on one paid at once', async () => {
  const { book, item, party } = shop({ today: '2026-10-01' })
  const uid = await party({ creditDays: 10 })
  const goods = item()
  await book.call('sales.postBill', aBill([line({ item: goods, rupees: 100 })], { party: uid, date: '2026-10-01' }))
  book.setToday('2026-11-21')
  const next = { ...aBill([line({ item: goods, rupees: 100 })], { party: uid }) }
  expect(await book.ask('sales.postBill', next)).toMatchObject({
    ok: false,
    warnings: [{ code: 'sales/overdue', details: { bills: 1, days: 41 } }],
  })
  expect(await book.ask('sales.postBill', { ...next, mode: 'cash' })).toMatchObject({ ok: true })
  expect(await book.call('sales.billHeader', { date: '2026-11-21', party: uid, itemIds: [goods.itemId] })).toMatchObject({
    firmState: '27',
    firmRegistered: true,
    roundOff: true,
    buyer: {
      credit: { standing: { overdueBills: 1, overdueDays: 41, balancePaise: 105_00, openBills: 1 } },
      lastBill: { totalPaise: 105_00, date: '2026-11-21' },
    },
    items: [{ taxClass: 'taxable', rateBp: 500, hsn: '30049099' }],
  })
})

test('a right lent for this draft by another person lets the clerk go on, once, and the journal keeps both names', async () => {
  const { book, item } = shop()
  const bill = aBill([line({ item: item({ pieces: 100, costPaise: 100_00 }), rupees: 1 })])
  book.connection.person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
  book.connection.tokens.set('t', {
    permission: 'sales.below-cost',
    draftUid: bill.uid,
    lenderId: 1,
    reason: 'old stock',
    until: book.host.clock() + 1000,
  })
  const envelope = {
    draftUid: bill.uid,
    tokens: ['t'],
    accepted: [{ code: 'sales/below-cost', field: 'lines.0.rateE4', reason: 'old stock' }],
  }
  expect(await book.ask('sales.postBill', { ...bill, uid: newUid() }, { ...envelope, draftUid: newUid() })).toMatchObject({
    ok: false,
    refusal: { code: 'sales/below-cost' },
  })
  expect(await book.ask('sales.postBill', bill, envelope)).toMatchObject({ ok: true })
  expect(book.db.must(sql.selectFrom('journal').select('lender_id').orderBy('seq', 'desc').limit(1)).lender_id).toBe(1)
  expect(book.connection.tokens.size).toBe(0)
})

test('a clerk without the right to bill is refused by the door', async () => {
  const { book, item } = shop()
  const bill = aBill([line({ item: item(), rupees: 1 })])
  book.connection.person = { id: 1, uid: newUid(), name: 'Auditor', role: 'auditor', overrides: new Map() }
  expect(await book.ask('sales.postBill', bill)).toMatchObject({ ok: false, refusal: { code: 'company/not-allowed' } })
})
