import type { LocalDate } from '../../../shared/calendar.ts'
import type { PartyCategory } from '../../../shared/company/party-category.ts'
import type { SupplyType } from '../../../shared/gst/place-of-supply.ts'
import type { Paise } from '../../../shared/money.ts'
import { type BasisPoints, type Milli, milli, type RateE4 } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { NoteKind } from '../../../shared/sales/return-drafts.ts'
import { type Figures, figuresBy, noFigures, type SoldLine } from '../../../shared/sales/settle-return.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidBytes } from '../../database/uid.ts'

/** A line of a posted bill as notes take it: its stored figures, what came of it, and the move its goods left by. */
export type BilledLine = SoldLine &
  Figures & {
    qtyMilli: Milli
    freeMilli: Milli
    grossPaise: Paise
    returnedMilli: Milli
    returnedFreeMilli: Milli
    untaxedMilli: Milli
    line: number
    itemId: number
    item: string
    batchId: number
    batch: string
    expiry: LocalDate | null
    hsn: string
    uqc: string
    unit: string
    factor: number
    rateE4: RateE4
    mrpPaise: Paise | null
    taxClass: string
    rateBp: BasisPoints
    moveId: number
    /** Where it was sold from. */
    locationId: number
  }

/** A bill that notes may stand against, as on its own paper. */
export type Billed = {
  id: number
  version: number
  number: string
  date: LocalDate
  partyId: number | null
  partyName: string
  gstin: string | null
  category: PartyCategory
  pos: string
  supply: SupplyType
  totalPaise: Paise
  applied: { buyer: Record<string, unknown> }
}

const billOf = prepared<{ uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .select([
      'd.id',
      'v.version',
      'd.number',
      'd.date',
      'd.party_id',
      's.cancelled',
      'v.party_name',
      'v.gstin',
      'v.category',
      'v.pos',
    ])
    .select(['v.supply', 'v.total', 'v.applied_json'])
    .where('d.uid', '=', p.uid)
    .where('d.kind', '=', 'sale'),
)

/** The bill a note is against. Refuses `sales/unknown-bill` and `sales/bill-cancelled`. */
export function billedOf(db: Reader, uid: string): Billed {
  const row = db.get(billOf, { uid: uidBytes(uid) })
  if (!row) throw new Refusal('sales/unknown-bill', 'There is no such bill', 'bill', {})
  if (row.cancelled === 1)
    throw new Refusal('sales/bill-cancelled', `${row.number} is cancelled: there is nothing to take back of it`, 'bill', {
      number: row.number,
    })
  return {
    id: row.id,
    version: row.version,
    number: row.number,
    date: row.date,
    partyId: row.party_id,
    partyName: row.party_name,
    gstin: row.gstin,
    category: row.category as PartyCategory,
    pos: row.pos,
    supply: row.supply as SupplyType,
    totalPaise: row.total,
    applied: JSON.parse(row.applied_json) as Billed['applied'],
  }
}

type Row = Omit<BilledLine, 'returned' | 'noted' | 'returnedMilli' | 'returnedFreeMilli' | 'untaxedMilli'>
const linesOf = prepared<{ bill: number }>()(
  (p) => text<Row>`
    select l.line_no as line, l.item_id as itemId, l.description as item, l.batch_id as batchId, coalesce(b.number, '') as batch, b.expiry, l.hsn, l.uqc, l.unit, l.factor,
      l.rate_e4 as rateE4, l.mrp as mrpPaise, l.tax_class as taxClass, l.rate_bp as rateBp, l.qty as qtyMilli, l.free_qty as freeMilli, l.gross as grossPaise,
      l.taxable as taxablePaise, l.igst as igstPaise, l.cgst as cgstPaise, l.sgst as sgstPaise, l.cess as cessPaise, m.id as moveId, m.location_id as locationId
    from document_state s join document_line l on l.version_id = s.current_version_id left join batch b on b.id = l.batch_id
      join stock_move m on m.id = (select min(f.id) from posting p join stock_move f on f.posting_id = p.id where p.version_id = s.current_version_id and p.kind = 'document') + l.line_no - 1
    where s.document_id = ${p.bill} order by l.line_no`,
)
type Back = Figures & { line: number; kind: NoteKind; taxed: 0 | 1; qty: number; free: number }
const backOfBill = prepared<{ bill: number }>()(
  (p) => text<Back>`
    select k.to_line_no as line, d.kind, r.igst + r.cgst + r.sgst + r.cess <> 0 as taxed, sum(k.qty) as qty, sum(r.free_qty) as free, sum(r.taxable) as taxablePaise,
      sum(r.igst) as igstPaise, sum(r.cgst) as cgstPaise, sum(r.sgst) as sgstPaise, sum(r.cess) as cessPaise
    from line_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0 join document d on d.id = s.document_id
      join document_line r on r.version_id = k.from_version_id and r.line_no = k.line_no
    where k.to_document_id = ${p.bill} and d.kind in ('sale-return', 'credit-note', 'debit-note', 'commercial-credit', 'return-bill') group by 1, 2, 3`,
)

