import { Modal } from '@mantine/core'
import { type ReactNode, useId } from 'react'
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
  const titleId = useId()
  useCommands(dialogCommands, { close: onClose, ...(onAccept ? { accept: onAccept } : {}) })
  return (
    <Modal.Root opened onClose={onClose} size={width} centered returnFocus aria-labelledby={titleId}>
      <Modal.Overlay className={styles.overlay ?? ''} />
      <Modal.Content className={styles.content ?? ''} radius="lg" data-fields>
        <header className={styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
        </header>
        <div className={styles.body}>{children}</div>
        <footer className={styles.foot}>{actions ?? <Button onClick={onClose}>{t('ui.close')}</Button>}</footer>
      </Modal.Content>
    </Modal.Root>
  )
}
