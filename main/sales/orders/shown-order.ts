import { sql as raw } from 'kysely'
import type { z } from 'zod'
import { type Paise, paise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { BillApplied } from '../../../shared/sales/contract.ts'
import type { orderStates, SalesOrderShown } from '../../../shared/sales/orders-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { linesOfOrder } from './order-lines.ts'
import { stateOf } from './order-state.ts'

export type ShownOrder = z.output<typeof SalesOrderShown>
type Head = {
  id: number
  uid: Uint8Array
  kind: ShownOrder['kind'] | 'challan'
  number: string
  date: string
  reference: string | null
  version: number
  party: string
  partyUid: Uint8Array | null
  gstin: string | null
  pos: string
  supply: string
  mode: string
  taxable: Paise
  igst: Paise
  cgst: Paise
  sgst: Paise
  cess: Paise
  roundOff: Paise
  total: Paise
  applied_json: string
  cancelled: number
  cancelReason: string | null
  state: (typeof orderStates)[number]
  confirmedOn: string | null
  heldUntil: string | null
  confirmedBy: string | null
}

/** A quotation, order or challan with its figures; undefined when there is none of this uid. */
export const headOf = (db: Reader, uid: string, today: string): Head | undefined =>
  db.row(text<Head>`
    select d.id, d.uid, d.kind, d.number, d.date, d.reference, v.version, v.party_name as party, (select uid from party where party.id = d.party_id) as partyUid, v.gstin, v.pos,
      v.supply, v.mode, v.taxable, v.igst, v.cgst, v.sgst, v.cess, v.round_off as roundOff, v.total, v.applied_json, s.cancelled,
      (select j.reason from journal j where j.entity_uid = d.uid and j.kind = 'post' and j.changes_json = '{"cancelled":true}' order by j.seq desc limit 1) as cancelReason,
      ${stateOf(today)} as state, c.date as confirmedOn, c.held_until as heldUntil, u.name as confirmedBy
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
      left join order_confirmation c on c.document_id = d.id left join user u on u.id = c.user_id
    where d.uid = ${uidBytes(uid)} and d.kind in ('quotation', 'sales-order', 'challan')`)

type Answer = { uid: Uint8Array; kind: string; number: string; date: string; cancelled: number }
/** Documents that answer lines of this one, the cancelled ones too. */
export const answersOf = (db: Reader, documentId: number) =>
  db
    .rows(text<Answer>`
    select distinct b.uid, b.kind, b.number, b.date, s.cancelled from line_link k join document_version v on v.id = k.from_version_id join document b on b.id = v.document_id
    join document_state s on s.document_id = b.id where k.to_document_id = ${documentId} order by b.id`)
    .map((row) => ({ ...row, uid: uidText(row.uid), cancelled: row.cancelled === 1 }))

type Closing = { line: number; qtyMilli: number; reason: string; at: string }
type Applied = {
  buyer: z.output<typeof BillApplied>['buyer'] | null
  wanted?: string | null
  validTill?: string | null
  salesman: string | null
  notes: string | null
}

/** A quotation or an order with what came of it. Refuses `sales/no-order`. */
export function orderShown(db: Reader, uid: string, today: string): ShownOrder {
  const head = headOf(db, uid, today)
  if (!head || head.kind === 'challan') throw new Refusal('sales/no-order', 'There is no such order', 'uid')
  const applied = JSON.parse(head.applied_json) as Applied
  const closings = db.rows(
    text<Closing>`select line_no as line, qty as qtyMilli, reason, at from order_closing where document_id = ${raw.lit(head.id)} order by id`,
  )
  return {
    uid,
    kind: head.kind,
    version: head.version,
    number: head.number,
    date: head.date,
    party: head.party,
    partyUid: head.partyUid && uidText(head.partyUid),
    gstin: head.gstin,
    city: applied.buyer?.address.city ?? null,
    phone: applied.buyer?.phone ?? null,
    pos: head.pos,
    wanted: applied.wanted ?? null,
    validTill: applied.validTill ?? null,
    reference: head.reference,
    salesman: applied.salesman,
    notes: applied.notes,
    taxablePaise: head.taxable,
    taxPaise: paise(head.igst + head.cgst + head.sgst + head.cess),
    roundOffPaise: head.roundOff,
    totalPaise: head.total,
    state: head.state,
    cancelReason: head.cancelled === 1 ? head.cancelReason : null,
    confirmed:
      head.confirmedOn && head.heldUntil && head.confirmedBy
        ? { date: head.confirmedOn, heldUntil: head.heldUntil, by: head.confirmedBy }
        : null,
    lines: linesOfOrder(db, uid) as unknown as ShownOrder['lines'],
    closings: closings as unknown as ShownOrder['closings'],
    answeredBy: answersOf(db, head.id),
  }
}
