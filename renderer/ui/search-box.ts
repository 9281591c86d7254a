import { createStore, type StoreApi } from 'zustand/vanilla'

/** An answer of a search. It carries the text it answers, so that a late one can be told from the right one. */
export type Found<Row> = {
  readonly text: string
  readonly rows: readonly Row[]
  readonly total: number
  /** The row that matches the text exactly (code, barcode); it is chosen instead of the first. */
  readonly exact?: number | undefined
}
export type SearchState<Row> = {
  readonly text: string
  readonly found: Found<Row> | null
  /** The chosen row. */
  readonly at: number
  readonly open: boolean
  /** Enter was pressed before the answer for this text was there; the answer will take its row. */
  readonly wanted: boolean
  /** Enter found nothing to take. */
  readonly nothing: boolean
}

export const emptySearch: SearchState<never> = { text: '', found: null, at: 0, open: false, wanted: false, nothing: false }

/** True when the rows on show answer the text in the box. */
export const isFresh = <Row>(state: SearchState<Row>): boolean => state.found !== null && state.found.text === state.text

type Step<Row> = { state: SearchState<Row>; take?: Row }

/** Typing: the rows of the last answer stay on show (dimmed) until the next is there, never blank between keys. */
export const typed = <Row>(state: SearchState<Row>, text: string): SearchState<Row> => ({
  ...state,
  text,
  open: true,
  wanted: false,
  nothing: false,
  at: state.found?.text === text ? state.at : 0,
})

/** An answer arrived; one for another text only fills the list if nothing is on show yet. Never takes a row of another text. */
export function answered<Row>(state: SearchState<Row>, found: Found<Row>): Step<Row> {
  if (found.text !== state.text) return { state: state.found === null ? { ...state, found } : state }
  const at = found.exact ?? 0
  const next = { ...state, found, at, wanted: false }
  if (!state.wanted) return { state: next }
  const row = found.rows[at]
  return row === undefined ? { state: { ...next, open: true, nothing: true } } : { state: { ...next, open: false }, take: row }
}

/** Up and down; stops at the ends. Rows of an older answer cannot be walked. */
export function moved<Row>(state: SearchState<Row>, by: number): SearchState<Row> {
  if (!isFresh(state)) return state
  const last = (state.found?.rows.length ?? 0) - 1
  return { ...state, open: true, nothing: false, at: Math.max(0, Math.min(last, state.at + by)) }
}

/** Enter: takes the chosen row of the right answer, waits for it, or stays because there is nothing to take. */
export function entered<Row>(state: SearchState<Row>): Step<Row> {
  if (!isFresh(state)) return { state: { ...state, wanted: true } }
  const row = state.found?.rows[state.at]
  return row === undefined
    ? { state: { ...state, nothing: true } }
    : { state: { ...state, open: false, wanted: false }, take: row }
}

export type SearchBox<Row> = {
  readonly store: StoreApi<SearchState<Row>>
  type: (text: string) => void
  /** Opens the list for a text without typing (Down in a closed box). */
  open: (text: string) => void
  move: (by: number) => void
  /** Takes row `at` of the answer on show, by mouse. */
  pick: (at: number) => void
  enter: () => void
  close: () => void
  /** Closed and empty, with no answer kept. */
  reset: () => void
}

/**
 * A search box's life outside React, so that Enter right after a key sees that key. One search is out at a time: while it is, only
 * the newest text waits. `staysOpen`: whoever takes a row closes the list, when what comes in its place is there to be drawn with it.
 */
export function createSearchBox<Row>(
  find: (text: string) => Found<Row> | Promise<Found<Row>>,
  onTake: (row: Row) => void,
  onFault: (error: unknown) => void = () => {},
  { staysOpen = false } = {},
): SearchBox<Row> {
  const store = createStore<SearchState<Row>>(() => emptySearch)
  let out = false
  let next: string | null = null
  const apply = (step: Step<Row>) => {
    const stays = step.take !== undefined && staysOpen
    // what is on show stays as it is: an answer that is taken as it comes need not be drawn first
    store.setState(stays ? { ...store.getState(), wanted: false } : step.state, true)
    if (step.take !== undefined) onTake(step.take)
  }
  const search = (text: string): void => {
    if (out) {
      next = text
      return
    }
    const answer = find(text)
    if (!(answer instanceof Promise)) {
      apply(answered(store.getState(), answer))
      return
    }
    out = true
    answer
      .then(
        (found) => apply(answered(store.getState(), found)),
        (error: unknown) => {
          // A wanted row that cannot come must not be taken by a later, unrelated answer.
          store.setState({ wanted: false })
          onFault(error)
        },
      )
      .finally(() => {
        out = false
        const waiting = next
        next = null
        if (waiting !== null) search(waiting)
      })
  }
  return {
    store,
    type: (text) => {
      store.setState(typed(store.getState(), text), true)
      search(text)
    },
    open: (text) => {
      store.setState({ ...typed(store.getState(), text), at: 0 }, true)
      search(text)
    },
    move: (by) => store.setState(moved(store.getState(), by), true),
    pick: (at) => {
      const state = { ...store.getState(), at }
      if (isFresh(state)) apply(entered(state))
    },
    enter: () => apply(entered(store.getState())),
    close: () => store.setState({ open: false, wanted: false, nothing: false }),
    reset: () => store.setState(emptySearch as SearchState<Row>, true),
  }
}

/** Splits a text into parts that do and do not match the words searched for, each at the start of a word. */
export function matchParts(text: string, query: string): { text: string; match: boolean }[] {
  const asked = query.trim().split(/\s+/).filter(Boolean)
  if (asked.length === 0) return [{ text, match: false }]
  const escaped = asked.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})`, 'giu')
  const parts: { text: string; match: boolean }[] = []
  let from = 0
  for (const found of text.matchAll(pattern)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), match: false })
    parts.push({ text: found[0], match: true })
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push({ text: text.slice(from), match: false })
  return parts
}
