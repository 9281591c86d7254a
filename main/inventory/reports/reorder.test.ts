import { beforeEach, expect, test } from 'vitest'
import { newUid } from '../../database/uid.ts'
import { shelf } from './test-shelf.ts'

let at: ReturnType<typeof shelf>
let paracetamol: ReturnType<typeof at.item>
let supplier: string
beforeEach(async () => {
  at = shelf()
  paracetamol = at.item('Paracetamol', { batch: 'P1', company: 'Kaveri', minimum: 200_000, maximum: 500_000 })
  at.move(paracetamol, '2026-09-01', 600_000, { valuePaise: 6000 })
  at.move(paracetamol, '2026-11-01', -450_000)
  // long before the days looked at, and what a buyer brought back within them
  const zinc = at.item('Zinc')
  at.move(zinc, '2026-04-10', 100_000, { valuePaise: 100 })
  at.move(zinc, '2026-04-11', -50_000)
  supplier = newUid()
  await at.book.call('parties.save', {
    uid: supplier,
    name: 'Kaveri Depot',
    isCustomer: false,
    isSupplier: true,
    category: 'regular',
    gstin: '27AAPFU0939F1ZV',
    stateCode: '27',
    leadDays: 7,
  })
})
const ask = async (more: object) => await at.book.call('inventory.reorder', more)
// biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
const suggested = (report: any) =>
  report.rows.map((row: { item: string; suggestedMilli: number }) => [row.item, row.suggestedMilli])
const order = async (qtyMilli: number) => {
  const uid = newUid()
  await at.book.call('purchases.postOrder', {
    uid,
    date: '2026-11-20',
    supplier,
    lines: [{ itemId: paracetamol.itemId, unit: 'strip', factor: 10, qtyMilli, rateE4: 155_500 }],
  })
  return uid
}

test('four ways to a quantity, each in whole strips', async () => {
  // 150 in stock; 450 sold in 30 days: 15 a day
  expect(suggested(await ask({ method: 'minmax' }))).toEqual([['Paracetamol', 350_000]])
  expect(suggested(await ask({ method: 'average', days: 30, coverDays: 15, leadDays: 3 }))).toEqual([['Paracetamol', 120_000]])
  expect(suggested(await ask({ method: 'sold', days: 30 }))).toEqual([['Paracetamol', 450_000]])
  expect(suggested(await ask({ method: 'formula', formula: 'max(0, min - stock) + 1' }))).toEqual([
    ['Paracetamol', 60_000],
    ['Zinc', 10_000],
  ])
  const { rows, sums } = await ask({ method: 'average', days: 30, coverDays: 15 })
  expect(rows[0]).toMatchObject({
    stockMilli: 150_000,
    soldMilli: 450_000,
    averageMilli: 15_000,
    coverDays: 10,
    leadDays: 3,
    packFactor: 10,
  })
  expect(sums).toEqual({ items: 1, lastCostPaise: 0 })
  expect((await ask({ needed: false })).total).toBe(2)
})

test('what is on order is not ordered again, until it is given up or cancelled', async () => {
  const first = await order(100_000)
  expect(await ask({ method: 'minmax' })).toMatchObject({ rows: [] })
  expect(suggested(await ask({ method: 'average', days: 30, coverDays: 15 }))).toEqual([['Paracetamol', 20_000]])
  expect(await at.book.call('inventory.lowStock', {})).toMatchObject({ rows: [{ onOrderMilli: 100_000, shortMilli: 50_000 }] })
  await at.book.call('purchases.closeOrder', { uid: first, reason: 'out of make' })
  expect(suggested(await ask({ method: 'minmax' }))).toEqual([['Paracetamol', 350_000]])
  const second = await order(100_000)
  await at.book.call('purchases.cancelOrder', { uid: second, reason: 'keyed twice' })
  expect(suggested(await ask({ method: 'minmax' }))).toEqual([['Paracetamol', 350_000]])
})

test('the last purchase gives supplier, lead days and rate; without the right to cost no rate', async () => {
  await at.book.call('purchases.postBill', {
    uid: newUid(),
    date: '2026-11-20',
    supplier,
    supplierNumber: 'KD/9',
    supplierDate: '2026-11-18',
    lines: [
      {
        itemId: paracetamol.itemId,
        batch: 'P2',
        expiry: '2028-07-31',
        mrpPaise: 2500,
        qtyMilli: 10_000,
        freeMilli: 1000,
        rateE4: 155_500,
      },
    ],
  })
  const { rows, sums } = await ask({ method: 'average', days: 30, coverDays: 15 })
  // 161 in stock, 15 a day for 7 + 15 days: 169 more, in strips of ten
  expect(rows[0]).toMatchObject({
    supplier: 'Kaveri Depot',
    supplierUid: supplier,
    leadDays: 7,
    suggestedMilli: 170_000,
    lastRateE4: 155_500,
    lastQtyMilli: 10_000,
    lastFreeMilli: 1000,
    lastDate: '2026-11-20',
  })
  expect(sums.lastCostPaise).toBe((17 * 1555 * rows[0].lastFactor) / rows[0].lastFactor)
  expect((await ask({ method: 'minmax', supplier })).total).toBe(1)
  expect((await ask({ method: 'minmax', supplier: newUid() })).total).toBe(0)
  const person = at.book.connection.person as NonNullable<typeof at.book.connection.person>
  at.book.connection.person = { ...person, role: 'clerk' }
  expect(await ask({ method: 'average', days: 30, coverDays: 15 })).toMatchObject({
    rows: [{ lastRateE4: null }],
    sums: { lastCostPaise: null },
  })
})

test('a formula that cannot be read is refused with the place', async () => {
  for (const [formula, place] of [
    ['avg *', 6],
    ['price + 1', 6],
    ['1; drop table item', 2],
    ['constructor', 12],
    ['', 1],
  ] as const)
    expect(await at.book.ask('inventory.reorder', { method: 'formula', formula })).toMatchObject({
      refusal: { code: 'inventory/formula', field: 'formula', details: { place } },
    })
})
