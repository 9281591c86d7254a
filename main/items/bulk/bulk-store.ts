import type { z } from 'zod'
import type { Bulk, BulkState } from '../../../shared/items/bulk-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql, type Writer } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidBytes, uidText } from '../../database/uid.ts'

type State = z.output<typeof BulkState>
type Result = Pick<State, 'changed' | 'same' | 'withErrors' | 'restored' | 'kept'>
export type BulkWork = {
  id: number
  uid: string
  title: string
  at: string
  state: State['state']
  done: number
  total: number
  bulk: z.output<typeof Bulk>
  result: Result
}

const kind = 'items/bulk'
const nothing: Result = { changed: 0, same: 0, withErrors: 0, restored: 0, kept: [] }
type Row = Pick<BulkWork, 'id' | 'title' | 'at' | 'done' | 'total'> & {
  uid: Uint8Array
  state: string
  options_json: string | null
  result_json: string | null
}
const asWork = (row: Row): BulkWork => ({
  id: row.id,
  uid: uidText(row.uid),
  title: row.title,
  at: row.at,
  state: row.state as State['state'],
  done: row.done,
  total: row.total,
  bulk: JSON.parse(row.options_json ?? '{}'),
  result: { ...nothing, ...JSON.parse(row.result_json ?? '{}') },
})

/** The change with this uid; refuses an unknown one. */
export function bulkByUid(db: Reader, uid: string): BulkWork {
  const row = db.row(sql.selectFrom('work').selectAll().where('uid', '=', uidBytes(uid)).where('kind', '=', kind))
  if (!row) throw new Refusal('items/no-bulk', 'There is no such change', 'uid', {})
  return asWork(row)
}
export const bulksSoFar = (db: Reader): BulkWork[] =>
  db.rows(sql.selectFrom('work').selectAll().where('kind', '=', kind).orderBy('id', 'desc').limit(50)).map(asWork)

export const bulkState = ({ uid, title, at, state, total, bulk, result }: BulkWork): State => ({
  uid,
  title,
  at,
  state,
  bulk,
  items: total,
  ...result,
})

export const beginBulk = (tx: Writer, about: Pick<BulkWork, 'uid' | 'title' | 'at' | 'bulk'> & { userId: number }): number =>
  tx.run(
    sql.insertInto('work').values({
      uid: uidBytes(about.uid),
      kind,
      title: about.title,
      state: 'ready',
      user_id: about.userId,
      at: about.at,
      options_json: JSON.stringify(about.bulk),
      result_json: JSON.stringify(nothing),
    }),
  ).lastId

export function updateBulk(
  tx: Writer,
  id: number,
  { result, ...plain }: { state?: State['state']; done?: number; total?: number; result?: Result },
): void {
  tx.run(
    sql
      .updateTable('work')
      .set({ ...(plain as { state: string }), ...(result && { result_json: JSON.stringify(result) }) })
      .where('id', '=', id),
  )
}

/** An item waiting its turn; it has no row of a file. */
export const stageItem = prepared<{ work: number; rowNo: number; item: number }>()((p) =>
  sql.insertInto('staging').values({ work_id: p.work, row_no: p.rowNo, raw_json: '[]', state: 'good', entity_id: p.item }),
)
