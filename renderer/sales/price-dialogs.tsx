import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Paise, paise } from '../../shared/money.ts'
import { parseBasisPoints } from '../../shared/quantity.ts'
import { type NetRate, type NetWay, netWays } from '../../shared/sales/net-rate.ts'
import { ask, type OutputOf } from '../client.ts'
import sheet from '../items/sheet.module.css'
import { moveAmong } from '../items/sheet-dialogs.tsx'
import { askWith } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { expiry, money, percent, rate, rupees } from '../ui/format.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { MoneyField, RateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import styles from './bill.module.css'
import { stockText } from './bill-popups.tsx'

type Wanted = { way: NetWay; wantedE4: number; withTax: boolean; afterDiscount: boolean }
type Asked<A> = { onDone: (answer: A | null) => void }

function Accepting<A>({
  title,
  onDone,
  accept,
  children,
}: Asked<A> & { title: string; accept: () => void; children: React.ReactNode }) {
  const t = useWords()
  return (
    <Dialog
      title={title}
      width={440}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('ui.accept')}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}

/** The net rate wanted and what it makes of the line, shown while it is typed; null when thought better of. */
export const askNetRate = (about: {
  item: string
  unit: string
  /** What comes off the whole bill. */
  offPaise: number
  back: (wanted: Wanted) => NetRate | null
}): Promise<NetRate | null> => askWith<NetRate | null>((done) => <NetRateDialog {...about} onDone={done} />)

function NetRateDialog({ item, unit, offPaise, back, onDone }: Parameters<typeof askNetRate>[0] & Asked<NetRate>) {
  const t = useWords()
  const [wantedE4, setWanted] = useState<number | null>(null)
  const [withTax, setWithTax] = useState(false)
  const [way, setWay] = useState<NetWay>('rate')
  const [afterDiscount, setAfterDiscount] = useState(true)
  const found = wantedE4 === null ? null : back({ way, wantedE4, withTax, afterDiscount })
  return (
    <Accepting<NetRate> title={t('sales.price.netTitle', { item })} onDone={onDone} accept={() => found && onDone(found)}>
      <Form onDone={() => found && onDone(found)} label={t('sales.price.net')}>
        <RateField label={t('sales.price.netPer', { unit })} name="wanted" value={wantedE4} onChange={setWanted} autoFocus />
        <SwitchField label={t('sales.price.withTax')} name="withTax" checked={withTax} onChange={setWithTax} />
        {offPaise > 0 && (
          <SwitchField
            label={t('sales.price.afterDiscount', { off: rupees(offPaise) })}
            name="afterDiscount"
            checked={afterDiscount}
            onChange={setAfterDiscount}
          />
        )}
        <Select<NetWay>
          label={t('sales.price.way')}
          name="way"
          value={way}
          choices={netWays.map((value) => ({ value, label: t(`sales.price.ways.${value}`) }))}
          onChange={setWay}
        />
      </Form>
      <p role="status" data-testid="worked-back">
        {found
          ? t(found.reachedPaise === found.askedPaise ? 'sales.price.worked' : 'sales.price.workedNear', {
              rate: rate(found.rateE4),
              off: found.first.length + found.second.length > 0 ? percent(netPercent(found)) : '0',
              flat: money(found.flatPaise),
              reached: rupees(found.reachedPaise),
              asked: rupees(found.askedPaise),
            })
          : wantedE4 === null
            ? t('sales.price.netHint')
            : t('sales.price.cannot')}
        {offPaise > 0 && !afterDiscount && ` ${t('sales.price.offBesides', { off: rupees(offPaise) })}`}
      </p>
    </Accepting>
  )
}
const netPercent = ({ first, second }: NetRate): number =>
  Math.round(10_000 - [...first, ...second].reduce((left, bp) => (left * (10_000 - bp)) / 10_000, 10_000))

export type Percent = { bp: number; from: 'line' | 'all'; later: boolean }

/** By how much the rates go up or down, from which line on; null when thought better of. */
export const askRatePercent = (): Promise<Percent | null> => askWith<Percent | null>((done) => <PercentDialog onDone={done} />)

function PercentDialog({ onDone }: Asked<Percent>) {
  const t = useWords()
  const [typed, setTyped] = useState('')
  const [from, setFrom] = useState<Percent['from']>('line')
  const [later, setLater] = useState(true)
  const [asked, setAsked] = useState(false)
  const down = /^\s*[-−]/.test(typed)
  const size = parseBasisPoints(typed.replace(/^\s*[-−+]/, ''))
  const bp = size === null || size > (down ? 10_000 : 100_000) ? null : down ? -size : size
  const accept = () => (bp === null ? setAsked(true) : onDone({ bp, from, later }))
  return (
    <Accepting<Percent> title={t('sales.price.percentTitle')} onDone={onDone} accept={accept}>
      <Form onDone={accept} label={t('sales.price.percentTitle')}>
        <TextField
          label={t('sales.price.percent')}
          name="percent"
          value={typed}
          onChange={setTyped}
          hint={t('sales.price.percentHint')}
          error={asked && bp === null ? t('sales.price.percentWrong') : null}
          maxLength={10}
          code
          autoFocus
        />
        <Select<Percent['from']>
          label={t('sales.price.lines')}
          name="from"
          value={from}
          choices={(['line', 'all'] as const).map((value) => ({ value, label: t(`sales.price.from.${value}`) }))}
          onChange={setFrom}
        />
        <SwitchField label={t('sales.price.later')} name="later" checked={later} onChange={setLater} />
      </Form>
    </Accepting>
  )
}

