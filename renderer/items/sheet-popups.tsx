import type { RefObject } from 'react'
import { useStore } from 'zustand'
import { lineCommands } from '../ui/commands.ts'
import { StatusPill } from '../ui/controls.tsx'
import { money, percent } from '../ui/format.ts'
import { type PopupColumn, PopupList } from '../ui/popup.tsx'
import { isFresh } from '../ui/search-box.ts'
import { type Say, useWords } from '../words.ts'
import type { ItemHit, Sheet, SheetLine } from './sheet.ts'

type Anchored<Head, Line extends SheetLine, Choice> = {
  sheet: Sheet<Head, Line, Choice>
  anchor: RefObject<HTMLElement | null>
}

const itemColumns = (t: Say, stockOf: ((hit: ItemHit) => string) | undefined): PopupColumn<ItemHit>[] => [
  { id: 'name', title: t('sheet.item'), width: 'minmax(220px, 1.6fr)', weight: 'strong', match: true, cell: (hit) => hit.name },
  { id: 'pack', title: t('sheet.pack'), width: '84px', weight: 'dim', cell: (hit) => hit.packLabel },
  {
    id: 'company',
    title: t('sheet.company'),
    width: 'minmax(90px, 1fr)',
    weight: 'dim',
    match: true,
    cell: (hit) => hit.manufacturer,
  },
  { id: 'gst', title: t('sheet.gst'), width: '64px', numeric: true, cell: (hit) => percent(hit.rateBp) },
  { id: 'mrp', title: t('sheet.mrp'), width: '96px', numeric: true, cell: (hit) => money(hit.mrpPaise) },
  ...(stockOf
    ? [
        {
          id: 'stock',
          title: t('sheet.stock'),
          width: '88px',
          numeric: true,
          cell: (hit: ItemHit) => (hit.stockMilli > 0 ? stockOf(hit) : <StatusPill tone="warn">{t('sheet.none')}</StatusPill>),
        },
      ]
    : []),
]

/** The items that answer what is typed. Every one can be taken: a document that brings goods in has items without stock. */
export function ItemPopup<Head, Line extends SheetLine, Choice>({
  sheet,
  anchor,
  stockOf,
}: Anchored<Head, Line, Choice> & { stockOf: ((hit: ItemHit) => string) | undefined }) {
  const t = useWords()
  const search = useStore(sheet.items.store)
  if (!search.open || !search.found) return null
  return (
    <PopupList<ItemHit>
      id="sheet-items"
      anchor={anchor}
      label={t('sheet.item')}
      width={stockOf ? 780 : 700}
      columns={itemColumns(t, stockOf)}
      rows={search.found.rows}
      rowKey={(hit) => hit.id}
      at={search.at}
      total={search.found.total}
      stale={!isFresh(search)}
      query={search.found.text}
      empty={t('sheet.nothingMatches', { text: search.text })}
      onPick={sheet.items.pick}
      onClose={sheet.items.close}
    />
  )
}

/** What the line under the cursor can choose of. */
export function ChoicePopup<Head, Line extends SheetLine, Choice>({
  sheet,
  anchor,
  columns,
}: Anchored<Head, Line, Choice> & { columns: readonly PopupColumn<Choice>[] }) {
  const t = useWords()
  const shown = useStore(sheet.choices).value
  const key = useStore(sheet.entry.store, (state) => state.lines[state.at.row]?.key)
  const text = sheet.kind.choosing?.text
  if (!shown || shown.lineKey !== key || !text) return null
  return (
    <PopupList<Choice>
      id="sheet-choices"
      anchor={anchor}
      label={columns[0]?.title ?? ''}
      width={620}
      columns={columns}
      rows={shown.rows}
      rowKey={(row) => `${shown.rows.indexOf(row)} ${text(row)}`}
      at={shown.at}
      empty={t(sheet.kind.choosing?.fresh ? 'sheet.noneYet' : 'sheet.none')}
      keys={[{ command: lineCommands.commands.batches, label: t('sheet.batches') }]}
      onPick={(at) => {
        const row = shown.rows[at]
        if (row !== undefined) sheet.takeChoice(row)
      }}
      onClose={sheet.closeChoices}
    />
  )
}
