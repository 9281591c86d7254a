import { expect, test } from 'vitest'
import { screens } from '../routes.tsx'
import { screenCommands } from '../screens.ts'
import { type CommandTable, commandTable, doubleBindings, everyTable, formCommands, listCommands } from './commands.ts'
import { commandFor, type LiveCommand, reachable } from './keyboard.ts'
import { type KeyEvent, keysFor, matchesKey, parseChord, profiles, showKey, typesText } from './keys.ts'

const press = (
  code: string,
  key: string,
  mods: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {},
  more: Partial<KeyEvent> = {},
): KeyEvent => ({
  code,
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...mods,
  ...more,
})

test('letters go by their place: Hindi InScript types another letter on the same key', () => {
  expect(matchesKey(press('KeyS', 's', { ctrlKey: true }), 'Ctrl+S')).toBe(true)
  expect(matchesKey(press('KeyS', 'े', { ctrlKey: true }), 'Ctrl+S')).toBe(true)
  expect(matchesKey(press('KeyS', 'س', { altKey: true }), 'Alt+S')).toBe(true)
  expect(matchesKey(press('KeyS', 's', { ctrlKey: true, shiftKey: true }), 'Ctrl+S')).toBe(false)
})
test('AltGr types characters and is no command', () => {
  expect(matchesKey(press('Digit4', '₹', { ctrlKey: true, altKey: true }), 'Alt+4')).toBe(false)
  expect(matchesKey(press('Digit4', '₹', { altKey: true }, { getModifierState: (name) => name === 'AltGraph' }), 'Alt+4')).toBe(
    false,
  )
  expect(() => parseChord('Ctrl+Alt+S')).toThrow('AltGr')
})
test('keys of an input method in the middle of a word are its own', () => {
  expect(matchesKey(press('Enter', 'Enter', {}, { isComposing: true }), 'Enter')).toBe(false)
  expect(matchesKey(press('KeyS', 'Process', { ctrlKey: true }, { keyCode: 229 }), 'Ctrl+S')).toBe(false)
})
test('a sign is what it types, wherever it stands', () => {
  expect(matchesKey(press('Digit8', '*', { shiftKey: true }), '*')).toBe(true)
  expect(matchesKey(press('NumpadMultiply', '*'), '*')).toBe(true)
  expect(matchesKey(press('Slash', '?', { shiftKey: true }), '/')).toBe(false)
})
test('keys that type are known as such', () => {
  expect(['/', '*', 'Space'].map((key) => typesText(parseChord(key)))).toEqual([true, true, true])
  expect(['F8', 'Enter', 'Alt+S', 'Ctrl+Space'].map((key) => typesText(parseChord(key)))).toEqual([false, false, false, false])
})
test('a mistyped key does not pass', () => {
  for (const wrong of ['Ctrl+', 'Strg+S', 'F13', 'Alt+ß', 'Ctrl+/']) expect(() => parseChord(wrong), wrong).toThrow()
})
test('keys are shown as they are pressed', () => {
  expect(['Ctrl+Shift+L', 'Up', '+', 'F8'].map(showKey)).toEqual(['Ctrl Shift L', '↑', '+', 'F8'])
})

const roomTables = Object.values(import.meta.glob<Record<string, CommandTable>>('../*/*commands.ts', { eager: true })).flatMap(
  (module) =>
    Object.values(module).filter(
      (value): value is CommandTable => typeof value === 'object' && 'scope' in value && 'commands' in value,
    ),
)
const all = [...everyTable, ...roomTables.filter((table) => !everyTable.includes(table)), screenCommands(screens)]

test('no profile binds a key twice in one scope', () => {
  expect(doubleBindings(all, profiles)).toEqual([])
})
test('screens and shell together bind no key twice either: both are heard everywhere', () => {
  const everywhere = all.filter((table) => table.level === 0).map((table) => ({ ...table, scope: 'everywhere' }))
  expect(doubleBindings(everywhere, profiles)).toEqual([])
})
test('a double binding would be found, also when one profile alone has it', () => {
  const twice = commandTable('x', 1, {
    a: { keys: { default: ['Alt+A'], busy: ['F2'] } },
    b: { keys: { default: ['F2'], marg: ['F3'] } },
  })
  expect(doubleBindings([twice], profiles)).toEqual([{ profile: 'busy', scope: 'x', key: 'F2', ids: ['a', 'b'] }])
})
test('each profile changes what a key does', () => {
  const save = formCommands.commands.save.keys
  expect(profiles.map((profile) => keysFor(save, profile)[0])).toEqual(['Ctrl+Enter', 'Ctrl+W', 'Ctrl+A', 'F2'])
  expect(keysFor(listCommands.commands.create.keys, 'marg')).toEqual(['F2'])
})

const live = (table: CommandTable, id: string, order = 1): LiveCommand => {
  const definition = table.commands[id]
  if (!definition) throw new Error(id)
  return {
    scope: table.scope,
    id,
    level: table.level,
    order,
    definition,
    why: null,
    label: null,
    strip: undefined,
    runs: true,
    run: () => undefined,
  }
}
const outer = commandTable('outer', 0, { open: { keys: { default: ['F8'] } }, slash: { keys: { default: ['/'] } } })
const inner = commandTable('inner', 2, { take: { keys: { default: ['F8'] } }, own: { keys: { default: ['Enter'] }, own: true } })
const modal = commandTable('modal', 4, { close: { keys: { default: ['Esc'] } } })
const heard = (event: KeyEvent, commands: LiveCommand[], inText = false) =>
  commandFor(event as KeyboardEvent, reachable(commands), 'default', inText)?.id ?? null

test('the inner scope wins, and the later one of two alike', () => {
  expect(heard(press('F8', 'F8'), [live(outer, 'open'), live(inner, 'take')])).toBe('take')
  expect(reachable([live(outer, 'open', 1), live(outer, 'open', 2)])[0]?.order).toBe(2)
})
test('behind a dialog nothing hears', () => {
  expect(heard(press('F8', 'F8'), [live(outer, 'open'), live(modal, 'close')])).toBe(null)
  expect(heard(press('Escape', 'Escape'), [live(outer, 'open'), live(modal, 'close')])).toBe('close')
})
test('a key that types does nothing while typing; own keys are left to the focus', () => {
  expect(heard(press('Slash', '/'), [live(outer, 'slash')])).toBe('slash')
  expect(heard(press('Slash', '/'), [live(outer, 'slash')], true)).toBe(null)
  expect(heard(press('Enter', 'Enter'), [live(inner, 'own')])).toBe(null)
})
