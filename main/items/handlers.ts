import type { Handlers } from '../../shared/contract.ts'
import type { items } from '../../shared/items/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { importByUid, importState, importsSoFar } from '../company/imports/import-store.ts'
import { checkImport, dropImport, readImport, undoImport } from '../company/imports/import-tasks.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given } from '../given.ts'
import { bulkHandlers } from './bulk/bulk-handlers.ts'
import { hsnHandlers } from './hsn-handlers.ts'
import { applyRows } from './imports/apply-rows.ts'
import { importRows } from './imports/import-pages.ts'
import { applyItems, type ItemOptions, itemList, rebuildSearchWhole } from './imports/item-import.ts'
import { undoRows } from './imports/undo-rows.ts'
import { itemHits } from './item-hits.ts'
import { wholeItem } from './item-store.ts'
import { listItems } from './list-items.ts'
import { giveBarcodes } from './own-barcodes.ts'
import { priceHandlers } from './price-handlers.ts'
import { addTax, saveItem, setItemActive } from './save-item.ts'
import { rebuildSearch, tendSearch } from './search-index.ts'
import { exactItem, searchItems } from './search-store.ts'

export const itemsHandlers: Handlers<typeof items, Given> = {
  ...priceHandlers,
  ...hsnHandlers,
  ...bulkHandlers,
  search: ({ text, limit, tier }, { db, today }) => {
    const exact = exactItem(db, text)
    const found = searchItems(db, text, limit)
    const ids = exact === null ? found : [exact, ...found.filter((id) => id !== exact)].slice(0, limit)
    return { text, rows: itemHits(db, ids, today, tier), exact: exact !== null }
  },
  list: (ask, { db, today }) => listItems(db, ask, today),
  item: ({ uid }, { db, today }) => {
    const item = wholeItem(db, uidBytes(uid), today)
    if (!item) throw new Refusal('items/unknown', 'There is no such item', 'uid')
    return item
  },
  save: (input, given) => saveItem(given, input),
  addTax: ({ uid, tax }, given) => {
    addTax(given, uid, tax)
    return { ok: true }
  },
  giveBarcodes: ({ itemIds }, given) => ({ given: giveBarcodes(given, itemIds) }),
  setActive: ({ uid, active }, given) => {
    setItemActive(given, uid, active)
    return { ok: true }
  },
  readImport: (input, given) => readImport(itemList, input, given),
  importState: ({ uid }, { db }) => importState(importByUid<ItemOptions>(db, itemList.kind, uid)),
  imports: (_, { db }) => importsSoFar<ItemOptions>(db, itemList.kind).map(importState),
  importRows: (ask, { db }) => importRows(db, ask),
  checkImport: (input, given) => checkImport(itemList, input, given),
  applyImport: ({ uid }, given) => applyItems(uid, given),
  applyImportRows: (slice, given) => applyRows(given, slice),
  undoImport: ({ uid }, given) => undoImport(itemList, uid, given),
  undoImportRows: (slice, given) => undoRows(given, slice),
  dropImport: ({ uid }, given) => dropImport(itemList.kind, uid, given),
  rebuildSearch: (_, given) => rebuildSearchWhole(given),
  rebuildSearchRows: ({ count, restart }, { tx }) => rebuildSearch(tx, count, restart),
  tendSearch: ({ pages }, { tx }) => ({ more: tendSearch(tx, pages) }),
}
