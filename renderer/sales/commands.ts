import { commandTable } from '../ui/commands.ts'

/** What paper of a bill can be asked for besides what every paper has (ui/commands.ts, `paper`). */
export const billPaperCommands = commandTable('billPaper', 1, {
  size: { keys: { default: ['F6'] }, strip: 8 },
  copies: { keys: { default: ['F7'] }, strip: 9 },
  language: { keys: { default: ['F9'] }, strip: 10 },
  email: { keys: { default: ['Alt+E'] }, strip: 11 },
  whatsApp: { keys: { default: ['Alt+W'] }, strip: 12 },
  printer: { keys: { default: ['Alt+P'] }, strip: 13 },
})

/** In the dialog that prints many: what of, and the same choices by the same keys. */
export const manyPapersCommands = commandTable('manyPapers', 4, {
  documents: { keys: { default: ['F5'] }, strip: 3 },
  size: { keys: { default: ['F6'] }, strip: 4 },
  copies: { keys: { default: ['F7'] }, strip: 5 },
  language: { keys: { default: ['F9'] }, strip: 6 },
})

/** What the list of bills can do with many at once. */
export const billsCommands = commandTable('bills', 1, {
  // Space shows a row's detail until bills are being chosen
  choose: { keys: { default: ['Alt+T'] }, strip: 8 },
  bulkPrint: { keys: { default: ['Alt+P'] }, strip: 9 },
  giveBack: { keys: { default: ['Alt+Shift+F6'] }, strip: 10 },
})

/** What the list of notes can do with one of them, or with many at once. */
export const noteListCommands = commandTable('noteList', 1, {
  reprint: { keys: { default: ['Alt+D'] }, strip: 8 },
  choose: { keys: { default: ['Alt+T'] }, strip: 9 },
  bulkPrint: { keys: { default: ['Alt+P'] }, strip: 10 },
})

/** How the firm's bills look. */
export const paperLookCommands = commandTable('paperLook', 1, {
  logo: { keys: { default: ['Alt+L'] }, strip: 4 },
  noLogo: { keys: { default: ['Alt+Shift+L'] } },
})

/** What can be done about prices on a line, or on the whole bill, beside what every document has (ui/commands.ts, `lines`). */
export const billPriceCommands = commandTable('billPrices', 2, {
  substitutes: { keys: { default: ['Alt+S'] }, strip: 10 },
  // in the rate cell: a star is no figure
  netRate: { keys: { default: ['*'] }, own: true },
  // on an empty line: a stroke begins no name
  fitAmount: { keys: { default: ['/'] }, own: true },
  ratePercent: { keys: { default: ['Alt+F7'], marg: ['F6', 'Alt+F7'] } },
})

/** Goods of an earlier bill that come back inside this one; a minus in an empty item cell asks for them, too. */
export const billReturnCommands = commandTable('billReturns', 2, {
  returnLine: { keys: { default: ['Alt+Shift+F6'] } },
  dropReturned: { keys: { default: ['Alt+Shift+D'] } },
})

/** What a bill, an order or a challan can be filled with. */
export const loadCommands = commandTable('saleLoad', 1, {
  load: { keys: { default: ['Alt+F1'], marg: ['F1', 'Alt+F1'] }, strip: 7 },
  paste: { keys: { default: ['Ctrl+Shift+V'] }, strip: 8 },
})

/** What can be done with a posted quotation, order or challan under the cursor of a list. */
export const saleOrderCommands = commandTable('saleOrder', 2, {
  paper: { keys: { default: ['Alt+Shift+P'] } },
  confirm: { keys: { default: ['Alt+Y'] } },
  change: { keys: { default: ['Alt+Shift+E'] } },
  next: { keys: { default: ['Alt+Enter'] } },
  challan: { keys: { default: ['Alt+H'] } },
  close: { keys: { default: ['Alt+G'] } },
  back: { keys: { default: ['Alt+Shift+R'] } },
  pickList: { keys: { default: ['Alt+K'] } },
})

/** What can be done with bills that are brought to customers. */
export const deliveryCommands = commandTable('delivery', 2, {
  mark: { keys: { default: ['Alt+Enter'] } },
  proof: { keys: { default: ['Alt+I'] }, strip: 8 },
  trip: { keys: { default: ['Alt+V'] } },
  pickList: { keys: { default: ['Alt+K'] } },
  vanSheet: { keys: { default: ['Alt+Shift+P'] } },
})

/** On the list of customers over a limit. */
export const creditListCommands = commandTable('creditList', 1, {
  allow: { keys: { default: ['Alt+K'] }, strip: 11 },
})

/** The lesson of the bill. */
export const drillCommands = commandTable('drill', 1, {
  again: { keys: { default: ['Alt+Shift+A'] }, strip: 13 },
  leave: { keys: { default: ['Alt+Shift+Q'] }, strip: 14 },
})
