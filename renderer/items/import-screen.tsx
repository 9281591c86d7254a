import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, type ScreenParams, type TabHandle, useTab } from '../tabs.ts'
import { runTask, type TaskHandle, taskEnd, useTask } from '../tasks.ts'
import { confirm } from '../ui/ask.tsx'
import { Button, StatusPill } from '../ui/controls.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { count } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { importCommands } from './commands.ts'
import { ImportMapping } from './import-mapping.tsx'
import { ImportProgress, ImportResult } from './import-progress.tsx'
import { ImportRows } from './import-rows.tsx'
import styles from './items.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No uid: the choice of a file. */
    'items/import': { uid?: string }
  }
}

type State = OutputOf<'items.importState'>
const steps = ['choose', 'look', 'apply'] as const

/** A catalogue from a file in three steps: choose it, look at what it was understood as, apply it. */
export function ImportScreen({ params }: { params: ScreenParams['items/import'] }) {
  const t = useWords()
  const tab = useTab({ title: t('screens.itemImport') })
  return params.uid === undefined ? <ChooseStep tab={tab} /> : <OneImport key={params.uid} uid={params.uid} tab={tab} />
}

function Head(props: { step: (typeof steps)[number]; file?: string; children?: React.ReactNode }) {
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

function ChooseStep({ tab }: { tab: TabHandle }) {
  const t = useWords()
  const read = useTask('items.readImport')
  const [started, setStarted] = useState(false)
  const earlier = useQuery(ask('items.imports', {}))
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
      tab.become({ uid: (await taskEnd<'items.readImport'>(told.value.task)).uid })
    } catch {
      // the refusal stands on the screen, a fault is in the tray
    }
  }
  const why = read.running ? t('items.import.reading') : null
  useCommands(importCommands, { choose: { run: () => void choose(), why }, ...(read.running ? { stop: read.cancel } : {}) })
  return (
    <section className={styles.import} aria-label={t('screens.itemImport')}>
      <Head step="choose">
        <Button look="main" command={importCommands.commands.choose} onClick={() => void choose()} why={why} autoFocus>
          {t('items.import.choose')}
        </Button>
      </Head>
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
          <EmptyState title={t('items.import.none')} text={t('items.import.noneText')} />
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
                  <Button small onClick={() => openScreen('items/import', { uid: one.uid })}>
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

/** A file that was read is checked by itself, under the mapping guessed from its header. */
function useFirstCheck(state: State | undefined, check: TaskHandle<'items.checkImport'>) {
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || state?.state !== 'read' || !state.mapping.includes('name')) return
    asked.current = true
    void check.start({ uid: state.uid, mapping: state.mapping, hsn: state.hsn, gstBp: state.gstBp })
  }, [state, check.start])
}

function OneImport({ uid, tab }: { uid: string; tab: TabHandle }) {
  const t = useWords()
  const found = useQuery(ask('items.importState', { uid }))
  const check = useTask('items.checkImport')
  const apply = useTask('items.applyImport')
  const undo = useTask('items.undoImport')
  const state = found.data
  useFirstCheck(state, check)
  const running = apply.running ? apply : undo.running ? undo : null
  const takeBack = async () => {
    if (!state) return
    const sure = await confirm({
      title: t('items.import.undoTitle', { file: state.title }),
      text: t('items.import.undoText', { created: count(state.created), updated: count(state.updated) }),
      action: t('items.import.undo'),
      danger: true,
    })
    if (sure) await undo.start({ uid })
  }
  const drop = async () => {
    const told = await runTask('items.dropImport', { uid })
    if (told.ok) tab.become({})
  }
  const applicable = state?.state === 'checked' || state?.state === 'stopped'
  const undoable = state?.state === 'done' || state?.state === 'stopped' || state?.state === 'undoing'
  const droppable = state?.state === 'read' || state?.state === 'checked' || state?.state === 'reading'
  const whyNot = check.running ? t('items.import.checking') : state?.good === 0 ? t('items.import.noGood') : null
  const idle = running === null
  useCommands(importCommands, {
    ...(applicable && idle ? { apply: { run: () => void apply.start({ uid }), why: whyNot } } : {}),
    ...(undoable && idle ? { undo: () => void takeBack() } : {}),
    ...(droppable && idle ? { drop: () => void drop() } : {}),
    ...(running ? { stop: running.cancel } : {}),
    choose: () => tab.become({}),
  })
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!state) return <SkeletonRows rows={12} />
  const applied = state.state === 'done' || state.state === 'undone'
  const refusal = apply.refusal?.code === 'company/stopped' ? null : (apply.refusal ?? undo.refusal)
  return (
    <section className={styles.import} aria-label={t('screens.itemImport')}>
      <Head
        step={applied || running || state.state === 'stopped' || state.state === 'undoing' ? 'apply' : 'look'}
        file={state.title}
      >
        {droppable && idle && (
          <Button command={importCommands.commands.drop} onClick={() => void drop()}>
            {t('items.import.drop')}
          </Button>
        )}
        {undoable && idle && (
          <Button command={importCommands.commands.undo} onClick={() => void takeBack()}>
            {t('items.import.undo')}
          </Button>
        )}
        {applicable && idle && (
          <Button
            look="main"
            command={importCommands.commands.apply}
            onClick={() => void apply.start({ uid })}
            why={whyNot}
            autoFocus
          >
            {state.state === 'stopped'
              ? t('items.import.goOn')
              : t('items.import.apply', { count: state.good, shown: count(state.good) })}
          </Button>
        )}
      </Head>
      {running && (
        <ImportProgress
          what={apply.running ? 'items.import.applying' : 'items.import.undoing'}
          done={running.done}
          total={running.total}
          note={running.note}
          onStop={running.cancel}
        />
      )}
      {check.running && (
        <ImportProgress what="items.import.checking" done={check.done} total={check.total} note="" onStop={check.cancel} />
      )}
      {refusal && (
        <div className={styles.notice}>
          <RefusalBanner refusal={refusal} />
        </div>
      )}
      {idle && (state.state === 'stopped' || state.state === 'undoing') && (
        <p className={styles.notice} role="status">
          {t(`items.import.state.${state.state}`, { row: count(state.atRow) })}
        </p>
      )}
      {droppable && state.state !== 'reading' && <ImportMapping state={state} check={check} />}
      {state.state === 'checked' && (
        <p className={styles.notice} role="status">
          {t('items.import.understood', { good: count(state.good), known: count(state.known), wrong: count(state.withErrors) })}
        </p>
      )}
      {applied && idle ? <ImportResult state={state} /> : <ImportRows state={state} />}
    </section>
  )
}
