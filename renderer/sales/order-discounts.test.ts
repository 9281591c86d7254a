import { expect, test } from 'vitest'
import { discountRule, flatRule, percentsOn, worthOf } from './order-discounts.ts'
import { blankOrderLine, type OrderLine } from './order-sheet.ts'

const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  ...blankOrderLine(),
  item: { id: 1, saleFactor: 10 } as never,
  qtyMilli: 100_000,
  rateE4: 20_0000,
  ...more,
})
const typed = (text: string) => discountRule.write?.(line(), text)

test.each([
  ['10', [1000]],
  ['10+5', [1000, 500]],
  ['10 + 0 + 2.5', [1000, 250]],
  ['', []],
])('%j is several percentages in order', (text, bp) => {
  expect(typed(text)?.discountsBp).toEqual(bp)
})
test.each(['10+', '101', '-5', '1+2+3+4+5+6+7', 'ten'])('%j is no discount', (text) => {
  expect(typed(text)).toBeNull()
})
test('all of them and the amount come off, and a draft of before them keeps its one', () => {
  expect(worthOf([line({ discountsBp: [1000, 500], flatPaise: 100 })])).toBe(200_00 * 0.9 * 0.95 - 100)
  expect(worthOf([line({ discountsBp: [], discountBp: 1000 })])).toBe(180_00)
  expect(percentsOn(typed('5') as OrderLine)).toEqual([500])
  expect(flatRule.write?.(line(), '12.50')?.flatPaise).toBe(1250)
  expect(flatRule.write?.(line(), '-1')).toBeNull()
})
