import { useQuery } from '@tanstack/react-query'
import { ask, type OutputOf } from '../client.ts'
import { day, money, quantity, rate, rupees } from '../ui/format.ts'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './posted-bill.module.css'

type Version = OutputOf<'sales.billVersions'>[number]
type Change = Version['changes'][number]
type Value = Change['before']

function shown(kind: Change['kind'], value: Value, mode: (value: string) => string): string {
  if (value === null || value === '') return '–'
  if (kind === 'money') return money(Number(value)) || '0.00'
  if (kind === 'qty') return quantity(Number(value)) || '0'
  if (kind === 'rate') return rate(Number(value)) || '0.00'
  return kind === 'mode' ? mode(String(value)) : String(value)
}
/** India's time on the wall, whatever the PC says. */
const at = (text: string): string =>
  `${day(text.slice(0, 10))} ${new Date(text).toLocaleTimeString('en-IN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Kolkata' })}`

/** The versions of a bill side by side: who, when and why, the lines of each, and what each changed. A bill of one version shows nothing. */
export function BillVersions({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('sales.billVersions', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} inline />
  if (!data || data.length < 2) return null
  return (
    <section aria-label={t('sales.versions.heading')} data-testid="versions">
      <h2>{t('sales.versions.heading')}</h2>
      <div className={styles.versions}>
        {data.map((version) => (
          <article key={version.version} className={styles.version}>
            <h3>{t('sales.versions.version', { version: version.version })}</h3>
            <p>
              {version.by}, {at(version.at)}
            </p>
            {version.reason && <p dir="auto">{version.reason}</p>}
            <table className={styles.table}>
              <tbody>
                {version.lines.map((line, nth) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a version do not move
                  <tr key={nth}>
                    <td dir="auto">
                      {line.description} <span className="code">{line.batch}</span>
                    </td>
                    <td className={styles.end}>{quantity(line.qtyMilli / line.factor)}</td>
                    <td className={styles.end}>{rate(line.rateE4)}</td>
                    <td className={styles.end}>{money(line.taxablePaise)}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={3}>{t('sales.bills.total')}</td>
                  <td className={styles.end}>{rupees(version.totalPaise)}</td>
                </tr>
              </tfoot>
            </table>
            {version.changes.length > 0 && <Changes changes={version.changes} />}
          </article>
        ))}
      </div>
    </section>
  )
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const t = useWords()
  const mode = (value: string) => t(`sales.modes.${value as 'cash'}`)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('sales.versions.what')}</th>
          <th className={styles.end}>{t('sales.versions.before')}</th>
          <th className={styles.end}>{t('sales.versions.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was changed is told once
          <tr key={nth}>
            <td dir="auto">
              {change.what === 'head' ? '' : `${change.line} · `}
              {t(`sales.versions.fields.${change.field}`)}
              {change.what === 'added' || change.what === 'removed' ? ` (${t(`sales.versions.${change.what}`)})` : ''}
            </td>
            <td className={styles.end}>{shown(change.kind, change.before, mode)}</td>
            <td className={styles.end}>
              <b>{shown(change.kind, change.after, mode)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
