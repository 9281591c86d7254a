import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight'
import { CornerDownRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useWords, type WordKey } from '../words.ts'
import { type Icon, Kbd } from './controls.tsx'
import { giveCursorBack } from './dialog.tsx'
import { commandWords } from './key-strip.tsx'
import { keyboard, type LiveCommand, reachable, runCommand, useProfile } from './keyboard.ts'
import { keysFor } from './keys.ts'
import styles from './palette.module.css'
import { Matched } from './popup.tsx'

export type PaletteHit = { id: string; label: string; hint?: string; icon?: Icon; keys?: string; run: () => void }
/** Where the palette looks beside the commands: parties, items, bills. Handed in by the shell. */
export type PaletteSource = { id: string; title: WordKey; find: (text: string) => Promise<readonly PaletteHit[]> }

const [paletteStore, palette] = createSpotlight()

/** Where the cursor was when the palette was opened: its own box takes it as it is drawn, so nobody can look later. */
let before: Element | null = null
export function openPalette(): void {
  before = document.activeElement
  palette.open()
}

/** Closed without anything that took the cursor, it goes back to where it was. */
function useFocusBack(opened: boolean): void {
  useEffect(() => {
    if (opened) return undefined
    const timer = setTimeout(() => {
      giveCursorBack(before)
      before = null
    }, 10)
    return () => clearTimeout(timer)
  }, [opened])
}

const fewest = 2
const perGroup = 8

const matches = (label: string, asked: string) =>
  asked
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => label.toLocaleLowerCase().includes(word))

const nothingLive: readonly LiveCommand[] = []

type Answers = { waiting: boolean; text: string; groups: readonly { title: WordKey; hits: readonly PaletteHit[] }[] }

/** Asks the sources; an answer for an older text is thrown away, so Enter can never run a row of another text. */
function useSources(text: string, sources: readonly PaletteSource[]): Answers {
  const [answers, setAnswers] = useState<Omit<Answers, 'waiting'>>({ text: '', groups: [] })
  useEffect(() => {
    if (text.trim().length < fewest) return undefined
    let stale = false
    void Promise.allSettled(sources.map(async (source) => ({ title: source.title, hits: await source.find(text) }))).then(
      (settled) => {
        if (!stale) setAnswers({ text, groups: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])) })
      },
    )
    return () => {
      stale = true
    }
  }, [text, sources])
  const fresh = answers.text === text
  return { text, groups: fresh ? answers.groups : [], waiting: !fresh && sources.length > 0 && text.trim().length >= fewest }
}

const commandHit = (command: LiveCommand, keys: readonly string[], icon: Icon | undefined): PaletteHit => ({
  id: `${command.scope}.${command.id}`,
  label: commandWords(command),
  ...(command.why ? { hint: command.why } : {}),
  ...(keys[0] ? { keys: keys[0] } : {}),
  ...(icon ? { icon } : {}),
  run: () => runCommand(command),
})

/** Ctrl+K: go to a screen, run a command, find a record. Reads the same registry as the keys. */
export function Palette({ sources, icons }: { sources: readonly PaletteSource[]; icons: Readonly<Record<string, Icon>> }) {
  const t = useWords()
  const { opened } = useSpotlight(paletteStore)
  useFocusBack(opened)
  // closed, it is not drawn again with every list that opens and closes beside it
  const live = useStore(keyboard, (state) => (opened ? state.live : nothingLive))
  const profile = useProfile()
  const [query, setQuery] = useState('')
  const answers = useSources(query, sources)
  const usable = reachable(live).filter((command) => command.runs && !command.definition.quiet)
  const hitsOf = (commands: readonly LiveCommand[]) =>
    commands
      .map((command) => commandHit(command, keysFor(command.definition.keys, profile), icons[command.id]))
      .filter((hit, at, all) => all.findIndex((other) => other.id === hit.id) === at && matches(hit.label, query))
  const groups = [
    { title: t('palette.goTo'), hits: hitsOf(usable.filter((command) => command.scope === 'screens')) },
    { title: t('palette.do'), hits: hitsOf(usable.filter((command) => command.scope !== 'screens')) },
    ...answers.groups.map(({ title, hits }) => ({ title: t(title), hits })),
  ].filter((group) => group.hits.length > 0)
  const onEnter = useFirstHit(groups.length > 0, answers)
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      returnFocus={false}
      size={600}
      yOffset={80}
      maxHeight={420}
      scrollable
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, color: 'var(--backdrop)', backgroundOpacity: 0.34 }}
      classNames={{ content: styles.palette ?? '' }}
      attributes={{ content: { 'aria-label': t('palette.placeholder') } }}
    >
      <div onKeyDownCapture={onEnter}>
        <Spotlight.Search
          className={styles.paletteSearch}
          classNames={{ input: styles.paletteSearch ?? '' }}
          placeholder={t('palette.placeholder')}
          aria-label={t('palette.placeholder')}
          autoFocus
        />
      </div>
      {/* What scrolls must be reachable by keys; the part below hands this on although its type does not say so. */}
      <Spotlight.ActionsList {...({ viewportProps: { tabIndex: 0 } } as object)}>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.title} label={group.title} className={styles.groupLabel}>
            {group.hits.slice(0, query.trim() === '' ? 20 : perGroup).map((hit) => (
              <Hit key={hit.id} hit={hit} query={query} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/**
 * The first hit is always the chosen one. Enter while the sources are still searching and there is nothing else to run waits for
 * them, and runs the first thing they find for that very text.
 */
function useFirstHit(any: boolean, answers: Answers) {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    const list = document.getElementById(paletteStore.getState().listId)
    if (!list || !any) return
    if (!list.querySelector('[data-selected]')) {
      list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
      paletteStore.setState({ ...paletteStore.getState(), selected: 0 })
    }
    if (wanted !== answers.text || answers.waiting) return
    setWanted(null)
    list.querySelector<HTMLElement>('[data-selected]')?.click()
  })
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter') {
      setWanted(null)
      return
    }
    if (event.nativeEvent.isComposing) return
    // what is run is what is marked: the list's own count of the chosen row may still be that of the text before
    event.stopPropagation()
    event.preventDefault()
    if (answers.waiting && !any) setWanted(answers.text)
    else document.getElementById(paletteStore.getState().listId)?.querySelector<HTMLElement>('[data-selected]')?.click()
  }
}

function Hit({ hit, query }: { hit: PaletteHit; query: string }) {
  const Glyph = hit.icon ?? CornerDownRight
  return (
    // The dialog gives the focus back first; what is run may take it elsewhere.
    <Spotlight.Action className={styles.paletteHit} onClick={() => setTimeout(hit.run, 0)}>
      <span className={styles.paletteBody}>
        <Glyph size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.paletteText} dir="auto">
          <Matched text={hit.label} query={query} />
        </span>
        {hit.hint && <span className={styles.paletteHint}>{hit.hint}</span>}
        {hit.keys && <Kbd keys={hit.keys} />}
      </span>
    </Spotlight.Action>
  )
}
