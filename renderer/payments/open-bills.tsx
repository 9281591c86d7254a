import type { Paise } from '../../shared/money.ts'
import { Button } from '../ui/controls.tsx'
import { Section } from '../ui/form.tsx'
import { day, money, rupees } from '../ui/format.ts'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { MoneyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { moneyCommands } from './commands.ts'
import styles from './payments.module.css'
import { type OpenBill, sumOf } from './settle.ts'

/** So many bills are keyed by hand; older ones come first, so what is beyond is settled later. */
const mostShown = 200

type Props = {
  bills: readonly OpenBill[]
  error: unknown
  onRetry: () => void
  parts: ReadonlyMap<number, number>
  onAccountPaise: number
  byHand: boolean
  onKey: (openItem: number, amountPaise: number | null) => void
  onOldest: () => void
  onAccount: () => void
}

/** The open bills of the party and what this money settles of each; keying one takes them over by hand. */
export function OpenBills({ bills, error, onRetry, parts, onAccountPaise, byHand, onKey, onOldest, onAccount }: Props) {
  const t = useWords()
  if (error) return <ErrorState error={error as Error} onRetry={onRetry} />
  const left = bills.reduce((sum, bill) => sum + bill.leftPaise, 0)
  return (
    <Section title={t('payments.bills')} hint={t(byHand ? 'payments.byHand' : 'payments.oldestFirst')}>
      <div className={styles.facts} role="status" data-testid="settling">
        <span>
          {t('payments.open')} <b dir="ltr">{rupees(left)}</b>
        </span>
        <span>
          {t('payments.settles')} <b dir="ltr">{rupees(sumOf(parts))}</b>
        </span>
        <span className={onAccountPaise < 0 ? styles.bad : undefined}>
          {t(onAccountPaise < 0 ? 'payments.tooMuch' : 'payments.onAccount')} <b dir="ltr">{rupees(Math.abs(onAccountPaise))}</b>
        </span>
        <Button small command={moneyCommands.commands.oldest} onClick={onOldest}>
          {t('commands.money.oldest')}
        </Button>
        <Button small command={moneyCommands.commands.onAccount} onClick={onAccount}>
          {t('commands.money.onAccount')}
        </Button>
      </div>
      {bills.length === 0 ? (
        <EmptyState title={t('payments.noBills')} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('payments.bill')}</th>
              <th>{t('payments.date')}</th>
              <th>{t('payments.due')}</th>
              <th className={styles.end}>{t('payments.days')}</th>
              <th className={styles.end}>{t('payments.left')}</th>
              <th className={styles.end}>{t('payments.settled')}</th>
            </tr>
          </thead>
          <tbody>
            {bills.slice(0, mostShown).map((bill) => (
              <tr key={bill.openItem}>
                <td className="code">{bill.number}</td>
                <td>{day(bill.date)}</td>
                <td>{day(bill.due)}</td>
                <td className={`num ${styles.end} ${bill.days > 0 ? styles.bad : ''}`}>{bill.days > 0 ? bill.days : ''}</td>
                <td className={`num ${styles.end}`}>{money(bill.leftPaise)}</td>
                <td className={styles.amount}>
                  <MoneyField
                    label={t('payments.settleOf', { number: bill.number ?? '' })}
                    bare
                    value={(parts.get(bill.openItem) ?? null) as Paise | null}
                    onChange={(amountPaise) => onKey(bill.openItem, amountPaise)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
