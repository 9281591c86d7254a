import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import type { SupplierBillLine, SupplierBillShown } from '../../shared/purchases/bill-contract.ts'
import type { ItcClass } from '../../shared/purchases/price-bill.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { firstMoveOf } from './received-lines.ts'
import { headOf } from './shown-receipt.ts'

type Line = z.output<typeof SupplierBillLine>
/** A bill's line with what came of it: returned units and figures, and the move its goods came in by. */
export type BillLine = Line & {
  uqc: string
  returnedFreeMilli: number
  /** What returns took back of its figures so far. */
  returned: { taxablePaise: number; igstPaise: number; cgstPaise: number; sgstPaise: number; cessPaise: number }
  moveId: number
  locationId: number
}
type Discount = { discountsBp?: number[]; schemePaise?: number; itc?: ItcClass }
type Row = Omit<BillLine, 'discountsBp' | 'schemePaise' | 'itc' | 'receipt' | 'order' | 'returned'> & {
  discount_json: string | null
  receiptUid: Uint8Array | null
  receiptNumber: string | null
  orderUid: Uint8Array | null
  orderNumber: string | null
  toLine: number | null
  backTaxable: number
  backIgst: number
  backCgst: number
  backSgst: number
  backCess: number
}

/** The lines of a bill by the document's id, with what went back of them by returns that are not cancelled. */
export function linesOfBill(db: Reader, documentId: number): BillLine[] {
  const rows = db.rows(text<Row>`
    with back as (
      select k.to_line_no as line, sum(k.qty) as qty, sum(r.free_qty) as free, sum(r.taxable) as taxable, sum(r.igst) as igst, sum(r.cgst) as cgst, sum(r.sgst) as sgst, sum(r.cess) as cess
      from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0 join document_line r on r.version_id = k.from_version_id and r.line_no = k.line_no
      where k.to_document_id = ${documentId} and k.kind = 'return' group by k.to_line_no),
    bill as (
      select l.*, v.id as version, k.kind as link, k.to_document_id as toDocument, k.to_line_no as toLine,
        case k.kind when 'grn' then (select min(m.id) from document_state rs join posting p on p.version_id = rs.current_version_id and p.kind = 'document' join stock_move m on m.posting_id = p.id where rs.document_id = k.to_document_id) + k.to_line_no - 1
          else ${firstMoveOf} + l.line_no - 1 end as moveId
      from document_state s join document_version v on v.id = s.current_version_id join document_line l on l.version_id = v.id left join line_link k on k.from_version_id = v.id and k.line_no = l.line_no
      where s.document_id = ${documentId})
    select l.line_no as line, l.item_id as itemId, l.description as item, l.hsn, l.uqc, l.batch_id as batchId, coalesce(b.number, '') as batch, b.expiry, l.mrp as mrpPaise, l.unit, l.factor, l.qty as qtyMilli,
      l.free_qty as freeMilli, l.rate_e4 as rateE4, l.gross as grossPaise, l.discount as discountPaise, l.discount_json, l.tax_class as taxClass, l.rate_bp as rateBp,
      l.taxable as taxablePaise, l.igst as igstPaise, l.cgst as cgstPaise, l.sgst as sgstPaise, l.cess as cessPaise,
      case l.link when 'grn' then d.uid end as receiptUid, case l.link when 'grn' then d.number end as receiptNumber,
      case l.link when 'order' then d.uid end as orderUid, case l.link when 'order' then d.number end as orderNumber, l.toLine,
      coalesce(r.qty, 0) as returnedMilli, coalesce(r.free, 0) as returnedFreeMilli, coalesce(r.taxable, 0) as backTaxable, coalesce(r.igst, 0) as backIgst,
      coalesce(r.cgst, 0) as backCgst, coalesce(r.sgst, 0) as backSgst, coalesce(r.cess, 0) as backCess, l.moveId, m.location_id as locationId
    from bill l left join batch b on b.id = l.batch_id left join document d on d.id = l.toDocument left join back r on r.line = l.line_no left join stock_move m on m.id = l.moveId
    order by l.line_no`)
  return rows.map((row) => {
    const {
      discount_json,
      receiptUid,
      receiptNumber,
      orderUid,
      orderNumber,
      toLine,
      backTaxable,
      backIgst,
      backCgst,
      backSgst,
      backCess,
      ...line
    } = row
    const how = JSON.parse(discount_json ?? '{}') as Discount
    const ref = (uid: Uint8Array | null, number: string | null) =>
      uid && number && toLine ? { uid: uidText(uid), number, line: toLine } : null
    return {
      ...line,
      discountsBp: how.discountsBp ?? [],
      schemePaise: paise(how.schemePaise ?? 0),
      itc: how.itc ?? 'inputs',
      receipt: ref(receiptUid, receiptNumber),
      order: ref(orderUid, orderNumber),
      returned: { taxablePaise: backTaxable, igstPaise: backIgst, cgstPaise: backCgst, sgstPaise: backSgst, cessPaise: backCess },
    }
  })
}

