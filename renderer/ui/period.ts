import { addDays, addMonths, financialYear, type LocalDate, localDate, monthEnd } from '../../shared/calendar.ts'

export const periodNames = ['today', 'thisMonth', 'lastMonth', 'thisQuarter', 'lastQuarter', 'thisYear', 'lastYear'] as const
export type PeriodName = (typeof periodNames)[number]
export type Period = { readonly from: LocalDate; readonly to: LocalDate }

const monthStart = (date: LocalDate): LocalDate => localDate(`${date.slice(0, 8)}01`)
const whole = (from: LocalDate, months: number): Period => ({ from, to: monthEnd(addMonths(from, months - 1)) })

/** The quarter of the Indian financial year a day falls in: April to June and so on. */
function quarterStart(date: LocalDate): LocalDate {
  const back = (Number(date.slice(5, 7)) - 1) % 3
  return monthStart(addMonths(monthStart(date), -back))
}

/** A named period as days, both included. */
export function periodOf(name: PeriodName, today: LocalDate): Period {
  switch (name) {
    case 'today':
      return { from: today, to: today }
    case 'thisMonth':
      return whole(monthStart(today), 1)
    case 'lastMonth':
      return whole(addMonths(monthStart(today), -1), 1)
    case 'thisQuarter':
      return whole(quarterStart(today), 3)
    case 'lastQuarter':
      return whole(addMonths(quarterStart(today), -3), 3)
    case 'thisYear':
      return whole(financialYear(today).from, 12)
    case 'lastYear':
      return whole(financialYear(addDays(financialYear(today).from, -1)).from, 12)
    default:
      return name satisfies never
  }
}

/** The name a period goes by, or null when it is one of the user's own. */
export function nameOf(period: Period, today: LocalDate): PeriodName | null {
  return (
    periodNames.find((name) => {
      const one = periodOf(name, today)
      return one.from === period.from && one.to === period.to
    }) ?? null
  )
}
