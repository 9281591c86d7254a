import { createStore } from 'zustand/vanilla'
import { fetchNow, type OutputOf, tell } from '../client.ts'
import { applyKeyChanges, type KeyChanges, keyProblems, knownTables } from '../ui/key-map.ts'
import type { Profile } from '../ui/keys.ts'
import { look, setLook } from '../ui/look.ts'

type KeyMap = NonNullable<OutputOf<'company.keyMap'>>
/** The signed-in person's changed keys, by profile. */
export const ownKeys = createStore<{ readonly keys: KeyMap['keys'] }>(() => ({ keys: {} }))

export const changesOf = (keys: KeyMap['keys'], profile: Profile): KeyChanges => keys[profile] ?? {}

/** Changes that cannot hold (a command that is gone, a key a later version gave away) are left out, not let loose. */
function sound(profile: Profile, changes: KeyChanges): KeyChanges {
  let kept = changes
  for (
    let problems = keyProblems(knownTables(), profile, kept);
    problems.length > 0;
    problems = keyProblems(knownTables(), profile, kept)
  ) {
    const bad = new Set(problems.map(({ name }) => name))
    kept = Object.fromEntries(Object.entries(kept).filter(([name]) => !bad.has(name)))
  }
  return kept
}

const inForce = (): void => {
  const { profile } = look.getState()
  applyKeyChanges(sound(profile, changesOf(ownKeys.getState().keys, profile)))
}

/** Keeps a person's keys in the book and puts them in force. */
export async function keepKeys(map: KeyMap): ReturnType<typeof saved> {
  const told = await saved(map)
  if (told.ok) {
    ownKeys.setState({ keys: map.keys })
    setLook({ profile: map.profile })
    inForce()
  }
  return told
}
const saved = (map: KeyMap) => tell('company.saveKeyMap', map)

let listening: (() => void) | null = null

/** Somebody has come in: their profile and keys, from the book. A profile chosen from the menu is kept for them. */
export async function startKeys(): Promise<void> {
  listening?.()
  const map = await fetchNow('company.keyMap', {})
  ownKeys.setState({ keys: map?.keys ?? {} })
  if (map) setLook({ profile: map.profile })
  inForce()
  listening = look.subscribe((now, before) => {
    if (now.profile === before.profile) return
    inForce()
    void saved({ profile: now.profile, keys: ownKeys.getState().keys })
  })
}
