import type { Align } from '../shared/paper.ts'
import { printerLetters } from './printer-letters.ts'

/** A column of a table in fixed-width characters; `grow` takes the room that is left and wraps. */
export type GridColumn = { readonly head: string; readonly align: Align; readonly grow: boolean }
export type Grid = { readonly columns: readonly GridColumn[]; readonly rows: readonly (readonly string[])[] }

/** Rows as lines of text: the head's, each row's, the closing row's. */
export type SetGrid = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly string[]
}

const gap = 1
/** A longer batch or pack wraps inside its column. */
const longestCode = 14
/** Names of goods in less than this are not worth reading: they get a line of their own. */
const leastForNames = 18

/** Text cut into lines of at most `width`, at blanks where there are any; a word longer than the line is broken. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (let word of text.split(' ').filter(Boolean)) {
    while (word.length > width) {
      const room = line ? width - line.length - 1 : width
      if (room >= 4 || !line) {
        lines.push(line ? `${line} ${word.slice(0, room)}` : word.slice(0, room))
        word = word.slice(room)
      } else lines.push(line)
      line = ''
    }
    if (!word) continue
    if (!line) line = word
    else if (line.length + 1 + word.length <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  if (line || lines.length === 0) lines.push(line)
  return lines
}

export const aligned = (text: string, width: number, align: Align): string =>
  align === 'right'
    ? text.padStart(width)
    : align === 'center'
      ? `${' '.repeat(Math.max(0, Math.floor((width - text.length) / 2)))}${text}`
      : text.padEnd(width)

type Sized = { readonly at: number; readonly width: number; readonly align: Align }

/** Cells beside one another, each wrapped in its own column. */
function beside(cells: readonly string[], columns: readonly Sized[], indent = 0): string[] {
  const texts = columns.map(({ at, width }) => wrap(cells[at] ?? '', width))
  const height = Math.max(1, ...texts.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) =>
    `${' '.repeat(indent)}${columns.map(({ width, align }, at) => aligned(texts[at]?.[row] ?? '', width, align)).join(' ')}`.trimEnd(),
  )
}

const total = (columns: readonly Sized[]) =>
  columns.reduce((sum, { width }) => sum + width, 0) + gap * Math.max(0, columns.length - 1)

/** Columns in as few lines as they need, in their order; the last line ends at the paper's edge. */
function grouped(columns: readonly Sized[], width: number): Sized[][] {
  const groups: Sized[][] = [[]]
  for (const column of columns) {
    const last = groups.at(-1) as Sized[]
    if (last.length > 0 && total([...last, column]) > width) groups.push([column])
    else last.push(column)
  }
  return groups
}

/**
 * A table as lines of at most `width` characters. All columns stand beside one another when the growing one keeps room for names;
 * otherwise names get a line of their own and the figures go below in as many aligned lines as they need. A figure is never broken
 * or cut: only text wraps. Columns in which nothing stands are left out.
 */
export function setGrid(given: Grid & { readonly totals: readonly string[] | null }, width: number): SetGrid {
  const plain = (cells: readonly string[]) => cells.map(printerLetters)
  const rows = given.rows.map(plain)
  const totals = given.totals ? plain(given.totals) : null
  const heads = given.columns.map(({ head }) => printerLetters(head))
  const every = totals ? [...rows, totals] : rows
  const used = given.columns.map((column, at) => ({ column, at })).filter(({ at }) => every.some((cells) => cells[at]))
  const needs = used.map(({ column, at }): Sized => {
    const longest = Math.max(heads[at]?.length ?? 0, ...every.map((cells) => cells[at]?.length ?? 0))
    return {
      at,
      align: column.align,
      width: Math.min(width, column.align === 'right' ? longest : Math.min(longest, longestCode)),
    }
  })
  const grow = used.findIndex(({ column }) => column.grow)
  const fixed = needs.filter((_, index) => index !== grow)
  const name = needs[grow]
  const left = width - total(fixed) - gap
  const lines = (set: (cells: readonly string[]) => string[]): SetGrid => ({
    head: set(heads),
    rows: rows.map(set),
    totals: totals ? set(totals) : [],
  })
  if (!name) {
    const groups = grouped(needs, width)
    return lines((cells) =>
      groups.flatMap((group, at) => beside(cells, group, at === groups.length - 1 ? width - total(group) : 0)),
    )
  }
  const longestName = Math.max(...every.map((cells) => cells[name.at]?.length ?? 0))
  if (left >= Math.min(leastForNames, longestName))
    return lines((cells) =>
      beside(
        cells,
        needs.map((column) => (column === name ? { ...column, width: left } : column)),
      ),
    )
  // the running number goes with the name, whatever else stood before it goes below
  const number = fixed.filter((column) => column.width <= 4 && needs.indexOf(column) < grow)
  const groups = grouped(
    fixed.filter((column) => !number.includes(column)),
    width,
  )
  return lines((cells) => [
    ...wrap([...number.map(({ at }) => cells[at] ?? ''), cells[name.at] ?? ''].filter(Boolean).join(' '), width),
    ...groups
      .filter((group) => group.some(({ at }) => cells[at]))
      .flatMap((group) => beside(cells, group, group === groups.at(-1) ? width - total(group) : 0)),
  ])
}
