import type { z } from 'zod'
import { financialYear, type LocalDate } from '../../shared/calendar.ts'
import { share } from '../../shared/money.ts'
import type { GoodsReceipt } from '../../shared/purchases/receipt-contract.ts'
import { rateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { mainLocation } from '../inventory/locations.ts'
import { type ItemFacts, itemFacts, rateFor } from '../items/item-facts.ts'
import { type OrderLine, orderLinesNamed } from './order-lines.ts'
import { type SupplierFacts, supplierOn } from './supplier-facts.ts'

export type Draft = z.output<typeof GoodsReceipt>

/** A line of the draft with its item, its order line, and the rate it is expected to cost. */
export type ReceiptLineFacts = {
  item: ItemFacts
  order: OrderLine | null
  unit: string
  factor: number
  rateE4: number
  discountBp: number
}
export type ReceiptFacts = {
  accounts: AccountIds
  stateCode: string
  supplier: SupplierFacts
  lines: readonly ReceiptLineFacts[]
  locationId: number
  quarantineId: number
  draftHash: string
}

const ofBarcode = prepared<{ code: string }>()((p) => sql.selectFrom('barcode').select('item_id').where('code', '=', p.code))
const place = prepared<{ id: number }>()((p) => sql.selectFrom('location').select(['kind', 'active']).where('id', '=', p.id))
const quarantine = prepared<Record<never, never>>()(() =>
  sql.selectFrom('location').select('id').where('kind', '=', 'quarantine').where('active', '=', 1).orderBy('id').limit(1),
)

/** The item a line is about: as named, by its barcode, or both when they agree. */
function itemOf(db: Reader, line: Draft['lines'][number], at: number): number {
  if (line.barcode === null) {
    if (line.itemId === null) throw new Refusal('inventory/no-item', 'There is no such item', `lines.${at}.itemId`)
    return line.itemId
  }
  const found = db.get(ofBarcode, { code: line.barcode })
  const details = { barcode: line.barcode }
  if (!found) throw new Refusal('purchases/no-barcode', `No item has the barcode ${line.barcode}`, `lines.${at}.barcode`, details)
  if (line.itemId !== null && line.itemId !== found.item_id)
    throw new Refusal('purchases/other-barcode', `${line.barcode} is the barcode of another item`, `lines.${at}.barcode`, details)
  return found.item_id
}

/** The unit a rate is per, and its base units. Refuses one the item does not have (`purchases/no-unit`). */
export function unitOf(item: ItemFacts, unit: string | null, at: number): { unit: string; factor: number } {
  const found = item.units.find((one) => one.unit === (unit ?? item.saleUnit))
  if (!found)
    throw new Refusal('purchases/no-unit', `${item.name} has no unit ${unit}`, `lines.${at}.unit`, {
      item: item.name,
      unit: unit ?? '',
    })
  return found
}

type LastRate = { rateE4: number; factor: number; discountBp: number }
/** What the item cost when it last came from this supplier, else from anybody. */
const lastRate = (db: Reader, itemId: number, supplierId: number): LastRate | undefined =>
  db.row(text<LastRate>`
    select l.rate_e4 as rateE4, l.factor, coalesce(json_extract(l.discount_json, '$.discountsBp[0]'), 0) as discountBp
    from document_line l join document_version v on v.id = l.version_id join document d on d.id = v.document_id join document_state s on s.document_id = d.id and s.cancelled = 0
    where l.item_id = ${itemId} and d.kind in ('purchase', 'goods-receipt') and l.rate_e4 > 0 order by d.party_id = ${supplierId} desc, d.date desc, d.id desc limit 1`)

function expected(
  db: Reader,
  line: Draft['lines'][number],
  at: number,
  facts: { item: ItemFacts; order: OrderLine | null; supplierId: number; date: LocalDate },
) {
  const { item, order } = facts
  const { unit, factor } = unitOf(item, line.unit ?? order?.unit ?? null, at)
  const per = (rate: { rateE4: number; factor: number }) => rateE4(share(rate.rateE4, factor, rate.factor))
  if (line.rateE4 !== null) return { unit, factor, rateE4: line.rateE4, discountBp: line.discountBp ?? order?.discountBp ?? 0 }
  if (order) return { unit, factor, rateE4: per(order), discountBp: line.discountBp ?? order.discountBp }
  const last = lastRate(db, item.id, facts.supplierId)
  if (last) return { unit, factor, rateE4: per(last), discountBp: line.discountBp ?? last.discountBp }
  const listed = rateFor(db, { itemId: item.id, tier: 'pts', date: facts.date })
  if (listed) return { unit, factor, rateE4: per(listed), discountBp: line.discountBp ?? 0 }
  throw new Refusal('purchases/rate-needed', `${item.name}: a rate is needed, none is known`, `lines.${at}.rateE4`, {
    item: item.name,
  })
}

const sameChallan = prepared<{ party: number; reference: string; from: LocalDate; to: LocalDate }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', 's.document_id', 'd.id')
    .select('d.number')
    .where('d.party_id', '=', p.party)
    .where('d.date', '>=', p.from)
    .where('d.date', '<=', p.to)
    .where('d.kind', '=', 'goods-receipt')
    .where('s.cancelled', '=', 0)
    .where((eb) => eb(eb.fn('upper', ['d.reference']), '=', p.reference)),
)
/** The receipt that a supplier's challan of this number was entered as in the same year, if one was. */
export function receiptOfChallan(db: Reader, supplierId: number, draft: Draft): string | null {
  if (draft.challanNumber === null) return null
  const { from, to } = financialYear(draft.date)
  return db.get(sameChallan, { party: supplierId, reference: draft.challanNumber.toUpperCase(), from, to })?.number ?? null
}

function locationOf(db: Reader, asked: number | null): number {
  if (asked === null) return mainLocation(db)
  const found = db.get(place, { id: asked })
  if (found?.active !== 1 || found.kind !== 'saleable')
    throw new Refusal('purchases/not-saleable', 'Goods are received at a place they are sold from', 'locationId')
  return asked
}

/** Reads the facts once. Refuses what a goods receipt cannot name: a supplier, item, barcode, unit, place or order line. */
export function receiptFacts(db: Reader, draft: Draft, draftHash: string): ReceiptFacts {
  const supplier = supplierOn(db, draft.supplier, draft.date)
  const itemIds = draft.lines.map((line, at) => itemOf(db, line, at))
  const items = itemFacts(db, itemIds, draft.date)
  const asked = draft.lines.map(({ order }, at) => ({ order, itemId: itemIds[at] as number }))
  const orders = orderLinesNamed(db, asked, supplier)
  const lines = draft.lines.map((line, at) => {
    const item = items.get(itemIds[at] as number)
    if (!item) throw new Refusal('inventory/no-item', 'There is no such item', `lines.${at}.itemId`)
    const order = orders[at] as OrderLine | null
    return { item, order, ...expected(db, line, at, { item, order, supplierId: supplier.id, date: draft.date }) }
  })
  const aside = db.get(quarantine, {})
  if (!aside) throw new Error('a book has a quarantine location')
  return {
    accounts: accountIds(db),
    stateCode: db.must(sql.selectFrom('firm').select('state_code').where('id', '=', 1)).state_code,
    supplier,
    lines,
    locationId: locationOf(db, draft.locationId),
    quarantineId: aside.id,
    draftHash,
  }
}
