import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import { type moneyKinds, paymentModes } from '../../shared/payments/contract.ts'
import { PartyField } from '../accounts/party-field.tsx'
import { useToday } from '../book.ts'
import { ask, useTell } from '../client.ts'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { documentCommands, formCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { Actions, Form, Row, Section } from '../ui/form.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { DateField, MoneyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { moneyCommands } from './commands.ts'
import { OpenBills } from './open-bills.tsx'
import styles from './payments.module.css'
import { type Keyed, settling, sumOf } from './settle.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'payments/receipt': { party?: string }
    'payments/payment': { party?: string }
  }
}
type Kind = (typeof moneyKinds)[number]
type Mode = (typeof paymentModes)[number]
type Draft = {
  uid: string
  party: string | undefined
  date: LocalDate
  mode: Mode
  amountPaise: number | null
  discountPaise: number | null
  reference: string
  narration: string
  keyed: Keyed
}
const newDraft = (today: LocalDate, party: string | undefined): Draft => ({
  uid: crypto.randomUUID(),
  party,
  date: today,
  mode: 'cash',
  amountPaise: null,
  discountPaise: null,
  reference: '',
  narration: '',
  keyed: null,
})

/** Money received at the counter. */
export const ReceiptScreen = ({ params }: { params: ScreenParams['payments/receipt'] }) => (
  <MoneyScreen kind="receipt" party={params.party} />
)
/** Money paid out. */
export const PaymentScreen = ({ params }: { params: ScreenParams['payments/payment'] }) => (
  <MoneyScreen kind="payment" party={params.party} />
)

/** What of the party is open on the side that this money settles. */
function useOpenBills(kind: Kind, { party, date }: Draft) {
  const sign = kind === 'receipt' ? 1 : -1
  const open = useQuery({ ...ask('accounts.outstanding', { party: party ?? '' }), enabled: party !== undefined })
  const bills = (open.data ?? [])
    .filter((item) => item.leftPaise * sign > 0 && item.date <= date)
    .map((item) => ({ ...item, leftPaise: item.leftPaise * sign }))
  return { bills, error: open.error, retry: () => void open.refetch() }
}

