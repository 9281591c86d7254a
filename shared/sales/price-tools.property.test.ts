import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { settle } from '../gst/tax.ts'
import { lineNet } from '../items/discount-ladder.ts'
import { fitAmount } from './fit-amount.ts'
import { costOnBill, type NetAsk, type NetRate, netRate, ratePlus } from './net-rate.ts'
import { type PricedDraft, type PricingFacts, priceBill } from './price-bill.ts'

const bps = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 2 })
/** A line to work back, and the bill it stands on: what else there is at its rate, and what comes off the whole. */
const net = fc.record({
  way: fc.constantFrom('rate' as const, 'discount' as const),
  wantedE4: fc.integer({ min: 0, max: 50_000_000 }),
  withTax: fc.boolean(),
  taxBp: fc.constantFrom<number[]>(0, 500, 1200, 1800, 4000),
  intra: fc.boolean(),
  besidePaise: fc.integer({ min: 0, max: 100_000_000 }),
  /** Of what else there is. */
  offBp: fc.constantFrom<number[]>(0, 0, 1, 200, 1000, 9000),
  qtyMilli: fc.integer({ min: 1, max: 500_000 }),
  factor: fc.constantFrom<number[]>(1, 10, 15),
  rateE4: fc.integer({ min: 1, max: 60_000_000 }),
  first: bps,
  second: bps,
})
type Asked = typeof net extends fc.Arbitrary<infer A> ? A : never

const billOf = ({ taxBp, intra }: Asked, values: readonly number[], documentDiscountPaise: number) =>
  settle(
    values.map((value) => ({ taxClass: 'taxable' as const, rateBp: taxBp, factor: 1, qtyMilli: 1000, rateE4: value * 100 })),
    { supply: intra ? ('intra' as const) : ('inter' as const), roundOff: false, documentDiscountPaise },
  )
const offOf = ({ besidePaise, offBp }: Asked) => Math.floor((besidePaise * offBp) / 10_000)
const asked = (ask: Asked): NetAsk => ({
  ...ask,
  reach: (value) => costOnBill(billOf(ask, [ask.besidePaise, value], offOf(ask)), 1, { ...ask, pricesIncludeTax: false }),
})
const comesTo = (ask: Asked, found: NetRate) =>
  lineNet(
    { qtyMilli: ask.qtyMilli, factor: ask.factor, rateE4: found.rateE4, percentsBp: [...found.first, ...found.second] },
    found.flatPaise,
  )
const wantedOf = (ask: Asked) => lineNet({ qtyMilli: ask.qtyMilli, factor: ask.factor, rateE4: ask.wantedE4, percentsBp: [] }, 0)

/** What a line of this net adds for the buyer: its value after the bill's discount, and by how much the tax of the bill goes up for it. */
function adds(ask: Asked, netPaise: number): number {
  const values = billOf(ask, [ask.besidePaise, netPaise], offOf(ask)).lines.map((line) => line.taxablePaise)
  if (!ask.withTax) return values[1] ?? 0
  return billOf(ask, values, 0).totalPaise - billOf(ask, values.slice(0, 1), 0).totalPaise
}

/** The buyer pays for the line what was asked, to the paisa where any net does; else the nearest below: 1 paisa with IGST, at most 2 with two halves. */
function holds(ask: Asked, found: NetRate | null): boolean {
  if (found === null) return ask.way === 'discount' || ask.first.concat(ask.second).includes(10_000)
  const wanted = wantedOf(ask)
  if (comesTo(ask, found) !== found.netPaise || found.flatPaise < 0) return false
  const reached = adds(ask, found.netPaise)
  if (found.reachedPaise !== reached || found.askedPaise !== wanted || reached > wanted) return false
  if (!ask.withTax) return reached === wanted
  const better = [-3, -2, -1, 1, 2, 3].some((by) => {
    const other = found.netPaise + by < 0 ? 0 : adds(ask, found.netPaise + by)
    return other <= wanted && other > reached
  })
  return !better && wanted - reached <= (ask.taxBp === 0 ? 0 : ask.intra ? 2 : 1)
}

test('a net rate worked back comes to what was asked, to the paisa', () => {
  fc.assert(
    fc.property(net, (ask) => holds(ask, netRate(asked(ask)))),
    { numRuns: runs(400) },
  )
})

test.each([
  [500, true],
  [1800, false],
] as const)(
  'at %i basis points (two halves: %s) exactly tax ÷ (100 + tax) of all amounts cannot be had, and all others are hit',
  (taxBp, intra) => {
    // a whole number of the rounding's periods
    const amounts = (10_000 + taxBp) / 10
    let missed = 0
    for (let amount = 1_000_000; amount < 1_000_000 + amounts; amount += 1) {
      const ask = { way: 'rate', wantedE4: amount * 100, withTax: true, taxBp, intra, besidePaise: 12_345_67, offBp: 0 } as const
      const found = netRate(asked({ ...ask, qtyMilli: 1000, factor: 1, rateE4: 0, first: [], second: [] }))
      if (found?.reachedPaise !== amount) missed += 1
    }
    expect(missed).toBe(taxBp / 10)
  },
)

