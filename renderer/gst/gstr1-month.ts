import { addMonths, type LocalDate, monthEnd } from '../../shared/calendar.ts'
import { longDay } from '../ui/format.ts'

const first = (month: string) => `${month}-01` as LocalDate

/** The month so many months later, 'YYYY-MM'. */
export const monthAfter = (month: string, by: number): string => addMonths(first(month), by).slice(0, 7)

/** 'Oct 2026' */
export const monthWords = (month: string): string => longDay(first(month)).slice(2)

/** '1 Oct 2026' and '31 Oct 2026', for the period in words. */
export const monthSpan = (month: string): { from: string; to: string } => ({
  from: longDay(first(month)),
  to: longDay(monthEnd(first(month))),
})

/** The months a return can be made for, the running one first. */
export function monthsOf(booksBegin: string, today: string): string[] {
  const months: string[] = []
  for (let month = today.slice(0, 7); month >= booksBegin.slice(0, 7); month = monthAfter(month, -1)) months.push(month)
  return months
}

/** What opens: last month, whose return is due next; the running one while the books have no other. */
export function monthDue(booksBegin: string, today: string): string {
  const last = monthAfter(today.slice(0, 7), -1)
  return last < booksBegin.slice(0, 7) ? today.slice(0, 7) : last
}