type Figures = {
  category: string
  supply: string
  dueDate: LocalDate | null
  grossPaise: Paise
  discountPaise: Paise
  chargesPaise: Paise
  taxablePaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  roundOffPaise: Paise
  totalPaise: Paise
  leftPaise: Paise
}
/** What is still owed of a document to the party: positive when we owe. */
const figuresOf = (db: Reader, documentId: number): Figures =>
  db.must(text<Figures>`
    select v.category, v.supply, v.due_date as dueDate, v.gross as grossPaise, v.discount as discountPaise, v.charges as chargesPaise, v.taxable as taxablePaise, v.igst as igstPaise,
      v.cgst as cgstPaise, v.sgst as sgstPaise, v.cess as cessPaise, v.round_off as roundOffPaise, v.total as totalPaise,
      coalesce((select -sum(f.left_amount) from posting p join open_item o on o.posting_id = p.id join open_left f on f.open_item_id = o.id where p.version_id = v.id), 0) as leftPaise
    from document_state s join document_version v on v.id = s.current_version_id where s.document_id = ${documentId}`)

/** A posted supplier bill. Refuses `purchases/no-bill`. */
export function billShown(db: Reader, uid: string): z.output<typeof SupplierBillShown> {
  const head = headOf(db, 'purchase', uid)
  if (!head) throw new Refusal('purchases/no-bill', 'There is no such supplier bill', 'uid')
  type Shown = z.output<typeof SupplierBillShown>
  const applied = JSON.parse(head.applied_json) as Pick<Shown, 'supplierNumber' | 'supplierDate'> &
    Partial<Pick<Shown, 'charges' | 'afterTax'>>
  const returns = db.rows(text<{ uid: Uint8Array; number: string; date: string; totalPaise: Paise; cancelled: number }>`
    select distinct d.uid, d.number, d.date, v.total as totalPaise, s.cancelled from document_link k join document_version v on v.id = k.from_version_id
    join document d on d.id = v.document_id join document_state s on s.document_id = d.id where k.to_document_id = ${head.id} and k.kind = 'return' order by d.id`)
  return {
    uid,
    number: head.number,
    date: head.date,
    supplier: head.supplier,
    supplierUid: uidText(head.supplierUid),
    gstin: head.gstin,
    supplierNumber: applied.supplierNumber,
    supplierDate: applied.supplierDate,
    ...figuresOf(db, head.id),
    charges: applied.charges ?? [],
    afterTax: applied.afterTax ?? [],
    cancelled: head.cancelled === 1,
    cancelReason: head.cancelled === 1 ? head.reason : null,
    lines: linesOfBill(db, head.id),
    returns: returns.map((row) => ({ ...row, uid: uidText(row.uid), cancelled: row.cancelled === 1 })),
  }
}

/** The id of a posted bill that is not cancelled; undefined when there is none. */
export const liveBill = (db: Reader, uid: string) =>
  db.row(text<{ id: number; number: string; date: LocalDate; party_id: number; supply: string; applied_json: string }>`
    select d.id, d.number, d.date, d.party_id, v.supply, v.applied_json from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_version v on v.id = s.current_version_id
    where d.uid = ${uidBytes(uid)} and d.kind = 'purchase'`)
