import { CircleAlert, Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { Refusal } from '../../shared/refusal.ts'
import { Fault } from '../client.ts'
import { codeWords, useWords } from '../words.ts'
import { Button, type Icon } from './controls.tsx'
import styles from './states.module.css'

/** Nothing to show: one sentence on why, and one action with its key. */
export function EmptyState({
  title,
  text,
  action,
  icon: Glyph = Inbox,
}: {
  title: string
  text?: ReactNode
  action?: ReactNode
  icon?: Icon
}) {
  return (
    <div className={styles.state}>
      <span style={{ display: 'contents' }}>
        <Glyph size={28} strokeWidth={1.5} aria-hidden />
      </span>
      <p className={styles.title}>{title}</p>
      {text && <p className={styles.text}>{text}</p>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  )
}

/** What an error says to the user: the rule's words, or that something broke, with the reference of the log. */
export function errorWords(error: unknown, t: ReturnType<typeof useWords>): { title: string; reference: string | null } {
  if (error instanceof Refusal) return { title: codeWords(error.code, error.details, error.message), reference: null }
  return { title: t('ui.fault'), reference: error instanceof Fault ? error.reference : null }
}

/** Something failed, where it happened: what, what is safe, try again, and the reference to copy. */
export function ErrorState(props: { error: unknown; onRetry?: (() => void) | undefined; inline?: boolean; safe?: string }) {
  const t = useWords()
  const { title, reference } = errorWords(props.error, t)
  return (
    <div className={`${styles.state} ${props.inline ? styles.inline : ''}`} role="alert">
      <CircleAlert size={props.inline ? 16 : 28} strokeWidth={1.75} color="var(--bad)" aria-hidden />
      <p className={styles.title}>{title}</p>
      {!props.inline && reference && <p className={styles.text}>{props.safe ?? t('ui.faultSafe')}</p>}
      {reference && <span className={styles.reference}>{t('ui.faultReference', { reference })}</span>}
      <div className={styles.actions}>
        {props.onRetry && (
          <Button small={props.inline === true} onClick={props.onRetry}>
            {t('ui.retry')}
          </Button>
        )}
        {reference && (
          <Button look="quiet" small={props.inline === true} onClick={() => void navigator.clipboard.writeText(reference)}>
            {t('ui.copy')}
          </Button>
        )}
      </div>
    </div>
  )
}

const widths = ['62%', '48%', '71%', '55%', '66%', '43%', '58%']

/** Grey bars at row height for a first load; nothing for the first 150 ms. */
export function SkeletonRows({ rows }: { rows: number }) {
  const t = useWords()
  return (
    <div className={styles.bars} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars are alike
        <div key={index} className={styles.bar}>
          <span style={{ inlineSize: widths[index % widths.length] }} />
        </div>
      ))}
    </div>
  )
}
