import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { StatusPill } from '../ui/controls.tsx'
import { day, money, rupees } from '../ui/format.ts'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './payments.module.css'

/** A receipt or payment in the detail pane: the facts and what it settles. */
export function MoneyPane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('payments.moneyDocument', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const facts: (readonly [string, string | null])[] = [
    [t('accounts.party'), data.party],
    [t('payments.date'), day(data.date)],
    [t('payments.amount'), rupees(data.inPaise + data.outPaise)],
    [t('payments.mode'), t(`sales.modes.${data.mode as 'cash'}`)],
    [t('payments.reference'), data.reference],
    [t('payments.discount'), data.discountPaise ? rupees(data.discountPaise) : null],
    [t('payments.onAccount'), data.onAccountPaise ? rupees(data.onAccountPaise) : null],
    [t('payments.narration'), data.narration],
    [t('payments.by'), data.by],
    [t('ui.reason'), data.cancelReason],
  ]
  return (
    <div className={styles.pane}>
      <h3 className="code">
        {data.number} {data.cancelled && <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill>}
      </h3>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      {data.settled.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('payments.bill')}</th>
              <th>{t('payments.date')}</th>
              <th className={styles.end}>{t('payments.settled')}</th>
            </tr>
          </thead>
          <tbody>
            {data.settled.map((bill) => (
              <tr key={bill.number}>
                <td className="code">{bill.number}</td>
                <td>{day(bill.date)}</td>
                <td className={`num ${styles.end}`}>{money(Math.abs(bill.amountPaise))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
