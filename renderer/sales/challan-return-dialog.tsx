import { type KeyboardEvent, useState } from 'react'
import { readStockQuantity, showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import type { OutputOf } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { expiry } from '../ui/format.ts'
import { useWords } from '../words.ts'
import styles from './paste.module.css'

type Shown = OutputOf<'sales.challan'>
type Back = { line: number; qtyMilli: number }

/** How much of each line of a challan comes back; null when the clerk thought better of it. */
export const askChallanReturn = (shown: Shown): Promise<readonly Back[] | null> =>
  askWith<readonly Back[] | null>((done) => <ReturnDialog shown={shown} onDone={done} />)

function ReturnDialog({ shown, onDone }: { shown: Shown; onDone: (lines: readonly Back[] | null) => void }) {
  const t = useWords()
  const open = shown.lines.filter((line) => line.leftMilli > 0)
  const [typed, setTyped] = useState<readonly string[]>(() => open.map((line) => showStockQuantity(line.leftMilli, line.factor)))
  const read = open.map((line, at) => readStockQuantity(typed[at] ?? '', line.factor))
  const bad = read.some((qty, at) => (typed[at]?.trim() ?? '') !== '' && (qty === null || qty > (open[at]?.leftMilli ?? 0)))
  const lines = open.flatMap((line, at): Back[] => {
    const qtyMilli = read[at] ?? 0
    return qtyMilli > 0 ? [{ line: line.line, qtyMilli }] : []
  })
  const accept = () => {
    if (!bad && lines.length > 0) onDone(lines)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || event.ctrlKey) return
    const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input')]
    fields[fields.indexOf(document.activeElement as HTMLInputElement) + by]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Dialog
      title={t('sales.challan.backTitle', { number: shown.number })}
      width={720}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept} disabled={bad || lines.length === 0}>
            {t('sales.challan.back')}
          </Button>
        </>
      }
    >
      <div className={styles.scroll} onKeyDown={onKeyDown}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('sales.order.item')}</th>
              <th>{t('sales.order.batch')}</th>
              <th>{t('sales.order.expiry')}</th>
              <th className={styles.end}>{t('sales.challan.out')}</th>
              <th className={styles.end}>{t('sales.challan.comesBack')}</th>
            </tr>
          </thead>
          <tbody>
            {open.map((line, at) => (
              <tr key={line.line}>
                <td dir="auto">{line.item}</td>
                <td className="code">{line.batch}</td>
                <td>{expiry(line.expiry)}</td>
                <td className={styles.end}>{showStockQuantity(line.leftMilli, line.factor)}</td>
                <td className={styles.end}>
                  <input
                    className={styles.qty}
                    dir="ltr"
                    data-autofocus={at === 0 || undefined}
                    aria-label={t('sales.challan.backOf', { item: line.item, batch: line.batch })}
                    value={typed[at] ?? ''}
                    onChange={(event) => setTyped(typed.map((text, index) => (index === at ? event.target.value : text)))}
                    onFocus={(event) => event.target.select()}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
