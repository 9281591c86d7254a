import type { z } from 'zod'
import type { Bulk } from '../../../shared/items/bulk-contract.ts'
import { type Planned, planChange } from '../../../shared/items/plan-change.ts'
import type { BasisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { markApplied, markChecked, mostKept, rowsAfter, rowsBefore } from '../../company/imports/import-store.ts'
import { nextSeq } from '../../company/journal.ts'
import { type Change, change } from '../../company/records.ts'
import type { Writing } from '../../given.ts'
import { type Noted, notedFor, restore } from '../imports/undo-rows.ts'
import { itemRowById } from '../item-store.ts'
import { listId } from '../price-lists.ts'
import { type BulkItem, bulkItemsOf } from './bulk-items.ts'
import { bulkByUid, updateBulk } from './bulk-store.ts'

type Asked = z.output<typeof Bulk>
type Slice = { uid: string; from: number; count: number }

/** One slice: items after row `from`, read again as they are now. One journal row, named with the change. */
export function applyBulkRows(given: Writing, { uid, from, count }: Slice): { next: number | null } {
  const { tx } = given
  const work = bulkByUid(tx, uid)
  if (work.state !== 'ready' && work.state !== 'stopped')
    throw new Refusal('items/bulk-applied', 'This change was made already', 'uid', {})
  const staged = tx.all(rowsAfter, { work: work.id, rowNo: from, limit: count })
  const waiting = staged.filter((row) => row.state === 'good' && row.itemId !== null)
  const items = new Map(
    bulkItemsOf(
      tx,
      work.bulk,
      waiting.map((row) => row.itemId as number),
    ).map((item) => [item.id, item]),
  )
  const changes: Change[] = []
  const result = { ...work.result }
  const seq = nextSeq(tx)
  for (const row of waiting) {
    const item = items.get(row.itemId as number)
    const plan = item && planChange(work.bulk.change, item)
    if (!item || !plan || plan.problem) {
      const problem = { code: plan?.problem ?? 'items/unknown', field: 'item' }
      tx.do(markChecked, { work: work.id, rowNo: row.rowNo, state: 'error', errors: JSON.stringify([problem]) })
      result.withErrors += 1
      continue
    }
    const own = changesOf(given, work.bulk, item, plan)
    changes.push(...own)
    result[own.length ? 'changed' : 'same'] += 1
    tx.do(markApplied, { work: work.id, rowNo: row.rowNo, state: own.length ? 'updated' : 'same', item: item.id, seq })
  }
  if (changes.length) change(given, changes, { entity: 'item', reason: work.title, workId: work.id })
  const last = staged.length < count
  const upto = staged.at(-1)?.rowNo ?? from
  updateBulk(tx, work.id, { state: last ? 'done' : 'stopped', done: upto, result })
  return { next: last ? null : upto }
}

function changesOf({ tx }: Writing, { change: wanted, from }: Asked, item: BulkItem, plan: Planned): Change[] {
  if (plan.old === plan.next) return []
  switch (wanted.what) {
    case 'tax':
    case 'hsn': {
      const taxable = wanted.what === 'tax' ? wanted.class : item.taxClass
      const row = {
        item_id: item.id,
        from_date: from,
        class: taxable,
        rate_bp: (wanted.what === 'tax' ? wanted.rateBp : item.rateBp) as BasisPoints,
        cess_bp: (taxable === 'taxable' ? item.cessBp : 0) as BasisPoints,
        hsn: wanted.what === 'hsn' ? wanted.hsn : item.hsn,
      }
      return [{ insert: 'item_tax', row }]
    }
    case 'price':
      return [
        {
          insert: 'price',
          row: { list_id: listId(tx, wanted.tier), item_id: item.id, unit: item.saleUnit, from_date: from, rate_e4: plan.rateE4 },
        },
      ]
    case 'schedule':
      return [{ update: 'item', id: item.id, set: { schedule: wanted.schedule } }]
    case 'status':
      return [{ update: 'item', id: item.id, set: { status: wanted.status } }]
    default:
      return [{ update: 'item', id: item.id, set: { [wanted.what]: wanted.text } }]
  }
}

/** One slice of taking a change back, items before row `from`, the last first. What somebody has changed since stays, and is named. */
export function undoBulkRows(given: Writing, { uid, from, count }: Slice): { next: number | null } {
  const { tx } = given
  const work = bulkByUid(tx, uid)
  if (work.state !== 'done' && work.state !== 'stopped' && work.state !== 'undoing')
    throw new Refusal('items/bulk-nothing', 'There is nothing to take back', 'uid', {})
  const staged = tx.all(rowsBefore, { work: work.id, rowNo: from, limit: count })
  const changes: Change[] = []
  const after: (() => void)[] = []
  const notes = new Map<number, Map<number, Noted[]>>()
  const kept: string[] = []
  let restored = 0
  for (const row of staged) {
    if (row.itemId === null || row.seq === null || row.state !== 'updated') continue
    const item = itemRowById(tx, row.itemId)
    if (!item) throw new Error(`change ${work.id}: item ${row.itemId} is gone`)
    const own = restore(tx, item, row.seq, notedFor(tx, notes, row, item.id), after, given)
    changes.push(...own)
    if (own.length) restored += 1
    else kept.push(item.name)
    tx.do(markApplied, { work: work.id, rowNo: row.rowNo, state: own.length ? 'undone' : 'kept', item: item.id, seq: row.seq })
  }
  if (changes.length) change(given, changes, { entity: 'item', reason: `undo: ${work.title}`, workId: work.id })
  for (const settle of after) settle()
  const last = staged.length < count
  const next = staged.at(-1)?.rowNo ?? from
  updateBulk(tx, work.id, {
    state: last ? 'undone' : 'undoing',
    done: last ? 0 : next,
    result: {
      ...work.result,
      restored: work.result.restored + restored,
      kept: [...work.result.kept, ...kept].slice(0, mostKept),
    },
  })
  return { next: last ? null : next }
}
