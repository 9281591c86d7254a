import { type PaperKind, paperKinds } from '../../../shared/accounts/paper-contract.ts'
import type { LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, share } from '../../../shared/money.ts'
import { lineAmount } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PaperFirm } from '../../company/paper-letterhead.ts'
import { firmProfile } from '../../company/profile-store.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import { rateFor } from '../../items/item-facts.ts'
import type { TaxedLine } from '../../paper-tax.ts'
import { type PaperParty, paperParty } from './party-on-paper.ts'

/** Who stands on the other side, as the paper names him. */
export type Other = PaperParty & { name: string; gstin: string | null }
export type GoodsLine = TaxedLine & {
  description: string
  hsn: string
  batch: string | null
  expiry: string | null
  mrpPaise: Paise | null
  unit: string
  factor: number
  qtyMilli: number
  freeMilli: number
  rateE4: number
  discountPaise: number
}
export type ServiceLine = TaxedLine & { description: string; hsn: string }
/** A document that this one is about. */
export type Against = { kind: string; number: string; date: string; reference: string | null; referenceDate: string | null }

/** A place of ours; its address as the document keeps it, null at the firm's own. */
export type PaperPlace = { name: string; address: Omit<PaperParty, 'localName' | 'phone' | 'licences'> | null }

/** A posted document with all that its paper says. */
export type PaperDocument = {
  kind: PaperKind
  number: string
  date: LocalDate
  cancelled: boolean
  firm: PaperFirm
  other: Other
  /** Of a transfer: the places of ours between which the goods move. */
  places: { from: PaperPlace; to: PaperPlace } | null
  pos: string
  inter: boolean
  reference: string | null
  against: readonly Against[]
  /** Of a purchase return: the goods go back before the supplier billed them, so no tax was charged or availed. */
  beforeBill: boolean
  goods: readonly GoodsLine[]
  services: readonly ServiceLine[]
  taxablePaise: Paise
  igstPaise: Paise
  cgstPaise: Paise
  sgstPaise: Paise
  cessPaise: Paise
  roundOffPaise: Paise
  totalPaise: Paise
  reason: string | null
  notes: string | null
  paidPaise: Paise | null
  /** Of a self-invoice: the last day the rule gives. */
  byDate: string | null
}

type Head = {
  id: number
  versionId: number
  kind: string
  number: string
  date: LocalDate
  cancelled: number
  reference: string | null
  mode: string
  partyUid: Uint8Array | null
  partyName: string
  gstin: string | null
  pos: string
  supply: string
  applied_json: string
} & Pick<PaperDocument, 'taxablePaise' | 'igstPaise' | 'cgstPaise' | 'sgstPaise' | 'cessPaise' | 'roundOffPaise' | 'totalPaise'>

/** The head of any posted document. Refuses `accounts/no-document-paper` for one that is not there. */
export function documentHead(db: Reader, uid: string): Head {
  const head = db.row(text<Head>`
    select d.id, v.id as versionId, d.kind, d.number, d.date, s.cancelled, d.reference, v.mode, p.uid as partyUid, v.party_name as partyName, v.gstin, v.pos, v.supply, v.applied_json,
      v.taxable as taxablePaise, v.igst as igstPaise, v.cgst as cgstPaise, v.sgst as sgstPaise, v.cess as cessPaise, v.round_off as roundOffPaise, v.total as totalPaise
    from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id left join party p on p.id = d.party_id
    where d.uid = ${uidBytes(uid)}`)
  if (!head) throw new Refusal('accounts/no-document-paper', 'There is no such document', 'uid', { number: '' })
  return head
}

/** Which paper a document has; null for goods received in transit and for every other kind. */
export function paperKindOf({ kind, mode }: Pick<Head, 'kind' | 'mode'>): PaperKind | null {
  return (kind === 'transfer' && mode === 'receipt' ? undefined : paperKinds.find((one) => one === kind)) ?? null
}

type LineRow = GoodsLine & { itemId: number; batchId: number | null }
const linesOf = (db: Reader, versionId: number): LineRow[] =>
  db.rows(text<LineRow>`
    select l.item_id as itemId, l.batch_id as batchId, l.description, l.hsn, b.number as batch, b.expiry, l.mrp as mrpPaise, l.unit, l.factor, l.qty as qtyMilli, l.free_qty as freeMilli,
      l.rate_e4 as rateE4, l.discount as discountPaise, l.tax_class as taxClass, l.rate_bp as rateBp, l.taxable as taxablePaise, l.igst as igstPaise, l.cgst as cgstPaise, l.sgst as sgstPaise, l.cess as cessPaise
    from document_line l left join batch b on b.id = l.batch_id where l.version_id = ${versionId} order by l.line_no`)

