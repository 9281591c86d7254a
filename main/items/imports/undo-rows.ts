import type { LocalDate } from '../../../shared/calendar.ts'
import { Refusal } from '../../../shared/refusal.ts'
import {
  importByUid,
  markApplied,
  mostKept,
  type RowState,
  rowsBefore,
  type Staged,
  updateImport,
} from '../../company/imports/import-store.ts'
import { type Change, change } from '../../company/records.ts'
import { type Reader, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import type { Writing } from '../../given.ts'
import { barcodesOf, furtherUnits, type ItemRow, itemRowById } from '../item-store.ts'
import { indexItem, unindexItem } from '../search-index.ts'
import type { Slice } from './apply-rows.ts'
import { type ItemOptions, itemList } from './item-import.ts'

/** A change as the journal keeps it: what was done, to which table and row, and the values (or pairs of before and after). */
export type Noted = [
  '+' | '-' | '~',
  string,
  number | null,
  Record<string, unknown> | Record<string, [unknown, unknown]> | Record<string, unknown>[],
]

const journalRow = prepared<{ seq: number }>()(
  (p) => text<{ changes: string | null }>`select changes_json as changes from journal where seq = ${p.seq}`,
)
const usedSince = prepared<{ item: number; seq: number }>()(
  (p) => text<{
    used: number
  }>`select exists (select 1 from stock_move m join posting p on p.id = m.posting_id where m.item_id = ${p.item} and p.seq > ${p.seq})
    or exists (select 1 from document_line l join document_version v on v.id = l.version_id where l.item_id = ${p.item} and v.seq > ${p.seq}) as used`,
)

/**
 * Takes back applied rows before row `from`, the last first: what the import added is hidden and gives up its code and barcodes, what it
 * changed gets its old values where nobody has changed them since. Items a document has used since are kept, and named.
 */
export function undoRows(given: Writing, { uid, from, count }: Slice): { next: number | null; removed: number; kept: string[] } {
  const { tx } = given
  const work = importByUid<ItemOptions>(tx, itemList.kind, uid)
  if (work.state !== 'done' && work.state !== 'stopped' && work.state !== 'undoing')
    throw new Refusal('company/import-nothing', 'There is nothing to take back', 'uid', {})
  const staged = tx.all(rowsBefore, { work: work.id, rowNo: from, limit: count })
  const kept: string[] = []
  const changes: Change[] = []
  const after: (() => void)[] = []
  const notes = new Map<number, Map<number, Noted[]>>()
  let removed = 0
  for (const row of staged) {
    if (row.itemId === null || row.seq === null || (row.state !== 'created' && row.state !== 'updated')) continue
    const item = itemRowById(tx, row.itemId)
    if (!item) throw new Error(`import ${work.id}: item ${row.itemId} is gone`)
    let state: RowState = 'undone'
    if (tx.get(usedSince, { item: item.id, seq: row.seq })?.used) {
      state = 'kept'
      kept.push(item.name)
    } else {
      changes.push(
        ...(row.state === 'created'
          ? hide(tx, item, after, given)
          : restore(tx, item, row.seq, notedFor(tx, notes, row, item.id), after, given)),
      )
      removed += 1
    }
    tx.do(markApplied, { work: work.id, rowNo: row.rowNo, state, item: item.id, seq: row.seq })
  }
  if (changes.length) change(given, changes, { entity: 'item', reason: `undo: ${work.title}`, workId: work.id })
  for (const settle of after) settle()
  const last = staged.length < count
  const next = staged.at(-1)?.rowNo ?? from
  updateImport(tx, work.id, {
    state: last ? 'undone' : 'undoing',
    done: last ? 0 : next,
    result: { ...work.result, removed: work.result.removed + removed, kept: [...work.result.kept, ...kept].slice(0, mostKept) },
  })
  return { next: last ? null : next, removed, kept }
}

function hide(db: Reader, item: ItemRow, after: (() => void)[], { tx }: Writing): Change[] {
  after.push(() => unindexItem(tx, item.id))
  return [
    { update: 'item', id: item.id, set: { active: 0, code: null } },
    ...barcodesOf(db, item.id).map((code): Change => ({ delete: 'barcode', where: { code } })),
  ]
}

/** The journal's changes of a slice, sorted by the item they are about; read once a slice. */
export function notedFor(db: Reader, notes: Map<number, Map<number, Noted[]>>, { seq }: Staged, itemId: number): Noted[] {
  if (seq === null) return []
  let bySeq = notes.get(seq)
  if (!bySeq) {
    bySeq = new Map()
    for (const noted of JSON.parse(db.get(journalRow, { seq })?.changes ?? '[]') as Noted[]) {
      const [, table, id, values] = noted
      const about = (Array.isArray(values) ? values[0] : values) as { item_id?: unknown } | undefined
      const item = table === 'item' ? id : about?.item_id
      if (typeof item !== 'number') continue
      const list = bySeq.get(item)
      if (list) list.push(noted)
      else bySeq.set(item, [noted])
    }
    notes.set(seq, bySeq)
  }
  return bySeq.get(itemId) ?? []
}

/** What puts an item back as it was before the journal row `seq`, where nobody has changed it since. */
export function restore(
  db: Reader,
  item: ItemRow,
  seq: number,
  noted: readonly Noted[],
  after: (() => void)[],
  { tx }: Writing,
): Change[] {
  const changes: Change[] = []
  const set: Record<string, unknown> = {}
  for (const [sign, table, , values] of noted) {
    if (table === 'item' && sign === '~')
      for (const [column, [was, became]] of Object.entries(values as Record<string, [unknown, unknown]>))
        if ((item[column as keyof ItemRow] ?? null) === became) set[column] = was
    if (table === 'price' && sign === '+') changes.push(...priceBefore(db, values as unknown as PriceRow, seq))
    if (table === 'item_tax' && sign === '+') changes.push(...taxBefore(db, values as unknown as TaxRow, seq))
    if (table === 'barcode' && sign === '+')
      changes.push(...barcodeBefore(db, item.id, (values as unknown as { code: string }).code))
  }
  changes.push(...unitsBefore(db, item.id, noted))
  if (Object.keys(set).length) {
    changes.unshift({ update: 'item', id: item.id, set })
    const restored = { ...item, ...set } as ItemRow
    after.push(() =>
      restored.active === 1 ? indexItem(tx, item.id, searched(restored), searched(item)) : unindexItem(tx, item.id),
    )
  }
  return changes
}
const searched = (row: ItemRow) => ({
  name: row.name,
  code: row.code,
  manufacturer: row.manufacturer,
  composition: row.composition,
  packLabel: row.pack_label,
})

const barcodeBefore = (db: Reader, itemId: number, code: string): Change[] =>
  barcodesOf(db, itemId).includes(code) ? [{ delete: 'barcode', where: { code } }] : []

type PriceRow = { list_id: number; item_id: number; batch_id?: number; unit: string; from_date: LocalDate }
const pricesTo = prepared<{ list: number; item: number; date: LocalDate }>()(
  (p) => text<{ seq: number; unit: string; rate: number | null }>`select seq, unit, rate_e4 as rate from price
    where item_id = ${p.item} and list_id = ${p.list} and batch_id = 0 and from_date <= ${p.date} order by from_date desc, seq desc, id desc limit 3`,
)
/** Dated rows are not taken out: the price that held before is said again, unless a person has changed it since. */
function priceBefore(db: Reader, { list_id, item_id, unit, from_date }: PriceRow, seq: number): Change[] {
  const [latest, before] = db.all(pricesTo, { list: list_id, item: item_id, date: from_date })
  if (latest?.seq !== seq) return []
  return [
    {
      insert: 'price',
      row: { list_id, item_id, unit: before?.unit ?? unit, from_date, rate_e4: (before?.rate ?? null) as never },
    },
  ]
}

type TaxRow = { item_id: number; from_date: LocalDate }
type HeldTax = { seq: number; class: string; rate_bp: never; cess_bp: never; hsn: string }
const taxesTo = prepared<{ item: number; date: LocalDate }>()(
  (p) =>
    text<HeldTax>`select seq, class, rate_bp, cess_bp, hsn from item_tax where item_id = ${p.item} and from_date <= ${p.date} order by from_date desc, seq desc, id desc limit 2`,
)
function taxBefore(db: Reader, { item_id, from_date }: TaxRow, seq: number): Change[] {
  const [latest, before] = db.all(taxesTo, { item: item_id, date: from_date })
  if (latest?.seq !== seq || !before) return []
  const { seq: _, ...values } = before
  return [{ insert: 'item_tax', row: { item_id, from_date, ...values } }]
}

type UnitRow = { unit: string; factor: number }
function unitsBefore(db: Reader, itemId: number, noted: readonly Noted[]): Change[] {
  const ofUnits = noted.filter(([, table]) => table === 'item_unit')
  if (ofUnits.length === 0) return []
  const added = ofUnits.filter(([sign]) => sign === '+').map(([, , , values]) => values as unknown as UnitRow)
  const held = furtherUnits(db, itemId)
  const untouched =
    held.length === added.length &&
    held.every(({ unit, factor }) => added.some((one) => one.unit === unit && one.factor === factor))
  if (!untouched) return []
  const gone = ofUnits.filter(([sign]) => sign === '-').flatMap(([, , , values]) => values as unknown as UnitRow[])
  return [
    ...(held.length ? [{ delete: 'item_unit' as const, where: { item_id: itemId } }] : []),
    ...gone.map(({ unit, factor }): Change => ({ insert: 'item_unit', row: { item_id: itemId, unit, factor } })),
  ]
}
