import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type InputHTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react'
import { useStore } from 'zustand'
import { words } from '../words.ts'
import { documentCommands, lineCommands } from './commands.ts'
import { densities, grown } from './density.ts'
import styles from './entry-grid.module.css'
import { EntryRow } from './entry-row.tsx'
import type { EntryLine, EntryRules, EntryStore } from './entry-store.ts'
import { say, useCommands } from './keyboard.ts'
import { composing } from './keys.ts'
import { look } from './look.ts'

/** Something about a cell: `bad` stops the save, `warn` does not. Its words stand where the screen shows them (the item strip). */
export type CellProblem = { tone: 'bad' | 'warn'; text: string }

export type EntryColumn<Line> = EntryRules<Line> & {
  title: string
  /** A grid track: '90px', 'minmax(220px, 1fr)'. */
  width: string
  numeric?: boolean
  weight?: 'strong' | 'dim'
  show: (line: Line) => ReactNode
  problem?: (line: Line) => CellProblem | null
  /** Stays in view when the grid scrolls sideways (one column, the first). */
  frozen?: boolean
  /** A word beside the box about what is typed ("2 box = 20 strips"). */
  echo?: (line: Line, text: string) => string | null
}

/** Where the cursor is, for keys, popups and the strip below. */
export type EntryPlace<Line> = {
  readonly line: Line
  readonly row: number
  readonly column: EntryColumn<Line>
  readonly text: string
}

export type EntryGridProps<Line extends EntryLine> = {
  entry: EntryStore<Line>
  columns: readonly EntryColumn<Line>[]
  label: string
  /** Keys of the active cell come here first; `preventDefault` keeps them from the grid (a popup is open, `*` in the rate). */
  onKey?: (event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<Line>) => void
  /** The text of a cell changed by typing. */
  onText?: (text: string, place: EntryPlace<Line>) => void
  /** Enter or Tab on the blank line, End in its first cell: on to the foot of the document. */
  onFinish: () => void
  /** Shift+Enter in the first cell: back to the head of the document. */
  onLeave?: () => void
  /** More for the box of the active cell: combobox roles while a list hangs on it. */
  inputProps?: (place: EntryPlace<Line>) => InputHTMLAttributes<HTMLInputElement>
  /** Hung on the active cell: lists, notes. `anchor` is the cell. */
  popup?: (place: EntryPlace<Line>, anchor: RefObject<HTMLElement | null>) => ReactNode
  readOnly?: boolean
  /** False while a dialog or another part of the document has the line commands. */
  active?: boolean
}

const headHeight = 28

/** The cell a key is about. */
export function placeIn<Line extends EntryLine>(
  entry: EntryStore<Line>,
  columns: readonly EntryColumn<Line>[],
): EntryPlace<Line> | null {
  const { lines, at, text } = entry.store.getState()
  const line = lines[at.row]
  const column = columns[at.col]
  return line && column ? { line, row: at.row, column, text: text ?? column.edit?.(line) ?? '' } : null
}

/** Moves the cursor to the next cell with something wrong, around the end; false when there is none. */
export function toNextProblem<Line extends EntryLine>(entry: EntryStore<Line>, columns: readonly EntryColumn<Line>[]): boolean {
  const { lines, at } = entry.store.getState()
  const cells = lines.flatMap((line, row) =>
    columns.flatMap((column, col) => (column.entry && column.problem?.(line) ? [{ row, col }] : [])),
  )
  const next = cells.find((cell) => cell.row > at.row || (cell.row === at.row && cell.col > at.col)) ?? cells[0]
  if (!next) return false
  entry.moveTo(next)
  return true
}

/**
 * The grid documents are keyed in. The cursor is always in a cell; only that cell is an input, and a key draws that one row. Rows far
 * away are not in the page, but the active one always is, or keys would go dead after a turn of the wheel.
 */
