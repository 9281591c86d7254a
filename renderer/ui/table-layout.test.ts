import { expect, test } from 'vitest'
import { movedColumn, nextSort, ordered, shownColumns, toggledColumn, tracks } from './table-layout.ts'

const columns = [
  { id: 'date', width: 90 },
  { id: 'party', width: 190, grow: true },
  { id: 'total', width: 120 },
  { id: 'notes', width: 80, hidden: true },
]
const ids = (list: readonly { id: string }[]) => list.map((column) => column.id).join(' ')

test('columns come in the delivered order, without the hidden ones', () => {
  expect(ids(shownColumns(columns, {}))).toBe('date party total')
})
test('a moved column stays moved, and a column new to the user stands by its neighbour', () => {
  const layout = movedColumn(columns, {}, 'total', -1)
  expect(ids(ordered(columns, layout))).toBe('date total party notes')
  const grown = [columns[0], { id: 'number', width: 100 }, ...columns.slice(1)].filter((column) => column !== undefined)
  expect(ids(ordered(grown, layout))).toBe('date number total party notes')
  expect(ids(ordered(columns.slice(1), layout))).toBe('total party notes')
})
test('a column is shown and hidden, but one always stays', () => {
  const layout = toggledColumn(columns, {}, 'notes')
  expect(ids(shownColumns(columns, layout))).toBe('date party total notes')
  expect(ids(shownColumns(columns, { hidden: ['date', 'party', 'total', 'notes'] }))).toBe('date')
})
test('a column that grows also gives way, one that was given a width does neither', () => {
  expect(tracks(columns.slice(0, 2), {})).toBe('90px minmax(143px, 1fr)')
  expect(tracks(columns.slice(0, 2), { widths: { party: 300 } })).toBe('90px 300px')
})
test('numbers sort largest first, a second click turns it', () => {
  expect(nextSort(null, { id: 'total', numeric: true })).toEqual({ by: 'total', descending: true })
  expect(nextSort({ by: 'total', descending: true }, { id: 'total', numeric: true })).toEqual({ by: 'total', descending: false })
  expect(nextSort({ by: 'total', descending: true }, { id: 'party' })).toEqual({ by: 'party', descending: false })
})
test('the ends stay the ends', () => {
  expect(movedColumn(columns, {}, 'date', -1)).toEqual({})
})
