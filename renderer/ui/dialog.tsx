import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
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
      classNames={{ content: styles.content ?? '', overlay: styles.overlay ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content data-fields>
        <div className={styles.head}>
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
        </div>
        <div className={styles.body}>{children}</div>
        <div className={styles.foot}>{actions ?? <Button onClick={onClose}>{t('ui.close')}</Button>}</div>
      </Modal.Content>
    </Modal.Root>
  )
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
