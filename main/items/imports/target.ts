import { itemKey, type Problem, type Row } from '../../../shared/items/catalogue-row.ts'
import { foldedWords } from '../../../shared/items/search-words.ts'
import type { Reader } from '../../database/connection.ts'
import { hasMoved, holderOfBarcode, holderOfCode, type ItemRow, itemRowById, itemsNamed } from '../item-store.ts'

/** The item a row is about: by its code, else by name, pack and maker (an item with another code is another item). Hidden ones count. */
export function targetOf(db: Reader, row: Row): ItemRow | undefined {
  const byCode = row.code === null ? undefined : holderOfCode(db, row.code)
  const found =
    byCode ??
    bestOf(itemsNamed(db, row.name).filter((item) => itemKey(item) === itemKey(row) && (row.code === null || item.code === null)))
  return found && itemRowById(db, found.id)
}
const bestOf = <I extends { active: number }>(items: readonly I[]): I | undefined =>
  items.find((item) => item.active === 1) ?? items[0]

/**
 * What stands against a row in the catalogue as it is: a code that belongs to an item with no word in common (another list's
 * numbering), a barcode of another item, or a pack counted in another unit than the stock there is.
 */
export function problemsWith(db: Reader, row: Row, target: ItemRow | undefined): Problem[] {
  const problems: Problem[] = []
  if (target && row.code !== null && target.code === row.code && !shareWord(target.name, row.name))
    problems.push({ code: 'items/row-code-of-other', field: 'code', details: { code: row.code, name: target.name } })
  const holder = row.barcode === null ? undefined : holderOfBarcode(db, row.barcode)
  if (holder && holder.id !== target?.id)
    problems.push({ code: 'items/row-barcode-of-other', field: 'barcode', details: { code: row.barcode, name: holder.name } })
  if (
    target &&
    row.packLabel !== null &&
    row.baseUnit !== target.base_unit &&
    row.packLabel !== target.pack_label &&
    hasMoved(db, target.id)
  )
    problems.push({ code: 'items/row-base-unit', field: 'pack', details: { unit: target.base_unit } })
  return problems
}

const shareWord = (a: string, b: string): boolean => {
  const words = new Set(foldedWords(a))
  return foldedWords(b).some((word) => words.has(word))
}
