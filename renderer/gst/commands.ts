import { commandTable } from '../ui/commands.ts'
import type { Keys } from '../ui/keys.ts'

const on = (...keys: string[]): Keys => ({ default: keys })

/** A month's GSTR-1. */
export const gstr1Commands = commandTable('gstr1', 1, {
  month: { keys: { default: ['F2'], marg: ['Ctrl+F2'], busy: ['Ctrl+F2'] }, strip: 3 },
  previousMonth: { keys: on('Alt+PgUp'), strip: 4 },
  nextMonth: { keys: on('Alt+PgDn'), strip: 5 },
  nextProblem: { keys: on('Ctrl+G'), strip: 6 },
  json: { keys: on('Alt+J'), strip: 7 },
  excel: { keys: on('Alt+X'), strip: 8 },
  back: { keys: on('Esc', 'Alt+Left'), strip: 9, quiet: true },
})
