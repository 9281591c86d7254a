import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** What the list of items can do beside a list's own commands. */
export const itemsCommands = commandTable('items', 1, {
  import: { keys: on('Alt+I'), strip: 9 },
  bulk: { keys: on('Alt+M'), strip: 10 },
  hide: { keys: on('Alt+H') },
  status: { keys: on('F6') },
  schedule: { keys: on('F7') },
  hsn: { keys: on('F8') },
})

/** Many items changed at once. */
export const bulkCommands = commandTable('bulk', 1, {
  look: { keys: on('Alt+O'), strip: 1 },
  make: {
    keys: {
      default: ['Ctrl+Enter'],
      marg: ['Ctrl+W', 'Ctrl+Enter'],
      tally: ['Ctrl+A', 'Ctrl+Enter'],
      busy: ['F2', 'Ctrl+Enter'],
    },
    strip: 2,
  },
  undo: { keys: on('Alt+U'), strip: 3 },
  stop: { keys: on('Alt+Q'), strip: 4 },
})

/** The HSN master. */
export const hsnCommands = commandTable('hsn', 1, {
  bringIn: { keys: on('Alt+I'), strip: 9 },
  stop: { keys: on('Alt+Q'), strip: 10 },
})

/** Price lists, special rates, schemes and the discount ladder. */
export const pricesCommands = commandTable('prices', 1, {
  copy: { keys: on('Alt+Y'), strip: 9 },
  remove: { keys: on('Ctrl+Del'), strip: 10 },
  companyLists: { keys: on('Alt+I'), strip: 11 },
  nextRows: { keys: on('Ctrl+PgDn'), strip: 9 },
  previousRows: { keys: on('Ctrl+PgUp'), strip: 10 },
})
