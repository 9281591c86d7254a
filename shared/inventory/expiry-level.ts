import { daysBetween, type LocalDate } from '../calendar.ts'
import { type Paise, paise, share } from '../money.ts'
import type { BasisPoints } from '../quantity.ts'

/** How pressing an expiry is; `info` is a first look ahead. The days are the firm's own (facts expiry-critical/warning/info-days). */
export const expiryLevels = ['expired', 'critical', 'warning', 'info'] as const
export type ExpiryLevel = (typeof expiryLevels)[number]
export type ExpiryDays = { readonly critical: number; readonly warning: number; readonly info: number }

/** The level of a batch on a day: its last day is still good. Null while it is further off than all of them. */
export function expiryLevel(expiry: LocalDate, today: LocalDate, days: ExpiryDays): ExpiryLevel | null {
  const left = daysBetween(today, expiry)
  if (left < 0) return 'expired'
  if (left <= days.critical) return 'critical'
  if (left <= days.warning) return 'warning'
  return left <= days.info ? 'info' : null
}

/** The rungs of the expiry ladder (market.md §5.3): expired, then within so many days. */
export const ladderRungs = ['expired', 'd30', 'd60', 'd90', 'd180'] as const
export type LadderRung = (typeof ladderRungs)[number]

/** The rung of a batch; null beyond 180 days. */
export function ladderRung(expiry: LocalDate, today: LocalDate): LadderRung | null {
  const left = daysBetween(today, expiry)
  if (left < 0) return 'expired'
  if (left <= 30) return 'd30'
  if (left <= 60) return 'd60'
  if (left <= 90) return 'd90'
  return left <= 180 ? 'd180' : null
}

/** What a supplier agreed to take back: from so many days before expiry to so many after, at so much of its cost. */
export type ReturnTerms = {
  readonly daysBefore: number | null
  readonly daysAfter: number | null
  readonly shareBp: BasisPoints | null
}
export const returnWindows = ['none', 'later', 'open', 'over'] as const
export type ReturnWindow = (typeof returnWindows)[number]

/** Whether the supplier takes the batch back on a day; `none` where nothing is agreed. */
export function returnWindow(expiry: LocalDate, today: LocalDate, { daysBefore, daysAfter }: ReturnTerms): ReturnWindow {
  if (daysBefore === null && daysAfter === null) return 'none'
  const left = daysBetween(today, expiry)
  if (left > (daysBefore ?? 0)) return 'later'
  return -left > (daysAfter ?? 0) ? 'over' : 'open'
}

/** What of its cost a batch can still bring back: the agreed share until the window is over, nothing without an agreement. */
export function claimable(costPaise: number, window: ReturnWindow, terms: ReturnTerms): Paise {
  return window === 'open' || window === 'later' ? share(costPaise, terms.shareBp ?? 10_000, 10_000) : paise(0)
}
