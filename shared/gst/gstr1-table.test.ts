import { describe, expect, test } from 'vitest'
import { b2clLimitPaise, invoiceTable, nilRow, noteTable, type OutwardGroup } from './gstr1-table.ts'

const retail: OutwardGroup = {
  taxClass: 'taxable',
  supply: 'inter',
  gstin: null,
  documentValuePaise: 1_00_000_01,
  month: '2026-10',
}
const gstin = '27AAPFU0939F1ZV'

describe('invoices (gst-rules.md §4.1)', () => {
  test('anybody with a GSTIN is b2b, SEZ included', () => {
    expect(invoiceTable({ ...retail, gstin })).toBe('b2b')
    expect(invoiceTable({ ...retail, gstin, taxClass: 'zero-rated', supply: 'zero-without-payment' })).toBe('b2b')
  })

  test('b2cl is inter-state and strictly above the limit of its month', () => {
    expect(invoiceTable(retail)).toBe('b2cl')
    expect(invoiceTable({ ...retail, documentValuePaise: 1_00_000_00 })).toBe('b2cs')
    expect(invoiceTable({ ...retail, supply: 'intra', documentValuePaise: 9_00_000_00 })).toBe('b2cs')
    expect(invoiceTable({ ...retail, month: '2024-07' })).toBe('b2cs')
    expect(invoiceTable({ ...retail, month: '2024-07', documentValuePaise: 2_50_000_00 })).toBe('b2cs')
    expect(invoiceTable({ ...retail, month: '2024-07', documentValuePaise: 2_50_000_01 })).toBe('b2cl')
    expect(['2023-12', '2024-07', '2024-08', '2027-01'].map(b2clLimitPaise)).toEqual([25000000, 25000000, 10000000, 10000000])
  })

  test('untaxed lines of a domestic invoice go to table 8, of an export they stay', () => {
    for (const taxClass of ['nil', 'exempt', 'non-gst'] as const) {
      expect(invoiceTable({ ...retail, taxClass, gstin })).toBe('nil')
      expect(invoiceTable({ ...retail, taxClass, supply: 'zero-with-payment' })).toBe('exp')
    }
    expect(invoiceTable({ ...retail, taxClass: 'zero-rated', supply: 'zero-with-payment' })).toBe('exp')
  })

  test('a rate of 0 that is taxable is not nil', () => {
    expect(invoiceTable({ ...retail, gstin, taxClass: 'taxable' })).toBe('b2b')
  })

  test('what an operator pays the tax on is his to report', () => {
    expect(invoiceTable({ ...retail, operatorPaysTax: true, taxClass: 'nil' })).toBe('supeco')
  })
})

describe('notes follow their invoice', () => {
  const note = { taxClass: 'taxable', supply: 'inter', gstin: null, originalTable: 'b2cl' } as const
  test.each([
    [{ gstin }, 'cdnr'],
    [{}, 'cdnur'],
    [{ originalTable: 'b2cs' }, 'b2cs'],
    [{ originalTable: 'exp', supply: 'zero-with-payment', taxClass: 'zero-rated' }, 'cdnur'],
    [{ taxClass: 'nil', gstin }, 'nil'],
  ] as const)('%j: %s', (change, table) => {
    expect(noteTable({ ...note, ...change })).toBe(table)
  })
})

test('table 8: INTR is inter-state, INTRA is intra-state', () => {
  expect(nilRow({ supply: 'inter', gstin })).toBe('INTRB2B')
  expect(nilRow({ supply: 'intra', gstin })).toBe('INTRAB2B')
  expect(nilRow({ supply: 'inter', gstin: null })).toBe('INTRB2C')
  expect(nilRow({ supply: 'intra', gstin: null })).toBe('INTRAB2C')
})
