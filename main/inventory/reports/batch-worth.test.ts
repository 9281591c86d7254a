import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '../../../shared/calendar.ts'
import { runs } from '../../../test-counts.ts'
import { change } from '../../company/records.ts'
import { newUid } from '../../database/uid.ts'
import type { CostPool } from '../cost.ts'
import type { StockedItem } from '../hand-made.ts'
import { shelf } from './test-shelf.ts'

/** A shelf whose books are costed by a pool from their first day. */
function pooled(pool: CostPool, today?: string) {
  const at = shelf(today)
  const row = { subject_type: 'firm', subject_id: 1, name: 'cost-pool', from_date: localDate('2026-04-01'), value: pool }
  at.book.write((given) => change(given, [{ insert: 'dated_fact', row }], { entity: 'firm' }))
  const dear = at.item('Insulin', { batch: 'DEAR', expiry: '2027-01-31' })
  return { ...at, dear, cheap: at.batch(dear, 'CHEAP', '2027-02-28') }
}
type Shelf = ReturnType<typeof pooled>

/** What each batch is shown to be worth, and what the item and the account are. */
async function shown({ book }: Shelf, asOn: string | null) {
  const { rows, sums, state } = await book.call('inventory.valuation', { by: 'batch', asOn })
  const item = await book.call('inventory.valuation', { asOn })
  const stock = await book.call('inventory.stock', { asOn })
  const worth = (list: { batch: string; valuePaise: number }[]) =>
    Object.fromEntries(list.map((row) => [row.batch, row.valuePaise]))
  expect(worth(stock.rows)).toEqual(worth(rows))
  expect([item.sums.valuePaise, stock.sums.valuePaise, state.accountPaise]).toEqual(Array(3).fill(sums.valuePaise))
  return worth(rows)
}

