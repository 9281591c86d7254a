import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** MRPs of batches: one by hand, many by a price list; and the rates one batch is sold at apart from its item. */
export const mrpCommands = commandTable('mrp', 1, {
  revise: { keys: on('Alt+R'), strip: 9 },
  file: { keys: on('Alt+O'), strip: 10 },
  rates: { keys: on('Alt+E'), strip: 11 },
})

/** Labels: a line more, one less, seen as they print, saved. */
export const labelCommands = commandTable('labels', 1, {
  make: {
    keys: {
      default: ['Ctrl+Enter'],
      marg: ['Ctrl+W', 'Ctrl+Enter'],
      tally: ['Ctrl+A', 'Ctrl+Enter'],
      busy: ['F2', 'Ctrl+Enter'],
    },
    strip: 1,
  },
  sheet: { keys: on('Alt+Z'), strip: 2 },
  remove: { keys: on('Ctrl+Del'), strip: 3 },
  codes: { keys: on('Alt+B'), strip: 4 },
})
