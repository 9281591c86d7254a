import { useEffect, useMemo, useRef, useState } from 'react'
import { useTab } from '../tabs.ts'
import { documentCommands, lineCommands } from '../ui/commands.ts'
import { Button, CommandKey, Kbd } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'
import type { Bill } from './bill.ts'
import type { KeptBill } from './bill-draft.ts'
import { KeyedBill } from './bill-screen.tsx'
import { drillCommands } from './commands.ts'
import styles from './drill.module.css'
import { type DrillStep, doneBy, drillSteps, Practice, type PracticeDesk } from './practice.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/drill': Record<string, never>
  }
}

/** Five minutes that teach the bill: the real screen on a bill that goes nowhere, and beside it what to do next. */
export function DrillScreen() {
  const t = useWords()
  const [round, setRound] = useState<{ n: number; kept: KeptBill | null }>({ n: 0, kept: null })
  const [done, setDone] = useState<ReadonlySet<DrillStep>>(new Set())
  const held = useRef<KeptBill | null>(null)
  const bill = useRef<Bill | null>(null)
  const tab = useTab({ title: t('screens.drill') })
  const desk = useMemo((): PracticeDesk => {
    const mark = (step: DrillStep) => setDone((before) => new Set([...before, step]))
    const anew = (kept: KeptBill | null) => setRound(({ n }) => ({ n: n + 1, kept }))
    return {
      watch: (keyed) => {
        // nothing of a lesson is kept, not even as a draft
        keyed.end()
        bill.current = keyed
        return watchBill(keyed, (step) => setDone((before) => step(before)))
      },
      hold: () => {
        const now = bill.current && keptOf(bill.current)
        if (!now) return say(words('sales.bill.nothingToHold'))
        held.current = now
        mark('hold')
        say(words('sales.drill.held'))
        anew(null)
      },
      recall: () => {
        if (!held.current) return say(words('sales.drill.holdFirst'))
        mark('recall')
        anew(held.current)
        held.current = null
      },
      saved: () => {
        mark('save')
        say(words('sales.drill.saved'))
        anew(null)
      },
    }
  }, [])
  const again = () => {
    setDone(new Set())
    held.current = null
    setRound(({ n }) => ({ n: n + 1, kept: null }))
  }
  useCommands(drillCommands, { again, leave: tab.close })
  return (
    <div className={styles.screen}>
      <Lesson done={done} onAgain={again} onLeave={tab.close} />
      <div className={styles.bill}>
        <p className={styles.note}>{t('sales.drill.note')}</p>
        <div className={styles.keyed}>
          <Practice value={desk}>
            <KeyedBill key={round.n} loaded={{ uid: `practice-${round.n}`, kept: round.kept }} />
          </Practice>
        </div>
      </div>
    </div>
  )
}

/** Tells what each change of the bill has taught. */
function watchBill(bill: Bill, tell: (step: (before: ReadonlySet<DrillStep>) => ReadonlySet<DrillStep>) => void): () => void {
  const look = () => {
    const { lines, at, text } = bill.entry.store.getState()
    const shown = bill.popup.getState().value
    const columns = ['qty', 'free'].find((id) => bill.entry.columnAt(id) === at.col) ?? 'other'
    const keyed = {
      party: bill.head.getState().party !== null,
      lines,
      column: columns,
      text,
      choosingBatch: shown?.kind === 'batches',
    }
    tell((before) => {
      const after = doneBy(keyed, before)
      return after.size === before.size ? before : after
    })
  }
  const stops = [bill.head.subscribe(look), bill.entry.store.subscribe(look), bill.popup.subscribe(look)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The bill as it stands, to go on with later in the same lesson; null when there is nothing in it. */
function keptOf(bill: Bill): KeptBill | null {
  const head = bill.head.getState()
  const { at } = bill.entry.store.getState()
  const lines = bill.entry.filled()
  if (!head.party && lines.length === 0) return null
  return { version: 1, head, lines, at, text: null }
}

function Lesson({ done, onAgain, onLeave }: { done: ReadonlySet<DrillStep>; onAgain: () => void; onLeave: () => void }) {
  const t = useWords()
  const now = drillSteps.find((step) => !done.has(step))
  const list = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is what it scrolls to
  useEffect(() => {
    list.current?.querySelector('[data-now]')?.scrollIntoView({ block: 'nearest' })
  }, [now])
  return (
    <aside className={styles.lesson} aria-label={t('screens.drill')}>
      <h1>{t('screens.drill')}</h1>
      <p role="status">{now ? t('sales.drill.progress', { done: done.size, of: drillSteps.length }) : t('sales.drill.learnt')}</p>
      <ol ref={list} className={styles.steps}>
        {drillSteps.map((step) => (
          <li
            key={step}
            className={styles.step}
            data-step={step}
            data-done={done.has(step) || undefined}
            data-now={step === now || undefined}
            aria-current={step === now ? 'step' : undefined}
          >
            <span className={styles.mark} aria-hidden>
              {done.has(step) ? '✓' : '○'}
            </span>
            <b>
              {t(`sales.drill.steps.${step}`)} {done.has(step) && <span className="only-heard">{t('sales.drill.done')}</span>}
            </b>
            <small>
              {t(`sales.drill.how.${step}`)} <StepKey step={step} />
            </small>
          </li>
        ))}
      </ol>
      <Button command={drillCommands.commands.again} onClick={onAgain}>
        {t('commands.drill.again')}
      </Button>
      <Button look="quiet" command={drillCommands.commands.leave} onClick={onLeave}>
        {t('commands.drill.leave')}
      </Button>
    </aside>
  )
}

/** The key of a step as this person has it. */
function StepKey({ step }: { step: DrillStep }) {
  switch (step) {
    case 'party':
    case 'item':
      return <Kbd keys="Enter" />
    case 'quantity':
      return <Typed>10+1</Typed>
    case 'free':
      return <Typed>2</Typed>
    case 'discount':
      return <Typed>5</Typed>
    case 'batch':
      return <CommandKey command={lineCommands.commands.batches} />
    case 'hold':
      return <CommandKey command={documentCommands.commands.hold} />
    case 'recall':
      return <CommandKey command={documentCommands.commands.recall} />
    case 'save':
      return <CommandKey command={documentCommands.commands.save} />
  }
}

/** What is typed into a cell, as it is typed. */
const Typed = ({ children }: { children: string }) => (
  <code dir="ltr" className={styles.typed}>
    {children}
  </code>
)
