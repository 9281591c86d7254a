import { useState } from 'react'
import { parsePaise } from '../../shared/money.ts'
import { deliveryOutcomes } from '../../shared/sales/delivery-contract.ts'
import type { InputOf } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button, Chips } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { rupees } from '../ui/format.ts'
import { useWords } from '../words.ts'
import styles from './sale-order.module.css'

type Mark = Omit<InputOf<'sales.markDelivery'>, 'bill'>

/** What came of bringing a bill; null when the clerk thought better of it. */
export const askDelivery = (bill: { number: string; party: string; collectPaise: number }): Promise<Mark | null> =>
  askWith<Mark | null>((done) => <MarkDialog bill={bill} onDone={done} />)

function MarkDialog(props: {
  bill: { number: string; party: string; collectPaise: number }
  onDone: (mark: Mark | null) => void
}) {
  const t = useWords()
  const { bill, onDone } = props
  const [outcome, setOutcome] = useState<(typeof deliveryOutcomes)[number]>('delivered')
  const [receivedBy, setReceivedBy] = useState('')
  const [reason, setReason] = useState('')
  const [collected, setCollected] = useState('')
  const [asked, setAsked] = useState(false)
  const paise = collected.trim() === '' ? 0 : parsePaise(collected)
  const needsName = outcome !== 'not' && receivedBy.trim() === ''
  const needsReason = outcome !== 'delivered' && reason.trim().length < 3
  const accept = () => {
    if (needsName || needsReason || paise === null || paise < 0) setAsked(true)
    else onDone({ outcome, receivedBy, reason, collectedPaise: paise })
  }
  return (
    <Dialog
      title={t('sales.delivery.markTitle', { number: bill.number })}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('sales.delivery.mark')}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault()
          accept()
        }}
      >
        <p>{t('sales.delivery.markText', { party: bill.party, owed: rupees(bill.collectPaise) })}</p>
        <Chips
          label={t('ui.state')}
          value={outcome}
          onChange={setOutcome}
          choices={deliveryOutcomes.map((value) => ({ value, label: t(`sales.delivery.states.${value}`) }))}
        />
        {outcome !== 'not' && (
          <TextField
            label={t('sales.delivery.receivedBy')}
            name="receivedBy"
            value={receivedBy}
            onChange={setReceivedBy}
            maxLength={60}
            autoFocus
            error={asked && needsName ? t('sales.delivery.nameNeeded') : null}
          />
        )}
        {outcome !== 'delivered' && (
          <TextField
            label={t('ui.reason')}
            name="reason"
            value={reason}
            onChange={setReason}
            maxLength={200}
            error={asked && needsReason ? t('sales.delivery.reasonNeeded') : null}
          />
        )}
        <TextField
          label={t('sales.delivery.collected')}
          name="collectedPaise"
          value={collected}
          onChange={setCollected}
          maxLength={20}
          code
          error={asked && (paise === null || paise < 0) ? t('sales.delivery.amountWrong') : null}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

type Van = { van: string; driver: string; note: string }

/** With which van and driver bills go out; null when the clerk thought better of it. */
export const askTrip = (bills: number): Promise<Van | null> =>
  askWith<Van | null>((done) => <TripDialog bills={bills} onDone={done} />)

function TripDialog({ bills, onDone }: { bills: number; onDone: (van: Van | null) => void }) {
  const t = useWords()
  const [van, setVan] = useState<Van>({ van: '', driver: '', note: '' })
  const [asked, setAsked] = useState(false)
  const accept = () => {
    if (van.van.trim() === '' || van.driver.trim() === '') setAsked(true)
    else onDone(van)
  }
  const missing = (value: string) => (asked && value.trim() === '' ? t('sales.delivery.needed') : null)
  return (
    <Dialog
      title={t('sales.delivery.tripTitle', { count: bills })}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('sales.delivery.send')}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault()
          accept()
        }}
      >
        <TextField
          label={t('sales.delivery.van')}
          name="van"
          value={van.van}
          onChange={(value) => setVan({ ...van, van: value })}
          maxLength={40}
          error={missing(van.van)}
          autoFocus
        />
        <TextField
          label={t('sales.delivery.driver')}
          name="driver"
          value={van.driver}
          onChange={(value) => setVan({ ...van, driver: value })}
          maxLength={60}
          error={missing(van.driver)}
        />
        <TextField
          label={t('sales.order.notes')}
          name="note"
          value={van.note}
          onChange={(value) => setVan({ ...van, note: value })}
          maxLength={200}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
