import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { ReceiptList, receiptStates } from '../../../shared/purchases/receipt-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { documentsWhere, orderBy } from './filter.ts'

type Ask = z.output<typeof ReceiptList>
type State = (typeof receiptStates)[number]

const left = (what: 'qty_left' | 'value_left') =>
  raw`coalesce((select sum(${raw.ref(what)}) from purchase_left w where w.document_id = d.id), 0)`
// a receipt of nothing but free goods waits for nothing
const state = raw<State>`case when s.cancelled = 1 then 'cancelled' when ${left('qty_left')} = 0 then 'billed'
  when ${left('qty_left')} < (select sum(l.qty) from document_line l where l.version_id = v.id) then 'part' else 'unbilled' end`

type Row = {
  uid: Uint8Array
  number: string
  date: string
  supplier: string
  supplierUid: Uint8Array
  challanNumber: string | null
  lines: number
  valuePaise: Paise
  unbilledPaise: Paise
  state: State
}

/** Goods receipts with what is not yet billed of them. */
export function listReceipts(db: Reader, ask: Ask) {
  const wanted =
    ask.state === null ? [] : ask.state === 'open' ? [raw`${state} in ('unbilled', 'part')`] : [raw`${state} = ${ask.state}`]
  const from = documentsWhere('goods-receipt', ask, wanted)
  const rows = db.rows(text<Row>`
    select d.uid, d.number, d.date, v.party_name as supplier, (select uid from party where party.id = d.party_id) as supplierUid, d.reference as challanNumber,
      (select count(*) from document_line l where l.version_id = v.id) as lines, v.total as valuePaise, ${left('value_left')} as unbilledPaise, ${state} as state
    from ${from} ${orderBy(ask.sort, ask.descending)} limit ${ask.limit} offset ${ask.offset}`)
  const sums = db.must(text<{ count: number; valuePaise: Paise; unbilledPaise: Paise }>`
    select count(*) as count, coalesce(sum(v.total * (1 - s.cancelled)), 0) as valuePaise, coalesce(sum(${left('value_left')}), 0) as unbilledPaise from ${from}`)
  return {
    rows: rows.map((row) => ({ ...row, uid: uidText(row.uid), supplierUid: uidText(row.supplierUid) })),
    total: sums.count,
    sums: { valuePaise: sums.valuePaise, unbilledPaise: sums.unbilledPaise },
  }
}
