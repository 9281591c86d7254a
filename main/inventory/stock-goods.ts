import type { LocalDate } from '../../shared/calendar.ts'
import { mostPerLineMilli } from '../../shared/inventory/receiving.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { type BatchFacts, batchFacts } from './batch-store.ts'
import { type ItemFacts, itemFacts } from './item-facts.ts'
import { type PlaceAddress, placeAddress } from './place-address.ts'

export type LocationKind = 'saleable' | 'quarantine' | 'expiry' | 'transit' | 'with_customer' | 'with_supplier'
export type Place = {
  id: number
  uid: Uint8Array
  name: string
  kind: LocationKind
  active: number
  address: PlaceAddress | null
}

/** Goods of a batch at a place, in base units. */
export type Goods = { itemId: number; batchId: number; locationId: number; qtyMilli: number }

export type GoodsFacts = {
  items: ReadonlyMap<number, ItemFacts>
  batches: ReadonlyMap<number, BatchFacts>
  places: ReadonlyMap<number, Place>
}

/** Where people can put their hands on goods; the others hold what is on its way or with somebody else. */
export const onHandKinds: readonly LocationKind[] = ['saleable', 'quarantine', 'expiry']

export const places = (db: Reader): Map<number, Place> =>
  new Map(
    db
      .rows(sql.selectFrom('location').selectAll())
      .map(({ id, uid, name, kind, active, ...row }) => [
        id,
        { id, uid, name, kind: kind as LocationKind, active, address: placeAddress(row) },
      ]),
  )

/** A place as a document keeps it: its address of the day stands on the challan for good. */
export const keptPlace = (place: Place) => ({ uid: uidText(place.uid), name: place.name, address: place.address })

/** A place by id, open and of ours; refuses `no-location`, `location-closed`, `place-not-here` beside `field`. */
export function placeFor(all: ReadonlyMap<number, Place>, id: number, field: string, kinds = onHandKinds): Place {
  const place = all.get(id)
  if (!place) throw new Refusal('inventory/no-location', 'There is no such place', field)
  if (place.active === 0)
    throw new Refusal('inventory/location-closed', `${place.name} is closed`, field, { location: place.name })
  if (!kinds.includes(place.kind)) {
    const code = place.kind === 'with_supplier' ? 'inventory/at-supplier' : 'inventory/place-not-here'
    throw new Refusal(code, `${place.name} holds goods that are not here`, field, { location: place.name })
  }
  return place
}

/**
 * Refuses lines that name no item or batch, a batch of another item, a quantity of nothing, an absurd one or parts of a piece, and the
 * same batch at the same place twice; beside `lines.N.…`.
 */
export function checkGoods(
  db: Reader,
  lines: readonly Goods[],
  { date, fieldOf = (at) => `lines.${at}` }: { date: LocalDate; fieldOf?: (at: number) => string },
): GoodsFacts {
  const facts: GoodsFacts = {
    items: itemFacts(
      db,
      lines.map((line) => line.itemId),
      date,
    ),
    batches: batchFacts(
      db,
      lines.map((line) => line.batchId),
      date,
    ),
    places: places(db),
  }
  const seen = new Set<string>()
  for (const [at, line] of lines.entries()) {
    const field = (name: string) => `${fieldOf(at)}.${name}`
    const item = facts.items.get(line.itemId)
    if (!item) throw new Refusal('inventory/no-item', 'There is no such item', field('itemId'))
    const batch = facts.batches.get(line.batchId)
    if (!batch || batch.itemId !== line.itemId)
      throw new Refusal('inventory/no-batch', `${item.name} has no such batch`, field('batchId'), { item: item.name })
    checkQuantity(item, line.qtyMilli, field('qtyMilli'))
    const key = `${line.batchId} ${line.locationId}`
    if (seen.has(key))
      throw new Refusal('inventory/batch-twice', `Batch ${batch.number} is on an earlier line already`, field('batchId'), {
        batch: batch.number,
      })
    seen.add(key)
  }
  return facts
}

function checkQuantity({ name, decimals }: ItemFacts, qtyMilli: number, field: string): void {
  if (qtyMilli === 0) throw new Refusal('inventory/quantity-needed', `${name}: a quantity is needed`, field, { item: name })
  if (Math.abs(qtyMilli) > mostPerLineMilli)
    throw new Refusal('inventory/quantity-absurd', `${name}: more than 1,00,00,000 on one line is surely a slip`, field, {
      item: name,
    })
  if (qtyMilli % 10 ** (3 - decimals) !== 0)
    throw new Refusal('inventory/part-of-a-piece', `${name} is not kept in such small parts`, field, { item: name, decimals })
}

/** Refuses a quantity below zero where goods only go one way. */
export function checkAllPositive(lines: readonly Goods[], facts: GoodsFacts): void {
  const at = lines.findIndex((line) => line.qtyMilli < 0)
  const item = facts.items.get(lines[at]?.itemId ?? 0)?.name ?? ''
  if (at >= 0)
    throw new Refusal('inventory/quantity-needed', `${item}: a quantity above zero is needed`, `lines.${at}.qtyMilli`, { item })
}
