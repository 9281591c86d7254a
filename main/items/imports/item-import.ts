import type { z } from 'zod'
import { guessMapping, type ImportField, itemHeads } from '../../../shared/items/catalogue-columns.ts'
import { repeats, understandRow } from '../../../shared/items/catalogue-row.ts'
import type { items } from '../../../shared/items/contract.ts'
import { type BasisPoints, basisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Looker } from '../../company/imports/check-rows.ts'
import {
  alone,
  applyImport,
  type ImportList,
  nextCount,
  type SliceAnswer,
  inSlices as slices,
  tendEvery,
  value,
} from '../../company/imports/import-tasks.ts'
import { breathe, throwIfStopped } from '../../company/imports/run-job.ts'
import type { Tasking } from '../../given.ts'
import { mergeWidth } from '../search-index.ts'
import { problemsWith, targetOf } from './target.ts'

export type ItemOptions = { columns: string[]; mapping: ImportField[]; hsn: string; gstBp: BasisPoints }
type CheckInput = z.output<(typeof items)['checkImport']['input']>

/** What rows that name no HSN or rate get unless the person says otherwise: medicaments put up for retail, 5 %. */
const usualHsn = '3004'
const usualGstBp = basisPoints(500)

/** Rows of a catalogue: what is wrong with each, and whether it is about an item already there. */
export const lookAtItems: Looker = (db, mapping) => {
  const repeated = repeats()
  return (cells, rowNo) => {
    const { row, errors } = understandRow(cells, mapping as readonly ImportField[])
    if (errors.length) return { errors, known: false }
    const target = targetOf(db, row)
    return { errors: [...repeated(row, rowNo), ...problemsWith(db, row, target)], known: target !== undefined }
  }
}

const tendPages = 8
async function tendOnce(given: Tasking): Promise<boolean> {
  const { more } = await value<{ more: boolean }>(given, 'items.tendSearch', { pages: tendPages })
  await breathe()
  return more
}

/** A catalogue that comes in. */
export const itemList: ImportList<ItemOptions, CheckInput> = {
  kind: 'items/import',
  list: 'items',
  heads: itemHeads,
  look: lookAtItems,
  usual: (columns) => ({ columns, mapping: guessMapping(columns), hsn: usualHsn, gstBp: usualGstBp }),
  wanted: ({ mapping, hsn, gstBp }, columns) => {
    if (!/^(\d{4}|\d{6}|\d{8})$/.test(hsn)) throw new Refusal('items/hsn-shape', 'An HSN has 4, 6 or 8 digits', 'hsn', { hsn })
    return { columns, mapping, hsn, gstBp }
  },
  applyCall: 'items.applyImportRows',
  undoCall: 'items.undoImportRows',
  tend: tendOnce,
}

/** Applies a catalogue with the search index merging many pieces at once meanwhile. */
export async function applyItems(uid: string, given: Tasking) {
  const { connection } = given.book
  connection.writeSlice((tx) => mergeWidth(tx, 16))
  try {
    return await applyImport(itemList, uid, given)
  } finally {
    connection.writeSlice((tx) => mergeWidth(tx, 4))
  }
}

/** Runs a command slice after slice, tending the search index between them. */
export const inSlices = <A extends SliceAnswer>(
  given: Tasking,
  name: string,
  uid: string,
  from: number,
  onSlice: (answer: A, rows: number) => void,
): Promise<void> => slices<A>(given, { name, uid, from, tend: tendOnce }, onSlice)

/** Makes the search index anew beside the one in use, then tends it. */
export const rebuildSearchWhole = (given: Tasking): Promise<{ ok: true }> =>
  alone(given, 'search', async () => {
    let most = 0
    let count = 60
    for (let slice = 0, done = false; !done; slice += 1) {
      throwIfStopped(given.signal)
      const began = performance.now()
      const answer = await value<{ done: boolean; left: number }>(given, 'items.rebuildSearchRows', {
        count,
        restart: slice === 0,
      })
      count = nextCount(count, performance.now() - began)
      done = answer.done
      most = Math.max(most, answer.left)
      given.progress({ done: most - answer.left, total: most, note: '' })
      await breathe()
      if (slice % tendEvery === 0) await tendOnce(given)
    }
    while (await tendOnce(given)) throwIfStopped(given.signal)
    return { ok: true }
  })
