import { Modal } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { tabbable } from 'tabbable'
import { useWords } from '../words.ts'
import { dialogCommands } from './commands.ts'
import { Button } from './controls.tsx'
import styles from './dialog.module.css'
import { useCommands } from './keyboard.ts'

export type DialogProps = {
  title: string
  onClose: () => void
  children: ReactNode
  /** The buttons, main one last; without them there is only Close. */
  actions?: ReactNode
  /** Ctrl+Enter. */
  onAccept?: () => void
  width?: number
}

/** A dialog: Esc closes it and the focus goes back to where it was; nothing behind it hears keys. */
export function Dialog({ title, onClose, children, actions, onAccept, width = 480 }: DialogProps) {
  const t = useWords()
  useFocusBack()
  useCommands(dialogCommands, { close: onClose, ...(onAccept ? { accept: onAccept } : {}) })
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={width}
      centered
      radius="lg"
      trapFocus={false}
      classNames={{ content: styles.content ?? '', overlay: styles.overlay ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content data-fields ref={takeCursor} onKeyDown={keepTabInside}>
        <div className={styles.head}>
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
        </div>
        <div className={styles.body}>{children}</div>
        <div className={styles.foot}>{actions ?? <Button onClick={onClose}>{t('ui.close')}</Button>}</div>
      </Modal.Content>
    </Modal.Root>
  )
}

/**
 * The cursor is inside as soon as the dialog is drawn: the next key is the dialog's, however fast it follows. (The library's own trap
 * moves it in a turn of its own, and till then the keys went to the list behind.)
 */
function takeCursor(content: HTMLElement | null): void {
  if (!content || content.contains(document.activeElement)) return
  const first = content.querySelector<HTMLElement>('[data-autofocus]') ?? tabbable(content)[0] ?? content
  first.focus({ preventScroll: true })
}

/** Tab on the last stop goes to the first, and back. */
function keepTabInside(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Tab' || event.defaultPrevented) return
  const stops = tabbable(event.currentTarget)
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (document.activeElement !== edge && document.activeElement !== event.currentTarget) return
  event.preventDefault()
  other?.focus()
}

/** A dialog is in the page only while it is open, so nobody else remembers where the cursor was. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )
}
