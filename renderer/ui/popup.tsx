import { memo, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../words.ts'
import type { CommandDefinition } from './commands.ts'
import { popupCommands } from './commands.ts'
import { Kbd } from './controls.tsx'
import { count } from './format.ts'
import { useCommands } from './keyboard.ts'
import { showKey } from './keys.ts'
import styles from './popup.module.css'
import { matchParts } from './search-box.ts'

export type PopupColumn<Row> = {
  id: string
  title: string
  /** A grid track: '90px', '1fr', 'minmax(180px, 2fr)'. */
  width: string
  numeric?: boolean
  /** `strong` for what is chosen by, `dim` for what only helps. */
  weight?: 'strong' | 'dim'
  /** Marks the searched words in it. */
  match?: boolean
  cell: (row: Row) => ReactNode
}

export type PopupListProps<Row> = {
  id: string
  /** The cell or box the list belongs to. */
  anchor: RefObject<HTMLElement | null>
  label: string
  columns: readonly PopupColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  at: number
  onPick: (at: number) => void
  onClose: () => void
  /** How many there are beyond those sent. */
  total?: number
  /** The rows answer an older text. */
  stale?: boolean
  query?: string
  /** Pixels; never less than the anchor. */
  width?: number
  /** Instead of rows when there are none. */
  empty?: ReactNode
  /** At the start of the foot, beside the keys (`Earliest expiry first`). */
  note?: ReactNode
  /** More keys for the foot, with their words. */
  keys?: readonly { command: CommandDefinition; label: string }[]
  /** Greys a row that cannot be taken; it stays readable. */
  off?: (row: Row) => boolean
  /** No head: a plain list of choices. */
  simple?: boolean
}

type Place = { top: string; bottom: string; left: string; width: string }

/** A few more than are seen: an answer is painted with these, and the others once the list is walked or scrolled. */
const firstRows = 11
const rowHeight = 28
const gap = 4
const edge = 8

/** Below the anchor, or above it when there is no room; inside the window in both directions of writing. */
function placeAt(anchor: HTMLElement, wantedWidth: number, height: number): Place {
  const rect = anchor.getBoundingClientRect()
  const width = Math.min(Math.max(wantedWidth, rect.width), window.innerWidth - 2 * edge)
  const start = document.documentElement.dir === 'rtl' ? rect.right - width : rect.left
  const left = Math.max(edge, Math.min(start, window.innerWidth - width - edge))
  const below = window.innerHeight - rect.bottom - gap - edge
  const across = { left: `${left}px`, width: `${width}px` }
  return height <= below || below >= rect.top
    ? { ...across, top: `${rect.bottom + gap}px`, bottom: 'auto' }
    : { ...across, top: 'auto', bottom: `${window.innerHeight - rect.top + gap}px` }
}

/** Keeps the popup at its anchor. Written to the element itself: put through React, every list would be drawn twice. */
function usePlace(
  anchor: RefObject<HTMLElement | null>,
  popup: RefObject<HTMLElement | null>,
  width: number,
  rows: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of rows changes the height
  useLayoutEffect(() => {
    const put = () => {
      if (!anchor.current || !popup.current) return
      Object.assign(popup.current.style, placeAt(anchor.current, width, popup.current.offsetHeight), { visibility: 'visible' })
    }
    put()
    // a cell that is mounted together with its list gets its ref only after the list's own effects
    const later = anchor.current ? undefined : requestAnimationFrame(put)
    window.addEventListener('resize', put)
    window.addEventListener('scroll', put, true)
    return () => {
      if (later !== undefined) cancelAnimationFrame(later)
      window.removeEventListener('resize', put)
      window.removeEventListener('scroll', put, true)
    }
  }, [anchor, popup, width, rows])
}

/** Makes the box in a grid's cell a combobox while the list hangs on it; a field's own box says so itself. */
function useNamedRow(anchor: RefObject<HTMLElement | null>, id: string, at: number | null): void {
  useEffect(() => {
    const box = anchor.current instanceof HTMLInputElement ? null : anchor.current?.querySelector('input')
    if (!box) return undefined
    box.setAttribute('role', 'combobox')
    box.setAttribute('aria-expanded', 'true')
    box.setAttribute('aria-controls', id)
    if (at === null) box.removeAttribute('aria-activedescendant')
    else box.setAttribute('aria-activedescendant', optionId(id, at))
    return () => {
      for (const name of ['role', 'aria-expanded', 'aria-controls', 'aria-activedescendant']) box.removeAttribute(name)
    }
  }, [anchor, id, at])
}

/** The searched words in a text, marked. */
export function Matched({ text, query }: { text: string; query: string }) {
  return matchParts(text, query).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
    part.match ? <mark key={index}>{part.text}</mark> : part.text,
  )
}

/**
 * A list to choose from, hung on a cell or a box. The focus stays in the box: it names the chosen row with
 * `aria-activedescendant={optionId(id, at)}` and handles the keys; mouse picks come through `onPick`.
 */
