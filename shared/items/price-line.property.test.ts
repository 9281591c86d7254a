import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compoundBp, type DiscountTerm, ladderOf, lineNet } from './discount-ladder.ts'
import { packsIn, priceLine } from './price-line.ts'
import { type RateFacts, type RateRow, resolveRate, rowOn } from './price-rate.ts'
import {
  freePacksOf,
  halfCut,
  halfPacksOf,
  type QuantityScheme,
  schemeBuyers,
  schemeGoods,
  schemeOf,
  spansMeet,
} from './scheme.ts'

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`)
const bp = fc.integer({ min: 0, max: 10_000 })

const row = fc.record({
  id: fc.integer({ min: 1, max: 100_000 }),
  listId: fc.constantFrom(0, 1, 2, 3, 4),
  batchId: fc.constantFrom(0, 0, 7, 8),
  unit: fc.constant('strip'),
  factor: fc.constant(10),
  fromDate: day,
  seq: fc.integer({ min: 1, max: 50 }),
  rateE4: fc.option(fc.integer({ min: 0, max: 10_000_000 }), { freq: 4 }),
  net: fc.boolean(),
})
const rows = fc.uniqueArray(row, { selector: (one) => one.id, maxLength: 30 })
const named = (id: number) => ({ id, name: `L${id}` })
const rateFacts: fc.Arbitrary<RateFacts> = fc.record({
  date: day,
  unit: fc.constant('strip'),
  factor: fc.constant(10),
  rows,
  partyList: fc.constantFrom(null, named(2)),
  tierList: fc.constantFrom(null, named(3)),
  companyList: fc.constantFrom(null, named(4)),
  baseList: fc.constant(named(1)),
})

const lastIn = (facts: RateFacts, list: number | undefined, batch: number): RateRow | undefined =>
  [...facts.rows]
    .filter((one) => one.listId === list && one.batchId === batch && one.fromDate <= facts.date)
    .sort((a, b) => (a.fromDate < b.fromDate ? -1 : a.fromDate > b.fromDate ? 1 : a.seq - b.seq || a.id - b.id))
    .at(-1)
/** The order again, written out the long way. */
function plainRate(facts: RateFacts, batch: number | null): number | null {
  const places: [number | undefined, number][] = [[0, 0]]
  for (const list of [facts.partyList, facts.tierList, facts.companyList, facts.baseList])
    for (const at of batch === null ? [0] : [batch, 0]) places.push([list?.id, at])
  for (const [list, at] of places) {
    const found = list === undefined ? undefined : lastIn(facts, list, at)
    if (found?.rateE4 != null) return found.rateE4
  }
  return null
}

test('a rate comes from the first source that has one on the day', () => {
  fc.assert(
    fc.property(rateFacts, fc.constantFrom(null, 7, 8), (facts, batch) => {
      const found = resolveRate(facts, batch)
      expect(found.rateE4).toBe(plainRate(facts, batch))
      expect(found.steps.filter((step) => step.outcome === 'taken')).toHaveLength(found.rateE4 === null ? 0 : 1)
      for (const step of found.steps) if (step.fromDate) expect(step.fromDate <= facts.date).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('the property can fail: a resolver that asks the tier before the party list is found', () => {
  const wrong = (facts: RateFacts) => resolveRate({ ...facts, partyList: facts.tierList, tierList: facts.partyList }, null).rateE4
  expect(
    fc.check(
      fc.property(rateFacts, (facts) => wrong(facts) === plainRate(facts, null)),
      // both lists and nothing before them: one draw in some hundreds
      { numRuns: 10_000 },
    ).failed,
  ).toBe(true)
})

test('a later row corrects an earlier one of the same day, and a row of tomorrow says nothing today', () => {
  fc.assert(
    fc.property(rows, day, fc.constantFrom(0, 7), (all, date, batch) => {
      const facts = { date, rows: all } as unknown as RateFacts
      expect(rowOn(all, 1, batch, date)).toBe(lastIn(facts, 1, batch) ?? null)
    }),
  )
})

const scheme: fc.Arbitrary<QuantityScheme> = fc
  .record({
    buyPacks: fc.integer({ min: 1, max: 30 }),
    freePacks: fc.integer({ min: 1, max: 10 }),
    more: fc.integer({ min: 0, max: 30 }),
    repeats: fc.boolean(),
    half: fc.boolean(),
    goods: fc.constantFrom(...schemeGoods),
    buyers: fc.constantFrom(...schemeBuyers),
  })
  .map(({ more, ...one }) => ({
    ...one,
    minPacks: one.half ? one.buyPacks : one.buyPacks + more,
    uid: '',
    name: '',
    fromDate: '2026-11-01',
    toDate: null,
    freeItem: null,
  }))

test('free goods never shrink as more is bought and are never more than the scheme says', () => {
  fc.assert(
    fc.property(scheme, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 100 }), (one, packs, more) => {
      const free = freePacksOf(one, packs)
      expect(free * one.buyPacks).toBeLessThanOrEqual(packs * one.freePacks)
      expect(freePacksOf(one, packs + more)).toBeGreaterThanOrEqual(free)
      if (packs < one.minPacks) expect(free).toBe(0)
    }),
  )
})

test('the property can fail: rounding the free goods up over-gives', () => {
  const wrong = (one: QuantityScheme, packs: number) => Math.ceil(packs / one.buyPacks) * one.freePacks
  expect(
    fc.check(
      fc.property(
        scheme,
        fc.integer({ min: 0, max: 400 }),
        (one, packs) => wrong(one, packs) * one.buyPacks <= packs * one.freePacks,
      ),
    ).failed,
  ).toBe(true)
})

test('a buyer of the half scheme never pays less a pack than the buyer of the whole one', () => {
  const rate = fc.integer({ min: 1, max: 50_000_000 })
  fc.assert(
    fc.property(
      scheme,
      rate,
      fc.integer({ min: 1, max: 60 }),
      fc.array(bp, { maxLength: 4 }),
      (one, rateE4, packs, percentsBp) => {
        const half = halfPacksOf(one, packs)
        const line = { qtyMilli: packs * 10_000, rateE4, factor: 10, percentsBp }
        const cut = halfCut(one, line, packs)
        expect(half * 2 === one.buyPacks || half === 0).toBe(true)
        const plain = percentsBp.reduce((left, off) => left.mul(10_000 - off).div(10_000), new Decimal(rateE4).mul(half).div(100))
        const exact = plain.mul(one.freePacks).div(one.buyPacks + one.freePacks)
        expect(exact.minus(cut).gte(0) && exact.minus(cut).lt(1)).toBe(true)
      },
    ),
  )
})

test('the ladder compounds exactly, in its order, and never goes below nothing', () => {
  const line = fc.record({
    qtyMilli: fc.integer({ min: 0, max: 10_000_000 }),
    rateE4: fc.integer({ min: 0, max: 100_000_000 }),
    factor: fc.constantFrom(1, 10, 15, 30),
    percentsBp: fc.array(bp, { maxLength: 6 }),
  })
  fc.assert(
    fc.property(line, (one) => {
      const gross = new Decimal(one.rateE4).mul(one.qtyMilli).div(100_000).div(one.factor)
      const left = one.percentsBp.reduce((value, off) => value.mul(10_000 - off).div(10_000), gross)
      expect(lineNet(one, 0)).toBe(left.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber())
      expect(lineNet(one, 1_000_000_000_000)).toBe(0)
      const percent = compoundBp(one.percentsBp)
      expect(percent).toBeGreaterThanOrEqual(0)
      expect(percent).toBeLessThanOrEqual(10_000)
    }),
  )
})

const term: fc.Arbitrary<DiscountTerm> = fc.record({
  id: fc.nat(),
  rung: fc.constantFrom('company', 'list', 'item', 'quantity', 'value'),
  bp,
  fromMin: fc.integer({ min: 0, max: 100 }),
  goods: fc.constantFrom('item', 'company', 'all'),
  forParty: fc.boolean(),
  listId: fc.constantFrom(null, 1, 2),
  fromDate: day,
  seq: fc.nat(),
})
test('the ladder has each rung once at most, in the stated order, and only of the list the rate came from', () => {
  const order = ['party', 'company', 'list', 'item', 'slab']
  fc.assert(
    fc.property(fc.array(term, { maxLength: 12 }), bp, fc.integer({ min: 0, max: 120 }), (terms, partyBp, packs) => {
      const steps = ladderOf({ partyBp, terms, listId: 1, packs, grossPaise: packs * 100 })
      expect(steps.map((step) => order.indexOf(step.rung))).toEqual(
        [...new Set(steps.map((step) => order.indexOf(step.rung)))].sort((a, b) => a - b),
      )
      const list = steps.find((step) => step.rung === 'list')
      if (list) expect(terms.some((one) => one.rung === 'list' && one.listId === 1 && one.bp === list.bp)).toBe(true)
      // what is for this party stands before what is for all
      const own = terms.filter((one) => one.rung === 'company' && one.forParty)
      const company = steps.find((step) => step.rung === 'company')
      if (own.length && company) expect(own.some((one) => one.bp === company.bp)).toBe(true)
    }),
  )
})

test('of several schemes the nearest goods win, then the nearest buyers, whether or not the minimum is reached', () => {
  fc.assert(
    fc.property(fc.array(scheme, { minLength: 1, maxLength: 8 }), (all) => {
      const found = schemeOf(all) as QuantityScheme
      for (const one of all) {
        const [a, b] = [schemeGoods.indexOf(found.goods), schemeGoods.indexOf(one.goods)]
        expect(a < b || (a === b && schemeBuyers.indexOf(found.buyers) <= schemeBuyers.indexOf(one.buyers))).toBe(true)
      }
    }),
  )
})

test('two spans meet when a day belongs to both', () => {
  const span = fc
    .tuple(day, fc.option(day))
    .map(([a, b]) => ({ fromDate: b !== null && b < a ? b : a, toDate: b !== null && b < a ? a : b }))
  const days = Array.from({ length: 28 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`)
  const has = (one: { fromDate: string; toDate: string | null }, at: string) =>
    one.fromDate <= at && (one.toDate === null || one.toDate >= at)
  fc.assert(
    fc.property(span, span, (a, b) => {
      expect(spansMeet(a, b)).toBe(days.some((at) => has(a, at) && has(b, at)))
    }),
  )
})

test('a net rate has no ladder; loose pieces earn no free goods', () => {
  fc.assert(
    fc.property(
      rateFacts,
      fc.array(term, { maxLength: 4 }),
      bp,
      scheme,
      fc.integer({ min: 0, max: 500_000 }),
      (facts, terms, partyBp, one, qty) => {
        const price = priceLine({ ...facts, itemId: 1, partyBp, terms, schemes: [one] }, { batchId: null, qtyMilli: qty })
        if (price.rate.taken?.net) expect(price.percentsBp).toEqual([])
        expect(price.freeMilli).toBe(freePacksOf(one, packsIn(qty, 10)) * 10_000)
        expect(price.netPaise).toBeLessThanOrEqual(price.grossPaise)
        expect(price.netPaise).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
