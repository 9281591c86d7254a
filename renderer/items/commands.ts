import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** What the list of items can do beside a list's own commands. */
export const itemsCommands = commandTable('items', 1, {
  import: { keys: on('Alt+I'), strip: 9 },
  hide: { keys: on('Alt+H') },
})

/** A catalogue file on its way into the book. */
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

/** Price lists, special rates, schemes and the discount ladder. */
export const pricesCommands = commandTable('prices', 1, {
  copy: { keys: on('Alt+Y'), strip: 9 },
  remove: { keys: on('Ctrl+Del'), strip: 10 },
  companyLists: { keys: on('Alt+I'), strip: 11 },
  nextRows: { keys: on('Ctrl+PgDn'), strip: 9 },
  previousRows: { keys: on('Ctrl+PgUp'), strip: 10 },
})
