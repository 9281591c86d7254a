import { createContext } from 'react'
import type { Bill } from './bill.ts'
import type { BillLine } from './bill-line.ts'

/** What the bill screen hands to a lesson instead of to main. */
export type PracticeDesk = {
  /** Sees the bill while it is keyed; returns how to stop. */
  watch: (bill: Bill) => () => void
  hold: () => void
  recall: () => void
  saved: () => void
}
/** Set around a bill that is keyed for practice. */
export const Practice = createContext<PracticeDesk | null>(null)

/** The steps of the lesson, in their order. */
export const drillSteps = ['party', 'item', 'quantity', 'batch', 'free', 'discount', 'hold', 'recall', 'save'] as const
export type DrillStep = (typeof drillSteps)[number]

/** What of a bill the lesson looks at. */
export type Keyed = {
  readonly party: boolean
  readonly lines: readonly Pick<BillLine, 'item' | 'batch' | 'qtyMilli' | 'freeMilli' | 'first' | 'second' | 'keyed'>[]
  /** The column with the cursor, and what is being typed there. */
  readonly column: string
  readonly text: string | null
  readonly choosingBatch: boolean
}

/**
 * What has been done by the look of the bill, beside what was done before. Each step is known by its outcome and not by its key:
 * whoever finds another way has learnt it too.
 */
export function doneBy(keyed: Keyed, before: ReadonlySet<DrillStep>): ReadonlySet<DrillStep> {
  const { lines, column, text } = keyed
  const done = new Set(before)
  if (keyed.party) done.add('party')
  if (lines.some((line) => line.item)) done.add('item')
  // `10+1`: billed and free in one breath
  if (column === 'qty' && text?.includes('+') && lines.some((line) => line.qtyMilli && line.freeMilli)) done.add('quantity')
  if (keyed.choosingBatch) done.add('batch')
  if (column === 'free' && text !== null && lines.some((line) => line.freeMilli && line.keyed.includes('free'))) done.add('free')
  if (lines.some((line) => line.keyed.includes('first') && line.first.length > 0)) done.add('discount')
  return done
}
