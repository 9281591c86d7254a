import { expect, test } from 'vitest'
import type { PriceFacts } from '../../shared/items/price-line.ts'
import { type BillLine, blankLine, type LineBatch, splitOver } from './bill-line.ts'
import { byRules, keyedNow, percentsOf, schemeWords, shownPercent } from './bill-price.ts'

const list = { id: 1, name: 'PTR' }
const scheme = {
  uid: 's',
  name: 'Diwali',
  fromDate: '2026-11-01',
  toDate: '2026-11-30',
  goods: 'item' as const,
  buyers: 'everybody' as const,
  buyPacks: 10,
  freePacks: 1,
  minPacks: 10,
  repeats: true,
  half: true,
  freeItem: null,
}
const term = { id: 1, fromMin: 0, goods: 'item' as const, forParty: false, listId: null, fromDate: '2026-11-01', seq: 1 }
const prices: PriceFacts = {
  itemId: 1,
  date: '2026-11-21',
  unit: 'strip',
  factor: 10,
  rows: [
    { id: 1, listId: 1, batchId: 0, unit: 'strip', factor: 10, fromDate: '2026-04-01', seq: 1, rateE4: 110_0000, net: false },
    { id: 2, listId: 1, batchId: 8, unit: 'strip', factor: 10, fromDate: '2026-04-01', seq: 1, rateE4: 90_0000, net: false },
  ],
  partyList: null,
  tierList: list,
  companyList: null,
  baseList: list,
  partyBp: 500,
  terms: [
    { ...term, rung: 'item', bp: 200 },
    { ...term, id: 2, rung: 'quantity', bp: 1000, fromMin: 20 },
  ],
  schemes: [scheme],
}
const batch = (id: number, available: number) =>
  ({ id, number: `B${id}`, availableMilli: available, rateE4: null }) as unknown as LineBatch
const line = (more: Partial<BillLine>): BillLine => ({
  ...blankLine(),
  item: { id: 1, saleFactor: 10, rateE4: null } as unknown as BillLine['item'],
  batch: batch(7, 1_000_000),
  prices,
  ...more,
})

test('an untouched line follows the rules with every quantity', () => {
  expect(byRules(line({ qtyMilli: 100_000 }))).toMatchObject({
    rateE4: 110_0000,
    freeMilli: 10_000,
    first: [500],
    second: [200],
    flatPaise: null,
  })
  expect(byRules(line({ qtyMilli: 200_000 }))).toMatchObject({ freeMilli: 20_000, second: [200, 1000] })
  // 5 × 110.00 less 5 % less 2 % = 512.05; of it 1/11 is 46.55
  expect(byRules(line({ qtyMilli: 50_000 }))).toMatchObject({ freeMilli: null, flatPaise: 46_55 })
  expect(shownPercent([200, 1000])).toBe(1180)
  expect(schemeWords(line({ qtyMilli: 100_000 }))).toBe('10+1 till 30-Nov-26')
})

test('what is keyed stays, the rest goes on following', () => {
  const keyed = line({ qtyMilli: 100_000, rateE4: 100_0000, freeMilli: null })
  const twice = byRules({ ...keyed, keyed: ['rate', 'free'] })
  expect(twice).toMatchObject({ rateE4: 100_0000, freeMilli: null, first: [500], second: [200] })
  expect(keyedNow(twice, 'rate')).toBe(twice.keyed)
  expect(percentsOf(byRules({ ...keyed, first: [], keyed: ['first'] }))).toEqual([200])
})

test('a line without prices is left as it is', () => {
  const bare = line({ prices: null, rateE4: 5, freeMilli: 3 })
  expect(byRules(bare)).toBe(bare)
})

test('spread over batches, what the whole quantity earned is kept and the amount off is shared out', () => {
  const whole = byRules(line({ qtyMilli: 250_000, batch: batch(7, 150_000) }))
  expect(whole).toMatchObject({ freeMilli: 20_000, second: [200, 1000] })
  const { lines, shortMilli } = splitOver(whole, [batch(8, 500_000)], (one) => one.availableMilli)
  expect(shortMilli).toBe(0)
  expect(lines.map((one) => [one.qtyMilli, one.freeMilli, one.rateE4, one.second])).toEqual([
    [150_000, null, 110_0000, [200, 1000]],
    [100_000, 20_000, 90_0000, [200, 1000]],
  ])
  expect(lines.reduce((sum, one) => sum + (one.flatPaise ?? 0), 0)).toBe(whole.flatPaise)
})
