import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distribute, formatPaise, paise, parsePaise, share, shareExactly, sumPaise } from './money.ts'

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
const reference = (amount: number, num: number, den: number) =>
  new Exact(amount).mul(num).div(den).toDecimalPlaces(0).toNumber() + 0

const amount = fc.integer({ min: -1e13, max: 1e13 })
const factor = fc.integer({ min: -100_000, max: 100_000 })
const divisor = fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: -1000, max: -1 }))

const agreesWithReference = (subject: typeof share) =>
  fc.property(amount, factor, divisor, (a, num, den) => {
    const expected = reference(a, num, den)
    fc.pre(Number.isSafeInteger(expected))
    expect(subject(a, num, den)).toBe(expected)
  })

describe('share', () => {
  test('equals the decimal reference, also where the product is beyond a safe integer', () => {
    fc.assert(agreesWithReference(share))
  })

  test('the property can fail: a float that rounds half up towards plus infinity is caught', () => {
    const floating: typeof share = (a, num, den) => paise(Math.round((a * num) / den))
    expect(() => fc.assert(agreesWithReference(floating), { numRuns: 5000, seed: 7 })).toThrow()
  })

  test('rounds half away from zero, on both sides of zero', () => {
    expect(share(125, 1, 10)).toBe(13)
    expect(share(-125, 1, 10)).toBe(-13)
    expect(share(124, 1, 10)).toBe(12)
    expect(share(-1, 1, 3)).toBe(0)
    expect(Object.is(share(-1, 1, 3), 0)).toBe(true)
    expect(share(5, 1, -2)).toBe(-3)
    expect(share(9_007_199_254_740_991, 3, 3)).toBe(9_007_199_254_740_991)
  })

  test('refuses fractions, a zero divisor and results that cannot be exact', () => {
    expect(() => share(1.5, 1, 1)).toThrow(RangeError)
    expect(() => share(1, 1, 0)).toThrow(RangeError)
    expect(() => share(9_007_199_254_740_991, 2, 1)).toThrow(RangeError)
    expect(() => paise(0.1)).toThrow(RangeError)
    expect(() => shareExactly(1n, 0n)).toThrow(RangeError)
  })

  test('a chain of fractions is rounded once', () => {
    expect(shareExactly(185n * 9_000n * 9_500n, 10_000n ** 2n)).toBe(158)
    expect(shareExactly(-5n, 2n)).toBe(-3)
    expect(shareExactly(5n, -2n)).toBe(-3)
  })
})

describe('sumPaise', () => {
  test('adds exactly and refuses what is not whole', () => {
    expect(sumPaise([])).toBe(0)
    expect(sumPaise([10, 20, -5])).toBe(25)
    expect(() => sumPaise([0.1, 0.2])).toThrow(RangeError)
  })
})

const addsUp = (subject: typeof distribute) =>
  fc.property(
    fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
    fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 })), { minLength: 1, maxLength: 30 }),
    (total, weights) => {
      const parts = subject(paise(total), weights)
      expect(sumPaise(parts)).toBe(total)
      const sum = weights.reduce((a, b) => a + b, 0)
      for (const [index, part] of parts.entries()) {
        if (sum === 0) continue
        const fair = new Exact(total).mul(weights[index] ?? 0).div(sum)
        expect(new Exact(part).minus(fair).abs().lt(1)).toBe(true)
      }
    },
  )

describe('distribute', () => {
  test('parts add up exactly and none is a paisa or more from its fair part', () => {
    fc.assert(addsUp(distribute))
  })

  test('parts are the same for weights a million times as large, whose products are beyond a safe integer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e13, max: 1e13 }),
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          const large = weights.map((weight) => weight * 1_000_000)
          expect(distribute(paise(total), large)).toEqual(distribute(paise(total), weights))
        },
      ),
    )
  })

  test('the property can fail: rounding every part by itself is caught', () => {
    const careless: typeof distribute = (total, weights) => {
      const sum = weights.reduce((a, b) => a + b, 0) || 1
      return weights.map((weight) => share(total, weight, sum))
    }
    expect(() => fc.assert(addsUp(careless), { numRuns: 500 })).toThrow()
  })

  test('the paise left over go to the largest remainders, earlier first', () => {
    expect(distribute(paise(91), [760, 760])).toEqual([46, 45])
    expect(distribute(paise(-100), [1, 1, 1])).toEqual([-34, -33, -33])
    expect(distribute(paise(7), [0, 0])).toEqual([4, 3])
    expect(distribute(paise(0), [])).toEqual([])
    expect(() => distribute(paise(1), [])).toThrow(RangeError)
    expect(() => distribute(paise(1), [-1, 2])).toThrow(RangeError)
  })
})

describe('as typed and as shown', () => {
  test('Indian groups, two decimals, a real minus', () => {
    expect(formatPaise(18425000)).toBe('1,84,250.00')
    expect(formatPaise(12345678950)).toBe('12,34,56,789.50')
    expect(formatPaise(-5)).toBe('−0.05')
    expect(formatPaise(0)).toBe('0.00')
    expect(formatPaise(99999)).toBe('999.99')
  })

  test.each([
    ['1,84,250.5', 18425050],
    ['184250', 18425000],
    ['.5', 50],
    ['₹ 250', 25000],
    ['Rs. 90', 9000],
    ['−12', -1200],
    ['₹-12', -1200],
    ['1.5L', 15000000],
    ['2cr', 2_000_000_000],
    ['1.2345678 lakh', 12345678],
    ['5k', 500000],
    ['१,८४,२५०.५०', 18425050],
    ['٢٥٠٫٥', 25050],
    ['۴۵', 4500],
    ['=12*3.5', 4200],
    ['=100/3', 3333],
    ['7.500', 750],
  ])('%s is an amount', (text, expected) => {
    expect(parsePaise(text)).toBe(expected)
  })

  test.each([
    '',
    '.',
    'abc',
    '1.005',
    '1,5',
    '12,34',
    '--5',
    '-₹-5',
    '5 dozen',
    '=1/0',
    '1.23456789L',
    '99999999999999999',
    '1.2.3',
  ])('%j is not an amount', (text) => {
    expect(parsePaise(text)).toBeNull()
  })

  test('what is shown can be typed back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => {
        expect(parsePaise(formatPaise(n))).toBe(n)
      }),
    )
  })
})
