import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import type { Person } from '../given.ts'
import { aBill, line, type Stocked, shop } from './test-shop.ts'

const { book, item, party } = shop()
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
const licences = (form: string) => [{ form, number: `N-${form}`, validFrom: null, validTo: null }]
const buyers = {
  chemist: await party({ name: 'Chemist', type: 'retail', licences: licences('20') }),
  stockist: await party({ name: 'Stockist', type: 'wholesale', licences: licences('20B') }),
}
const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}`
const restriction = {
  itemId: null,
  schedule: null,
  composition: null,
  dayMilli: null,
  monthMilli: null,
  from: '2026-11-01',
  reason: 'state order',
}

test.each([
  ['of two things', { itemId: 1, schedule: 'H1', dayMilli: 1 }, 'sales/restriction-what'],
  ['of nothing', { dayMilli: 1 }, 'sales/restriction-what'],
  ['without a cap', { schedule: 'H1' }, 'sales/restriction-cap'],
  ['of less than nothing', { schedule: 'H1', dayMilli: -1 }, 'sales/quantity-negative'],
  ['that ends before it begins', { schedule: 'H1', dayMilli: 1, to: '2026-10-31' }, 'sales/restriction-dates'],
  ['of an unknown item', { itemId: 99_999, dayMilli: 1 }, 'sales/unknown-item'],
  ['without a reason', { schedule: 'H1', dayMilli: 1, reason: '' }, 'company/bad-input'],
])('a restriction %s is refused', async (_, more, code) => {
  expect(await book.ask('sales.saveRestriction', { ...restriction, uid: newUid(), ...more })).toMatchObject({ refusal: { code } })
})

test('restricted goods pass the day’s and the month’s most only by right and with a reason', async () => {
  const tramadol = item({ name: 'Tramadol 50' })
  const uid = newUid()
  await book.call('sales.saveRestriction', { ...restriction, uid, itemId: tramadol.itemId, dayMilli: 50_000, monthMilli: 80_000 })
  const draft = (strips: number, more: Record<string, unknown> = {}) =>
    aBill([line({ item: tramadol, strips, rupees: 10 })], { party: buyers.chemist, ...more })
  await asClerk(() => book.call('sales.postBill', draft(5)))
  expect(await asClerk(() => book.ask('sales.postBill', draft(1)))).toMatchObject({
    refusal: {
      code: 'sales/restricted-day',
      field: 'lines.0.qtyMilli',
      details: { what: 'Tramadol 50', most: '50', had: '50', more: '10', permission: 'sales.schedule' },
    },
  })
  // what comes back is free again, free goods and all
  const [given] = (await book.call('sales.bills', { party: buyers.chemist, limit: 1 })).rows
  await book.call('sales.postReturn', {
    uid: newUid(),
    date: '2026-11-21',
    bill: given.uid,
    reason: 'not-wanted',
    lines: [{ line: 1, qtyMilli: 10_000 }],
  })
  await asClerk(() => book.call('sales.postBill', draft(1)))
  // free goods count, another buyer does not, two lines of a bill do together
  expect(
    await asClerk(() =>
      book.ask('sales.postBill', aBill([line({ item: tramadol, strips: 5, free: 1, rupees: 10 })], { party: buyers.stockist })),
    ),
  ).toMatchObject({
    refusal: { code: 'sales/restricted-day' },
  })
  const twice = [3, 3].map((strips) => line({ item: tramadol, strips, rupees: 10 }))
  expect(await asClerk(() => book.ask('sales.postBill', aBill(twice, { party: buyers.stockist })))).toMatchObject({
    refusal: { code: 'sales/restricted-day', field: 'lines.1.qtyMilli' },
  })
  expect(await asClerk(() => book.ask('sales.postBill', draft(6, { party: null, mode: 'cash' })))).toMatchObject({
    refusal: { code: 'sales/restricted-day' },
  })
  const reason = (code: string) => ({ accepted: [{ code, field: 'lines.0.qtyMilli', reason: 'hospital order seen' }] })
  book.setToday('2026-11-22')
  await book.call('sales.postBill', draft(4, { date: '2026-11-22' }), reason('sales/restricted-month'))
  book.setToday('2026-12-01')
  await asClerk(() => book.call('sales.postBill', draft(5, { date: '2026-12-01' })))
  book.setToday('2026-11-21')
  // lifted by its last day
  await book.call('sales.saveRestriction', { ...restriction, uid, itemId: tramadol.itemId, dayMilli: 50_000, to: '2026-11-20' })
  await asClerk(() => book.call('sales.postBill', draft(9)))
  expect((await book.call('sales.restrictions', { show: 'all' })).rows).toMatchObject([{ what: 'Tramadol 50', to: '2026-11-20' }])
  expect((await book.call('sales.restrictions', {})).total).toBe(0)
})

test('goods on a challan are goods the party has: the same licences, the same caps', async () => {
  const challan = (goods: Stocked, pieces: number) => ({
    uid: newUid(),
    date: '2026-11-21',
    party: buyers.chemist,
    reason: 'bill-follows',
    lines: [
      { itemId: goods.itemId, batchId: goods.batchId, locationId: goods.locationId, qtyMilli: pieces * 1000, rateE4: 100_000 },
    ],
  })
  expect(await book.ask('sales.postChallan', challan(item({ name: 'Drug X', schedule: 'X' }), 10))).toMatchObject({
    refusal: { code: 'sales/licence-schedule-x', field: 'lines.0.itemId' },
  })
  const capped = item({ name: 'Pentazocine' })
  await book.call('sales.saveRestriction', { ...restriction, uid: newUid(), itemId: capped.itemId, dayMilli: 30_000 })
  await asClerk(() => book.call('sales.postChallan', challan(capped, 20)))
  expect(await asClerk(() => book.ask('sales.postChallan', challan(capped, 11)))).toMatchObject({
    refusal: { code: 'sales/restricted-day', details: { had: '20', more: '11' } },
  })
  const bill = aBill([line({ item: capped, strips: 2, rupees: 10 })], { party: buyers.chemist })
  expect(await asClerk(() => book.ask('sales.postBill', bill))).toMatchObject({ refusal: { code: 'sales/restricted-day' } })
})

type Step = { buyer: 0 | 1; day: number; pieces: number; free: number; cancel: boolean; giveBack: number }
const steps = fc.array(
  fc.record({
    buyer: fc.constantFrom(0 as const, 1 as const),
    day: fc.integer({ min: 19, max: 21 }),
    pieces: fc.integer({ min: 1, max: 40 }),
    free: fc.integer({ min: 0, max: 5 }),
    cancel: fc.constantFrom(false, false, true),
    giveBack: fc.constantFrom(0, 0, 5),
  }),
  { minLength: 4, maxLength: 10 },
)
const [dayMost, monthMost] = [60, 100]

/** What each buyer has of a composition, from the moves of bills that stand: the ledger's own word, not the check's. */
const hadBy = (goods: Stocked) =>
  book.db.rows(
    sql
      .selectFrom('stock_move as m')
      .innerJoin('posting as p', 'p.id', 'm.posting_id')
      .innerJoin('document_version as v', 'v.id', 'p.version_id')
      .innerJoin('document as d', 'd.id', 'v.document_id')
      .select((eb) => ['d.party_id', 'd.date', eb.fn.sum<number>('m.qty').as('qty')])
      .where('m.item_id', '=', goods.itemId)
      .where('d.kind', 'in', ['sale', 'sale-return', 'commercial-credit'])
      .groupBy(['d.party_id', 'd.date']),
  )

let turn = 0
/** Sells by a clerk, so that nothing passes; true when neither cap was ever passed. */
async function keepsCaps(list: readonly Step[], restricted: boolean): Promise<boolean> {
  turn += 1
  const goods = item({ name: `Codeine ${turn}`, pieces: 2000 })
  const composition = `Codeine linctus ${turn}`
  book.write((given) => given.tx.run(sql.updateTable('item').set({ composition }).where('id', '=', goods.itemId)))
  if (restricted)
    await book.call('sales.saveRestriction', {
      ...restriction,
      uid: newUid(),
      composition: composition.toUpperCase(),
      dayMilli: dayMost * 1000,
      monthMilli: monthMost * 1000,
    })
  for (const step of list) {
    const draft = aBill([line({ item: goods, pieces: step.pieces, free: step.free, rupees: 1 })], {
      party: step.buyer ? buyers.chemist : buyers.stockist,
      date: day(step.day),
    })
    book.setToday(day(step.day))
    const reply = await asClerk(() => book.ask('sales.postBill', draft))
    if (!reply.ok) continue
    if (step.cancel) await book.call('sales.cancelBill', { uid: draft.uid, reason: 'not wanted' })
    else if (step.giveBack > 0) {
      const lines = [{ line: 1, qtyMilli: Math.min(step.giveBack, step.pieces) * 1000, freeMilli: step.free * 1000 }]
      await book.call('sales.postReturn', { uid: newUid(), date: day(step.day), bill: draft.uid, reason: 'not-wanted', lines })
    }
  }
  book.setToday('2026-11-21')
  const rows = hadBy(goods)
  const months = new Map<number | null, number>()
  for (const row of rows) months.set(row.party_id, (months.get(row.party_id) ?? 0) - row.qty)
  return rows.every((row) => -row.qty <= dayMost * 1000) && [...months.values()].every((qty) => qty <= monthMost * 1000)
}

test('no buyer ever has more than a day’s or a month’s most, whatever is billed and cancelled', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (list) => keepsCaps(list, true)),
    { numRuns: runs(6) },
  )
})

test('the property can fail: without the restriction it finds too much', async () => {
  const heavy: Step[] = [1, 2, 3].map(() => ({ buyer: 1, day: 20, pieces: 40, free: 0, cancel: false, giveBack: 0 }))
  expect(await keepsCaps(heavy, false)).toBe(false)
})

test('the doctor finds the books well after all of it', async () => {
  expect(await book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
})
