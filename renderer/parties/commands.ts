import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** What the list of parties, and a party, can do beside the commands every list and form has. */
export const partyCommands = commandTable('parties', 1, {
  ledger: { keys: on('Alt+L'), strip: 11 },
  outstanding: { keys: on('Alt+O'), strip: 12 },
  opening: { keys: on('Alt+B') },
  allow: { keys: on('Alt+K') },
  hide: { keys: on('Alt+H') },
  merge: { keys: on('Alt+M') },
  only: { keys: on('F6') },
  duplicates: { keys: on('Alt+D') },
  import: { keys: on('Alt+I') },
})
