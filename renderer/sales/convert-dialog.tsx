import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { BillMode } from '../../shared/sales/price-bill.ts'
import { useToday } from '../book.ts'
import { useTell } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form, Row } from '../ui/form.tsx'
import { rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords, words } from '../words.ts'

type About = { uid: string; number: string; mode: string; party: boolean }
type To = Exclude<BillMode, 'mixed'>
const modes: readonly To[] = ['credit', 'cash', 'upi', 'card', 'cheque', 'bank']

/** Asks what a posted bill becomes, when and why, and posts the conversion. */
export const askConversion = (about: About): Promise<void> =>
  askWith<void>((done) => <ConvertDialog about={about} onDone={() => done()} />)

function ConvertDialog({ about, onDone }: { about: About; onDone: () => void }) {
  const t = useWords()
  const today = useToday()
  const choices = modes.filter((mode) => mode !== about.mode && (mode !== 'credit' || about.party))
  const [conversion] = useState(() => crypto.randomUUID())
  const [to, setTo] = useState<To>(choices.includes('cash') ? 'cash' : (choices[0] ?? 'cash'))
  const [date, setDate] = useState<LocalDate>(today)
  const [reason, setReason] = useState('')
  const { tell: post, refusal, forget } = useTell('sales.convertBill')
  const [asked, setAsked] = useState(false)
  const accept = async () => {
    if (reason.trim().length < 3) return setAsked(true)
    const told = await post({ uid: about.uid, conversion, date, to, reason })
    if (!told.ok) return
    say(words('sales.convert.done', { number: told.value.number, amount: rupees(told.value.amountPaise) }))
    onDone()
  }
  return (
    <Dialog
      title={t('sales.convert.title', { number: about.number })}
      onClose={onDone}
      onAccept={() => void accept()}
      width={560}
      actions={
        <>
          <Button onClick={onDone}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void accept()}>
            {t('sales.convert.action')}
          </Button>
        </>
      }
    >
      <p>{t('sales.convert.text', { mode: t(`sales.modes.${about.mode as 'cash'}`) })}</p>
      <Form refusal={refusal} focusFirst onDone={() => void accept()} label={t('sales.convert.title', { number: about.number })}>
        <Row>
          <Select<To>
            label={t('sales.convert.to')}
            name="to"
            value={to}
            choices={choices.map((mode) => ({ value: mode, label: t(`sales.modes.${mode}`) }))}
            onChange={(mode) => {
              forget()
              setTo(mode)
            }}
            span={6}
          />
          <DateField
            label={t('payments.date')}
            name="date"
            today={today}
            value={date}
            onChange={(next) => {
              forget()
              setDate(next ?? today)
            }}
            span={6}
          />
        </Row>
        <TextField
          label={t('ui.reason')}
          name="reason"
          value={reason}
          onChange={setReason}
          maxLength={200}
          error={asked && reason.trim().length < 3 ? t('ui.reasonNeeded') : null}
        />
      </Form>
    </Dialog>
  )
}
