import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { askWith } from '../ui/ask.tsx'
import { Button, Kbd } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { count } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './purchases.module.css'

export type PickColumn<Row> = { id: string; title: string; numeric?: boolean; strong?: boolean; cell: (row: Row) => ReactNode }
type Pick<Row> = {
  title: string
  /** What is chosen when nothing was changed; all when left out. */
  ticked?: (row: Row) => boolean
  columns: readonly PickColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  rowLabel: (row: Row) => string
  /** Said instead of rows when there are none. */
  empty: string
  action: string
}

/** Lets rows be ticked: arrows walk, Space ticks, Enter takes the ticked ones. Null when the clerk thought better of it. */
export const askPick = <Row,>(about: Pick<Row>): Promise<readonly Row[] | null> =>
  askWith<readonly Row[] | null>((done) => <PickDialog about={about} onDone={done} />)

function PickDialog<Row>({ about, onDone }: { about: Pick<Row>; onDone: (rows: readonly Row[] | null) => void }) {
  const t = useWords()
  const { rows, rowKey } = about
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(rows.filter(about.ticked ?? (() => true)).map(rowKey)))
  const toggle = (key: string) => {
    const next = new Set(ticked)
    if (!next.delete(key)) next.add(key)
    setTicked(next)
  }
  const accept = () => onDone(rows.filter((row) => ticked.has(rowKey(row))))
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('tbody input')]
    const at = boxes.indexOf(document.activeElement as HTMLInputElement)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') boxes[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    else if (event.key === 'Enter') accept()
    else if (event.key === ' ' && event.ctrlKey) setTicked(ticked.size === rows.length ? new Set() : new Set(rows.map(rowKey)))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Dialog
      title={about.title}
      width={860}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <span className={styles.pickKeys}>
            <Kbd keys="Space" /> {t('purchases.pick.tick')} <Kbd keys="Ctrl+Space" /> {t('purchases.pick.all')}
          </span>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept} disabled={ticked.size === 0}>
            {about.action} ({count(ticked.size)})
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={about.empty} />
      ) : (
        <div className={styles.pickScroll} onKeyDown={onKeyDown}>
          <PickTable about={about} ticked={ticked} toggle={toggle} />
        </div>
      )}
    </Dialog>
  )
}

function PickTable<Row>(props: { about: Pick<Row>; ticked: ReadonlySet<string>; toggle: (key: string) => void }) {
  const t = useWords()
  const { about, ticked, toggle } = props
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th aria-label={t('purchases.pick.tick')} />
          {about.columns.map((column) => (
            <th key={column.id} className={column.numeric ? styles.end : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {about.rows.map((row, index) => (
          <tr
            key={about.rowKey(row)}
            data-ticked={ticked.has(about.rowKey(row)) || undefined}
            onClick={() => toggle(about.rowKey(row))}
          >
            <td>
              <input
                type="checkbox"
                aria-label={about.rowLabel(row)}
                checked={ticked.has(about.rowKey(row))}
                data-autofocus={index === 0 || undefined}
                onClick={(event) => event.stopPropagation()}
                onChange={() => toggle(about.rowKey(row))}
              />
            </td>
            {about.columns.map((column) => (
              <td
                key={column.id}
                className={column.numeric ? styles.end : column.strong ? styles.strong : undefined}
                dir={column.numeric ? undefined : 'auto'}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
