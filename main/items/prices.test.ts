import { afterAll, beforeAll, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type PricedWorld, pricedWorld, today } from './test-prices.ts'

let world: PricedWorld
beforeAll(async () => {
  world = await pricedWorld()
})
afterAll(() => world.book.close())

type Case = {
  it: string
  item: string
  party: string | null
  strips: number
  date?: string
  batch?: boolean
  source: string | null
  rate: number | null
  free?: number
  percents?: number[]
  flat?: number
  net: number
}
/** Worked by hand: strips × rate, then each per cent of what is left, then the half scheme's cut. Rupees. */
const cases: Case[] = [
  { it: 'a walk-in customer buys by PTR', item: 'Alpha', party: null, strips: 1, source: 'tier', rate: 100, net: 100 },
  {
    it: 'PTS less his own 2 %',
    item: 'Alpha',
    party: 'Trader',
    strips: 10,
    source: 'tier',
    rate: 92,
    free: 1,
    percents: [200],
    net: 901.6,
  },
  { it: 'the hospital rate', item: 'Alpha', party: 'Hospital', strips: 10, source: 'tier', rate: 95, free: 1, net: 950 },
  { it: 'no hospital rate: the item’s own', item: 'Beta', party: 'Hospital', strips: 1, source: 'item', rate: 50, net: 50 },
  {
    it: 'no hospital rate: the batch’s own',
    item: 'Beta',
    party: 'Hospital',
    strips: 1,
    batch: true,
    source: 'batch',
    rate: 48,
    net: 48,
  },
  { it: 'a batch has its own PTR', item: 'Alpha', party: null, strips: 1, batch: true, source: 'tier', rate: 97, net: 97 },
  {
    it: 'a net special beats list and ladder',
    item: 'Alpha',
    party: 'Special',
    strips: 10,
    source: 'party',
    rate: 88.5,
    free: 1,
    net: 885,
  },
  {
    it: 'the special did not hold in October',
    item: 'Alpha',
    party: 'Special',
    strips: 1,
    date: '2026-10-31',
    source: 'tier',
    rate: 100,
    percents: [500],
    net: 95,
  },
  {
    it: 'a special that is not net takes the ladder',
    item: 'Beta',
    party: 'Special',
    strips: 1,
    source: 'party',
    rate: 45,
    percents: [500],
    net: 42.75,
  },
  { it: 'the party’s list', item: 'Alpha', party: 'Listed', strips: 1, source: 'party-list', rate: 85, net: 85 },
  {
    it: 'not on that list in October',
    item: 'Alpha',
    party: 'Listed',
    strips: 1,
    date: '2026-10-31',
    source: 'tier',
    rate: 100,
    net: 100,
  },
  { it: 'not in the party’s list: the tier', item: 'Beta', party: 'Listed', strips: 1, source: 'tier', rate: 50, net: 50 },
  {
    it: 'the company’s default list before the item',
    item: 'Gamma',
    party: 'Hospital',
    strips: 1,
    source: 'company',
    rate: 180,
    net: 180,
  },
  { it: '10+1 twice', item: 'Alpha', party: 'Listed', strips: 20, source: 'party-list', rate: 85, free: 2, net: 1700 },
  { it: 'nine of 10+1', item: 'Alpha', party: null, strips: 9, source: 'tier', rate: 100, net: 900 },
  {
    it: '10+1 is over in December',
    item: 'Alpha',
    party: null,
    strips: 20,
    date: '2026-12-01',
    source: 'tier',
    rate: 100,
    net: 2000,
  },
  // 250.00 × 1 ÷ 11 = 22.72 and 8/11 of a paisa
  { it: 'half of 10+1 is a rate cut', item: 'Beta', party: null, strips: 5, source: 'tier', rate: 50, flat: 22.72, net: 227.28 },
  {
    it: 'a whole and a half',
    item: 'Beta',
    party: null,
    strips: 16,
    source: 'tier',
    rate: 50,
    free: 1,
    flat: 22.72,
    net: 777.28,
  },
  // 5 % off first: 237.50 ÷ 11 = 21.59 and 1/11; of the 45.00 special: 213.75 ÷ 11 = 19.43
  {
    it: 'half after the party’s 5 %',
    item: 'Beta',
    party: 'Special',
    strips: 5,
    source: 'party',
    rate: 45,
    percents: [500],
    flat: 19.43,
    net: 194.32,
  },
  { it: '5+1 once, from 10', item: 'Epsilon', party: null, strips: 30, source: 'tier', rate: 100, free: 1, net: 3000 },
  { it: '5+1 from 10: five are too few', item: 'Epsilon', party: null, strips: 5, source: 'tier', rate: 100, net: 500 },
  // 1200 × 0.98 × 0.97 × 0.99 × 0.95 = 1072.84716
  {
    it: 'party, company, list, item',
    item: 'Delta',
    party: 'Retail',
    strips: 1,
    source: 'tier',
    rate: 1200,
    percents: [200, 300, 100, 500],
    net: 1072.85,
  },
  // 10,728.4716 × 0.9
  {
    it: '… and the slab from ten packs',
    item: 'Delta',
    party: 'Retail',
    strips: 10,
    source: 'tier',
    rate: 1200,
    percents: [200, 300, 100, 500, 1000],
    net: 9655.62,
  },
  // 21,456.9432 × 0.88
  {
    it: '… where the slab by value is larger',
    item: 'Delta',
    party: 'Retail',
    strips: 20,
    source: 'tier',
    rate: 1200,
    percents: [200, 300, 100, 500, 1200],
    net: 18882.11,
  },
  // 1000 × 0.95 × 0.90 × 0.95
  {
    it: 'a company discount of the party’s own',
    item: 'Delta',
    party: 'Special',
    strips: 1,
    source: 'tier',
    rate: 1000,
    percents: [500, 1000, 500],
    net: 812.25,
  },
]

