import { type RawBuilder, sql as raw } from 'kysely'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'

/** A line of an order with what came of it; receipts and bills that are cancelled do not count. */
export type OrderLine = {
  documentId: number
  uid: string
  number: string
  date: string
  expected: string | null
  partyId: number
  cancelled: boolean
  line: number
  itemId: number
  item: string
  unit: string
  factor: number
  qtyMilli: number
  freeMilli: number
  rateE4: number
  discountBp: number
  amountPaise: number
  receivedMilli: number
  closedMilli: number
  pendingMilli: number
  saleUnit: string
}

type Row = Omit<OrderLine, 'uid' | 'cancelled' | 'pendingMilli'> & { uid: Uint8Array; cancelled: number }

/** What came of line `l` of document `d` in base units, and what was given up. */
export const receivedOf = raw`coalesce((select sum(k.qty) from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
  where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'order'), 0)`
export const closedOf = raw`coalesce((select sum(c.qty) from order_closing c where c.document_id = d.id and c.line_no = l.line_no), 0)`

function orderLines(db: Reader, where: RawBuilder<unknown>): OrderLine[] {
  const rows = db.rows(text<Row>`
    select d.id as documentId, d.uid, d.number, d.date, json_extract(v.applied_json, '$.expected') as expected, d.party_id as partyId, s.cancelled, l.line_no as line, l.item_id as itemId,
      l.description as item, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli, l.rate_e4 as rateE4, coalesce(json_extract(l.discount_json, '$.discountsBp[0]'), 0) as discountBp,
      l.taxable as amountPaise, ${receivedOf} as receivedMilli, ${closedOf} as closedMilli, i.sale_unit as saleUnit
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
      join document_line l on l.version_id = v.id join item i on i.id = l.item_id
    where d.kind = 'purchase-order' and ${where} order by d.date, d.id, l.line_no`)
  return rows.map((row) => ({
    ...row,
    uid: uidText(row.uid),
    cancelled: row.cancelled === 1,
    pendingMilli: Math.max(row.qtyMilli - row.receivedMilli - row.closedMilli, 0),
  }))
}

/** The lines of one order. */
export const linesOfOrder = (db: Reader, uid: string): OrderLine[] => orderLines(db, raw`d.uid = ${uidBytes(uid)}`)

/** What a supplier still owes, oldest first. */
export const pendingOf = (db: Reader, supplier: string): OrderLine[] =>
  orderLines(
    db,
    raw`d.id in (select w.document_id from purchase_left w) and s.cancelled = 0 and d.party_id = (select id from party where uid = ${uidBytes(supplier)})`,
  ).filter((line) => line.pendingMilli > 0)

type Asked = { order: { uid: string; line: number } | null; itemId: number | null }

/**
 * The order lines that a draft's lines name, by place in the draft. Refuses one that is not there, of another supplier, of another item,
 * or of a cancelled order (`purchases/order-line`).
 */
export function orderLinesNamed(db: Reader, lines: readonly Asked[], supplier: { id: number }): (OrderLine | null)[] {
  const orders = new Map<string, OrderLine[]>()
  return lines.map(({ order, itemId }, at) => {
    if (!order) return null
    let known = orders.get(order.uid)
    if (!known) {
      known = linesOfOrder(db, order.uid)
      orders.set(order.uid, known)
    }
    const found = known.find((line) => line.line === order.line)
    if (!found || found.partyId !== supplier.id || found.cancelled || (itemId !== null && found.itemId !== itemId))
      throw new Refusal(
        'purchases/order-line',
        'This is not a line of an open order of this supplier and item',
        `lines.${at}.order`,
        {
          number: found?.number ?? '',
        },
      )
    return found
  })
}
