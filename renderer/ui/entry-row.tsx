import { type KeyboardEvent, memo, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { words } from '../words.ts'
import styles from './entry-grid.module.css'
import type { EntryColumn, EntryGridProps, EntryPlace } from './entry-grid.tsx'
import type { EntryLine, EntryStore } from './entry-store.ts'

type EntryRowProps<Line extends EntryLine> = {
  entry: EntryStore<Line>
  columns: readonly EntryColumn<Line>[]
  index: number
  top: number
  /** -1 while the cursor is in another row. */
  activeCol: number
  readOnly: boolean
  latest: RefObject<EntryGridProps<Line>>
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

const classes = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(' ')

/** One line. It listens to its own line only: a key in one row draws that row and nothing else. */
export const EntryRow = memo(function EntryRow<Line extends EntryLine>(props: EntryRowProps<Line>) {
  const { entry, columns, index, activeCol } = props
  const line = useStore(entry.store, (state) => state.lines[index])
  if (!line) return null
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-active={activeCol >= 0 || undefined}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div role="rowheader" className={`num ${styles.cell} ${styles.index} ${styles.frozen}`} style={{ insetInlineStart: 0 }}>
        {index + 1}
      </div>
      {columns.map((column, col) =>
        col === activeCol && column.entry && !props.readOnly ? (
          <ActiveCell key={column.id} {...props} line={line} column={column} />
        ) : (
          <Cell key={column.id} entry={entry} column={column} line={line} row={index} col={col} />
        ),
      )}
    </div>
  )
}) as <Line extends EntryLine>(props: EntryRowProps<Line>) => ReactNode

type CellProps<Line extends EntryLine> = {
  entry: EntryStore<Line>
  column: EntryColumn<Line>
  line: Line
  row: number
  col: number
}

/** A cell without the cursor; drawn again only when its line is another one. */
const Cell = memo(function Cell<Line extends EntryLine>({ entry, column, line, row, col }: CellProps<Line>) {
  const problem = column.problem?.(line) ?? null
  return (
    <div
      role="gridcell"
      className={classes(
        styles.cell,
        column.numeric && 'num',
        column.weight && styles[column.weight],
        column.frozen && styles.frozen,
        problem?.tone === 'bad' && styles.wrong,
        problem?.tone === 'warn' && styles.warned,
      )}
      style={column.frozen ? { insetInlineStart: 48 } : undefined}
      dir={column.numeric ? undefined : 'auto'}
      aria-invalid={problem?.tone === 'bad' || undefined}
      title={problem?.text}
      onPointerDown={(event) => {
        if (event.button !== 0 || !column.entry) return
        // The box of the new cell takes the focus; the browser's own focus move would come after it and take it away.
        event.preventDefault()
        entry.moveTo({ row, col })
      }}
    >
      {column.show(line)}
    </div>
  )
}) as <Line extends EntryLine>(props: CellProps<Line>) => ReactNode

function ActiveCell<Line extends EntryLine>(props: EntryRowProps<Line> & { line: Line; column: EntryColumn<Line> }) {
  const { entry, column, line, index, latest } = props
  const typed = useStore(entry.store, (state) => state.text)
  const unread = useStore(entry.store, (state) => state.unread)
  const cell = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (!entry.store.getState().focused) return
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [entry])
  const own = column.edit?.(line) ?? ''
  const text = typed ?? own
  // A line put in place from outside (an item was taken) shows its own text again, selected, ready to be typed over.
  useLayoutEffect(() => {
    if (typed === null && document.activeElement === input.current) input.current?.select()
  }, [typed])
  const place: EntryPlace<Line> = { line, row: index, column, text }
  const echo = typed === null ? null : (column.echo?.(line, typed) ?? null)
  const problem = column.problem?.(line) ?? null
  return (
    <div
      ref={cell}
      role="gridcell"
      className={classes(
        styles.cell,
        styles.active,
        column.numeric && 'num',
        (unread || problem?.tone === 'bad') && styles.unread,
        column.frozen && styles.frozen,
      )}
      style={column.frozen ? { insetInlineStart: 48 } : undefined}
    >
      <input
        ref={input}
        className={styles.input}
        type="text"
        inputMode={column.numeric ? 'decimal' : 'text'}
        dir={column.numeric ? 'ltr' : 'auto'}
        aria-label={words('ui.cell', { column: column.title, line: index + 1 })}
        aria-invalid={unread || problem?.tone === 'bad' || undefined}
        autoComplete="off"
        spellCheck={false}
        value={text}
        {...latest.current.inputProps?.(place)}
        onChange={(event) => {
          entry.type(event.target.value)
          latest.current.onText?.(event.target.value, { ...place, text: event.target.value })
        }}
        onKeyDown={props.onKeyDown}
      />
      {echo && <span className={styles.echo}>{echo}</span>}
      {latest.current.popup?.(place, cell)}
    </div>
  )
}
