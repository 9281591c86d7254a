import type { Permission } from '../shared/permission.ts'
import { fetchNow, type OutputOf, tell } from './client.ts'
import type { Screen } from './screens.ts'
import { openScreenNamed, tabs } from './tabs.ts'
import { say } from './ui/keyboard.ts'
import { words } from './words.ts'

type Drafted = Pick<OutputOf<'company.drafts'>[number], 'uid' | 'kind' | 'heldName' | 'mine'>

/**
 * The drafts that were lost with their tabs, latest first, each with the screen that keys it: what this person began, nobody put aside
 * under a name, and has no tab. What another clerk keyed waits for him; a screen without its right would only say no.
 */
export function lostDrafts(
  drafts: readonly Drafted[],
  screens: readonly Pick<Screen, 'id' | 'draft' | 'permission'>[],
  open: ReadonlySet<unknown>,
  may: readonly Permission[],
): { uid: string; screen: string }[] {
  const screenOf = new Map(
    screens.flatMap(({ id, draft, permission }) =>
      draft !== null && (permission === null || may.includes(permission)) ? [[draft, id] as const] : [],
    ),
  )
  return drafts.flatMap(({ uid, kind, heldName, mine }) => {
    const screen = screenOf.get(kind)
    return screen !== undefined && mine && heldName === null && !open.has(uid) ? [{ uid, screen }] : []
  })
}

/**
 * Brings back the documents that were being keyed when the app ended, however it ended. The tabs' own memory may be older than the
 * drafts, which are on disk within 50 ms of a key.
 */
export async function restoreDrafts(screens: readonly Screen[]): Promise<void> {
  const [drafts, { person }] = await Promise.all([tell('company.drafts', { kind: null }), fetchNow('company.state', {})])
  if (!drafts.ok) return
  const open = new Set(tabs.getState().tabs.map((tab) => tab.params['uid']))
  const lost = lostDrafts(drafts.value, screens, open, person?.may ?? [])
  for (const { uid, screen } of lost.reverse()) openScreenNamed(screen, { uid })
  if (lost.length > 0) say(words('sheet.restored', { count: lost.length }))
}
