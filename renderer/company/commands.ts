import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** While no book is open: what to begin with. */
export const firstRunCommands = commandTable('first-run', 1, {
  newFirm: { keys: on('N'), strip: 1 },
  demo: { keys: on('D'), strip: 2 },
  openFile: { keys: on('O'), strip: 3 },
  recent1: { keys: on('1'), strip: 4 },
  recent2: { keys: on('2') },
  recent3: { keys: on('3') },
  recent4: { keys: on('4') },
  recent5: { keys: on('5') },
  recent6: { keys: on('6') },
  back: { keys: on('Esc'), strip: 9, quiet: true },
})

/** The firm's settings and the people of the book. */
export const firmCommands = commandTable('firm', 1, {
  addUser: { keys: on('Alt+N'), strip: 4 },
  setPin: { keys: on('Alt+P'), strip: 5 },
  closeBook: { keys: on('Alt+Shift+O'), strip: 6 },
})

/** A list on its way into the book. */
export const importCommands = commandTable('import', 1, {
  choose: { keys: on('Alt+O'), strip: 1 },
  apply: {
    keys: {
      default: ['Ctrl+Enter'],
      marg: ['Ctrl+W', 'Ctrl+Enter'],
      tally: ['Ctrl+A', 'Ctrl+Enter'],
      busy: ['F2', 'Ctrl+Enter'],
    },
    strip: 2,
  },
  rows: { keys: on('Alt+E'), strip: 3 },
  stop: { keys: on('Alt+Q'), strip: 4 },
  undo: { keys: on('Alt+U'), strip: 5 },
  drop: { keys: on('Alt+D'), strip: 6 },
})

/** Every command with its keys. */
export const keysCommands = commandTable('keys', 1, {
  change: { keys: on('Enter'), own: true, strip: 1 },
  reset: { keys: on('Alt+R'), strip: 2 },
  resetAll: { keys: on('Alt+Shift+R'), strip: 3 },
  profile: { keys: on('F6'), strip: 4 },
  find: { keys: on('/'), strip: 5 },
  toFile: { keys: on('Alt+X'), strip: 6 },
  fromFile: { keys: on('Alt+I'), strip: 7 },
})
