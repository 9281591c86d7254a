import type { RefObject } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ItemHit } from '../items/sheet.ts'
import type { EntryStore } from '../ui/entry-store.ts'
import { percent } from '../ui/format.ts'
import { PopupList } from '../ui/popup.tsx'
import { isFresh, type SearchBox } from '../ui/search-box.ts'
import { useWords } from '../words.ts'
import { type Offer, type ReviewLine, withOffer } from './bill-review.ts'
import { offerColumns } from './bill-review-columns.tsx'

/** What a line is offered: open on a line without an item until it is closed, each line anew. */
export type Offers = {
  readonly store: StoreApi<{ readonly key: string | null; readonly at: number; readonly closed: boolean }>
  shown: (line: ReviewLine) => boolean
  move: (by: number) => void
  take: (at?: number) => void
  close: () => void
}

export function createOffers(entry: EntryStore<ReviewLine>): Offers {
  const store = createStore<{ key: string | null; at: number; closed: boolean }>(() => ({ key: null, at: 0, closed: false }))
  const current = () => {
    const { lines, at } = entry.store.getState()
    return { line: lines[at.row], row: at.row }
  }
  entry.store.subscribe(() => {
    const { line } = current()
    if (line && line.key !== store.getState().key) store.setState({ key: line.key, at: 0, closed: false })
  })
  store.setState({ key: current().line?.key ?? null })
  const shown = (line: ReviewLine) => line.item === null && line.file.matches.length > 0 && !store.getState().closed
  return {
    store,
    shown,
    move: (by) => {
      const last = (current().line?.file.matches.length ?? 1) - 1
      store.setState({ at: Math.max(0, Math.min(last, store.getState().at + by)) })
    },
    take: (at = store.getState().at) => {
      const { line, row } = current()
      const offer = line?.file.matches[at]
      if (!line || !offer) return
      entry.setLine(row, withOffer(line, offer))
      entry.moveRow(1)
    },
    close: () => store.setState({ closed: true }),
  }
}

/** Under the item's cell: what is searched for, or else what is offered with its evidence. */
export function OfferPopup({
  entry,
  offers,
  items,
  anchor,
}: {
  entry: EntryStore<ReviewLine>
  offers: Offers
  items: SearchBox<ItemHit>
  anchor: RefObject<HTMLElement | null>
}) {
  const t = useWords()
  const search = useStore(items.store)
  const { at } = useStore(offers.store)
  const line = useStore(entry.store, (state) => state.lines[state.at.row])
  if (search.open && search.found)
    return (
      <PopupList<ItemHit>
        id="review-items"
        anchor={anchor}
        label={t('purchases.review.ourItem')}
        width={640}
        columns={[
          {
            id: 'name',
            title: t('purchases.review.ourItem'),
            width: 'minmax(220px, 1.6fr)',
            weight: 'strong',
            match: true,
            cell: (hit) => hit.name,
          },
          { id: 'pack', title: t('purchases.review.pack'), width: '84px', weight: 'dim', cell: (hit) => hit.packLabel },
          {
            id: 'company',
            title: t('purchases.review.company'),
            width: 'minmax(90px, 1fr)',
            weight: 'dim',
            cell: (hit) => hit.manufacturer,
          },
          { id: 'gst', title: t('sheet.gst'), width: '64px', numeric: true, cell: (hit) => percent(hit.rateBp) },
        ]}
        rows={search.found.rows}
        rowKey={(hit) => hit.id}
        at={search.at}
        total={search.found.total}
        stale={!isFresh(search)}
        query={search.found.text}
        empty={t('sheet.nothingMatches', { text: search.text })}
        onPick={items.pick}
        onClose={items.close}
      />
    )
  if (!line || !offers.shown(line)) return null
  return (
    <PopupList<Offer>
      id="review-offers"
      anchor={anchor}
      label={t('purchases.review.ourItem')}
      width={860}
      columns={offerColumns(t)}
      rows={line.file.matches}
      rowKey={(offer) => offer.itemId}
      at={at}
      onPick={offers.take}
      onClose={offers.close}
    />
  )
}
