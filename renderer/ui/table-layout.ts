import type { ReactNode } from 'react'
import { createStore } from 'zustand/vanilla'
import type { CellKind } from '../../shared/list-file.ts'

export type Sums = Readonly<Record<string, number | null | undefined>>
/** A value of the row by its name, or deeper: `totals.netPaise`. */
type PathIn<Row> = (keyof Row & string) | `${keyof Row & string}.${string}`
export type Column<Row> = {
  id: string
  title: string
  /** What it is called where it cannot go without a name (chooser, files), when its head is blank. */
  heading?: string
  /** What the value is: decides side, writing, and what stands in a file. Text unless said. */
  kind?: CellKind
  /** Where the value stands in the row. Without it the column does not leave in a file. */
  path?: PathIn<Row>
  /** What stands for a code: { cash: t('sales.modes.cash') }. */
  words?: Readonly<Record<string, string>>
  /** Where the row holds the size of the unit a quantity is told in. */
  per?: PathIn<Row>
  /** Pixels. Size money columns for 99,99,99,99,999.99 (about 150) where a total may be in crores. */
  width: number
  /** Takes what room is left, and gives up to a quarter of its width before the list has to be moved sideways. */
  grow?: boolean
  numeric?: boolean
  weight?: 'strong' | 'dim'
  /** False: the head is not a button. Sorting is done by main, by this column's id. */
  sortable?: boolean
  /** Not shown until chosen. */
  hidden?: boolean
  /** When it is drawn otherwise than its kind is written: pills, codes. */
  cell?: (row: Row) => ReactNode
  /** In the foot and in files, from the sums over the whole filter: where the sum stands, or how it is drawn (then in no file). */
  sum?: string | ((sums: Sums) => ReactNode)
}
export type Sort = { readonly by: string; readonly descending: boolean }

/** What a user changed about a table; kept per screen. */
export type Layout = {
  readonly order?: readonly string[] | undefined
  readonly hidden?: readonly string[] | undefined
  readonly widths?: Readonly<Record<string, number>> | undefined
  readonly sort?: Sort | null | undefined
}

type ColumnFacts = Pick<Column<unknown>, 'id' | 'width' | 'grow' | 'hidden'>

/** All columns in the user's order; columns he has never seen stand where they are declared, after their neighbour. */
export function ordered<C extends ColumnFacts>(columns: readonly C[], layout: Layout): C[] {
  const known = (layout.order ?? []).filter((id) => columns.some((column) => column.id === id))
  const result = known.map((id) => columns.find((column) => column.id === id) as C)
  columns.forEach((column, index) => {
    if (known.includes(column.id)) return
    const before = columns[index - 1]
    const at = before ? result.findIndex((other) => other.id === before.id) + 1 : 0
    result.splice(at, 0, column)
  })
  return result
}

export const isHidden = (column: ColumnFacts, layout: Layout): boolean =>
  layout.hidden ? layout.hidden.includes(column.id) : column.hidden === true

/** The columns on show. One always stays, or there would be nothing to click on to get the others back. */
export function shownColumns<C extends ColumnFacts>(columns: readonly C[], layout: Layout): C[] {
  const all = ordered(columns, layout)
  const shown = all.filter((column) => !isHidden(column, layout))
  return shown.length > 0 ? shown : all.slice(0, 1)
}

const leastOf = (width: number) => Math.round(width * 0.75)
/** CSS tracks for the columns. */
export function tracks(columns: readonly ColumnFacts[], layout: Layout): string {
  return columns
    .map((column) => {
      const width = layout.widths?.[column.id] ?? column.width
      return column.grow && layout.widths?.[column.id] === undefined ? `minmax(${leastOf(width)}px, 1fr)` : `${width}px`
    })
    .join(' ')
}

/** Moves a column one place. */
export function movedColumn(columns: readonly ColumnFacts[], layout: Layout, id: string, by: 1 | -1): Layout {
  const ids = ordered(columns, layout).map((column) => column.id)
  const at = ids.indexOf(id)
  const to = at + by
  if (at < 0 || to < 0 || to >= ids.length) return layout
  ids.splice(at, 1)
  ids.splice(to, 0, id)
  return { ...layout, order: ids }
}

const step = 20
const narrowest = 40
/** A column one step wider or narrower. */
export const widened = (column: ColumnFacts, layout: Layout, by: 1 | -1): Layout => ({
  ...layout,
  widths: { ...layout.widths, [column.id]: Math.max(narrowest, (layout.widths?.[column.id] ?? column.width) + by * step) },
})

/** Shows or hides a column. */
export function toggledColumn(columns: readonly ColumnFacts[], layout: Layout, id: string): Layout {
  const hidden = columns.filter((column) => isHidden(column, layout)).map((column) => column.id)
  return { ...layout, hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] }
}

/** Sorts by a column, or turns its direction: numbers start with the largest. */
export const nextSort = (sort: Sort | null, column: Pick<Column<unknown>, 'id' | 'numeric'>): Sort =>
  sort?.by === column.id
    ? { by: column.id, descending: !sort.descending }
    : { by: column.id, descending: column.numeric === true }

const savedAs = 'bahi.table.'
const layouts = createStore<{ readonly by: Readonly<Record<string, Layout>> }>(() => ({ by: {} }))
export const layoutStore = layouts

/** The layout kept for a table. */
export function layoutOf(id: string): Layout {
  const known = layouts.getState().by[id]
  if (known) return known
  let read: Layout = {}
  try {
    read = JSON.parse(localStorage.getItem(savedAs + id) ?? '{}') as Layout
  } catch {
    localStorage.removeItem(savedAs + id)
  }
  layouts.setState(({ by }) => ({ by: { ...by, [id]: read } }))
  return read
}

/** Changes and keeps a table's layout. */
export function keepLayout(id: string, layout: Layout): void {
  layouts.setState(({ by }) => ({ by: { ...by, [id]: layout } }))
  localStorage.setItem(savedAs + id, JSON.stringify(layout))
}
