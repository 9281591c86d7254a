import type { z } from 'zod'
import type { Handlers } from '../../../shared/contract.ts'
import type { Bulk, BulkState, bulkCalls } from '../../../shared/items/bulk-contract.ts'
import { changeProblem, planChange } from '../../../shared/items/plan-change.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { alone } from '../../company/imports/import-tasks.ts'
import { breathe, throwIfStopped } from '../../company/imports/run-job.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { newUid, uidText } from '../../database/uid.ts'
import type { Given, Tasking } from '../../given.ts'
import { inSlices } from '../imports/item-import.ts'
import { applyBulkRows, undoBulkRows } from './apply-bulk.ts'
import { bulkIdsAfter, bulkItems } from './bulk-items.ts'
import { beginBulk, bulkByUid, bulkState, bulksSoFar, stageItem, updateBulk } from './bulk-store.ts'

type Asked = z.output<typeof Bulk>
type State = z.output<typeof BulkState>

/** Refuses a change that cannot be meant: an HSN or rate of wrong shape, no price said, a day before the books begin. */
function checkBulk(db: Reader, { change, from }: Asked): void {
  const problem = changeProblem(change)
  if (problem) {
    const details = { hsn: '', class: '', rate: '', ...('hsn' in change ? { hsn: change.hsn } : {}) }
    throw new Refusal(problem.code, 'This change cannot be made', problem.field, details)
  }
  const begin = db.must(sql.selectFrom('firm').select('books_begin')).books_begin
  if (from < begin) throw new Refusal('items/bulk-before-books', `The books begin on ${begin}`, 'from', { from: begin })
}

type Ask = z.output<(typeof bulkCalls)['bulkPreview']['input']>
function preview(db: Reader, { bulk, only, offset, limit }: Ask) {
  checkBulk(db, bulk)
  const sums = { items: 0, changing: 0, same: 0, errors: 0 }
  const rows: z.output<(typeof bulkCalls)['bulkPreview']['output']>['rows'] = []
  let kept = 0
  for (const item of bulkItems(db, bulk)) {
    const { old, next, problem } = planChange(bulk.change, item)
    const fate = problem ? 'errors' : old === next ? 'same' : 'changing'
    sums.items += 1
    sums[fate] += 1
    if (only !== 'all' && only !== fate) continue
    if (kept >= offset && rows.length < limit) {
      const { name, packLabel, manufacturer } = item
      rows.push({ uid: uidText(item.uid), name, packLabel, manufacturer, old, next, problem })
    }
    kept += 1
  }
  return { rows, total: kept, sums: offset === 0 ? sums : null }
}

const current = (given: Tasking, uid: string): State => bulkState(bulkByUid(given.book.connection.reader, uid))
const stagedAtOnce = 400

/** Notes which items the change is about, so that it can be gone on with after a kill; none are changed yet. */
async function stage(given: Tasking, { title, ...bulk }: Asked & { title: string }): Promise<string> {
  const { connection } = given.book
  const uid = newUid()
  const about = { uid, title: title || `${bulk.change.what} · ${bulk.from}`, at: given.now(), bulk, userId: given.by.id }
  const id = connection.write((tx) => beginBulk(tx, about))
  let rowNo = 0
  for (let after = 0; ; await breathe()) {
    throwIfStopped(given.signal)
    const ids = bulkIdsAfter(connection.reader, bulk, after, stagedAtOnce)
    connection.writeSlice((tx) => {
      for (const item of ids) {
        rowNo += 1
        tx.do(stageItem, { work: id, rowNo, item })
      }
      updateBulk(tx, id, { total: rowNo })
    })
    after = ids.at(-1) ?? after
    if (ids.length < stagedAtOnce) return uid
  }
}

const apply = (given: Tasking, uid: string): Promise<State> =>
  alone(given, uid, async () => {
    const work = bulkByUid(given.book.connection.reader, uid)
    let done = work.done
    await inSlices(given, 'items.applyBulkRows', uid, work.done, (answer, rows) => {
      done = answer.next ?? done + rows
      given.progress({ done: Math.min(done, work.total), total: work.total, note: '' })
    })
    return current(given, uid)
  })

/** Changes of many items: looked at, made, gone on with, taken back. */
export const bulkHandlers: Handlers<typeof bulkCalls, Given> = {
  bulkPreview: (ask, { db }) => preview(db, ask),
  bulkChange: async (input, given) => {
    checkBulk(given.book.connection.reader, input)
    return apply(given, await stage(given, input))
  },
  bulkGoOn: ({ uid }, given) => apply(given, uid),
  bulkUndo: ({ uid }, given) =>
    alone(given, uid, async () => {
      const work = bulkByUid(given.book.connection.reader, uid)
      let done = 0
      await inSlices(
        given,
        'items.undoBulkRows',
        uid,
        work.state === 'undoing' ? work.done : Number.MAX_SAFE_INTEGER,
        (_, rows) => {
          done = Math.min(work.total, done + rows)
          given.progress({ done, total: work.total, note: '' })
        },
      )
      return current(given, uid)
    }),
  bulkChanges: (_, { db }) => bulksSoFar(db).map(bulkState),
  applyBulkRows: (slice, given) => applyBulkRows(given, slice),
  undoBulkRows: (slice, given) => undoBulkRows(given, slice),
}
