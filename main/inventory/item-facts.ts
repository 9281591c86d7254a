import type { TaxClass } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { type BasisPoints, basisPoints } from '../../shared/quantity.ts'
import type { Reader } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { itemFacts as wholeFacts } from '../items/item-facts.ts'

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
  hsn: string
  taxClass: TaxClass
  rateBp: BasisPoints
  cessBp: BasisPoints
  cessUnitPaise: Paise
  /** False before the item's first tax row: it can be counted as opening stock, not bought. */
  taxKnown: boolean
}

/** Items by id with their tax as on a date; one that does not exist is not in the map. */
export function itemFacts(db: Reader, ids: Iterable<number>, date: LocalDate): Map<number, ItemFacts> {
  const facts = new Map<number, ItemFacts>()
  for (const [id, { uid, name, saleUnit, saleFactor, uqc, decimals, tax }] of wholeFacts(db, ids, date)) {
    facts.set(id, {
      id,
      uid: uidBytes(uid),
      name,
      saleUnit,
      saleFactor,
      uqc,
      decimals,
      hsn: tax?.hsn ?? '',
      taxClass: tax?.class ?? 'nil',
      rateBp: tax?.rateBp ?? basisPoints(0),
      cessBp: tax?.cessBp ?? basisPoints(0),
      cessUnitPaise: tax?.cessUnitPaise ?? paise(0),
      taxKnown: tax !== null,
    })
  }
  return facts
}
