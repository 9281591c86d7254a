import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { ask } from '../client.ts'
import { Kbd } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { day, rate } from '../ui/format.ts'
import { useWords } from '../words.ts'
import styles from './bill.module.css'
import type { Bill } from './bill.ts'
import type { Preview } from './bill-draft.ts'
import type { BillLine } from './bill-line.ts'
import { stockText } from './bill-popups.tsx'
import { schemeWords } from './bill-price.ts'
import { LineMargin } from './margin-shown.tsx'

/** About the line under the cursor: what is wrong with it, the goods, and the last deal with this party. */
export function BillStrip({
  bill,
  columns,
  partyUid,
  preview,
}: {
  bill: Bill
  columns: readonly EntryColumn<BillLine>[]
  partyUid: string | null
  preview: Preview | null
}) {
  const t = useWords()
  const line = useStore(bill.entry.store, (state) => state.lines[state.at.row])
  const item = line?.item ?? null
  const last = useQuery({
    ...ask('sales.lastRates', { itemId: item?.id ?? 0, party: partyUid }),
    enabled: item !== null && partyUid !== null,
  })
  const held = useQuery({
    ...ask('sales.held', { itemIds: [item?.id ?? 0], date: bill.head.getState().date }),
    enabled: item !== null,
  })
  if (!line || !item)
    return (
      <div className={styles.strip}>
        <span>{t('sales.bill.typeItem')}</span>
        <span>
          <Kbd keys="Enter" /> {t('sales.bill.enterFinishes')}
        </span>
      </div>
    )
  const problem = columns.map((column) => column.problem?.(line)).find((one) => one != null)
  const deal = last.data?.[0]
  const scheme = schemeWords(line)
  return (
    <div className={styles.strip}>
      {problem && (
        <span className={problem.tone === 'bad' ? styles.bad : styles.warn} role="status">
          {problem.text}
        </span>
      )}
      <span>
        <b>{item.name}</b> {item.packLabel}
      </span>
      {item.manufacturer && <span>{item.manufacturer}</span>}
      {item.rack && (
        <span>
          {t('sales.bill.rack')} <b>{item.rack}</b>
        </span>
      )}
      {scheme && <b data-testid="scheme">{scheme}</b>}
      {item && held.data?.[0] && (
        <span>
          {t('sales.bill.heldFor', { party: held.data[0].party })}{' '}
          <b>
            {stockText(
              held.data.reduce((sum, one) => sum + one.qtyMilli, 0),
              item,
            )}
          </b>
        </span>
      )}
      {line.source && (
        <span>
          {t(`sales.load.kinds.${line.source.kind}`)} <b className="code">{line.source.number}</b>
        </span>
      )}
      {line.batch && (
        <span>
          {t('sales.bill.stock')} <b>{stockText(line.batch.availableMilli, item)}</b>
        </span>
      )}
      <LineMargin bill={bill} line={line} preview={preview} />
      {deal && (
        <span>
          {t('sales.bill.lastDeal')} <b>{rate(deal.rateE4)}</b> {t('sales.bill.onDay', { day: day(deal.date) })}
        </span>
      )}
      <span>HSN {item.hsn}</span>
      {item.schedule !== 'none' && <span>{t('sales.bill.schedule', { schedule: item.schedule })}</span>}
    </div>
  )
}
