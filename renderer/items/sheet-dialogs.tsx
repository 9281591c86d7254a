import { useState } from 'react'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useWords, words } from '../words.ts'
import styles from './sheet.module.css'

/** Under which name a document is held; null when the clerk thought better of it. */
export const askHoldName = (suggestion: string, title = words('sheet.holdTitle')): Promise<string | null> =>
  askWith<string | null>((done) => <HoldDialog suggestion={suggestion} title={title} onDone={done} />)

type HoldProps = { suggestion: string; title: string; onDone: (name: string | null) => void }

function HoldDialog({ suggestion, title, onDone }: HoldProps) {
  const t = useWords()
  const [name, setName] = useState(suggestion)
  const accept = () => onDone(name.trim() || t('sheet.heldUnnamed'))
  return (
    <Dialog
      title={title}
      width={400}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('ui.hold')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          accept()
        }}
      >
        <TextField label={t('sheet.holdName')} value={name} onChange={setName} maxLength={60} autoFocus />
      </form>
    </Dialog>
  )
}

type HeldSheet = { uid: string; heldName: string | null; about: string; items: number; updatedAt: string }

/** The documents put aside or left unfinished; the chosen one, or null. */
export const askRecall = (held: readonly HeldSheet[], title = words('sheet.recallTitle')): Promise<string | null> =>
  askWith<string | null>((done) => (
    <Dialog title={title} width={560} onClose={() => done(null)}>
      {held.length === 0 ? (
        <EmptyState title={words('sheet.nothingHeld')} />
      ) : (
        <ul className={styles.held}>
          {held.map((one, index) => (
            <li key={one.uid}>
              <button type="button" data-autofocus={index === 0 || undefined} onClick={() => done(one.uid)} onKeyDown={moveAmong}>
                <b>{one.heldName ?? words('sheet.notHeld')}</b>
                <bdi>{one.about}</bdi>
                <span>{words('sheet.heldItems', { count: one.items })}</span>
                <span>{new Date(one.updatedAt).toLocaleTimeString('en-IN', { hour: '2-digit', minute: '2-digit' })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  ))

/** Up and down among the buttons of a list in a dialog. */
export function moveAmong(event: React.KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const row = event.currentTarget.parentElement
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  next?.querySelector('button')?.focus()
}
