import { Activity, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { type Screen, showScreen } from './screens.ts'
import { type Tab, TabKey } from './tabs.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { toast } from './ui/toasts.ts'

/** One open screen. Hidden ones keep their state and DOM but have no effects: no keys, no queries, no cost. */
export function TabPanel({ tab, screen, active }: { tab: Tab; screen: Screen; active: boolean }) {
  return (
    <Activity mode={active ? 'visible' : 'hidden'}>
      <TabKey value={tab.key}>
        <Panel>
          <ErrorBoundary onError={(error, reference) => toast.failed(`${reference}: ${error.message}`)}>
            <Suspense fallback={null}>{showScreen(screen, tab.params)}</Suspense>
          </ErrorBoundary>
        </Panel>
      </TabKey>
    </Activity>
  )
}

function Panel({ children }: { children: ReactNode }) {
  const panel = useRef<HTMLElement>(null)
  const last = useRef<HTMLElement | null>(null)
  // Coming back to a tab, the cursor is where it was.
  useEffect(() => {
    const place = panel.current
    if (!place || place.contains(document.activeElement)) return
    const back = last.current?.isConnected ? last.current : place.querySelector<HTMLElement>('[data-autofocus]')
    ;(back ?? place).focus({ preventScroll: true })
  }, [])
  return (
    <section
      ref={panel}
      data-screen
      tabIndex={-1}
      style={{ outline: 0 }}
      onFocus={(event) => {
        last.current = event.target
      }}
    >
      {children}
    </section>
  )
}
