import { addDays, daysBetween, type LocalDate } from '../calendar.ts'

/** A: the few items most of the value is in (to 70 % of it), B: the next (to 90 %), C: the many others. */
export const abcClasses = ['A', 'B', 'C'] as const
export type AbcClass = (typeof abcClasses)[number]
const aUpToBp = 7_000
const bUpToBp = 9_000

/**
 * The class of each by value, largest first; whoever reaches over a border still belongs before it. What has no value is C. The
 * answer stands in the order of the list given.
 */
export function abc(valuesPaise: readonly number[]): AbcClass[] {
  const total = valuesPaise.reduce((sum, value) => sum + Math.max(value, 0), 0)
  const order = valuesPaise.map((value, at) => ({ value, at })).sort((x, y) => y.value - x.value || x.at - y.at)
  const classes: AbcClass[] = new Array(valuesPaise.length).fill('C')
  let before = 0
  for (const { value, at } of order) {
    if (value <= 0) break
    // the share before this one, so that the first is always A
    if (before * 10_000 < total * aUpToBp) classes[at] = 'A'
    else if (before * 10_000 < total * bUpToBp) classes[at] = 'B'
    before += value
  }
  return classes
}

export const speeds = ['fast', 'slow', 'dead'] as const
export type Speed = (typeof speeds)[number]

/** How stock moves, by days since its last sale: slow after so many, dead after so many more. What never sold counts from the day it came. */
export function speedOf(
  since: LocalDate,
  today: LocalDate,
  { slowDays, deadDays }: { slowDays: number; deadDays: number },
): Speed {
  const idle = daysBetween(since, today)
  if (idle > deadDays) return 'dead'
  return idle > slowDays ? 'slow' : 'fast'
}

/** The ages stock is shown by: days since it came. */
export const ageBands = ['d30', 'd60', 'd90', 'd180', 'd365', 'older'] as const
export type AgeBand = (typeof ageBands)[number]

const mostDays: Readonly<Record<AgeBand, number>> = {
  d30: 30,
  d60: 60,
  d90: 90,
  d180: 180,
  d365: 365,
  older: Number.POSITIVE_INFINITY,
}

export function ageBand(received: LocalDate, today: LocalDate): AgeBand {
  const days = daysBetween(received, today)
  return ageBands.find((band) => days <= mostDays[band]) ?? 'older'
}

/** The first day of each band but the last, which has none: `d60` of 21 November begins on 22 September and ends before `d30` begins. */
export const bandBegins = (today: LocalDate): readonly { band: AgeBand; from: LocalDate }[] =>
  ageBands.flatMap((band) => (band === 'older' ? [] : [{ band, from: addDays(today, -mostDays[band]) }]))
