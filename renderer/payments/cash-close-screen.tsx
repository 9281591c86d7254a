import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import { counted, dayFigures, denominations, type Pieces } from '../../shared/payments/cash-count.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell, useTell } from '../client.ts'
import { askWhy } from '../inventory/ask-why.tsx'
import { openScreen, useTab } from '../tabs.ts'
import { went } from '../told.ts'
import { documentCommands, formCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { Actions, Form, Section } from '../ui/form.tsx'
import { day, money, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { DateField, MoneyField, NumberField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { cashCommands } from './commands.ts'
import styles from './payments.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'payments/cash-close': { date?: string }
  }
}
type Day = OutputOf<'payments.cashDay'>
const nothing = Object.fromEntries(denominations.map((note) => [`n${note}`, 0])) as Pieces

/** The drawer at the end of the day: what should be there, the notes counted by keys, the difference and why. */
export function CashCloseScreen({ params }: { params: { date?: string } }) {
  const t = useWords()
  const today = useToday()
  const [date, setDate] = useState<LocalDate>((params.date as LocalDate | undefined) ?? today)
  const books = useQuery(ask('payments.cashDay', { date }))
  useTab({ title: t('screens.cashClose') })
  if (books.error) return <ErrorState error={books.error} onRetry={() => void books.refetch()} />
  if (!books.data) return <SkeletonRows rows={8} />
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        {books.data.closed ? (
          <Closed key={date} date={date} setDate={setDate} books={books.data} closed={books.data.closed} />
        ) : (
          <Count key={date} date={date} setDate={setDate} books={books.data} />
        )}
      </div>
    </div>
  )
}

