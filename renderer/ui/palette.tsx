import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { CornerDownRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useWords } from '../words.ts'
import { type Icon, Kbd } from './controls.tsx'
import { commandWords } from './key-strip.tsx'
import { keyboard, type LiveCommand, reachable, runCommand } from './keyboard.ts'
import { keysFor } from './keys.ts'
import styles from './palette.module.css'
import { Matched } from './popup.tsx'

export type PaletteHit = { id: string; label: string; hint?: string; icon?: Icon; keys?: string; run: () => void }
/** Where the palette looks beside the commands: parties, items, bills. Handed in by the shell. */
export type PaletteSource = { id: string; title: string; find: (text: string) => Promise<readonly PaletteHit[]> }

export const [paletteStore, palette] = createSpotlight()

const fewest = 2
const perGroup = 8

const matches = (label: string, asked: string) =>
  asked
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => label.toLocaleLowerCase().includes(word))

type Answers = { text: string; groups: readonly { title: string; hits: readonly PaletteHit[] }[] }

/** Asks the sources; an answer for an older text is thrown away, so Enter can never run a row of another text. */
function useSources(text: string, sources: readonly PaletteSource[]): Answers {
  const [answers, setAnswers] = useState<Answers>({ text: '', groups: [] })
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
  return answers.text === text ? answers : { text, groups: [] }
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
  const live = useStore(keyboard, (state) => state.live)
  const profile = useStore(keyboard, (state) => state.profile)
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
    ...answers.groups,
  ].filter((group) => group.hits.length > 0)
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      size={600}
      yOffset={80}
      maxHeight={420}
      scrollable
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, color: 'var(--backdrop)', backgroundOpacity: 0.34 }}
      classNames={{ content: styles.palette ?? '' }}
      attributes={{ content: { 'aria-label': t('palette.placeholder') } }}
    >
      <Spotlight.Search
        className={styles.paletteSearch}
        classNames={{ input: styles.paletteSearch ?? '' }}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
      />
      <Spotlight.ActionsList>
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
