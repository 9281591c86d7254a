import type { Reader } from '../../database/connection.ts'
import { type RowState, rowsAfter } from './import-store.ts'

/** What stands against a row: errors are data. */
export type Problem = { code: string; field: string; details?: Record<string, string | number | boolean | null> | undefined }
/** Understands one row of a list after another: what is wrong with it, and whether it is about something already in the book. */
export type Look = (cells: readonly string[], rowNo: number) => { errors: Problem[]; known: boolean }
/** Begins to look through a list under a mapping. */
export type Looker = (db: Reader, mapping: readonly string[]) => Look

/** `list` names whose rows they are: the worker knows the looker by it. */
export type CheckJob = { kind: 'check'; list: string; bookFile: string; workId: number; mapping: readonly string[] }
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
  { workId, mapping }: Pick<CheckJob, 'workId' | 'mapping'>,
  looker: Looker,
): Generator<CheckEvent> {
  const look = looker(db, mapping)
  const counts = { done: 0, good: 0, withErrors: 0, known: 0 }
  let after = -1
  for (;;) {
    const rows = db.all(rowsAfter, { work: workId, rowNo: after, limit: sliceRows })
    const changed: CheckEvent['changed'] = []
    for (const staged of rows) {
      const { errors, known } = look(JSON.parse(staged.raw), staged.rowNo)
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
