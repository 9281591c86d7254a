import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import { setFirmFact } from '../../company/dated-facts.ts'
import { sql } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { line, type Shop, type Stocked, shop } from '../test-shop.ts'
import { returning } from './test-returns.ts'

let made: Shop
let go: ReturnType<typeof returning>
let item: Stocked
let party: string
let sold: string
beforeAll(async () => {
  made = shop()
  go = returning(made)
  item = made.item({ pieces: 1000, costPaise: 4000_00 })
  party = await made.party({ name: 'Matru Medical' })
  sold = await go.bill([line({ item, strips: 20, rupees: 50 })], { party })
  made.book.write((given) => setFirmFact(given, 'return-approval-above', localDate('2026-11-21'), '5000'))
})
afterAll(async () => {
  expect((await made.book.call('accounts.doctor', {})).findings).toEqual([])
  made.book.close()
})

async function asClerk<T>(work: () => Promise<T>): Promise<T> {
  const owner = made.book.connection.person
  made.book.connection.person = { ...owner, role: 'clerk', name: 'Clerk' } as never
  try {
    return await work()
  } finally {
    made.book.connection.person = owner
  }
}
const less = (amountPaise: number, more = {}) => ({
  ...{ uid: newUid(), date: '2026-11-21', bill: sold, side: 'credit', reason: 'price', lines: [{ line: 1, amountPaise }] },
  ...more,
})
const lent = (draftUid: string) => {
  const token = { permission: 'sales.return-approve' as const, draftUid, lenderId: 1, reason: 'seen at the counter' }
  made.book.connection.tokens.set('lent', { ...token, until: made.book.host.clock() + 1000 })
  return { draftUid, tokens: ['lent'] }
}
const lastJournal = () => {
  const row = made.book.db.must(sql.selectFrom('journal').select(['accepted_json', 'lender_id']).orderBy('seq', 'desc').limit(1))
  return [row.lender_id, JSON.parse(row.accepted_json ?? '[]')]
}

test('a credit of value over the firm’s sum waits; approved it is posted as keyed, refused it says why', async () => {
  const owed = await go.owes(party)
  const draft = less(60_00)
  await asClerk(async () => {
    await expect(made.book.call('sales.postValueNote', draft)).rejects.toMatchObject({
      code: 'sales/return-waits',
      details: { permission: 'sales.return-approve' },
    })
    expect(await made.book.call('sales.askValueNote', draft)).toEqual({ uid: draft.uid, totalPaise: 6300 })
    expect(await made.book.call('sales.askValueNote', draft)).toEqual({ uid: draft.uid, totalPaise: 6300 })
    await expect(made.book.call('sales.askValueNote', { ...draft, reason: 'quality' })).rejects.toMatchObject({
      code: 'sales/already-asked',
    })
    await expect(made.book.call('sales.askValueNote', less(2000_00))).rejects.toMatchObject({ code: 'sales/note-beyond' })
  })
  expect(await go.owes(party)).toBe(owed)
  const { rows } = await made.book.call('sales.returnRequests', {})
  expect(rows).toMatchObject([
    { what: 'value', totalPaise: 6300, lines: [{ item: 'Paracetamol 500', amountPaise: 6000, to: null }] },
  ])
  await made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })
  expect(await go.owes(party)).toBe(owed - 6300)
  expect(await go.note(draft.uid)).toMatchObject({ kind: 'credit-note', totalPaise: 6300, taxPaise: 300 })
  const other = less(70_00)
  await asClerk(() => made.book.call('sales.askValueNote', other))
  await made.book.call('sales.decideReturn', { uid: other.uid, approve: false, note: 'the rate was right' })
  const all = (await made.book.call('sales.returnRequests', { state: 'all' })).rows
  expect(all[0]).toMatchObject({ state: 'refused', note: 'the rate was right', number: null })
  expect(await go.owes(party)).toBe(owed - 6300)
})

