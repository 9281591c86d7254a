import { tell } from './client.ts'
import type { Screen } from './screens.ts'
import { openScreenNamed, tabs } from './tabs.ts'
import { say } from './ui/keyboard.ts'
import { words } from './words.ts'

/**
 * Brings back the documents that were being keyed when the app ended, however it ended: every draft that nobody put aside under a
 * name and that has no tab. The tabs' own memory may be older than the drafts, which are on disk within 50 ms of a key.
 */
export async function restoreDrafts(screens: readonly Screen[]): Promise<void> {
  const drafts = await tell('company.drafts', { kind: null })
  if (!drafts.ok) return
  const screenOf = new Map(screens.flatMap((screen) => (screen.draft ? [[screen.draft, screen.id] as const] : [])))
  const open = new Set(tabs.getState().tabs.map((tab) => tab.params['uid']))
  const lost = drafts.value.filter((draft) => draft.heldName === null && screenOf.has(draft.kind) && !open.has(draft.uid))
  for (const draft of lost.reverse()) openScreenNamed(screenOf.get(draft.kind) as string, { uid: draft.uid })
  if (lost.length > 0) say(words('sheet.restored', { count: lost.length }))
}
