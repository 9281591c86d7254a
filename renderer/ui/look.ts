import { createStore } from 'zustand/vanilla'
import { type Language, speak } from '../words.ts'
import { applyDensity, type Density } from './density.ts'
import { setProfile } from './keyboard.ts'
import type { Profile } from './keys.ts'

/** How this user sees and keys the app on this PC. `system` follows the desktop's theme. */
export type Scheme = 'light' | 'dark' | 'system'
export type Look = {
  readonly scheme: Scheme
  readonly density: Density
  readonly motion: boolean
  readonly railFolded: boolean
  /** Sections of the rail that are closed; the one with the screen in front is shown all the same. */
  readonly railClosed: readonly string[]
  readonly language: Language
  readonly profile: Profile
}

const savedAs = 'bahi.look'
const delivered: Look = {
  scheme: 'system',
  density: 'regular',
  motion: true,
  railFolded: false,
  railClosed: ['buying', 'stock', 'more'],
  language: 'en',
  profile: 'default',
}

function read(): Look {
  try {
    return { ...delivered, ...(JSON.parse(localStorage.getItem(savedAs) ?? '{}') as Partial<Look>) }
  } catch {
    return delivered
  }
}

export const look = createStore<Look>(() => delivered)

/** Changes the look and keeps it. */
export const setLook = (change: Partial<Look>): void => look.setState(change)

function show(state: Look): void {
  applyDensity(state.density, document.documentElement)
  document.documentElement.dataset['motion'] = state.motion ? 'some' : 'none'
  setProfile(state.profile)
  void speak(state.language)
}

/** Takes up the kept look; called before the first render so that nothing jumps. */
export function startLook(): void {
  look.setState(read(), true)
  show(look.getState())
  look.subscribe((state) => {
    show(state)
    localStorage.setItem(savedAs, JSON.stringify(state))
  })
}
