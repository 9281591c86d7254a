import type { ReactNode } from 'react'
import { useWords, type WordKey } from '../../words.ts'
import styles from './imports.module.css'

const steps = ['choose', 'look', 'apply'] as const

/** The bar over the three steps of an import: what it is, which file, what can be done now. */
export function ImportHead(props: { title: WordKey; step: (typeof steps)[number]; file?: string; children?: ReactNode }) {
  const t = useWords()
  return (
    <>
      <header className={styles.bar}>
        <h1>{t(props.title)}</h1>
        {props.file && <bdi className={styles.file}>{props.file}</bdi>}
        <div className={styles.end}>{props.children}</div>
      </header>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step} aria-current={step === props.step ? 'step' : undefined}>
            {t(`items.import.step.${step}`)}
          </li>
        ))}
      </ol>
    </>
  )
}
