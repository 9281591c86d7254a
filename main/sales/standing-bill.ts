import { formatDate, taxPeriod } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { isSettledByOthers } from '../accounts/mirror.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { postedBill } from './bill-store.ts'

type Against = { number: string; kind: string }

/** What a later document says about this bill: a note, a return, or a change of how it was paid. */
const against = (db: Reader, documentId: number): Against | undefined =>
  db.row(text<Against>`
    select d.number, d.kind from (select from_version_id as version, kind from document_link where to_document_id = ${documentId} and kind in ('return', 'note', 'bill')
      union all select from_version_id, kind from line_link where to_document_id = ${documentId} and kind in ('return', 'note')) l
    join document_state s on s.current_version_id = l.version and s.cancelled = 0 join document d on d.id = s.document_id
    where l.kind <> 'bill' or d.kind = 'mode-change' order by d.id desc limit 1`)

const filed = (db: Reader, period: string) =>
  db.row(sql.selectFrom('return_filing').select('id').where('kind', '=', 'gstr1').where('period', '=', period).limit(1)) !==
  undefined

/**
 * A bill that may still be changed or cancelled (model rule 3). Refuses `sales/already-cancelled`, `sales/irn-live` and `sales/ewb-live` (an
 * e-invoice is cancelled at the portal, within 24 hours, before the bill is), `sales/filed`, `sales/note-against`, `sales/mode-changed` and
 * `sales/receipt-against`; the period lock is the ledger's to refuse.
 */
export function changeableBill(db: Reader, uid: string): ReturnType<typeof postedBill> {
  const bill = postedBill(db, uid)
  const details = { number: bill.number }
  if (bill.cancelled === 1) throw new Refusal('sales/already-cancelled', `${bill.number} is cancelled already`, 'uid', details)
  if (bill.irn !== null)
    throw new Refusal('sales/irn-live', `${bill.number} has a live IRN: cancel that at the portal first`, 'uid', details)
  if (bill.ewb !== null)
    throw new Refusal('sales/ewb-live', `${bill.number} has a live e-way bill: cancel that at the portal first`, 'uid', details)
  if (bill.filed_seq !== null || filed(db, taxPeriod(bill.date)))
    throw new Refusal(
      'sales/filed',
      `${bill.number} of ${formatDate(bill.date)} is in a filed return: make a note`,
      'uid',
      details,
    )
  const other = against(db, bill.document_id)
  if (other)
    throw new Refusal(
      other.kind === 'mode-change' ? 'sales/mode-changed' : 'sales/note-against',
      `${other.number} stands against ${bill.number}`,
      'uid',
      { ...details, note: other.number },
    )
  if (isSettledByOthers(db, bill.document_id))
    throw new Refusal(
      'sales/receipt-against',
      `A later receipt is set against ${bill.number}: take that back first`,
      'uid',
      details,
    )
  return bill
}
