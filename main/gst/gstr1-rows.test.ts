import type { RawBuilder } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { gstr1Sections } from '../../shared/gst/contract.ts'
import { setFirmFact } from '../company/dated-facts.ts'
import { text } from '../database/connection.ts'
import { hsnRows, numberRuns, rateRows } from './gstr1-groups.ts'
import { rowsBehind, sectionRows } from './gstr1-rows.ts'
import { gujarat, matru, month, type October, october as open } from './test-return.ts'

let october: October
beforeEach(() => {
  october = open()
})
afterEach(() => october.close())

test('whether free goods count in the HSN quantity is a setting of the firm', async () => {
  october.bill({
    ...matru,
    lines: [
      { rate: 10, rateBp: 500, qty: 100, free: 10 },
      { rate: 10, rateBp: 500, qty: 5 },
    ],
  })
  october.bill({ ...matru, lines: [{ rate: 10, rateBp: 500, qty: 1, free: 2 }] })
  const quantities = async () => {
    const [row] = (await october.rows('hsn-b2b')).rows
    const behind = await october.rows('hsn-b2b', { behind: row?.key })
    return [(await october.json()).hsn.hsn_b2b[0].qty, row?.qtyMilli, ...behind.rows.map((one) => one.qtyMilli)]
  }
  expect(await quantities()).toEqual([118, 118_000, 115_000, 3000])
  october.book.write((given) => setFirmFact(given, 'hsn-free-quantity', localDate('2026-10-01'), 'exclude'))
  expect(await quantities()).toEqual([106, 106_000, 105_000, 1000])
  expect(await october.failing()).toEqual([])
})

describe('rows', () => {
  test('a section is paged, filtered, sorted and added up in the database', async () => {
    for (let at = 1; at <= 5; at += 1) october.bill({ ...(at % 2 ? matru : gujarat), lines: [{ rate: at * 100, rateBp: 500 }] })
    october.bill({})
    const first = await october.rows('b2b', { limit: 2 })
    expect(first).toMatchObject({ total: 5, sums: { taxablePaise: 150000, valuePaise: 157500 } })
    expect(first.rows.map((row) => row.number)).toEqual(['SA/26-27/000001', 'SA/26-27/000002'])
    const largest = await october.rows('b2b', { limit: 1, offset: 1, sort: 'taxable', descending: true })
    expect(largest.rows).toMatchObject([{ taxablePaise: 40000, gstin: gujarat.gstin, label: 'R', rateBp: 500 }])
    const found = await october.rows('b2b', { filter: 'cadi' })
    expect([found.total, found.sums?.taxablePaise]).toEqual([2, 60000])
    expect(await october.rows('b2b', { filter: '%' })).toMatchObject({ total: 0, rows: [], sums: { valuePaise: 0 } })
  })

  test('a document of several rates counts once in the total of values', async () => {
    october.bill({
      ...matru,
      lines: [
        { rate: 100, rateBp: 500 },
        { rate: 100, rateBp: 1800 },
      ],
    })
    const { rows, sums } = await october.rows('b2b')
    expect([rows.map((row) => row.valuePaise), sums?.valuePaise]).toEqual([[22300, 22300], 22300])
    expect((await october.section('b2b'))?.totalPaise).toBe(22300)
  })

  test.each([
    ['b2cs', 3, { taxablePaise: 20000 }],
    ['nil', 2, { taxablePaise: 8000 }],
    ['hsn-b2c', 3, { qtyMilli: 5000 }],
  ] as const)('behind an added-up row of %s stand its bills', async (name, howMany, figures) => {
    october.bill({
      lines: [
        { rate: 100, rateBp: 500 },
        { rate: 40, taxClass: 'nil', qty: 1 },
      ],
    })
    october.bill({
      lines: [
        { rate: 100, rateBp: 500, qty: 1, free: 3 },
        { rate: 40, taxClass: 'nil' },
        { rate: 1, rateBp: 1800 },
      ],
    })
    october.bill({
      pos: '24',
      lines: [
        { rate: 7, rateBp: 500, hsn: '3004' },
        { rate: 8, taxClass: 'exempt', hsn: '3004' },
      ],
    })
    const shown = await october.rows(name)
    const row = shown.rows.find((one: Record<string, unknown>) =>
      Object.entries(figures).every(([key, value]) => one[key] === value),
    )
    expect(row).toBeDefined()
    expect(shown.rows.length).toBeGreaterThanOrEqual(howMany)
    const behind = await october.rows(name, { behind: row?.key })
    expect(behind.total).toBe(2)
    expect(behind.sums?.taxablePaise).toBe(row?.taxablePaise)
    expect(behind.rows.every((one) => one.documentUid)).toBe(true)
    expect((await october.rows(name, { behind: 'nonsense' })).total).toBe(0)
  })
})

describe('plans', () => {
  const behind = {
    b2cs: '27 500',
    nil: 'intra 0 nil',
    'hsn-b2b': '3004 NOS 500',
    'hsn-b2c': '3004 NOS 500',
    'doc-issue': '1 1 9',
  } as const
  const queries: [string, RawBuilder<unknown>][] = [
    ['rates of documents', rateRows(month, 'b2b')],
    ['table 12', hsnRows(month)],
    ['table 13', numberRuns(month)],
    ...gstr1Sections.map((section): [string, RawBuilder<unknown>] => [section, sectionRows(month, section, 'exclude')]),
    ...Object.entries(behind).map(([section, key]): [string, RawBuilder<unknown>] => [
      `behind ${section}`,
      rowsBehind(month, section as keyof typeof behind, key, 'exclude'),
    ]),
  ]
  test.each(queries)('%s: only the month is read, every table by key', (_, query) => {
    const plan = october.book.db.rows(text<{ detail: string }>`explain query plan ${query}`).map((row) => row.detail)
    expect(plan.filter((step) => /^SCAN (d|v|s|p|t|l|a|z|document|posting|tax_line)\b/.test(step))).toEqual([])
    // numbers of one series are found by series and serial, everything else by kind and date
    expect(
      plan.filter((step) =>
        /^SEARCH d USING .*(kind=\? AND date>\? AND date<\?|series_id=\? AND serial>\? AND serial<\?)/.test(step),
      ),
    ).not.toEqual([])
  })
  test('a read of every tax line would be seen', () => {
    const plan = october.book.db.rows(text<{ detail: string }>`explain query plan select sum(taxable) from tax_line t`)
    expect(plan.map((row) => row.detail)).toEqual(['SCAN t'])
  })
})
