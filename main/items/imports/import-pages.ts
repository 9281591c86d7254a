import type { z } from 'zod'
import { type Problem, understandRow } from '../../../shared/items/catalogue-row.ts'
import type { items } from '../../../shared/items/contract.ts'
import { importByUid, stagedPage } from '../../company/imports/import-store.ts'
import type { Reader } from '../../database/connection.ts'
import { type ItemOptions, itemList } from './item-import.ts'

type Ask = z.output<(typeof items)['importRows']['input']>

/** A page of staged rows, each with what it is understood as under the import's mapping. */
export function importRows(db: Reader, { uid, only, offset, limit }: Ask) {
  const work = importByUid<ItemOptions>(db, itemList.kind, uid)
  const { good, withErrors } = work.result
  const checked = work.state !== 'read' && work.state !== 'reading'
  const rows = stagedPage(db, work.id, only, offset, limit).map((staged) => {
    const raw = JSON.parse(staged.raw) as string[]
    const { row, errors } = understandRow(raw, work.options.mapping)
    return {
      rowNo: staged.rowNo,
      raw,
      parsed: row.name === '' ? null : row,
      errors: checked ? (JSON.parse(staged.errors ?? '[]') as Problem[]) : errors,
    }
  })
  return { total: only === 'all' || !checked ? work.total : only === 'good' ? good : withErrors, rows }
}