/** What the bill shall come to; null when thought better of. */
export const askAmount = (about: { nowPaise: number }): Promise<Paise | null> =>
  askWith<Paise | null>((done) => <AmountDialog {...about} onDone={done} />)

function AmountDialog({ nowPaise, onDone }: { nowPaise: number } & Asked<Paise>) {
  const t = useWords()
  const [amount, setAmount] = useState<number | null>(null)
  const accept = () => amount !== null && onDone(paise(amount))
  return (
    <Accepting<Paise> title={t('sales.price.fitTitle')} onDone={onDone} accept={accept}>
      <Form onDone={accept} label={t('sales.price.fitTitle')}>
        <MoneyField
          label={t('sales.price.fit')}
          name="amount"
          value={amount}
          onChange={setAmount}
          hint={t('sales.price.fitHint', { now: rupees(nowPaise) })}
          autoFocus
        />
      </Form>
    </Accepting>
  )
}

type Substitute = OutputOf<'sales.substitutes'>[number]
type SubstituteAsk = { itemId: number; name: string; date: string; party: string | null }

/** Items of the same composition in stock; the chosen one, or null. */
export const askSubstitute = (about: SubstituteAsk): Promise<Substitute['item'] | null> =>
  askWith<Substitute['item'] | null>((done) => <SubstitutesDialog about={about} onDone={done} />)

function SubstitutesDialog({ about, onDone }: { about: SubstituteAsk } & Asked<Substitute['item']>) {
  const t = useWords()
  const list = useRef<HTMLUListElement>(null)
  const found = useQuery(ask('sales.substitutes', { itemId: about.itemId, date: about.date, party: about.party }))
  const there = found.data !== undefined
  // the dialog was there before its rows
  useEffect(() => {
    if (there) list.current?.querySelector('button')?.focus()
  }, [there])
  return (
    <Dialog title={t('sales.price.substitutesFor', { item: about.name })} width={760} onClose={() => onDone(null)}>
      {found.isError ? (
        <ErrorState inline error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <SkeletonRows rows={4} />
      ) : found.data.length === 0 ? (
        <EmptyState title={t('sales.price.noSubstitutes')} />
      ) : (
        <ul ref={list} className={sheet.held}>
          {found.data.map((one) => (
            <li key={one.item.id}>
              <button type="button" className={styles.substitute} onClick={() => onDone(one.item)} onKeyDown={moveAmong}>
                <b>
                  <bdi>{one.item.name}</bdi> <small>{one.item.packLabel}</small>
                </b>
                <bdi>{one.item.manufacturer}</bdi>
                <span>{t('sales.price.stockOf', { qty: stockText(one.item.stockMilli, one.item) })}</span>
                <span>{expiry(one.expiry)}</span>
                <span>{rate(one.rateE4)}</span>
                <span dir="ltr">
                  {one.marginPaise === null
                    ? ''
                    : t('sales.price.margin', { bp: percent(one.marginBp), amount: money(one.marginPaise) })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

export type Prescription = {
  prescriber: string | null
  registration: string | null
  patient: string | null
  patientAddress: string | null
}

/** Who prescribed the drugs a register is kept of, and for whom; null when thought better of. */
export const askPrescription = (now: Partial<Prescription> | null): Promise<Prescription | null> =>
  askWith<Prescription | null>((done) => <PrescriptionDialog now={now} onDone={done} />)

const parts = ['prescriber', 'registration', 'patient', 'patientAddress'] as const

function PrescriptionDialog({ now, onDone }: { now: Partial<Prescription> | null } & Asked<Prescription>) {
  const t = useWords()
  const [typed, setTyped] = useState<Record<(typeof parts)[number], string>>({
    prescriber: now?.prescriber ?? '',
    registration: now?.registration ?? '',
    patient: now?.patient ?? '',
    patientAddress: now?.patientAddress ?? '',
  })
  const [asked, setAsked] = useState(false)
  const missing = (part: (typeof parts)[number]) => (part === 'prescriber' || part === 'patient') && typed[part].trim() === ''
  const accept = () => {
    if (parts.some(missing)) return setAsked(true)
    onDone(Object.fromEntries(parts.map((part) => [part, typed[part].trim() || null])) as Prescription)
  }
  return (
    <Accepting<Prescription> title={t('sales.prescription.title')} onDone={onDone} accept={accept}>
      <Form onDone={accept} label={t('sales.prescription.title')}>
        {parts.map((part, index) => (
          <TextField
            key={part}
            label={t(`sales.prescription.${part}`)}
            name={part}
            value={typed[part]}
            onChange={(value) => setTyped({ ...typed, [part]: value })}
            error={asked && missing(part) ? t('ui.reasonNeeded') : null}
            maxLength={part === 'patientAddress' ? 120 : part === 'registration' ? 40 : 80}
            autoFocus={index === 0}
          />
        ))}
      </Form>
    </Accepting>
  )
}