export function EntryGrid<Line extends EntryLine>(props: EntryGridProps<Line>) {
  const { entry, columns } = props
  const density = useStore(look, (state) => state.density)
  const rowCount = useStore(entry.store, (state) => state.lines.length)
  const at = useStore(entry.store, (state) => state.at)
  const scroll = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
    entry.setColumns(columns)
  })
  const rowHeight = densities[density].row
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(at.row) || at.row >= rowCount ? shown : [...shown, at.row].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row height makes measured rows wrong
  useLayoutEffect(() => virtual.measure(), [rowHeight])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor is followed, not the virtualizer
  useEffect(() => virtual.scrollToIndex(at.row, { align: 'auto' }), [at.row])

  useCommands(
    lineCommands,
    { deleteLine: entry.deleteLine, insertLine: entry.insertLine, duplicateLine: entry.duplicateLine },
    props.active !== false && !props.readOnly,
  )
  useCommands(
    documentCommands,
    {
      undo: () => {
        if (!entry.restore()) entry.undo()
      },
      redo: () => entry.redo(),
      nextProblem: () => {
        if (!toNextProblem(entry, latest.current.columns)) say(words('ui.noProblem'))
      },
    },
    props.active !== false && !props.readOnly,
  )

  const onKeyDown = useCallback((event: KeyboardEvent<HTMLInputElement>) => gridKey(event, latest.current), [])
  const template = useMemo(() => grown(`48px ${columns.map((column) => column.width).join(' ')}`), [columns])
  return (
    <div
      ref={scroll}
      className={styles.grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-readonly={props.readOnly}
      style={{ '--columns': template } as object}
      onFocus={() => entry.setFocused(true)}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) entry.setFocused(false)
      }}
    >
      <div className={styles.inner}>
        <div className={styles.head} role="row" aria-rowindex={1}>
          <div role="columnheader" className={`num ${styles.index} ${styles.frozen}`} style={{ insetInlineStart: 0 }}>
            #
          </div>
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              className={`${column.numeric ? 'num' : ''} ${column.frozen ? styles.frozen : ''}`}
              style={column.frozen ? { insetInlineStart: 48 } : undefined}
            >
              {column.title}
            </div>
          ))}
        </div>
        <div className={styles.rows} role="rowgroup" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <EntryRow
              key={entry.store.getState().lines[item.index]?.key ?? item.index}
              entry={entry}
              columns={columns}
              index={item.index}
              top={item.start}
              activeCol={item.index === at.row ? at.col : -1}
              readOnly={props.readOnly ?? false}
              latest={latest}
              onKeyDown={onKeyDown}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** The box's edge in the direction an arrow points, as it is seen: a right-to-left text has its start on the right. */
function atEdge(input: HTMLInputElement, key: 'ArrowLeft' | 'ArrowRight'): boolean {
  const { selectionStart, selectionEnd, value } = input
  if (selectionStart === 0 && selectionEnd === value.length) return true
  if (selectionStart !== selectionEnd) return false
  const reversed = getComputedStyle(input).direction === 'rtl'
  return (key === 'ArrowLeft') === reversed ? selectionEnd === value.length : selectionStart === 0
}

function gridKey<Line extends EntryLine>(event: KeyboardEvent<HTMLInputElement>, props: EntryGridProps<Line>): void {
  const { entry, columns } = props
  const place = placeIn(entry, columns)
  if (!place || composing(event.nativeEvent)) return
  props.onKey?.(event, place)
  if (event.defaultPrevented || event.altKey) return
  const { unread, at } = entry.store.getState()
  const stay = (): boolean => {
    if (!unread) return false
    say(words('ui.unreadCell', { column: place.column.title }))
    event.currentTarget.select()
    return true
  }
  const finish = () => props.onFinish()
  switch (event.key) {
    case 'Enter':
    case 'Tab':
      if (event.ctrlKey) return
      if (!stay()) {
        if (event.shiftKey) {
          if (!entry.step(-1)) props.onLeave?.()
        } else if (!entry.step(1)) finish()
      }
      break
    case 'ArrowDown':
    case 'ArrowUp':
      if (event.shiftKey || event.ctrlKey) return
      if (!stay()) entry.moveRow(event.key === 'ArrowDown' ? 1 : -1)
      break
    case 'ArrowLeft':
    case 'ArrowRight': {
      if (event.shiftKey || event.ctrlKey || !atEdge(event.currentTarget, event.key)) return
      const mirrored = document.documentElement.dir === 'rtl'
      if (stay() || !entry.moveColumn((event.key === 'ArrowRight') === !mirrored ? 1 : -1)) break
      break
    }
    case 'Home':
    case 'End':
      if (event.ctrlKey) entry.moveTo({ row: event.key === 'Home' ? 0 : entry.store.getState().lines.length - 1, col: at.col })
      // Marg's End: from an empty first cell to the foot. In a text, End stays the caret's.
      else if (event.key === 'End' && place.text === '' && !entry.filled().includes(place.line)) finish()
      else return
      break
    case 'Escape':
      if (!entry.restore()) return
      break
    default:
      return
  }
  event.preventDefault()
}
