import { sql as raw } from 'kysely'
import { type Milli, milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { type ListQuestion, matching, sortedPage } from './list-page.ts'

type BatchRow = {
  batchId: number
  batch: string
  itemId: number
  item: string
  company: string | null
  pack: string | null
  expiry: string | null
  saleUnit: string
  saleFactor: number
  blockedReason: string | null
  blockedNotice: string | null
  blockedOn: string | null
}

const columns =
  raw.raw(`b.id as batchId, b.number as batch, i.id as itemId, i.name as item, i.manufacturer as company, i.pack_label as pack, b.expiry, i.sale_unit as saleUnit,
  i.sale_factor as saleFactor, b.blocked_reason as blockedReason, b.blocked_notice as blockedNotice, b.blocked_on as blockedOn`)

/** Batches whose number begins so, latest first; without a text, those that are blocked. */
export function findBatches(db: Reader, words: string, limit: number): BatchRow[] {
  const from = words.toUpperCase().replace(/\s+/g, ' ')
  const where = words === '' ? raw`b.blocked_reason is not null` : raw`b.number >= ${from} and b.number < ${`${from}\uffff`}`
  return db.rows(
    text<BatchRow>`select ${columns} from batch b join item i on i.id = b.item_id where ${where} order by b.id desc limit ${limit}`,
  )
}

/** A batch as a recall names it. Refuses `inventory/no-batch`. */
export function batchOf(db: Reader, batchId: number): BatchRow {
  const found = db.row(text<BatchRow>`select ${columns} from batch b join item i on i.id = b.item_id where b.id = ${batchId}`)
  if (!found) throw new Refusal('inventory/no-batch', 'This batch is not in the book', 'batchId')
  return found
}

/** Every move of the batch with the document it belongs to; a cancellation counts with the document it cancels. */
type Moved = {
  id: number
  kind: string
  qty: Milli
  date: string
  document_id: number | null
  document_uid: Uint8Array | null
  document_kind: string | null
  number: string | null
  reference: string | null
  party_id: number | null
  party_name: string | null
  of_document: number | null
}
export const movesForRecall = (batchId: number) => text<Moved>`
  select m.id, m.kind, m.qty, d.date, d.id as document_id, d.uid as document_uid, d.kind as document_kind, d.number, d.reference, d.party_id, nullif(v.party_name, '') as party_name,
    (select coalesce(ov.document_id, omv.document_id) from stock_move om join posting op on op.id = om.posting_id left join document_version ov on ov.id = op.version_id
      left join posting omp on omp.id = op.mirror_of left join document_version omv on omv.id = omp.version_id where om.id = m.of_move and m.kind = 'sale-return') as of_document
  from batch b cross join stock_move m on m.item_id = b.item_id and m.batch_id = b.id join posting p on p.id = m.posting_id left join posting o on o.id = p.mirror_of
  left join document_version v on v.id = coalesce(p.version_id, o.version_id) left join document d on d.id = v.document_id
  where b.id = ${batchId} order by d.date, m.id`

type Side = 'in' | 'out' | 'back' | 'sent'
const sideOf: Readonly<Record<string, Side>> = {
  purchase: 'in',
  opening: 'in',
  sale: 'out',
  replacement: 'out',
  'sale-return': 'back',
  'purchase-return': 'sent',
}

type Document = { row: Moved; side: Side; qty: number }

/** Quantity by document and side; a cancelled document is nothing and left out. */
function byDocument(moves: readonly Moved[]): Document[] {
  const found = new Map<string, Document>()
  for (const row of moves) {
    const side = sideOf[row.kind]
    if (!side) continue
    const key = `${row.document_id} ${side}`
    const known = found.get(key)
    if (known) known.qty += row.qty
    else found.set(key, { row, side, qty: row.qty })
  }
  return [...found.values()].filter(({ qty }) => qty !== 0)
}

const total = (documents: readonly Document[], side: Side): number =>
  documents.filter((one) => one.side === side).reduce((sum, one) => sum + one.qty, 0)

/** Where what is left of a batch stands. */
const placesOf = (db: Reader, batchId: number) =>
  db.rows(text<{ locationId: number; location: string; kind: string; qtyMilli: Milli }>`
    select l.id as locationId, l.name as location, l.kind, h.qty as qtyMilli from on_hand h join location l on l.id = h.location_id where h.batch_id = ${batchId} and h.qty <> 0 order by l.id`)

const lettersOf = (db: Reader, batchId: number) =>
  db.rows(text<{ party: string; qtyMilli: Milli; language: string; madeAt: string; by: string }>`
    select p.name as party, r.qty as qtyMilli, r.language, r.made_at as madeAt, u.name as by from recall_letter r join party p on p.id = r.party_id join user u on u.id = r.user_id
    where r.batch_id = ${batchId} order by r.id desc`)

/** A batch as a recall sees it. In − sent back − out + come back = in hand, unless stock was counted, adjusted or written off. */
export function recallOf(db: Reader, batchId: number) {
  const batch = batchOf(db, batchId)
  const documents = byDocument(db.rows(movesForRecall(batchId)))
  const places = placesOf(db, batchId)
  const out = -total(documents, 'out')
  const back = total(documents, 'back')
  return {
    batch,
    receivedMilli: milli(total(documents, 'in')),
    returnedToSupplierMilli: milli(-total(documents, 'sent')),
    soldMilli: milli(out),
    returnedMilli: milli(back),
    netOutMilli: milli(out - back),
    inHandMilli: milli(places.reduce((sum, place) => sum + place.qtyMilli, 0)),
    buyers: new Set(
      buyersOf(db, batchId)
        .filter((row) => row.netMilli > 0)
        .map((row) => row.partyUid ?? row.party),
    ).size,
    places,
    letters: lettersOf(db, batchId),
  }
}

/** The documents a batch came in by, and went back to its supplier by. */
export function recallIn(db: Reader, ask: ListQuestion & { batchId: number }) {
  const all = byDocument(db.rows(movesForRecall(ask.batchId)))
    .filter(({ side }) => side === 'in' || side === 'sent')
    .map(({ row, side, qty }) => ({
      date: row.date,
      number: row.number,
      reference: row.reference,
      supplier: row.party_name,
      kind: side === 'in' ? row.kind : 'purchase-return',
      qtyMilli: milli(qty),
    }))
  const found = matching(all, ask.filter, (row) => `${row.number ?? ''} ${row.reference ?? ''} ${row.supplier ?? ''}`)
  return {
    rows: sortedPage(
      found,
      ask,
      { date: (row) => row.date, supplier: (row) => row.supplier, qty: (row) => row.qtyMilli },
      'date',
    ),
    total: found.length,
    sums: { qtyMilli: milli(found.reduce((sum, row) => sum + row.qtyMilli, 0)) },
  }
}

type Buyer = {
  id: number
  uid: Uint8Array
  licence: string | null
  city: string | null
  phone: string | null
  contact: string | null
}
const buyersById = (db: Reader, ids: readonly number[]) =>
  new Map(
    db
      .rows(
        text<Buyer>`
    select p.id, p.uid, p.phone, p.contact, (select city from party_address a where a.party_id = p.id order by a.id limit 1) as city,
      (select group_concat(l.form || ' ' || l.number, ', ') from party_licence l where l.party_id = p.id) as licence
    from json_each(${JSON.stringify(ids)}) j join party p on p.id = j.value`,
      )
      .map((row) => [row.id, row]),
  )

/** Every bill the batch went out on, with what came back of it; a return that names no bill counts with the buyer's latest ones. */
export function buyersOf(db: Reader, batchId: number) {
  const documents = byDocument(db.rows(movesForRecall(batchId)))
  const bills = documents.filter(({ side }) => side === 'out').map(({ row, qty }) => ({ row, sold: -qty, back: 0 }))
  for (const { row, qty } of documents.filter(({ side }) => side === 'back')) {
    let left = qty
    const named = bills.filter((bill) => bill.row.document_id === row.of_document)
    const others = bills.filter((bill) => bill.row.party_id === row.party_id && !named.includes(bill)).reverse()
    for (const bill of [...named, ...others]) {
      const taken = Math.min(left, bill.sold - bill.back)
      bill.back += taken
      left -= taken
    }
  }
  const buyers = buyersById(db, [...new Set(bills.flatMap(({ row }) => row.party_id ?? []))])
  return bills.map(({ row, sold, back }) => {
    const buyer = row.party_id === null ? undefined : buyers.get(row.party_id)
    return {
      date: row.date,
      number: row.number ?? '',
      party: row.party_name ?? '',
      partyUid: buyer ? uidText(buyer.uid) : null,
      licence: buyer?.licence ?? null,
      city: buyer?.city ?? null,
      phone: buyer?.phone ?? null,
      contact: buyer?.contact ?? null,
      soldMilli: milli(sold),
      returnedMilli: milli(back),
      netMilli: milli(sold - back),
    }
  })
}
export type BuyerRow = ReturnType<typeof buyersOf>[number]

/** Where a batch went, a bill a row. */
export function recallOut(db: Reader, ask: ListQuestion & { batchId: number; outstanding: boolean }) {
  const all = buyersOf(db, ask.batchId).filter((row) => !ask.outstanding || row.netMilli > 0)
  const found = matching(all, ask.filter, (row) => `${row.number} ${row.party} ${row.city ?? ''} ${row.licence ?? ''}`)
  const sum = (of: 'soldMilli' | 'returnedMilli' | 'netMilli') => milli(found.reduce((sofar, row) => sofar + row[of], 0))
  return {
    rows: sortedPage(
      found,
      ask,
      {
        date: (row) => row.date,
        number: (row) => row.number,
        party: (row) => row.party,
        city: (row) => row.city,
        sold: (row) => row.soldMilli,
        net: (row) => row.netMilli,
      },
      'date',
    ),
    total: found.length,
    sums: { soldMilli: sum('soldMilli'), returnedMilli: sum('returnedMilli'), netMilli: sum('netMilli') },
  }
}
