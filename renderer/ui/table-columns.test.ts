import { expect, test } from 'vitest'
import { fileColumns, finishedColumn } from './table-columns.ts'
import type { Column } from './table-layout.ts'

type Row = { date: string; mode: string; totalPaise: number; note: string | null; cancelled: boolean }
const columns: readonly Column<Row>[] = [
  { id: 'date', title: 'Date', width: 90, kind: 'date', path: 'date' },
  { id: 'mode', title: 'Mode', width: 80, path: 'mode', words: { cash: 'Cash' } },
  { id: 'total', title: 'Total', width: 140, kind: 'money', path: 'totalPaise', sum: 'totalPaise' },
  { id: 'state', title: '', heading: 'State', width: 90, kind: 'flag', path: 'cancelled', words: { true: 'Cancelled' } },
  { id: 'drawn', title: 'Drawn', width: 80, cell: () => 'a picture' },
]
const row: Row = { date: '2026-11-21', mode: 'cash', totalPaise: 18_425_000, note: null, cancelled: true }

test('what a column holds decides side, writing and total', () => {
  const made = columns.map(finishedColumn)
  expect(made.map((column) => column.cell(row))).toEqual(['21-Nov-26', 'Cash', '1,84,250.00', 'Cancelled', 'a picture'])
  expect(made.map((column) => column.numeric)).toEqual([false, false, true, false, false])
  const { sum } = made[2] as (typeof made)[number]
  expect(typeof sum === 'function' && sum({ totalPaise: 5_000_000 })).toBe('₹50,000.00')
  expect(finishedColumn(columns[0] as Column<Row>)).toBe(made[0])
})
test('a file takes the same columns with their totals, and leaves at home what is only drawn', () => {
  expect(fileColumns(columns.map(finishedColumn))).toEqual([
    { title: 'Date', kind: 'date', path: 'date' },
    { title: 'Mode', kind: 'text', path: 'mode', words: { cash: 'Cash' } },
    { title: 'Total', kind: 'money', path: 'totalPaise', sum: 'totalPaise' },
    { title: 'State', kind: 'flag', path: 'cancelled', words: { true: 'Cancelled' } },
  ])
})
