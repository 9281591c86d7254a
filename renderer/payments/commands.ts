import { commandTable } from '../ui/commands.ts'

/** Money received or paid: which bills it settles. */
export const moneyCommands = commandTable('money', 2, {
  oldest: { keys: { default: ['Alt+A'] }, strip: 4 },
  onAccount: { keys: { default: ['Alt+N'] }, strip: 5 },
})
/** The list of receipts and payments. */
export const moneyListCommands = commandTable('moneyList', 2, {
  paper: { keys: { default: ['Alt+P'] }, strip: 6 },
  kind: { keys: { default: ['F7'] }, strip: 7 },
})
/** The drawer at the end of the day. */
export const cashCommands = commandTable('cash', 2, {
  paper: { keys: { default: ['Alt+P'] }, strip: 5 },
  reopen: { keys: { default: ['Alt+X'] }, strip: 6 },
})
/** Past closes of the cash. */
export const cashClosesCommands = commandTable('cashCloses', 2, {
  off: { keys: { default: ['F7'] }, strip: 6 },
})
/** The day book. */
export const dayBookCommands = commandTable('dayBook', 2, {
  money: { keys: { default: ['F7'] }, strip: 6 },
})