test('without GST it waits as well, a debit note too; a small one does not', async () => {
  await asClerk(async () => {
    await expect(made.book.call('sales.postValueNote', less(60_00, { gst: false }))).rejects.toMatchObject({
      code: 'sales/return-waits',
    })
    expect(await made.book.call('sales.postValueNote', less(10_00))).toMatchObject({ totalPaise: 1100 })
    expect(await made.book.call('sales.postValueNote', less(10_00, { side: 'debit' }))).toMatchObject({ totalPaise: 1100 })
    const more = less(60_00, { side: 'debit' })
    await expect(made.book.call('sales.postValueNote', more)).rejects.toMatchObject({
      code: 'sales/return-waits',
      details: { totalPaise: 6300 },
    })
    const owed = await go.owes(party)
    await made.book.call('sales.askValueNote', more)
    expect((await made.book.call('sales.returnRequests', {})).rows).toMatchObject([{ what: 'debit', totalPaise: 6300 }])
    expect(await go.owes(party)).toBe(owed)
  })
  const [waits] = (await made.book.call('sales.returnRequests', {})).rows
  expect(await made.book.call('sales.decideReturn', { uid: waits?.uid, approve: true })).toMatchObject({
    number: expect.stringMatching(/^DN/),
  })
})

describe('goods for goods', () => {
  const anew = (qtyMilli: number, more = {}) => ({
    ...{ uid: newUid(), date: '2026-11-21', bill: sold, reason: 'damaged', ...more },
    lines: [{ line: 1, qtyMilli, batchId: item.batchId, locationId: item.locationId }],
  })

  test('worth more by the bill than the firm’s sum they wait; approved they are given as asked', async () => {
    const draft = anew(10_000)
    const held = [go.stock(item), go.stock(item, 'quarantine')]
    await asClerk(async () => {
      await expect(made.book.call('sales.postReplacement', draft)).rejects.toMatchObject({
        code: 'sales/return-waits',
        details: { permission: 'sales.return-approve', totalPaise: 5250 },
      })
      expect(await made.book.call('sales.askReplacement', draft)).toEqual({ uid: draft.uid, totalPaise: 5250 })
      expect(await made.book.call('sales.askReplacement', draft)).toEqual({ uid: draft.uid, totalPaise: 5250 })
      // one tablet less is worth less than the sum
      expect(await made.book.call('sales.postReplacement', anew(9000))).toMatchObject({ kind: 'replacement', totalPaise: 0 })
    })
    expect([go.stock(item), go.stock(item, 'quarantine')]).toEqual([(held[0] ?? 0) - 9, 9])
    const { rows } = await made.book.call('sales.returnRequests', {})
    expect(rows).toMatchObject([
      {
        what: 'replacement',
        totalPaise: 5250,
        lines: [
          { item: 'Paracetamol 500', qtyMilli: 10_000, to: 'quarantine', amountPaise: null, givenBatch: `B${item.itemId}` },
        ],
      },
    ])
    expect(await made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })).toMatchObject({
      number: expect.stringMatching(/^RP/),
    })
    expect(await go.note(draft.uid)).toMatchObject({ kind: 'replacement', totalPaise: 0 })
    expect(go.stock(item, 'quarantine')).toBe(19)
  })

  test('what cannot be given is refused when it is asked, and again when it is approved', async () => {
    await asClerk(async () => {
      for (const [draft, code] of [
        [anew(500_000), 'sales/more-than-sold'],
        [anew(0), 'sales/return-nothing'],
        [anew(10_000, { reason: 'other' }), 'sales/return-reason'],
        [{ ...anew(10_000), lines: [{ ...anew(10_000).lines[0], line: 9 }] }, 'sales/no-bill-line'],
        [{ ...anew(10_000), lines: [] }, 'company/bad-input'],
        [anew(10_000, { bill: newUid() }), 'sales/unknown-bill'],
      ] as const)
        await expect(made.book.call('sales.askReplacement', draft)).rejects.toMatchObject({ code })
    })
    expect((await made.book.call('sales.returnRequests', {})).total).toBe(0)
    const scarce = made.item({ name: 'Scarce', pieces: 30, costPaise: 120_00 })
    const bill = await go.bill([line({ item: scarce, strips: 2, rupees: 60 })], { party })
    const draft = {
      ...anew(10_000),
      bill,
      lines: [{ line: 1, qtyMilli: 10_000, batchId: scarce.batchId, locationId: scarce.locationId }],
    }
    await asClerk(() => made.book.call('sales.askReplacement', draft))
    // somebody bought the last ones while it waited
    await go.bill([line({ item: scarce, strips: 1, rupees: 60 })], { party })
    await expect(made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })).rejects.toMatchObject({
      code: 'inventory/stock-short',
    })
    expect((await made.book.call('sales.returnRequests', {})).rows).toMatchObject([{ uid: draft.uid, state: 'waiting' }])
    await asClerk(() => made.book.call('sales.withdrawReturn', { uid: draft.uid }))
    expect((await made.book.call('sales.returnRequests', {})).total).toBe(0)
  })

  test('who may approve lends the right at the counter; a request for the same draft is answered by it', async () => {
    const draft = anew(10_000)
    await asClerk(async () => {
      await made.book.call('sales.askReplacement', draft)
      expect(await made.book.ask('sales.postReplacement', draft, lent(draft.uid))).toMatchObject({ ok: true })
    })
    expect(lastJournal()).toEqual([1, [{ code: 'sales/return-waits', reason: 'seen at the counter' }]])
    const there = go.stock(item, 'quarantine')
    const { number } = await go.note(draft.uid)
    expect(await made.book.call('sales.decideReturn', { uid: draft.uid, approve: true })).toEqual({ number })
    expect(go.stock(item, 'quarantine')).toBe(there)
  })
})