describe('what a batch is worth', () => {
  test.each<[CostPool, string, Record<string, number>, Record<string, number>]>([
    // ten at 9.00 and ten at 1.00, then five cheap ones sold on the 5th: by item they are the dear ones that came first
    ['item', 'its share of the item', { DEAR: 5000, CHEAP: 5000 }, { DEAR: 3667, CHEAP: 1833 }],
    ['batch', 'what its own goods cost', { DEAR: 9000, CHEAP: 1000 }, { DEAR: 9000, CHEAP: 500 }],
  ])('by %s is %s, now and on a past day, in every list', async (pool, _what, before, now) => {
    const at = pooled(pool)
    at.move(at.dear, '2026-10-01', 10_000, { valuePaise: 9000 })
    at.move(at.cheap, '2026-10-02', 10_000, { valuePaise: 1000 })
    at.move(at.cheap, '2026-11-05', -5000)
    expect(await shown(at, '2026-11-04')).toEqual(before)
    expect(await shown(at, null)).toEqual(now)
    for (const call of ['inventory.valuation', 'inventory.stock'])
      expect((await at.book.call(call, { by: 'batch', filter: 'cheap' })).sums.valuePaise).toBe(now.CHEAP)
    const soon = await at.book.call('inventory.expiring', { sort: 'cost', descending: true })
    expect(Object.fromEntries(soon.rows.map((row: { batch: string; costPaise: number }) => [row.batch, row.costPaise]))).toEqual(
      now,
    )
    expect(soon.sums.costPaise).toBe((now.DEAR as number) + (now.CHEAP as number))
    const place = at.dear.locationId
    const there = { by: 'item', locationId: place }
    expect((await at.book.call('inventory.valuation', there)).rows[0].valuePaise).toBe(
      (now.DEAR as number) + (now.CHEAP as number),
    )
    expect((await at.book.call('inventory.stock', there)).rows[0].valuePaise).toBe((now.DEAR as number) + (now.CHEAP as number))
    expect((await at.book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('by batch counts at a place for its share of the batch', async () => {
    const at = pooled('batch')
    at.move(at.dear, '2026-10-01', 10_000, { valuePaise: 9000 })
    at.move(at.cheap, '2026-10-02', 10_000, { valuePaise: 1000 })
    const away = { ...at.cheap, locationId: at.place('quarantine') }
    at.move(at.cheap, '2026-11-05', -4000, { kind: 'transfer' })
    at.move(away, '2026-11-05', 4000, { kind: 'transfer' })
    const there = { locationId: away.locationId }
    expect((await at.book.call('inventory.valuation', there)).sums).toEqual({ qtyMilli: 4000, valuePaise: 400 })
    expect((await at.book.call('inventory.stock', { ...there, by: 'item' })).rows[0].valuePaise).toBe(400)
  })

  test.each<[CostPool, number]>([
    ['item', -500],
    ['batch', -900],
  ])('costed by %s, what a count finds missing is worth %i', async (pool, valuePaise) => {
    const at = pooled(pool)
    at.move(at.dear, '2026-10-01', 10_000, { valuePaise: 9000 })
    at.move(at.cheap, '2026-10-02', 10_000, { valuePaise: 1000 })
    const uid = newUid()
    await at.book.call('inventory.makeCountSheet', { uid, name: 'Fridge', locationId: at.dear.locationId })
    await at.book.call('inventory.keyCounts', { uid, counts: [{ batchId: at.dear.batchId, qtyMilli: 9000 }] })
    const { rows, sums } = await at.book.call('inventory.countVariance', { uid, only: 'different' })
    expect([rows[0].valuePaise, sums.shortPaise]).toEqual([valuePaise, -valuePaise])
  })

  test('by batch is below nothing where goods left before they came, and no other batch bears it', async () => {
    const at = pooled('batch')
    at.move(at.dear, '2026-10-01', 10_000, { valuePaise: 9000 })
    at.move(at.cheap, '2026-10-02', -5000)
    expect(await shown(at, null)).toEqual({ DEAR: 9000, CHEAP: -4500 })
    at.move(at.cheap, '2026-10-04', 10_000, { valuePaise: 1000 })
    expect(await shown(at, '2026-10-01')).toEqual({ DEAR: 9000 })
    expect(await shown(at, null)).toEqual({ DEAR: 9000, CHEAP: 500 })
    expect((await shown(at, '2026-10-03')).DEAR).toBe(9000)
  })

  test('of a year before the pool was changed to the item is what its own goods cost then', async () => {
    const at = pooled('batch', '2027-04-20')
    at.move(at.dear, '2026-10-01', 10_000, { valuePaise: 9000 })
    at.move(at.cheap, '2026-10-02', 10_000, { valuePaise: 1000 })
    at.move(at.cheap, '2026-11-05', -5000)
    const asked = { pool: 'item', from: '2027-04-01', reason: 'as the auditor asks' }
    expect(await at.book.ask('inventory.changeCostPool', asked)).toMatchObject({ ok: true })
    await at.book.call('inventory.settleCost', {})
    expect(await shown(at, '2027-03-31')).toEqual({ DEAR: 9000, CHEAP: 500 })
    expect(await shown(at, null)).toEqual({ DEAR: 3667, CHEAP: 1833 })
  })
})

const begin = localDate('2026-10-01')
const step = fc.record({
  cheap: fc.boolean(),
  buy: fc.boolean(),
  qty: fc.integer({ min: 1, max: 9 }),
  value: fc.integer({ min: 0, max: 999 }),
})
const history = fc.array(step, { minLength: 2, maxLength: 10 })
type Step = { cheap: boolean; buy: boolean; qty: number; value: number }
type Tell = (at: Shelf, asOn: string) => Promise<Record<string, number>>

/** Acts a history out, a step a day, and keeps what each batch is left with by laying its goods side by side, piece by piece. */
function act(at: Shelf, steps: readonly Step[]): Record<string, number>[] {
  const left: Record<string, { qty: number; value: number }[]> = { DEAR: [], CHEAP: [] }
  return steps.map(({ cheap, buy, qty, value }, day) => {
    const name = cheap ? 'CHEAP' : 'DEAR'
    const goods: StockedItem = cheap ? at.cheap : at.dear
    const lots = left[name] as { qty: number; value: number }[]
    const date = addDays(begin, day)
    if (buy) {
      at.move(goods, date, qty * 1000, { valuePaise: value * qty })
      for (let piece = 0; piece < qty; piece++) lots.push({ qty: 1, value })
    } else if (lots.length > 0) {
      const out = Math.min(qty, lots.length)
      at.move(goods, date, -out * 1000)
      lots.splice(0, out)
    }
    return Object.fromEntries(
      Object.entries(left).flatMap(([batch, pieces]) =>
        pieces.length ? [[batch, pieces.reduce((sum, one) => sum + one.value, 0)]] : [],
      ),
    )
  })
}

const agrees = (pool: CostPool, tell: Tell) =>
  fc.asyncProperty(history, async (steps) => {
    const at = pooled(pool)
    const naive = act(at, steps)
    for (const [day, worth] of naive.entries()) {
      const told = await tell(at, addDays(begin, day))
      // by item only the sums are anybody's; `shown` holds them against the item and the account
      if (pool === 'batch') expect(told).toEqual(worth)
    }
    at.book.close()
  })

test.each<CostPool>(['item', 'batch'])('batches add up to the item and the account on every day, by %s', async (pool) => {
  await fc.assert(agrees(pool, shown), { numRuns: runs(5) })
})
test('the comparison can fail', async () => {
  const byQuantity: Tell = async (at, asOn) => {
    const worth = await shown(at, asOn)
    const all = Object.values(worth).reduce((sum, value) => sum + value, 0)
    return Object.fromEntries(Object.keys(worth).map((batch) => [batch, Math.round(all / Object.keys(worth).length)]))
  }
  expect((await fc.check(agrees('batch', byQuantity), { numRuns: 40, endOnFailure: true })).failed).toBe(true)
})
