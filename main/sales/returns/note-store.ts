import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import { lastNoteDay } from '../../../shared/gst/note-limit.ts'
import { type Paise, paise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { noteKinds } from '../../../shared/sales/return-drafts.ts'
import type { NoteShown, ReturnableBill } from '../../../shared/sales/returns-contract.ts'
import { leftOf } from '../../../shared/sales/settle-return.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { roundsOff } from '../bill-facts.ts'
import { chargesGst } from './note-facts.ts'
import { billedLines, billedOf, leftMilli, owedOn, wholeLeft } from './sold-lines.ts'

type Shown = z.output<typeof NoteShown>

/** A bill as the return screen begins from it. */
export function returnableBill(db: Reader, ask: { bill: string; date: LocalDate }): z.output<typeof ReturnableBill> {
  const bill = billedOf(db, ask.bill)
  const whole = wholeLeft(db, bill)
  const party =
    bill.partyId === null ? undefined : db.row(text<{ uid: Uint8Array }>`select uid from party where id = ${bill.partyId}`)
  return {
    uid: ask.bill,
    version: bill.version,
    number: bill.number,
    date: bill.date,
    party: bill.partyName,
    partyUid: party ? uidText(party.uid) : null,
    gstin: bill.gstin,
    category: bill.category,
    supply: bill.supply,
    totalPaise: bill.totalPaise,
    owedPaise: paise(bill.partyId === null ? 0 : (owedOn(db, bill.id, bill.partyId)?.leftPaise ?? 0)),
    wholePaise: whole === null ? null : paise(whole),
    roundOff: roundsOff(db, ask.date),
    gstUntil: lastNoteDay(bill.date),
    buyerCharges: bill.partyId !== null && chargesGst(bill),
    expiredRoute: firmFact(db, 'expired-route', ask.date) === 'buyer-bill' ? 'buyer-bill' : 'note',
    lines: billedLines(db, bill).map(({ moveId: _, locationId: __, hsn: ___, uqc: ____, ...line }) => {
      const left = leftMilli(line)
      return { ...line, leftMilli: left.qtyMilli, leftFreeMilli: left.freeMilli, left: leftOf(line) }
    }),
  }
}

type Head = Omit<
  Shown,
  | 'uid'
  | 'partyUid'
  | 'billUid'
  | 'cancelled'
  | 'applied'
  | 'lines'
  | 'reason'
  | 'narration'
  | 'buyerBill'
  | 'billDate'
  | 'taxPaise'
  | 'cancelReason'
> & {
  id: number
  version: number
  partyUid: Uint8Array | null
  billUid: Uint8Array | null
  cancelled: 0 | 1
  applied_json: string
}
type Applied = Shown['applied'] &
  Pick<Shown, 'reason' | 'narration' | 'buyerBill'> & { bill: { number: string; date: string } | null }

/** A posted note as its screen and its paper show it: stored figures and applied facts. Refuses `sales/unknown-note`. */
export function shownNote(db: Reader, uid: string): Shown {
  const row = db.row(text<Head>`
    select d.id, v.id as version, d.kind, d.number, d.date, v.party_name as party, p.uid as partyUid, v.gstin, v.category, v.pos, v.supply, v.mode, v.gross as grossPaise, v.discount as discountPaise,
      v.taxable as taxablePaise, v.igst as igstPaise, v.cgst as cgstPaise, v.sgst as sgstPaise, v.cess as cessPaise, v.round_off as roundOffPaise, v.total as totalPaise, s.cancelled, v.applied_json,
      b.number as bill, b.uid as billUid
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id left join party p on p.id = d.party_id
      left join document_link k on k.from_version_id = v.id left join document b on b.id = k.to_document_id where d.uid = ${uidBytes(uid)} limit 1`)
  if (!row || !noteKinds.includes(row.kind)) throw new Refusal('sales/unknown-note', 'There is no such note', 'uid', {})
  const { id: _, version, applied_json, partyUid, billUid, cancelled, ...head } = row
  const { firm, buyer, reason, narration, bill, buyerBill } = JSON.parse(applied_json) as Applied
  const why = cancelled
    ? db.row(
        text<{
          reason: string | null
        }>`select reason from journal where entity_uid = ${uidBytes(uid)} and kind = 'post' and changes_json is not null order by seq desc limit 1`,
      )
    : undefined
  return {
    uid,
    ...head,
    partyUid: partyUid && uidText(partyUid),
    billUid: billUid && uidText(billUid),
    billDate: bill?.date ?? null,
    buyerBill: buyerBill ?? null,
    reason,
    narration,
    cancelled: cancelled === 1,
    cancelReason: why?.reason ?? null,
    taxPaise: paise(head.igstPaise + head.cgstPaise + head.sgstPaise + head.cessPaise),
    applied: { firm, buyer },
    lines: db.rows(text<Shown['lines'][number]>`
      select l.line_no as line, k.to_line_no as billLine, l.item_id as itemId, l.description, i.manufacturer, i.pack_label as pack, l.hsn, l.uqc, b.number as batch, b.expiry, l.mrp as mrpPaise,
        l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli, l.rate_e4 as rateE4, l.gross as grossPaise, l.discount as discountPaise, l.tax_class as taxClass, l.rate_bp as rateBp,
        l.taxable as taxablePaise, l.igst as igstPaise, l.cgst as cgstPaise, l.sgst as sgstPaise, l.cess as cessPaise, w.name as place
      from document_line l join item i on i.id = l.item_id left join batch b on b.id = l.batch_id left join line_link k on k.from_version_id = l.version_id and k.line_no = l.line_no
        left join stock_move m on m.id = (select min(f.id) from posting p join stock_move f on f.posting_id = p.id where p.version_id = l.version_id and p.kind = 'document') + l.line_no - 1
        left join location w on w.id = m.location_id
      where l.version_id = ${version} order by l.line_no`),
  }
}

type Found = {
  uid: Uint8Array
  number: string
  date: string
  party: string
  totalPaise: Paise
  line: number | null
  item: string | null
  batch: string | null
  expiry: string | null
  qtyMilli: number | null
  backMilli: number
  factor: number
}
const most = 50
const escaped = (words: string) => `%${words.replace(/[\\%_]/g, (found) => `\\${found}`)}%`

/** Bills by number or party, or sales of an item line by line (by batch, too): who bought this. Newest first, at most fifty. */
export function findSales(db: Reader, ask: { text: string; itemId: number | null; party: string | null }) {
  const like = escaped(ask.text)
  const party = ask.party === null ? null : uidBytes(ask.party)
  const rows =
    ask.itemId === null
      ? db.rows(text<Found>`
          select d.uid, d.number, d.date, v.party_name as party, v.total as totalPaise, null as line, null as item, null as batch, null as expiry, null as qtyMilli, 0 as backMilli, 1 as factor
          from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_version v on v.id = s.current_version_id
          where d.kind = 'sale' and (${party} is null or d.party_id = (select id from party where uid = ${party})) and (d.number like ${like} escape '\\' or v.party_name like ${like} escape '\\')
          order by d.date desc, d.id desc limit ${most}`)
      : db.rows(text<Found>`
          select d.uid, d.number, d.date, v.party_name as party, v.total as totalPaise, l.line_no as line, l.description as item, b.number as batch, b.expiry, l.qty as qtyMilli, l.factor,
            coalesce((select sum(k.qty) from line_link k join document_state r on r.current_version_id = k.from_version_id and r.cancelled = 0
              where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'return'), 0) as backMilli
          from (select distinct p.version_id from stock_move m join posting p on p.id = m.posting_id and p.kind = 'document' join batch b on b.id = m.batch_id
              where m.item_id = ${ask.itemId} and m.kind = 'sale' and m.qty < 0 and (${ask.text} = '' or b.number like ${like} escape '\\') order by m.id desc limit 400) sold
            join document_state s on s.current_version_id = sold.version_id and s.cancelled = 0 join document d on d.id = s.document_id and d.kind = 'sale'
            join document_version v on v.id = s.current_version_id join document_line l on l.version_id = v.id and l.item_id = ${ask.itemId} left join batch b on b.id = l.batch_id
          where (${party} is null or d.party_id = (select id from party where uid = ${party})) and (${ask.text} = '' or b.number like ${like} escape '\\')
          order by d.date desc, d.id desc, l.line_no limit ${most}`)
  return rows.map(({ uid, backMilli, ...row }) => ({
    ...row,
    uid: uidText(uid),
    qtyMilli: row.qtyMilli as never,
    leftMilli: (row.qtyMilli === null ? null : row.qtyMilli - backMilli) as never,
  }))
}
