import { type ComponentType, createElement, type LazyExoticComponent, lazy } from 'react'
import type { Permission } from '../shared/permission.ts'
import type { ScreenId, ScreenParams } from './tabs.ts'
import { type CommandTable, commandTable } from './ui/commands.ts'
import type { Icon } from './ui/controls.tsx'
import type { Keys } from './ui/keys.ts'
import type { WordKey } from './words.ts'

/** The sections of the rail, in their order. */
export const railGroups = ['top', 'daily', 'buying', 'stock', 'books', 'more'] as const
export type RailGroup = (typeof railGroups)[number]

/** One row of the table of screens in routes.tsx. */
export type Screen = {
  readonly id: string
  readonly title: WordKey
  /** Where it stands in the rail; null = reached from other screens and the palette only. */
  readonly group: RailGroup | null
  readonly icon: Icon
  readonly component: LazyExoticComponent<ComponentType<{ params: never }>>
  readonly keys: Keys | null
  /** Each opening is a new one (a new bill), instead of showing the one that is open. */
  readonly another: boolean
  readonly permission: Permission | null
  /** Cannot be opened without params (one bill): not in the palette. */
  readonly inner: boolean
  /** The kind of draft it keys; one that was left when the app ended is opened in it again. */
  readonly draft: string | null
}

type Declared<S extends ScreenId> = {
  id: S
  title: WordKey
  icon: Icon
  load: () => Promise<ComponentType<{ params: ScreenParams[S] }>>
  group?: RailGroup
  keys?: Keys
  another?: boolean
  permission?: Permission
  inner?: boolean
  draft?: string
}

/** Declares a screen; its code is loaded when it is first opened. */
export function screen<S extends ScreenId>(about: Declared<S>): Screen {
  const component = lazy(async () => ({ default: await about.load() })) as unknown as Screen['component']
  return {
    id: about.id,
    title: about.title,
    icon: about.icon,
    component,
    group: about.group ?? null,
    keys: about.keys ?? null,
    another: about.another ?? false,
    permission: about.permission ?? null,
    inner: about.inner ?? false,
    draft: about.draft ?? null,
  }
}

/** The commands that open screens, for keys, palette and key sheet. */
export const screenCommands = (screens: readonly Screen[]): CommandTable =>
  commandTable(
    'screens',
    0,
    Object.fromEntries(screens.filter((one) => !one.inner).map((one) => [one.id, { keys: one.keys ?? { default: [] } }])),
  )

/** A screen with its params, as an element. */
export const showScreen = (one: Screen, params: unknown) => createElement(one.component, { params: params as never })
