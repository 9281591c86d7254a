import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell, useTell } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { went } from '../told.ts'
import { askUnsaved, askWith } from '../ui/ask.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Actions, Form, Row, Section } from '../ui/form.tsx'
import { balance, day, money, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { DateField, MoneyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import styles from './accounts.module.css'
import { openingCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'accounts/opening': { party: string }
  }
}

type Whole = OutputOf<'parties.party'>
type Posted = OutputOf<'accounts.openingBills'>['rows'][number]
type Box = {
  uid: string
  reference: string
  date: LocalDate | null
  due: LocalDate | null
  drPaise: Paise | null
  crPaise: Paise | null
}
const fresh = (): Box => ({ uid: crypto.randomUUID(), reference: '', date: null, due: null, drPaise: null, crPaise: null })
const isBlank = (box: Box) => box.drPaise === null && box.crPaise === null && box.reference.trim() === ''
const amountOf = (box: Box) => (box.drPaise ?? 0) - (box.crPaise ?? 0)

/** The opening balance of a party, bill by bill as it stood when the books began; below, what was entered already. */
export function OpeningScreen({ params: { party } }: { params: ScreenParams['accounts/opening'] }) {
  const about = useQuery(ask('parties.party', { uid: party }))
  const posted = useQuery(ask('accounts.openingBills', { party }))
  const error = about.error ?? posted.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([about.refetch(), posted.refetch()])} />
  if (!about.data || !posted.data) return <SkeletonRows rows={8} />
  return <Opening about={about.data} rows={posted.data.rows} booksBegin={posted.data.booksBegin} />
}

function Opening({ about, rows, booksBegin }: { about: Whole; rows: readonly Posted[]; booksBegin: string }) {
  const t = useWords()
  const may = useMay('masters.write')
  const [boxes, setBoxes] = useState<Box[]>([fresh()])
  const { tell: post, busy, refusal, forget } = useTell('accounts.postOpeningBills')
  const keyed = boxes.filter((box) => !isBlank(box))
  const total = keyed.reduce((sum, box) => sum + amountOf(box), 0)
  const save = async (): Promise<boolean> => {
    if (!keyed.length || !may) return !keyed.length
    const bills = keyed.map((box) => ({
      uid: box.uid,
      reference: box.reference.trim() || null,
      date: box.date,
      due: box.due,
      amountPaise: amountOf(box),
    }))
    const told = await post({ party: about.uid, bills })
    if (!told.ok) return false
    setBoxes([fresh()])
    say(t('accounts.openingSaved', { name: about.name, amount: rupees(told.value.totalPaise) }))
    return true
  }
  const tab = useTab({
    title: t('accounts.openingOf', { name: about.name }),
    dirty: keyed.length > 0,
    onCloseAsked: async () => {
      const answer = await askUnsaved({ title: t('accounts.openingOf', { name: about.name }) })
      if (answer === 'discard' || (answer === 'save' && (await save()))) tab.close()
    },
  })
  const why = may ? (busy ? t('parties.saving') : keyed.length ? null : t('accounts.noOpeningKeyed')) : t('app.noRight')
  const change = (next: Box[]) => {
    forget()
    setBoxes(next)
  }
  const page = useRef<HTMLDivElement>(null)
  const [rowsSeen, setRowsSeen] = useState(1)
  // a new row is keyed at once
  useEffect(() => {
    if (boxes.length > rowsSeen) page.current?.querySelector<HTMLElement>(`[name="bills.${boxes.length - 1}.reference"]`)?.focus()
    setRowsSeen(boxes.length)
  }, [boxes.length, rowsSeen])
  const add = () => change([...boxes, fresh()])
  useCommands(formCommands, { save: { run: () => void save(), why } })
  useCommands(openingCommands, { addRow: add, removeRow: () => change(boxes.length > 1 ? boxes.slice(0, -1) : [fresh()]) })
  return (
    <div className={styles.page} ref={page}>
      <div className={styles.pageInner}>
        <Form refusal={refusal} focusFirst onDone={add} label={t('accounts.openingOf', { name: about.name })}>
          <header className={styles.head}>
            <h1>
              <bdi>{about.name}</bdi> <small>{t('accounts.openingOn', { date: day(booksBegin) })}</small>
            </h1>
            <Actions>
              <span className="num">{t('accounts.keyedTotal', { amount: rupees(total) })}</span>
              <Button look="main" command={formCommands.commands.save} onClick={() => void save()} why={why}>
                {t('ui.save')}
              </Button>
            </Actions>
          </header>
          <Section title={t('accounts.openingBills')} hint={t('accounts.openingHint')}>
            {boxes.map((box, at) => (
              <OpeningRow
                key={box.uid}
                at={at}
                box={box}
                put={(part) => change(boxes.map((other) => (other === box ? { ...box, ...part } : other)))}
                onRemove={() => change(boxes.filter((other) => other !== box))}
              />
            ))}
            <div>
              <Button small icon={Plus} command={openingCommands.commands.addRow} onClick={add}>
                {t('accounts.addBill')}
              </Button>
            </div>
          </Section>
        </Form>
        <PostedBills rows={rows} may={may} />
      </div>
    </div>
  )
}

