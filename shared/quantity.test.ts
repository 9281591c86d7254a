import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paise } from './money.ts'
import {
  basisPoints,
  formatBasisPoints,
  formatMilli,
  formatRateE4,
  lineAmount,
  milli,
  parseBasisPoints,
  parseMilli,
  parseRateE4,
  rateE4,
} from './quantity.ts'

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })

const agreesWithReference = (subject: typeof lineAmount) =>
  fc.property(
    fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
    fc.integer({ min: 0, max: 10_000_000_000 }),
    fc.integer({ min: 1, max: 1000 }),
    (qtyMilli, rate, factor) => {
      const rupees = new Exact(rate).div(10_000).mul(new Exact(qtyMilli).div(1000)).div(factor)
      expect(subject({ qtyMilli, rateE4: rate, factor })).toBe(rupees.mul(100).toDecimalPlaces(0).toNumber() + 0)
    },
  )

describe('lineAmount', () => {
  test('equals the decimal reference', () => {
    fc.assert(agreesWithReference(lineAmount))
  })

  test('the property can fail: bringing the rate down to the base unit first loses paise', () => {
    const perTablet: typeof lineAmount = (line) =>
      paise(Math.round((Math.round(line.rateE4 / line.factor) * line.qtyMilli) / 100_000))
    expect(() => fc.assert(agreesWithReference(perTablet), { numRuns: 500 })).toThrow()
  })

  test('a rate per strip of ten, quantity kept in tablets', () => {
    expect(lineAmount({ qtyMilli: 200_000, rateE4: 185_000, factor: 10 })).toBe(37000)
    expect(lineAmount({ qtyMilli: 3_000, rateE4: 100_000, factor: 7 })).toBe(429)
    expect(() => lineAmount({ qtyMilli: 1, rateE4: 1, factor: 0 })).toThrow(RangeError)
  })
})

describe('as typed and as shown', () => {
  test('shown', () => {
    expect(formatMilli(100_000_000)).toBe('1,00,000')
    expect(formatMilli(2_500)).toBe('2.5')
    expect(formatMilli(-250)).toBe('−0.25')
    expect(formatRateE4(185_000)).toBe('18.50')
    expect(formatRateE4(185_025)).toBe('18.5025')
    expect(formatBasisPoints(1800)).toBe('18%')
    expect(formatBasisPoints(250)).toBe('2.5%')
    expect(formatBasisPoints(25)).toBe('0.25%')
  })

  test('typed', () => {
    expect(parseMilli('12')).toBe(12_000)
    expect(parseMilli('=10*1.5')).toBe(15_000)
    expect(parseMilli('१२.५')).toBe(12_500)
    expect(parseMilli('0.0005')).toBeNull()
    expect(parseRateE4('₹18.5')).toBe(185_000)
    expect(parseRateE4('18.12345')).toBeNull()
    expect(parseBasisPoints('2.5 %')).toBe(250)
    expect(parseBasisPoints('18')).toBe(1800)
    expect(parseBasisPoints('18.005')).toBeNull()
  })

  test('the makers refuse what is not whole', () => {
    expect(milli(5)).toBe(5)
    expect(rateE4(-0)).toBe(0)
    expect(() => milli(0.5)).toThrow(RangeError)
    expect(() => rateE4(Number.NaN)).toThrow(RangeError)
    expect(() => basisPoints(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })
})
