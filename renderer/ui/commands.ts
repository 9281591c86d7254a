import { canonicalKey, type Keys, keysFor, type Profile } from './keys.ts'

/**
 * The one registry of commands: what can be done, in which scope, by which keys of which profile (market.md §2.3). Palette, key
 * strip, key sheet, menus and buttons all read these tables. What a command does is handed in by the screen, with `useCommands`.
 * Words are `commands.<scope>.<id>`.
 */
export type CommandDefinition = {
  readonly keys: Keys
  /** Place in the strip at the bottom, 1 first; absent = only in the key sheet and palette. */
  readonly strip?: number
  /** The component that has the focus handles the key itself (Enter in a list, arrows): the dispatcher leaves it alone. */
  readonly own?: boolean
  /** Not worth a row in the palette (moving about, closing). */
  readonly quiet?: boolean
}
export type CommandTable<Id extends string = string> = {
  readonly scope: string
  /** Inner wins: 0 shell, 1 screen, 2 pane or grid, 3 popup, 4 dialog. While a dialog is open nothing below it acts. */
  readonly level: 0 | 1 | 2 | 3 | 4
  readonly commands: { readonly [I in Id]: CommandDefinition }
}

/** Declares a scope's commands. A room keeps its own in `<room>/commands.ts`; a test reads every such file. */
export const commandTable = <Id extends string>(
  scope: string,
  level: CommandTable['level'],
  commands: { readonly [I in Id]: CommandDefinition },
): CommandTable<Id> => ({ scope, level, commands: withOwnKeys(commands) })

// A person's own keys are kept by the command's keys: two commands written with the same ones must not change together.
const withOwnKeys = <Id extends string>(commands: { readonly [I in Id]: CommandDefinition }) =>
  Object.fromEntries(Object.entries<CommandDefinition>(commands).map(([id, one]) => [id, { ...one, keys: { ...one.keys } }])) as {
    [I in Id]: CommandDefinition
  }

const on = (...keys: string[]): Keys => ({ default: keys })

export const shellCommands = commandTable('shell', 0, {
  palette: { keys: { default: ['Ctrl+K'], tally: ['Alt+G', 'Ctrl+K'] }, quiet: true },
  keySheet: { keys: { default: ['F1'], marg: ['F1', 'Ctrl+F1'] } },
  back: { keys: on('Esc'), quiet: true },
  nextTab: { keys: on('Ctrl+Tab'), quiet: true },
  previousTab: { keys: on('Ctrl+Shift+Tab'), quiet: true },
  // Marg's Ctrl+W saves; there a tab closes with Ctrl+F4 alone, so that a slip of habit cannot close a bill.
  closeTab: { keys: { default: ['Ctrl+W', 'Ctrl+F4'], marg: ['Ctrl+F4'] } },
  tab1: { keys: on('Ctrl+1'), quiet: true },
  tab2: { keys: on('Ctrl+2'), quiet: true },
  tab3: { keys: on('Ctrl+3'), quiet: true },
  tab4: { keys: on('Ctrl+4'), quiet: true },
  tab5: { keys: on('Ctrl+5'), quiet: true },
  tab6: { keys: on('Ctrl+6'), quiet: true },
  tab7: { keys: on('Ctrl+7'), quiet: true },
  tab8: { keys: on('Ctrl+8'), quiet: true },
  tab9: { keys: on('Ctrl+9'), quiet: true },
  foldRail: { keys: on('Ctrl+B') },
  taskTray: { keys: on('Ctrl+Shift+T') },
  changeUser: { keys: on('Ctrl+U') },
  lockScreen: { keys: on('Ctrl+L') },
})

export const listCommands = commandTable('list', 1, {
  move: { keys: on('Up', 'Down'), own: true, strip: 1, quiet: true },
  open: { keys: on('Enter'), own: true, strip: 2, quiet: true },
  detail: { keys: on('Space'), own: true, strip: 3, quiet: true },
  filter: { keys: on('/'), strip: 4 },
  create: { keys: { default: ['Alt+C'], marg: ['F2'], busy: ['F3'] }, strip: 5 },
  edit: { keys: { default: ['Ctrl+E'], marg: ['F3'], tally: ['Ctrl+Enter'], busy: ['F4'] }, strip: 6 },
  period: { keys: { default: ['F2'], marg: ['Ctrl+F2'], busy: ['Ctrl+F2'] }, strip: 7 },
  columns: { keys: on('Alt+Shift+C'), strip: 8 },
  // Alt+X cancels a document where the list is of documents, so the sure key comes first
  export: { keys: on('Alt+Shift+X', 'Alt+X'), strip: 9 },
  print: { keys: on('Ctrl+P'), strip: 10 },
})

/** Inside the list scope, for lists whose rows can be ticked: Space ticks instead of opening the detail pane. */
export const tickCommands = commandTable('ticks', 2, {
  tick: { keys: on('Space'), own: true, strip: 1, quiet: true },
  tickAll: { keys: { default: ['Ctrl+Space'], marg: ['*', 'Ctrl+Space'] }, strip: 2 },
})

