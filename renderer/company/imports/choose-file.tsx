import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../client.ts'
import { type TabHandle, useTab } from '../../tabs.ts'
import { runTask, taskEnd, useTask } from '../../tasks.ts'
import { Button, StatusPill } from '../../ui/controls.tsx'
import { RefusalBanner } from '../../ui/form.tsx'
import { count } from '../../ui/format.ts'
import { useCommands } from '../../ui/keyboard.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { useWords } from '../../words.ts'
import { importCommands } from '../commands.ts'
import { ImportHead } from './import-head.tsx'
import { callsOf, type ImportKind } from './import-kind.ts'
import { OneImport } from './import-one.tsx'
import { ImportProgress } from './import-progress.tsx'
import styles from './imports.module.css'

/** A list from a file in three steps: choose it, look at what it was understood as, apply it. */
export function ImportSteps({ kind, uid }: { kind: ImportKind; uid: string | undefined }) {
  const t = useWords()
  const tab = useTab({ title: t(kind.title) })
  return uid === undefined ? <ChooseStep kind={kind} tab={tab} /> : <OneImport key={uid} kind={kind} uid={uid} tab={tab} />
}

function ChooseStep({ kind, tab }: { kind: ImportKind; tab: TabHandle }) {
  const t = useWords()
  const calls = callsOf(kind)
  const read = useTask(calls.read)
  const [started, setStarted] = useState(false)
  const earlier = useQuery(ask(calls.imports, {}))
  const choose = async () => {
    const picked = await runTask('company.pickFile', {
      title: t('items.import.choose'),
      extensions: ['csv', 'gz', 'xlsx', 'tsv', 'txt'],
    })
    if (!picked.ok || !picked.value) return
    setStarted(true)
    const told = await read.start({ ticket: picked.value.ticket, title: picked.value.name })
    if (!told.ok) return
    try {
      tab.become({ uid: (await taskEnd<'parties.readImport'>(told.value.task)).uid })
    } catch {
      // the refusal stands on the screen, a fault is in the tray
    }
  }
  const why = read.running ? t('items.import.reading') : null
  useCommands(importCommands, { choose: { run: () => void choose(), why }, ...(read.running ? { stop: read.cancel } : {}) })
  return (
    <section className={styles.import} aria-label={t(kind.title)}>
      <ImportHead title={kind.title} step="choose">
        <Button look="main" command={importCommands.commands.choose} onClick={() => void choose()} why={why} autoFocus>
          {t('items.import.choose')}
        </Button>
      </ImportHead>
      {read.running && (
        <ImportProgress what="items.import.reading" done={read.done} total={read.total} note="" onStop={read.cancel} />
      )}
      {started && read.refusal && (
        <div className={styles.notice}>
          <RefusalBanner refusal={read.refusal} />
        </div>
      )}
      <div className={styles.centre}>
        {earlier.isError ? (
          <ErrorState error={earlier.error} onRetry={() => void earlier.refetch()} />
        ) : !earlier.data ? (
          <SkeletonRows rows={4} />
        ) : earlier.data.length === 0 ? (
          <EmptyState title={t(kind.words.none)} text={t('items.import.noneText')} />
        ) : (
          <>
            <h2>{t('items.import.earlier')}</h2>
            <ul className={styles.earlier}>
              {earlier.data.map((one) => (
                <li key={one.uid}>
                  <bdi>{one.title}</bdi>
                  <small className="num">{t('items.import.rowsCount', { count: one.rows, shown: count(one.rows) })}</small>
                  <StatusPill
                    tone={one.state === 'done' ? 'ok' : one.state === 'stopped' || one.state === 'undoing' ? 'warn' : 'mute'}
                  >
                    {t(`items.import.short.${one.state}`)}
                  </StatusPill>
                  <Button small onClick={() => kind.openOne(one.uid)}>
                    {t('items.import.open')}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}
