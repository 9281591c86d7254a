import type { CommandDefinition, CommandTable } from './commands.ts'
import { keyboard } from './keyboard.ts'
import { canonicalKey, deliveredKeys, type Keys, type Profile, parseChord, setOwnKeys, typesText } from './keys.ts'

/** Keys a person has changed in one profile: by `scope.id` what the command is pressed with now. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>

let declared: readonly CommandTable[] = []
/** Said once, by the house: every table of commands there is. */
export const declareTables = (tables: readonly CommandTable[]): void => {
  declared = tables
}
export const knownTables = (): readonly CommandTable[] => declared

export const commandName = (table: Pick<CommandTable, 'scope'>, id: string): string => `${table.scope}.${id}`

type Named = { readonly table: CommandTable; readonly id: string; readonly name: string; readonly definition: CommandDefinition }
export const everyCommand = (tables: readonly CommandTable[]): Named[] =>
  tables.flatMap((table) =>
    Object.entries(table.commands).map(([id, definition]) => ({ table, id, name: commandName(table, id), definition })),
  )

/** Keys of the cell or list that has the focus are part of how it works; they are shown and stay. */
export const isFixed = (definition: CommandDefinition): boolean => definition.own === true

/** The keys of a command under a profile with a person's changes. */
export const keysUnder = (
  definition: CommandDefinition,
  name: string,
  profile: Profile,
  changes: KeyChanges,
): readonly string[] => changes[name] ?? deliveredKeys(definition.keys, profile)

/** Puts changes in force. */
export function applyKeyChanges(changes: KeyChanges, tables: readonly CommandTable[] = declared): void {
  const own = new Map<Keys, readonly string[]>()
  for (const { name, definition } of everyCommand(tables)) {
    const keys = changes[name]
    if (keys && !isFixed(definition)) own.set(definition.keys, keys)
  }
  setOwnKeys(own)
  keyboard.setState(({ mapped }) => ({ mapped: mapped + 1 }))
}

// Enter, Esc, Tab and the arrows move about; copying belongs to the text; Alt+F4 belongs to the window.
const keptKeys = new Set(
  [
    'Enter',
    'Shift+Enter',
    'Esc',
    'Tab',
    'Shift+Tab',
    'Up',
    'Down',
    'Left',
    'Right',
    'Backspace',
    'Ctrl+C',
    'Ctrl+V',
    'Ctrl+X',
    'Alt+F4',
  ].map(canonicalKey),
)

export type KeyProblem =
  | { readonly code: 'unknown-command'; readonly name: string }
  | { readonly code: 'unknown-key'; readonly name: string; readonly key: string }
  /** A key that cannot be given away, or that types. */
  | { readonly code: 'kept-key'; readonly name: string; readonly key: string }
  | { readonly code: 'taken-key'; readonly name: string; readonly key: string; readonly by: string }

/** Shell and screens are heard everywhere, so they share one scope. */
const scopeOf = (table: CommandTable): string => (table.level === 0 ? 'everywhere' : table.scope)

function unusable(key: string): 'unknown-key' | 'kept-key' | null {
  try {
    if (keptKeys.has(canonicalKey(key))) return 'kept-key'
    // a letter alone would act whenever nothing is being typed into: no place for a command of money
    return typesText(parseChord(key)) ? 'kept-key' : null
  } catch {
    return 'unknown-key'
  }
}

/**
 * What is wrong with a person's keys under a profile: commands and keys that do not exist, keys that are not to be given away, and keys
 * that two commands of one scope would share. Only what was changed is found fault with.
 */
export function keyProblems(tables: readonly CommandTable[], profile: Profile, changes: KeyChanges): KeyProblem[] {
  const commands = everyCommand(tables)
  const byName = new Map(commands.map((one) => [one.name, one]))
  const problems: KeyProblem[] = []
  for (const [name, keys] of Object.entries(changes)) {
    const command = byName.get(name)
    if (!command || isFixed(command.definition)) {
      problems.push({ code: 'unknown-command', name })
      continue
    }
    const delivered = new Set(deliveredKeys(command.definition.keys, profile))
    for (const key of keys) {
      const code = delivered.has(key) ? null : unusable(key)
      if (code) problems.push({ code, name, key })
    }
  }
  if (problems.length > 0) return problems
  const holders = new Map<string, string>()
  // what was not changed holds its keys; what was changed comes to them
  const order = [...commands].sort((a, b) => Number(a.name in changes) - Number(b.name in changes))
  for (const { table, name, definition } of order)
    for (const key of keysUnder(definition, name, profile, changes)) {
      const place = `${scopeOf(table)} ${canonicalKey(key)}`
      const by = holders.get(place)
      if (by === undefined) holders.set(place, name)
      else if (name in changes && by !== name) problems.push({ code: 'taken-key', name, key, by })
    }
  return problems
}