export const formCommands = commandTable('form', 1, {
  next: { keys: on('Enter'), own: true, strip: 1, quiet: true },
  previous: { keys: { default: ['Shift+Enter'], tally: ['Shift+Enter', 'Backspace'] }, own: true, strip: 2, quiet: true },
  save: {
    keys: { default: ['Ctrl+Enter', 'Ctrl+S'], marg: ['Ctrl+W', 'Ctrl+S'], tally: ['Ctrl+A', 'Ctrl+S'], busy: ['F2', 'Ctrl+S'] },
    strip: 3,
  },
  create: { keys: { default: ['Alt+C'], marg: ['F2'], busy: ['F3'] }, strip: 4 },
  edit: { keys: { default: ['Ctrl+E'], marg: ['F3'], tally: ['Ctrl+Enter'], busy: ['F4'] } },
})

export const documentCommands = commandTable('document', 1, {
  next: { keys: on('Enter'), own: true, strip: 1, quiet: true },
  previous: { keys: { default: ['Shift+Enter'], tally: ['Shift+Enter', 'Backspace'] }, own: true, strip: 2, quiet: true },
  save: {
    keys: { default: ['Ctrl+Enter', 'Ctrl+S'], marg: ['Ctrl+W', 'Ctrl+S'], tally: ['Ctrl+A', 'Ctrl+S'], busy: ['F2', 'Ctrl+S'] },
    strip: 7,
  },
  savePrint: { keys: on('Ctrl+P'), strip: 8 },
  hold: { keys: on('Alt+H'), strip: 9 },
  recall: { keys: on('Alt+R'), strip: 12 },
  date: { keys: { default: ['F2'], marg: ['Ctrl+F2'], busy: ['Ctrl+F2'] } },
  outstanding: { keys: on('Alt+O'), strip: 11 },
  narration: { keys: { default: ['Ctrl+Shift+N'], tally: ['Ctrl+R'] } },
  undo: { keys: on('Ctrl+Z') },
  redo: { keys: on('Ctrl+Y', 'Ctrl+Shift+Z') },
  cancelDocument: { keys: on('Alt+X') },
  nextProblem: { keys: on('Ctrl+G') },
  readTotals: { keys: on('Alt+T') },
})

/** The lines of a document being entered. */
export const lineCommands = commandTable('lines', 2, {
  batches: { keys: on('Alt+B'), strip: 3 },
  lastDeals: { keys: on('Alt+L'), strip: 5 },
  lastDealsAll: { keys: on('Ctrl+Shift+L') },
  whyRate: { keys: on('Alt+W'), strip: 4 },
  gift: { keys: on('Alt+F') },
  deleteLine: { keys: { default: ['Ctrl+D', 'Ctrl+Del'], busy: ['F9', 'Ctrl+D', 'Ctrl+Del'] }, strip: 6 },
  insertLine: { keys: { default: ['Ctrl+I', 'Ctrl+Ins'], tally: ['Ctrl+I', 'Ctrl+Ins', 'Alt+I'] } },
  duplicateLine: { keys: on('Ctrl+J') },
})

export const popupCommands = commandTable('popup', 3, {
  choose: { keys: on('Up', 'Down'), own: true, strip: 1, quiet: true },
  take: { keys: on('Enter'), own: true, strip: 2, quiet: true },
  close: { keys: on('Esc'), own: true, strip: 3, quiet: true },
})

export const dialogCommands = commandTable('dialog', 4, {
  accept: { keys: on('Ctrl+Enter'), strip: 1, quiet: true },
  close: { keys: on('Esc'), own: true, strip: 2, quiet: true },
})

export const paperCommands = commandTable('paper', 2, {
  print: { keys: on('Ctrl+P'), strip: 1 },
  save: { keys: on('Ctrl+S'), strip: 2 },
  zoomIn: { keys: on('+', '='), strip: 3, quiet: true },
  zoomOut: { keys: on('-'), strip: 4, quiet: true },
  fitWidth: { keys: on('0'), strip: 5, quiet: true },
  nextPage: { keys: on('PgDn'), strip: 6, quiet: true },
  previousPage: { keys: on('PgUp'), strip: 7, quiet: true },
})

export const everyTable: readonly CommandTable[] = [
  shellCommands,
  listCommands,
  tickCommands,
  formCommands,
  documentCommands,
  lineCommands,
  popupCommands,
  dialogCommands,
  paperCommands,
]

export type DoubleBinding = { profile: Profile; scope: string; key: string; ids: string[] }

/** Keys that one profile binds twice within one scope. Tables of the same scope are read together. */
export function doubleBindings(tables: readonly CommandTable[], profileList: readonly Profile[]): DoubleBinding[] {
  const found: DoubleBinding[] = []
  for (const profile of profileList) {
    const bound = new Map<string, { scope: string; key: string; ids: string[] }>()
    for (const table of tables)
      for (const [id, definition] of Object.entries(table.commands))
        for (const key of keysFor(definition.keys, profile)) {
          const place = `${table.scope} ${canonicalKey(key)}`
          const entry = bound.get(place) ?? { scope: table.scope, key, ids: [] }
          entry.ids.push(id)
          bound.set(place, entry)
        }
    for (const entry of bound.values()) if (entry.ids.length > 1) found.push({ profile, ...entry })
  }
  return found
}
