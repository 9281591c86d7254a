import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow, tell } from '../client.ts'
import { createEntryStore, type EntryStore } from '../ui/entry-store.ts'
import { say } from '../ui/keyboard.ts'
import { createSearchBox, type SearchBox } from '../ui/search-box.ts'
import { words } from '../words.ts'
import { blankLine, type ItemHit, isBlank, type KeptOpening, type OpeningLine, openingRules } from './opening-line.ts'

/** One sheet of opening stock being keyed. Lives as long as its tab; kept at every change, so a crash loses nothing. */
export type Opening = {
  readonly head: StoreApi<{ readonly date: LocalDate }>
  readonly entry: EntryStore<OpeningLine>
  readonly items: SearchBox<ItemHit>
  /** Stops keeping the draft: it has been posted or discarded. */
  end: () => void
}

/** Builds a sheet from what was kept of it, or a new one. One letter to main is on its way at a time. */
export function createOpening(uid: string, date: LocalDate, kept: KeptOpening | null): Opening {
  const head = createStore<{ readonly date: LocalDate }>(() => ({ date: kept?.date ?? date }))
  const entry = createEntryStore<OpeningLine>({ lines: kept?.lines ?? [], columns: openingRules, blank: blankLine, isBlank })
  if (kept) {
    entry.moveTo(kept.at)
    if (kept.text !== null) entry.type(kept.text)
  }
  let ended = false
  let sending = false
  let again = false
  let everKept = kept !== null
  const keep = (): void => {
    const { at, text } = entry.store.getState()
    const lines = entry.filled()
    if (ended || (!everKept && lines.length === 0 && !text)) return
    if (sending) {
      again = true
      return
    }
    everKept = true
    sending = true
    const json = JSON.stringify({ version: 1, date: head.getState().date, lines, at, text } satisfies KeptOpening)
    void tell('company.putDraft', { uid, kind: 'opening-stock', json, heldName: null }).finally(() => {
      sending = false
      if (!again) return
      again = false
      keep()
    })
  }
  entry.store.subscribe((now, before) => {
    if (now.lines !== before.lines || now.text !== before.text || now.at !== before.at) keep()
  })
  head.subscribe(keep)

  const items = createSearchBox<ItemHit>(
    async (text) => {
      const { text: answers, rows, exact } = await fetchNow('items.search', { text })
      return { text: answers, rows, total: rows.length, exact: exact ? 0 : undefined }
    },
    (hit) => {
      const { lines, at } = entry.store.getState()
      const line = lines[at.row]
      if (!line) return
      const { id, uid: itemUid, name, packLabel, manufacturer, saleUnit, saleFactor, mrpPaise } = hit
      entry.setLine(at.row, {
        ...line,
        item: { id, uid: itemUid, name, packLabel, manufacturer, saleUnit, saleFactor, mrpPaise },
        mrpPaise: line.mrpPaise ?? mrpPaise,
      })
      items.reset()
      entry.moveTo({ row: at.row, col: entry.columnAt('batch') })
    },
    () => say(words('inventory.searchFailed')),
  )
  return {
    head,
    entry,
    items,
    end: () => {
      ended = true
    },
  }
}
