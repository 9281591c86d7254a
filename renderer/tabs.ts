import { createContext, use, useEffect, useLayoutEffect, useRef } from 'react'
import { createStore } from 'zustand/vanilla'

/** What a screen is opened with: plain values, so that tabs can be kept over a reload. Rooms add theirs (see README.md). */
// biome-ignore lint/suspicious/noEmptyInterface: rooms fill it by declaration merging
export interface ScreenParams {}
export type ScreenId = keyof ScreenParams & string
export type Params = { readonly [name: string]: string | number | boolean | null | undefined }

export type Tab = {
  readonly key: string
  readonly screen: string
  readonly params: Params
  readonly title?: string | undefined
  readonly dirty?: boolean | undefined
}
export type TabsState = {
  readonly tabs: readonly Tab[]
  readonly active: string | null
  /** Keys in the order they were last looked at, newest first: closing goes back to where one was. */
  readonly recent: readonly string[]
  /** A tab the user asked to close although it is not clean; its screen answers. */
  readonly closing: string | null
}

export const noTabs: TabsState = { tabs: [], active: null, recent: [], closing: null }

const sameParams = (a: Params, b: Params) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())

/** Shows a tab. */
export function activate(state: TabsState, key: string): TabsState {
  if (!state.tabs.some((tab) => tab.key === key)) return state
  return { ...state, active: key, recent: [key, ...state.recent.filter((other) => other !== key)] }
}

/** Opens a screen beside the active tab, or shows the tab that already has it with the same params. `another` always opens. */
export function openTab(state: TabsState, wanted: { key: string; screen: string; params: Params; another?: boolean }): TabsState {
  const open = wanted.another
    ? undefined
    : state.tabs.find((tab) => tab.screen === wanted.screen && sameParams(tab.params, wanted.params))
  if (open) return activate(state, open.key)
  const at = state.tabs.findIndex((tab) => tab.key === state.active) + 1 || state.tabs.length
  const tab: Tab = { key: wanted.key, screen: wanted.screen, params: wanted.params }
  return activate({ ...state, tabs: [...state.tabs.slice(0, at), tab, ...state.tabs.slice(at)] }, tab.key)
}

/** Takes a tab away and shows the one looked at before it. */
export function removeTab(state: TabsState, key: string): TabsState {
  const at = state.tabs.findIndex((tab) => tab.key === key)
  if (at < 0) return state
  const tabs = state.tabs.filter((tab) => tab.key !== key)
  const recent = state.recent.filter((other) => other !== key)
  const next = state.active === key ? (recent[0] ?? tabs[Math.min(at, tabs.length - 1)]?.key ?? null) : state.active
  return { tabs, recent, active: next, closing: state.closing === key ? null : state.closing }
}

/** Closes a clean tab; shows a changed one and asks its screen. */
export function askToClose(state: TabsState, key: string): TabsState {
  const tab = state.tabs.find((other) => other.key === key)
  if (!tab) return state
  return tab.dirty ? { ...activate(state, key), closing: key } : removeTab(state, key)
}

/** The tab so many places further, around the ends. */
export function stepTab(state: TabsState, by: number): TabsState {
  const at = state.tabs.findIndex((tab) => tab.key === state.active)
  const next = state.tabs[(at + by + state.tabs.length) % Math.max(1, state.tabs.length)]
  return next ? activate(state, next.key) : state
}

export const tabs = createStore<TabsState>(() => noTabs)
const change = (step: (state: TabsState) => TabsState) => tabs.setState(step, true)

/** Opens a screen in a tab. `another` opens a second one although one with the same params is there (a new bill). */
export function openScreen<S extends ScreenId>(screen: S, params?: ScreenParams[S], options: { another?: boolean } = {}): void {
  openScreenNamed(screen, (params ?? {}) as Params, options)
}
/** The same for a screen named by data (a drill target in a report row, the rail). */
export function openScreenNamed(screen: string, params: Params = {}, options: { another?: boolean } = {}): void {
  change((state) => openTab(state, { key: crypto.randomUUID(), screen, params, ...options }))
}
export const showTab = (key: string): void => change((state) => activate(state, key))
export const closeTab = (key: string): void => change((state) => askToClose(state, key))
export const dropTab = (key: string): void => change((state) => removeTab(state, key))
export const stayOpen = (): void => change((state) => ({ ...state, closing: null }))
export const stepTabs = (by: number): void => change((state) => stepTab(state, by))

const savedAs = 'bahi.tabs'

/** Brings back the tabs of the last run whose screens still exist, and keeps them from then on. */
export function keepTabs(storage: Storage, exists: (screen: string) => boolean): void {
  try {
    const saved = JSON.parse(storage.getItem(savedAs) ?? '{}') as Partial<TabsState>
    const kept = (saved.tabs ?? []).filter((tab) => exists(tab.screen)).map((tab) => ({ ...tab, dirty: false }))
    const active = kept.find((tab) => tab.key === saved.active)?.key ?? kept[0]?.key ?? null
    tabs.setState({ tabs: kept, active, recent: active ? [active] : [], closing: null }, true)
  } catch {
    storage.removeItem(savedAs)
  }
  tabs.subscribe(({ tabs: list, active }) => storage.setItem(savedAs, JSON.stringify({ tabs: list, active })))
}

/** The key of the tab a component lives in. */
export const TabKey = createContext<string>('')

const patch = (key: string, values: Partial<Pick<Tab, 'title' | 'dirty' | 'params'>>) =>
  change((state) => {
    const tab = state.tabs.find((other) => other.key === key)
    if (!tab || Object.entries(values).every(([name, value]) => tab[name as keyof Tab] === value)) return state
    return { ...state, tabs: state.tabs.map((other) => (other === tab ? { ...tab, ...values } : other)) }
  })

export type TabHandle = {
  readonly key: string
  /** Closes this tab without asking: after saving, or when the user chose to discard. */
  close: () => void
  /** Replaces what the tab was opened with (a new bill that now has a number), so a reload comes back to it. */
  become: (params: Params) => void
}

/** The tab around a screen: its title, the amber dot of unsaved work, and what to do when the user closes it changed. */
export function useTab(
  about: { title?: string | undefined; dirty?: boolean | undefined; onCloseAsked?: (() => void) | undefined } = {},
): TabHandle {
  const key = use(TabKey)
  const { title, dirty = false } = about
  const asked = useRef(about.onCloseAsked)
  useLayoutEffect(() => {
    asked.current = about.onCloseAsked
  })
  useEffect(() => patch(key, { title, dirty }), [key, title, dirty])
  useEffect(() => {
    const look = (state: TabsState) => {
      if (state.closing !== key) return
      stayOpen()
      asked.current?.()
    }
    look(tabs.getState())
    return tabs.subscribe(look)
  }, [key])
  return { key, close: () => dropTab(key), become: (params) => patch(key, { params }) }
}
