import { useVirtualizer } from '@tanstack/react-virtual'
import { X } from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useDeferredValue,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useStore } from 'zustand'
import { useWords } from '../words.ts'
import { listCommands, tickCommands } from './commands.ts'
import { Button } from './controls.tsx'
import { densities, grown } from './density.ts'
import { type Handlers, useCommands } from './keyboard.ts'
import { composing } from './keys.ts'
import { look } from './look.ts'
import { ErrorState, SkeletonRows } from './states.tsx'
import styles from './table.module.css'
import { finishedColumn } from './table-columns.ts'
import { allOf, useListFile } from './table-file.tsx'
import { TableHead } from './table-head.tsx'
import {
  type Column,
  keepLayout,
  layoutOf,
  layoutStore,
  nextSort,
  type Sort,
  type Sums,
  shownColumns,
  tracks,
} from './table-layout.ts'
import { type PageQuery, type PageRequest, usePages } from './table-pages.ts'
import { Nothing, type RowLook, TableFoot, TableRow } from './table-rows.tsx'
import { ColumnsDialog, TableTools } from './table-tools.tsx'

export type Ticks<Row> = {
  isTicked: (row: Row) => boolean
  onTick: (row: Row, ticked: boolean) => void
  onTickAll: () => void
  ticked: number
}

export type DataTableProps<Row> = {
  /** Names the kept layout: `sales/bills`. */
  id: string
  /** Read out as the grid's name, and shown as the screen's title. */
  title: string
  columns: readonly Column<Row>[]
  /** Query options for a stretch of rows: `(request) => ask('sales.bills', { period, ...request })`. Sorting, filtering and sums are main's work. */
  page: (request: PageRequest) => PageQuery<Row>
  /** Rows first, count and sums by a question of their own: for calls that answer `part`. */
  totalsFollow?: boolean
  rowKey: (row: Row) => string | number
  /** Enter or double click. */
  onOpen?: (row: Row) => void
  /** Space: a read-only pane at the end that follows the cursor. Without one, it shows every column of the row. */
  detail?: (row: Row) => ReactNode
  /** Sort before the user chose one. */
  sort?: Sort | null
  ticks?: Ticks<Row>
  rowLook?: (row: Row) => RowLook
  /** No rows and no filter: why, and what to do. */
  empty?: ReactNode
  /** Between title and filter: period chips, kinds. */
  tools?: ReactNode
  /** At the end: buttons beside Columns. */
  actions?: ReactNode
  /** Under the title: the period in words, what is left out. */
  subtitle?: ReactNode
  /** More to say over the list in files and on paper: what chips narrow it to. Period, day and filter are said anyway. */
  notes?: readonly string[]
  /** Only the grid, for a table inside another screen. */
  bare?: boolean
  /** False: no filter box. */
  filterable?: boolean
  /** Commands of the list scope the screen adds: create, edit, period, export, print. */
  commands?: Handlers<'create' | 'edit' | 'period' | 'export' | 'print'>
  /** Hears the sums over the whole filter, when they are answered. */
  onSums?: (sums: Sums) => void
  /** Hears the row under the cursor. */
  onCursor?: (row: Row | undefined) => void
  /** Takes the focus when shown. */
  focused?: boolean
  handle?: RefObject<TableHandle<Row> | null>
}
export type TableHandle<Row> = {
  current: () => Row | undefined
  question: () => { sort: Sort | null; filter: string }
  focus: () => void
}

