import type { KeyboardEvent } from 'react'
import type { EntryPlace } from '../ui/entry-grid.tsx'
import type { Sheet, SheetLine } from './sheet.ts'

/** Text typed into a cell: the item's goes to the search, that of the choices picks a row of their list. */
export function sheetText<Head, Line extends SheetLine, Choice>(
  text: string,
  place: EntryPlace<Line>,
  sheet: Sheet<Head, Line, Choice>,
): void {
  const { choosing } = sheet.kind
  if (place.column.id === 'item') {
    if (text.trim() === '') sheet.items.reset()
    else sheet.items.type(text)
    return
  }
  if (!choosing || place.column.id !== choosing.column) return
  const shown = sheet.choices.getState().value
  if (!shown) {
    void sheet.openChoices()
    return
  }
  const at = shown.rows.findIndex((row) => choosing.text(row).toUpperCase().startsWith(text.trim().toUpperCase()))
  // nothing begins so: Enter must not take what was chosen before
  sheet.choices.setState({ value: { ...shown, at: text.trim() === '' ? 0 : at } })
}

/** Keys of the active cell that mean something while a list hangs on it; the rest is the grid's. */
export function sheetKey<Head, Line extends SheetLine, Choice>(
  event: KeyboardEvent<HTMLInputElement>,
  place: EntryPlace<Line>,
  sheet: Sheet<Head, Line, Choice>,
): void {
  if (event.ctrlKey || event.altKey) return
  if (sheet.deciding()) {
    if (event.key.length === 1 || event.key === 'Enter') {
      sheet.waitingKey(event.key)
      event.preventDefault()
    }
    return
  }
  const handled =
    place.column.id === 'item'
      ? itemKey(event, place, sheet)
      : place.column.id === sheet.kind.choosing?.column && choiceKey(event, place.text, sheet)
  if (handled) event.preventDefault()
}

const stepsOf: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 9, PageUp: -9 }

/** Enter on a text that is not taken yet waits for the answer to that very text; it never takes a row of an older one. */
function itemKey<Head, Line extends SheetLine, Choice>(
  event: KeyboardEvent,
  place: EntryPlace<Line>,
  { items, entry }: Sheet<Head, Line, Choice>,
): boolean {
  const { open } = items.store.getState()
  const by = stepsOf[event.key]
  if (by !== undefined) {
    if (open) items.move(by)
    return open
  }
  if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
    if (entry.store.getState().text === null || place.text.trim() === '') return false
    items.enter()
    return true
  }
  if (event.key === 'Escape' && open) items.close()
  else return false
  return true
}

function choiceKey<Head, Line extends SheetLine, Choice>(
  event: KeyboardEvent,
  text: string,
  sheet: Sheet<Head, Line, Choice>,
): boolean {
  const shown = sheet.choices.getState().value
  if (!shown) {
    if (event.key !== 'ArrowDown' || !event.shiftKey) return false
    void sheet.openChoices()
    return true
  }
  const by = stepsOf[event.key]
  if (by !== undefined) {
    sheet.choices.setState({ value: { ...shown, at: Math.max(0, Math.min(shown.rows.length - 1, shown.at + by)) } })
    return true
  }
  if (event.key === 'Escape') return sheet.closeChoices()
  const row = shown.rows[shown.at]
  if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
  if (row === undefined) void sheet.takeUnknown(text)
  else sheet.takeChoice(row)
  return true
}
