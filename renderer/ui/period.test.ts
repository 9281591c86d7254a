import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { nameOf, type PeriodName, periodNames, periodOf } from './period.ts'

const span = (name: PeriodName, today: string) => {
  const { from, to } = periodOf(name, localDate(today))
  return `${from} ${to}`
}

test('periods in November', () => {
  expect(periodNames.map((name) => span(name, '2026-11-21'))).toEqual([
    '2026-11-21 2026-11-21',
    '2026-11-01 2026-11-30',
    '2026-10-01 2026-10-31',
    '2026-10-01 2026-12-31',
    '2026-07-01 2026-09-30',
    '2026-04-01 2027-03-31',
    '2025-04-01 2026-03-31',
  ])
})
test('the year turns in April, not in January', () => {
  expect(span('thisYear', '2027-03-31')).toBe('2026-04-01 2027-03-31')
  expect(span('thisYear', '2027-04-01')).toBe('2027-04-01 2028-03-31')
  expect(span('lastQuarter', '2027-04-01')).toBe('2027-01-01 2027-03-31')
  expect(span('lastMonth', '2027-01-31')).toBe('2026-12-01 2026-12-31')
  expect(span('thisQuarter', '2028-02-29')).toBe('2028-01-01 2028-03-31')
})
test('a period is known by its name again', () => {
  const today = localDate('2026-11-21')
  expect(nameOf(periodOf('lastQuarter', today), today)).toBe('lastQuarter')
  expect(nameOf({ from: localDate('2026-11-02'), to: today }, today)).toBe(null)
})
