import type { KeyboardEvent } from 'react'
import type { EntryPlace } from '../ui/entry-grid.tsx'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import type { Bill } from './bill.ts'
import type { BillLine } from './bill-line.ts'

/** Text typed into a cell: the item's goes to the search, the batch's picks a row of its list. */
export function typedIn(text: string, place: EntryPlace<BillLine>, bill: Bill): void {
  if (place.column.id === 'item') {
    if (text.trim() === '') bill.items.reset()
    else bill.items.type(text)
    return
  }
  const shown = bill.popup.getState().value
  if (place.column.id === 'batch') {
    if (shown?.kind !== 'batches') void bill.openBatches()
    else {
      const at = shown.rows.findIndex((row) => row.number.toUpperCase().startsWith(text.trim().toUpperCase()))
      if (at >= 0) bill.popup.setState({ value: { ...shown, at } })
    }
  } else bill.closePopup()
}

/** Keys of the active cell that mean something on a bill; the rest is the grid's. */
export function billKey(event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<BillLine>, bill: Bill): void {
  const plain = !event.ctrlKey && !event.altKey
  if (bill.deciding()) {
    if (plain && (event.key.length === 1 || event.key === 'Enter')) {
      bill.waitingKey(event.key)
      event.preventDefault()
    }
    return
  }
  const column = place.column.id
  const handled =
    plain &&
    (column === 'item'
      ? itemKey(event, place, bill)
      : column === 'batch'
        ? batchKey(event, place, bill)
        : quantityKey(event, column, bill))
  if (handled) event.preventDefault()
}

function itemKey(event: KeyboardEvent, place: EntryPlace<BillLine>, bill: Bill): boolean {
  const { open } = bill.items.store.getState()
  const changed = bill.entry.store.getState().text !== null
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      if (open) bill.items.move(event.key === 'ArrowDown' ? 1 : -1)
      return open
    case 'PageDown':
    case 'PageUp':
      if (open) bill.items.move(event.key === 'PageDown' ? 9 : -9)
      return open
    case 'Enter':
    case 'Tab':
      if (event.shiftKey || place.text.trim() === '' || !changed) return false
      bill.items.enter()
      return true
    case 'Escape':
      if (open) bill.items.close()
      return open
    default:
      return false
  }
}

function batchKey(event: KeyboardEvent, place: EntryPlace<BillLine>, bill: Bill): boolean {
  const shown = bill.popup.getState().value
  if (shown?.kind !== 'batches') {
    if (event.key === 'ArrowDown' && event.shiftKey) {
      void bill.openBatches()
      return true
    }
    return false
  }
  const last = shown.rows.length - 1
  const move = (by: number) => bill.popup.setState({ value: { ...shown, at: Math.max(0, Math.min(last, shown.at + by)) } })
  switch (event.key) {
    case 'ArrowDown':
      move(1)
      return true
    case 'ArrowUp':
      move(-1)
      return true
    case 'Enter': {
      const row = shown.rows[shown.at]
      if (event.shiftKey || !row) return false
      // no batch begins with what was typed: none that was chosen before may be taken for it
      if (isNone(place, bill, row.number)) say(words('sheet.nothingMatches', { text: place.text.trim() }))
      else bill.takeBatch(row)
      return true
    }
    case 'Escape':
      return bill.closePopup()
    default:
      return false
  }
}

const isNone = ({ text }: EntryPlace<BillLine>, { entry }: Bill, number: string): boolean =>
  entry.store.getState().text !== null && !number.toUpperCase().startsWith(text.trim().toUpperCase())

function quantityKey(event: KeyboardEvent, column: string, bill: Bill): boolean {
  if (event.key === 'Escape') return bill.closePopup()
  if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
  if (column !== 'qty' && column !== 'free') return false
  return !bill.entry.store.getState().unread && bill.enterQuantity()
}
