import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, fetchNow, tell } from '../client.ts'
import { askWhy } from '../inventory/ask-why.tsx'
import { openScreen, openScreenNamed, type ScreenParams, useTab } from '../tabs.ts'
import { went } from '../told.ts'
import { documentCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { day, expiry, money, quantity, rate, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords, words } from '../words.ts'
import { BillVersions } from './bill-versions.tsx'
import { askConversion } from './convert-dialog.tsx'
import styles from './posted-bill.module.css'
import { changeBill, copyBill } from './posted-bill.ts'
import { postedBillCommands } from './posted-commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/posted-bill': { uid: string }
  }
}

/** Cancels a bill with a reason; says what came of it. */
async function cancelPosted(uid: string, about: { number: string; party: string; totalPaise: number }): Promise<void> {
  const reason = await askWhy({
    title: words('sales.bills.cancelTitle', { number: about.number, total: rupees(about.totalPaise) }),
    text: words('sales.bills.cancelText', { party: about.party }),
    action: words('sales.bills.cancelAction'),
  })
  if (reason === null) return
  const told = await tell('sales.cancelBill', { uid, reason })
  if (went(told)) say(words('sales.bills.cancelledNow', { number: about.number }))
}

/** The bill before or after, in this tab. */
async function step(uid: string, which: 'previous' | 'next', become: (params: { uid: string }) => void): Promise<void> {
  const found = (await fetchNow('sales.neighbourBills', { uid }))[which]
  if (found) become({ uid: found.uid })
  else say(words(which === 'next' ? 'sales.posted.isLast' : 'sales.posted.isFirst'))
}

/** A posted bill: what it says, how it stands paid, its versions, and everything that can be done with it. */
export function PostedBillScreen({ params: { uid } }: { params: ScreenParams['sales/posted-bill'] }) {
  const t = useWords()
  const today = useToday()
  const mayAmend = useMay('sales.amend')
  const mayCancel = useMay('sales.cancel')
  const bill = useQuery(ask('sales.bill', { uid }))
  const paid = useQuery(ask('sales.billConversions', { uid }))
  const data = bill.data
  const tab = useTab({ title: data?.number ?? t('screens.postedBill') })
  const gone = data?.cancelled ? t('sales.bills.isCancelled') : null
  const change = { run: () => void changeBill(uid), why: mayAmend ? gone : t('app.noRight') }
  const convert = {
    run: () =>
      data && void askConversion({ uid, number: data.number, mode: paid.data?.mode ?? data.mode, party: data.partyUid !== null }),
    why: mayAmend ? gone : t('app.noRight'),
  }
  const copy = () => void copyBill(uid, today)
  const reprint = () => openScreenNamed('sales/bill-paper', { uid, reprint: true })
  useCommands(postedBillCommands, {
    change,
    copy,
    convert,
    reprint,
    previous: () => void step(uid, 'previous', tab.become),
    next: () => void step(uid, 'next', tab.become),
  })
  useCommands(documentCommands, {
    cancelDocument: { run: () => data && void cancelPosted(uid, data), why: mayCancel ? gone : t('app.noRight') },
    savePrint: { run: () => openScreenNamed('sales/bill-paper', { uid }), label: t('screens.billPaper') },
  })
  const page = useRef<HTMLDivElement>(null)
  const ready = data !== undefined && paid.data !== undefined
  // the keys of the bill are heard from its first button on, also after a step to another bill
  // biome-ignore lint/correctness/useExhaustiveDependencies: another bill in this tab is another arrival
  useEffect(() => {
    if (ready) page.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus()
  }, [ready, uid])
  const error = bill.error ?? paid.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([bill.refetch(), paid.refetch()])} />
  if (!data || !paid.data) return <SkeletonRows rows={10} />
  const mode = paid.data.mode
  return (
    <div className={styles.page} ref={page}>
      <header className={styles.head}>
        <h1>
          <span className="code">{data.number}</span> <small dir="ltr">{day(data.date)}</small>{' '}
          {data.cancelled && <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill>}
        </h1>
        <div className={styles.actions}>
          <Button command={postedBillCommands.commands.change} onClick={change.run} why={change.why}>
            {t('commands.postedBill.change')}
          </Button>
          <Button command={postedBillCommands.commands.convert} onClick={() => void convert.run()} why={convert.why}>
            {t('commands.postedBill.convert')}
          </Button>
          <Button command={postedBillCommands.commands.copy} onClick={copy}>
            {t('commands.postedBill.copy')}
          </Button>
          <Button command={postedBillCommands.commands.reprint} onClick={reprint}>
            {t('commands.postedBill.reprint')}
          </Button>
        </div>
      </header>
      <div className={styles.facts} data-testid="posted">
        <b dir="auto">{data.party}</b>
        {data.gstin && <span className="code">{data.gstin}</span>}
        <span data-testid="mode">
          {t('sales.bill.mode')} <b>{t(`sales.modes.${mode as 'cash'}`)}</b>
        </span>
        <span>
          {t('sales.posted.paid')} <b dir="ltr">{rupees(paid.data.paidPaise)}</b>
        </span>
        <span>
          {t('sales.posted.left')} <b dir="ltr">{rupees(paid.data.leftPaise)}</b>
        </span>
        <span>
          {t('sales.bills.total')}{' '}
          <b dir="ltr" data-testid="total">
            {rupees(data.totalPaise)}
          </b>
        </span>
        {data.applied.salesman && (
          <span>
            {t('sales.bill.salesman')} <b dir="auto">{data.applied.salesman}</b>
          </span>
        )}
        {data.cancelReason && <span dir="auto">{data.cancelReason}</span>}
      </div>
      <BillLines lines={data.lines} />
      <Conversions rows={paid.data.rows} mayCancel={mayCancel} />
      <BillVersions uid={uid} />
    </div>
  )
}

