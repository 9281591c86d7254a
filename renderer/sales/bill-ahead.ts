import { flushSync } from 'react-dom'
import { newDraft, shownAgain } from '../kept-draft.ts'
import { dropTab, openScreen, type TabHandle, tabs } from '../tabs.ts'
import type { Bill } from './bill.ts'

/** Bills that main is posting while the next one is on screen, and those that came back from there. */
const away = new Map<string, Bill>()
export const billAway = (uid: string): Bill | undefined => away.get(uid)
/** It is posted, held or discarded: it does not come back. */
export const forgetAway = (uid: string): void => void away.delete(uid)

export type Ahead = {
  /** Something must be asked or said of the bill: it stands on screen again. Once, however often it is called. */
  readonly bring: () => void
  /** It is posted: a bill that came back leaves the screen, to the next one or to the one begun meanwhile. */
  readonly done: () => void
}

/**
 * Shows the next empty bill in a tab while main still posts the one that was in it: nearly every bill is simply posted, and the clerk's
 * next key need not wait for the disk. The bill itself is a kept draft until main has posted it, so nothing hangs on this window.
 */
export function goAhead(tab: TabHandle, uid: string, bill: Bill): Ahead {
  const next = newDraft()
  let brought: 'here' | 'beside' | null = null
  away.set(uid, bill)
  tab.become({ uid: next })
  return {
    bring: () => {
      if (brought !== null) return
      const here = tabs.getState().tabs.find(({ key }) => key === tab.key)
      brought = here?.params['uid'] === next && !here.dirty ? 'here' : 'beside'
      shownAgain(uid)
      // on screen before its words are: they name a cell of it. A next bill that was begun meanwhile keeps its tab
      flushSync(() => (brought === 'here' ? tab.become({ uid }) : openScreen('sales/bill', { uid }, { another: true })))
    },
    done: () => {
      away.delete(uid)
      if (brought === 'here') tab.become({ uid: newDraft() })
      const beside = brought === 'beside' && tabs.getState().tabs.find(({ params }) => params['uid'] === uid)
      if (beside) dropTab(beside.key)
    },
  }
}
