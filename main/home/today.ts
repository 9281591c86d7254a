import { addDays, type LocalDate, localDate, month } from '../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { type Reader, text } from '../database/connection.ts'

const daysShown = 30

type Day = { date: string; bills: number; total: Paise }

/** Bills that stand, by day; each day is one step into the register's index and its keys. */
const soldByDay = (db: Reader, from: LocalDate, to: LocalDate): Day[] =>
  db.rows(text<Day>`
    select d.date, count(*) as bills, sum(v.total) as total
    from document d indexed by document_by_date cross join document_state s on s.document_id = d.id and s.cancelled = 0 cross join document_version v on v.id = s.current_version_id
    where d.kind = 'sale' and d.date between ${from} and ${to} group by d.date order by d.date`)

const balanceOf = (db: Reader, kind: string): Paise =>
  paise(
    db.must(text<{ amount: number }>`
      select coalesce(sum(b.amount), 0) as amount from balance b where b.account_id in (select id from account where kind = ${kind})`)
      .amount,
  )

/** The day's card: bills and sales of today, the month so far, what customers owe in all, cash in hand, and the last thirty days. */
export function todayCard(db: Reader, today: LocalDate) {
  const first = localDate(`${month(today)}-01`)
  const since = addDays(today, 1 - daysShown)
  const sold = soldByDay(db, since < first ? since : first, today)
  const ofToday = sold.find((day) => day.date === today)
  const byDate = new Map(sold.map((day) => [day.date, day.total]))
  return {
    bills: ofToday?.bills ?? 0,
    salesPaise: ofToday?.total ?? paise(0),
    monthPaise: sumPaise(sold.filter((day) => day.date >= first).map((day) => day.total)),
    receivablePaise: balanceOf(db, 'debtors'),
    cashPaise: balanceOf(db, 'cash'),
    days: Array.from({ length: daysShown }, (_, index) => addDays(since, index)).map((date) => ({
      date,
      totalPaise: byDate.get(date) ?? paise(0),
    })),
  }
}
