import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Item, type RateTier, rateTiers } from '../../shared/items/contract.ts'
import type { Schedule } from '../../shared/items/schedules.ts'
import type { ItemStatus } from '../../shared/items/statuses.ts'
import { type Paise, share } from '../../shared/money.ts'
import type { RateE4 } from '../../shared/quantity.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidText } from '../database/uid.ts'
import { rateFor, taxOn } from './item-facts.ts'

const byUid = prepared<{ uid: Uint8Array }>()((p) => sql.selectFrom('item').selectAll().where('uid', '=', p.uid))
const byId = prepared<{ id: number }>()((p) => sql.selectFrom('item').selectAll().where('id', '=', p.id))
const unitsOfItem = prepared<{ item: number }>()((p) =>
  sql.selectFrom('item_unit').select(['unit', 'factor']).where('item_id', '=', p.item).orderBy('factor').orderBy('unit'),
)
const barcodesOfItem = prepared<{ item: number }>()((p) =>
  sql.selectFrom('barcode').select(['code', 'unit']).where('item_id', '=', p.item).orderBy('code'),
)
const taxesOfItem = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('item_tax')
    .select(['from_date', 'class', 'rate_bp', 'cess_bp', 'hsn'])
    .where('item_id', '=', p.item)
    .orderBy('from_date')
    .orderBy('seq')
    .orderBy('id'),
)
const moves = prepared<{ item: number }>()((p) =>
  sql.selectFrom('stock_move').select('id').where('item_id', '=', p.item).limit(1),
)
const codeHolder = prepared<{ code: string }>()((p) =>
  sql.selectFrom('item').select(['id', 'name', 'active']).where('code', '=', p.code),
)
const barcodeHolder = prepared<{ code: string }>()((p) =>
  sql
    .selectFrom('barcode as b')
    .innerJoin('item as i', 'i.id', 'b.item_id')
    .select(['i.id', 'i.name'])
    .where('b.code', '=', p.code),
)
type Named = {
  id: number
  name: string
  code: string | null
  manufacturer: string | null
  packLabel: string | null
  active: number
}
const sameName = prepared<{ name: string }>()(
  (p) =>
    text<Named>`select id, name, code, manufacturer, pack_label as packLabel, active from item where name = ${p.name} collate nocase order by id`,
)
const lastId = prepared<Record<never, never>>()(() => sql.selectFrom('item').select((eb) => eb.fn.max('id').as('id')))

export type ItemRow = NonNullable<ReturnType<typeof itemRow>>
export const itemRow = (db: Reader, uid: Uint8Array) => db.get(byUid, { uid })
export const itemRowById = (db: Reader, id: number) => db.get(byId, { id })
export const furtherUnits = (db: Reader, id: number) => db.all(unitsOfItem, { item: id })
export const barcodesOf = (db: Reader, id: number): string[] => db.all(barcodesOfItem, { item: id }).map(({ code }) => code)
/** All codes of an item with the unit each stands for. */
export const unitBarcodesOf = (db: Reader, id: number) => db.all(barcodesOfItem, { item: id })
export const hasMoved = (db: Reader, id: number): boolean => db.get(moves, { item: id }) !== undefined
/** Who has a code, hidden items included: a code is never given twice. */
export const holderOfCode = (db: Reader, code: string) => db.get(codeHolder, { code })
export const holderOfBarcode = (db: Reader, code: string) => db.get(barcodeHolder, { code })
export const itemsNamed = (db: Reader, name: string) => db.all(sameName, { name })
/** The id the next new item gets: what hangs on it is written in the same journal row. */
export const nextItemId = (db: Reader): number => (db.get(lastId, {})?.id ?? 0) + 1

export type Prices = { mrp: Paise | null } & Record<RateTier, RateE4 | null>

/** What the price lists say of an item on a day, per sale unit. A price kept per another unit is not one of these. */
export function pricesOn(db: Reader, itemId: number, date: LocalDate, saleUnit: string): Prices {
  const rate = (tier: RateTier | 'mrp') => {
    const found = rateFor(db, { itemId, tier, date })
    return found?.unit === saleUnit ? found.rateE4 : null
  }
  const mrp = rate('mrp')
  return {
    mrp: mrp === null ? null : share(mrp, 1, 100),
    ...(Object.fromEntries(rateTiers.map((tier) => [tier, rate(tier)])) as Record<RateTier, RateE4 | null>),
  }
}

/** An item whole, as its form shows it on a day. */
export function wholeItem(db: Reader, uid: Uint8Array, today: LocalDate): z.output<typeof Item> | null {
  const row = itemRow(db, uid)
  if (!row) return null
  const taxes = db.all(taxesOfItem, { item: row.id }).map((tax) => ({
    fromDate: tax.from_date,
    class: tax.class as 'taxable',
    rateBp: tax.rate_bp,
    cessBp: tax.cess_bp,
    hsn: tax.hsn,
  }))
  const now = taxOn(db, row.id, today)
  const tax = now ?? taxes[0]
  if (!tax) throw new Error(`item ${row.id} has no tax row`)
  const codes = unitBarcodesOf(db, row.id)
  const prices = pricesOn(db, row.id, today, row.sale_unit)
  return {
    id: row.id,
    uid: uidText(row.uid),
    code: row.code,
    name: row.name,
    manufacturer: row.manufacturer,
    composition: row.composition,
    packLabel: row.pack_label,
    baseUnit: row.base_unit,
    saleUnit: row.sale_unit,
    saleFactor: row.sale_factor,
    units: furtherUnits(db, row.id),
    uqc: row.uqc,
    decimals: row.decimals,
    schedule: row.schedule as Schedule,
    storage: row.storage,
    rack: row.rack,
    category: row.category,
    barcodes: codes.filter(({ unit }) => unit === row.sale_unit).map(({ code }) => code),
    unitBarcodes: codes.filter(({ unit }) => unit !== row.sale_unit),
    purchaseUnit: row.purchase_unit,
    status: row.status as ItemStatus,
    tax: { fromDate: tax.fromDate, class: tax.class, rateBp: tax.rateBp, cessBp: tax.cessBp, hsn: tax.hsn },
    mrpPaise: prices.mrp,
    ptrE4: prices.ptr,
    ptsE4: prices.pts,
    retailE4: prices.retail,
    hospitalE4: prices.hospital,
    pricesFrom: null,
    minimumMilli: row.minimum_qty,
    maximumMilli: row.maximum_qty,
    reorderMilli: row.reorder_qty,
    weightGrams: row.weight_grams,
    active: row.active === 1,
    moved: hasMoved(db, row.id),
    taxes,
  }
}
