import { createStore, type StoreApi } from 'zustand/vanilla'
import { fetchNow, type OutputOf, tell } from '../client.ts'
import { createEntryStore, type EntryLine, type EntryRules, type EntryStore } from '../ui/entry-store.ts'
import { say } from '../ui/keyboard.ts'
import { createSearchBox, type SearchBox } from '../ui/search-box.ts'
import { words } from '../words.ts'

export type ItemHit = OutputOf<'items.search'>['rows'][number]

/** A line of a document: what the kit reads of it. A line without an item is the blank one. */
export type SheetLine = EntryLine & { readonly item: { readonly id: number; readonly name: string } | null }

/** The batches (or whatever else) a line must choose one of, once its item is taken. */
export type SheetChoosing<Head, Line, Choice> = {
  /** The column the list hangs on; what is typed there picks the first row that begins so. */
  readonly column: string
  /** Where the cursor goes with a choice taken. */
  readonly next: string
  readonly find: (line: Line, lines: readonly Line[], head: Head) => Promise<readonly Choice[]>
  readonly take: (line: Line, choice: Choice) => Line
  /** What the list is walked by: the batch number. */
  readonly text: (choice: Choice) => string
  /** Said when there is nothing to choose; the line keeps its item. */
  readonly none: (line: Line) => string
  /** Enter on a text that no choice begins with: makes a new one (a batch the book does not know), or null. Without it Enter stays. */
  readonly fresh?: (line: Line, text: string) => Promise<Choice | null>
}

/** One kind of document: how it is kept, how a line is typed, what taking an item does. Plain functions; no words, no look. */
export type SheetKind<Head, Line extends SheetLine, Choice = never> = {
  /** Of the draft in main. */
  readonly kind: string
  readonly rules: readonly EntryRules<Line>[]
  readonly blank: () => Line
  /** The head of what was kept; null when it cannot be read (another version's draft is left alone, not guessed at). */
  readonly readHead: (kept: { readonly head?: unknown }) => Head | null
  /** True when the head alone is not worth keeping. Without it no head is. */
  readonly isEmptyHead?: (head: Head) => boolean
  /** Items for what is typed; without it the search over all items. */
  readonly find?: (text: string, head: Head) => Promise<{ text: string; rows: readonly ItemHit[]; exact: boolean }>
  readonly take: (line: Line, hit: ItemHit, head: Head) => Line | Promise<Line>
  /** The column the cursor goes to with an item taken. */
  readonly afterItem: string
  readonly choosing?: SheetChoosing<Head, Line, Choice>
  /** What lines share, divided anew after every change. */
  readonly agree?: (lines: readonly Line[]) => readonly Line[]
}

/** What is kept of an unposted document: enough to stand again exactly where it stood, the half-typed cell included. */
export type KeptSheet<Head, Line> = {
  readonly version: 1
  readonly head: Head
  readonly lines: readonly Line[]
  readonly at: { readonly row: number; readonly col: number }
  readonly text: string | null
}

export type SheetChoices<Choice> = { readonly lineKey: string; readonly rows: readonly Choice[]; readonly at: number }

/** One document being keyed: its stores and what can be done to them. Lives as long as its tab; kept at every change. */
export type Sheet<Head, Line extends SheetLine, Choice = never> = {
  readonly uid: string
  readonly kind: SheetKind<Head, Line, Choice>
  readonly head: StoreApi<Head>
  readonly entry: EntryStore<Line>
  readonly items: SearchBox<ItemHit>
  readonly choices: StoreApi<{ readonly value: SheetChoices<Choice> | null }>
  /** True while an item that was taken waits for its facts: keys wait with it. */
  readonly deciding: () => boolean
  readonly waitingKey: (key: string) => void
  readonly goTo: (row: number, column: string) => void
  /** Nothing in it worth keeping. */
  readonly isEmpty: () => boolean
  openChoices: () => Promise<void>
  takeChoice: (choice: Choice) => void
  /** Enter on a text that is none of the choices. */
  takeUnknown: (text: string) => Promise<void>
  closeChoices: () => boolean
  /** Stops keeping the draft: it has been posted. */
  end: () => void
  /** Puts it aside under a name. */
  holdAs: (name: string) => Promise<void>
  discard: () => Promise<void>
}

/** Reads a kept document of this kind back, or null when it cannot be read; for `useKeptDraft`. */
export const readSheet =
  <Head, Line extends SheetLine, Choice>(kind: SheetKind<Head, Line, Choice>) =>
  (json: string): KeptSheet<Head, Line> | null => {
    try {
      const kept = JSON.parse(json) as KeptSheet<Head, Line>
      if (kept.version !== 1 || !Array.isArray(kept.lines)) return null
      const head = kind.readHead(kept)
      return head && { ...kept, head, lines: kept.lines.map((line) => ({ ...kind.blank(), ...line })) }
    } catch {
      return null
    }
  }