test('goods back inside a bill over the sum: who may approve lends the right at the counter, and his reason is kept', async () => {
  const bill = {
    ...{ uid: newUid(), date: '2026-11-21', party, mode: 'credit' },
    lines: [line({ item, strips: 4, rupees: 50 })],
  }
  const other = await go.bill([line({ item, strips: 2, rupees: 50 })], { party })
  const returned = go.back(other, [{ line: 1, qtyMilli: 20_000 }], { settle: { how: 'adjust', against: bill.uid } })
  const both = { bill, returned: [returned] }
  const bills = (await made.book.call('sales.bills', {})).total
  await asClerk(async () => {
    await expect(made.book.call('sales.postBillAndReturn', both)).rejects.toMatchObject({
      code: 'sales/return-waits',
      details: { permission: 'sales.return-approve' },
    })
    expect((await made.book.call('sales.bills', {})).total).toBe(bills)
    // for another draft it is worth nothing
    const another = await made.book.ask('sales.postBillAndReturn', both, { ...lent(newUid()), draftUid: bill.uid })
    expect(another).toMatchObject({ refusal: { code: 'sales/return-waits' } })
    expect(await made.book.ask('sales.postBillAndReturn', both, lent(bill.uid))).toMatchObject({
      ok: true,
      value: { notes: [{ kind: 'sale-return', totalPaise: 10_500 }] },
    })
  })
  expect(lastJournal()).toEqual([1, [{ code: 'sales/return-waits', reason: 'seen at the counter' }]])
})