test('the property can fail: a line worked back as if it stood alone is found', () => {
  const alone = (ask: Asked) => netRate(asked({ ...ask, besidePaise: 0 }))
  expect(
    fc.check(
      fc.property(net, (ask) => holds(ask, alone(ask))),
      { numRuns: 500 },
    ).failed,
  ).toBe(true)
})

test('the property can fail: a line worked back without the discount of its bill is found', () => {
  const plain = (ask: Asked) => netRate(asked({ ...ask, offBp: 0 }))
  expect(fc.check(fc.property(net, (ask) => holds(ask, plain(ask)))).failed).toBe(true)
})

test('the property can fail: a rate without the paise it cannot say is found', () => {
  const rounded = (ask: Asked): NetRate | null => {
    const found = netRate(asked(ask))
    return found && { ...found, flatPaise: 0 as never }
  }
  expect(
    fc.check(
      fc.property(net, (ask) => holds(ask, rounded(ask))),
      { numRuns: 500 },
    ).failed,
  ).toBe(true)
})

const bill = fc.record({
  lines: fc.array(
    fc.record({
      qty: fc.integer({ min: 1, max: 200 }),
      rate: fc.integer({ min: 1, max: 9_999_999 }),
      bp: fc.constantFrom(0, 500, 1800),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  roundOff: fc.boolean(),
  off: fc.integer({ min: 0, max: 10_000 }),
})
type Bill = typeof bill extends fc.Arbitrary<infer B> ? B : never
const totalOf =
  ({ lines, roundOff }: Bill) =>
  (discountPaise: number): number | null => {
    const draft: PricedDraft = {
      lines: lines.map(({ qty, rate }) => ({ qtyMilli: qty * 1000, rateE4: rate, factor: 1 })),
      discountPaise,
      chargesPaise: 0,
      pricesIncludeTax: false,
      placeOfSupply: null,
      walkIn: null,
      zeroRated: null,
      mode: 'cash',
      paid: [],
    }
    const facts: PricingFacts = {
      firmState: '27',
      firmRegistered: true,
      buyer: null,
      roundOff,
      taxes: lines.map(({ bp }) => ({ taxClass: bp === 0 ? 'nil' : 'taxable', rateBp: bp })),
    }
    try {
      return priceBill(draft, facts).settled.totalPaise
    } catch {
      return null
    }
  }
const grossOf = ({ lines }: Bill) => lines.reduce((sum, { qty, rate }) => sum + Math.round((qty * rate) / 100), 0)

test('a bill is fitted to an amount exactly, or refused with what can be had', () => {
  fc.assert(
    fc.property(bill, fc.integer({ min: 0, max: 300_000 }), fc.boolean(), (made, some, reachable) => {
      const total = totalOf(made)
      const whole = total(0) ?? 0
      // what some discount makes of it can be reached; any other amount may be
      const wanted = reachable ? (total(Math.floor((grossOf(made) * made.off) / 10_000)) ?? whole) : some
      const fit = fitAmount(wanted, grossOf(made), total)
      if ('discountPaise' in fit) return total(fit.discountPaise) === wanted
      return !reachable && (fit.below === null || fit.below < wanted) && (fit.above === null || fit.above > wanted)
    }),
    { numRuns: runs(25) },
  )
})

test('a rate moved by a per cent', () => {
  expect(ratePlus(1_000_000, 500)).toBe(1_050_000)
  expect(ratePlus(1_000_001, -250)).toBe(975_001)
  expect(ratePlus(100, -10_000)).toBe(0)
})

test.each([
  [
    '35.50 before tax, by the rate',
    { way: 'rate', wantedE4: 355_000, withTax: false },
    { rateE4: 355_000, flatPaise: 0, netPaise: 355_00 },
  ],
  [
    'by the discount',
    { way: 'discount', wantedE4: 380_000, withTax: false, rateE4: 400_000 },
    { rateE4: 400_000, first: [500], netPaise: 380_00 },
  ],
  [
    'by a discount that two decimals cannot say',
    { way: 'discount', wantedE4: 333_300, withTax: false, rateE4: 400_000 },
    { first: [1667], flatPaise: 2, netPaise: 333_30 },
  ],
  [
    '105 with 5 % inside',
    { way: 'rate', wantedE4: 1_050_000, withTax: true },
    { rateE4: 1_000_000, netPaise: 1000_00, reachedPaise: 1050_00 },
  ],
  ['more than the rate, by a discount', { way: 'discount', wantedE4: 500_000, withTax: false, rateE4: 400_000 }, null],
] as const)('%s', (_, more, expected) => {
  const line = {
    qtyMilli: 10_000,
    factor: 1,
    rateE4: 400_000,
    taxBp: 500,
    intra: true,
    first: [],
    second: [],
    besidePaise: 0,
    offBp: 0,
  }
  const found = netRate(asked({ ...line, ...more }))
  if (expected === null) expect(found).toBeNull()
  else expect(found).toMatchObject(expected)
})
