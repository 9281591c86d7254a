import { useQuery } from '@tanstack/react-query'
import { BookOpen, Building2, FlaskConical, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { ask, type OutputOf } from '../client.ts'
import { runTask, useTask } from '../tasks.ts'
import type { CommandDefinition } from '../ui/commands.ts'
import { Button, CommandKey, type Icon } from '../ui/controls.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { count } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'
import { firstRunCommands } from './commands.ts'
import styles from './company.module.css'
import { Door } from './door.tsx'
import type { FirstRunBoxes } from './firm-form.ts'
import { firstBoxes, NewFirmForm } from './new-firm-form.tsx'

const commands = firstRunCommands.commands
const recentKeys = ['recent1', 'recent2', 'recent3', 'recent4', 'recent5', 'recent6'] as const

/** While no book is open: a new firm, a demo, or a book there is already (CO1). */
export function FirstRunScreen() {
  const state = useQuery(ask('company.state', {}))
  const [boxes, setBoxes] = useState<FirstRunBoxes | null>(null)
  const [keying, setKeying] = useState(false)
  const demo = useTask('home.makeDemo')
  if (!state.data) return null
  const today = state.data.today as LocalDate
  if (demo.running)
    return (
      <Door width="narrow">
        <DemoProgress done={demo.done} total={demo.total} note={demo.note} onCancel={demo.cancel} />
      </Door>
    )
  if (keying)
    return (
      <Door width="wide">
        <NewFirmForm boxes={boxes ?? firstBoxes(today)} onChange={setBoxes} today={today} onBack={() => setKeying(false)} />
      </Door>
    )
  return (
    <Door width="narrow">
      <Choices
        recent={state.data.recent}
        refusal={demo.refusal?.code === 'company/stopped' ? null : demo.refusal}
        fault={demo.fault}
        onNew={() => setKeying(true)}
        onDemo={() => void demo.start({})}
      />
    </Door>
  )
}

function Choices(props: {
  recent: OutputOf<'company.state'>['recent']
  refusal: Refusal | null
  fault: string | null
  onNew: () => void
  onDemo: () => void
}) {
  const t = useWords()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const open = async (ticket: string) => {
    const told = await runTask('company.openBook', { ticket })
    setRefusal(told.ok ? null : (told.refusal ?? null))
  }
  const pick = async () => {
    const picked = await runTask('company.pickFile', { title: t('company.openTitle'), extensions: ['bahi'] })
    if (picked.ok && picked.value) await open(picked.value.ticket)
    else if (!picked.ok) setRefusal(picked.refusal ?? null)
  }
  const recent = props.recent.slice(0, recentKeys.length)
  useCommands(firstRunCommands, {
    newFirm: props.onNew,
    demo: props.onDemo,
    openFile: () => void pick(),
    ...Object.fromEntries(
      recent.map((book, at) => [
        recentKeys[at],
        { run: () => void open(book.ticket), label: t('company.openNamed', { name: book.name }) },
      ]),
    ),
  })
  const shown = refusal ?? props.refusal
  return (
    <div className={styles.stack}>
      <header className={styles.hello}>
        <h1>{t('company.hello')}</h1>
        <p>{t('company.helloText')}</p>
      </header>
      {shown && <RefusalBanner refusal={shown} />}
      {props.fault && (
        <p className={styles.fault} role="alert">
          {t('ui.fault')} {t('ui.faultReference', { reference: props.fault })}
        </p>
      )}
      <div className={styles.choices}>
        <Choice
          icon={Building2}
          title={t('company.newFirm')}
          text={t('company.newFirmText')}
          command={commands.newFirm}
          onClick={props.onNew}
          first={recent.length === 0}
        />
        <Choice
          icon={FlaskConical}
          title={t('company.demo')}
          text={t('company.demoText')}
          command={commands.demo}
          onClick={props.onDemo}
        />
        <Choice
          icon={FolderOpen}
          title={t('company.openFile')}
          text={t('company.openFileText')}
          command={commands.openFile}
          onClick={() => void pick()}
        />
      </div>
      {recent.length > 0 && (
        <section className={styles.recent} aria-labelledby="recent-books">
          <h2 id="recent-books">{t('company.recent')}</h2>
          <ul>
            {recent.map((book, at) => (
              <li key={book.ticket}>
                <button type="button" onClick={() => void open(book.ticket)} data-autofocus={at === 0 || undefined}>
                  <BookOpen size={16} strokeWidth={1.75} aria-hidden />
                  <bdi>{book.name}</bdi>
                  <small className="code">{book.folder}</small>
                  <CommandKey command={commands[recentKeys[at] ?? 'recent1']} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Choice(props: {
  icon: Icon
  title: string
  text: string
  command: CommandDefinition
  onClick: () => void
  first?: boolean
}) {
  return (
    <button type="button" className={styles.choice} onClick={props.onClick} data-autofocus={props.first || undefined}>
      <span className={styles.glyph}>
        <props.icon size={22} strokeWidth={1.75} aria-hidden />
      </span>
      <span className={styles.choiceTitle}>
        {props.title} <CommandKey command={props.command} />
      </span>
      <span className={styles.choiceText}>{props.text}</span>
    </button>
  )
}

/** The demo firm is being made: how far, and a way out that leaves nothing behind. */
function DemoProgress(props: { done: number; total: number; note: string; onCancel: () => void }) {
  const t = useWords()
  useCommands(firstRunCommands, { back: { run: props.onCancel, label: t('ui.cancel') } })
  const part = props.total === 0 ? 0 : props.done / props.total
  return (
    <div className={styles.stack}>
      <header className={styles.hello}>
        <h1>{t('company.demoMaking')}</h1>
        <p>{t('company.demoMakingText')}</p>
      </header>
      <progress className={styles.progress} max={1} value={part} aria-label={t('company.demoMaking')} />
      <p className={styles.progressLine} role="status">
        {props.total > 0 && t('ui.taskOf', { done: count(props.done), total: count(props.total) })}
      </p>
      <div>
        <Button command={commands.back} onClick={props.onCancel}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
