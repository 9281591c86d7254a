import { commandTable } from '../ui/commands.ts'

/** What can be done with the row under the cursor of a worklist of stock. */
export const worklistCommands = commandTable('worklist', 2, {
  claim: { keys: { default: ['Alt+M'] }, strip: 5 },
  transfer: { keys: { default: ['Alt+T'] }, strip: 6 },
  ladder: { keys: { default: ['Alt+D'] }, strip: 7 },
  recall: { keys: { default: ['Alt+Q'] }, strip: 8 },
})

/** The recall of a batch. */
export const recallCommands = commandTable('recall', 2, {
  batch: { keys: { default: ['Alt+B'] }, strip: 3 },
  block: { keys: { default: ['Alt+Q'] }, strip: 4 },
  letters: { keys: { default: ['Alt+P'] }, strip: 5 },
  turn: { keys: { default: ['Alt+I'] }, strip: 6 },
})

/** What can be done with a posted stock document besides cancelling it. */
export const stockPostedCommands = commandTable('stockPosted', 2, {
  paper: { keys: { default: ['Alt+Shift+P'] }, strip: 11 },
})
