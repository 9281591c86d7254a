import type { RefObject } from 'react'
import { useStore } from 'zustand'
import { money, percent } from '../ui/format.ts'
import { PopupList } from '../ui/popup.tsx'
import { isFresh, type SearchBox } from '../ui/search-box.ts'
import { useWords } from '../words.ts'
import type { ItemHit } from './opening-line.ts'

/** The items that answer what is typed; for documents that bring goods in, so an item without stock can be taken. */
export function ItemPopup({ items, anchor }: { items: SearchBox<ItemHit>; anchor: RefObject<HTMLElement | null> }) {
  const t = useWords()
  const search = useStore(items.store)
  if (!search.open || !search.found) return null
  return (
    <PopupList<ItemHit>
      id="goods-items"
      anchor={anchor}
      label={t('inventory.columns.item')}
      width={700}
      columns={[
        {
          id: 'name',
          title: t('inventory.columns.item'),
          width: 'minmax(220px, 1.6fr)',
          weight: 'strong',
          match: true,
          cell: (hit) => hit.name,
        },
        { id: 'pack', title: t('inventory.columns.pack'), width: '84px', weight: 'dim', cell: (hit) => hit.packLabel },
        {
          id: 'company',
          title: t('inventory.company'),
          width: 'minmax(90px, 1fr)',
          weight: 'dim',
          match: true,
          cell: (hit) => hit.manufacturer,
        },
        { id: 'gst', title: t('inventory.gst'), width: '64px', numeric: true, cell: (hit) => percent(hit.rateBp) },
        { id: 'mrp', title: t('inventory.columns.mrp'), width: '96px', numeric: true, cell: (hit) => money(hit.mrpPaise) },
      ]}
      rows={search.found.rows}
      rowKey={(hit) => hit.id}
      at={search.at}
      total={search.found.total}
      stale={!isFresh(search)}
      query={search.text}
      empty={t('inventory.nothingMatches', { text: search.text })}
      onPick={items.pick}
      onClose={items.close}
    />
  )
}
