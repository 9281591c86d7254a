import { createStore, type StoreApi } from 'zustand/vanilla'

/** Lines have a key of their own, so that a row is the same row after others are inserted or deleted. */
export type EntryLine = { readonly key: string }
export type Cursor = { readonly row: number; readonly col: number }

/** What the moving and writing of the grid reads of a column; entry-grid.tsx adds how it looks. */
export type EntryRules<Line> = {
  readonly id: string
  /** The cursor can stand here. */
  readonly entry?: boolean | undefined
  /** Enter passes over it on this line (no choice of batch, a free quantity the scheme gave). Arrows and mouse still reach it. */
  readonly skip?: ((line: Line) => boolean) | undefined
  /** The text in the box on arrival. */
  readonly edit?: ((line: Line) => string) | undefined
  /** Called at every key: the changed line, or null while the text is no value. Absent = the text stays local until something is taken. */
  readonly write?: ((line: Line, text: string) => Line | null) | undefined
}

export type EntryState<Line> = {
  readonly lines: readonly Line[]
  readonly at: Cursor
  /** What is typed in the active cell; null while it shows the line's own value. */
  readonly text: string | null
  /** The typed text is no value; Enter stays. */
  readonly unread: boolean
  /** The grid has the focus: a cell that becomes active takes it. */
  readonly focused: boolean
  readonly past: readonly (readonly Line[])[]
  readonly future: readonly (readonly Line[])[]
  /** The lines when the cursor came into this cell; one undo step is one cell. */
  readonly arrival: readonly Line[]
}

export type EntrySetup<Line> = {
  lines: readonly Line[]
  columns: readonly EntryRules<Line>[]
  blank: () => Line
  isBlank: (line: Line) => boolean
  /** The lines are given (those of a file): none is keyed at the end, any can be left out. */
  fixed?: boolean
  /** The line a copy of another starts as; a new key is put in. */
  copy?: (line: Line, key: string) => Line
  /** What lines share is divided among them anew after every change; the same list back while nothing of it changes. */
  agree?: (lines: readonly Line[]) => readonly Line[]
}

export type EntryStore<Line extends EntryLine> = {
  readonly store: StoreApi<EntryState<Line>>
  readonly setColumns: (columns: readonly EntryRules<Line>[]) => void
  /** All lines but the blank one at the end. */
  readonly filled: () => Line[]
  type: (text: string) => void
  /** Puts a changed line in place (an item or batch was taken, a rate worked out) without touching the box of another cell. */
  setLine: (row: number, line: Line) => void
  /** Replaces everything: a recalled draft, a loaded order. Not an undo step of its own unless `undoable`. */
  setLines: (lines: readonly Line[], undoable?: boolean) => void
  moveTo: (at: Cursor) => void
  /** Enter and Shift+Enter. False at the end: Enter on the blank line's first cell, or back from the first cell. */
  step: (by: 1 | -1) => boolean
  moveRow: (by: number) => void
  moveColumn: (by: 1 | -1) => boolean
  /** The first column the cursor can stand in, or one by its id. */
  columnAt: (id: string) => number
  /** Gives the box back the text it arrived with; false when it was not changed. */
  restore: () => boolean
  insertLine: () => void
  deleteLine: () => void
  duplicateLine: () => void
  undo: () => boolean
  redo: () => boolean
  setFocused: (focused: boolean) => void
}

const clamp = (n: number, max: number) => Math.max(0, Math.min(max, n))

