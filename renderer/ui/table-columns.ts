import { cellText, isNumericKind, type ListColumn, valueAt } from '../../shared/list-file.ts'
import { rupees } from './format.ts'
import type { Column, Sums } from './table-layout.ts'

type Finished<Row> = Column<Row> & { cell: NonNullable<Column<Row>['cell']>; sumPath?: string }
const finished = new WeakMap<object, Finished<never>>()

/** A column with what its kind implies: the side it stands on, how its value is written, its total. The same object for the same column, so rows are not drawn again. */
export function finishedColumn<Row>(column: Column<Row>): Finished<Row> {
  const known = finished.get(column)
  if (known) return known as unknown as Finished<Row>
  const { kind = 'text', path, sum } = column
  const told = { kind, path: path ?? '', words: column.words, per: column.per }
  const made: Finished<Row> = {
    ...column,
    numeric: column.numeric ?? isNumericKind(kind),
    cell: column.cell ?? ((row) => (path === undefined ? null : cellText(valueAt(row, path), told, row))),
    ...(typeof sum === 'string' ? { sumPath: sum, sum: (sums: Sums) => sumText(sums, kind, sum) } : {}),
  }
  finished.set(column, made as unknown as Finished<never>)
  return made
}

function sumText(sums: Sums, kind: NonNullable<Column<unknown>['kind']>, path: string): string {
  const value = valueAt(sums, path)
  return kind === 'money' && typeof value === 'number' ? rupees(value) : cellText(value, { kind, path })
}

/** The columns on show as they go into a file; those whose value has no name in the row stay on screen. */
export const fileColumns = <Row>(columns: readonly Finished<Row>[]): ListColumn[] =>
  columns.flatMap(({ kind = 'text', path, title, heading, words, per, grow, sumPath }) =>
    path === undefined
      ? []
      : [
          {
            title: heading ?? title,
            kind,
            path,
            ...(words ? { words } : {}),
            ...(per ? { per } : {}),
            ...(grow ? { grow } : {}),
            ...(sumPath ? { sum: sumPath } : {}),
          },
        ],
  )
