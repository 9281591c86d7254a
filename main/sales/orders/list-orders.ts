import { type RawBuilder, sql as raw } from 'kysely'
import type { z } from 'zod'
import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import type { Paise } from '../../../shared/money.ts'
import type { ChallanList, challanReasons, challanStates } from '../../../shared/sales/challan-contract.ts'
import type { orderStates, SalesOrderList } from '../../../shared/sales/orders-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere, orderBy } from '../../purchases/reports/filter.ts'
import { challanState, stateOf } from './order-state.ts'

const left = (figure: RawBuilder<unknown>) => raw`coalesce((select ${figure} from sales_left w where w.document_id = d.id), 0)`
const isLeft = raw`exists (select 1 from sales_left w where w.document_id = d.id)`
const partyUid = raw`(select uid from party where party.id = d.party_id) as partyUid`
// a list by party sorts by the name as it stood, like the lists of purchases
const sorted = (sort: string | null) => (sort === 'party' ? 'supplier' : sort)

type OrderRow = {
  uid: Uint8Array
  number: string
  date: string
  party: string
  partyUid: Uint8Array | null
  wanted: string | null
  lines: number
  leftLines: number
  totalPaise: Paise
  leftPaise: Paise
  state: (typeof orderStates)[number]
  heldUntil: string | null
}

/** Orders or quotations with what is left of each. */
export function listSalesOrders(db: Reader, ask: z.output<typeof SalesOrderList>, today: LocalDate) {
  const wanted =
    ask.state === null ? [] : ask.state === 'waiting' ? [raw`s.cancelled = 0`, isLeft] : [raw`${stateOf(today)} = ${ask.state}`]
  const from = documentsWhere(ask.kind, { ...ask, supplier: ask.party }, wanted)
  const day = ask.kind === 'quotation' ? raw`'$.validTill'` : raw`'$.wanted'`
  const sort = orderBy(sorted(ask.sort), ask.descending, { wanted: "json_extract(v.applied_json, '$.wanted')" })
  const rows = db.rows(text<OrderRow>`
    select d.uid, d.number, d.date, v.party_name as party, ${partyUid}, json_extract(v.applied_json, ${day}) as wanted,
      (select count(*) from document_line l where l.version_id = v.id) as lines, ${left(raw`count(*)`)} as leftLines, v.total as totalPaise, ${left(raw`sum(w.value_left)`)} as leftPaise,
      ${stateOf(today)} as state, (select max(r.until) from reservation r where r.document_id = d.id) as heldUntil
    from ${from} ${sort} limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(text<{ count: number; totalPaise: Paise; leftPaise: Paise }>`
    select count(*) as count, coalesce(sum(v.total * (1 - s.cancelled)), 0) as totalPaise, coalesce(sum(${left(raw`sum(w.value_left)`)}), 0) as leftPaise from ${from}`)
  return {
    rows: rows.map((row) => ({ ...row, uid: uidText(row.uid), partyUid: row.partyUid && uidText(row.partyUid) })),
    total: sums.count,
    sums: { totalPaise: sums.totalPaise, leftPaise: sums.leftPaise },
  }
}

type ChallanRow = {
  uid: Uint8Array
  number: string
  date: LocalDate
  party: string
  partyUid: Uint8Array
  reason: (typeof challanReasons)[number]
  totalPaise: Paise
  leftPaise: Paise
  state: (typeof challanStates)[number]
}

/** Challans with how long their goods are out. The eldest first is by day: the age follows from it. */
export function listChallans(db: Reader, ask: z.output<typeof ChallanList>, today: LocalDate) {
  const wanted =
    ask.state === null ? [] : ask.state === 'open' ? [raw`s.cancelled = 0`, isLeft] : [raw`${challanState} = ${ask.state}`]
  const from = documentsWhere('challan', { ...ask, supplier: ask.party }, [...wanted, raw`v.mode = 'out'`])
  const byAge = ask.sort === 'age'
  const sort = orderBy(byAge ? 'date' : sorted(ask.sort), byAge ? !ask.descending : ask.descending)
  const rows = db.rows(text<ChallanRow>`
    select d.uid, d.number, d.date, v.party_name as party, ${partyUid}, json_extract(v.applied_json, '$.reason') as reason, v.total as totalPaise, ${left(raw`sum(w.value_left)`)} as leftPaise,
      ${challanState} as state
    from ${from} ${sort} limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(text<{ count: number; totalPaise: Paise; leftPaise: Paise }>`
    select count(*) as count, coalesce(sum(v.total * (1 - s.cancelled)), 0) as totalPaise, coalesce(sum(${left(raw`sum(w.value_left)`)}), 0) as leftPaise from ${from}`)
  return {
    rows: rows.map((row) => ({
      ...row,
      uid: uidText(row.uid),
      partyUid: uidText(row.partyUid),
      ageDays: row.state === 'out' || row.state === 'part' ? Math.max(0, daysBetween(row.date, today)) : 0,
    })),
    total: sums.count,
    sums: { totalPaise: sums.totalPaise, leftPaise: sums.leftPaise },
  }
}
