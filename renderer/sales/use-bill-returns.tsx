import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { Button } from '../ui/controls.tsx'
import type { EntryPlace } from '../ui/entry-grid.tsx'
import { rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { useWords, wordsOr } from '../words.ts'
import type { Bill } from './bill.ts'
import { type BillLine, isBlank } from './bill-line.ts'
import { askReturned } from './bill-return-dialog.tsx'
import { type ReturnedInBill, returnedIn, usualReason, withReturned } from './bill-returns.ts'
import { billReturnCommands } from './commands.ts'
import styles from './return.module.css'
import { shown } from './return.ts'

async function take(bill: Bill): Promise<void> {
  const { date, party, amends } = bill.head.getState()
  if (amends) return
  const back = await askReturned({ date, party: party?.uid ?? null })
  if (back !== undefined) bill.head.setState((head) => ({ returned: back && withReturned(head, back) }))
}

/** Goods back inside a bill: a stroke in an empty item cell asks what comes back; true when the key was that. */
export function useBillReturns(bill: Bill): (event: KeyboardEvent, place: EntryPlace<BillLine>) => boolean {
  useCommands(billReturnCommands, {
    returnLine: () => void take(bill),
    dropReturned: () => bill.head.setState({ returned: null }),
  })
  return (event, place) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return false
    if (event.key !== '-' || place.column.id !== 'item' || place.text !== '' || !isBlank(place.line)) return false
    event.preventDefault()
    void take(bill)
    return true
  }
}

/** What comes back with this bill, as lines of less, and what is left to pay. */
export function BillReturned({ bill, totalPaise }: { bill: Bill; totalPaise: number | null }) {
  const t = useWords()
  const kept = useStore(bill.head, (head) => head.returned)
  const returned = returnedIn({ returned: kept })
  if (returned.length === 0) return null
  const lessPaise = returned.reduce((sum, one) => sum + one.totalPaise, 0)
  return (
    <section className={styles.inBill} aria-label={t('sales.return.backWithBill')}>
      {returned.map((one) => (
        <Returned key={one.uid} one={one} />
      ))}
      <Button
        look="quiet"
        command={billReturnCommands.commands.dropReturned}
        onClick={() => bill.head.setState({ returned: null })}
      >
        {t('sales.return.dropReturned')}
      </Button>
      {totalPaise !== null && (
        <b className={styles.less} data-testid="to-pay">
          {t('sales.return.toPay', { amount: rupees(totalPaise - lessPaise) })}
        </b>
      )}
    </section>
  )
}

/** The goods of one earlier bill, and what its note takes off. */
function Returned({ one }: { one: ReturnedInBill }) {
  const t = useWords()
  return (
    <div className={styles.note}>
      {one.lines.map((line) => (
        <span key={line.line}>
          <b dir="auto">{line.item}</b> <span className="code">{line.batch}</span>{' '}
          <span dir="ltr">−{shown(line.qtyMilli + line.freeMilli, line)}</span>{' '}
          <small>{wordsOr(`sales.return.places.${line.to}`, line.to)}</small>
        </span>
      ))}
      <span className={styles.less}>
        <small dir="auto">{one.narration || wordsOr(`sales.return.reasons.${one.reason ?? usualReason}`, '')}</small>{' '}
        {t('sales.return.lessNote', { number: one.number, amount: rupees(one.totalPaise) })}
      </span>
    </div>
  )
}
