import { Fragment, type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { saveAs } from '../papers.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Button, Chips, Kbd, StatusPill } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import {
  commandName,
  everyCommand,
  isFixed,
  type KeyChanges,
  type KeyProblem,
  keyProblems,
  keysUnder,
  knownTables,
} from '../ui/key-map.ts'
import { commandWords } from '../ui/key-strip.tsx'
import { keyboard, say, useCommands } from '../ui/keyboard.ts'
import { type Profile, profiles, showKey } from '../ui/keys.ts'
import { look, setLook } from '../ui/look.ts'
import { useWords, words, wordsOr } from '../words.ts'
import { captureKey } from './capture-key.tsx'
import { keysCommands } from './commands.ts'
import styles from './keys.module.css'
import { changesOf, keepKeys, ownKeys } from './own-keys.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'company/keys': Record<string, never>
  }
}

type Command = ReturnType<typeof everyCommand>[number]
type Row = Command & { readonly label: string; readonly keys: readonly string[]; readonly changed: boolean }

/** A screen is called what it is called in the menu; the shell keeps all of them at hand. */
const screenTitle = (id: string): string =>
  keyboard.getState().live.find((command) => command.scope === 'screens' && command.id === id)?.label ?? id

const ownLabel = ({ table: { scope }, id }: Pick<Command, 'table' | 'id'>): string =>
  scope === 'screens' ? screenTitle(id) : commandWords({ scope, id, label: null })

const labelOf = (name: string): string => {
  const command = everyCommand(knownTables()).find((one) => one.name === name)
  return command ? `${ownLabel(command)} (${wordsOr(`scopes.${command.table.scope}`, command.table.scope)})` : name
}

/** A problem in words. */
function problemWords(problem: KeyProblem): string {
  switch (problem.code) {
    case 'taken-key':
      return words('company.keys.taken', { key: showKey(problem.key), by: labelOf(problem.by) })
    case 'kept-key':
      return words('company.keys.kept', { key: showKey(problem.key) })
    case 'unknown-key':
      return words('company.keys.noKey', { key: problem.key })
    case 'unknown-command':
      return words('company.keys.noCommand', { name: problem.name })
  }
}

const matches = (row: Row, wanted: string): boolean =>
  `${row.label} ${row.keys.map(showKey).join(' ')}`.toLocaleLowerCase().includes(wanted)

