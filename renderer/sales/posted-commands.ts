import { commandTable } from '../ui/commands.ts'

/** What can be done with a posted bill, in its screen and under the cursor of the list of bills. */
export const postedBillCommands = commandTable('postedBill', 2, {
  look: { keys: { default: ['Alt+V'] } },
  change: {
    keys: { default: ['Ctrl+E'], marg: ['F3', 'Ctrl+E'], tally: ['Ctrl+Enter', 'Ctrl+E'], busy: ['F4', 'Ctrl+E'] },
    strip: 4,
  },
  copy: { keys: { default: ['Alt+2', 'Alt+Y'] }, strip: 5 },
  convert: { keys: { default: ['Alt+M'] }, strip: 6 },
  reprint: { keys: { default: ['Alt+D'] }, strip: 7 },
  previous: { keys: { default: ['Alt+PgUp'] }, strip: 8 },
  next: { keys: { default: ['Alt+PgDn'] }, strip: 9 },
})

/** About the goods and the party of the line being keyed. */
export const counterLineCommands = commandTable('counterLine', 2, {
  lostSale: { keys: { default: ['Alt+K', 'Alt+Z'] } },
  partyCard: { keys: { default: ['Alt+Q'] } },
  itemCard: { keys: { default: ['Alt+J'] } },
})
