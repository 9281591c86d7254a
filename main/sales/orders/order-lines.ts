import { type RawBuilder, sql as raw } from 'kysely'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { answeredOf, closedOf, flatLeftOf } from './left-store.ts'

/** A line of a quotation or an order with what came of it; documents that are cancelled do not count. */
export type OrderLine = {
  documentId: number
  kind: string
  uid: string
  number: string
  date: string
  partyId: number | null
  cancelled: boolean
  confirmed: boolean
  line: number
  itemId: number
  item: string
  batchId: number | null
  batch: string | null
  hsn: string
  unit: string
  factor: number
  qtyMilli: number
  freeMilli: number
  rateE4: number
  mrpPaise: number | null
  discountsBp: number[]
  /** An amount off the whole line, after the percentages. */
  flatPaise: number
  /** What of it no document that answers the line has given yet. */
  flatLeftPaise: number
  rateBp: number
  amountPaise: number
  answeredMilli: number
  closedMilli: number
  leftMilli: number
  quotation: { uid: string; line: number; number: string } | null
}
type Row = Omit<OrderLine, 'uid' | 'cancelled' | 'confirmed' | 'discountsBp' | 'leftMilli' | 'quotation'> & {
  uid: Uint8Array
  cancelled: number
  confirmed: number
  discounts: string | null
  fromUid: Uint8Array | null
  fromNumber: string | null
  fromLine: number | null
}

function orderLines(db: Reader, where: RawBuilder<unknown>): OrderLine[] {
  const rows = db.rows(text<Row>`
    select d.id as documentId, d.kind, d.uid, d.number, d.date, d.party_id as partyId, s.cancelled, c.id is not null as confirmed, l.line_no as line, l.item_id as itemId,
      l.description as item, l.batch_id as batchId, b.number as batch, l.hsn, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli, l.rate_e4 as rateE4, l.mrp as mrpPaise,
      json_extract(l.discount_json, '$.percentsBp') as discounts, coalesce(json_extract(l.discount_json, '$.flatPaise'), 0) as flatPaise, ${flatLeftOf} as flatLeftPaise, l.rate_bp as rateBp, l.taxable as amountPaise, ${answeredOf} as answeredMilli, ${closedOf} as closedMilli,
      qd.uid as fromUid, qd.number as fromNumber, q.to_line_no as fromLine
    from document d join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id
      left join order_confirmation c on c.document_id = d.id left join batch b on b.id = l.batch_id
      left join line_link q on q.from_version_id = l.version_id and q.line_no = l.line_no and q.kind = 'order' left join document qd on qd.id = q.to_document_id
    where d.kind in ('quotation', 'sales-order') and ${where} order by d.date, d.id, l.line_no`)
  return rows.map(({ fromUid, fromNumber, fromLine, discounts, ...row }) => ({
    ...row,
    uid: uidText(row.uid),
    cancelled: row.cancelled === 1,
    confirmed: row.confirmed === 1,
    discountsBp: discounts === null ? [] : (JSON.parse(discounts) as number[]),
    leftMilli: Math.max(row.qtyMilli - row.answeredMilli - row.closedMilli, 0),
    quotation: fromUid && fromNumber && fromLine ? { uid: uidText(fromUid), line: fromLine, number: fromNumber } : null,
  }))
}

/** The lines of one quotation or order. */
export const linesOfOrder = (db: Reader, uid: string): OrderLine[] => orderLines(db, raw`d.uid = ${uidBytes(uid)}`)

/** What a party's confirmed orders still wait for, oldest first. */
export const waitingOf = (db: Reader, party: string): OrderLine[] =>
  orderLines(
    db,
    raw`d.kind = 'sales-order' and s.cancelled = 0 and c.id is not null and d.party_id = (select id from party where uid = ${uidBytes(party)})
      and d.id in (select w.document_id from sales_left w)`,
  ).filter((line) => line.leftMilli > 0)

type Ref = { uid: string; line: number }

/** Reads each document that lines name once. */
export function linesByRef<Line extends { line: number }>(read: (uid: string) => Line[]): (ref: Ref) => Line | undefined {
  const known = new Map<string, Line[]>()
  return (ref) => {
    const lines = known.get(ref.uid) ?? read(ref.uid)
    known.set(ref.uid, lines)
    return lines.find((one) => one.line === ref.line)
  }
}

/** The quotation lines that an order's lines name, by place. Refuses one of another party or item, or of a cancelled quotation. */
export function quotationLines(
  db: Reader,
  lines: readonly { quotation: Ref | null; itemId: number }[],
  partyId: number,
): (OrderLine | null)[] {
  const find = linesByRef((uid) => linesOfOrder(db, uid))
  return lines.map(({ quotation, itemId }, at) => {
    if (!quotation) return null
    const found = find(quotation)
    const sameParty = found && (found.partyId === null || found.partyId === partyId)
    if (found?.kind !== 'quotation' || !sameParty || found.cancelled || found.itemId !== itemId)
      throw new Refusal('sales/quotation-line', 'This is not a line of a quotation to this party', `lines.${at}.quotation`, {
        number: found?.number ?? '',
      })
    return found
  })
}
