import { ChevronDown, ChevronUp, Columns3, Download, Minus, Plus, Printer, Search } from 'lucide-react'
import type { RefObject } from 'react'
import { useWords } from '../words.ts'
import { Select } from './combobox.tsx'
import { Button, Kbd } from './controls.tsx'
import type { DataTableProps } from './data-table.tsx'
import { Dialog } from './dialog.tsx'
import { Form } from './form.tsx'
import {
  type Column,
  isHidden,
  keepLayout,
  type Layout,
  movedColumn,
  nextSort,
  ordered,
  type Sort,
  toggledColumn,
  widened,
} from './table-layout.ts'
import styles from './table-tools.module.css'

/** The row above a table: title, what narrows it, the filter box, and the buttons at the end. */
export function TableTools(props: {
  table: DataTableProps<unknown>
  filter: string
  onFilter: (text: string) => void
  onLeaveFilter: (clear: boolean) => void
  filterBox: RefObject<HTMLInputElement | null>
  onColumns: () => void
  /** Null where the list cannot leave in a file. */
  file: { write: () => void; print: () => void } | null
}) {
  const { table, filter, file } = props
  const t = useWords()
  return (
    <div className={styles.tools}>
      <h1 className={styles.title}>{table.title}</h1>
      {table.subtitle && <span className={styles.subtitle}>{table.subtitle}</span>}
      {table.tools}
      {table.filterable !== false && (
        <div className={styles.filter}>
          <input
            ref={props.filterBox}
            type="search"
            dir="auto"
            aria-label={t('ui.filter')}
            placeholder={t('ui.filter')}
            value={filter}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => props.onFilter(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && filter) props.onLeaveFilter(true)
              else if (['ArrowDown', 'Enter', 'Escape'].includes(event.key)) props.onLeaveFilter(false)
              else return
              event.preventDefault()
            }}
          />
          <Search aria-hidden />
          {filter === '' && (
            <span>
              <Kbd keys="/" />
            </span>
          )}
        </div>
      )}
      <div className={styles.end}>
        {table.actions}
        {file && <Button icon={Printer} label={t('ui.printList')} onClick={file.print} />}
        {file && <Button icon={Download} label={t('ui.export')} onClick={file.write} />}
        <Button icon={Columns3} label={t('ui.columns')} onClick={props.onColumns} />
      </div>
    </div>
  )
}

/** Which columns, in which order, sorted how: everything the mouse does in the head, by keys. */
export function ColumnsDialog({
  id,
  columns,
  layout,
  sort,
  onClose,
}: {
  id: string
  columns: readonly Column<unknown>[]
  layout: Layout
  sort: Sort | null
  onClose: () => void
}) {
  const t = useWords()
  const all = ordered(columns, layout)
  const keep = (next: Layout) => keepLayout(id, next)
  const sortable = all.filter((column) => column.sortable !== false)
  return (
    <Dialog
      title={t('ui.columns')}
      width={420}
      onClose={onClose}
      onAccept={onClose}
      actions={
        <>
          <Button look="quiet" onClick={() => keep({})}>
            {t('ui.resetColumns')}
          </Button>
          <Button look="main" onClick={onClose} autoFocus>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      {sortable.length > 0 && (
        <Form>
          <Select
            label={t('ui.sortBy')}
            value={sort?.by ?? null}
            choices={sortable.map((column) => ({ value: column.id, label: column.heading ?? column.title }))}
            onChange={(by) => {
              const column = sortable.find((other) => other.id === by)
              if (column) keep({ ...layout, sort: nextSort(sort, column) })
            }}
          />
        </Form>
      )}
      <ul className={styles.columnsList}>
        {all.map((column, at) => (
          <li key={column.id}>
            <label>
              <input
                type="checkbox"
                checked={!isHidden(column, layout)}
                onChange={() => keep(toggledColumn(columns, layout, column.id))}
              />
              {column.heading ?? column.title}
            </label>
            <Button
              look="quiet"
              small
              icon={Minus}
              label={t('ui.narrower', { column: column.heading ?? column.title })}
              onClick={() => keep(widened(column, layout, -1))}
            />
            <Button
              look="quiet"
              small
              icon={Plus}
              label={t('ui.wider', { column: column.heading ?? column.title })}
              onClick={() => keep(widened(column, layout, 1))}
            />
            <Button
              look="quiet"
              small
              icon={ChevronUp}
              label={t('ui.moveBefore', { column: column.heading ?? column.title })}
              disabled={at === 0}
              onClick={() => keep(movedColumn(columns, layout, column.id, -1))}
            />
            <Button
              look="quiet"
              small
              icon={ChevronDown}
              label={t('ui.moveAfter', { column: column.heading ?? column.title })}
              disabled={at === all.length - 1}
              onClick={() => keep(movedColumn(columns, layout, column.id, 1))}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
