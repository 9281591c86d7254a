import { plainDigits } from './digits.ts'

/** A day as 'YYYY-MM-DD'. It has no hour and no zone; text order is date order. */
export type LocalDate = string & { readonly __unit: 'localDate' }
/** April to March, as Indian books run; label '26-27'. */
export type FinancialYear = { readonly label: string; readonly from: LocalDate; readonly to: LocalDate }

const dayMs = 86_400_000
// India has one zone and no summer time, so the offset is a constant and not a lookup in the PC's zone table.
const indiaOffsetMs = 19_800_000
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const twoDigits = (n: number) => String(n).padStart(2, '0')

/** Whether the text is a real day between 1900 and 2199, written YYYY-MM-DD. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The text as a date; throws when it is not a real day. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a date: ${text}`)
  return text
}

function fromParts(year: number, monthNumber: number, day: number): LocalDate | null {
  const text = `${String(year).padStart(4, '0')}-${twoDigits(monthNumber)}-${twoDigits(day)}`
  return isLocalDate(text) ? text : null
}

const timeOf = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`)
const fromTime = (time: number) => localDate(new Date(time).toISOString().slice(0, 10))
const yearOf = (date: LocalDate) => Number(date.slice(0, 4))
const monthOf = (date: LocalDate) => Number(date.slice(5, 7))

/** The day so many days later (earlier when negative). */
export const addDays = (date: LocalDate, days: number): LocalDate => fromTime(timeOf(date) + days * dayMs)
/** Days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((timeOf(to) - timeOf(from)) / dayMs)

/** The last day of the date's month. */
export const monthEnd = (date: LocalDate): LocalDate => fromTime(Date.UTC(yearOf(date), monthOf(date), 0))

/** The same day so many months later, or that month's last day when it is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const first = fromTime(Date.UTC(yearOf(date), monthOf(date) - 1 + months, 1))
  const sameDay = `${first.slice(0, 8)}${date.slice(8)}`
  return isLocalDate(sameDay) ? sameDay : monthEnd(first)
}

/** The financial year a day falls in. */
export function financialYear(date: LocalDate): FinancialYear {
  const start = monthOf(date) >= 4 ? yearOf(date) : yearOf(date) - 1
  const label = `${twoDigits(start % 100)}-${twoDigits((start + 1) % 100)}`
  return { label, from: localDate(`${start}-04-01`), to: localDate(`${start + 1}-03-31`) }
}

/** 'YYYY-MM'. */
export const month = (date: LocalDate): string => date.slice(0, 7)
/** The return period a day falls in as the portal writes it, 'MMYYYY' (gst-rules.md §4.2). */
export const taxPeriod = (date: LocalDate): string => `${date.slice(5, 7)}${date.slice(0, 4)}`
/** '21-Nov-26'. */
export const formatDate = (date: LocalDate): string => `${date.slice(8)}-${monthNames[monthOf(date) - 1]}-${date.slice(2, 4)}`
/** '07/28'. */
export const formatExpiry = (date: LocalDate): string => `${date.slice(5, 7)}/${date.slice(2, 4)}`

/** The day it is in India, whatever zone the PC is set to (model rule 11). The clock is handed in, in milliseconds. */
export const todayInIndia = (nowMs: number): LocalDate => fromTime(nowMs + indiaOffsetMs)

/** Expiry as typed or printed (`07/28`, `7/28`, `0728`, `07-2028`, `072028`) → last day of that month (gst-rules.md §8.2); null when it is none. */
export function parseExpiryEntry(text: string): LocalDate | null {
  const plain = plainDigits(text).trim()
  const match = /^(\d{1,2})\s*[/\-. ]\s*(\d{2}|\d{4})$/.exec(plain) ?? /^(\d{2})(\d{2}|\d{4})$/.exec(plain)
  if (!match) return null
  const year = Number(match[2])
  const first = fromParts(year < 100 ? 2000 + year : year, Number(match[1]), 1)
  return first && monthEnd(first)
}

/** 'MM/YY' as the last day of that month; throws when it is not an expiry. */
export function expiryDate(text: string): LocalDate {
  const date = parseExpiryEntry(text)
  if (!date) throw new RangeError(`not an expiry: ${text}`)
  return date
}

function monthNumber(text: string): number {
  const known = monthNames.findIndex((name) => text.toLowerCase().startsWith(name.toLowerCase()))
  return known >= 0 ? known + 1 : Number(text)
}

// A March bill keyed in April and a December bill keyed in January both belong to the nearer year.
function nearestYear(monthAt: number, day: number, today: LocalDate): LocalDate | null {
  const year = yearOf(today)
  let best: LocalDate | null = null
  for (const candidate of [year - 1, year, year + 1]) {
    const date = fromParts(candidate, monthAt, day)
    if (date && (!best || Math.abs(daysBetween(today, date)) < Math.abs(daysBetween(today, best)))) best = date
  }
  return best
}

/**
 * A day as a clerk types it (ui.md §4.3): `21` (this month), `2111`, `21/11`, `21-11-2026`, `211126`, `21 nov`, `+7`, `-3`, `t`.
 * Without a year the nearest one is meant. Null when it is no day.
 */
export function parseDateEntry(text: string, today: LocalDate): LocalDate | null {
  const plain = plainDigits(text).trim().toLowerCase()
  if (plain === 't') return today
  if (/^[+-]\d{1,4}$/.test(plain)) return addDays(today, Number(plain))
  if (isLocalDate(plain)) return plain
  if (/^\d{1,2}$/.test(plain)) return fromParts(yearOf(today), monthOf(today), Number(plain))
  const match =
    /^(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,9})(?:[\s/.-]+(\d{4}|\d{2}))?$/.exec(plain) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})?$/.exec(plain)
  if (!match) return null
  const monthAt = monthNumber(match[2] ?? '')
  if (match[3] === undefined) return nearestYear(monthAt, Number(match[1]), today)
  const year = Number(match[3])
  return fromParts(year < 100 ? 2000 + year : year, monthAt, Number(match[1]))
}
