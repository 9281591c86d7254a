import { day, percent, rate } from '../ui/format.ts'
import { useWords } from '../words.ts'
import type { BillLine } from './purchase-bill.ts'
import { marginBp } from './purchase-rates.ts'

/** About the goods under the cursor: maker, tax, what they last cost, and what is left of the MRP. */
export function BillStrip({ line }: { line: BillLine }) {
  const t = useWords()
  const margin = marginBp(line)
  return (
    <>
      <span dir="auto">{line.item?.manufacturer}</span>
      {line.received && (
        <span>
          {t('purchases.columns.receipt')} <b className="code">{line.received.number}</b>
        </span>
      )}
      {line.last && (
        <span>
          {t('purchases.lastRate')} <b dir="ltr">{rate(line.last.rateE4)}</b>{' '}
          {t('purchases.lastRateFrom', { day: day(line.last.date), supplier: line.last.supplier })}
        </span>
      )}
      {margin !== null && (
        <span>
          {t('purchases.margin')} <b dir="ltr">{percent(margin)}%</b>
        </span>
      )}
      <span>HSN {line.item?.hsn}</span>
      {line.batch === '' && !line.received && <span>{t('purchases.autoBatch')}</span>}
    </>
  )
}
