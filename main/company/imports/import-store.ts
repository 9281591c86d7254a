import type { importStates } from '../../../shared/company/import-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql, text, type Writer } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { StagedRow } from './read-list.ts'

/** How the file is understood; kept with the import so that it can be gone on with after a kill. */
export type ImportOptions = { columns: string[]; mapping: string[] }
export type ImportResult = {
  good: number
  withErrors: number
  known: number
  created: number
  updated: number
  unchanged: number
  removed: number
  kept: string[]
}
export type StateName = (typeof importStates)[number]
export type Import<O extends ImportOptions = ImportOptions> = {
  id: number
  uid: string
  title: string
  at: string
  state: StateName
  done: number
  total: number
  options: O
  result: ImportResult
}

export const noResult: ImportResult = {
  good: 0,
  withErrors: 0,
  known: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  kept: [],
}
/** So many names of what is kept are told one by one. */
export const mostKept = 200

const byUid = prepared<{ uid: Uint8Array; kind: string }>()((p) =>
  sql.selectFrom('work').selectAll().where('uid', '=', p.uid).where('kind', '=', p.kind),
)

type WorkRow = {
  id: number
  uid: Uint8Array
  title: string
  at: string
  state: string
  done: number
  total: number
  options_json: string | null
  result_json: string | null
}
const asImport = <O extends ImportOptions>(row: WorkRow): Import<O> => ({
  id: row.id,
  uid: uidText(row.uid),
  title: row.title,
  at: row.at,
  state: row.state as StateName,
  done: row.done,
  total: row.total,
  options: JSON.parse(row.options_json ?? '{}'),
  result: { ...noResult, ...JSON.parse(row.result_json ?? '{}') },
})

/** The import of a kind (`items/import`) with this uid; refuses an unknown one. */
export function importByUid<O extends ImportOptions>(db: Reader, kind: string, uid: string): Import<O> {
  const row = db.get(byUid, { uid: uidBytes(uid), kind })
  if (!row) throw new Refusal('company/no-import', 'There is no such import', 'uid', {})
  return asImport<O>(row)
}
export const importsSoFar = <O extends ImportOptions>(db: Reader, kind: string): Import<O>[] =>
  db.rows(sql.selectFrom('work').selectAll().where('kind', '=', kind).orderBy('id', 'desc').limit(50)).map(asImport<O>)

/** An import as its screen sees it. */
export const importState = <O extends ImportOptions>({ uid, title, at, state, done, total, options, result }: Import<O>) => ({
  uid,
  title,
  at,
  state,
  ...options,
  rows: total,
  ...result,
  atRow: done,
})

export function beginImport(
  tx: Writer,
  about: { uid: string; kind: string; title: string; at: string; userId: number; options: ImportOptions },
): number {
  return tx.run(
    sql.insertInto('work').values({
      uid: uidBytes(about.uid),
      kind: about.kind,
      title: about.title,
      state: 'reading' satisfies StateName,
      user_id: about.userId,
      at: about.at,
      options_json: JSON.stringify(about.options),
      result_json: JSON.stringify(noResult),
    }),
  ).lastId
}

export function updateImport(
  tx: Writer,
  id: number,
  set: { state?: StateName; done?: number; total?: number; options?: ImportOptions; result?: ImportResult },
): void {
  const { options, result, ...plain } = set
  const json = {
    ...(options && { options_json: JSON.stringify(options) }),
    ...(result && { result_json: JSON.stringify(result) }),
  }
  tx.run(
    sql
      .updateTable('work')
      .set({ ...(plain as { state: string }), ...json })
      .where('id', '=', id),
  )
}

/** Staged rows are `good` or `error` until applied; then what became of them. */
export type RowState = 'good' | 'error' | 'created' | 'updated' | 'same' | 'undone' | 'kept'

const stage = prepared<{ work: number; rowNo: number; raw: string }>()((p) =>
  sql.insertInto('staging').values({ work_id: p.work, row_no: p.rowNo, raw_json: p.raw, state: 'good' }),
)
export function stageRows(tx: Writer, workId: number, rows: readonly StagedRow[]): void {
  for (const [rowNo, raw] of rows) tx.do(stage, { work: workId, rowNo, raw })
}

export type Staged = {
  rowNo: number
  raw: string
  errors: string | null
  state: RowState
  itemId: number | null
  seq: number | null
}

/** Rows after one of the file, in its order. */
export const rowsAfter = prepared<{ work: number; rowNo: number; limit: number }>()(
  (
    p,
  ) => text<Staged>`select row_no as rowNo, raw_json as raw, errors_json as errors, state, entity_id as itemId, applied_seq as seq
    from staging where work_id = ${p.work} and row_no > ${p.rowNo} order by row_no limit ${p.limit}`,
)
/** Rows not after one of the file, the last first. */
export const rowsBefore = prepared<{ work: number; rowNo: number; limit: number }>()(
  (
    p,
  ) => text<Staged>`select row_no as rowNo, raw_json as raw, errors_json as errors, state, entity_id as itemId, applied_seq as seq
    from staging where work_id = ${p.work} and row_no < ${p.rowNo} order by row_no desc limit ${p.limit}`,
)

export const markChecked = prepared<{ work: number; rowNo: number; state: RowState; errors: string | null }>()((p) =>
  sql
    .updateTable('staging')
    .set({ state: p.state, errors_json: p.errors })
    .where('work_id', '=', p.work)
    .where('row_no', '=', p.rowNo),
)
export const markApplied = prepared<{ work: number; rowNo: number; state: RowState; item: number; seq: number }>()((p) =>
  sql
    .updateTable('staging')
    .set({ state: p.state, entity_id: p.item, applied_seq: p.seq })
    .where('work_id', '=', p.work)
    .where('row_no', '=', p.rowNo),
)

/** A page of staged rows: all, those that are (or were) good, or those with errors. */
export function stagedPage(db: Reader, workId: number, only: 'all' | 'good' | 'errors', offset: number, limit: number): Staged[] {
  return db.rows(
    sql
      .selectFrom('staging')
      .select([
        'row_no as rowNo',
        'raw_json as raw',
        'errors_json as errors',
        'state',
        'entity_id as itemId',
        'applied_seq as seq',
      ])
      .where('work_id', '=', workId)
      .$if(only === 'errors', (query) => query.where('state', '=', 'error'))
      .$if(only === 'good', (query) => query.where('state', '<>', 'error'))
      .orderBy('row_no')
      .limit(limit)
      .offset(offset),
  ) as Staged[]
}

/** Takes up to so many staged rows of an import away, and the import itself with the last; false while some are left. */
export function dropSlice(tx: Writer, workId: number, count: number): boolean {
  const { changes } = tx.run(
    text`delete from staging where work_id = ${workId} and row_no in (select row_no from staging where work_id = ${workId} limit ${count})`,
  )
  if (changes === count) return false
  tx.run(sql.deleteFrom('work').where('id', '=', workId))
  return true
}
