import { commandTable } from '../ui/commands.ts'

/** What paper of a bill can be asked for besides what every paper has (ui/commands.ts, `paper`). */
export const billPaperCommands = commandTable('billPaper', 1, {
  size: { keys: { default: ['F6'] }, strip: 8 },
  copies: { keys: { default: ['F7'] }, strip: 9 },
  language: { keys: { default: ['F9'] }, strip: 10 },
})