/** The house table: main sorts, filters and adds up; the window holds pages of 100 rows and draws what is in view. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, page, ticks } = props
  const detail = props.detail ?? (props.bare ? undefined : allOf(props.columns))
  const t = useWords()
  const density = useStore(look, (state) => state.density)
  layoutOf(id)
  const layout = useStore(layoutStore, (state) => state.by[id] ?? {})
  const sort = layout.sort === undefined ? (props.sort ?? null) : layout.sort
  const [filter, setFilter] = useState('')
  const asked = useDeferredValue(filter)
  const [at, setAt] = useState(0)
  const [detailOpen, setDetailOpen] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const scroll = useRef<HTMLDivElement>(null)
  const filterBox = useRef<HTMLInputElement>(null)
  const gridId = useId()
  const [range, setRange] = useState({ from: 0, to: 0 })
  const pages = usePages(page, { sort, filter: asked, totalsFollow: props.totalsFollow }, range)
  const columns = shownColumns(props.columns.map(finishedColumn), layout)
  const rowHeight = densities[density].row
  const virtual = useVirtualizer({
    count: pages.total,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: 28,
    scrollPaddingEnd: 32,
  })
  const items = virtual.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = items.at(-1)?.index ?? 0
  useLayoutEffect(() => setRange((old) => (old.from === from && old.to === to ? old : { from, to })), [from, to])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row height makes measured rows wrong
  useLayoutEffect(() => virtual.measure(), [rowHeight])

  const cursor = Math.min(at, Math.max(0, pages.total - 1))
  const current = pages.rowAt(cursor)
  const deferredRow = useDeferredValue(current)
  const { onCursor } = props
  useEffect(() => onCursor?.(current), [current, onCursor])
  const { onSums } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function is no new answer
  useEffect(() => onSums?.(pages.sums), [pages.sums])
  useEffect(() => {
    if (props.focused && !document.activeElement?.closest('[role="dialog"]')) scroll.current?.focus({ preventScroll: true })
  }, [props.focused])
  useImperativeHandle(props.handle, () => ({
    current: () => current,
    question: () => ({ sort, filter: asked }),
    focus: () => scroll.current?.focus(),
  }))

  const go = (to: number) => {
    const next = Math.max(0, Math.min(pages.total - 1, to))
    setAt(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const open = () => {
    if (current !== undefined) props.onOpen?.(current)
  }
  const clearFilter = () => {
    setFilter('')
    scroll.current?.focus()
  }
  const file = useListFile(props, columns, { sort, filter: asked }, pages.total)
  useCommands(listCommands, {
    move: {},
    ...(props.onOpen ? { open } : {}),
    ...(detail ? { detail: () => setDetailOpen((open) => !open) } : {}),
    ...(props.filterable === false || props.bare ? {} : { filter: () => filterBox.current?.select() }),
    columns: () => setChoosing(true),
    ...(file ? { export: file.write, print: file.print } : {}),
    ...props.commands,
  })
  useCommands(tickCommands, { tick: {}, tickAll: () => ticks?.onTickAll() }, ticks !== undefined)

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.altKey || composing(event.nativeEvent) || event.target !== scroll.current) return
    const perPage = Math.max(1, Math.floor((scroll.current.clientHeight - 60) / rowHeight))
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: perPage, PageUp: -perPage, Home: -pages.total, End: pages.total }[
      event.key
    ]
    if (step !== undefined && !event.shiftKey) go(cursor + step)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.shiftKey) open()
    else if (event.key === ' ' && !event.ctrlKey && ticks && current !== undefined) {
      ticks.onTick(current, !ticks.isTicked(current))
      go(cursor + 1)
    } else if (event.key === ' ' && !event.ctrlKey && detail) setDetailOpen(!detailOpen)
    else if (event.key === 'Escape' && detailOpen) setDetailOpen(false)
    else if (event.key === 'Escape' && filter) clearFilter()
    else return
    event.preventDefault()
  }
  const template = grown(`${ticks ? '34px ' : ''}${tracks(columns, layout)}`)
  const setSort = (column: Column<Row>) => {
    keepLayout(id, { ...layout, sort: nextSort(sort, column) })
    go(0)
  }
  return (
    <section className={styles.list} aria-label={props.title}>
      {!props.bare && (
        <TableTools
          table={props as DataTableProps<unknown>}
          filter={filter}
          onFilter={(text) => {
            setFilter(text)
            setAt(0)
            virtual.scrollToOffset(0)
          }}
          onLeaveFilter={(clear) => (clear ? clearFilter() : scroll.current?.focus())}
          filterBox={filterBox}
          onColumns={() => setChoosing(true)}
          file={file}
        />
      )}
      <div className={styles.body}>
        {pages.error && pages.first ? (
          <div className={styles.message}>
            <ErrorState error={pages.error} onRetry={pages.retry} />
          </div>
        ) : (
          <div
            ref={scroll}
            className={`${styles.scroll} ${pages.asked ? styles.asked : ''}`}
            role="grid"
            aria-label={props.title}
            aria-rowcount={pages.total + 1}
            aria-colcount={columns.length}
            aria-busy={pages.first || pages.asked}
            aria-activedescendant={current !== undefined ? `${gridId}-${cursor}` : undefined}
            tabIndex={0}
            onKeyDown={onKeyDown}
            style={{ '--columns': template } as object}
          >
            <div className={styles.inner}>
              <TableHead
                columns={columns}
                sort={sort}
                ticks={ticks !== undefined}
                layout={layout}
                onSort={setSort}
                onWidth={(column, width) => keepLayout(id, { ...layout, widths: { ...layout.widths, [column]: width } })}
              />
              <div
                className={styles.rows}
                style={{ blockSize: virtual.getTotalSize(), flexGrow: pages.total === 0 && !pages.first ? 0 : 1 }}
                role="rowgroup"
              >
                {pages.first && <SkeletonRows rows={12} />}
                {items.map((item) => {
                  const row = pages.rowAt(item.index)
                  return (
                    <TableRow
                      // Recycled keys: React changes the text of a row instead of making a new one, which doubles the scroll rate.
                      key={item.index % 64}
                      id={`${gridId}-${item.index}`}
                      index={item.index}
                      top={item.start}
                      row={row}
                      columns={columns}
                      current={item.index === cursor}
                      look={row === undefined ? undefined : props.rowLook?.(row)}
                      ticked={ticks ? row !== undefined && ticks.isTicked(row) : null}
                      onPoint={setAt}
                      onOpen={props.onOpen}
                      onTick={ticks?.onTick}
                    />
                  )
                })}
              </div>
              {!pages.first && pages.total === 0 && <Nothing filter={asked} empty={props.empty} onClear={clearFilter} />}
              {!pages.first && pages.total > 0 && (
                <TableFoot columns={columns} sums={pages.sums} total={pages.total} ticks={ticks ? ticks.ticked : null} />
              )}
            </div>
          </div>
        )}
        {detailOpen && detail && deferredRow !== undefined && (
          <aside className={styles.detail} aria-label={t('ui.detail')}>
            <div className={styles.detailHead}>
              {t('ui.detail')}
              <Button look="quiet" small icon={X} label={t('ui.close')} onClick={() => setDetailOpen(false)} />
            </div>
            <div className={styles.detailBody}>{detail(deferredRow)}</div>
          </aside>
        )}
      </div>
      {choosing && (
        <ColumnsDialog
          id={id}
          columns={props.columns as readonly Column<unknown>[]}
          layout={layout}
          sort={sort}
          onClose={() => setChoosing(false)}
        />
      )}
    </section>
  )
}
