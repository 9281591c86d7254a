import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { askWith } from '../ui/ask.tsx'
import { Button, Kbd } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { chordOfEvent } from '../ui/keys.ts'
import { useWords } from '../words.ts'
import styles from './keys.module.css'

/** Waits for a key to be pressed for a command. `problem` says in words why a key will not do; null when nothing was chosen. */
export const captureKey = (command: string, problem: (key: string) => string | null): Promise<string | null> =>
  askWith<string | null>((done) => <CaptureDialog command={command} problem={problem} onDone={done} />)

function CaptureDialog(props: {
  command: string
  problem: (key: string) => string | null
  onDone: (key: string | null) => void
}) {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [pressed, setPressed] = useState<{ key: string; problem: string } | null>(null)
  useEffect(() => {
    // the dialog gives the focus to its first button; the key is meant for this box
    const timer = setTimeout(() => box.current?.focus(), 50)
    return () => clearTimeout(timer)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const key = chordOfEvent(event.nativeEvent)
    if (key === null) return
    const problem = props.problem(key)
    if (problem === null) props.onDone(key)
    else setPressed({ key, problem })
  }
  return (
    <Dialog
      title={t('company.keys.press', { command: props.command })}
      onClose={() => props.onDone(null)}
      actions={<Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>}
    >
      <div
        ref={box}
        className={styles.capture}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        tabIndex={0}
        role="group"
        aria-label={t('company.keys.press', { command: props.command })}
        onKeyDown={onKeyDown}
      >
        {pressed ? (
          <>
            <Kbd keys={pressed.key} />
            <span className={styles.problem} role="alert">
              {pressed.problem}
            </span>
          </>
        ) : (
          <span>{t('company.keys.waiting')}</span>
        )}
      </div>
    </Dialog>
  )
}
