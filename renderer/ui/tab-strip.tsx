import { X } from 'lucide-react'
import { useWords } from '../words.ts'
import styles from './shell.module.css'

export type StripTab = { key: string; title: string; dirty: boolean; active: boolean; panelId: string }

/** Words of ours that begin with a Latin abbreviation (HSN, MRP) still read as the page does; a title wholly in Latin reads as itself. */
const titleDirection = (title: string): 'rtl' | 'auto' =>
  document.documentElement.dir === 'rtl' && /[\u0600-\u06ff]/.test(title) ? 'rtl' : 'auto'

/** The open screens. Middle click closes; the dot says there is work that is not saved. */
export function TabStrip({
  tabs,
  onShow,
  onClose,
}: {
  tabs: readonly StripTab[]
  onShow: (key: string) => void
  onClose: (key: string) => void
}) {
  const t = useWords()
  return (
    <div className={styles.tabs}>
      <div className={styles.tabList}>
        {tabs.map((tab) => (
          <div
            key={tab.key}
            className={styles.tab}
            data-active={tab.active || undefined}
            // The mouse does not take the focus from where the work is.
            onPointerDown={(event) => event.preventDefault()}
            onAuxClick={(event) => {
              if (event.button === 1) onClose(tab.key)
            }}
          >
            <button
              type="button"
              className={styles.tabButton}
              aria-current={tab.active ? 'page' : undefined}
              tabIndex={tab.active ? 0 : -1}
              title={tab.title}
              onClick={() => onShow(tab.key)}
            >
              <bdi dir={titleDirection(tab.title)}>{tab.title}</bdi>
              {tab.dirty && <i className={styles.dirty} role="img" aria-label={t('app.unsaved')} />}
            </button>
            <button
              type="button"
              tabIndex={-1}
              className={styles.tabClose}
              aria-label={t('app.closeTab', { title: tab.title })}
              onClick={() => onClose(tab.key)}
            >
              <X aria-hidden />
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}
