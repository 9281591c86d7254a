import { useState } from 'react'
import { useToday } from '../book.ts'
import type { CallName, InputOf } from '../client.ts'
import { tell } from '../client.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { say } from '../ui/keyboard.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { useWords } from '../words.ts'

/** The period of a list, the financial year to begin with. */
export function usePeriod() {
  const today = useToday()
  const [period, setPeriod] = useState<Period>(() => periodOf('thisYear', today))
  const chips = (
    <PeriodField
      value={period}
      onChange={setPeriod}
      today={today}
      names={['today', 'thisMonth', 'lastMonth', 'thisYear', 'lastYear']}
    />
  )
  return { period, chips }
}

/** Why something is taken back or given up; null when the clerk thought better of it. */
export const askReason = (about: { title: string; text: string; action: string }): Promise<string | null> =>
  askWith<string | null>((done) => <ReasonDialog about={about} onDone={done} />)

function ReasonDialog(props: {
  about: { title: string; text: string; action: string }
  onDone: (reason: string | null) => void
}) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () => (reason.trim().length > 2 ? props.onDone(reason) : setAsked(true))
  return (
    <Dialog
      title={props.about.title}
      onClose={() => props.onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="danger" onClick={accept}>
            {props.about.action}
          </Button>
        </>
      }
    >
      <p>{props.about.text}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          accept()
        }}
      >
        <TextField
          label={t('ui.reason')}
          value={reason}
          onChange={setReason}
          autoFocus
          maxLength={200}
          error={asked && reason.trim().length < 3 ? t('purchases.reasonNeeded') : null}
        />
      </form>
    </Dialog>
  )
}

type Cancelling = Extract<
  CallName<'command'>,
  `purchases.cancel${string}` | 'sales.cancelNote' | 'sales.cancelSalesOrder' | 'sales.cancelChallan'
>

/** Asks why and cancels; says what came of it. */
export async function cancelWith(
  call: Cancelling,
  about: { uid: string; title: string; text: string; action: string; done: string },
): Promise<void> {
  const reason = await askReason(about)
  if (reason === null) return
  const told = await tell(call, { uid: about.uid, reason } as InputOf<Cancelling>)
  if (went(told)) say(about.done)
}
