import type { Pair, PaperText } from '../shared/paper.ts'
import { printable } from '../shared/paper-text.ts'

// The small pieces paper is written with: whatever a person typed goes through `printable`.

export const text = (value: string, tone: PaperText['tone'], align?: PaperText['align']): PaperText => ({
  text: printable(value),
  tone,
  align,
})
export const present = (...values: (string | null | undefined | false)[]): string[] =>
  values.filter((value): value is string => typeof value === 'string' && value.trim() !== '')
export const pair = (name: string, value: string | null | undefined, tone?: Pair['tone']): Pair[] =>
  value ? [{ label: name, value: printable(value), tone }] : []
