import type { z } from 'zod'
import { Refusal } from '../../shared/refusal.ts'
import type { BillApplied, BillShown } from '../../shared/sales/contract.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes, uidText } from '../database/uid.ts'

type Applied = z.output<typeof BillApplied>

const byUid = prepared<{ uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .leftJoin('party', 'party.id', 'd.party_id')
    .selectAll('v')
    .select([
      'd.id as document_id',
      'd.kind',
      'd.number',
      'd.date',
      'd.uid',
      's.cancelled',
      's.filed_seq',
      's.irn',
      's.ewb',
      'party.uid as party_uid',
    ])
    .where('d.uid', '=', p.uid),
)

/** The posted bill of this uid; refuses `sales/unknown-bill`. */
export function postedBill(db: Reader, uid: string) {
  const row = db.get(byUid, { uid: uidBytes(uid) })
  if (row?.kind !== 'sale') throw new Refusal('sales/unknown-bill', 'There is no such bill', 'uid', {})
  return row
}

const linesOf = prepared<{ version: number }>()((p) =>
  sql
    .selectFrom('document_line as l')
    .innerJoin('item as i', 'i.id', 'l.item_id')
    .leftJoin('batch as b', 'b.id', 'l.batch_id')
    .selectAll('l')
    .select(['i.manufacturer', 'i.pack_label', 'b.number as batch', 'b.expiry'])
    .where('l.version_id', '=', p.version)
    .orderBy('l.line_no'),
)
const cancelReason = prepared<{ uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('journal')
    .select('reason')
    .where('entity_uid', '=', p.uid)
    .where('kind', '=', 'post')
    .where('changes_json', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1),
)

/** A bill as its paper and its screen show it: stored figures and applied facts, nothing worked out again. */
export function shownBill(db: Reader, uid: string): z.output<typeof BillShown> {
  const row = postedBill(db, uid)
  return {
    uid: uidText(row.uid),
    number: row.number,
    date: row.date,
    party: row.party_name,
    partyUid: row.party_uid ? uidText(row.party_uid) : null,
    gstin: row.gstin,
    mode: row.mode,
    taxablePaise: row.taxable,
    taxPaise: (row.igst + row.cgst + row.sgst + row.cess) as typeof row.total,
    totalPaise: row.total,
    cancelled: row.cancelled === 1,
    cancelReason: row.cancelled === 1 ? (db.get(cancelReason, { uid: row.uid })?.reason ?? null) : null,
    applied: JSON.parse(row.applied_json) as Applied,
    category: row.category,
    pos: row.pos,
    supply: row.supply,
    dueDate: row.due_date,
    grossPaise: row.gross,
    discountPaise: row.discount,
    chargesPaise: row.charges,
    igstPaise: row.igst,
    cgstPaise: row.cgst,
    sgstPaise: row.sgst,
    cessPaise: row.cess,
    roundOffPaise: row.round_off,
    lines: db.all(linesOf, { version: row.id }).map((line) => ({
      itemId: line.item_id,
      description: line.description,
      manufacturer: line.manufacturer,
      pack: line.pack_label,
      hsn: line.hsn,
      uqc: line.uqc,
      batch: line.batch,
      expiry: line.expiry,
      mrpPaise: line.mrp,
      unit: line.unit,
      factor: line.factor,
      qtyMilli: line.qty,
      freeMilli: line.free_qty,
      rateE4: line.rate_e4,
      grossPaise: line.gross,
      discountPaise: line.discount,
      taxClass: line.tax_class,
      rateBp: line.rate_bp,
      taxablePaise: line.taxable,
      igstPaise: line.igst,
      cgstPaise: line.cgst,
      sgstPaise: line.sgst,
      cessPaise: line.cess,
    })),
  }
}

// Newest versions first is newest postings first; each walk stops at the fifth deal.
const dealsOfAll = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('document_line as l')
    .innerJoin('document_version as v', 'v.id', 'l.version_id')
    .innerJoin('document_state as s', (join) =>
      join.onRef('s.document_id', '=', 'v.document_id').onRef('s.current_version_id', '=', 'v.id').on('s.cancelled', '=', 0),
    )
    .innerJoin('document as d', (join) => join.onRef('d.id', '=', 'v.document_id').on('d.kind', '=', 'sale'))
    .select(['d.date', 'd.number', 'v.party_name', 'l.qty', 'l.free_qty', 'l.rate_e4', 'l.unit', 'l.discount'])
    .where('l.item_id', '=', p.item)
    .orderBy('l.version_id', 'desc')
    .limit(5),
)
/** How many of a party's bills are looked through. */
const billsBack = 200
// Along the party's bills and not the item's: a party has hundreds where a common item has hundreds of thousands.
const dealsWithParty = prepared<{ item: number; party: Uint8Array }>()((p) =>
  sql
    .selectFrom(
      sql
        .selectFrom('document as d')
        .select(['d.id', 'd.date', 'd.number'])
        .where('d.party_id', '=', sql.selectFrom('party').select('party.id').where('party.uid', '=', p.party))
        .where('d.kind', '=', 'sale')
        .orderBy('d.date', 'desc')
        .orderBy('d.id', 'desc')
        .limit(billsBack)
        .as('d'),
    )
    .innerJoin('document_state as s', (join) => join.onRef('s.document_id', '=', 'd.id').on('s.cancelled', '=', 0))
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .innerJoin('document_line as l', (join) => join.onRef('l.version_id', '=', 'v.id').on('l.item_id', '=', p.item))
    .select(['d.date', 'd.number', 'v.party_name', 'l.qty', 'l.free_qty', 'l.rate_e4', 'l.unit', 'l.discount'])
    .orderBy('d.date', 'desc')
    .orderBy('d.id', 'desc')
    .limit(5),
)

/** The last five deals in an item, newest first: with this party (among his last 200 bills), or with anybody. */
export function lastRates(db: Reader, itemId: number, party: string | null) {
  const rows =
    party === null ? db.all(dealsOfAll, { item: itemId }) : db.all(dealsWithParty, { item: itemId, party: uidBytes(party) })
  return rows.map((row) => ({
    date: row.date,
    number: row.number,
    party: row.party_name,
    qtyMilli: row.qty,
    freeMilli: row.free_qty,
    rateE4: row.rate_e4,
    unit: row.unit,
    discountPaise: row.discount,
  }))
}