function Figures({ books }: { books: Day }) {
  const t = useWords()
  return (
    <table className={styles.table} data-testid="figures">
      <tbody>
        {dayFigures.map((name) => (
          <tr key={name} className={name === 'expectedPaise' ? styles.strong : undefined}>
            <td>{t(`payments.cash.${name}`)}</td>
            <td className={`num ${styles.end}`}>
              {(name === 'paymentsPaise' || name === 'otherOutPaise') && books[name] > 0 ? '−' : ''}
              {money(books[name])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type CountProps = { date: LocalDate; setDate: (date: LocalDate) => void; books: Day }

function Count({ date, setDate, books }: CountProps) {
  const t = useWords()
  const today = useToday()
  const [uid] = useState(() => crypto.randomUUID())
  const [pieces, setPieces] = useState<Pieces>(nothing)
  const [coins, setCoins] = useState<Paise | null>(null)
  const [reason, setReason] = useState('')
  const { tell: post, busy, refusal, forget } = useTell('payments.closeCash')
  const total = counted(pieces, coins ?? 0)
  const difference = total - books.expectedPaise
  const close = async () => {
    const told = await post({
      uid,
      date,
      pieces,
      coinsPaise: coins ?? 0,
      expectedPaise: books.expectedPaise,
      reason: reason || null,
    })
    if (went(told)) say(t('payments.cash.closed', { number: told.value.number, counted: rupees(told.value.countedPaise) }))
  }
  const why = busy ? t('parties.saving') : null
  useCommands(formCommands, { save: { run: () => void close(), why } })
  useCommands(documentCommands, { date: () => document.querySelector<HTMLInputElement>('[name="date"]')?.focus() })
  return (
    <Form refusal={refusal} focusFirst label={t('screens.cashClose')} onDone={() => void close()}>
      <header className={styles.head}>
        <h1>{t('payments.cash.of', { day: day(date) })}</h1>
        <Actions>
          <DateField
            label={t('payments.date')}
            name="date"
            stop={false}
            today={today}
            value={date}
            onChange={(next) => next && setDate(next)}
          />
          <Button look="main" command={formCommands.commands.save} onClick={() => void close()} why={why}>
            {t('payments.cash.close')}
          </Button>
        </Actions>
      </header>
      <div className={styles.drawer}>
        <Section title={t('payments.cash.books')}>
          <Figures books={books} />
        </Section>
        <Section title={t('payments.cash.count')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('payments.cash.note')}</th>
                <th>{t('payments.cash.pieces')}</th>
                <th className={styles.end}>{t('payments.amount')}</th>
              </tr>
            </thead>
            <tbody>
              {denominations.map((note) => (
                <tr key={note}>
                  <td dir="ltr" className={styles.note}>
                    ₹{note}
                  </td>
                  <td className={styles.amount}>
                    <NumberField
                      label={t('payments.cash.piecesOf', { note })}
                      bare
                      name={`pieces.n${note}`}
                      value={pieces[`n${note}`] || null}
                      onChange={(n) => {
                        forget()
                        setPieces({ ...pieces, [`n${note}`]: n ?? 0 })
                      }}
                    />
                  </td>
                  <td className={`num ${styles.end}`}>{money(pieces[`n${note}`] * note * 100)}</td>
                </tr>
              ))}
              <tr>
                <td>{t('payments.cash.coins')}</td>
                <td className={styles.amount}>
                  <MoneyField
                    label={t('payments.cash.coins')}
                    bare
                    name="coinsPaise"
                    value={coins}
                    onChange={(amount) => {
                      forget()
                      setCoins(amount)
                    }}
                  />
                </td>
                <td className={`num ${styles.end}`}>{money(coins)}</td>
              </tr>
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={2}>{t('payments.cash.counted')}</td>
                <td className={`num ${styles.end}`}>{money(total)}</td>
              </tr>
              <tr className={difference === 0 ? undefined : styles.bad}>
                <td colSpan={2}>
                  {t(difference < 0 ? 'payments.cash.short' : difference > 0 ? 'payments.cash.over' : 'payments.cash.even')}
                </td>
                <td className={`num ${styles.end}`} data-testid="difference">
                  {money(Math.abs(difference))}
                </td>
              </tr>
            </tfoot>
          </table>
          <TextField
            label={t('payments.cash.reason')}
            name="reason"
            value={reason}
            onChange={(text) => {
              forget()
              setReason(text)
            }}
            maxLength={200}
          />
        </Section>
      </div>
    </Form>
  )
}

function Closed({ date, setDate, books, closed }: CountProps & { closed: NonNullable<Day['closed']> }) {
  const t = useWords()
  const today = useToday()
  const mayReopen = useMay('sales.cancel')
  const paper = () => openScreen('payments/paper', { uid: closed.uid })
  const reopen = async () => {
    const reason = await askWhy({
      title: t('payments.cash.reopenTitle', { number: closed.number }),
      text: t('payments.cash.reopenText'),
      action: t('payments.cash.reopen'),
    })
    if (reason === null) return
    const told = await tell('payments.cancelClose', { uid: closed.uid, reason })
    if (told.ok) say(t('payments.cancelledNow', { number: closed.number }))
  }
  const why = mayReopen ? null : t('app.noRight')
  useCommands(cashCommands, { paper, reopen: { run: () => void reopen(), why } })
  useCommands(documentCommands, { date: () => document.querySelector<HTMLInputElement>('[name="date"]')?.focus() })
  return (
    <>
      <header className={styles.head}>
        <h1>
          {t('payments.cash.of', { day: day(date) })} <span className="code">{closed.number}</span>
        </h1>
        <Actions>
          <DateField
            label={t('payments.date')}
            name="date"
            today={today}
            value={date}
            onChange={(next) => next && setDate(next)}
          />
          <Button command={cashCommands.commands.paper} onClick={paper} autoFocus>
            {t('commands.cash.paper')}
          </Button>
          <Button command={cashCommands.commands.reopen} onClick={() => void reopen()} why={why}>
            {t('payments.cash.reopen')}
          </Button>
        </Actions>
      </header>
      <div className={styles.drawer}>
        <Section title={t('payments.cash.books')}>
          <Figures books={books} />
        </Section>
        <Section title={t('payments.cash.count')}>
          <div className={styles.facts} data-testid="closed">
            <span>
              {t('payments.cash.counted')} <b dir="ltr">{rupees(closed.countedPaise)}</b>
            </span>
            <span className={closed.differencePaise === 0 ? undefined : styles.bad}>
              {t(
                closed.differencePaise < 0
                  ? 'payments.cash.short'
                  : closed.differencePaise > 0
                    ? 'payments.cash.over'
                    : 'payments.cash.even',
              )}{' '}
              <b dir="ltr">{rupees(Math.abs(closed.differencePaise))}</b>
            </span>
            <span>
              {t('payments.by')} <b>{closed.by}</b>
            </span>
            {closed.reason && (
              <span>
                {t('ui.reason')} <b dir="auto">{closed.reason}</b>
              </span>
            )}
          </div>
        </Section>
      </div>
    </>
  )
}
