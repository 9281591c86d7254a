import type { z } from 'zod'
import { paise } from '../../shared/money.ts'
import type { ReceiptShown } from '../../shared/purchases/receipt-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Difference } from './post-goods-receipt.ts'
import { linesOfReceipt } from './received-lines.ts'

type Shown = z.output<typeof ReceiptShown>
type Head = {
  id: number
  number: string
  date: string
  supplier: string
  supplierUid: Uint8Array
  gstin: string | null
  reference: string | null
  total: number
  cancelled: number
  reason: string | null
  applied_json: string
}

/** The header of a posted document with why it was cancelled. */
export const headOf = (db: Reader, kind: string, uid: string): Head | undefined =>
  db.row(text<Head>`
    select d.id, d.number, d.date, v.party_name as supplier, p.uid as supplierUid, v.gstin, d.reference, v.total, s.cancelled, v.applied_json,
      (select j.reason from journal j where j.entity_uid = d.uid and j.kind = 'post' and j.changes_json is not null order by j.seq desc limit 1) as reason
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id left join party p on p.id = d.party_id
    where d.uid = ${uidBytes(uid)} and d.kind = ${kind}`)

type BillRow = { uid: Uint8Array; number: string; supplierNumber: string; date: string; cancelled: number }

const shownAnswer = (bill: BillRow) => ({ ...bill, uid: uidText(bill.uid), cancelled: bill.cancelled === 1 })

/** A goods receipt as it was posted, with what was billed of it since. Refuses `purchases/no-receipt`. */
export function receiptShown(db: Reader, uid: string): Shown {
  const head = headOf(db, 'goods-receipt', uid)
  if (!head) throw new Refusal('purchases/no-receipt', 'There is no such goods receipt', 'uid')
  const applied = JSON.parse(head.applied_json) as { challanDate: string | null; notes: string | null; differences: Difference[] }
  const lines = linesOfReceipt(db, uid)
  const answers = (kind: string) =>
    db.rows(text<BillRow>`
    select distinct b.uid, b.number, coalesce(b.reference, '') as supplierNumber, b.date, s.cancelled from line_link k join document_version v on v.id = k.from_version_id join document b on b.id = v.document_id
    join document_state s on s.document_id = b.id where k.to_document_id = ${head.id} and k.kind = 'grn' and b.kind = ${kind} order by b.id`)
  const billed = lines.reduce((sum, line) => sum + line.billedMilli, 0)
  const open = lines.some((line) => line.unbilledMilli > 0)
  return {
    uid,
    number: head.number,
    date: head.date,
    supplier: head.supplier,
    supplierUid: uidText(head.supplierUid),
    challanNumber: head.reference,
    challanDate: applied.challanDate,
    notes: applied.notes,
    valuePaise: paise(head.total),
    state: head.cancelled === 1 ? 'cancelled' : !open ? 'billed' : billed > 0 ? 'part' : 'unbilled',
    cancelReason: head.cancelled === 1 ? head.reason : null,
    lines: lines as unknown as Shown['lines'],
    differences: applied.differences as Shown['differences'],
    bills: answers('purchase').map(shownAnswer),
    returns: answers('purchase-return').map(shownAnswer),
  }
}