export function PopupList<Row>(props: PopupListProps<Row>) {
  const { columns, rows, at, query = '' } = props
  const [unrolled, setUnrolled] = useState<readonly Row[] | null>(null)
  const shown = unrolled === rows || at >= firstRows - 2 ? rows : rows.slice(0, firstRows)
  const t = useWords()
  const popup = useRef<HTMLDivElement>(null)
  usePlace(props.anchor, popup, props.width ?? 0, rows.length)
  useCommands(popupCommands, { choose: {}, take: {}, close: props.onClose })
  const scrolled = useRef(false)
  useEffect(() => {
    // to look where the first row of a list at its top stands would cost a layout of all rows at every key
    if (at > 0 || scrolled.current) popup.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' })
  })
  useNamedRow(props.anchor, props.id, rows.length > 0 && !props.stale ? at : null)
  const total = props.total ?? rows.length
  return createPortal(
    <div
      ref={popup}
      className={`${styles.popup} ${props.simple ? styles.simple : ''} ${props.stale ? styles.stale : ''}`}
      style={{ '--popup-columns': columns.map((column) => column.width).join(' ') } as object}
      // The box must keep the focus while the mouse chooses.
      onPointerDown={(event) => event.preventDefault()}
    >
      <div className={styles.head} aria-hidden>
        {columns.map((column) => (
          <div key={column.id} className={column.numeric ? 'num' : ''}>
            {column.title}
          </div>
        ))}
      </div>
      {rows.length === 0 && <div className={styles.empty}>{props.empty ?? t('ui.nothingFound')}</div>}
      <div
        className={styles.list}
        id={props.id}
        role="listbox"
        aria-label={props.label}
        aria-busy={props.stale}
        tabIndex={-1}
        onScroll={(event) => {
          scrolled.current = event.currentTarget.scrollTop > 0
          if (scrolled.current) setUnrolled(rows)
        }}
      >
        {shown.map((row, index) => (
          <Option
            key={props.rowKey(row)}
            id={optionId(props.id, index)}
            row={row}
            columns={columns}
            query={query}
            chosen={index === at}
            off={props.off?.(row) ?? false}
            index={index}
            onPick={props.onPick}
          />
        ))}
        {shown.length < rows.length && <div style={{ blockSize: (rows.length - shown.length) * rowHeight }} />}
      </div>
      <Foot keys={props.keys} note={props.note} total={total} simple={props.simple} />
    </div>,
    document.body,
  )
}

type OptionProps<Row> = {
  id: string
  row: Row
  index: number
  columns: readonly PopupColumn<Row>[]
  query: string
  chosen: boolean
  off: boolean
  onPick: (at: number) => void
}

function OneOption<Row>({ id, row, index, columns, query, chosen, off, onPick }: OptionProps<Row>) {
  return (
    <div
      id={id}
      className={styles.option}
      role="option"
      aria-selected={chosen}
      aria-disabled={off || undefined}
      data-chosen={chosen || undefined}
      onClick={() => onPick(index)}
    >
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} query={query} off={off} />
      ))}
    </div>
  )
}
/** A row that is the same after a key is not drawn again, given that its columns are the same ones too. */
const Option = memo(OneOption) as typeof OneOption

function Cell<Row>({ column, row, query, off }: { column: PopupColumn<Row>; row: Row; query: string; off: boolean }) {
  const content = column.cell(row)
  const look = off ? styles.off : column.weight ? styles[column.weight] : ''
  return (
    <div className={`${column.numeric ? 'num' : ''} ${look}`} dir={column.numeric ? undefined : 'auto'}>
      {column.match && typeof content === 'string' ? <Matched text={content} query={query} /> : content}
    </div>
  )
}

function Foot(props: { keys: PopupListProps<unknown>['keys']; note: ReactNode; total: number; simple: boolean | undefined }) {
  const t = useWords()
  const heard = useSettled(props.total, 500)
  return (
    <>
      {!props.simple && (
        <div className={styles.foot}>
          <span>
            <Kbd keys={`${showKey('Up')}${showKey('Down')}`} /> {t('commands.popup.choose')}
          </span>
          <span>
            <Kbd keys="Enter" /> {t('commands.popup.take')}
          </span>
          <span>
            <Kbd keys="Esc" /> {t('commands.popup.close')}
          </span>
          {props.keys?.map(({ command, label }) => (
            <span key={label}>
              <Kbd keys={command.keys.default[0] ?? ''} /> {label}
            </span>
          ))}
          {props.note && <span>{props.note}</span>}
          <span className={styles.count}>{t('ui.found', { count: props.total, shown: count(props.total) })}</span>
        </div>
      )}
      <span className="only-heard" role="status">
        {t('ui.results', { count: heard, shown: count(heard) })}
      </span>
    </>
  )
}

/** The id of a row, for the box's aria-activedescendant. */
export const optionId = (listId: string, at: number): string => `${listId}-${at}`

/** A value once it has stood still, so that a screen reader is not told every number on the way. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
