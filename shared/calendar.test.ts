import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  expiryDate,
  financialYear,
  formatDate,
  formatExpiry,
  isLocalDate,
  localDate,
  month,
  monthEnd,
  parseDateEntry,
  parseExpiryEntry,
  taxPeriod,
  todayInIndia,
} from './calendar.ts'

const day = localDate
const today = day('2026-11-21')
const anyDay = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays(day('2000-01-01'), days))

describe('days', () => {
  test('only real days are dates', () => {
    expect(isLocalDate('2024-02-29')).toBe(true)
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '21-11-2026', '', '1200-01-01', '2026-11-21T00:00'])
      expect(isLocalDate(wrong)).toBe(false)
    expect(() => localDate('2026-02-30')).toThrow(RangeError)
  })

  test('adding and counting are each other backwards', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01')
  })

  test('months', () => {
    expect(monthEnd(day('2024-02-10'))).toBe('2024-02-29')
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(day('2026-11-30'), -12)).toBe('2025-11-30')
    expect(month(today)).toBe('2026-11')
    expect(taxPeriod(today)).toBe('112026')
  })

  test('a financial year runs April to March and holds its days', () => {
    expect(financialYear(day('2027-03-31'))).toEqual({ label: '26-27', from: '2026-04-01', to: '2027-03-31' })
    expect(financialYear(day('2027-04-01')).label).toBe('27-28')
    expect(financialYear(day('1999-12-31')).label).toBe('99-00')
    fc.assert(
      fc.property(anyDay, (date) => {
        const year = financialYear(date)
        expect(year.from <= date && date <= year.to).toBe(true)
        expect([364, 365]).toContain(daysBetween(year.from, year.to))
      }),
    )
  })

  test('today is the day in India, half past five hours ahead', () => {
    expect(todayInIndia(Date.UTC(2026, 10, 21, 18, 29, 59))).toBe('2026-11-21')
    expect(todayInIndia(Date.UTC(2026, 10, 21, 18, 30))).toBe('2026-11-22')
  })
})

describe('expiry', () => {
  test.each([
    ['07/28', '2028-07-31'],
    ['7/28', '2028-07-31'],
    ['0728', '2028-07-31'],
    ['072028', '2028-07-31'],
    ['07-2028', '2028-07-31'],
    ['02/28', '2028-02-29'],
    ['०७/२८', '2028-07-31'],
  ])('%s is the last day of its month', (text, date) => {
    expect(parseExpiryEntry(text)).toBe(date)
    expect(expiryDate(text)).toBe(date)
  })

  test('nonsense is no expiry', () => {
    for (const text of ['13/28', '0/28', '728', '', '07/2', 'abc']) expect(parseExpiryEntry(text)).toBeNull()
    expect(() => expiryDate('13/28')).toThrow(RangeError)
    expect(formatExpiry(expiryDate('07/28'))).toBe('07/28')
  })
})

describe('a day as typed', () => {
  test.each([
    ['21', '2026-11-21'],
    ['5', '2026-11-05'],
    ['2111', '2026-11-21'],
    ['21/11', '2026-11-21'],
    ['21-11-2026', '2026-11-21'],
    ['21.11.26', '2026-11-21'],
    ['211126', '2026-11-21'],
    ['21112026', '2026-11-21'],
    ['21 nov', '2026-11-21'],
    ['21-Nov-26', '2026-11-21'],
    ['1 january 27', '2027-01-01'],
    ['2026-11-21', '2026-11-21'],
    ['+7', '2026-11-28'],
    ['-3', '2026-11-18'],
    ['t', '2026-11-21'],
    ['T', '2026-11-21'],
    ['२१/११', '2026-11-21'],
    ['0104', '2027-04-01'],
    ['3107', '2026-07-31'],
  ])('%s', (text, date) => {
    expect(parseDateEntry(text, today)).toBe(date)
  })

  test('without a year the nearest one is meant, over both year ends', () => {
    expect(parseDateEntry('3103', day('2027-04-02'))).toBe('2027-03-31')
    expect(parseDateEntry('2512', day('2027-01-05'))).toBe('2026-12-25')
    expect(parseDateEntry('0501', day('2026-12-28'))).toBe('2027-01-05')
    expect(parseDateEntry('29/2', day('2027-06-01'))).toBe('2028-02-29')
  })

  test('nonsense is no day', () => {
    for (const text of ['', '31', '32', '3102', '21/13', 'yesterday', '21 xyz', '211', '+', '2026'])
      expect(parseDateEntry(text, today)).toBeNull()
  })

  test('what is shown can be typed back', () => {
    const shown = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(day('2000-01-01'), days))
    fc.assert(
      fc.property(shown, (date) => {
        expect(parseDateEntry(formatDate(date), today)).toBe(date)
      }),
    )
    expect(formatDate(today)).toBe('21-Nov-26')
  })
})
