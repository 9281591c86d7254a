import { useEffect, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CommandDefinition, CommandTable } from './commands.ts'
import { composing, keysFor, matchesAny, type Profile, parseChord, typesText } from './keys.ts'

/** What a screen hands in for a command: what it does and, when it cannot be done now, why not (words shown to the user). */
export type Handler = { run?: () => void; why?: string | null; label?: string; strip?: number }
export type Handlers<Id extends string> = { readonly [I in Id]?: Handler | (() => void) | undefined }

/** A command that can be given at this moment. */
export type LiveCommand = {
  readonly scope: string
  readonly id: string
  readonly level: CommandTable['level']
  readonly order: number
  readonly definition: CommandDefinition
  readonly why: string | null
  /** Words when they are not `commands.<scope>.<id>` (screens, rows of a source). */
  readonly label: string | null
  readonly strip: number | undefined
  readonly runs: boolean
  readonly run: () => void
}

type KeyboardState = {
  live: readonly LiveCommand[]
  profile: Profile
  /** Grows with every change of a person's own keys, so that what shows keys shows the new ones. */
  mapped: number
  /** A line for the key strip and the live region: why a key did nothing, or what was just done. */
  said: { text: string; at: number } | null
  altHeld: boolean
}

export const keyboard = createStore<KeyboardState>(() => ({
  live: [],
  profile: 'default',
  mapped: 0,
  said: null,
  altHeld: false,
}))

let order = 0

/** Shows a line in the key strip for a few seconds and reads it to screen readers. */
export const say = (text: string): void => keyboard.setState({ said: { text, at: Date.now() } })
export const setProfile = (profile: Profile): void => keyboard.setState({ profile })

/** The profile in force, for what shows keys: drawn again when the person changes one. */
export function useProfile(): Profile {
  useStore(keyboard, (state) => state.mapped)
  return useStore(keyboard, (state) => state.profile)
}

function enlist(added: readonly LiveCommand[]): () => void {
  keyboard.setState((state) => ({ live: [...state.live, ...added] }))
  return () => keyboard.setState((state) => ({ live: state.live.filter((command) => !added.includes(command)) }))
}

const asHandler = (given: Handler | (() => void) | undefined): Handler | null =>
  given === undefined ? null : typeof given === 'function' ? { run: given } : given

/**
 * Makes a scope's commands available while the component is shown. A hidden tab has no effects, so its commands leave with it.
 * Handlers may be new functions on every render; only a change of which commands there are, or why one cannot run, re-registers.
 */
export function useCommands<Id extends string>(table: CommandTable<Id>, handlers: Handlers<Id>, active = true): void {
  const latest = useRef<Handlers<Id>>(handlers)
  useLayoutEffect(() => {
    latest.current = handlers
  })
  const signature = active
    ? Object.entries<Handler | (() => void) | undefined>(handlers)
        .map(([id, given]) => [id, asHandler(given)] as const)
        .filter(([, handler]) => handler !== null)
        .map(([id, handler]) =>
          [id, handler?.why ?? '', handler?.label ?? '', handler?.strip ?? '', handler?.run ? '1' : ''].join('\u0001'),
        )
        .join('\u0002')
    : ''
  useEffect(() => {
    if (signature === '') return undefined
    order += 1
    const at = order
    const added = signature.split('\u0002').map((entry): LiveCommand => {
      const [id = '', why = '', label = '', strip = '', runs = ''] = entry.split('\u0001')
      const definition = table.commands[id as Id]
      return {
        scope: table.scope,
        id,
        level: table.level,
        order: at,
        definition,
        why: why || null,
        label: label || null,
        strip: strip ? Number(strip) : definition.strip,
        runs: runs === '1',
        run: () => asHandler(latest.current[id as Id])?.run?.(),
      }
    })
    return enlist(added)
  }, [signature, table])
}

/** Inner scopes first, then what was shown last; while a dialog is open, only it. */
export function reachable(live: readonly LiveCommand[]): LiveCommand[] {
  const modal = live.some((command) => command.level === 4)
  return live.filter((command) => !modal || command.level === 4).sort((a, b) => b.level - a.level || b.order - a.order)
}

const typing = 'input, textarea, select, [contenteditable="true"], [role="textbox"]'
const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent)

/** The command a key event means, if any. Own keys are left to the component that has the focus. */
export function commandFor(
  event: KeyboardEvent,
  commands: readonly LiveCommand[],
  profile: Profile,
  inText: boolean,
): LiveCommand | null {
  for (const command of commands) {
    if (command.definition.own) continue
    const keys = keysFor(command.definition.keys, profile).filter((key) => !inText || !typesText(parseChord(key)))
    if (matchesAny(event, keys, isMac)) return command
  }
  return null
}

// Keys the browser would act on although nothing in the app asked for it: reload, find bar, print of the raw page, menu focus.
const swallowed = (event: KeyboardEvent): boolean =>
  /^F([1-9]|1[0-2])$/.test(event.key) ||
  event.key === 'Alt' ||
  ((event.ctrlKey || event.metaKey) &&
    !event.altKey &&
    ['KeyR', 'KeyP', 'KeyS', 'KeyF', 'KeyG', 'KeyD', 'KeyJ', 'KeyU', 'KeyW', 'KeyN', 'KeyO'].includes(event.code))

/** Runs a command, or says why it cannot be done now. */
export function runCommand(command: LiveCommand): void {
  if (command.why) say(command.why)
  else command.run()
}

/** Starts listening on the window; called once by the shell. Returns how to stop. */
export function listenForCommands(target: Window): () => void {
  // A dialog that closes on Esc is gone before the event bubbles to the window; what was open when the key went down decides.
  let atKeyDown: LiveCommand[] = []
  let hintTimer: ReturnType<typeof setTimeout> | undefined
  const noAlt = () => {
    clearTimeout(hintTimer)
    if (keyboard.getState().altHeld) keyboard.setState({ altHeld: false })
  }
  const capture = (event: KeyboardEvent) => {
    atKeyDown = reachable(keyboard.getState().live)
    if (event.key === 'Alt' && !event.ctrlKey && !event.repeat)
      hintTimer = setTimeout(() => keyboard.setState({ altHeld: true }), 400)
    else if (event.key !== 'Alt') noAlt()
  }
  const bubble = (event: KeyboardEvent) => {
    if (composing(event)) return
    const inText = event.target instanceof Element && event.target.closest(typing) !== null
    if (!event.defaultPrevented) {
      const command = commandFor(event, atKeyDown, keyboard.getState().profile, inText)
      if (command) {
        event.preventDefault()
        runCommand(command)
        return
      }
    }
    if (swallowed(event)) event.preventDefault()
  }
  target.addEventListener('keydown', capture, { capture: true })
  target.addEventListener('keydown', bubble)
  target.addEventListener('keyup', noAlt)
  target.addEventListener('blur', noAlt)
  return () => {
    target.removeEventListener('keydown', capture, { capture: true })
    target.removeEventListener('keydown', bubble)
    target.removeEventListener('keyup', noAlt)
    target.removeEventListener('blur', noAlt)
    clearTimeout(hintTimer)
  }
}
