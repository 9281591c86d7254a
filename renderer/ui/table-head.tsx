import { ArrowDown, ArrowUp } from 'lucide-react'
import { type PointerEvent, useState } from 'react'
import styles from './table.module.css'
import type { Column, Layout, Sort } from './table-layout.ts'

/** The head: a click sorts, the edge of a column changes its width. */
export function TableHead<Row>(props: {
  columns: readonly Column<Row>[]
  sort: Sort | null
  ticks: boolean
  layout: Layout
  onSort: (column: Column<Row>) => void
  onWidth: (column: string, width: number) => void
}) {
  const { sort } = props
  return (
    <div className={styles.head} role="row" aria-rowindex={1}>
      {props.ticks && <div role="columnheader" tabIndex={-1} />}
      {props.columns.map((column, at) => {
        const sorted = sort?.by === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none'
        const look = `${styles.headButton} ${column.numeric ? `num ${styles['end-aligned']}` : ''} ${sorted === 'none' ? '' : styles.sorted}`
        const content = (
          <>
            <span>{column.title}</span>
            {sorted !== 'none' && (sorted === 'descending' ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
          </>
        )
        return (
          <div
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            className={styles.headCell}
            aria-colindex={at + 1}
            aria-sort={column.sortable === false ? undefined : sorted}
          >
            {column.sortable === false ? (
              <div className={look}>{content}</div>
            ) : (
              <button type="button" tabIndex={-1} className={look} onClick={() => props.onSort(column)}>
                {content}
              </button>
            )}
            <Grip width={props.layout.widths?.[column.id] ?? column.width} onWidth={(width) => props.onWidth(column.id, width)} />
          </div>
        )
      })}
    </div>
  )
}

const narrowest = 40

function Grip({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const [held, setHeld] = useState<{ x: number; width: number } | null>(null)
  const drag = (event: PointerEvent) => {
    if (!held) return
    const way = document.documentElement.dir === 'rtl' ? -1 : 1
    onWidth(Math.max(narrowest, Math.round(held.width + way * (event.clientX - held.x))))
  }
  return (
    <div
      aria-hidden
      className={styles.grip}
      data-held={held ? true : undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setHeld({ x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? width })
      }}
      onPointerMove={drag}
      onPointerUp={() => setHeld(null)}
    />
  )
}
