import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import { searchWords } from '../../../shared/parties/check-party.ts'
import type { listCalls } from '../../../shared/purchases/list-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'

type Ask = z.output<(typeof listCalls)['supplierDues']['input']>
type Row = {
  supplier: string
  supplierUid: Uint8Array
  bills: number
  owedPaise: Paise
  overduePaise: Paise
  oldest: string | null
}

/**
 * What is owed to suppliers on a day: open items by then less what was set against them by then (model rule 5). What is past due is never more than
 * what is owed on the whole, because advances and notes not yet set against a bill lower it.
 */
export function supplierDues(db: Reader, ask: Ask) {
  const words = searchWords(ask.filter).map(
    (word) => raw`and p.id in (select rowid from party_search where party_search match ${`"${word}"*`})`,
  )
  const left = raw`o.amount
    - coalesce((select sum(a.amount) from allocation a where a.to_item = o.id and a.date <= ${ask.asOn}), 0) + coalesce((select sum(a.amount) from allocation a where a.from_item = o.id and a.date <= ${ask.asOn}), 0)`
  const items = raw`select o.party_id, o.date, o.due, -(${left}) as owed from open_item o where o.date <= ${ask.asOn} and o.party_id in (select p.id from party p where p.is_supplier = 1 ${raw.join(words, raw` `)})`
  const dues = raw`select party_id, sum(iif(owed > 0, 1, 0)) as bills, sum(owed) as owed, max(min(sum(iif(owed > 0 and due < ${ask.asOn}, owed, 0)), sum(owed)), 0) as overdue, min(iif(owed > 0, date, null)) as oldest
    from (${items}) where owed <> 0 group by party_id having sum(owed) <> 0`
  const rows = db.rows(text<Row>`
    select p.name as supplier, p.uid as supplierUid, x.bills, x.owed as owedPaise, x.overdue as overduePaise, x.oldest from (${dues}) x join party p on p.id = x.party_id
    order by x.owed desc, p.name collate nocase limit ${ask.limit} offset ${ask.offset}`)
  const { count, ...sums } = db.must(text<{ count: number; owedPaise: Paise; overduePaise: Paise }>`
    select count(*) as count, coalesce(sum(owed), 0) as owedPaise, coalesce(sum(overdue), 0) as overduePaise from (${dues})`)
  return { rows: rows.map((row) => ({ ...row, supplierUid: uidText(row.supplierUid) })), total: count, sums }
}
