import type { OutputOf } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { StatusPill } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { money, percent, rate, rupees } from '../ui/format.ts'
import { useWords } from '../words.ts'
import { shownGoods } from './goods-line.ts'
import type { BillLine } from './purchase-bill.ts'
import type { Matched } from './purchase-bill-columns.tsx'
import styles from './purchases.module.css'

type Tolerance = OutputOf<'purchases.matchBill'>['tolerance']

/** Order, receipt and bill side by side, and what lies beyond the tolerance, in words. */
export const showMatch = (lines: readonly BillLine[], matched: Matched, tolerance: Tolerance): Promise<void> =>
  askWith<void>((done) => <MatchDialog lines={lines} matched={matched} tolerance={tolerance} onClose={() => done()} />)

function MatchDialog(props: { lines: readonly BillLine[]; matched: Matched; tolerance: Tolerance; onClose: () => void }) {
  const t = useWords()
  const { matched, tolerance } = props
  const lines = props.lines.filter((line) => line.received !== null && matched.has(line.key))
  return (
    <Dialog title={t('purchases.match.title')} width={1020} onClose={props.onClose}>
      <p>
        {t('purchases.match.tolerance', {
          rate: percent(tolerance.rateBp),
          amount: rupees(tolerance.amountPaise),
          qty: percent(tolerance.qtyBp),
        })}
      </p>
      <div className={styles.pickScroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('purchases.columns.item')}</th>
              <th>{t('purchases.columns.receipt')}</th>
              <th className={styles.end}>{t('purchases.columns.ordered')}</th>
              <th className={styles.end}>{t('purchases.columns.received')}</th>
              <th className={styles.end}>{t('purchases.columns.billed')}</th>
              <th className={styles.end}>{t('purchases.match.orderRate')}</th>
              <th className={styles.end}>{t('purchases.match.expectedRate')}</th>
              <th className={styles.end}>{t('purchases.match.billRate')}</th>
              <th className={styles.end}>{t('purchases.match.difference')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <MatchRow key={line.key} line={line} matched={matched} />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

function MatchRow({ line, matched }: { line: BillLine; matched: Matched }) {
  const t = useWords()
  const match = matched.get(line.key)
  if (!match) return null
  return (
    <tr>
      <td className={styles.strong} dir="auto">
        {line.item?.name}
      </td>
      <td className="code">{line.received?.number}</td>
      <td className={styles.end}>{shownGoods(match.orderedMilli, line)}</td>
      <td className={styles.end}>{shownGoods(match.receivedMilli, line)}</td>
      <td className={styles.end}>{shownGoods(line.qtyMilli, line)}</td>
      <td className={styles.end}>{rate(match.orderRateE4)}</td>
      <td className={styles.end}>{rate(match.receiptRateE4)}</td>
      <td className={styles.end}>{rate(line.rateE4)}</td>
      <td className={styles.end}>{money(match.differencePaise)}</td>
      <td>
        {match.qtyBeyond ? (
          <StatusPill tone="bad">{t('purchases.match.tooMany')}</StatusPill>
        ) : match.rateBeyond ? (
          <StatusPill tone="warn">
            {t(match.differencePaise > 0 ? 'purchases.match.dearer' : 'purchases.match.cheaper')}
          </StatusPill>
        ) : (
          <StatusPill tone="ok">{t('purchases.match.agrees')}</StatusPill>
        )}
      </td>
    </tr>
  )
}
