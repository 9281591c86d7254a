import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
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
      <Modal.Content data-fields ref={holdCursor}>
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
 * The cursor is inside as soon as the dialog is drawn, and Tab goes round in it: the next key is the dialog's, however fast it follows.
 * (The library's own trap moves the cursor in a turn of its own, and till then the keys went to the list behind.)
 */
function holdCursor(content: HTMLElement | null): (() => void) | undefined {
  if (!content) return undefined
  if (!content.contains(document.activeElement)) {
    const first = content.querySelector<HTMLElement>('[data-autofocus]') ?? tabbable(content)[0] ?? content
    first.focus({ preventScroll: true })
  }
  // on the document: a field that has a use for Tab itself hears it first
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || event.defaultPrevented) return
    const stops = tabbable(content)
    const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
    if (document.activeElement !== edge && document.activeElement !== content) return
    event.preventDefault()
    other?.focus()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

/** Puts the cursor back where it was before something lay over it, unless it has gone somewhere since. */
export function giveCursorBack(before: Element | null): void {
  const lost = document.activeElement === null || document.activeElement === document.body
  if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
}

/** A dialog is in the page only while it is open, so nobody else remembers where the cursor was. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => giveCursorBack(before), [before])
}
