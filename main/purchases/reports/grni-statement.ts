import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise } from '../../../shared/money.ts'
import type { receiptCalls } from '../../../shared/purchases/receipt-contract.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { accountIds } from '../../accounts/account-store.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere } from './filter.ts'

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
 * Goods received not billed on a day: received lines by then less what bills of then had cleared. A cancelled document is absent on every day,
 * because its mirror carries its own date; unfiltered, the sum is the account's balance.
 */
export function grniStatement(db: Reader, ask: Ask) {
  const cleared = raw`from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0 join document kd on kd.id = ks.document_id and kd.date <= ${ask.asOn}
    join document_line kl on kl.version_id = k.from_version_id and kl.line_no = k.line_no where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'grn'`
  const lines = raw`select d.uid, d.number, d.date, d.id, v.party_name as supplier, l.line_no as line, l.description as item, l.batch_id, l.qty as qtyMilli,
      l.qty - coalesce((select sum(k.qty) ${cleared}), 0) as unbilledMilli, l.taxable - coalesce((select sum(json_extract(kl.discount_json, '$.clearedPaise')) ${cleared}), 0) as unbilledPaise
    from (select d.id as id, d.uid as uid, d.number as number, d.date as date, v.id as version, v.party_name as party_name from ${documentsWhere('goods-receipt', { ...ask, to: ask.asOn }, [raw`s.cancelled = 0`])}) d
      join document_version v on v.id = d.version join document_line l on l.version_id = d.version`
  const open = raw`(${lines}) where unbilledMilli <> 0 or unbilledPaise <> 0`
  const rows = db.rows(text<Row>`
    select o.uid, o.number, o.date, o.supplier, o.line, o.item, (select b.number from batch b where b.id = o.batch_id) as batch, o.qtyMilli, o.unbilledMilli, o.unbilledPaise
    from (select * from ${open}) o order by o.date, o.id, o.line limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(
    text<{
      count: number
      unbilledPaise: Paise
    }>`select count(*) as count, coalesce(sum(unbilledPaise), 0) as unbilledPaise from ${open}`,
  )
  const whole = ask.filter === '' && ask.supplier === null
  return {
    rows: rows.map((row) => ({ ...row, uid: uidText(row.uid), days: daysBetween(row.date, ask.asOn) })),
    total: sums.count,
    sums: { unbilledPaise: sums.unbilledPaise, accountPaise: whole ? accountOn(db, ask.asOn) : null },
  }
}

const accountOn = (db: Reader, asOn: LocalDate): Paise =>
  paise(
    -db.must(text<{ amount: number }>`
      select coalesce(sum(l.amount), 0) as amount from ledger_line l join posting p on p.id = l.posting_id where l.account_id = ${accountIds(db).purchasesNotBilled} and p.date <= ${asOn}`)
      .amount,
  )
