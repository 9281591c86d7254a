import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { formatDate } from '../../shared/calendar.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreenNamed } from '../tabs.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { count, day, rupees } from '../ui/format.ts'
import { commandWords } from '../ui/key-strip.tsx'
import { keyboard, runCommand } from '../ui/keyboard.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { DayBars } from './day-bars.tsx'
import styles from './home.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    home: Record<string, never>
  }
}

/** Screens a day begins with, in this order; those this person may open and that exist are offered. */
const quick = ['sales/bill', 'sales/bills', 'items/items', 'parties/parties', 'inventory/stock', 'gst/gstr1']

/** What the day looks like: figures, the last thirty days, the last bills, and the keys to go on with. */
export function HomeScreen() {
  const t = useWords()
  const today = useToday()
  const mayRead = useMay('sales.read')
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('home.title', { day: formatDate(today) })}</h1>
        <QuickActions />
      </header>
      {mayRead && (
        <>
          <Card />
          <RecentBills />
        </>
      )}
    </div>
  )
}

function QuickActions() {
  const live = useStore(keyboard, (state) => state.live)
  const offered = quick.flatMap((id) => live.find((one) => one.scope === 'screens' && one.id === id && one.why === null) ?? [])
  return (
    <div className={styles.quick}>
      {offered.map((command, at) => (
        <Button
          key={command.id}
          look={at === 0 ? 'main' : 'plain'}
          command={command.definition}
          onClick={() => runCommand(command)}
          autoFocus={at === 0}
        >
          {commandWords(command)}
        </Button>
      ))}
    </div>
  )
}

function Card() {
  const t = useWords()
  const card = useQuery(ask('home.today', {}))
  if (card.isError) return <ErrorState error={card.error} onRetry={() => void card.refetch()} inline />
  const { data } = card
  return (
    <>
      <dl className={styles.figures}>
        <Figure
          title={t('home.salesToday')}
          amountPaise={data?.salesPaise}
          note={
            data && (data.bills === 0 ? t('home.noBillToday') : t('home.bills', { count: data.bills, shown: count(data.bills) }))
          }
        />
        <Figure title={t('home.salesMonth')} amountPaise={data?.monthPaise} />
        <Figure title={t('home.receivable')} amountPaise={data?.receivablePaise} />
        <Figure title={t('home.cash')} amountPaise={data?.cashPaise} />
      </dl>
      {data ? <DayBars days={data.days} /> : <div className={styles.waiting} role="status" aria-label={t('ui.loading')} />}
    </>
  )
}

/** A figure with its name; a blank of the same height until it is there, so that nothing jumps. */
function Figure({ title, amountPaise, note }: { title: string; amountPaise: number | undefined; note?: string | undefined }) {
  return (
    <div className={styles.figure}>
      <dt>{title}</dt>
      <dd>
        <span className={`code ${styles.amount}`}>{amountPaise === undefined ? '\u00a0' : rupees(amountPaise)}</span>
        {note && <small>{note}</small>}
      </dd>
    </div>
  )
}

type Bill = OutputOf<'sales.bills'>['rows'][number]

function RecentBills() {
  const t = useWords()
  const bills = useQuery(ask('sales.bills', { limit: 7 }))
  const open = (bill: Bill) => openScreenNamed('sales/bill-paper', { uid: bill.uid })
  return (
    <section className={styles.panel} aria-labelledby="home-recent">
      <header className={styles.panelHead}>
        <h2 id="home-recent">{t('home.recent')}</h2>
        <Button small look="quiet" onClick={() => openScreenNamed('sales/bills')}>
          {t('home.allBills')}
        </Button>
      </header>
      {bills.isError ? (
        <ErrorState error={bills.error} onRetry={() => void bills.refetch()} inline />
      ) : !bills.data ? (
        <SkeletonRows rows={7} />
      ) : bills.data.rows.length === 0 ? (
        <EmptyState title={t('home.noBills')} text={t('home.noBillsText')} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('sales.bill.date')}</th>
              <th scope="col">{t('sales.bill.number')}</th>
              <th scope="col">{t('sales.bill.party')}</th>
              <th scope="col">{t('sales.bill.mode')}</th>
              <th scope="col" className="num">
                {t('sales.bills.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bills.data.rows.map((bill) => (
              <tr key={bill.uid} data-cancelled={bill.cancelled || undefined}>
                <td>{day(bill.date)}</td>
                <td>
                  <button type="button" className={`code ${styles.link}`} onClick={() => open(bill)}>
                    {bill.number}
                  </button>
                </td>
                <td>
                  <bdi>{bill.party}</bdi>
                </td>
                <td>
                  {bill.cancelled ? (
                    <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill>
                  ) : (
                    t(`sales.modes.${bill.mode as 'cash'}`)
                  )}
                </td>
                <td className="num">{rupees(bill.totalPaise)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