type Line = NonNullable<Awaited<ReturnType<typeof fetchNow<'sales.bill'>>>>['lines'][number]

function BillLines({ lines }: { lines: readonly Line[] }) {
  const t = useWords()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('sales.bill.columns.item')}</th>
          <th>{t('sales.bill.columns.batch')}</th>
          <th>{t('sales.bill.columns.expiry')}</th>
          <th className={styles.end}>{t('sales.bill.columns.qty')}</th>
          <th className={styles.end}>{t('sales.bill.columns.free')}</th>
          <th className={styles.end}>{t('sales.bill.columns.rate')}</th>
          <th className={styles.end}>{t('sales.bill.discount')}</th>
          <th className={styles.end}>{t('sales.bill.columns.gst')}</th>
          <th className={styles.end}>{t('sales.bill.taxable')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a posted bill do not move
          <tr key={at}>
            <td dir="auto">{line.description}</td>
            <td className="code">{line.batch}</td>
            <td>{expiry(line.expiry)}</td>
            <td className={styles.end}>{quantity(line.qtyMilli / line.factor)}</td>
            <td className={styles.end}>{line.freeMilli ? quantity(line.freeMilli / line.factor) : ''}</td>
            <td className={styles.end}>{rate(line.rateE4)}</td>
            <td className={styles.end}>{line.discountPaise ? money(line.discountPaise) : ''}</td>
            <td className={styles.end}>{line.rateBp / 100}</td>
            <td className={styles.end}>{money(line.taxablePaise)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Conversion = NonNullable<Awaited<ReturnType<typeof fetchNow<'sales.billConversions'>>>>['rows'][number]

function Conversions({ rows, mayCancel }: { rows: readonly Conversion[]; mayCancel: boolean }) {
  const t = useWords()
  if (rows.length === 0) return null
  const last = rows.find((row) => !row.cancelled)
  const takeBack = async (row: Conversion) => {
    const reason = await askWhy({
      title: t('sales.convert.takeBackTitle', { number: row.number }),
      text: t('sales.convert.takeBackText'),
      action: t('sales.convert.takeBack'),
    })
    if (reason === null) return
    const told = await tell('sales.cancelConversion', { uid: row.uid, reason })
    if (went(told)) say(t('payments.cancelledNow', { number: row.number }))
  }
  return (
    <section aria-label={t('sales.convert.heading')}>
      <h2>{t('sales.convert.heading')}</h2>
      <table className={styles.table}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.uid}>
              <td className="code">{row.number}</td>
              <td>{day(row.date)}</td>
              <td>
                {t(`sales.modes.${row.from}`)} → {t(`sales.modes.${row.to}`)}
              </td>
              <td className={styles.end}>{money(row.amountPaise)}</td>
              <td>{row.by}</td>
              <td dir="auto">{row.reason}</td>
              <td className={styles.end}>
                {row.cancelled ? (
                  <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill>
                ) : row === last ? (
                  <Button small onClick={() => void takeBack(row)} why={mayCancel ? null : t('app.noRight')}>
                    {t('sales.convert.takeBack')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export const openPosted = (uid: string): void => openScreen('sales/posted-bill', { uid })
