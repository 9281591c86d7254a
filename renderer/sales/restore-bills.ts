import { tell } from '../client.ts'
import { openScreen, tabs } from '../tabs.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'

/**
 * Brings back the bills that were being keyed when the app ended, however it ended: every draft that nobody put aside under a
 * name and that has no tab. The tabs' own memory may be older than the drafts, which are on disk within 50 ms of a key.
 */
export async function restoreBills(): Promise<void> {
  const drafts = await tell('company.drafts', { kind: 'sale' })
  if (!drafts.ok) return
  const open = new Set(tabs.getState().tabs.flatMap((tab) => (tab.screen === 'sales/bill' ? [tab.params.uid] : [])))
  const lost = drafts.value.filter((draft) => draft.heldName === null && !open.has(draft.uid)).reverse()
  for (const draft of lost) openScreen('sales/bill', { uid: draft.uid })
  if (lost.length > 0) say(words('sales.bill.restored', { count: lost.length }))
}
