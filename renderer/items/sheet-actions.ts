import { type Told, tell } from '../client.ts'
import { openScreenNamed } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { say } from '../ui/keyboard.ts'
import { codeWords, words } from '../words.ts'
import { readSheet, type Sheet, type SheetKind, type SheetLine } from './sheet.ts'
import { askHoldName, askRecall } from './sheet-dialogs.tsx'

/** What the ways on from a document need of the screen around it. */
export type SheetDesk<Head, Line extends SheetLine, Choice, Value> = {
  readonly sheet: Sheet<Head, Line, Choice>
  readonly title: string
  /** The first column of a line that is still to be filled; null when it can be saved. */
  readonly missing: (line: Line) => string | null
  /** Sends it to main. */
  readonly post: (filled: readonly Line[]) => Promise<Told<Value>>
  /** What is said with it saved, its number above all. */
  readonly saved: (value: Value, filled: readonly Line[]) => string
  /** Fields of a line of the call, and the column they are shown in: `{ qtyMilli: 'qty' }`. */
  readonly columnOf: Readonly<Record<string, string>>
  readonly setBusy: (busy: boolean) => void
  readonly intoLines: () => void
  readonly intoFirst: () => void
  /** Puts the cursor in a field of head or foot by its name; false when there is none. */
  readonly focusField: (name: string) => boolean
  /** The tab becomes the next empty document. */
  readonly next: () => void
  readonly close: () => void
}

/** Where a refusal's field is: a cell of the n-th filled line, or a field of the head or foot. */
export function placeOfField(
  field: string | undefined,
  columnOf: Readonly<Record<string, string>>,
): { nth: number; column: string } | { field: string } | null {
  if (!field) return null
  const cell = /^lines\.(\d+)(?:\.(\w+))?/.exec(field)
  return cell ? { nth: Number(cell[1]), column: columnOf[cell[2] ?? ''] ?? 'item' } : { field }
}

const saving = new Set<string>()

/** Posts the document, once however often it is pressed, and goes on to the next; a refusal puts the cursor where it belongs. */
export async function saveSheet<Head, Line extends SheetLine, Choice, Value>(
  desk: SheetDesk<Head, Line, Choice, Value>,
): Promise<Value | null> {
  const { sheet } = desk
  const toCell = (line: Line, column: string) => {
    sheet.goTo(sheet.entry.store.getState().lines.indexOf(line), column)
    desk.intoLines()
  }
  if (saving.has(sheet.uid)) return null
  const { lines, unread, at } = sheet.entry.store.getState()
  const filled = sheet.entry.filled()
  if (filled.length === 0) {
    // Save pressed once more lands on the next, empty document: what was just saved must stay to be read
    if (sheet.isEmpty()) desk.intoFirst()
    else say(words('sheet.nothingToSave'))
    return null
  }
  const unfinished = filled.find((line) => desk.missing(line) !== null)
  if (unfinished || unread) {
    if (unfinished) toCell(unfinished, desk.missing(unfinished) as string)
    say(words('sheet.unfinished', { line: (unfinished ? lines.indexOf(unfinished) : at.row) + 1 }))
    return null
  }
  saving.add(sheet.uid)
  desk.setBusy(true)
  const told = await desk.post(filled)
  saving.delete(sheet.uid)
  desk.setBusy(false)
  if (told.ok) {
    say(desk.saved(told.value, filled))
    sheet.end()
    void tell('company.dropDraft', { uid: sheet.uid })
    desk.next()
    return told.value
  }
  if (told.refusal) {
    say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
    const place = placeOfField(told.refusal.field, desk.columnOf)
    const line = place && 'nth' in place ? filled[place.nth] : undefined
    if (place && 'nth' in place && line) toCell(line, place.column)
    else if (place && 'field' in place) desk.focusField(place.field)
  } else if (told.dismissed) desk.intoLines()
  return null
}

/** Puts the document aside under a name; false when the clerk thought better of it. */
export async function holdSheet<Head, Line extends SheetLine, Choice>(
  sheet: Sheet<Head, Line, Choice>,
  suggestion: string,
): Promise<boolean> {
  if (sheet.isEmpty()) {
    say(words('sheet.nothingToHold'))
    return false
  }
  const name = await askHoldName(suggestion)
  if (name === null) return false
  await sheet.holdAs(name)
  say(words('sheet.heldAs', { name }))
  return true
}

/** Lists what was put aside or left unfinished and opens the chosen one in a tab of its own. */
export async function recallSheet<Head, Line extends SheetLine, Choice>(
  kind: SheetKind<Head, Line, Choice>,
  own: string,
  screen: string,
  about: (head: Head) => string,
): Promise<void> {
  const drafts = await tell('company.drafts', { kind: kind.kind })
  if (!drafts.ok) return
  const held = drafts.value.flatMap(({ uid, json, heldName, updatedAt }) => {
    const kept = uid === own ? null : readSheet(kind)(json)
    return kept ? [{ uid, heldName, updatedAt, about: about(kept.head), items: kept.lines.length }] : []
  })
  const uid = await askRecall(held)
  if (uid) openScreenNamed(screen, { uid })
}

/** The tab of an unfinished document was asked to close. */
export async function closeSheet<Head, Line extends SheetLine, Choice, Value>(
  desk: SheetDesk<Head, Line, Choice, Value>,
): Promise<void> {
  const answer = await askUnsaved({ title: desk.title, save: true, hold: true })
  if (answer === 'save') {
    if ((await saveSheet(desk)) !== null) desk.close()
  } else if (answer === 'hold') {
    if (await holdSheet(desk.sheet, desk.title)) desk.close()
  } else if (answer === 'discard') {
    await desk.sheet.discard()
    desk.close()
  }
}
