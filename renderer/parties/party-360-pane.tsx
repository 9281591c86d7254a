import { useQuery } from '@tanstack/react-query'
import { ask, type OutputOf } from '../client.ts'
import { StatusPill } from '../ui/controls.tsx'
import { balance, count, day, money, rate, rupees } from '../ui/format.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './parties.module.css'

type All = OutputOf<'accounts.party360'>

/** All about a party beside the list: what is owed, what is left of the limit, the last deals, licences and people. */
export function Party360Pane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('accounts.party360', { party: uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} inline />
  if (!data) return <SkeletonRows rows={8} />
  return (
    <div className={styles.about}>
      <h2>
        <bdi>{data.name}</bdi>
      </h2>
      <Standing data={data} />
      <Deals data={data} />
      {data.licences.length > 0 && (
        <>
          <h3>{t('parties.licences')}</h3>
          <ul>
            {data.licences.map((one) => (
              <li key={`${one.form} ${one.number}`}>
                <span className="code">
                  {one.form} {one.number}
                </span>{' '}
                {one.validTo && day(one.validTo)} {one.ended && <StatusPill tone="bad">{t('parties.ended')}</StatusPill>}
              </li>
            ))}
          </ul>
        </>
      )}
      {data.contacts.length > 0 && (
        <>
          <h3>{t('parties.contacts')}</h3>
          <ul>
            {data.contacts.map((one) => (
              <li key={`${one.name} ${one.phone}`}>
                <bdi>{one.name}</bdi> {one.role && <small>{one.role}</small>} <span className="code">{one.phone}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Standing({ data }: { data: All }) {
  const t = useWords()
  const facts: [string, string | null, boolean?][] = [
    [t('parties.balance'), rupees(data.balancePaise)],
    [
      t('parties.overdue'),
      data.overdueBills === 0
        ? null
        : t('parties.overdueIs', { amount: rupees(data.overduePaise), count: data.overdueBills, days: data.overdueDays }),
      true,
    ],
    [t('parties.onAccount'), data.onAccountPaise === 0 ? null : rupees(data.onAccountPaise)],
    [t('parties.limitLeft'), data.limitLeftPaise === null ? null : rupees(data.limitLeftPaise), (data.limitLeftPaise ?? 0) < 0],
    [t('parties.field.creditDays'), data.creditDays === null ? null : count(data.creditDays)],
    [
      t('parties.openBills'),
      data.creditBills === null
        ? count(data.openBills)
        : t('parties.openBillsOf', { bills: data.openBills, most: data.creditBills }),
    ],
    [
      t('parties.lastMoney'),
      data.lastMoney && t('parties.lastMoneyIs', { amount: rupees(data.lastMoney.amountPaise), date: day(data.lastMoney.date) }),
    ],
  ]
  return (
    <dl>
      {facts
        .filter(([, value]) => value)
        .map(([label, value, bad]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={bad ? `num ${styles.bad}` : 'num'}>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Deals({ data: { lastBills, lastItems } }: { data: All }) {
  const t = useWords()
  return (
    <>
      {lastBills.length > 0 && (
        <>
          <h3>{t('parties.lastBills')}</h3>
          <table>
            <tbody>
              {lastBills.map((bill) => (
                <tr key={bill.uid} className={bill.cancelled ? styles.cancelled : undefined}>
                  <td>{day(bill.date)}</td>
                  <td className="code">{bill.number}</td>
                  <td className="num">{money(bill.totalPaise)}</td>
                  <td className="num">{balance(bill.leftPaise)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {lastItems.length > 0 && (
        <>
          <h3>{t('parties.lastItems')}</h3>
          <table>
            <tbody>
              {lastItems.map((line) => (
                <tr key={line.itemUid}>
                  <td>
                    <bdi>{line.item}</bdi>
                  </td>
                  <td>{day(line.date)}</td>
                  <td className="num">{t('parties.netRate', { rate: rate(line.netRateE4), unit: line.unit })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
