import { beforeEach, expect, test } from 'vitest'
import { shelf } from './test-shelf.ts'

let at: ReturnType<typeof shelf>
beforeEach(() => {
  at = shelf()
})
// biome-ignore lint/suspicious/noExplicitAny: tests read what they know is there
const names = (report: any) => report.rows.map((row: { item: string }) => row.item)
const asClerk = () => {
  const person = at.book.connection.person as NonNullable<typeof at.book.connection.person>
  at.book.connection.person = { ...person, role: 'clerk' }
}

test('what expired or soon will, by level, with counts of the whole list and cost over the whole filter', async () => {
  const stock = (name: string, expiry: string, company: string, valuePaise: number) =>
    at.move(at.item(name, { expiry, company }), '2026-09-01', 10_000, { valuePaise })
  stock('Gone', '2026-10-31', 'Kaveri', 1000)
  stock('Last day today', '2026-11-21', 'Kaveri', 200)
  stock('Soon', '2026-12-21', 'Jeevan', 300)
  stock('Later', '2027-02-19', 'Jeevan', 400)
  stock('Spring', '2027-05-20', 'Jeevan', 500)
  stock('Far', '2027-05-21', 'Jeevan', 600)
  const all = await at.book.call('inventory.expiring', {})
  expect(all.rows.map((row: { item: string; level: string; daysLeft: number }) => [row.item, row.level, row.daysLeft])).toEqual([
    ['Gone', 'expired', -21],
    ['Last day today', 'critical', 0],
    ['Soon', 'critical', 30],
    ['Later', 'warning', 90],
    ['Spring', 'info', 180],
  ])
  expect(all.sums).toMatchObject({ costPaise: 2400, levels: { expired: 1, critical: 2, warning: 1, info: 1 } })
  const critical = await at.book.call('inventory.expiring', { level: 'critical', limit: 1, sort: 'cost', descending: true })
  expect(critical).toMatchObject({ total: 2, rows: [{ item: 'Soon' }], sums: { costPaise: 500, levels: { expired: 1 } } })
  expect(names(await at.book.call('inventory.expiring', { company: 'Kaveri', filter: 'gone' }))).toEqual(['Gone'])
  expect(await at.book.call('inventory.expiryCounts', {})).toEqual({
    expired: 1,
    critical: 2,
    warning: 1,
    info: 1,
    costPaise: 2400,
    claimablePaise: 0,
  })
  await at.book.call('company.setFact', { name: 'expiry-critical-days', value: '29', from: '2026-11-21' })
  expect((await at.book.call('inventory.expiring', {})).sums.levels).toEqual({ expired: 1, critical: 1, warning: 2, info: 1 })
  const ladder = await at.book.call('inventory.expiryLadder', {})
  expect(ladder.rows).toMatchObject([
    {
      company: 'Jeevan',
      batches: 3,
      d30: { costPaise: 300 },
      d90: { costPaise: 400 },
      d180: { costPaise: 500 },
      costPaise: 1200,
    },
    { company: 'Kaveri', batches: 2, expired: { costPaise: 1000, qtyMilli: 10_000 }, d30: { costPaise: 200 } },
  ])
  expect(ladder.sums).toMatchObject({ batches: 5, costPaise: 2400, d30: { costPaise: 500 } })
  asClerk()
  expect((await at.book.call('inventory.expiring', {})).sums).toMatchObject({ costPaise: null, claimablePaise: null })
})

test('what stands with the supplier is his; a mark for a claim is set, found and taken off', async () => {
  const item = at.item('Gone', { expiry: '2026-10-31' })
  at.move(item, '2026-09-01', 10_000, { valuePaise: 1000 })
  at.move({ ...item, locationId: at.place('with_supplier') }, '2026-09-01', 5000, { valuePaise: 500 })
  at.move({ ...item, locationId: at.place('expiry') }, '2026-09-01', 2000, { valuePaise: 200 })
  const { rows, sums } = await at.book.call('inventory.expiring', {})
  expect(rows.map((row: { qtyMilli: number }) => row.qtyMilli)).toEqual([10_000, 2000])
  // 17 pieces for 1,700: what stands with the supplier is not in it
  expect(sums.costPaise).toBe(1200)
  await at.book.call('inventory.markForClaim', { batchIds: [item.batchId, item.batchId], marked: true })
  expect((await at.book.call('inventory.expiring', { marked: true })).rows[0]).toMatchObject({ markedOn: '2026-11-21' })
  expect((await at.book.call('inventory.expiring', { marked: false })).total).toBe(0)
  await at.book.call('inventory.markForClaim', { batchIds: [item.batchId], marked: false })
  expect((await at.book.call('inventory.expiring', { marked: true })).total).toBe(0)
  expect(await at.book.ask('inventory.markForClaim', { batchIds: [item.batchId, 999], marked: true })).toMatchObject({
    refusal: { code: 'inventory/no-batch', field: 'batchIds' },
  })
})

