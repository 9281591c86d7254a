import { useState } from 'react'
import { useWords, wordsOr } from '../words.ts'
import type { CommandTable } from './commands.ts'
import { Kbd } from './controls.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './fields.tsx'
import styles from './key-strip.module.css'
import { commandWords } from './key-strip.tsx'
import { type LiveCommand, useProfile } from './keyboard.ts'
import { keysFor, showKey } from './keys.ts'

const tabKey = /^Ctrl\+[2-9]$/

/** F1: every key of this screen first, then the others, in the user's profile; with a box to find one. */
export function KeySheet({
  tables,
  here,
  onClose,
}: {
  tables: readonly CommandTable[]
  here: readonly LiveCommand[]
  onClose: () => void
}) {
  const t = useWords()
  const profile = useProfile()
  const [asked, setAsked] = useState('')
  const scopesHere = new Set(here.map((command) => command.scope))
  const sorted = [...tables].sort(
    (a, b) => Number(scopesHere.has(b.scope)) - Number(scopesHere.has(a.scope)) || b.level - a.level,
  )
  const wanted = asked.trim().toLocaleLowerCase()
  return (
    <Dialog title={t('ui.keysTitle')} width={960} onClose={onClose}>
      <TextField label={t('ui.keysSearch')} placeholder={t('ui.keysSearch')} bare value={asked} onChange={setAsked} autoFocus />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div className={styles.sheetScroll} role="region" aria-label={t('ui.keysTitle')} tabIndex={0}>
        <div className={styles.sheet}>
          {sorted.map((table) => {
            const rows = Object.entries(table.commands)
              .map(([id, definition]) => {
                const live = here.find((command) => command.scope === table.scope && command.id === id)
                return {
                  id,
                  live,
                  label: commandWords({ scope: table.scope, id, label: live?.label ?? null }),
                  keys: keysFor(definition.keys, profile),
                }
              })
              .filter((row) => row.keys.length > 0 && !row.keys.every((key) => tabKey.test(key)))
              .filter((row) => !wanted || `${row.label} ${row.keys.map(showKey).join(' ')}`.toLocaleLowerCase().includes(wanted))
            if (rows.length === 0) return null
            return (
              <section key={table.scope}>
                <h3>{wordsOr(`scopes.${table.scope}`, table.scope)}</h3>
                <dl>
                  {rows.map((row) => (
                    <div key={row.id} style={{ display: 'contents' }}>
                      <dt title={row.live?.why ?? undefined} data-live={row.live ? true : undefined}>
                        {row.label}
                      </dt>
                      <dd>
                        {row.keys.map((key) => (
                          <Kbd key={key} keys={key} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          })}
        </div>
      </div>
    </Dialog>
  )
}
