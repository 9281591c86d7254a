import { commandTable } from '../ui/commands.ts'

/** What purchase documents have besides what every document has. */
export const purchaseCommands = commandTable('purchase', 1, {
  load: { keys: { default: ['Alt+F1'], marg: ['F1', 'Alt+F1'] }, strip: 3 },
  match: { keys: { default: ['Alt+M'] }, strip: 4 },
})

/** By whose rate of GST a line of a supplier's file is taxed, where it is another than ours. */
export const billReviewCommands = commandTable('billReview', 1, {
  theirRate: { keys: { default: ['Alt+R'] }, strip: 5 },
  ourRate: { keys: { default: ['Alt+U'] }, strip: 6 },
})

/** What can be done with a posted purchase document under the cursor of a list. */
export const postedCommands = commandTable('purchasePosted', 2, {
  paper: { keys: { default: ['Alt+Shift+P'] } },
  csv: { keys: { default: ['Alt+Shift+S'] } },
  close: { keys: { default: ['Alt+G'] } },
  next: { keys: { default: ['Alt+Enter'] } },
  giveBack: { keys: { default: ['Alt+Shift+R'] } },
})
