/**
 * Keys as data: 'Ctrl+Shift+S', 'F8', 'Alt+2', 'Enter', '/'. Letters and digits are matched by their place on the keyboard, so they
 * work under Hindi InScript and Urdu layouts; bare signs (`/ * - =`) by what they type. Ctrl+Alt is AltGr, which types ₹ on Indian
 * keyboards, and is refused.
 */
export type Profile = 'default' | 'marg' | 'tally' | 'busy'
export const profiles: readonly Profile[] = ['default', 'marg', 'tally', 'busy']

/** Keys of a command: the default ones, and those of a profile where it differs. */
export type Keys = { readonly default: readonly string[] } & { readonly [P in Exclude<Profile, 'default'>]?: readonly string[] }

export type Chord = {
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly code?: string
  readonly key?: string
}

/** What matching reads of a keyboard event. */
export type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'> &
  Partial<Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'getModifierState'>>

const named: Readonly<Record<string, string>> = {
  Esc: 'Escape',
  Space: ' ',
  PgUp: 'PageUp',
  PgDn: 'PageDown',
  Del: 'Delete',
  Ins: 'Insert',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
}
const shown: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' }
const plainNames = new Set(['Enter', 'Tab', 'Home', 'End', 'Backspace'])

/** The keys a profile uses for a command as it is delivered. */
export const deliveredKeys = (keys: Keys, profile: Profile): readonly string[] =>
  (profile === 'default' ? undefined : keys[profile]) ?? keys.default

// What this person has changed, by the keys of the very command: each command has keys of its own (commandTable sees to it).
let own: ReadonlyMap<Keys, readonly string[]> = new Map()

/** Puts a person's own keys in place of the delivered ones. */
export const setOwnKeys = (changed: ReadonlyMap<Keys, readonly string[]>): void => {
  own = changed
}

/** The keys a command has now: the person's own, else the profile's. */
export const keysFor = (keys: Keys, profile: Profile): readonly string[] => own.get(keys) ?? deliveredKeys(keys, profile)

/** A written key as data; throws on one that can never be pressed or must not be bound. */
export function parseChord(text: string): Chord {
  if (text === '+') return { ctrl: false, alt: false, shift: false, key: '+' }
  const parts = text.split('+')
  const last = parts.pop() ?? ''
  const mods = new Set(parts)
  for (const mod of mods) if (!['Ctrl', 'Alt', 'Shift'].includes(mod)) throw new Error(`unknown key ${text}`)
  const chord = { ctrl: mods.has('Ctrl'), alt: mods.has('Alt'), shift: mods.has('Shift') }
  if (chord.ctrl && chord.alt) throw new Error(`${text}: Ctrl+Alt is AltGr and types characters`)
  if (/^[A-Z]$/.test(last)) return { ...chord, code: `Key${last}` }
  if (/^\d$/.test(last)) return { ...chord, code: `Digit${last}` }
  if (/^F([1-9]|1[0-2])$/.test(last) || plainNames.has(last)) return { ...chord, key: last }
  const key = named[last]
  if (key !== undefined) return { ...chord, key }
  if (last.length === 1 && mods.size === 0) return { ...chord, key: last }
  throw new Error(`unknown key ${text}`)
}

const codeNames = /^(?:Key([A-Z])|Digit(\d))$/
const spelt = Object.fromEntries(Object.entries(named).map(([name, key]) => [key, name]))
const modifiers = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'])

/** A pressed key as it is written, or null while only Ctrl, Alt or Shift is down or the key has no name here. */
export function chordOfEvent(event: KeyEvent): string | null {
  if (composing(event) || modifiers.has(event.key) || event.getModifierState?.('AltGraph')) return null
  // a sign is what it types: Shift is only how it is typed here
  if (!event.ctrlKey && !event.altKey && /^[!-/:-@[-`{-~]$/.test(event.key)) return event.key
  const [, letter, digit] = codeNames.exec(event.code) ?? []
  const last = letter ?? digit ?? spelt[event.key] ?? event.key
  const text = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', last].filter(Boolean).join('+')
  try {
    parseChord(text)
    return text
  } catch {
    return null
  }
}

/** True for a key that types: it acts only while nothing is being typed into (WCAG 2.1.4). */
export function typesText(chord: Chord): boolean {
  return !chord.ctrl && !chord.alt && (chord.code !== undefined || chord.key?.length === 1)
}

const parsed = new Map<string, Chord>()
function chordOf(text: string): Chord {
  let chord = parsed.get(text)
  if (!chord) {
    chord = parseChord(text)
    parsed.set(text, chord)
  }
  return chord
}

/** True while an input method is composing: its keys belong to it (transliteration of Hindi and Urdu). */
export const composing = (event: KeyEvent): boolean => event.isComposing === true || event.keyCode === 229

/** Whether a key event is this written key. `mac` lets ⌘ stand for Ctrl. */
export function matchesKey(event: KeyEvent, text: string, mac = false): boolean {
  if (composing(event) || event.getModifierState?.('AltGraph')) return false
  const chord = chordOf(text)
  const ctrl = event.ctrlKey || (mac && event.metaKey)
  if ((ctrl && event.altKey) || ctrl !== chord.ctrl || event.altKey !== chord.alt) return false
  if (!mac && event.metaKey) return false
  if (chord.code !== undefined) return event.code === chord.code && event.shiftKey === chord.shift
  // A bare sign may need Shift on one keyboard and not on the next (`*`): what it types decides.
  if (chord.key?.length === 1 && chord.key !== ' ') return event.key === chord.key
  return event.key === chord.key && event.shiftKey === chord.shift
}

export const matchesAny = (event: KeyEvent, keys: readonly string[], mac = false): boolean =>
  keys.some((text) => matchesKey(event, text, mac))

/** How a key is written on a chip: 'Ctrl+Shift+L' → 'Ctrl Shift L', 'Up' → '↑'. */
export function showKey(text: string): string {
  return text
    .split(/\+(?=.)/)
    .map((part) => shown[part] ?? part)
    .join(' ')
}

/** One spelling per pressed key, for finding double bindings. */
export function canonicalKey(text: string): string {
  const { ctrl, alt, shift, code, key } = parseChord(text)
  return `${ctrl ? 'C' : ''}${alt ? 'A' : ''}${shift ? 'S' : ''}:${code ?? key}`
}
