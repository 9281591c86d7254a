import { memo, type ReactNode } from 'react'
import { useWords } from '../words.ts'
import { Button, Kbd } from './controls.tsx'
import { count } from './format.ts'
import { EmptyState } from './states.tsx'
import styles from './table.module.css'
import type { Column, Sums } from './table-layout.ts'

/** Rows of a report that stand out: the head of a group, its total. */
export type RowLook = 'group' | 'subtotal' | undefined

type TableRowProps<Row> = {
  id: string
  index: number
  top: number
  row: Row | undefined
  columns: readonly Column<Row>[]
  current: boolean
  look: RowLook
  ticked: boolean | null
  onPoint: (index: number) => void
  onOpen: ((row: Row) => void) | undefined
  onTick: ((row: Row, ticked: boolean) => void) | undefined
}

const sameLine = (a: TableRowProps<unknown>, b: TableRowProps<unknown>) =>
  a.row === b.row &&
  a.index === b.index &&
  a.top === b.top &&
  a.current === b.current &&
  a.ticked === b.ticked &&
  a.look === b.look &&
  a.onOpen === b.onOpen &&
  a.columns.length === b.columns.length &&
  a.columns.every((column, at) => column === b.columns[at])

/** One row; it is drawn again only when its own data, place or mark changed. */
export const TableRow = memo(function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, columns, index } = props
  const t = useWords()
  return (
    <div
      id={props.id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={props.ticked ?? props.current}
      data-current={props.current || undefined}
      className={`${styles.row} ${props.look ? styles[props.look] : ''}`}
      style={{ transform: `translateY(${props.top}px)` }}
      onPointerDown={() => props.onPoint(index)}
      onDoubleClick={() => {
        if (row !== undefined) props.onOpen?.(row)
      }}
    >
      {props.ticked !== null && (
        <div role="gridcell" className={styles.tick}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('ui.tickRow')}
            checked={props.ticked}
            disabled={row === undefined}
            onChange={(event) => {
              if (row !== undefined) props.onTick?.(row, event.target.checked)
            }}
          />
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          tabIndex={-1}
          aria-colindex={at + 1}
          className={`${styles.cell} ${column.numeric ? 'num' : ''} ${column.weight ? styles[column.weight] : ''}`}
          dir={column.numeric ? undefined : 'auto'}
        >
          {row === undefined ? <span className={styles.pending} /> : column.cell?.(row)}
        </div>
      ))}
    </div>
  )
}, sameLine as never) as <Row>(props: TableRowProps<Row>) => ReactNode

/** The sums over the whole filter, pinned to the foot. */
export function TableFoot<Row>({
  columns,
  sums,
  total,
  ticks,
}: {
  columns: readonly Column<Row>[]
  sums: Sums
  total: number
  ticks: number | null
}) {
  const t = useWords()
  const firstSum = columns.findIndex((column) => column.sum)
  const span = firstSum < 0 ? columns.length : Math.max(1, firstSum)
  const words = ticks
    ? t('ui.ticked', { count: ticks, shown: count(ticks) })
    : t('ui.rows', { count: total, shown: count(total) })
  return (
    <div className={styles.foot} role="row" aria-rowindex={total + 2}>
      <div role="gridcell" tabIndex={-1} style={{ gridColumn: `span ${span + (ticks === null ? 0 : 1)}` }}>
        {words}
      </div>
      {columns.slice(span).map((column) => (
        <div key={column.id} role="gridcell" tabIndex={-1} className={column.numeric ? 'num' : ''}>
          {typeof column.sum === 'function' ? column.sum(sums) : null}
        </div>
      ))}
    </div>
  )
}

/** No rows: because of the filter, or because there is nothing yet. */
export function Nothing({ filter, empty, onClear }: { filter: string; empty: ReactNode; onClear: () => void }) {
  const t = useWords()
  const cleared = (
    <EmptyState
      title={t('ui.nothingMatches', { text: filter })}
      action={
        <Button look="quiet" onClick={onClear}>
          <Kbd keys="Esc" /> {t('ui.clearsFilter')}
        </Button>
      }
    />
  )
  // a grid holds rows and nothing else: what stands for no rows is a row of one cell
  return (
    <div className={styles.message} role="row" tabIndex={-1}>
      <div role="gridcell" tabIndex={-1}>
        {filter.trim() ? cleared : (empty ?? <EmptyState title={t('ui.noRows')} />)}
      </div>
    </div>
  )
}
