import { useState } from 'react'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { useWords, words } from '../words.ts'

type About = { title: string; text: string; action: string }

/** Asks why before something is undone; the reason stays in the books. Null when the user thought better of it. */
export const askWhy = (about: About): Promise<string | null> =>
  askWith<string | null>((done) => <WhyDialog {...about} onDone={done} />)

function WhyDialog({ title, text, action, onDone }: About & { onDone: (reason: string | null) => void }) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () => (reason.trim().length > 2 ? onDone(reason.trim()) : setAsked(true))
  return (
    <Dialog
      title={title}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="danger" onClick={accept}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <TextField
        label={t('ui.reason')}
        value={reason}
        onChange={setReason}
        autoFocus
        maxLength={200}
        error={asked && reason.trim().length < 3 ? words('ui.reasonNeeded') : null}
      />
    </Dialog>
  )
}