test('goods of several earlier bills come back inside one: a note each, all set against it, and together over the sum they wait', async () => {
  const [one, two] = [
    await go.bill([line({ item, strips: 2, rupees: 30 })], { party }),
    await go.bill([line({ item, strips: 2, rupees: 40 })], { party }),
  ]
  const bill = {
    ...{ uid: newUid(), date: '2026-11-21', party, mode: 'credit' },
    lines: [line({ item, strips: 4, rupees: 50 })],
  }
  const settle = { how: 'adjust', against: bill.uid }
  const returned = [
    go.back(one, [{ line: 1, qtyMilli: 10_000 }], { settle }),
    go.back(two, [{ line: 1, qtyMilli: 10_000 }], { settle }),
  ]
  await asClerk(async () => {
    // 31.50 and 42.00 are each below the sum, and above it together
    await expect(made.book.call('sales.postBillAndReturn', { bill, returned })).rejects.toMatchObject({
      code: 'sales/return-waits',
    })
    const both = await made.book.ask('sales.postBillAndReturn', { bill, returned }, lent(bill.uid))
    expect(both).toMatchObject({ ok: true, value: { notes: [{ totalPaise: 3200 }, { totalPaise: 4200 }] } })
    // sent again it is what it was, without asking anybody
    expect(await made.book.ask('sales.postBillAndReturn', { bill, returned }, {})).toEqual(both)
  })
  expect((await go.returnable(bill.uid)).owedPaise).toBe(21_000 - 3200 - 4200)
  const again = {
    bill: { ...bill, uid: newUid() },
    returned: [go.back(one, [{ line: 1, qtyMilli: 10_000 }]), go.back(one, [{ line: 1, qtyMilli: 10_000 }])],
  }
  await expect(made.book.call('sales.postBillAndReturn', again)).rejects.toMatchObject({
    code: 'sales/more-than-sold',
    field: 'returned.1.lines.0.qtyMilli',
  })
  await expect(made.book.call('sales.postBillAndReturn', { ...again, returned: [] })).rejects.toMatchObject({
    code: 'company/bad-input',
  })
})

test('a request of a bill that was changed since is not posted: the lines it names may be other goods', async () => {
  const lines = [line({ item, strips: 2, rupees: 50 })]
  const uid = await go.bill(lines, { party })
  const asked = less(60_00, { bill: uid })
  await asClerk(() => made.book.call('sales.askValueNote', asked))
  const bill = { uid, date: '2026-11-21', party, mode: 'credit', lines: [line({ item, strips: 2, rupees: 55 })] }
  await made.book.call('sales.amendBill', { bill, version: 1, reason: 'wrong rate' })
  await expect(made.book.call('sales.decideReturn', { uid: asked.uid, approve: true })).rejects.toMatchObject({
    code: 'sales/request-bill-changed',
    field: 'uid',
  })
  await made.book.call('sales.decideReturn', { uid: asked.uid, approve: false, note: 'ask again' })
  // a return keyed from the older version is not posted either; one of the version that stands is
  const keyed = (billVersion: number) => go.back(uid, [{ line: 1, qtyMilli: 1000 }], { billVersion })
  const before = await go.owes(party)
  await expect(made.book.call('sales.postReturn', keyed(1))).rejects.toMatchObject({ code: 'sales/newer-version', field: 'bill' })
  const within = { bill: { ...bill, uid: newUid() }, returned: [keyed(1)] }
  await expect(made.book.call('sales.postBillAndReturn', within)).rejects.toMatchObject({ field: 'returned.0.bill' })
  expect(await go.owes(party)).toBe(before)
  expect(await go.returnable(uid)).toMatchObject({ version: 2 })
  expect(await made.book.call('sales.postReturn', keyed(2))).toMatchObject({ kind: 'sale-return' })
  // asked after the change it is posted
  const again = less(60_00, { bill: uid })
  await asClerk(() => made.book.call('sales.askValueNote', again))
  expect(await made.book.call('sales.decideReturn', { uid: again.uid, approve: true })).toMatchObject({
    number: expect.any(String),
  })
})

test('an earlier date does not go round the rule', async () => {
  const draft = less(60_00, { bill: await go.bill([line({ item, strips: 2, rupees: 50 })], { party, date: '2026-11-10' }) })
  await asClerk(() =>
    expect(made.book.call('sales.postValueNote', { ...draft, date: '2026-11-15' })).rejects.toMatchObject({
      code: 'sales/return-waits',
    }),
  )
})

test('a right that was lent and not needed is not used', async () => {
  const draft = less(10_00)
  await asClerk(() => made.book.ask('sales.postValueNote', draft, lent(draft.uid)))
  expect(lastJournal()).toEqual([null, []])
})
