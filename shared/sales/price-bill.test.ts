import { expect, test } from 'vitest'
import { paise } from '../money.ts'
import { type PricedDraft, type PricingFacts, paymentOf, priceBill, supplyOf } from './price-bill.ts'

const draft = (more: Partial<PricedDraft> = {}): PricedDraft => ({
  lines: [{ qtyMilli: 10_000, rateE4: 1_000_000, factor: 10 }],
  discountPaise: 0,
  chargesPaise: 0,
  pricesIncludeTax: false,
  placeOfSupply: null,
  walkIn: null,
  zeroRated: null,
  mode: 'credit',
  paid: [],
  ...more,
})
const facts = (more: Partial<PricingFacts> = {}): PricingFacts => ({
  firmState: '27',
  firmRegistered: true,
  buyer: null,
  roundOff: true,
  taxes: [{ taxClass: 'taxable', rateBp: 1800 }],
  ...more,
})

test.each([
  ['a walk-in without a state is here', {}, null, '27', 'intra'],
  ['a walk-in of another state is there', { walkIn: { stateCode: '29' } }, null, '29', 'inter'],
  ['a party is where it is registered', {}, { category: 'regular' as const, stateCode: '24' }, '24', 'inter'],
  [
    'the place decides and not the prefix of the GSTIN',
    { placeOfSupply: '27' },
    { category: 'regular' as const, stateCode: '24' },
    '27',
    'intra',
  ],
  ['an SEZ next door is inter-state', {}, { category: 'sez' as const, stateCode: '27' }, '27', 'zero-with-payment'],
  [
    'abroad without payment of tax',
    { zeroRated: { withPayment: false } },
    { category: 'overseas' as const, stateCode: '96' },
    '96',
    'zero-without-payment',
  ],
])('%s', (_, more, buyer, pos, supply) => {
  expect(supplyOf(draft(more), { firmState: '27', buyer })).toEqual({ pos, supply })
})

test('a place that is none is refused with the field', () => {
  for (const placeOfSupply of ['00', '28', '99', 'xx'])
    expect(() => supplyOf(draft({ placeOfSupply }), { firmState: '27', buyer: null })).toThrow(
      expect.objectContaining({ code: 'sales/place-of-supply', field: 'placeOfSupply' }),
    )
})

test.each([
  ['credit', [], [], 100, 'credit'],
  ['upi', [], [['upi', 100]], 0, 'upi'],
  [
    'mixed',
    [
      ['cash', 30],
      ['upi', 70],
    ],
    [
      ['cash', 30],
      ['upi', 70],
    ],
    0,
    'mixed',
  ],
  [
    'mixed',
    [
      ['cash', 30],
      ['cash', 70],
    ],
    [
      ['cash', 30],
      ['cash', 70],
    ],
    0,
    'cash',
  ],
  [
    'credit',
    [
      ['cash', 30],
      ['upi', 0],
    ],
    [['cash', 30]],
    70,
    'mixed',
  ],
  ['cash', [['card', 120]], [['card', 120]], -20, 'mixed'],
] as const)('%s with %j is met by %j, %d left, called %s', (mode, entered, met, left, called) => {
  const paid = entered.map(([by, amountPaise]) => ({ mode: by, amountPaise }))
  const payment = paymentOf({ mode, paid }, paise(100))
  expect(payment.paid.map((part) => [part.mode, part.amountPaise])).toEqual(met)
  expect(payment).toMatchObject({ creditPaise: left, mode: called })
})

test('figures are the tax engine’s, refusals name the fields of the draft', () => {
  expect(priceBill(draft({ mode: 'cash' }), facts())).toMatchObject({
    settled: { taxablePaise: 100_00, cgstPaise: 9_00, sgstPaise: 9_00, totalPaise: 118_00 },
    payment: { paidPaise: 118_00 },
  })
  expect(() => priceBill(draft({ discountPaise: 100_01 }), facts())).toThrow(expect.objectContaining({ field: 'discountPaise' }))
  expect(() => priceBill(draft({ lines: [], chargesPaise: 1 }), facts({ taxes: [] }))).toThrow(
    expect.objectContaining({ field: 'chargesPaise' }),
  )
  expect(() => priceBill(draft(), facts({ taxes: [] }))).toThrow(RangeError)
})

test('a firm without a GSTIN collects no tax', () => {
  const { settled } = priceBill(draft(), facts({ firmRegistered: false }))
  expect([settled.taxablePaise, settled.cgstPaise, settled.sgstPaise, settled.igstPaise]).toEqual([10_000, 0, 0, 0])
  expect(settled.lines[0]).toMatchObject({ taxClass: 'exempt', rateBp: 0 })
})
