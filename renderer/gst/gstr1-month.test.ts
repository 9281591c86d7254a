import { expect, test } from 'vitest'
import { monthAfter, monthDue, monthSpan, monthsOf, monthWords } from './gstr1-month.ts'

test('months are named, stepped and offered from the running one back to the first of the books', () => {
  expect([monthWords('2026-10'), monthWords('2027-01')]).toEqual(['Oct 2026', 'Jan 2027'])
  expect(monthSpan('2028-02')).toEqual({ from: '1 Feb 2028', to: '29 Feb 2028' })
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  expect(monthsOf('2026-09-15', '2026-11-21')).toEqual(['2026-11', '2026-10', '2026-09'])
})

test('last month opens, but not one before the books', () => {
  expect(monthDue('2026-04-01', '2026-11-21')).toBe('2026-10')
  expect(monthDue('2026-11-01', '2026-11-21')).toBe('2026-11')
})
