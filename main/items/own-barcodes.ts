import { ownEan } from '../../shared/items/ean.ts'
import { type Change, change } from '../company/records.ts'
import type { Writing } from '../given.ts'
import { holderOfBarcode, itemRowById, unitBarcodesOf } from './item-store.ts'

/** Gives each item that has no barcode one of our own for its sale unit; how many got one. An item that is not there is passed over. */
export function giveBarcodes(given: Writing, itemIds: readonly number[]): number {
  const { tx } = given
  const changes: Change[] = []
  for (const id of new Set(itemIds)) {
    const item = itemRowById(tx, id)
    if (!item || unitBarcodesOf(tx, id).length) continue
    let number = id
    // somebody may have keyed the very code for another item
    while (holderOfBarcode(tx, ownEan(number))) number += 1_000_000_000
    changes.push({ insert: 'barcode', row: { code: ownEan(number), item_id: id, unit: item.sale_unit } })
  }
  if (changes.length) change(given, changes, { entity: 'item', reason: 'own barcodes' })
  return changes.length
}
