import { beforeEach, expect, test } from 'vitest'
import { createEntryStore, type EntryRules, type EntryStore } from './entry-store.ts'

type Line = { key: string; item: string; batches: number; qty: number; rate: number }
let made = 0
const blank = (): Line => ({ key: `new-${made++}`, item: '', batches: 0, qty: 0, rate: 0 })
const line = (item: string, batches = 1): Line => ({ key: item, item, batches, qty: 1, rate: 10 })
const whole = (text: string) => (/^\d*$/.test(text) ? Number(text) : null)
const columns: EntryRules<Line>[] = [
  { id: 'item', entry: true, edit: (row) => row.item },
  { id: 'pack' },
  { id: 'batch', entry: true, skip: (row) => row.batches < 2, edit: () => '' },
  {
    id: 'qty',
    entry: true,
    edit: (row) => String(row.qty),
    write: (row, text) => (whole(text) === null ? null : { ...row, qty: whole(text) ?? 0 }),
  },
  {
    id: 'rate',
    entry: true,
    edit: (row) => String(row.rate),
    write: (row, text) => (whole(text) === null ? null : { ...row, rate: whole(text) ?? 0 }),
  },
]
const setup = (lines: Line[]): EntryStore<Line> =>
  createEntryStore<Line>({ lines, columns, blank, isBlank: (row) => row.item === '' })
const at = (entry: EntryStore<Line>) => `${entry.store.getState().at.row}:${columns[entry.store.getState().at.col]?.id}`
const items = (entry: EntryStore<Line>) =>
  entry
    .filled()
    .map((row) => row.item)
    .join(' ')

let entry: EntryStore<Line>
beforeEach(() => {
  entry = setup([line('a'), line('b', 2)])
})

test('there is always one blank line, and the cursor starts in it', () => {
  expect(entry.store.getState().lines).toHaveLength(3)
  expect(at(entry)).toBe('2:item')
  entry.setLine(2, line('c'))
  expect(entry.store.getState().lines).toHaveLength(4)
})
test('Enter runs over what need not be asked', () => {
  entry.moveTo({ row: 0, col: 0 })
  const seen: string[] = []
  while (entry.step(1)) seen.push(at(entry))
  expect(seen).toEqual(['0:qty', '0:rate', '1:item', '1:batch', '1:qty', '1:rate', '2:item'])
  expect(entry.step(1)).toBe(false)
})
test('Shift+Enter runs back and stops at the first cell', () => {
  entry.moveTo({ row: 1, col: 0 })
  expect(entry.step(-1)).toBe(true)
  expect(at(entry)).toBe('0:rate')
  entry.moveTo({ row: 0, col: 0 })
  expect(entry.step(-1)).toBe(false)
})
test('a number is in the line at every key', () => {
  entry.moveTo({ row: 0, col: 3 })
  entry.type('1')
  entry.type('12')
  expect(entry.store.getState().lines[0]?.qty).toBe(12)
  expect(entry.store.getState().lines[1]).toBe(entry.store.getState().arrival[1])
})
test('what cannot be read is kept as typed and changes nothing', () => {
  entry.moveTo({ row: 0, col: 3 })
  entry.type('1x')
  expect(entry.store.getState()).toMatchObject({ text: '1x', unread: true })
  expect(entry.store.getState().lines[0]?.qty).toBe(1)
})
test('text of a searched cell stays local until something is taken', () => {
  entry.type('par')
  expect(items(entry)).toBe('a b')
  expect(entry.store.getState().text).toBe('par')
})
test('Esc gives the cell back as it was on arrival', () => {
  entry.moveTo({ row: 0, col: 3 })
  entry.type('99')
  expect(entry.restore()).toBe(true)
  expect(entry.store.getState().lines[0]?.qty).toBe(1)
  expect(entry.restore()).toBe(false)
})
test('one undo is one cell, in any number of steps, and redo goes forward again', () => {
  entry.moveTo({ row: 0, col: 3 })
  entry.type('2')
  entry.type('25')
  entry.step(1)
  entry.type('7')
  entry.moveRow(1)
  expect(entry.store.getState().lines[0]).toMatchObject({ qty: 25, rate: 7 })
  entry.undo()
  expect(entry.store.getState().lines[0]).toMatchObject({ qty: 25, rate: 10 })
  entry.undo()
  expect(entry.store.getState().lines[0]).toMatchObject({ qty: 1, rate: 10 })
  expect(entry.undo()).toBe(false)
  entry.redo()
  entry.redo()
  expect(entry.store.getState().lines[0]).toMatchObject({ qty: 25, rate: 7 })
})
test('lines are deleted, inserted and repeated, and undone', () => {
  entry.moveTo({ row: 0, col: 0 })
  entry.duplicateLine()
  expect(items(entry)).toBe('a a b')
  expect(new Set(entry.store.getState().lines.map((row) => row.key)).size).toBe(4)
  entry.deleteLine()
  entry.deleteLine()
  expect(items(entry)).toBe('a')
  entry.undo()
  entry.undo()
  expect(items(entry)).toBe('a a b')
  entry.moveTo({ row: 0, col: 3 })
  entry.insertLine()
  expect(at(entry)).toBe('0:item')
  expect(items(entry)).toBe('a a b')
})
test('the blank line at the end cannot be deleted', () => {
  entry.moveTo({ row: 2, col: 0 })
  entry.deleteLine()
  expect(entry.store.getState().lines).toHaveLength(3)
})
test('the arrows stay inside and pass over cells that are only shown', () => {
  entry.moveTo({ row: 0, col: 0 })
  entry.moveRow(-1)
  expect(at(entry)).toBe('0:item')
  entry.moveColumn(1)
  expect(at(entry)).toBe('0:batch')
  entry.moveTo({ row: 0, col: 4 })
  expect(entry.moveColumn(1)).toBe(false)
  entry.moveRow(99)
  expect(at(entry)).toBe('2:rate')
})
test('a recalled draft replaces all without a way back into the old one', () => {
  entry.setLines([line('x')])
  expect(items(entry)).toBe('x')
  expect(entry.undo()).toBe(false)
})
