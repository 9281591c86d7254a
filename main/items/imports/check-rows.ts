import type { ImportField } from '../../../shared/items/catalogue-columns.ts'
import { type Problem, repeats, understandRow } from '../../../shared/items/catalogue-row.ts'
import type { Reader } from '../../database/connection.ts'
import { type RowState, rowsAfter } from './import-store.ts'
import { problemsWith, targetOf } from './target.ts'

export type CheckJob = { kind: 'check'; bookFile: string; workId: number; mapping: ImportField[] }
/** Rows whose state or errors are not as stored, and the counts so far. */
export type CheckEvent = {
  kind: 'checked'
  changed: { rowNo: number; state: RowState; errors: string | null }[]
  done: number
  good: number
  withErrors: number
  known: number
}

const sliceRows = 300

/**
 * Understands every staged row of an import and looks up what it is about; reads only. Each event is a slice of rows, of which only
 * those that must be written again are told.
 */
export function* checkRows(
  db: Reader,
  { workId, mapping }: { workId: number; mapping: readonly ImportField[] },
): Generator<CheckEvent> {
  const repeated = repeats()
  const counts = { done: 0, good: 0, withErrors: 0, known: 0 }
  let after = -1
  for (;;) {
    const rows = db.all(rowsAfter, { work: workId, rowNo: after, limit: sliceRows })
    const changed: CheckEvent['changed'] = []
    for (const staged of rows) {
      const { errors, known } = look(db, JSON.parse(staged.raw), mapping, (row) => repeated(row, staged.rowNo))
      const state: RowState = errors.length ? 'error' : 'good'
      const json = errors.length ? JSON.stringify(errors) : null
      if (state !== staged.state || json !== staged.errors) changed.push({ rowNo: staged.rowNo, state, errors: json })
      counts[errors.length ? 'withErrors' : 'good'] += 1
      if (known && !errors.length) counts.known += 1
    }
    counts.done += rows.length
    after = rows.at(-1)?.rowNo ?? after
    yield { kind: 'checked', changed, ...counts }
    if (rows.length < sliceRows) return
  }
}

function look(
  db: Reader,
  cells: readonly string[],
  mapping: readonly ImportField[],
  repeated: (row: ReturnType<typeof understandRow>['row']) => Problem[],
) {
  const { row, errors } = understandRow(cells, mapping)
  if (errors.length) return { errors, known: false }
  const target = targetOf(db, row)
  return { errors: [...repeated(row), ...problemsWith(db, row, target)], known: target !== undefined }
}
