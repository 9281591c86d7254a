import { describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { readSheet } from '../items/sheet.ts'
import { placeOfField } from '../items/sheet-actions.ts'
import { createEntryStore } from '../ui/entry-store.ts'
import {
  blankLine,
  columnOf,
  missing,
  type OpeningItem,
  type OpeningLine,
  openingKind,
  openingRules,
  toPost,
} from './opening-line.ts'

const item: OpeningItem = {
  id: 7,
  uid: 'u',
  name: 'Paracetamol 500',
  packLabel: '10s',
  manufacturer: null,
  saleUnit: 'strip',
  saleFactor: 10,
  mrpPaise: 2500 as never,
}
const isBlank = (line: OpeningLine) => line.item === null
const readKept = readSheet(openingKind)
const taken = (): OpeningLine => ({ ...blankLine(), item })
const write = (line: OpeningLine, column: string, text: string) =>
  openingRules.find((rule) => rule.id === column)?.write?.(line, text) ?? null

describe('a line of opening stock', () => {
  test('is keyed in the words of the shelf, and the cost rate works out its value', () => {
    let line = taken()
    for (const [column, text] of [
      ['batch', 'PCM1'],
      ['expiry', '07/28'],
      ['mrp', '25'],
      ['qty', '9:5'],
      ['rate', '15.55'],
    ] as const)
      line = write(line, column, text) as OpeningLine
    expect(line).toMatchObject({
      batch: 'PCM1',
      expiry: '2028-07-31',
      mrpPaise: 2500,
      qtyMilli: 95_000,
      rateE4: 155_500,
      valuePaise: 14_773,
    })
    expect(write(line, 'qty', '10')).toMatchObject({ valuePaise: 15_550 })
    expect(write(line, 'value', '150')).toMatchObject({ valuePaise: 15_000, rateE4: null })
    expect(missing(line)).toBeNull()
    expect(write(line, 'credit', '12')).toMatchObject({ credit: { rateBp: 1200, supply: 'intra' } })
    expect(write(line, 'credit', '5% i')).toMatchObject({ credit: { rateBp: 500, supply: 'inter' } })
    expect([write(line, 'credit', ''), write(line, 'credit', 'x'), write(line, 'credit', '0')]).toMatchObject([
      { credit: null },
      null,
      null,
    ])
  })
  test.each([
    ['expiry', '13/28'],
    ['mrp', 'x'],
    ['qty', '-4'],
    ['rate', 'dear'],
    ['value', '1.234'],
  ])('%s does not take %s', (column, text) => {
    expect(write(taken(), column, text)).toBeNull()
  })
  test('says what is still to be filled, and empties what is wiped', () => {
    expect(missing(taken())).toBe('batch')
    expect(missing({ ...taken(), batch: 'B' })).toBe('qty')
    expect(missing({ ...taken(), batch: 'B', qtyMilli: 1000 })).toBe('value')
    expect(write({ ...taken(), mrpPaise: 1 }, 'mrp', '')).toMatchObject({ mrpPaise: null })
  })
})

test('Enter runs through the cells and passes over a value that the rate gave', () => {
  const entry = createEntryStore<OpeningLine>({ lines: [taken()], columns: openingRules, blank: blankLine, isBlank })
  entry.moveTo({ row: 0, col: entry.columnAt('qty') })
  entry.type('2')
  entry.step(1)
  entry.type('10')
  entry.step(1)
  expect(entry.store.getState().at).toEqual({ row: 1, col: 0 })
  expect(entry.filled()).toHaveLength(1)
})

test('a draft goes to main with base units and paise, and a refusal finds its cell', () => {
  const line = { ...taken(), batch: 'B', qtyMilli: 20_000, valuePaise: 500, expiry: localDate('2028-07-31') }
  expect(toPost('uid', localDate('2026-04-01'), [line])).toEqual({
    uid: 'uid',
    date: '2026-04-01',
    lines: [{ itemId: 7, batch: 'B', expiry: '2028-07-31', mrpPaise: null, qtyMilli: 20_000, valuePaise: 500, credit: null }],
  })
  expect(placeOfField('lines.3.valuePaise', columnOf)).toEqual({ nth: 3, column: 'value' })
  expect(placeOfField('lines.3', columnOf)).toEqual({ nth: 3, column: 'item' })
  expect(placeOfField('date', columnOf)).toEqual({ field: 'date' })
  expect(placeOfField(undefined, columnOf)).toBeNull()
})

test('a kept draft is read back, another one is left alone', () => {
  const kept = { version: 1, head: { date: localDate('2026-04-01') }, lines: [taken()], at: { row: 0, col: 2 }, text: 'PC' }
  expect(readKept(JSON.stringify(kept))).toEqual(kept)
  for (const json of ['', '{}', '{"version":2,"lines":[]}', '{"version":1,"lines":[],"head":{"date":"x"}}'])
    expect(readKept(json)).toBeNull()
})
