import { type RawBuilder, sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { backOf, billedOf, flatLeftOf } from './left-store.ts'

/** A line of a challan, its batch, and where its goods are: billed, back, or with the customer still. */
export type ChallanLine = {
  documentId: number
  uid: string
  number: string
  date: LocalDate
  partyId: number
  cancelled: boolean
  line: number
  itemId: number
  item: string
  batchId: number
  batch: string
  expiry: LocalDate | null
  printedMrpPaise: number | null
  packFactor: number
  hsn: string
  uqc: string
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
  taxablePaise: number
  taxPaise: number
  billedMilli: number
  backMilli: number
  /** Goods, free ones too, that the customer still has. */
  leftMilli: number
}
type Row = Omit<ChallanLine, 'uid' | 'cancelled' | 'discountsBp' | 'leftMilli'> & {
  uid: Uint8Array
  cancelled: number
  discounts: string | null
}

function challanLines(db: Reader, where: RawBuilder<unknown>): ChallanLine[] {
  const rows = db.rows(text<Row>`
    select d.id as documentId, d.uid, d.number, d.date, d.party_id as partyId, s.cancelled, l.line_no as line, l.item_id as itemId, l.description as item, l.batch_id as batchId,
      b.number as batch, b.expiry, b.mrp_printed as printedMrpPaise, b.pack_factor as packFactor, l.hsn, l.uqc, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli,
      l.rate_e4 as rateE4, l.mrp as mrpPaise, json_extract(l.discount_json, '$.percentsBp') as discounts, coalesce(json_extract(l.discount_json, '$.flatPaise'), 0) as flatPaise, ${flatLeftOf} as flatLeftPaise, l.rate_bp as rateBp, l.taxable as taxablePaise,
      l.igst + l.cgst + l.sgst + l.cess as taxPaise, ${billedOf} as billedMilli, ${backOf} as backMilli
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id and v.mode = 'out'
      join document_line l on l.version_id = v.id join batch b on b.id = l.batch_id
    where d.kind = 'challan' and ${where} order by d.date, d.id, l.line_no`)
  return rows.map(({ discounts, ...row }) => ({
    ...row,
    uid: uidText(row.uid),
    cancelled: row.cancelled === 1,
    discountsBp: discounts === null ? [] : (JSON.parse(discounts) as number[]),
    leftMilli: row.qtyMilli + row.freeMilli - row.billedMilli - row.backMilli,
  }))
}

/** The lines of one challan; none for one that is a return. */
export const linesOfChallan = (db: Reader, uid: string): ChallanLine[] => challanLines(db, raw`d.uid = ${uidBytes(uid)}`)

/** What a party still has of our goods, oldest first. */
export const outWith = (db: Reader, party: string): ChallanLine[] =>
  challanLines(
    db,
    raw`s.cancelled = 0 and d.party_id = (select id from party where uid = ${uidBytes(party)}) and d.id in (select w.document_id from sales_left w)`,
  ).filter((line) => line.leftMilli > 0)

/** Of goods that are left, how many are free: the challan's own proportion, in whole units. */
export const freeOf = ({ qtyMilli, freeMilli, leftMilli }: Pick<ChallanLine, 'qtyMilli' | 'freeMilli' | 'leftMilli'>): number =>
  Math.floor((freeMilli * leftMilli) / (qtyMilli + freeMilli) / 1000) * 1000
