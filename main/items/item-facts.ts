import type { LocalDate } from '../../shared/calendar.ts'
import type { Schedule } from '../../shared/items/schedules.ts'
import type { ItemStatus } from '../../shared/items/statuses.ts'
import type { TaxClass } from '../../shared/items/tax-rates.ts'
import type { Paise } from '../../shared/money.ts'
import type { BasisPoints, RateE4 } from '../../shared/quantity.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidText } from '../database/uid.ts'
import type { Tier } from './price-lists.ts'

/** The tax of an item on a day. HSN as entered, 4 to 8 digits. */
export type TaxOnDay = {
  fromDate: LocalDate
  class: TaxClass
  rateBp: BasisPoints
  cessBp: BasisPoints
  cessUnitPaise: Paise
  hsn: string
}

const taxAsOn = prepared<{ item: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('item_tax')
    .select(['from_date', 'class', 'rate_bp', 'cess_bp', 'cess_unit_paise', 'hsn'])
    .where('item_id', '=', p.item)
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

/** The tax row that holds on a day (model rule 7): the latest not after it, a later correction of the same day winning. Null before the first. */
export function taxOn(db: Reader, itemId: number, date: LocalDate): TaxOnDay | null {
  const row = db.get(taxAsOn, { item: itemId, date })
  if (!row) return null
  return {
    fromDate: row.from_date,
    class: row.class as TaxClass,
    rateBp: row.rate_bp,
    cessBp: row.cess_bp,
    cessUnitPaise: row.cess_unit_paise,
    hsn: row.hsn,
  }
}

/** A rate and the unit it is per, with that unit's factor: what a line keeps (model rule 6). */
export type Rate = { rateE4: RateE4; unit: string; factor: number }

type PriceRow = { rateE4: RateE4 | null; unit: string; factor: number | null }
const priceAsOn = prepared<{ item: number; batch: number; tier: string; date: LocalDate }>()(
  (p) => text<PriceRow>`select p.rate_e4 as rateE4, p.unit,
      case p.unit when i.sale_unit then i.sale_factor when i.base_unit then 1 else (select u.factor from item_unit u where u.item_id = i.id and u.unit = p.unit) end as factor
    from price p join item i on i.id = p.item_id
    where p.item_id = ${p.item} and p.list_id = (select l.id from price_list l where l.tier = ${p.tier}) and p.batch_id in (0, ${p.batch}) and p.from_date <= ${p.date}
    order by p.batch_id desc, p.from_date desc, p.seq desc, p.id desc limit 1`,
)

/**
 * The rate of a tier on a day: of the batch when it has one of its own, else of the item. Null when none is known or the last one was
 * taken away.
 */
export function rateFor(db: Reader, ask: { itemId: number; batchId?: number | null; tier: Tier; date: LocalDate }): Rate | null {
  const row = db.get(priceAsOn, { item: ask.itemId, batch: ask.batchId ?? 0, tier: ask.tier, date: ask.date })
  return row?.rateE4 == null || row.factor === null ? null : { rateE4: row.rateE4, unit: row.unit, factor: row.factor }
}

/** What a document has to know of an item on a day. */
export type ItemFacts = {
  id: number
  uid: string
  code: string | null
  name: string
  manufacturer: string | null
  composition: string | null
  packLabel: string | null
  baseUnit: string
  saleUnit: string
  saleFactor: number
  /** All its units with their factors, the base unit first. */
  units: { unit: string; factor: number }[]
  uqc: string
  decimals: number
  schedule: Schedule
  rack: string | null
  active: boolean
  status: ItemStatus
  /** The unit goods are bought in: the sale unit unless said. */
  purchaseUnit: string
  /** Null when the item has no tax row yet on that day: such an item cannot be billed. */
  tax: TaxOnDay | null
}

const byId = prepared<{ id: number }>()((p) =>
  sql
    .selectFrom('item')
    .select([
      'id',
      'uid',
      'code',
      'name',
      'manufacturer',
      'composition',
      'pack_label',
      'base_unit',
      'sale_unit',
      'sale_factor',
      'uqc',
      'decimals',
      'schedule',
      'rack',
      'active',
      'status',
      'purchase_unit',
    ])
    .where('id', '=', p.id),
)
const furtherUnits = prepared<{ item: number }>()((p) =>
  sql.selectFrom('item_unit').select(['unit', 'factor']).where('item_id', '=', p.item).orderBy('factor').orderBy('unit'),
)

/** The units an item is billed in, smallest first: base, sale unit and the others. */
export function unitsOf(
  db: Reader,
  item: { id: number; baseUnit: string; saleUnit: string; saleFactor: number },
): { unit: string; factor: number }[] {
  const sale = item.saleUnit === item.baseUnit ? [] : [{ unit: item.saleUnit, factor: item.saleFactor }]
  return [{ unit: item.baseUnit, factor: 1 }, ...sale, ...db.all(furtherUnits, { item: item.id })]
}

/** The items a document names, by id, as on its date; one that does not exist is not in the map. */
export function itemFacts(db: Reader, itemIds: Iterable<number>, date: LocalDate): Map<number, ItemFacts> {
  const facts = new Map<number, ItemFacts>()
  for (const id of itemIds) {
    if (facts.has(id)) continue
    const row = db.get(byId, { id })
    if (!row) continue
    const units = { id, baseUnit: row.base_unit, saleUnit: row.sale_unit, saleFactor: row.sale_factor }
    facts.set(id, {
      ...units,
      uid: uidText(row.uid),
      code: row.code,
      name: row.name,
      manufacturer: row.manufacturer,
      composition: row.composition,
      packLabel: row.pack_label,
      units: unitsOf(db, units),
      uqc: row.uqc,
      decimals: row.decimals,
      schedule: row.schedule as Schedule,
      rack: row.rack,
      active: row.active === 1,
      status: row.status as ItemStatus,
      purchaseUnit: row.purchase_unit ?? row.sale_unit,
      tax: taxOn(db, id, date),
    })
  }
  return facts
}
