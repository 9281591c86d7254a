import type { KeyboardEvent, RefObject } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import type { EntryPlace } from '../ui/entry-grid.tsx'
import type { EntryStore } from '../ui/entry-store.ts'
import { expiry, money } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { PopupList } from '../ui/popup.tsx'
import { useWords, words } from '../words.ts'
import type { GoodsLine } from './goods-line.ts'

type Batch = OutputOf<'inventory.batches'>['rows'][number]
type Shown = { readonly lineKey: string; readonly rows: readonly Batch[]; readonly at: number } | null

/** The batches an item has already, hung on the batch cell: one is taken with its expiry and MRP, or another number is typed. */
export type KnownBatches<Line extends GoodsLine> = {
  readonly store: StoreApi<{ readonly value: Shown }>
  readonly entry: EntryStore<Line>
  open: (date: LocalDate) => Promise<void>
  take: (batch: Batch) => void
  close: () => void
}

export function createKnownBatches<Line extends GoodsLine>(entry: EntryStore<Line>): KnownBatches<Line> {
  const store = createStore<{ readonly value: Shown }>(() => ({ value: null }))
  const current = () => {
    const { lines, at } = entry.store.getState()
    return { line: lines[at.row], row: at.row }
  }
  return {
    store,
    entry,
    open: async (date) => {
      const { line, row } = current()
      if (!line?.item) return
      const { rows } = await fetchNow('inventory.batches', { itemId: line.item.id, date })
      if (rows.length === 0) {
        say(words('purchases.noBatches', { item: line.item.name }))
        return
      }
      entry.moveTo({ row, col: entry.columnAt('batch') })
      store.setState({ value: { lineKey: line.key, rows, at: 0 } })
    },
    take: (batch) => {
      const { line, row } = current()
      store.setState({ value: null })
      if (!line) return
      entry.setLine(row, {
        ...line,
        batch: batch.number,
        expiry: batch.expiry as LocalDate | null,
        mrpPaise: batch.mrpPaise ?? line.mrpPaise,
      })
      entry.moveTo({ row, col: entry.columnAt('qty') })
    },
    close: () => store.setState({ value: null }),
  }
}

/** Keys of the batch cell while the list hangs on it. */
export function batchKey<Line extends GoodsLine>(
  event: KeyboardEvent<HTMLInputElement>,
  place: EntryPlace<Line>,
  batches: KnownBatches<Line>,
  date: LocalDate,
): void {
  if (place.column.id !== 'batch' || event.ctrlKey || event.altKey) return
  const shown = batches.store.getState().value
  if (!shown) {
    if (event.key !== 'ArrowDown' || !event.shiftKey) return
    void batches.open(date)
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const at = Math.max(0, Math.min(shown.rows.length - 1, shown.at + (event.key === 'ArrowDown' ? 1 : -1)))
    batches.store.setState({ value: { ...shown, at } })
  } else if (event.key === 'Enter' && !event.shiftKey) {
    const row = shown.rows[shown.at]
    if (row) batches.take(row)
  } else if (event.key === 'Escape') batches.close()
  else return
  event.preventDefault()
}

export function BatchPopup<Line extends GoodsLine>({
  batches,
  anchor,
}: {
  batches: KnownBatches<Line>
  anchor: RefObject<HTMLElement | null>
}) {
  const t = useWords()
  const shown = useStore(batches.store).value
  const line = useStore(batches.entry.store, (state) => state.lines[state.at.row])
  if (!shown || shown.lineKey !== line?.key || !line.item) return null
  const factor = line.item.saleFactor
  return (
    <PopupList<Batch>
      id="known-batches"
      anchor={anchor}
      label={t('purchases.columns.batch')}
      width={440}
      columns={[
        { id: 'number', title: t('purchases.columns.batch'), width: '1fr', weight: 'strong', cell: (row) => row.number },
        { id: 'expiry', title: t('purchases.columns.expiry'), width: '80px', cell: (row) => expiry(row.expiry) },
        { id: 'mrp', title: t('purchases.columns.mrp'), width: '90px', numeric: true, cell: (row) => money(row.mrpPaise) },
        {
          id: 'stock',
          title: t('purchases.columns.stock'),
          width: '90px',
          numeric: true,
          cell: (row) => showStockQuantity(row.onHandMilli, factor),
        },
      ]}
      rows={shown.rows}
      rowKey={(row) => row.id}
      at={shown.at}
      note={t('purchases.orNewBatch')}
      onPick={(at) => {
        const row = shown.rows[at]
        if (row) batches.take(row)
      }}
      onClose={batches.close}
    />
  )
}