/** Every command by room with its keys, and a person's own keys for any of them. */
export function KeysScreen() {
  const t = useWords()
  const gridId = useId()
  const list = useRef<HTMLDivElement>(null)
  const profile = useStore(look, (state) => state.profile)
  const { keys } = useStore(ownKeys)
  const changes = changesOf(keys, profile)
  const [asked, setAsked] = useState('')
  const [cursor, setCursor] = useState<string | null>(null)
  const live = useStore(keyboard, (state) => state.live)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names of screens come with what is live
  const rows = useMemo(() => rowsOf(profile, changes), [profile, changes, live])
  const wanted = asked.trim().toLocaleLowerCase()
  const shown = wanted ? rows.filter((row) => matches(row, wanted)) : rows
  const at = Math.max(
    0,
    shown.findIndex((row) => row.name === cursor),
  )
  const row = shown[at]

  const keep = async (next: KeyChanges, done: string) => {
    const told = await keepKeys({ profile, keys: { ...keys, [profile]: next as Record<string, string[]> } })
    if (went(told)) say(done)
  }
  const change = async (one: Row | undefined) => {
    if (!one) return
    if (isFixed(one.definition)) return say(t('company.keys.fixed'))
    const problemOf = (key: string): string | null => {
      const [problem] = keyProblems(knownTables(), profile, { ...changes, [one.name]: [key] })
      return problem ? problemWords(problem) : null
    }
    const key = await captureKey(one.label, problemOf)
    if (key) await keep({ ...changes, [one.name]: [key] }, t('company.keys.set', { command: one.label, key: showKey(key) }))
    list.current?.focus()
  }
  const reset = () => {
    if (!row?.changed) return say(t('company.keys.asDelivered'))
    const next = Object.fromEntries(Object.entries(changes).filter(([name]) => name !== row.name))
    const [problem] = keyProblems(knownTables(), profile, next)
    if (problem) say(problemWords(problem))
    else void keep(next, t('company.keys.resetOne', { command: row.label }))
  }
  useCommands(keysCommands, {
    change: () => void change(row),
    reset,
    resetAll: () => void keep({}, t('company.keys.resetAll')),
    profile: () => setLook({ profile: profiles[(profiles.indexOf(profile) + 1) % profiles.length] as Profile }),
    toFile: () => void toFile({ profile, keys }),
    fromFile: () => void fromFile(),
    find: () => list.current?.parentElement?.querySelector('input')?.focus(),
  })
  const moveTo = (index: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, index))]
    setCursor(next?.name ?? null)
    if (next) document.getElementById(`${gridId}-${next.name}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key]
    if (by !== undefined) moveTo(at + by)
    else if (event.key === 'Home') moveTo(0)
    else if (event.key === 'End') moveTo(shown.length - 1)
    else if (event.key === 'Enter') void change(row)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.screen}>
      <KeysHead profile={profile} asked={asked} onAsk={setAsked} onReset={reset} map={{ profile, keys }} />
      <div
        ref={list}
        className={styles.list}
        role="listbox"
        aria-label={t('screens.keys')}
        aria-activedescendant={row ? `${gridId}-${row.name}` : undefined}
        tabIndex={0}
        data-autofocus
        onKeyDown={onKeyDown}
      >
        {shown.map((one, index) => (
          <Fragment key={one.name}>
            {one.table.scope !== shown[index - 1]?.table.scope && (
              <div className={styles.scope} role="presentation">
                {wordsOr(`scopes.${one.table.scope}`, one.table.scope)}
              </div>
            )}
            <KeyRow
              id={`${gridId}-${one.name}`}
              row={one}
              current={one === row}
              onPoint={() => setCursor(one.name)}
              onOpen={() => void change(one)}
            />
          </Fragment>
        ))}
      </div>
    </div>
  )
}

type HeadProps = { profile: Profile; asked: string; onAsk: (text: string) => void; onReset: () => void; map: Map }

function KeysHead({ profile, asked, onAsk, onReset, map }: HeadProps) {
  const t = useWords()
  return (
    <header className={styles.head}>
      <h1>{t('screens.keys')}</h1>
      <Chips
        label={t('app.keyProfile')}
        value={profile}
        onChange={(value) => setLook({ profile: value })}
        choices={profiles.map((value) => ({ value, label: t(`profiles.${value}`) }))}
      />
      <div className={styles.filter}>
        <TextField label={t('ui.keysSearch')} placeholder={t('ui.keysSearch')} bare value={asked} onChange={onAsk} />
      </div>
      <div className={styles.end}>
        <Button command={keysCommands.commands.fromFile} onClick={() => void fromFile()}>
          {t('commands.keys.fromFile')}
        </Button>
        <Button command={keysCommands.commands.toFile} onClick={() => void toFile(map)}>
          {t('commands.keys.toFile')}
        </Button>
        <Button command={keysCommands.commands.reset} onClick={onReset}>
          {t('commands.keys.reset')}
        </Button>
      </div>
    </header>
  )
}

function rowsOf(profile: Profile, changes: KeyChanges): Row[] {
  const order = [...knownTables()].sort((a, b) => a.level - b.level)
  return everyCommand(order)
    .map((command) => ({
      ...command,
      label: ownLabel(command),
      keys: keysUnder(command.definition, command.name, profile, changes),
      changed: commandName(command.table, command.id) in changes,
    }))
    .filter((row) => !/^tab[2-9]$/.test(row.id))
}

function KeyRow(props: { id: string; row: Row; current: boolean; onPoint: () => void; onOpen: () => void }) {
  const t = useWords()
  const { row } = props
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.current}
      className={styles.row}
      data-command={row.name}
      onClick={props.onPoint}
      onDoubleClick={props.onOpen}
    >
      <span className={isFixed(row.definition) ? styles.fixed : undefined}>{row.label}</span>
      <span className={styles.keys}>{row.keys.length > 0 ? row.keys.map((key) => <Kbd key={key} keys={key} />) : '–'}</span>
      <span>
        {row.changed && <StatusPill tone="info">{t('company.keys.own')}</StatusPill>}
        {isFixed(row.definition) && <StatusPill tone="mute">{t('company.keys.fixedShort')}</StatusPill>}
      </span>
    </div>
  )
}

type Map = Parameters<typeof keepKeys>[0]

function toFile(map: Map): Promise<void> {
  const saved = (name: string) => words('company.keys.saved', { name })
  return saveAs({ title: words('company.keys.saveTitle'), name: 'bahi-keys.json', saved }, (ticket) =>
    runTask('company.writeKeyFile', { ticket, map }),
  )
}

/** Takes over a mapping whole or not at all: the first thing wrong with any of its profiles is said. */
async function fromFile(): Promise<void> {
  const picked = await runTask('company.pickFile', { title: words('company.keys.openTitle'), extensions: ['json'] })
  if (!picked.ok || !picked.value) return
  const told = await runTask('company.readKeyFile', { ticket: picked.value.ticket })
  if (!went(told)) return
  for (const profile of profiles) {
    const [problem] = keyProblems(knownTables(), profile, changesOf(told.value.keys, profile))
    if (problem) return say(words('company.keys.refused', { why: problemWords(problem) }))
  }
  const kept = await keepKeys(told.value)
  if (kept.ok) say(words('company.keys.loaded', { name: picked.value.name }))
}
