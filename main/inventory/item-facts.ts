import type { TaxClass } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { type BasisPoints, basisPoints } from '../../shared/quantity.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

/** What receiving goods has to know of an item on a day. */
export type ItemFacts = {
  id: number
  uid: Uint8Array
  name: string
  saleUnit: string
  /** Base units in the sale unit. */
  saleFactor: number
  uqc: string
  /** Decimals a quantity of base units may have. */
  decimals: number
  active: boolean
  hsn: string
  taxClass: TaxClass
  rateBp: BasisPoints
  cessBp: BasisPoints
  cessUnitPaise: Paise
}

const item = prepared<{ id: number }>()((p) =>
  sql
    .selectFrom('item')
    .select(['id', 'uid', 'name', 'sale_unit', 'sale_factor', 'uqc', 'decimals', 'active'])
    .where('id', '=', p.id),
)
const tax = prepared<{ item: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('item_tax')
    .select(['class', 'rate_bp', 'cess_bp', 'cess_unit_paise', 'hsn'])
    .where('item_id', '=', p.item)
    .where('from_date', '<=', p.date)
    .orderBy('from_date', 'desc')
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

/** Items by id with their tax as on a date; one that does not exist is not in the map. Without any tax row an item is nil rated. */
export function itemFacts(db: Reader, ids: Iterable<number>, date: LocalDate): Map<number, ItemFacts> {
  const facts = new Map<number, ItemFacts>()
  for (const id of new Set(ids)) {
    const row = db.get(item, { id })
    if (!row) continue
    const taxed = db.get(tax, { item: id, date })
    facts.set(id, {
      id,
      uid: row.uid,
      name: row.name,
      saleUnit: row.sale_unit,
      saleFactor: row.sale_factor,
      uqc: row.uqc,
      decimals: row.decimals,
      active: row.active === 1,
      hsn: taxed?.hsn ?? '',
      taxClass: (taxed?.class ?? 'nil') as TaxClass,
      rateBp: basisPoints(taxed?.rate_bp ?? 0),
      cessBp: basisPoints(taxed?.cess_bp ?? 0),
      cessUnitPaise: paise(taxed?.cess_unit_paise ?? 0),
    })
  }
  return facts
}
