import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise } from '../../../shared/money.ts'
import type { receiptCalls } from '../../../shared/purchases/receipt-contract.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { accountIds } from '../../accounts/account-store.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { wordsMatch } from './filter.ts'

type Ask = z.output<(typeof receiptCalls)['grniStatement']['input']>
type Row = {
  uid: Uint8Array
  number: string
  date: LocalDate
  supplier: string
  line: number
  item: string
  batch: string
  qtyMilli: Milli
  unbilledMilli: Milli
  unbilledPaise: Paise
}

/**
 * Goods received not billed on a day: what waits now of receipts by then, what bills of later days have cleared since, and what price or freight
 * of later days was told into the goods from their own day (cost of stock 4), which the same account holds until then. A cancelled
 * document is absent on every day, because its mirror carries its own date; unfiltered, the sum is the account's balance.
 */
export function grniStatement(db: Reader, ask: Ask) {
  const lines = openOn(ask)
  const rows = db.rows(text<Row>`
    select d.uid, d.number, d.date, v.party_name as supplier, o.line, l.description as item, b.number as batch, l.qty as qtyMilli, o.qty as unbilledMilli, o.value as unbilledPaise
    from ${lines} order by d.date, d.id, o.line limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(
    text<{
      count: number
      unbilledPaise: Paise
    }>`select count(*) as count, coalesce(sum(o.value), 0) as unbilledPaise from ${lines}`,
  )
  const whole = ask.filter === '' && ask.supplier === null
  return {
    rows: rows.map((row) => ({ ...row, uid: uidText(row.uid), days: daysBetween(row.date, ask.asOn) })),
    total: sums.count,
    sums: { unbilledPaise: sums.unbilledPaise, accountPaise: whole ? accountOn(db, ask.asOn) : null },
  }
}

function openOn({ asOn, supplier, filter }: Ask): RawBuilder<unknown> {
  const terms = [raw`d.date <= ${asOn}`, raw`(o.qty <> 0 or o.value <> 0)`, ...wordsMatch(filter)]
  if (supplier) terms.push(raw`d.party_id = (select id from party where uid = ${uidBytes(supplier)})`)
  return raw`(select document, line, sum(qty) as qty, sum(value) as value from (
      select document_id as document, line_no as line, qty_left as qty, value_left as value from purchase_left
      union all select k.to_document_id, k.to_line_no, k.qty, json_extract(kl.discount_json, '$.clearedPaise')
        from document kd join document_state ks on ks.document_id = kd.id and ks.cancelled = 0 join line_link k on k.from_version_id = ks.current_version_id and k.kind = 'grn'
          join document_line kl on kl.version_id = k.from_version_id and kl.line_no = k.line_no where kd.kind in ('purchase', 'purchase-return') and kd.date > ${asOn}
      union all select mv.document_id, m.id + 1 - (select min(f.id) from stock_move f where f.posting_id = m.posting_id), 0, (select coalesce(sum(r.amount), 0) from stock_value r where r.move_id = m.id and r.kind = 'revalue' and r.date <= ${asOn})
        from (select distinct w.move_id from document td join document_version tv on tv.document_id = td.id join posting tp on tp.version_id = tv.id and tp.kind = 'document' join stock_value w on w.posting_id = tp.id and w.kind in ('receipt', 'landed')
            where td.kind in ('purchase', 'landed-cost') and td.date > ${asOn}) t
          join stock_move m on m.id = t.move_id and m.qty > 0 and m.date <= ${asOn} join posting mp on mp.id = m.posting_id join document_version mv on mv.id = mp.version_id) group by document, line) o
    join document d on d.id = o.document join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    join document_line l on l.version_id = v.id and l.line_no = o.line join batch b on b.id = l.batch_id where ${raw.join(terms, raw` and `)}`
}

const accountOn = (db: Reader, asOn: LocalDate): Paise =>
  paise(
    -db.must(text<{ amount: number }>`
      select coalesce(sum(l.amount), 0) as amount from ledger_line l join posting p on p.id = l.posting_id where l.account_id = ${accountIds(db).purchasesNotBilled} and p.date <= ${asOn}`)
      .amount,
  )