test.each(cases)('$it', async (one) => {
  const ask = {
    itemId: world.items[one.item]?.id,
    batchId: one.batch ? world.batches[one.item] : null,
    party: one.party === null ? null : world.parties[one.party],
    date: one.date ?? today,
    qtyMilli: one.strips * 10_000,
  }
  const why = await world.book.call('items.whyRate', ask)
  expect({
    source: why.source,
    rate: why.rateE4,
    free: why.freeMilli,
    percents: why.percentsBp,
    flat: why.flatPaise,
    net: why.netPaise,
  }).toEqual({
    source: one.source,
    rate: one.rate === null ? null : one.rate * 10_000,
    free: (one.free ?? 0) * 10_000,
    percents: one.percents ?? [],
    flat: Math.round((one.flat ?? 0) * 100),
    net: Math.round(one.net * 100),
  })
})

test('why names the list, the day, who set it and when, and what would have held otherwise', async () => {
  const why = await world.book.call('items.whyRate', {
    itemId: world.items.Alpha?.id,
    batchId: world.batches.Alpha,
    party: world.parties.Special,
    date: today,
    qtyMilli: 100_000,
  })
  const told = why.steps.map((step: Record<string, unknown>) => [
    step.what,
    step.which,
    step.outcome,
    step.name,
    step.rateE4 ?? step.amountPaise,
  ])
  expect(told).toEqual([
    ['rate', 'party', 'taken', null, 88_5000],
    ['rate', 'party-list', 'none', null, null],
    ['rate', 'tier', 'passed', 'PTR', 97_0000],
    ['rate', 'company', 'none', null, null],
    ['scheme', 'item', 'given', '10+1', null],
    ['net', 'strip', 'taken', null, 885_00],
    ['tax', 'taxable', 'taken', null, null],
    // 150.00 ÷ 1.05 is 142.857…; with the half paisa 142.8619
    ['mrp', 'effective', 'kept', 'BALPHA', 142_8619],
    ['margin', 'last-receipt', 'kept', null, 445_00],
  ])
  expect(why.steps[0]).toMatchObject({
    fromDate: '2026-11-01',
    setBy: expect.any(String),
    setAt: expect.stringContaining('2026-11-21'),
  })
  const person = world.book.connection.person
  world.book.connection.person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
  const clerk = await world.book.call('items.whyRate', {
    itemId: world.items.Alpha?.id,
    party: null,
    date: today,
    qtyMilli: 10_000,
  })
  expect(clerk.steps.some((step: { what: string }) => step.what === 'margin')).toBe(false)
  world.book.connection.person = person
})

test('free goods of another item, for one route only', async () => {
  const ask = { itemId: world.items.Gamma?.id, date: today }
  const facts = await world.book.call('items.priceFacts', { ...ask, party: world.parties.Hospital })
  expect(facts.schemes).toMatchObject([{ buyers: 'route', freeItem: { name: 'Gift', factor: 10 } }])
  expect((await world.book.call('items.priceFacts', { ...ask, party: world.parties.Listed })).schemes).toEqual([])
})
