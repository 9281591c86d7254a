import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { type Reader, text } from '../../database/connection.ts'

/** Balances on a day: whole months from the running figures, the last month's days from the ledger (model rule 8). */
export const balancesOn = (asOn: LocalDate) => text<{ account: string; group: string; amount: Paise }>`
  select a.name as account, g.name as "group", sum(moved.amount) as amount
  from (
    select account_id, dr - cr as amount from account_month where month < ${asOn.slice(0, 7)}
    union all
    select l.account_id, l.amount from posting p join ledger_line l on l.posting_id = p.id where p.date >= ${`${asOn.slice(0, 7)}-01`} and p.date <= ${asOn}
  ) moved join account a on a.id = moved.account_id join account_group g on g.id = a.group_id
  group by a.id having sum(moved.amount) <> 0 order by g.id, a.name collate nocase`

/** Every account with a balance on that day, debit or credit; the two columns are equal or the books are broken. */
export function trialBalance(db: Reader, asOn: LocalDate, filter = '') {
  const all = db.rows(balancesOn(asOn)).map(({ account, group, amount }) => ({
    account,
    group,
    drPaise: paise(Math.max(amount, 0)),
    crPaise: paise(Math.max(-amount, 0)),
  }))
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const rows = words.length
    ? all.filter(({ account, group }) => words.every((word) => `${account} ${group}`.toLocaleLowerCase().includes(word)))
    : all
  return { rows, drPaise: sumPaise(all.map((row) => row.drPaise)), crPaise: sumPaise(all.map((row) => row.crPaise)) }
}
