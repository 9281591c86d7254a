import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { everyTable, shellCommands } from '../ui/commands.ts'
import { Chips } from '../ui/controls.tsx'
import { KeySheet } from '../ui/key-sheet.tsx'
import { KeyStrip } from '../ui/key-strip.tsx'
import { keyboard, type LiveCommand, reachable, useCommands } from '../ui/keyboard.ts'
import { look, setLook } from '../ui/look.ts'
import { languageNames, languages, useWords } from '../words.ts'
import { firstRunCommands } from './commands.ts'
import styles from './company.module.css'

/** The frame of what stands before the shell: first run and sign-in. The language can be chosen here already. */
export function Door({ children, width }: { children: ReactNode; width: 'small' | 'narrow' | 'wide' }) {
  const t = useWords()
  const language = useStore(look, (state) => state.language)
  const [sheet, setSheet] = useState<readonly LiveCommand[] | null>(null)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current?.contains(document.activeElement))
      place.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true })
  }, [])
  useCommands(shellCommands, { keySheet: () => setSheet(reachable(keyboard.getState().live)) })
  return (
    <div className={styles.door}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <i aria-hidden>ब</i>
          {t('app.name')}
        </span>
        <Chips
          label={t('app.language')}
          value={language}
          choices={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => setLook({ language: value })}
        />
      </header>
      <main className={styles.middle}>
        <div ref={place} className={`${styles.narrow} ${styles[width]}`}>
          {children}
        </div>
      </main>
      <KeyStrip />
      {sheet && <KeySheet tables={[...everyTable, firstRunCommands]} here={sheet} onClose={() => setSheet(null)} />}
    </div>
  )
}
