import type { LocalDate } from '../../shared/calendar.ts'
import type { QuantityScheme, SchemeBuyers, SchemeGoods, ValueScheme } from '../../shared/items/scheme.ts'
import type { Paise } from '../../shared/money.ts'
import type { BasisPoints } from '../../shared/quantity.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidText } from '../database/uid.ts'

/** The buyer as schemes see him; null is a walk-in customer, who buys by PTR. */
type Buyer = { id: number; tier: string; route: string | null } | null

type SchemeRow = {
  uid: Uint8Array
  name: string
  fromDate: string
  toDate: string | null
  itemId: number | null
  manufacturer: string | null
  category: string | null
  partyId: number | null
  tier: string | null
  route: string | null
  buyPacks: number
  freePacks: number
  minPacks: number
  repeats: number
  half: number
  freeId: number | null
  freeName: string | null
  freeFactor: number | null
  freeUnit: string | null
}
const schemeRows = prepared<{
  item: number
  manufacturer: string | null
  category: string | null
  party: number
  tier: string
  route: string | null
  date: LocalDate
}>()(
  (
    p,
  ) => text<SchemeRow>`select s.uid, s.name, s.from_date as fromDate, s.to_date as toDate, s.item_id as itemId, s.manufacturer, s.category, s.party_id as partyId, s.tier, s.route,
      s.buy_packs as buyPacks, s.free_packs as freePacks, s.min_packs as minPacks, s.repeats, s.half, f.id as freeId, f.name as freeName, f.sale_factor as freeFactor, f.sale_unit as freeUnit
    from scheme s left join item f on f.id = s.free_item_id
    where s.id in (
      select id from scheme where item_id = ${p.item}
      union all select id from scheme where manufacturer = ${p.manufacturer} collate nocase
      union all select id from scheme where category = ${p.category} collate nocase
      union all select id from scheme where item_id is null and manufacturer is null and category is null)
    and s.kind = 'quantity' and s.active = 1 and s.from_date <= ${p.date} and (s.to_date is null or s.to_date >= ${p.date})
    and (s.party_id is null or s.party_id = ${p.party}) and (s.tier is null or s.tier = ${p.tier}) and (s.route is null or s.route = ${p.route} collate nocase)
    order by s.id`,
)
const buyersOf = (row: { partyId: number | null; tier: string | null; route: string | null }): SchemeBuyers =>
  row.partyId !== null ? 'party' : row.route !== null ? 'route' : row.tier !== null ? 'tier' : 'everybody'
const goodsOf = (row: SchemeRow): SchemeGoods =>
  row.itemId !== null ? 'item' : row.category !== null ? 'category' : row.manufacturer !== null ? 'company' : 'all'

function quantityScheme(row: SchemeRow): QuantityScheme {
  return {
    uid: uidText(row.uid),
    name: row.name,
    fromDate: row.fromDate,
    toDate: row.toDate,
    goods: goodsOf(row),
    buyers: buyersOf(row),
    buyPacks: row.buyPacks,
    freePacks: row.freePacks,
    minPacks: row.minPacks,
    repeats: row.repeats === 1,
    half: row.half === 1,
    freeItem:
      row.freeId === null
        ? null
        : { id: row.freeId, name: row.freeName ?? '', factor: row.freeFactor ?? 1, unit: row.freeUnit ?? '' },
  }
}

type ValueRow = {
  uid: Uint8Array
  name: string
  fromDate: string
  toDate: string | null
  partyId: number | null
  tier: string | null
  route: string | null
  minPaise: Paise
  afterTax: number
  mode: ValueScheme['mode']
  discountBp: BasisPoints
  discountPaise: Paise
}
const valueRows = prepared<{ party: number; tier: string; route: string | null; date: LocalDate }>()(
  (
    p,
  ) => text<ValueRow>`select uid, name, from_date as fromDate, to_date as toDate, party_id as partyId, tier, route, min_value as minPaise, after_tax as afterTax, mode,
      discount_bp as discountBp, discount_paise as discountPaise
    from scheme where item_id is null and kind = 'value' and active = 1 and from_date <= ${p.date} and (to_date is null or to_date >= ${p.date})
    and (party_id is null or party_id = ${p.party}) and (tier is null or tier = ${p.tier}) and (route is null or route = ${p.route} collate nocase) order by id`,
)

/** Bill-value schemes that run on the day for a buyer. */
export const valueSchemes = (db: Reader, party: Buyer, date: LocalDate) =>
  db
    .all(valueRows, { party: party?.id ?? 0, tier: party?.tier ?? 'ptr', route: party?.route ?? null, date })
    .map(({ uid, partyId, tier, route, afterTax, ...row }) => ({
      ...row,
      uid: uidText(uid),
      afterTax: afterTax === 1,
      buyers: buyersOf({ partyId, tier, route }),
    }))

/** Quantity schemes that run on the day for an item and buyer. */
export const quantitySchemes = (
  db: Reader,
  item: { id: number; manufacturer: string | null; category: string | null },
  party: Buyer,
  date: LocalDate,
): QuantityScheme[] =>
  db
    .all(schemeRows, {
      item: item.id,
      manufacturer: item.manufacturer,
      category: item.category,
      party: party?.id ?? 0,
      tier: party?.tier ?? 'ptr',
      route: party?.route ?? null,
      date,
    })
    .map(quantityScheme)