/** The state of a grid of lines being entered: cursor, box, undo. There is always one blank line at the end. */
export function createEntryStore<Line extends EntryLine>(setup: EntrySetup<Line>): EntryStore<Line> {
  let columns = setup.columns
  const { blank, isBlank } = setup
  const withBlank = (changed: readonly Line[]): readonly Line[] => {
    const lines = setup.agree?.(changed) ?? changed
    const last = lines.at(-1)
    if (setup.fixed) return lines
    return last === undefined || !isBlank(last) ? [...lines, blank()] : lines
  }
  const firstCol = () =>
    Math.max(
      0,
      columns.findIndex((column) => column.entry),
    )
  const begin = withBlank(setup.lines)
  const store = createStore<EntryState<Line>>(() => ({
    lines: begin,
    at: { row: begin.length - 1, col: firstCol() },
    text: null,
    unread: false,
    focused: false,
    past: [],
    future: [],
    arrival: begin,
  }))
  const get = store.getState

  /** Closes the cell: what was changed in it becomes one undo step. */
  const settled = (state: EntryState<Line>): EntryState<Line> =>
    state.lines === state.arrival
      ? { ...state, text: null, unread: false }
      : { ...state, text: null, unread: false, past: [...state.past, state.arrival], future: [], arrival: state.lines }
  const place = (at: Cursor) => {
    const state = settled(get())
    const row = clamp(at.row, state.lines.length - 1)
    if (row === get().at.row && at.col === get().at.col && get().text === null) return
    store.setState({ ...state, at: { row, col: at.col } }, true)
  }
  const change = (lines: readonly Line[], at: Cursor) => {
    const state = settled(get())
    const next = withBlank(lines)
    store.setState(
      {
        ...state,
        lines: next,
        arrival: next,
        past: [...state.past, state.lines],
        future: [],
        at: { row: clamp(at.row, next.length - 1), col: at.col },
      },
      true,
    )
  }
  const stops = (row: number): number[] => {
    const line = get().lines[row]
    return line === undefined ? [] : columns.flatMap((column, col) => (column.entry && !column.skip?.(line) ? [col] : []))
  }
  const jump = (from: 'past' | 'future', to: 'past' | 'future'): boolean => {
    const state = settled(get())
    const lines = state[from].at(-1)
    if (!lines) return false
    const row = clamp(
      lines.findIndex((line, at) => line !== state.lines[at]),
      lines.length - 1,
    )
    store.setState(
      {
        ...state,
        [from]: state[from].slice(0, -1),
        [to]: [...state[to], state.lines],
        lines,
        arrival: lines,
        at: { row, col: state.at.col },
      } as EntryState<Line>,
      true,
    )
    return true
  }

  return {
    store,
    setColumns: (next) => {
      columns = next
    },
    filled: () => get().lines.filter((line) => !isBlank(line)),
    type: (text) => {
      const { lines, at } = get()
      const line = lines[at.row]
      const column = columns[at.col]
      if (!line || !column) return
      if (!column.write) {
        store.setState({ text, unread: false })
        return
      }
      const written = column.write(line, text)
      if (written === null || written === line) store.setState({ text, unread: written === null })
      else store.setState({ text, unread: false, lines: withBlank(lines.with(at.row, written)) })
    },
    setLine: (row, line) => {
      const { lines, at } = get()
      if (lines[row] === line || lines[row] === undefined) return
      store.setState({ lines: withBlank(lines.with(row, line)), ...(row === at.row ? { text: null, unread: false } : {}) })
    },
    setLines: (lines, undoable = false) => {
      if (undoable) change(lines, { row: lines.length, col: firstCol() })
      else {
        const next = withBlank(lines)
        store.setState(
          {
            ...get(),
            lines: next,
            arrival: next,
            past: [],
            future: [],
            text: null,
            unread: false,
            at: { row: next.length - 1, col: firstCol() },
          },
          true,
        )
      }
    },
    moveTo: place,
    step: (by) => {
      const { lines, at } = get()
      const line = lines[at.row]
      if (!line) return false
      const here = stops(at.row)
      const next = by > 0 ? here.find((col) => col > at.col) : here.findLast((col) => col < at.col)
      if (isBlank(line) && by > 0) return false
      if (next !== undefined) place({ row: at.row, col: next })
      else {
        const row = at.row + by
        if (row < 0 || row >= lines.length) return false
        const there = stops(row)
        place({ row, col: (by > 0 ? there[0] : there.at(-1)) ?? firstCol() })
      }
      return true
    },
    moveRow: (by) => place({ row: get().at.row + by, col: get().at.col }),
    moveColumn: (by) => {
      const { at } = get()
      for (let col = at.col + by; col >= 0 && col < columns.length; col += by)
        if (columns[col]?.entry) {
          place({ row: at.row, col })
          return true
        }
      return false
    },
    columnAt: (id) => columns.findIndex((column) => column.id === id),
    restore: () => {
      const { text, arrival, lines, at } = get()
      if (text === null) return false
      const same = arrival.length <= lines.length && arrival[at.row]
      store.setState({ text: null, unread: false, ...(same ? { lines: withBlank(lines.with(at.row, same)) } : {}) })
      return true
    },
    insertLine: () => {
      const { lines, at } = get()
      change([...lines.slice(0, at.row), blank(), ...lines.slice(at.row)], { row: at.row, col: firstCol() })
    },
    deleteLine: () => {
      const { lines, at } = get()
      const line = lines[at.row]
      if (!line || (!setup.fixed && isBlank(line) && at.row === lines.length - 1)) return
      change([...lines.slice(0, at.row), ...lines.slice(at.row + 1)], at)
    },
    duplicateLine: () => {
      const { lines, at } = get()
      const line = lines[at.row]
      if (!line || isBlank(line)) return
      const key = crypto.randomUUID()
      const copy = setup.copy?.(line, key) ?? { ...line, key }
      change([...lines.slice(0, at.row + 1), copy, ...lines.slice(at.row + 1)], { row: at.row + 1, col: at.col })
    },
    undo: () => jump('past', 'future'),
    redo: () => jump('future', 'past'),
    setFocused: (focused) => {
      if (get().focused !== focused) store.setState({ focused })
    },
  }
}