function OpeningRow({
  at,
  box,
  put,
  onRemove,
}: {
  at: number
  box: Box
  put: (part: Partial<Box>) => void
  onRemove: () => void
}) {
  const t = useWords()
  return (
    <Row>
      <TextField
        label={t('accounts.columns.billNumber')}
        name={`bills.${at}.reference`}
        value={box.reference}
        onChange={(reference) => put({ reference })}
        maxLength={40}
        span={3}
        code
      />
      <DateField
        label={t('accounts.columns.date')}
        name={`bills.${at}.date`}
        value={box.date}
        onChange={(date) => put({ date })}
        span={2}
      />
      <DateField
        label={t('accounts.columns.due')}
        name={`bills.${at}.due`}
        value={box.due}
        onChange={(due) => put({ due })}
        span={2}
      />
      <MoneyField
        label={t('accounts.owesUs')}
        name={`bills.${at}.amountPaise`}
        value={box.drPaise}
        onChange={(drPaise) => put({ drPaise, crPaise: null })}
        span={2}
      />
      <MoneyField
        label={t('accounts.weOwe')}
        name={`bills.${at}.crPaise`}
        value={box.crPaise}
        onChange={(crPaise) => put({ crPaise, drPaise: null })}
        span={2}
      />
      <div className={styles.remove}>
        <Button
          look="quiet"
          small
          icon={X}
          label={t('accounts.removeBill', { number: box.reference || String(at + 1) })}
          onClick={onRemove}
        />
      </div>
    </Row>
  )
}

/** What was entered; each can be taken back while no money stands against it. */
function PostedBills({ rows, may }: { rows: readonly Posted[]; may: boolean }) {
  const t = useWords()
  const takeBack = async (row: Posted) => {
    const reason = await askReason(row)
    if (reason === null) return
    const told = await tell('accounts.cancelOpeningBill', { uid: row.uid, reason })
    if (went(told)) say(t('accounts.openingCancelled', { number: row.reference ?? row.number }))
  }
  if (rows.length === 0) return <EmptyState title={t('accounts.noOpening')} />
  return (
    <Section title={t('accounts.openingEntered')}>
      <table className={styles.posted}>
        <thead>
          <tr>
            <th>{t('accounts.columns.billNumber')}</th>
            <th>{t('accounts.columns.date')}</th>
            <th>{t('accounts.columns.due')}</th>
            <th className={styles.end}>{t('accounts.columns.amount')}</th>
            <th className={styles.end}>{t('accounts.columns.left')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.uid} className={row.cancelled ? styles.cancelled : undefined}>
              <td className="code">{row.reference ?? row.number}</td>
              <td>{day(row.date)}</td>
              <td>{day(row.due)}</td>
              <td className={`num ${styles.end}`}>{money(row.amountPaise)}</td>
              <td className={`num ${styles.end}`}>{balance(row.leftPaise)}</td>
              <td className={styles.end}>
                {!row.cancelled && (
                  <Button
                    small
                    onClick={() => void takeBack(row)}
                    why={may ? null : t('app.noRight')}
                    label={t('accounts.takeBackBill', { number: row.reference ?? row.number })}
                  >
                    {t('accounts.takeBack')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const askReason = (row: Posted): Promise<string | null> =>
  askWith<string | null>((done) => <ReasonDialog row={row} onDone={done} />)

function ReasonDialog({ row, onDone }: { row: Posted; onDone: (reason: string | null) => void }) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () => (reason.trim().length > 2 ? onDone(reason) : setAsked(true))
  return (
    <Dialog
      title={t('accounts.takeBackTitle', { number: row.reference ?? row.number, amount: rupees(row.amountPaise) })}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="danger" onClick={accept}>
            {t('accounts.takeBack')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('accounts.reason')}
        value={reason}
        onChange={setReason}
        autoFocus
        maxLength={200}
        error={asked && reason.trim().length < 3 ? t('accounts.reasonNeeded') : null}
      />
    </Dialog>
  )
}
