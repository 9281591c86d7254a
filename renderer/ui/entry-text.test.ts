import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import {
  countEntry,
  dateEntry,
  type EntryKind,
  expiryEntry,
  moneyEntry,
  percentEntry,
  quantityEntry,
  rateEntry,
  readEntry,
} from './entry-text.ts'

const today = localDate('2026-11-21')
const read = <T>(entry: EntryKind<T>, text: string, current: T | null = null) => {
  const found = readEntry(entry, text, today, current)
  return found.kind === 'value' ? found.value : found.kind
}

test('money goes in as it is spoken and comes out as paise', () => {
  expect(['1,84,250.5', '1.5L', '2cr', '=12*3.5', '−12', '१२'].map((text) => read(moneyEntry, text))).toEqual([
    18_425_050, 15_000_000, 2_000_000_000, 4_200, -1_200, 1_200,
  ])
  expect(read(moneyEntry, '12.345')).toBe('problem')
  expect(read(moneyEntry, '  ')).toBe('empty')
})
test('quantities, rates, per cents and counts keep to their units', () => {
  expect(read(quantityEntry, '2.5')).toBe(2_500)
  expect(read(rateEntry, '18.9755')).toBe(189_755)
  expect(read(percentEntry, '2.5%')).toBe(250)
  expect(read(countEntry, '21')).toBe(21)
  expect(read(countEntry, '2.5')).toBe('problem')
})
test('days as a clerk types them', () => {
  expect(['21', '2111', '21/11', '21-11-2026', '+7', 't'].map((text) => read(dateEntry, text))).toEqual([
    '2026-11-21',
    '2026-11-21',
    '2026-11-21',
    '2026-11-21',
    '2026-11-28',
    '2026-11-21',
  ])
  expect(read(dateEntry, '31/02')).toBe('problem')
})
test('an expiry is the last day of its month', () => {
  expect(['0728', '7/28', '02/2028'].map((text) => read(expiryEntry, text))).toEqual(['2028-07-31', '2028-07-31', '2028-02-29'])
})
test('a value shown and left alone stays what it is', () => {
  expect(read(dateEntry, '21-Nov-26', localDate('2026-11-21'))).toBe('2026-11-21')
  expect(read(expiryEntry, '07/28', localDate('2028-07-15'))).toBe('2028-07-15')
})
