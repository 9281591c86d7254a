import { expect, test } from 'vitest'
import { localDate } from '../calendar.ts'
import { generalSlabsBp, isSlab, isUnusualRate, slabsBp, taxClasses } from './rates.ts'

test('only the slabs of the return tools can be filed', () => {
  expect(slabsBp.every(isSlab)).toBe(true)
  for (const rate of [1, 499, 1900, 10_000]) expect(isSlab(rate)).toBe(false)
  expect(generalSlabsBp.every(isSlab)).toBe(true)
  expect(taxClasses).toContain('nil')
})

test('12 and 28 are ordinary before 22-Sep-2025 and worth a second look after, 40 the other way round', () => {
  const before = localDate('2025-09-21')
  const after = localDate('2025-09-22')
  expect([500, 1200, 1800, 2800].map((rate) => isUnusualRate(rate, before))).toEqual([false, false, false, false])
  expect([500, 1200, 1800, 2800].map((rate) => isUnusualRate(rate, after))).toEqual([false, true, false, true])
  expect([before, after].map((date) => isUnusualRate(4000, date))).toEqual([true, false])
  expect(isUnusualRate(499, after)).toBe(true)
})
