import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useWords, wordsOr } from '../words.ts'
import { shellCommands } from './commands.ts'
import { CommandKey, Kbd } from './controls.tsx'
import styles from './key-strip.module.css'
import { keyboard, type LiveCommand, reachable, runCommand, useProfile } from './keyboard.ts'
import { keysFor } from './keys.ts'

const most = 9
const saidForMs = 4000

/** A command's words. */
export const commandWords = (command: Pick<LiveCommand, 'scope' | 'id' | 'label'>): string =>
  command.label ?? wordsOr(`commands.${command.scope}.${command.id}`, command.id)

/** What the strip shows: the innermost scopes that can be used now, at most nine, in their declared order. */
export function stripCommands(live: readonly LiveCommand[], altHeld: boolean): LiveCommand[] {
  const seen = new Set<string>()
  const fresh = reachable(live).filter((command) => {
    const name = `${command.scope}.${command.id}`
    if (seen.has(name)) return false
    seen.add(name)
    return true
  })
  if (altHeld)
    return fresh.filter((command) => command.definition.keys.default.some((key) => key.startsWith('Alt+'))).slice(0, 14)
  const inner = fresh.some((command) => command.level >= 3) ? fresh.filter((command) => command.level >= 3) : fresh
  return inner
    .filter((command) => command.strip !== undefined)
    .sort((a, b) => (a.strip ?? 0) - (b.strip ?? 0) || b.level - a.level)
    .slice(0, most)
}

/** The bar at the bottom: what the keys do here, and why one did nothing. */
export function KeyStrip() {
  const t = useWords()
  const live = useStore(keyboard, (state) => state.live)
  const profile = useProfile()
  const altHeld = useStore(keyboard, (state) => state.altHeld)
  const said = useRecentlySaid()
  return (
    <footer className={styles.strip}>
      {said && <span className={styles.said}>{said}</span>}
      <div className={styles.stripKeys}>
        {stripCommands(live, altHeld).map((command) => (
          <StripItem key={`${command.scope}.${command.id}`} command={command} keys={keysFor(command.definition.keys, profile)} />
        ))}
      </div>
      <span className={`${styles.stripItem} ${styles.stripEnd}`}>
        <CommandKey command={shellCommands.commands.keySheet} /> {t('app.allKeys')}
      </span>
      <span className="only-heard" role="status">
        {said}
      </span>
    </footer>
  )
}

function StripItem({ command, keys }: { command: LiveCommand; keys: readonly string[] }) {
  const pair = command.definition.own && keys.length > 1 && keys.every((key) => ['Up', 'Down'].includes(key))
  const content = (
    <>
      <Kbd keys={pair ? '↑↓' : (keys[0] ?? '')} /> {commandWords(command)}
    </>
  )
  if (!command.runs) return <span className={styles.stripItem}>{content}</span>
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.stripItem}
      data-off={command.why ? true : undefined}
      title={command.why ?? undefined}
      // The key would be pressed in the cell; the mouse must not take the focus from it.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => runCommand(command)}
    >
      {content}
    </button>
  )
}

function useRecentlySaid(): string | null {
  const said = useStore(keyboard, (state) => state.said)
  const [now, setNow] = useState<string | null>(null)
  useEffect(() => {
    if (!said) return undefined
    setNow(said.text)
    const timer = setTimeout(() => setNow(null), saidForMs)
    return () => clearTimeout(timer)
  }, [said])
  return now
}