/** Builds a document from what was kept of it, or a new one. */
export function createSheet<Head extends object, Line extends SheetLine, Choice = never>(
  kind: SheetKind<Head, Line, Choice>,
  uid: string,
  fresh: Head,
  kept: KeptSheet<Head, Line> | null,
): Sheet<Head, Line, Choice> {
  const head = createStore<Head>(() => ({ ...fresh, ...kept?.head }))
  const entry = createEntryStore<Line>({
    lines: kept?.lines ?? [],
    columns: kind.rules,
    blank: kind.blank,
    isBlank: (line) => line.item === null,
    ...(kind.agree ? { agree: kind.agree } : {}),
  })
  if (kept) {
    entry.moveTo(kept.at)
    if (kept.text !== null) entry.type(kept.text)
  }
  const goTo = (row: number, column: string) => entry.moveTo({ row, col: entry.columnAt(column) })
  const isEmpty = () =>
    entry.filled().length === 0 && !entry.store.getState().text && (kind.isEmptyHead?.(head.getState()) ?? true)
  const keeper = keepDraft(kind.kind, uid, kept !== null, isEmpty, () => {
    const { at, text } = entry.store.getState()
    return JSON.stringify({ version: 1, head: head.getState(), lines: entry.filled(), at, text } satisfies KeptSheet<Head, Line>)
  })
  entry.store.subscribe((now, before) => {
    if (now.lines !== before.lines || now.text !== before.text || now.at !== before.at) void keeper.keep()
  })
  head.subscribe(() => void keeper.keep())
  return {
    uid,
    kind,
    head,
    entry,
    goTo,
    isEmpty,
    ...itemTaking(kind, head, entry, goTo),
    end: keeper.end,
    holdAs: async (name) => {
      await keeper.keep(name)
      keeper.end()
    },
    discard: async () => {
      keeper.end()
      await tell('company.dropDraft', { uid })
    },
  }
}

/** Sends the draft to main at every change, one letter on its way at a time; an empty one is not begun. */
export function keepDraft(kind: string, uid: string, begun: boolean, isEmpty: () => boolean, write: () => string) {
  let ended = false
  let sending = false
  let again = false
  let everKept = begun
  const keep = async (heldName: string | null = null): Promise<void> => {
    if (ended || (!everKept && isEmpty())) return
    if (sending && heldName === null) {
      again = true
      return
    }
    everKept = true
    sending = true
    await tell('company.putDraft', { uid, kind, json: write(), heldName })
    sending = false
    if (!again) return
    again = false
    if (heldName === null) void keep()
  }
  return {
    keep,
    end: () => {
      ended = true
    },
  }
}

/** The item's search box and the list of choices behind it. */
function itemTaking<Head, Line extends SheetLine, Choice>(
  kind: SheetKind<Head, Line, Choice>,
  head: StoreApi<Head>,
  entry: EntryStore<Line>,
  goTo: (row: number, column: string) => void,
) {
  const choices = createStore<{ readonly value: SheetChoices<Choice> | null }>(() => ({ value: null }))
  const { choosing } = kind
  let deciding = false
  let waiting: string[] = []
  const current = () => {
    const { lines, at } = entry.store.getState()
    return { line: lines[at.row], row: at.row, lines }
  }
  /** Keys that came while the line was being decided, given to the cell they were meant for. */
  const replay = () => {
    const keys = waiting
    waiting = []
    for (const key of keys) {
      if (key !== 'Enter') entry.type(`${entry.store.getState().text ?? ''}${key}`)
      else if (choices.getState().value) takeShown()
      else if (!entry.store.getState().unread) entry.step(1)
    }
  }
  const takeChoice = (choice: Choice) => {
    const { line, row } = current()
    choices.setState({ value: null })
    if (!line || !choosing) return
    entry.setLine(row, choosing.take(line, choice))
    goTo(row, choosing.next)
  }
  const takeShown = () => {
    const shown = choices.getState().value
    const row = shown?.rows[shown.at]
    if (row !== undefined) takeChoice(row)
  }
  const offer = async (line: Line, row: number, reopened: boolean): Promise<void> => {
    if (!choosing) return
    const rows = await choosing.find(line, current().lines, head.getState())
    const [first] = rows
    if (first === undefined) {
      if (choosing.fresh) {
        goTo(row, choosing.column)
        choices.setState({ value: { lineKey: line.key, rows, at: -1 } })
      } else say(choosing.none(line))
      return
    }
    if (!reopened) entry.setLine(row, choosing.take(line, first))
    if (rows.length === 1 && !reopened) goTo(row, choosing.next)
    else {
      goTo(row, choosing.column)
      choices.setState({ value: { lineKey: line.key, rows, at: 0 } })
    }
  }
  const take = async (hit: ItemHit): Promise<void> => {
    const { line, row } = current()
    if (!line) return
    deciding = true
    try {
      const made = kind.take(line, hit, head.getState())
      const taken = made instanceof Promise ? await made : made
      entry.setLine(row, taken)
      items.reset()
      if (choosing) await offer(taken, row, false)
      else goTo(row, kind.afterItem)
    } catch {
      say(words('sheet.notTaken', { item: hit.name }))
    } finally {
      deciding = false
      replay()
    }
  }
  const items = createSearchBox<ItemHit>(
    async (text) => {
      const found = await (kind.find?.(text, head.getState()) ?? fetchNow('items.search', { text }))
      return { text: found.text, rows: found.rows, total: found.rows.length, exact: found.exact ? 0 : undefined }
    },
    (hit) => void take(hit),
    () => say(words('sheet.searchFailed')),
  )
  return {
    items,
    choices,
    deciding: () => deciding,
    waitingKey: (key: string) => void waiting.push(key),
    openChoices: async () => {
      const { line, row } = current()
      if (line?.item) await offer(line, row, true).catch(() => say(words('sheet.searchFailed')))
    },
    takeChoice,
    takeUnknown: async (typed: string) => {
      const { line } = current()
      const text = typed.trim()
      const made = line && text !== '' && choosing?.fresh ? await choosing.fresh(line, text) : null
      if (made !== null) takeChoice(made)
      else say(words('sheet.nothingMatches', { text }))
    },
    closeChoices: () => {
      if (choices.getState().value === null) return false
      choices.setState({ value: null })
      return true
    },
  }
}
