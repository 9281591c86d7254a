import type { LocalDate } from '../calendar.ts'

/** How the law treats a line. A rate of 0 is not a class: nil, exempt, non-GST and zero-rated land in different tables (model rule 7). */
export const taxClasses = ['taxable', 'nil', 'exempt', 'non-gst', 'zero-rated'] as const
export type TaxClass = (typeof taxClasses)[number]

/** Every slab the return tools take, in basis points (gst-rules.md §2.8). */
export const slabsBp = [0, 10, 25, 100, 150, 300, 500, 600, 750, 1200, 1800, 2800, 4000] as const

/** The general slabs since 22-Sep-2025; the others stay valid for older documents, notes against them and special lists. */
export const generalSlabsBp = [0, 25, 300, 500, 1800, 4000] as const

const rateCutDate = '2025-09-22'

/** Whether the return tools know the rate at all; a posting with any other rate could never be filed. */
export const isSlab = (rateBp: number): boolean => (slabsBp as readonly number[]).includes(rateBp)

/** Whether a rate is unusual for a document of that date: worth a warning, never a refusal (a few goods kept old rates longer). */
export function isUnusualRate(rateBp: number, date: LocalDate): boolean {
  if (!isSlab(rateBp)) return true
  return date >= rateCutDate ? !(generalSlabsBp as readonly number[]).includes(rateBp) : rateBp === 4000
}
