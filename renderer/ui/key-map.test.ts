import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { commandTables, screens } from '../routes.tsx'
import { screenCommands } from '../screens.ts'
import { type CommandTable, commandTable, doubleBindings, shellCommands } from './commands.ts'
import { applyKeyChanges, everyCommand, isFixed, type KeyChanges, keyProblems, keysUnder } from './key-map.ts'
import { chordOfEvent, type KeyEvent, keysFor, type Profile, profiles } from './keys.ts'

const tables = [...commandTables, screenCommands(screens)]
afterEach(() => applyKeyChanges({}, tables))

// The map every clerk's habit was asked for in (market.md §2.3), as far as its commands are there: profile → keys that must do it.
const same = (...keys: string[]): Record<Profile, string[]> => ({ default: keys, marg: keys, tally: keys, busy: keys })
const documented: Readonly<Record<string, Record<Profile, string[]>>> = {
  'document.save': { default: ['Ctrl+Enter', 'Ctrl+S'], marg: ['Ctrl+W'], tally: ['Ctrl+A'], busy: ['F2'] },
  'form.save': { default: ['Ctrl+Enter', 'Ctrl+S'], marg: ['Ctrl+W'], tally: ['Ctrl+A'], busy: ['F2'] },
  'document.savePrint': same('Ctrl+P'),
  'shell.palette': { ...same('Ctrl+K'), tally: ['Alt+G'] },
  'shell.keySheet': same('F1'),
  'shell.back': same('Esc'),
  'screens.sales/bill': { ...same('F8'), marg: ['F8', 'Alt+N'] },
  'screens.purchases/bill': same('F9'),
  'screens.payments/receipt': same('F6'),
  'screens.payments/payment': same('F5'),
  'screens.sales/challan': same('Alt+F8'),
  'screens.sales/order': same('Ctrl+F8'),
  'screens.purchases/order': same('Ctrl+F9'),
  'screens.sales/return': same('Alt+F6'),
  'screens.purchases/return': same('Alt+F5'),
  'document.date': { default: ['F2'], marg: ['Ctrl+F2'], tally: ['F2'], busy: ['Ctrl+F2'] },
  'list.period': { default: ['F2'], marg: ['Ctrl+F2'], tally: ['F2'], busy: ['Ctrl+F2'] },
  'list.create': { default: ['Alt+C'], marg: ['F2'], tally: ['Alt+C'], busy: ['F3'] },
  'list.edit': { default: ['Ctrl+E'], marg: ['F3'], tally: ['Ctrl+Enter'], busy: ['F4'] },
  'lines.batches': same('Alt+B'),
  'billPrices.substitutes': same('Alt+S'),
  'lines.lastDeals': same('Alt+L'),
  'document.outstanding': same('Alt+O'),
  'lines.whyRate': same('Alt+W'),
  'billPrices.ratePercent': { ...same('Alt+F7'), marg: ['F6'] },
  'billPrices.netRate': same('*'),
  'billPrices.fitAmount': same('/'),
  'counterLine.lostSale': same('Alt+K'),
  'document.hold': same('Alt+H'),
  'document.recall': same('Alt+R'),
  'document.narration': { ...same('Ctrl+Shift+N'), tally: ['Ctrl+R'] },
  'saleLoad.load': { ...same('Alt+F1'), marg: ['F1'] },
  'lines.deleteLine': { ...same('Ctrl+D'), busy: ['F9'] },
  'lines.insertLine': { ...same('Ctrl+I'), tally: ['Alt+I'] },
  'lines.duplicateLine': same('Ctrl+J'),
  'document.undo': same('Ctrl+Z'),
  'document.redo': same('Ctrl+Y'),
  'postedBill.copy': same('Alt+2'),
  'document.cancelDocument': same('Alt+X'),
  'ticks.tickAll': { ...same('Ctrl+Space'), marg: ['*'] },
  'shell.changeUser': same('Ctrl+U'),
  'shell.lockScreen': same('Ctrl+L'),
}
const byName = new Map(everyCommand(tables).map((one) => [one.name, one.definition]))

test.each(Object.keys(documented))('the documented keys hold in every profile: %s', (name) => {
  const definition = byName.get(name)
  expect(definition, name).toBeDefined()
  for (const profile of profiles)
    expect(definition && keysFor(definition.keys, profile), profile).toEqual(
      expect.arrayContaining(documented[name]?.[profile] ?? []),
    )
})

const two = commandTable('x', 1, {
  a: { keys: { default: ['Alt+A'], busy: ['F2'] } },
  b: { keys: { default: ['Alt+B'] } },
  grid: { keys: { default: ['Enter'] }, own: true },
})
const problems = (changes: KeyChanges, profile: Profile = 'default', list: readonly CommandTable[] = [two, shellCommands]) =>
  keyProblems(list, profile, changes).map(({ code }) => code)

