import type { Handlers } from '../../shared/contract.ts'
import type { items } from '../../shared/items/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { uidBytes } from '../database/uid.ts'
import type { Given } from '../given.ts'
import { itemHits } from './item-hits.ts'
import { wholeItem } from './item-store.ts'
import { listItems } from './list-items.ts'
import { saveItem, setItemActive } from './save-item.ts'
import { rebuildSearch, tendSearch } from './search-index.ts'
import { exactItem, searchItems } from './search-store.ts'

export const itemsHandlers: Pick<
  Handlers<typeof items, Given>,
  'search' | 'list' | 'item' | 'save' | 'setActive' | 'rebuildSearchRows' | 'tendSearch'
> = {
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
  setActive: ({ uid, active }, given) => {
    setItemActive(given, uid, active)
    return { ok: true }
  },
  rebuildSearchRows: ({ count, restart }, { tx }) => rebuildSearch(tx, count, restart),
  tendSearch: ({ pages }, { tx }) => ({ more: tendSearch(tx, pages) }),
}
