import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask, useTell } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { day, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { DateField, MoneyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import styles from './parties.module.css'

type Party = { uid: string; name: string }

/** Gives a customer another credit limit until a day, or takes it away; who gave which before stands below. */
export const allowCredit = (party: Party): Promise<void> =>
  askWith<void>((done) => <AllowanceDialog party={party} onClose={() => done()} />)

function AllowanceDialog({ party, onClose }: { party: Party; onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  const given = useQuery(ask('sales.allowances', { party: party.uid }))
  const [limitPaise, setLimit] = useState<number | null>(null)
  const [to, setTo] = useState<LocalDate | null>(today)
  const [late, setLate] = useState(false)
  const [reason, setReason] = useState('')
  const { tell, refusal, busy } = useTell('sales.allowCredit')
  const send = async (limit: number | null) => {
    if (busy) return
    const told = await tell({ party: party.uid, from: today, to: to ?? today, limitPaise: limit, late, reason })
    if (!told.ok) return
    say(
      limit === null
        ? t('parties.allowTakenAway')
        : t('parties.allowed', { name: party.name, limit: rupees(limit), day: day(to) }),
    )
    onClose()
  }
  const accept = () => limitPaise !== null && void send(limitPaise)
  const runs = given.data?.[0] && given.data[0].limitPaise !== null && given.data[0].to >= today
  return (
    <Dialog
      title={t('parties.allowTitle', { name: party.name })}
      width={460}
      onClose={onClose}
      onAccept={accept}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          {runs && <Button onClick={() => void send(null)}>{t('parties.allowTake')}</Button>}
          <Button look="main" onClick={accept}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={accept} label={t('parties.allow')}>
        <MoneyField label={t('parties.allowLimit')} name="limitPaise" value={limitPaise} onChange={setLimit} autoFocus needed />
        <DateField label={t('parties.allowTo')} name="to" value={to} onChange={setTo} today={today} />
        <SwitchField label={t('parties.allowLate')} name="late" checked={late} onChange={setLate} />
        <TextField label={t('parties.allowReason')} name="reason" value={reason} onChange={setReason} maxLength={200} needed />
      </Form>
      {given.data && given.data.length > 0 && (
        <section className={styles.allowances}>
          <h3>{t('parties.allowHistory')}</h3>
          <ul>
            {given.data.slice(0, 5).map((one) => (
              <li key={one.at} dir="auto">
                {t('parties.allowBy', {
                  limit: one.limitPaise === null ? t('parties.allowTaken') : rupees(one.limitPaise),
                  from: day(one.from),
                  to: day(one.to),
                  reason: one.reason,
                  by: one.by,
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}
