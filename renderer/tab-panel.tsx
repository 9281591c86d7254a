import { Activity, memo, type ReactNode, type RefObject, Suspense, useEffect, useRef } from 'react'
import { afterDialog } from './after-dialog.ts'
import { type Screen, showScreen } from './screens.ts'
import { type Params, TabKey } from './tabs.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { toast } from './ui/toasts.ts'

type TabPanelProps = { tabKey: string; params: Params; screen: Screen; active: boolean }

/**
 * One open screen. Hidden ones keep their state and DOM but have no effects: no keys, no queries, no cost; nor does a tab draw its screen
 * anew for another's sake.
 */
export const TabPanel = memo(function TabPanel({ tabKey, params, screen, active }: TabPanelProps) {
  return (
    <Activity mode={active ? 'visible' : 'hidden'}>
      <TabKey value={tabKey}>
        <Panel>
          {(panel, last) => (
            <ErrorBoundary onError={(error, reference) => toast.failed(`${reference}: ${error.message}`)}>
              <Suspense fallback={null}>
                {showScreen(screen, params)}
                <Arrived panel={panel} last={last} />
              </Suspense>
            </ErrorBoundary>
          )}
        </Panel>
      </TabKey>
    </Activity>
  )
})

type Place = RefObject<HTMLElement | null>

function Panel({ children }: { children: (panel: Place, last: Place) => ReactNode }) {
  const panel = useRef<HTMLElement>(null)
  const last = useRef<HTMLElement>(null)
  return (
    <section
      ref={panel}
      data-screen
      tabIndex={-1}
      style={{ outline: 0 }}
      onFocus={(event) => {
        if (event.target !== panel.current) last.current = event.target
      }}
    >
      {children(panel, last)}
    </section>
  )
}

/**
 * Once the screen's code is there, and each time its tab is shown again: the cursor goes to where it was, or to its first place. Never
 * out of a dialog: a bill that comes back after a crash must not take the keys from who is typing in the palette.
 */
function Arrived({ panel, last }: { panel: Place; last: Place }) {
  useEffect(() => {
    const arrive = () => {
      const place = panel.current
      if (!place || (place !== document.activeElement && place.contains(document.activeElement))) return
      const back = last.current?.isConnected ? last.current : place.querySelector<HTMLElement>('[data-autofocus]')
      ;(back ?? place).focus({ preventScroll: true })
    }
    return afterDialog(arrive)
  }, [panel, last])
  return null
}