/**
 * A transfer moves no money, so its challan says what the goods fetch: at the PTR of the day, else at the printed MRP. What they cost
 * is nobody's business on the road.
 */
function valued(db: Reader, line: LineRow, date: LocalDate): LineRow {
  const ptr = line.batchId === null ? null : rateFor(db, { itemId: line.itemId, batchId: line.batchId, tier: 'ptr', date })
  const rateE4 = ptr ? share(ptr.rateE4, line.factor, ptr.factor) : (line.mrpPaise ?? 0) * 100
  return { ...line, rateE4, discountPaise: 0, taxablePaise: lineAmount({ ...line, rateE4 }) }
}

const otherFirm = (firm: PaperFirm): Other => ({
  name: firm.tradeName ?? firm.legalName,
  localName: firm.localName,
  gstin: firm.gstin,
  stateCode: firm.stateCode,
  address1: firm.address1,
  address2: firm.address2,
  city: firm.city,
  pin: firm.pin,
  phone: firm.phone,
  licences: [],
})

const nobody: PaperParty = {
  localName: null,
  stateCode: null,
  address1: null,
  address2: null,
  city: null,
  pin: null,
  phone: null,
  licences: [],
}

/**
 * The party as the document keeps it: its name and GSTIN always, its address since documents keep that too. What was posted before then
 * shows the address of today, for no other was kept.
 */
function otherParty(db: Reader, head: Head, kept: PaperParty | null | undefined): Other {
  const party = kept ?? (head.partyUid === null ? null : paperParty(db, head.partyUid, head.date)) ?? nobody
  return { ...party, name: head.partyName, gstin: head.gstin }
}

const againstOf = (db: Reader, versionId: number): Against[] =>
  db.rows(text<Against>`
    select d.kind, d.number, d.date, d.reference, json_extract(v.applied_json, '$.supplierDate') as referenceDate
    from document_link k join document d on d.id = k.to_document_id join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    where k.from_version_id = ${versionId} order by d.date, d.id`)

type Applied = {
  from?: Partial<PaperPlace>
  to?: Partial<PaperPlace>
  narration?: string | null
  reason?: string | null
  notes?: string | null
  beforeBill?: boolean
  party?: PaperParty | null
  services?: (Omit<TaxedLine, 'taxClass' | 'cessPaise'> & { name: string; sac: string })[]
  paidPaise?: number | null
  byDate?: string | null
}

// a transfer of before places had addresses keeps none
const placeOf = (place: Partial<PaperPlace> = {}): PaperPlace => ({ name: place.name ?? '', address: place.address ?? null })

/** Reads a posted document for print, in whatever state it is. Refuses `accounts/no-document-paper` for one without a paper here. */
export function paperDocument(db: Reader, uid: string): PaperDocument {
  const head = documentHead(db, uid)
  const kind = paperKindOf(head)
  if (kind === null)
    throw new Refusal('accounts/no-document-paper', `${head.number} has no paper here`, 'uid', { number: head.number })
  const profile = firmProfile(db)
  if (!profile) throw new Error('a book without a firm')
  const { booksBegin: _, ...firm } = profile
  const applied = JSON.parse(head.applied_json) as Applied
  const rows = linesOf(db, head.versionId)
  const transfer = kind === 'transfer'
  const goods = transfer ? rows.map((line) => valued(db, line, head.date)) : rows
  const worth = paise(goods.reduce((sum, line) => sum + line.taxablePaise, 0))
  return {
    kind,
    number: head.number,
    date: head.date,
    cancelled: head.cancelled === 1,
    firm,
    other: transfer ? otherFirm(firm) : otherParty(db, head, applied.party),
    places: transfer ? { from: placeOf(applied.from), to: placeOf(applied.to) } : null,
    pos: transfer ? firm.stateCode : head.pos,
    inter: head.supply !== 'intra' && !transfer,
    reference: head.reference,
    against: againstOf(db, head.versionId),
    beforeBill: applied.beforeBill === true,
    goods,
    services: (applied.services ?? []).map(({ name, sac, ...figures }) => ({
      ...figures,
      description: name,
      hsn: sac,
      taxClass: 'taxable',
      cessPaise: 0,
    })),
    taxablePaise: transfer ? worth : head.taxablePaise,
    igstPaise: head.igstPaise,
    cgstPaise: head.cgstPaise,
    sgstPaise: head.sgstPaise,
    cessPaise: head.cessPaise,
    roundOffPaise: head.roundOffPaise,
    totalPaise: transfer ? worth : head.totalPaise,
    reason: applied.reason ?? null,
    notes: applied.notes ?? applied.narration ?? null,
    paidPaise: applied.paidPaise == null ? null : paise(applied.paidPaise),
    byDate: applied.byDate ?? null,
  }
}
