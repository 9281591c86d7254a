import type { ReactNode } from 'react'
import { useWords } from '../words.ts'
import styles from './items.module.css'

const steps = ['choose', 'look', 'apply'] as const

/** The bar over the three steps of an import: what it is, which file, what can be done now. */
export function ImportHead(props: { step: (typeof steps)[number]; file?: string; children?: ReactNode }) {
  const t = useWords()
  return (
    <>
      <header className={styles.bar}>
        <h1>{t('screens.itemImport')}</h1>
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