describe('a key of one’s own', () => {
  test.each<[string, KeyChanges, string[]]>([
    ['free', { 'x.a': ['Alt+Q'] }, []],
    ['none at all', { 'x.a': [] }, []],
    ['taken in its scope', { 'x.a': ['Alt+B'] }, ['taken-key']],
    ['exchanged with the one that had it', { 'x.a': ['Alt+B'], 'x.b': ['Alt+A'] }, []],
    ['given twice', { 'x.a': ['F7'], 'x.b': ['F7'] }, ['taken-key']],
    ['a key that moves about', { 'x.a': ['Enter'] }, ['kept-key']],
    ['a key that copies', { 'x.a': ['Ctrl+C'] }, ['kept-key']],
    ['a letter that types', { 'x.a': ['Q'] }, ['kept-key']],
    ['AltGr', { 'x.a': ['Ctrl+Alt+Q'] }, ['unknown-key']],
    ['no key', { 'x.a': ['F13'] }, ['unknown-key']],
    ['of no command', { 'x.z': ['F7'] }, ['unknown-command']],
    ['of the grid itself', { 'x.grid': ['F7'] }, ['unknown-command']],
    ['another scope may have it, for the inner one wins', { 'x.a': ['Ctrl+K'] }, []],
    ['but shell and screens share theirs', { 'shell.foldRail': ['Ctrl+K'] }, ['taken-key']],
  ])('%s', (_, changes, codes) => {
    expect(problems(changes)).toEqual(codes)
  })
  test('is judged in its own profile', () => {
    expect(problems({ 'x.b': ['F2'] })).toEqual([])
    expect(problems({ 'x.b': ['F2'] }, 'busy')).toEqual(['taken-key'])
  })
  test('does what the old one did, which does nothing any more; another command with the same keys keeps its own', () => {
    const shared = { default: ['F7'] }
    const table = commandTable('y', 1, { c: { keys: shared }, d: { keys: shared } })
    applyKeyChanges({ 'y.c': ['F9'] }, [table])
    expect(keysFor(table.commands.c.keys, 'default')).toEqual(['F9'])
    expect(keysFor(table.commands.d.keys, 'default')).toEqual(['F7'])
    applyKeyChanges({}, [table])
    expect(keysFor(table.commands.c.keys, 'default')).toEqual(['F7'])
  })
})

test('whatever is changed without a problem, no two commands of a scope share a key', () => {
  const free = everyCommand(tables).filter(({ definition }) => !isFixed(definition))
  const key = fc.constantFrom('F2', 'F3', 'F7', 'Alt+A', 'Alt+R', 'Alt+H', 'Ctrl+Shift+Q', 'Ctrl+W', 'Alt+F12')
  const change = fc.tuple(fc.constantFrom(...free.map(({ name }) => name)), fc.array(key, { maxLength: 2 }))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.constantFrom(...profiles), (list, profile) => {
      const changes = Object.fromEntries(list.map(([name, keys]) => [name, [...new Set(keys)]]))
      if (keyProblems(tables, profile, changes).length > 0) return
      const changed = tables.map((table) => ({
        ...table,
        commands: Object.fromEntries(
          Object.entries(table.commands).map(([id, one]) => [
            id,
            { ...one, keys: { default: keysUnder(one, `${table.scope}.${id}`, profile, changes) } },
          ]),
        ),
      }))
      expect(doubleBindings(changed, ['default'])).toEqual([])
    }),
    { numRuns: 60 },
  )
})
test('the property can fail: two bound alike are found', () => {
  expect(
    doubleBindings([commandTable('z', 1, { a: { keys: { default: ['F7'] } }, b: { keys: { default: ['F7'] } } })], ['default']),
  ).toHaveLength(1)
})

describe('a pressed key as it is written', () => {
  const pressed = (code: string, key: string, mods: Partial<KeyEvent> = {}): KeyEvent => ({
    code,
    key,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...mods,
  })
  test.each<[string | null, KeyEvent]>([
    ['Ctrl+Shift+H', pressed('KeyH', 'H', { ctrlKey: true, shiftKey: true })],
    ['Alt+S', pressed('KeyS', 'س', { altKey: true })],
    ['Ctrl+2', pressed('Digit2', '2', { ctrlKey: true })],
    ['F7', pressed('F7', 'F7')],
    ['Shift+F7', pressed('F7', 'F7', { shiftKey: true })],
    ['Alt+PgDn', pressed('PageDown', 'PageDown', { altKey: true })],
    ['Ctrl+Space', pressed('Space', ' ', { ctrlKey: true })],
    ['*', pressed('Digit8', '*', { shiftKey: true, getModifierState: () => false })],
    [null, pressed('ControlLeft', 'Control', { ctrlKey: true })],
    [null, pressed('KeyQ', '@', { ctrlKey: true, altKey: true })],
    [null, pressed('KeyE', 'े', { isComposing: true })],
  ])('%s', (text, event) => {
    expect(chordOfEvent(event)).toBe(text)
  })
})
