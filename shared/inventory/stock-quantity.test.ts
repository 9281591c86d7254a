import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStockQuantity, showStockQuantity } from './stock-quantity.ts'

test.each([
  ['20', 10, 200_000],
  ['9:5', 10, 95_000],
  ['7l', 10, 7000],
  ['7 L', 10, 7000],
  ['2.5', 1, 2500],
  ['=12*10', 15, 1_800_000],
  ['२०', 10, 200_000],
  ['0', 10, 0],
  ['', 10, null],
  ['abc', 10, null],
  ['-4', 10, null],
  ['1:2:3', 10, null],
  ['4:', 10, null],
  ['l', 10, null],
])('%s with %i in a sale unit is %s', (text, factor, qtyMilli) => {
  expect(readStockQuantity(text, factor)).toBe(qtyMilli)
})
test.each([
  [200_000, 10, '20'],
  [95_000, 10, '9:5'],
  [7000, 10, '7l'],
  [2500, 1, '2:0.5'],
  [-15_000, 10, '−1:5'],
  [0, 10, '0'],
])('%i with %i in a sale unit is shown as %s', (qtyMilli, factor, text) => {
  expect(showStockQuantity(qtyMilli, factor)).toBe(text)
})
test('what is shown is read back as the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 1, max: 500 }), (qtyMilli, factor) => {
      expect(readStockQuantity(showStockQuantity(qtyMilli, factor), factor)).toBe(qtyMilli)
    }),
  )
})
