import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask } from '../../client.ts'
import type { TabHandle } from '../../tabs.ts'
import { runTask, type TaskHandle, useTask } from '../../tasks.ts'
import { confirm } from '../../ui/ask.tsx'
import { Button } from '../../ui/controls.tsx'
import { RefusalBanner } from '../../ui/form.tsx'
import { count } from '../../ui/format.ts'
import { useCommands } from '../../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { useWords } from '../../words.ts'
import { importCommands } from '../commands.ts'
import { ImportHead } from './import-head.tsx'
import { callsOf, type ImportKind, type Standing } from './import-kind.ts'
import { ImportProgress, ImportResult } from './import-progress.tsx'
import styles from './imports.module.css'

/** A file that was read: what it was understood as, then how far it is applied. */
export function OneImport({ kind, uid, tab }: { kind: ImportKind; uid: string; tab: TabHandle }) {
  const found = useQuery(ask(callsOf(kind).state, { uid }))
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  return found.data ? <LoadedImport kind={kind} state={found.data} tab={tab} /> : <SkeletonRows rows={12} />
}

/** A file that was read is checked by itself, under the mapping guessed from its header. */
function useFirstCheck(kind: ImportKind, state: Standing, { start }: TaskHandle<'parties.checkImport'>) {
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || state.state !== 'read' || !state.mapping.includes('name')) return
    asked.current = true
    void start(kind.firstCheck(state as never) as never)
  }, [kind, state, start])
}

/** The tasks of an import, and what can be done with it as it stands. */
function useImportWork(kind: ImportKind, state: Standing, tab: TabHandle) {
  const t = useWords()
  const calls = callsOf(kind)
  const { uid } = state
  const check = useTask(calls.check)
  const apply = useTask(calls.apply)
  const undo = useTask(calls.undo)
  useFirstCheck(kind, state, check)
  const running = apply.running ? apply : undo.running ? undo : null
  const idle = running === null
  const is = (...names: Standing['state'][]) => idle && names.includes(state.state)
  const takeBack = async () => {
    const sure = await confirm({
      title: t('items.import.undoTitle', { file: state.title }),
      text: t(kind.words.undoText, { created: count(state.created), updated: count(state.updated) }),
      action: t('items.import.undo'),
      danger: true,
    })
    if (sure) await undo.start({ uid })
  }
  const drop = async () => {
    const told = await runTask(calls.drop, { uid })
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

function LoadedImport({ kind, state, tab }: { kind: ImportKind; state: Standing; tab: TabHandle }) {
  const t = useWords()
  const work = useImportWork(kind, state, tab)
  const applied = state.state === 'done' || state.state === 'undone'
  const looking = work.idle && (state.state === 'read' || state.state === 'checked')
  return (
    <section className={styles.import} aria-label={t(kind.title)}>
      <ImportHead title={kind.title} step={looking ? 'look' : 'apply'} file={state.title}>
        <ImportActions state={state} can={work.can} />
      </ImportHead>
      <Running work={work} kind={kind} />
      {work.refusal && (
        <div className={styles.notice}>
          <RefusalBanner refusal={work.refusal} />
        </div>
      )}
      {looking && <kind.Mapping state={state as never} check={work.check} />}
      <StandingWords kind={kind} state={state} idle={work.idle} />
      {applied && work.idle ? <ImportResult kind={kind} state={state} /> : <kind.Rows state={state as never} />}
    </section>
  )
}

function ImportActions({ state, can }: { state: Standing; can: Work['can'] }) {
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
function Running({ kind, work: { running, applying, check } }: { kind: ImportKind; work: Work }) {
  if (running)
    return (
      <ImportProgress
        what={applying ? kind.words.applying : 'items.import.undoing'}
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
function StandingWords({ kind, state, idle }: { kind: ImportKind; state: Standing; idle: boolean }) {
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
      {t(kind.words.understood, { good: count(state.good), known: count(state.known), wrong: count(state.withErrors) })}
    </p>
  )
}
