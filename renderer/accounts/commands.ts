import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** What can be asked about a party in its ledger and in what is outstanding. */
export const partyBooksCommands = commandTable('partyBooks', 1, {
  statement: { keys: on('Alt+S'), strip: 11 },
  outstanding: { keys: on('Alt+O'), strip: 12 },
  ledger: { keys: on('Alt+L'), strip: 13 },
  other: { keys: on('F4') },
  side: { keys: on('F6') },
  group: { keys: on('F7') },
  only: { keys: on('F9') },
})

/** A statement on paper, besides what every paper has. */
export const statementCommands = commandTable('statement', 1, {
  kind: { keys: on('F7'), strip: 8 },
  language: { keys: on('F9'), strip: 9 },
  size: { keys: on('F6'), strip: 10 },
})

/** The paper of a note, challan or voucher, besides what every paper has. */
export const documentPaperCommands = commandTable('documentPaper', 1, {
  copies: { keys: on('F7'), strip: 8 },
  language: { keys: on('F9'), strip: 9 },
})

/** The opening balance of a party. */
export const openingCommands = commandTable('opening', 1, {
  addRow: { keys: on('Ctrl+I', 'Ctrl+Ins'), strip: 4 },
  removeRow: { keys: on('Ctrl+D', 'Ctrl+Del'), strip: 5 },
})
