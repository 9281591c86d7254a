import { Button } from '../../ui/controls.tsx'
import { count } from '../../ui/format.ts'
import { useWords, type WordKey } from '../../words.ts'
import { importCommands } from '../commands.ts'
import type { ImportKind, Standing } from './import-kind.ts'
import styles from './imports.module.css'

/** How far a task of the import is, how fast, and how to stop it. */
export function ImportProgress(props: { what: WordKey; done: number; total: number; note: string; onStop: () => void }) {
  const t = useWords()
  const { done, total, note } = props
  return (
    <div className={styles.progress} role="status" aria-label={t(props.what)}>
      <span>{t(props.what)}</span>
      <progress aria-label={t(props.what)} value={total ? done : undefined} max={total || undefined} />
      {total > 0 && <span className="code">{t('ui.taskOf', { done: count(done), total: count(total) })}</span>}
      {note && <span className="code">{t('items.import.perSecond', { shown: count(Number.parseInt(note, 10)) })}</span>}
      <Button small command={importCommands.commands.stop} onClick={props.onStop}>
        {t('items.import.stop')}
      </Button>
    </div>
  )
}

/** What became of an import that was applied or taken back. */
export function ImportResult({ state, kind }: { state: Standing; kind: ImportKind }) {
  const t = useWords()
  const figures: [WordKey, number][] =
    state.state === 'undone'
      ? [
          ['items.import.removed', state.removed],
          ['items.import.keptCount', state.kept.length],
        ]
      : [
          [kind.words.created, state.created],
          ['items.import.updated', state.updated],
          ['items.import.unchanged', state.unchanged],
          ['items.import.leftOut', state.withErrors],
        ]
  return (
    <div className={styles.centre}>
      <section className={styles.result} aria-label={t('items.import.result')}>
        <h2>{t(`items.import.state.${state.state}`, { row: count(state.atRow) })}</h2>
        <dl>
          {figures.map(([word, n]) => (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd className="num">{count(n)}</dd>
            </div>
          ))}
        </dl>
        {state.kept.length > 0 && (
          <>
            <p>{t('items.import.kept')}</p>
            <ul>
              {state.kept.map((name) => (
                <li key={name}>
                  <bdi>{name}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
        <Button onClick={kind.openList}>{t(kind.words.open)}</Button>
      </section>
    </div>
  )
}
