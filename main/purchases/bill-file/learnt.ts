import type { BillField } from '../../../shared/purchases/bill-file/columns.ts'
import { type Change, change } from '../../company/records.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import type { Writing } from '../../given.ts'

const byLayout = prepared<{ layout: string }>()((p) =>
  sql
    .selectFrom('supplier_layout as l')
    .innerJoin('party', 'party.id', 'l.supplier_id')
    .select(['l.id', 'l.supplier_id', 'l.mapping_json', 'party.uid', 'party.name'])
    .where('l.layout', '=', p.layout)
    .where('l.active', '=', 1)
    .orderBy('l.id', 'desc'),
)

/** The learnt mapping of a layout, the last one taught first; the supplier is known only when the layout is one supplier's alone. */
export function learntLayout(db: Reader, layout: string) {
  const rows = db.all(byLayout, { layout })
  const [last] = rows
  if (!last) return null
  const alone = rows.every((row) => row.supplier_id === last.supplier_id)
  return {
    mapping: JSON.parse(last.mapping_json) as BillField[],
    supplier: alone ? { uid: last.uid, name: last.name } : null,
  }
}

const byName = prepared<{ supplier: number; name: string }>()((p) =>
  sql
    .selectFrom('supplier_item as s')
    .innerJoin('item', 'item.id', 's.item_id')
    .select(['s.id', 's.code', 's.item_id', 's.unit'])
    .where('s.supplier_id', '=', p.supplier)
    .where('s.name', '=', p.name)
    .where('s.active', '=', 1)
    .where('item.active', '=', 1),
)

export type Learnt = { itemId: number; unit: string }

/**
 * Which of our items a supplier's line was said to be: the same code and name; or the same name alone where the file, or what was
 * taught, has no code and there is only one such item.
 */
export function learntItem(db: Reader, supplierId: number, line: { code: string; name: string }): Learnt | null {
  const rows = db.all(byName, { supplier: supplierId, name: line.name })
  const same = rows.find((row) => row.code.toUpperCase() === line.code.toUpperCase())
  const loose = rows.filter((row) => row.code === '' || line.code === '')
  const found = same ?? (new Set(loose.map((row) => row.item_id)).size === 1 ? loose[0] : undefined)
  return found ? { itemId: found.item_id, unit: found.unit } : null
}

export type Taught = { code: string; name: string; itemId: number; unit: string }

const codeAndName = prepared<{ supplier: number; code: string; name: string }>()((p) =>
  sql
    .selectFrom('supplier_item')
    .select(['id', 'item_id', 'unit'])
    .where('supplier_id', '=', p.supplier)
    .where('code', '=', p.code)
    .where('name', '=', p.name)
    .where('active', '=', 1),
)
const ownLayout = prepared<{ supplier: number; layout: string }>()((p) =>
  sql
    .selectFrom('supplier_layout')
    .select(['id', 'mapping_json'])
    .where('supplier_id', '=', p.supplier)
    .where('layout', '=', p.layout)
    .where('active', '=', 1),
)

/** Keeps a mapping and items under an import. What they replace is ended by it, so that undoing the import brings it back. */
export function teach(
  given: Writing,
  importId: number,
  {
    supplierId,
    layout,
    mapping,
    items,
  }: { supplierId: number; layout: string; mapping: readonly BillField[]; items: readonly Taught[] },
): void {
  const { tx } = given
  const changes: Change[] = []
  const mapping_json = JSON.stringify(mapping)
  const before = tx.get(ownLayout, { supplier: supplierId, layout })
  if (before?.mapping_json !== mapping_json) {
    if (before) changes.push({ update: 'supplier_layout', id: before.id, set: { active: 0, ended_import_id: importId } })
    changes.push({
      insert: 'supplier_layout',
      row: { supplier_id: supplierId, layout, mapping_json, import_id: importId, active: 1 },
    })
  }
  const last = new Map(items.map((item) => [`${item.code.toUpperCase()}\n${item.name.toUpperCase()}`, item]))
  for (const { code, name, itemId, unit } of last.values()) {
    const known = tx.get(codeAndName, { supplier: supplierId, code, name })
    if (known?.item_id === itemId && known.unit === unit) continue
    if (known) changes.push({ update: 'supplier_item', id: known.id, set: { active: 0, ended_import_id: importId } })
    changes.push({
      insert: 'supplier_item',
      row: { supplier_id: supplierId, code, name, item_id: itemId, unit, import_id: importId, active: 1 },
    })
  }
  if (changes.length > 0) change(given, changes, { entity: 'bill_import' })
}

/** Forgets what an import taught; what it replaced holds again, unless something newer has taken its place meanwhile. */
export function forget(given: Writing, importId: number, reason: string): void {
  const { tx } = given
  const changes: Change[] = []
  for (const table of ['supplier_layout', 'supplier_item'] as const) {
    const taught = tx.rows(sql.selectFrom(table).select('id').where('import_id', '=', importId).where('active', '=', 1))
    const ended = tx.rows(sql.selectFrom(table).select('id').where('ended_import_id', '=', importId))
    // what was taught again since stands in the place of what this import ended
    const held = taught.length > 0 ? ended : []
    for (const { id } of taught) changes.push({ update: table, id, set: { active: 0 } })
    for (const { id } of held)
      if (!isReplaced(tx, table, id, taught)) changes.push({ update: table, id, set: { active: 1, ended_import_id: null } })
  }
  if (changes.length > 0) change(given, changes, { entity: 'bill_import', reason })
}

/** True when an active row that is not among `leaving` has the same key. */
function isReplaced(
  db: Reader,
  table: 'supplier_layout' | 'supplier_item',
  id: number,
  leaving: readonly { id: number }[],
): boolean {
  const gone = new Set(leaving.map((row) => row.id))
  const rows =
    table === 'supplier_item'
      ? db.rows(
          sql
            .selectFrom('supplier_item as a')
            .innerJoin('supplier_item as b', (join) =>
              join.onRef('a.supplier_id', '=', 'b.supplier_id').onRef('a.code', '=', 'b.code').onRef('a.name', '=', 'b.name'),
            )
            .select('b.id')
            .where('a.id', '=', id)
            .where('b.active', '=', 1),
        )
      : db.rows(
          sql
            .selectFrom('supplier_layout as a')
            .innerJoin('supplier_layout as b', (join) =>
              join.onRef('a.supplier_id', '=', 'b.supplier_id').onRef('a.layout', '=', 'b.layout'),
            )
            .select('b.id')
            .where('a.id', '=', id)
            .where('b.active', '=', 1),
        )
  return rows.some((row) => !gone.has(row.id))
}