const add = (a: Figures, b: Figures, sign = 1): Figures => figuresBy((key) => a[key] + sign * b[key])

/** The lines of a bill with what came of each over notes that are not cancelled, in one reading (call it inside the transaction that posts). */
export function billedLines(db: Reader, bill: Pick<Billed, 'id'>): BilledLine[] {
  const came = new Map<number, Back[]>()
  for (const back of db.all(backOfBill, { bill: bill.id })) came.set(back.line, [...(came.get(back.line) ?? []), back])
  return db.all(linesOf, { bill: bill.id }).map((row) => {
    const none = milli(0)
    const sum = { returnedMilli: none, returnedFreeMilli: none, untaxedMilli: none, returned: noFigures, noted: noFigures }
    for (const back of came.get(row.line) ?? []) {
      if (back.kind === 'credit-note' || back.kind === 'debit-note' || back.qty + back.free === 0) {
        sum.noted = add(sum.noted, back, back.kind === 'debit-note' ? -1 : 1)
        continue
      }
      sum.returnedMilli = milli(sum.returnedMilli + back.qty)
      sum.returnedFreeMilli = milli(sum.returnedFreeMilli + back.free)
      sum.returned = add(sum.returned, back)
      if ((back.kind === 'commercial-credit' || back.kind === 'return-bill') && back.taxed === 0)
        sum.untaxedMilli = milli(sum.untaxedMilli + back.qty)
    }
    return { ...row, ...sum }
  })
}

const notesOf = prepared<{ bill: number }>()(
  (p) => text<{ kind: NoteKind; total: number }>`
    select d.kind, v.total from document_link k join document_state s on s.current_version_id = k.from_version_id and s.cancelled = 0
      join document d on d.id = s.document_id join document_version v on v.id = s.current_version_id
    where k.to_document_id = ${p.bill} and k.kind in ('return', 'note') and d.kind <> 'replacement'`,
)

/** What of a bill's total its notes have not taken; null when one without GST is among them, after which nothing comes out to the paisa. */
export function wholeLeft(db: Reader, bill: Pick<Billed, 'id' | 'totalPaise'>): number | null {
  let left: number = bill.totalPaise
  for (const note of db.all(notesOf, { bill: bill.id })) {
    if (note.kind === 'commercial-credit' || note.kind === 'return-bill') return null
    left += note.kind === 'debit-note' ? note.total : -note.total
  }
  return left
}

const owedOfBill = prepared<{ bill: number; party: number }>()(
  (p) => text<{ openItem: number; leftPaise: number }>`
    select o.id as openItem, f.left_amount as leftPaise from document_state s join posting p on p.version_id = s.current_version_id and p.kind = 'document'
      join open_item o on o.posting_id = p.id and o.party_id = ${p.party} and o.amount > 0 join open_left f on f.open_item_id = o.id
    where s.document_id = ${p.bill} limit 1`,
)

/** What the party still owes on a bill: its open item and what is left of it. */
export const owedOn = (db: Reader, bill: number, party: number): { openItem: number; leftPaise: number } | null =>
  db.get(owedOfBill, { bill, party }) ?? null

/** qty of a line that may still come back, billed and free. */
export const leftMilli = (line: SoldLine): { qtyMilli: Milli; freeMilli: Milli } => ({
  qtyMilli: (line.qtyMilli - line.returnedMilli) as Milli,
  freeMilli: (line.freeMilli - line.returnedFreeMilli) as Milli,
})
