import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { landedCalls } from '../../../shared/purchases/match-contract.ts'
import type { Milli } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { weightOf } from '../landed-facts.ts'
import { firstMoveOf } from '../received-lines.ts'

type Ask = z.output<(typeof landedCalls)['landableLines']['input']>
type Row = {
  uid: Uint8Array
  line: number
  number: string
  date: string
  supplier: string
  itemId: number
  item: string
  batch: string
  qtyMilli: Milli
  valuePaise: Paise
  landedPaise: Paise
}
const most = 500

/** Received lines that cost can land on, newest first: of goods receipts, and of bills that brought their own goods. */
export function landableLines(db: Reader, ask: Ask) {
  const supplier = ask.supplier ? raw`and d.party_id = (select id from party where uid = ${uidBytes(ask.supplier)})` : raw``
  const worth = (kind: string) =>
    raw`coalesce((select sum(x.amount) from stock_value x where x.move_id = m.id and x.kind = ${kind}), 0)`
  const rows = db.rows(text<Row>`
    select d.uid, l.line_no as line, d.number, d.date, v.party_name as supplier, l.item_id as itemId, l.description as item, b.number as batch, m.qty as qtyMilli,
      ${worth('receipt')} as valuePaise, ${worth('landed')} as landedPaise
    from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_version v on v.id = s.current_version_id
      join document_line l on l.version_id = v.id join stock_move m on m.id = ${firstMoveOf} + l.line_no - 1 join batch b on b.id = m.batch_id
    where d.kind in ('goods-receipt', 'purchase') and d.date >= ${ask.from} and d.date <= ${ask.to} ${supplier} order by d.date desc, d.id desc, l.line_no limit ${most}`)
  return rows.map((row) => ({ ...row, uid: uidText(row.uid), weight: weightOf(db, row) }))
}
