import { ChevronDown, ChevronRight, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { Fragment } from 'react'
import { useStore } from 'zustand'
import { useWords } from '../words.ts'
import { type Icon, Kbd } from './controls.tsx'
import { keyboard, useProfile } from './keyboard.ts'
import { type Keys, keysFor } from './keys.ts'
import { look, setLook } from './look.ts'
import styles from './rail.module.css'

export type RailItem = { id: string; label: string; icon: Icon; keys: Keys | null; current: boolean }
export type RailSection = { id: string; title: string; items: readonly RailItem[] }

/** The screens at the side, by section; a section can be closed, and all of it folds to icons. */
export function Rail({ sections, onOpen }: { sections: readonly RailSection[]; onOpen: (id: string) => void }) {
  const t = useWords()
  const folded = useStore(look, (state) => state.railFolded)
  const closed = useStore(look, (state) => state.railClosed)
  const profile = useProfile()
  const altHeld = useStore(keyboard, (state) => state.altHeld)
  const Fold = folded ? PanelLeftOpen : PanelLeftClose
  const foldWords = folded ? t('app.unfoldRail') : t('app.foldRail')
  return (
    <nav
      className={`${styles.rail} ${folded ? styles.folded : ''}`}
      aria-label={t('app.screens')}
      data-alt={altHeld || undefined}
    >
      {sections.map((section) => (
        <Fragment key={section.id}>
          {section.title && <SectionTitle section={section} closed={closed.includes(section.id)} />}
          {shownOf(section, !folded && closed.includes(section.id)).map((item) => (
            <button
              key={item.id}
              type="button"
              className={styles.railItem}
              aria-current={item.current ? 'page' : undefined}
              aria-label={item.label}
              title={folded ? item.label : undefined}
              onClick={() => onOpen(item.id)}
            >
              <item.icon aria-hidden />
              <span>{item.label}</span>
              {item.keys && keysFor(item.keys, profile)[0] && <Kbd keys={keysFor(item.keys, profile)[0] ?? ''} />}
            </button>
          ))}
        </Fragment>
      ))}
      <button
        type="button"
        className={`${styles.railItem} ${styles.railFold}`}
        aria-label={foldWords}
        title={foldWords}
        onClick={() => setLook({ railFolded: !folded })}
      >
        <Fold size={16} strokeWidth={1.75} className="turns" aria-hidden />
      </button>
    </nav>
  )
}

/** A closed section still shows the screen in front. */
const shownOf = (section: RailSection, closed: boolean): readonly RailItem[] =>
  closed && section.title ? section.items.filter((item) => item.current) : section.items

function SectionTitle({ section, closed }: { section: RailSection; closed: boolean }) {
  const Mark = closed ? ChevronRight : ChevronDown
  const toggle = () => {
    const { railClosed } = look.getState()
    setLook({ railClosed: closed ? railClosed.filter((id) => id !== section.id) : [...railClosed, section.id] })
  }
  return (
    <button type="button" className={styles.group} aria-expanded={!closed} onClick={toggle}>
      <span>{section.title}</span>
      <Mark className="turns" aria-hidden />
    </button>
  )
}
