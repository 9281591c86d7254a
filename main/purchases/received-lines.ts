import { type RawBuilder, sql as raw } from 'kysely'
import type { LocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'

/** A line of a goods receipt with its move and what was billed of it by bills that are not cancelled. */
export type ReceivedLine = {
  documentId: number
  uid: string
  number: string
  date: LocalDate
  challanNumber: string | null
  partyId: number
  cancelled: boolean
  line: number
  itemId: number
  item: string
  hsn: string
  batchId: number
  batch: string
  expiry: LocalDate | null
  mrpPaise: number | null
  packFactor: number
  unit: string
  factor: number
  qtyMilli: number
  freeMilli: number
  damaged: boolean
  rateE4: number
  discountBp: number
  valuePaise: number
  moveId: number
  billedMilli: number
  clearedPaise: number
  unbilledMilli: number
  unbilledPaise: number
  order: { uid: string; line: number; number: string } | null
  /** What the order asked and at what, before tax. */
  ordered: { qtyMilli: number; amountPaise: number; rateE4: number } | null
}
type Row = Omit<ReceivedLine, 'uid' | 'cancelled' | 'damaged' | 'order' | 'ordered' | 'unbilledMilli' | 'unbilledPaise'> & {
  uid: Uint8Array
  cancelled: number
  damaged: number
  orderUid: Uint8Array | null
  orderNumber: string | null
  orderLine: number | null
  orderQty: number | null
  orderAmount: number | null
  orderRate: number | null
}

const billsOf = raw`line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0`
const here = raw`k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'grn'`
/** What was billed of line `l` of receipt `d`, in base units. */
export const billedOf = raw`coalesce((select sum(k.qty) from ${billsOf} where ${here}), 0)`
/** What bills cleared of it in Goods received not billed. */
export const clearedOf = raw`coalesce((select sum(json_extract(kl.discount_json, '$.clearedPaise')) from ${billsOf}
  join document_line kl on kl.version_id = k.from_version_id and kl.line_no = k.line_no where ${here}), 0)`
/** The first move of version `v`: that of its line n is n - 1 further (a document's lines and moves go together). */
export const firstMoveOf = raw`(select min(m.id) from posting p join stock_move m on m.posting_id = p.id where p.version_id = v.id and p.kind = 'document')`

function receivedLines(db: Reader, where: RawBuilder<unknown>): ReceivedLine[] {
  const rows = db.rows(text<Row>`
    select d.id as documentId, d.uid, d.number, d.date, d.reference as challanNumber, d.party_id as partyId, s.cancelled, l.line_no as line, l.item_id as itemId, l.description as item, l.hsn,
      l.batch_id as batchId, b.number as batch, b.expiry, l.mrp as mrpPaise, b.pack_factor as packFactor, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli,
      coalesce(json_extract(l.discount_json, '$.damaged'), 0) as damaged, l.rate_e4 as rateE4, coalesce(json_extract(l.discount_json, '$.discountsBp[0]'), 0) as discountBp,
      l.taxable as valuePaise, ${firstMoveOf} + l.line_no - 1 as moveId, ${billedOf} as billedMilli, ${clearedOf} as clearedPaise,
      od.uid as orderUid, od.number as orderNumber, o.to_line_no as orderLine,
      ol.qty as orderQty, ol.taxable as orderAmount, ol.rate_e4 as orderRate
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
      join document_line l on l.version_id = v.id join batch b on b.id = l.batch_id
      left join line_link o on o.from_version_id = v.id and o.line_no = l.line_no and o.kind = 'order' left join document od on od.id = o.to_document_id
      left join document_state os on os.document_id = o.to_document_id left join document_line ol on ol.version_id = os.current_version_id and ol.line_no = o.to_line_no
    where d.kind = 'goods-receipt' and ${where} order by d.date, d.id, l.line_no`)
  return rows.map(({ orderUid, orderNumber, orderLine, orderQty, orderAmount, orderRate, ...row }) => ({
    ...row,
    uid: uidText(row.uid),
    cancelled: row.cancelled === 1,
    damaged: row.damaged === 1,
    unbilledMilli: row.qtyMilli - row.billedMilli,
    unbilledPaise: row.valuePaise - row.clearedPaise,
    order: orderUid && orderNumber && orderLine ? { uid: uidText(orderUid), line: orderLine, number: orderNumber } : null,
    ordered: orderQty ? { qtyMilli: orderQty, amountPaise: orderAmount ?? 0, rateE4: orderRate ?? 0 } : null,
  }))
}

/** The lines of one goods receipt. */
export const linesOfReceipt = (db: Reader, uid: string): ReceivedLine[] => receivedLines(db, raw`d.uid = ${uidBytes(uid)}`)

/** What of a supplier's goods waits for a bill, oldest first. */
export const unbilledOf = (db: Reader, supplier: string): ReceivedLine[] =>
  receivedLines(
    db,
    raw`d.id in (select w.document_id from purchase_left w) and s.cancelled = 0 and d.party_id = (select id from party where uid = ${uidBytes(supplier)})`,
  ).filter((line) => line.unbilledMilli > 0)

/**
 * The received lines that a bill's lines name, in their order. Refuses one that is not there, of another supplier, of a cancelled receipt
 * or of a later day (`purchases/receipt-line`).
 */
export function receivedLinesNamed(
  db: Reader,
  refs: readonly { uid: string; line: number }[],
  ask: { supplierId: number; date: LocalDate },
): ReceivedLine[] {
  const receipts = new Map<string, ReceivedLine[]>()
  return refs.map((ref, at) => {
    let known = receipts.get(ref.uid)
    if (!known) {
      known = linesOfReceipt(db, ref.uid)
      receipts.set(ref.uid, known)
    }
    const found = known.find((line) => line.line === ref.line)
    if (!found || found.partyId !== ask.supplierId || found.cancelled || found.date > ask.date)
      throw new Refusal(
        'purchases/receipt-line',
        'This is not a received line of this supplier on that day',
        `lines.${at}.receipt`,
        { number: found?.number ?? '' },
      )
    return found
  })
}
