import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateNumber } from './calculator.ts'

const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP })

type Sum = { readonly text: string; readonly value: Decimal }
const number: fc.Arbitrary<Sum> = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`)
  .map((text) => ({ text, value: new Exact(text) }))
const { sum } = fc.letrec<{ sum: Sum }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    number,
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map(([left, sign, right]): Sum => {
      const value =
        sign === '+' ? left.value.plus(right.value) : sign === '-' ? left.value.minus(right.value) : left.value.mul(right.value)
      return { text: `(${left.text}${sign}${right.text})`, value }
    }),
  ),
}))

describe('evaluateNumber', () => {
  test('equals the decimal reference, rounded once at the end', () => {
    fc.assert(
      fc.property(sum, ({ text, value }) => {
        const expected = value.mul(100).toDecimalPlaces(0).toNumber() + 0
        fc.pre(Number.isSafeInteger(expected) && text.length < 199)
        expect(evaluateNumber(`=${text}`, 2)).toBe(expected)
      }),
    )
  })

  test.each([
    ['=12*3.5', 4200],
    ['= 12 × 3.5', 4200],
    ['=2+3*4', 1400],
    ['=(2+3)*4', 2000],
    ['=10-4-3', 300],
    ['=100/3*3', 10000],
    ['=100÷8/2', 625],
    ['=-5+2', -300],
    ['=--5', 500],
    ['=1/-3', -33],
    ['=0.005', 1],
    ['=-0.005', -1],
    ['=1,00,000/8', 1250000],
    ['=१२*३', 3600],
    ['=.5*4', 200],
    ['=5.+1', 600],
  ])('%s', (text, expected) => {
    expect(evaluateNumber(text, 2)).toBe(expected)
  })

  test.each([
    '12*3',
    '=',
    '=+',
    '=1/0',
    '=1/(2-2)',
    '=2(3)',
    '=(1',
    '=1)',
    '=200-5%',
    '=1,5*2',
    '=alert(1)',
    '=1**2',
    '=99999999999*99999999999',
    `=${'('.repeat(30)}1${')'.repeat(30)}`,
    `=${'-'.repeat(100)}1`,
    `=1${'+1'.repeat(150)}`,
  ])('%s is not a sum', (text) => {
    expect(evaluateNumber(text, 2)).toBeNull()
  })
})
