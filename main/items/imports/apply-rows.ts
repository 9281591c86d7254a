import type { LocalDate } from '../../../shared/calendar.ts'
import { type Problem, type Row, understandRow } from '../../../shared/items/catalogue-row.ts'
import type { BasisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import {
  type Import,
  importByUid,
  markApplied,
  markChecked,
  type RowState,
  rowsAfter,
  updateImport,
} from '../../company/imports/import-store.ts'
import { nextSeq } from '../../company/journal.ts'
import { type Change, change } from '../../company/records.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { newUid, uidBytes } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { barcodeChanges, columnChanges, type ItemColumns, priceChanges, taxChanges, unitChanges } from '../item-changes.ts'
import { taxOn } from '../item-facts.ts'
import { barcodesOf, hasMoved, type ItemRow, nextItemId, type Prices } from '../item-store.ts'
import { indexItem, indexNewItems } from '../search-index.ts'
import { type ItemOptions, itemList } from './item-import.ts'
import { problemsWith, targetOf } from './target.ts'

export type Slice = { uid: string; from: number; count: number }

type Done = { rowNo: number; state: RowState; itemId: number; index: (() => void) | null; added?: { id: number; item: Row } }

/**
 * Applies good rows after row `from`: new items, and what a row says of items already there. One journal row for the slice, named with
 * the import. Refuses an import that is not checked. A row that the catalogue no longer allows becomes a row with errors.
 */
export function applyRows(
  given: Writing,
  { uid, from, count }: Slice,
): { next: number | null; created: number; updated: number } {
  const { tx } = given
  const work = importByUid<ItemOptions>(tx, itemList.kind, uid)
  if (work.state === 'done' || work.state === 'undoing' || work.state === 'undone')
    throw new Refusal('company/import-applied', 'This import was applied already', 'uid', {})
  if (work.state !== 'checked' && work.state !== 'stopped')
    throw new Refusal('company/import-not-checked', 'Check the import first', 'uid', {})
  const staged = tx.all(rowsAfter, { work: work.id, rowNo: from, limit: count })
  const context = { given, options: work.options, begin: firstDay(tx), nextId: nextItemId(tx) }
  const changes: Change[] = []
  const done: Done[] = []
  const touched = new Set<number>()
  let refused = 0
  let upto = from
  let cut = false
  for (const row of staged) {
    // a row applied before a kill, or one with errors: passed over
    if (row.state !== 'good') {
      upto = row.rowNo
      continue
    }
    const said = understandRow(JSON.parse(row.raw), work.options.mapping).row
    const target = targetOf(tx, said)
    // an earlier row of the slice changes it: this one is understood once that has been written, however long slices are
    cut = target !== undefined && touched.has(target.id)
    if (cut) break
    upto = row.rowNo
    const applied = applyRow(context, said, target)
    if ('problems' in applied) {
      tx.do(markChecked, { work: work.id, rowNo: row.rowNo, state: 'error', errors: JSON.stringify(applied.problems) })
      refused += 1
      continue
    }
    const { changes: own, ...rest } = applied
    touched.add(rest.itemId)
    changes.push(...own)
    done.push({ rowNo: row.rowNo, ...rest })
  }
  const seq = nextSeq(tx)
  if (changes.length) change(given, changes, { entity: 'item', reason: work.title, workId: work.id })
  indexNewItems(
    tx,
    done.flatMap(({ added }) => added ?? []),
  )
  for (const row of done) {
    row.index?.()
    tx.do(markApplied, { work: work.id, rowNo: row.rowNo, state: row.state, item: row.itemId, seq })
  }
  return settle(given, work, staged.length < count && !cut, upto, done, refused)
}

function settle({ tx }: Writing, work: Import, last: boolean, upto: number, done: readonly Done[], refused: number) {
  const of = (state: RowState) => done.filter((row) => row.state === state).length
  const [created, updated] = [of('created'), of('updated')]
  const result = {
    ...work.result,
    good: work.result.good - refused,
    withErrors: work.result.withErrors + refused,
    created: work.result.created + created,
    updated: work.result.updated + updated,
    unchanged: work.result.unchanged + of('same'),
  }
  // begun and not finished is "stopped" in the book, whatever kills the app; only the last slice says done
  updateImport(tx, work.id, { state: last ? 'done' : 'stopped', done: upto, result })
  return { next: last ? null : upto, created, updated }
}

const firstDay = (db: Reader): LocalDate => db.must(sql.selectFrom('firm').select('books_begin')).books_begin

type Context = { given: Writing; options: ItemOptions; begin: LocalDate; nextId: number }
type Applied = (Omit<Done, 'rowNo'> & { changes: Change[] }) | { problems: Problem[] }

function applyRow(context: Context, row: Row, target: ItemRow | undefined): Applied {
  const problems = problemsWith(context.given.tx, row, target)
  if (problems.length) return { problems }
  return target ? updated(context, row, target) : created(context, row)
}

const known = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>
const pricesOf = (row: Row): Partial<Prices> => known({ mrp: row.mrpPaise, ptr: row.ptrE4, pts: row.ptsE4 }) as Partial<Prices>

function created(context: Context, row: Row): Applied {
  const { given, options, begin } = context
  const id = context.nextId
  context.nextId += 1
  const gstBp = row.gstBp ?? options.gstBp
  const columns: ItemColumns = {
    code: row.code,
    name: row.name,
    manufacturer: row.manufacturer,
    composition: row.composition,
    pack_label: row.packLabel,
    base_unit: row.baseUnit,
    sale_unit: row.saleUnit,
    sale_factor: row.saleFactor,
    schedule: row.schedule ?? 'none',
    category: row.category,
    weight_grams: row.weightGrams,
  }
  const changes: Change[] = [
    { insert: 'item', row: { id, uid: uidBytes(newUid()), ...columns } },
    ...unitChanges(given.tx, id, true, row.units),
    ...barcodeChanges(given.tx, id, true, row.saleUnit, row.barcode === null ? [] : [row.barcode]),
    // what is new was always so: bills dated before the import find it too
    ...taxChanges(given.tx, id, true, {
      fromDate: begin,
      class: gstBp === 0 ? 'nil' : 'taxable',
      rateBp: gstBp,
      cessBp: 0 as BasisPoints,
      hsn: row.hsn ?? options.hsn,
    }),
    ...priceChanges(given.tx, { id, isNew: true, saleUnit: row.saleUnit }, pricesOf(row), begin),
  ]
  return { changes, state: 'created', itemId: id, index: null, added: { id, item: row } }
}

/** An item already there takes what the row says; what the row leaves empty stays. Prices and tax change from today. */
function updated({ given }: Context, row: Row, target: ItemRow): Applied {
  const { tx, today } = given
  const { id } = target
  const repack = row.packLabel !== null && row.packLabel !== target.pack_label && !hasMoved(tx, id)
  const units = repack ? { base_unit: row.baseUnit, sale_unit: row.saleUnit, sale_factor: row.saleFactor } : {}
  const said = {
    code: row.code,
    name: row.name,
    manufacturer: row.manufacturer,
    composition: row.composition,
    pack_label: row.packLabel,
    schedule: row.schedule,
    category: row.category,
    weight_grams: row.weightGrams,
  }
  const columns = { ...known(said), ...units, active: 1 } as Partial<ItemColumns>
  const saleUnit = repack ? row.saleUnit : target.sale_unit
  const held = taxOn(tx, id, today)
  const rateBp = row.gstBp ?? held?.rateBp ?? (0 as BasisPoints)
  const tax = {
    fromDate: today,
    class:
      row.gstBp === null
        ? (held?.class ?? 'taxable')
        : row.gstBp > 0
          ? ('taxable' as const)
          : held && held.class !== 'taxable'
            ? held.class
            : ('nil' as const),
    rateBp,
    cessBp: held?.cessBp ?? (0 as BasisPoints),
    hsn: row.hsn ?? held?.hsn ?? '',
  }
  const codes = barcodesOf(tx, id)
  const changes: Change[] = [
    ...columnChanges(target, columns),
    ...(repack ? unitChanges(tx, id, false, row.units) : []),
    ...(row.barcode !== null && !codes.includes(row.barcode)
      ? barcodeChanges(tx, id, false, saleUnit, [...codes, row.barcode])
      : []),
    ...(row.gstBp !== null || row.hsn !== null ? taxChanges(tx, id, false, tax) : []),
    ...priceChanges(tx, { id, isNew: false, saleUnit }, pricesOf(row), today),
  ]
  const index = () =>
    indexItem(
      tx,
      id,
      {
        name: row.name,
        code: row.code ?? target.code,
        manufacturer: row.manufacturer ?? target.manufacturer,
        composition: row.composition ?? target.composition,
        packLabel: row.packLabel ?? target.pack_label,
      },
      target.active === 1 ? { ...target, packLabel: target.pack_label } : undefined,
    )
  return { changes, state: changes.length ? 'updated' : 'same', itemId: id, index: changes.length ? index : null }
}
