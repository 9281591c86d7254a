import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask, type OutputOf } from '../client.ts'
import type { TabHandle } from '../tabs.ts'
import { runTask, type TaskHandle, useTask } from '../tasks.ts'
import { confirm } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { count } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { importCommands } from './commands.ts'
import { ImportHead } from './import-head.tsx'
import { ImportMapping } from './import-mapping.tsx'
import { ImportProgress, ImportResult } from './import-progress.tsx'
import { ImportRows } from './import-rows.tsx'
import styles from './items.module.css'

type State = OutputOf<'items.importState'>

/** A file that was read: what it was understood as, then how far it is applied. */
export function OneImport({ uid, tab }: { uid: string; tab: TabHandle }) {
  const found = useQuery(ask('items.importState', { uid }))
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  return found.data ? <LoadedImport state={found.data} tab={tab} /> : <SkeletonRows rows={12} />
}

/** A file that was read is checked by itself, under the mapping guessed from its header. */
function useFirstCheck({ state, uid, mapping, hsn, gstBp }: State, { start }: TaskHandle<'items.checkImport'>) {
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || state !== 'read' || !mapping.includes('name')) return
    asked.current = true
    void start({ uid, mapping, hsn, gstBp })
  }, [state, uid, mapping, hsn, gstBp, start])
}

/** The tasks of an import, and what can be done with it as it stands. */
function useImportWork(state: State, tab: TabHandle) {
  const t = useWords()
  const { uid } = state
  const check = useTask('items.checkImport')
  const apply = useTask('items.applyImport')
  const undo = useTask('items.undoImport')
  useFirstCheck(state, check)
  const running = apply.running ? apply : undo.running ? undo : null
  const idle = running === null
  const is = (...names: State['state'][]) => idle && names.includes(state.state)
  const takeBack = async () => {
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
  const whyNot = check.running ? t('items.import.checking') : state.good === 0 ? t('items.import.noGood') : null
  const can = {
    apply: is('checked', 'stopped') ? { run: () => void apply.start({ uid }), why: whyNot } : undefined,
    undo: is('done', 'stopped', 'undoing') ? { run: () => void takeBack() } : undefined,
    drop: is('reading', 'read', 'checked') ? { run: () => void drop() } : undefined,
    stop: running ? { run: running.cancel } : undefined,
  }
  useCommands(importCommands, { ...can, choose: () => tab.become({}) })
  const refusal = apply.refusal?.code === 'company/stopped' ? null : (apply.refusal ?? undo.refusal)
  return { check, running, applying: apply.running, idle, can, refusal }
}
type Work = ReturnType<typeof useImportWork>

function LoadedImport({ state, tab }: { state: State; tab: TabHandle }) {
  const t = useWords()
  const work = useImportWork(state, tab)
  const applied = state.state === 'done' || state.state === 'undone'
  const looking = work.idle && (state.state === 'read' || state.state === 'checked')
  return (
    <section className={styles.import} aria-label={t('screens.itemImport')}>
      <ImportHead step={looking ? 'look' : 'apply'} file={state.title}>
        <ImportActions state={state} can={work.can} />
      </ImportHead>
      <Running work={work} />
      {work.refusal && (
        <div className={styles.notice}>
          <RefusalBanner refusal={work.refusal} />
        </div>
      )}
      {looking && <ImportMapping state={state} check={work.check} />}
      <Standing state={state} idle={work.idle} />
      {applied && work.idle ? <ImportResult state={state} /> : <ImportRows state={state} />}
    </section>
  )
}

function ImportActions({ state, can }: { state: State; can: Work['can'] }) {
  const t = useWords()
  const { drop, undo, apply } = importCommands.commands
  return (
    <>
      {can.drop && (
        <Button command={drop} onClick={can.drop.run}>
          {t('items.import.drop')}
        </Button>
      )}
      {can.undo && (
        <Button command={undo} onClick={can.undo.run}>
          {t('items.import.undo')}
        </Button>
      )}
      {can.apply && (
        <Button look="main" command={apply} onClick={can.apply.run} why={can.apply.why} autoFocus>
          {state.state === 'stopped'
            ? t('items.import.goOn')
            : t('items.import.apply', { count: state.good, shown: count(state.good) })}
        </Button>
      )}
    </>
  )
}

/** What is being done, and how far it is. */
function Running({ work: { running, applying, check } }: { work: Work }) {
  if (running)
    return (
      <ImportProgress
        what={applying ? 'items.import.applying' : 'items.import.undoing'}
        done={running.done}
        total={running.total}
        note={running.note}
        onStop={running.cancel}
      />
    )
  if (!check.running) return null
  return <ImportProgress what="items.import.checking" done={check.done} total={check.total} note="" onStop={check.cancel} />
}

/** Where the import stands, in a sentence. */
function Standing({ state, idle }: { state: State; idle: boolean }) {
  const t = useWords()
  if (idle && (state.state === 'stopped' || state.state === 'undoing'))
    return (
      <p className={styles.notice} role="status">
        {t(`items.import.state.${state.state}`, { row: count(state.atRow) })}
      </p>
    )
  if (state.state !== 'checked') return null
  return (
    <p className={styles.notice} role="status">
      {t('items.import.understood', { good: count(state.good), known: count(state.known), wrong: count(state.withErrors) })}
    </p>
  )
}
