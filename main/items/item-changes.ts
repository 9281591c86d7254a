import type { Insertable } from 'kysely'
import type { LocalDate } from '../../shared/calendar.ts'
import type { RateTier } from '../../shared/items/contract.ts'
import { rateTiers } from '../../shared/items/contract.ts'
import type { TaxClass } from '../../shared/items/tax-rates.ts'
import type { BasisPoints, RateE4 } from '../../shared/quantity.ts'
import { rateE4 } from '../../shared/quantity.ts'
import type { Change } from '../company/records.ts'
import type { Reader } from '../database/connection.ts'
import type { Schema } from '../database/schema.ts'
import { rateFor, taxOn } from './item-facts.ts'
import { furtherUnits, type Prices, unitBarcodesOf } from './item-store.ts'
import { listId } from './price-lists.ts'

export type TaxWanted = { fromDate: LocalDate; class: TaxClass; rateBp: BasisPoints; cessBp: BasisPoints; hsn: string }
export type ItemColumns = Omit<Insertable<Schema['item']>, 'id' | 'uid' | 'popularity'>

/** What changes of an item's own row; nothing when it is as wanted. */
export function columnChanges(
  before: Readonly<Record<string, unknown>> & { id: number },
  wanted: Partial<ItemColumns>,
): Change[] {
  const set = Object.fromEntries(Object.entries(wanted).filter(([column, value]) => (before[column] ?? null) !== (value ?? null)))
  return Object.keys(set).length ? [{ update: 'item', id: before.id, set }] : []
}

/** A tax row, unless the one that holds on its day already says so (model rule 7: corrected by a later row, never edited). */
export function taxChanges(db: Reader, itemId: number, isNew: boolean, tax: TaxWanted): Change[] {
  const held = isNew ? null : taxOn(db, itemId, tax.fromDate)
  if (held && held.class === tax.class && held.rateBp === tax.rateBp && held.cessBp === tax.cessBp && held.hsn === tax.hsn)
    return []
  const row = {
    item_id: itemId,
    from_date: tax.fromDate,
    class: tax.class,
    rate_bp: tax.rateBp,
    cess_bp: tax.cessBp,
    hsn: tax.hsn,
  }
  return [{ insert: 'item_tax', row }]
}

/** Price rows for what differs from the prices that hold on the day; a price given as null is taken away, one left out is not touched. */
export function priceChanges(
  db: Reader,
  item: { id: number; isNew: boolean; saleUnit: string },
  wanted: Partial<Prices>,
  from: LocalDate,
): Change[] {
  return (['mrp', ...rateTiers] as const).flatMap((tier: RateTier | 'mrp'): Change[] => {
    const amount = wanted[tier]
    if (amount === undefined) return []
    const rate: RateE4 | null = amount === null ? null : tier === 'mrp' ? rateE4(amount * 100) : (amount as RateE4)
    const held = item.isNew ? null : rateFor(db, { itemId: item.id, tier, date: from })
    if (rate === null ? held === null : held?.rateE4 === rate && held.unit === item.saleUnit) return []
    return [
      {
        insert: 'price',
        row: { list_id: listId(db, tier), item_id: item.id, unit: item.saleUnit, from_date: from, rate_e4: rate },
      },
    ]
  })
}

/** The further units, replaced whole when they differ. */
export function unitChanges(
  db: Reader,
  itemId: number,
  isNew: boolean,
  units: readonly { unit: string; factor: number }[],
): Change[] {
  const inOrder = [...units].sort((a, b) => a.factor - b.factor || (a.unit < b.unit ? -1 : 1))
  const held = isNew ? [] : furtherUnits(db, itemId)
  if (JSON.stringify(held) === JSON.stringify(inOrder)) return []
  const gone: Change[] = held.length ? [{ delete: 'item_unit', where: { item_id: itemId } }] : []
  return [
    ...gone,
    ...inOrder.map(({ unit, factor }): Change => ({ insert: 'item_unit', row: { item_id: itemId, unit, factor } })),
  ]
}

/** The barcodes wanted, new ones for the sale unit; those no longer wanted are freed. */
export function barcodeChanges(db: Reader, itemId: number, isNew: boolean, saleUnit: string, codes: readonly string[]): Change[] {
  return unitBarcodeChanges(
    db,
    itemId,
    isNew,
    codes.map((code) => ({ code, unit: saleUnit })),
    // a code kept for another unit stays with it
    (held, wanted) => held.code === wanted.code,
  )
}

type Barcode = { code: string; unit: string }
/** The barcodes wanted, each with its unit; those no longer wanted are freed, one that changes its unit is written anew. */
export function unitBarcodeChanges(
  db: Reader,
  itemId: number,
  isNew: boolean,
  wanted: readonly Barcode[],
  same = (a: Barcode, b: Barcode) => a.code === b.code && a.unit === b.unit,
): Change[] {
  const held = isNew ? [] : unitBarcodesOf(db, itemId)
  return [
    ...held
      .filter((one) => !wanted.some((other) => same(one, other)))
      .map(({ code }): Change => ({ delete: 'barcode', where: { code } })),
    ...wanted
      .filter((one) => !held.some((other) => same(other, one)))
      .map(({ code, unit }): Change => ({ insert: 'barcode', row: { code, item_id: itemId, unit } })),
  ]
}