function MoneyScreen({ kind, party }: { kind: Kind; party: string | undefined }) {
  const t = useWords()
  const today = useToday()
  const [draft, setDraft] = useState(() => newDraft(today, party))
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const { tell: post, busy, refusal, forget } = useTell(kind === 'receipt' ? 'payments.postReceipt' : 'payments.postPayment')
  const saveButton = useRef<HTMLDivElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const { bills, error, retry } = useOpenBills(kind, draft)
  const money = (draft.amountPaise ?? 0) + (draft.discountPaise ?? 0)
  const parts = settling(bills, money, draft.keyed)
  const title = t(kind === 'receipt' ? 'screens.receipt' : 'screens.payment')
  const dirty = draft.amountPaise !== null || draft.reference !== ''
  const save = async (): Promise<boolean> => {
    if (draft.party === undefined) {
      say(t('accounts.choosePartyFirst'))
      return false
    }
    const { keyed, party: uid, ...rest } = draft
    const told = await post({
      ...rest,
      party: uid,
      amountPaise: rest.amountPaise ?? 0,
      discountPaise: rest.discountPaise ?? 0,
      allocations: keyed ? [...keyed].map(([openItem, amountPaise]) => ({ openItem, amountPaise })) : null,
    } as never)
    if (!told.ok) return false
    say(t('payments.saved', { number: told.value.number, amount: rupees(rest.amountPaise ?? 0) }))
    setDraft(newDraft(today, undefined))
    return true
  }
  const tab = useTab({
    title,
    dirty,
    onCloseAsked: async () => {
      const answer = await askUnsaved({ title })
      if (answer === 'discard' || (answer === 'save' && (await save()))) tab.close()
    },
  })
  // after each posting the next one begins at the party
  useEffect(() => {
    if (draft.party === undefined && draft.uid) page.current?.querySelector<HTMLInputElement>('[name="party"]')?.focus()
  }, [draft.uid, draft.party])
  const oldest = () => put({ keyed: null })
  const onAccount = () => put({ keyed: new Map() })
  useCommands(formCommands, { save: { run: () => void save(), why: busy ? t('parties.saving') : null } })
  useCommands(documentCommands, { date: () => void page.current?.querySelector<HTMLInputElement>('[name="date"]')?.focus() })
  useCommands(moneyCommands, { oldest, onAccount })
  return (
    <div className={styles.page} ref={page}>
      <div className={styles.inner}>
        <Form refusal={refusal} label={title} onDone={() => saveButton.current?.querySelector('button')?.focus()}>
          <header className={styles.head}>
            <h1>{title}</h1>
            <div ref={saveButton}>
              <Actions>
                <Button onClick={() => openScreen('payments/money', {})}>{t('screens.money')}</Button>
                <Button
                  look="main"
                  command={formCommands.commands.save}
                  onClick={() => void save()}
                  why={busy ? t('parties.saving') : null}
                >
                  {t('ui.save')}
                </Button>
              </Actions>
            </div>
          </header>
          <Section title={t(kind === 'receipt' ? 'payments.from' : 'payments.to')}>
            <MoneyFields kind={kind} draft={draft} put={put} forget={forget} />
          </Section>
        </Form>
        {draft.party !== undefined && (
          <OpenBills
            bills={bills}
            error={error}
            onRetry={retry}
            parts={parts}
            onAccountPaise={money - sumOf(parts)}
            byHand={draft.keyed !== null}
            onKey={(openItem, amountPaise) => {
              const keyed = new Map(draft.keyed ?? parts)
              if (amountPaise === null || amountPaise === 0) keyed.delete(openItem)
              else keyed.set(openItem, amountPaise)
              put({ keyed })
            }}
            onOldest={oldest}
            onAccount={onAccount}
          />
        )}
      </div>
    </div>
  )
}

type FieldsProps = { kind: Kind; draft: Draft; put: (part: Partial<Draft>) => void; forget: () => void }

function MoneyFields({ kind, draft, put, forget }: FieldsProps) {
  const t = useWords()
  const today = useToday()
  const change = (part: Partial<Draft>) => {
    forget()
    put(part)
  }
  return (
    <>
      <Row>
        <div style={{ gridColumn: 'span 5' }}>
          <PartyField
            key={draft.uid}
            party={draft.party}
            customers={kind === 'receipt'}
            autoFocus
            onChoose={(party) => change({ party, keyed: null })}
          />
        </div>
        <MoneyField
          label={t('payments.amount')}
          name="amountPaise"
          value={draft.amountPaise as Paise | null}
          onChange={(amountPaise) => change({ amountPaise })}
          span={3}
        />
        <Select<Mode>
          label={t('payments.mode')}
          name="mode"
          value={draft.mode}
          choices={paymentModes.map((mode) => ({ value: mode, label: t(`sales.modes.${mode}`) }))}
          onChange={(mode) => change({ mode })}
          span={2}
        />
        <DateField
          label={t('payments.date')}
          name="date"
          stop={false}
          today={today}
          value={draft.date}
          onChange={(date) => change({ date: date ?? today })}
          span={2}
        />
      </Row>
      <Row>
        <TextField
          label={t(`payments.referenceOf.${draft.mode}`)}
          name="reference"
          value={draft.reference}
          onChange={(reference) => change({ reference })}
          maxLength={40}
          span={4}
          code
        />
        <MoneyField
          label={t(kind === 'receipt' ? 'payments.discount' : 'payments.discountReceived')}
          name="discountPaise"
          value={draft.discountPaise as Paise | null}
          onChange={(discountPaise) => change({ discountPaise })}
          span={3}
        />
        <TextField
          label={t('payments.narration')}
          name="narration"
          value={draft.narration}
          onChange={(narration) => change({ narration })}
          maxLength={200}
          span={5}
        />
      </Row>
    </>
  )
}
