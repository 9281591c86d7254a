import { expect, test } from 'vitest'
import { formatDecimal, groupIndian, parseDecimal, plainDigits } from './digits.ts'

test('digits of Devanagari, Arabic-Indic and Persian keyboards become plain', () => {
  expect(plainDigits('०१२३४५६७८९')).toBe('0123456789')
  expect(plainDigits('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789')
  expect(plainDigits('۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789')
  expect(plainDigits('−١٬٢٣٤٫٥')).toBe('-1,234.5')
})

test('a decimal is read exactly or not at all', () => {
  expect(parseDecimal('12.5', 2)).toBe(1250)
  expect(parseDecimal('-0', 2)).toBe(0)
  expect(parseDecimal('1,23,45,678', 0)).toBe(12345678)
  for (const wrong of ['', '.', '-', '1e5', '1,2345', '12.345', '0x10', 'NaN', '１'])
    expect([wrong, parseDecimal(wrong, 2)]).toEqual([wrong, null])
})

test('Indian groups', () => {
  expect(['1', '999', '1000', '100000', '10000000', '1234567890'].map(groupIndian)).toEqual([
    '1',
    '999',
    '1,000',
    '1,00,000',
    '1,00,00,000',
    '1,23,45,67,890',
  ])
  expect(formatDecimal(5, 4, 2)).toBe('0.0005')
})