test('the history of a batch runs on, also through a filter', async () => {
  const item = at.item('Paracetamol')
  at.move(item, '2026-09-01', 100_000, { valuePaise: 1000 })
  at.move(item, '2026-09-05', -30_000)
  at.move({ ...item, locationId: at.place('expiry') }, '2026-09-06', 4000, { valuePaise: 40 })
  const all = await at.book.call('inventory.batchHistory', { batchId: item.batchId })
  expect(
    all.rows.map((row: { inMilli: number; outMilli: number; balanceMilli: number }) => [
      row.inMilli,
      row.outMilli,
      row.balanceMilli,
    ]),
  ).toEqual([
    [100_000, null, 100_000],
    [null, 30_000, 70_000],
    [4000, null, 74_000],
  ])
  expect(all.sums).toEqual({ inMilli: 104_000, outMilli: 30_000, balanceMilli: 74_000 })
  expect(await at.book.call('inventory.batchHistory', { batchId: item.batchId, filter: 'expiry' })).toMatchObject({
    total: 1,
    rows: [{ balanceMilli: 74_000 }],
  })
  expect((await at.book.call('inventory.batchHistory', { batchId: item.batchId, locationId: item.locationId })).total).toBe(2)
})

test('stock by item or place, of a company, only the expired', async () => {
  const old = at.item('Amoxycillin', { batch: 'OLD', expiry: '2026-09-30', company: 'Kaveri' })
  at.move(old, '2026-08-01', 10_000, { valuePaise: 1000 })
  at.move(at.batch(old, 'NEW', '2028-01-31'), '2026-08-01', 30_000, { valuePaise: 3000 })
  at.move({ ...old, locationId: at.place('expiry') }, '2026-08-01', 2000, { valuePaise: 200 })
  at.move(at.item('Zinc'), '2026-08-01', 1000, { valuePaise: 50 })
  const stock = async (ask: object) => await at.book.call('inventory.stock', ask)
  expect(await stock({ by: 'item' })).toMatchObject({
    total: 2,
    rows: [
      { item: 'Amoxycillin', batch: '2', batchId: null, qtyMilli: 42_000, valuePaise: 4200, location: '' },
      { item: 'Zinc', qtyMilli: 1000, batchId: expect.any(Number), location: 'Main godown' },
    ],
    sums: { valuePaise: 4250 },
  })
  expect(await stock({ by: 'location', company: 'Kaveri' })).toMatchObject({
    total: 2,
    sums: { qtyMilli: 42_000, valuePaise: 4200 },
  })
  expect(await stock({ state: 'expired' })).toMatchObject({ total: 2, sums: { qtyMilli: 12_000, valuePaise: 1200 } })
  expect((await stock({ state: 'live' })).total).toBe(2)
  expect(await stock({ locationId: at.place('expiry') })).toMatchObject({ total: 1, sums: { valuePaise: 200 } })
})

test('low stock is what can be sold against the minimum; what is over the maximum is the other list', async () => {
  const low = at.item('Low', { minimum: 50_000, maximum: 100_000 })
  at.move(low, '2026-09-01', 20_000, { valuePaise: 100 })
  at.move(at.batch(low, 'OLD', '2026-10-31'), '2026-09-01', 90_000, { valuePaise: 100 })
  at.move(at.item('Plenty', { minimum: 10_000, maximum: 20_000 }), '2026-09-01', 30_000, { valuePaise: 100 })
  at.item('None', { minimum: 5000 })
  expect(await at.book.call('inventory.lowStock', {})).toMatchObject({
    total: 2,
    rows: [
      { item: 'Low', stockMilli: 20_000, shortMilli: 30_000 },
      { item: 'None', stockMilli: 0, shortMilli: 5000 },
    ],
  })
  expect(await at.book.call('inventory.lowStock', { beyond: 'over' })).toMatchObject({
    rows: [{ item: 'Plenty', shortMilli: 10_000 }],
  })
})

test('ageing takes what is left to be of the latest receipts, and its paise add up', async () => {
  const item = at.item('Old and new')
  at.move(item, '2026-04-10', 100_000, { valuePaise: 1000 })
  at.move(item, '2026-11-01', 50_000, { valuePaise: 1001 })
  at.move(item, '2026-11-10', -80_000)
  const { rows, sums } = await at.book.call('inventory.stockAgeing', {})
  expect(rows).toMatchObject([
    { qtyMilli: 70_000, oldest: '2026-04-10', bands: { d30: { qtyMilli: 50_000 }, d365: { qtyMilli: 20_000 } } },
  ])
  expect(rows[0].bands.d30.valuePaise + rows[0].bands.d365.valuePaise).toBe(rows[0].valuePaise)
  expect(sums.valuePaise).toBe(rows[0].valuePaise)
})

test('ABC by sale at cost; slow and dead by days since the last sale, with what is too much', async () => {
  const fast = at.item('Fast')
  at.move(fast, '2026-09-01', 100_000, { valuePaise: 100_000 })
  at.move(fast, '2026-11-10', -90_000)
  const some = at.item('Some')
  at.move(some, '2026-09-01', 100_000, { valuePaise: 50_000 })
  at.move(some, '2026-09-12', -40_000)
  const dead = at.item('Dead')
  at.move(dead, '2026-04-02', 10_000, { valuePaise: 7000 })
  const { rows, sums } = await at.book.call('inventory.movement', { days: 90 })
  expect(rows).toMatchObject([
    { item: 'Fast', class: 'A', speed: 'fast', soldCostPaise: 90_000, shareBp: 8182, coverDays: 10, excessMilli: 0 },
    { item: 'Some', class: 'B', speed: 'slow', idleDays: 70, soldCostPaise: 20_000, excessMilli: 20_000, excessPaise: 10_000 },
    { item: 'Dead', class: 'C', speed: 'dead', lastSale: null, idleDays: 233, excessPaise: 7000 },
  ])
  expect(sums).toEqual({ valuePaise: 47_000, soldCostPaise: 110_000, excessPaise: 17_000 })
  expect(names(await at.book.call('inventory.movement', { speed: 'dead' }))).toEqual(['Dead'])
})
