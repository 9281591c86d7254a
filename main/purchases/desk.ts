import type { LocalDate } from '../../shared/calendar.ts'
import type { Handlers } from '../../shared/contract.ts'
import { paise } from '../../shared/money.ts'
import type { deskCalls } from '../../shared/purchases/desk-contract.ts'
import { basisPoints } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Given } from '../given.ts'
import { itemFacts } from '../items/item-facts.ts'
import { asHit, partyByUid, partyRows, taxStatusOn } from '../parties/party-store.ts'

const billsOf = prepared<{ party: number }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', (join) => join.onRef('s.document_id', '=', 'd.id').on('s.cancelled', '=', 0))
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .select(['d.uid', 'd.number', 'd.reference', 'd.date', 'v.total'])
    .where('d.party_id', '=', p.party)
    .where('d.kind', '=', 'purchase')
    .orderBy('d.date', 'desc')
    .orderBy('d.id', 'desc')
    .limit(3),
)

function supplierOn(db: Reader, uid: string, date: LocalDate) {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such supplier', 'supplier')
  const { gstin, category, stateCode } = taxStatusOn(db, found.party, date)
  const hit = asHit(db.must(partyRows().where('party.id', '=', found.party.id)))
  return {
    uid,
    name: hit.name,
    city: hit.city,
    gstin,
    category,
    stateCode,
    balancePaise: hit.balancePaise,
    creditDays: hit.creditDays,
    lastBills: db.all(billsOf, { party: found.party.id }).map((bill) => ({
      uid: uidText(bill.uid),
      number: bill.number,
      supplierNumber: bill.reference,
      date: bill.date,
      totalPaise: bill.total,
    })),
  }
}

/** What a purchase document's screen shows and prices with, as it stands on the document's date. Refuses an unknown supplier. */
function desk(db: Reader, ask: { date: LocalDate; supplier: string | null; itemIds: readonly number[] }) {
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  return {
    firmState: firm.state_code,
    firmRegistered: firm.gstin !== null,
    roundOff: firmFact(db, 'round-off', ask.date) === 'rupee',
    supplier: ask.supplier === null ? null : supplierOn(db, ask.supplier, ask.date),
    items: [...itemFacts(db, ask.itemIds, ask.date).values()].map((item) => ({
      id: item.id,
      uid: item.uid,
      name: item.name,
      packLabel: item.packLabel,
      manufacturer: item.manufacturer,
      hsn: item.tax?.hsn ?? '',
      taxClass: item.tax?.class ?? ('nil' as const),
      rateBp: item.tax?.rateBp ?? basisPoints(0),
      cessBp: item.tax?.cessBp ?? basisPoints(0),
      cessUnitPaise: item.tax?.cessUnitPaise ?? paise(0),
      saleUnit: item.saleUnit,
      saleFactor: item.saleFactor,
      decimals: item.decimals,
      units: item.units.map(({ unit, factor }) => ({ name: unit, factor })),
    })),
  }
}

const shown = [
  'd.date',
  'd.number',
  'v.party_name',
  'l.qty',
  'l.free_qty',
  'l.rate_e4',
  'l.unit',
  'l.factor',
  'l.gross',
  'l.discount',
  'l.mrp',
] as const

// Newest versions first is newest postings first; the walk stops at the fifth.
const fromAnybody = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('document_line as l')
    .innerJoin('document_version as v', 'v.id', 'l.version_id')
    .innerJoin('document_state as s', (join) =>
      join.onRef('s.document_id', '=', 'v.document_id').onRef('s.current_version_id', '=', 'v.id').on('s.cancelled', '=', 0),
    )
    .innerJoin('document as d', (join) => join.onRef('d.id', '=', 'v.document_id').on('d.kind', '=', 'purchase'))
    .select(shown)
    .where('l.item_id', '=', p.item)
    .orderBy('l.version_id', 'desc')
    .limit(5),
)
const fromSupplier = prepared<{ item: number; party: Uint8Array }>()((p) =>
  sql
    .selectFrom(
      sql
        .selectFrom('document as d')
        .select(['d.id', 'd.date', 'd.number'])
        .where('d.party_id', '=', sql.selectFrom('party').select('party.id').where('party.uid', '=', p.party))
        .where('d.kind', '=', 'purchase')
        .orderBy('d.date', 'desc')
        .orderBy('d.id', 'desc')
        .limit(200)
        .as('d'),
    )
    .innerJoin('document_state as s', (join) => join.onRef('s.document_id', '=', 'd.id').on('s.cancelled', '=', 0))
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .innerJoin('document_line as l', (join) => join.onRef('l.version_id', '=', 'v.id').on('l.item_id', '=', p.item))
    .select(shown)
    .orderBy('d.date', 'desc')
    .orderBy('d.id', 'desc')
    .limit(5),
)

/** The last five purchases of an item, newest first: from this supplier, or from anybody. */
function lastPurchases(db: Reader, { itemId, supplier }: { itemId: number; supplier: string | null }) {
  const rows =
    supplier === null ? db.all(fromAnybody, { item: itemId }) : db.all(fromSupplier, { item: itemId, party: uidBytes(supplier) })
  return rows.map((row) => ({
    date: row.date,
    number: row.number,
    supplier: row.party_name,
    qtyMilli: row.qty,
    freeMilli: row.free_qty,
    rateE4: row.rate_e4,
    unit: row.unit,
    factor: row.factor,
    grossPaise: row.gross,
    discountPaise: row.discount,
    mrpPaise: row.mrp,
  }))
}

/** Serves the screens of purchase documents. */
export const deskHandlers = {
  desk: (ask, { db }) => desk(db, ask),
  lastPurchases: (ask, { db }) => lastPurchases(db, ask),
} satisfies Handlers<typeof deskCalls, Given>
