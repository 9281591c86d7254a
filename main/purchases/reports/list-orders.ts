import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import type { Paise } from '../../../shared/money.ts'
import type { OrderList, orderStates } from '../../../shared/purchases/order-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere, orderBy } from './filter.ts'

type Ask = z.output<typeof OrderList>
type State = (typeof orderStates)[number]
type Row = {
  uid: Uint8Array
  number: string
  date: string
  supplier: string
  supplierUid: Uint8Array
  expected: LocalDate | null
  lines: number
  pendingLines: number
  totalPaise: Paise
  pendingPaise: Paise
  state: State
}

const left = (figure: RawBuilder<unknown>) => raw`coalesce((select ${figure} from purchase_left w where w.document_id = d.id), 0)`
const pending = left(raw`sum(w.qty_left)`)
const came = raw`exists (select 1 from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0 where k.to_document_id = d.id and k.kind = 'order')`
const state = raw<State>`case when s.cancelled = 1 then 'cancelled'
  when ${pending} = 0 then iif(exists (select 1 from order_closing c where c.document_id = d.id), 'closed', 'done')
  when ${came} then 'part' else 'pending' end`

/** Orders with what is pending of each. */
export function listOrders(db: Reader, ask: Ask, today: LocalDate) {
  const wanted =
    ask.state === null ? [] : ask.state === 'open' ? [raw`${state} in ('pending', 'part')`] : [raw`${state} = ${ask.state}`]
  const from = documentsWhere('purchase-order', ask, wanted)
  const sort = orderBy(ask.sort, ask.descending, { expected: "json_extract(v.applied_json, '$.expected')" })
  const rows = db.rows(text<Row>`
    select d.uid, d.number, d.date, v.party_name as supplier, (select uid from party where party.id = d.party_id) as supplierUid, json_extract(v.applied_json, '$.expected') as expected,
      (select count(*) from document_line l where l.version_id = v.id) as lines, ${left(raw`count(*)`)} as pendingLines, v.total as totalPaise, ${left(raw`sum(w.value_left)`)} as pendingPaise, ${state} as state
    from ${from} ${sort} limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(text<{ count: number; totalPaise: Paise; pendingPaise: Paise }>`
    select count(*) as count, coalesce(sum(v.total * (1 - s.cancelled)), 0) as totalPaise, coalesce(sum(${left(raw`sum(w.value_left)`)}), 0) as pendingPaise from ${from}`)
  return {
    rows: rows.map((row) => ({
      ...row,
      uid: uidText(row.uid),
      supplierUid: uidText(row.supplierUid),
      lateDays: row.pendingLines > 0 && row.expected !== null && row.expected < today ? daysBetween(row.expected, today) : 0,
    })),
    total: sums.count,
    sums: { totalPaise: sums.totalPaise, pendingPaise: sums.pendingPaise },
  }
}
