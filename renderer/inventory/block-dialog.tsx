import { useState } from 'react'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { useWords } from '../words.ts'

type About = { batch: string; item: string; blocked: boolean }
type Answer = { reason: string; notice: string }

/** Why a batch is kept from sale or released; null when the person thought better of it. */
export const askBlock = (about: About): Promise<Answer | null> =>
  askWith<Answer | null>((done) => <BlockDialog about={about} onDone={done} />)

function BlockDialog({ about, onDone }: { about: About; onDone: (answer: Answer | null) => void }) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [notice, setNotice] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () => (reason.trim().length > 2 ? onDone({ reason, notice }) : setAsked(true))
  const action = t(about.blocked ? 'inventory.recall.release' : 'inventory.recall.block')
  return (
    <Dialog
      title={`${action}: ${about.batch}`}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look={about.blocked ? 'main' : 'danger'} onClick={accept}>
            {action}
          </Button>
        </>
      }
    >
      <p>
        <bdi>{about.item}</bdi>. {t(about.blocked ? 'inventory.recall.releaseText' : 'inventory.recall.blockText')}
      </p>
      <Form onDone={accept}>
        <TextField
          label={t('ui.reason')}
          name="reason"
          value={reason}
          onChange={setReason}
          maxLength={200}
          needed
          autoFocus
          error={asked && reason.trim().length < 3 ? t('ui.reasonNeeded') : null}
        />
        {!about.blocked && (
          <TextField label={t('inventory.recall.notice')} name="notice" value={notice} onChange={setNotice} maxLength={80} />
        )}
      </Form>
    </Dialog>
  )
}
