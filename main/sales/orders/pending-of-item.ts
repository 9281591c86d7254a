import type { z } from 'zod'
import type { pendingCalls } from '../../../shared/sales/pending-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidText } from '../../database/uid.ts'

type Shown = z.output<(typeof pendingCalls)['pendingOfItem']['output']>
type Sale = Omit<Shown['sales'][number], 'uid'> & { uid: Uint8Array }
type Purchase = Omit<NonNullable<Shown['purchases']>[number], 'uid'> & { uid: Uint8Array }
const most = 50

// a confirmed order keeps its hold while something of it is left, also when the day it was held till has gone by
const ordered = prepared<{ item: number }>()(
  (p) => text<Sale>`
    select d.uid, d.number, d.date, v.party_name as party, sum(r.qty) as qtyMilli, r.until as heldUntil
    from reservation r cross join document d on d.id = r.document_id cross join document_state s on s.document_id = d.id cross join document_version v on v.id = s.current_version_id
    where r.item_id = ${p.item} group by d.id order by d.date, d.id`,
)
const coming = prepared<{ item: number }>()(
  (p) => text<Purchase>`
    select d.uid, d.number, d.date, v.party_name as supplier, sum(w.qty_left) as qtyMilli, json_extract(v.applied_json, '$.expected') as expected
    from purchase_left w cross join document d on d.id = w.document_id and d.kind = 'purchase-order' cross join document_state s on s.document_id = d.id
      cross join document_version v on v.id = s.current_version_id cross join document_line l on l.version_id = v.id and l.line_no = w.line_no
    where l.item_id = ${p.item} group by d.id order by expected is null, expected, d.date, d.id`,
)

const shown = <Row extends { uid: Uint8Array }>(rows: readonly Row[]) =>
  rows.slice(0, most).map((row) => ({ ...row, uid: uidText(row.uid) }))
const sum = (rows: readonly { qtyMilli: number }[]) => rows.reduce((total, row) => total + row.qtyMilli, 0) as Shown['salesMilli']

/** Orders that wait for an item, of customers and to suppliers; how much is coming is for everybody, from whom only for who may see purchases. */
export function pendingOfItem(db: Reader, itemId: number, seesPurchases: boolean): Shown {
  const sales = db.all(ordered, { item: itemId })
  const purchases = db.all(coming, { item: itemId })
  return {
    sales: shown(sales),
    purchases: seesPurchases ? shown(purchases) : null,
    salesMilli: sum(sales),
    purchasesMilli: sum(purchases),
  }
}
