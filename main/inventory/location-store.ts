import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { availableOn } from './availability.ts'
import { type PlaceAddress, placeAddress, placeColumns } from './place-address.ts'
import type { LocationKind } from './stock-goods.ts'

type LocationRow = {
  id: number
  uid: Uint8Array
  name: string
  kind: LocationKind
  active: number
  batches: number
  racks: number
} & Parameters<typeof placeAddress>[0]

/** Every place (or only the open ones) with how many batches stand there, saleable ones first. */
export const listLocations = (db: Reader, onlyActive: boolean) =>
  db
    .rows(text<LocationRow>`
      select l.id, l.uid, l.name, l.kind, l.active, l.address_1, l.address_2, l.city, l.pin, l.state_code, (select count(*) from on_hand h where h.location_id = l.id and h.qty <> 0) as batches,
        (select count(*) from item_rack r where r.location_id = l.id) as racks
      from location l where l.active >= ${onlyActive ? 1 : 0}
      order by case l.kind when 'saleable' then 0 when 'quarantine' then 1 when 'expiry' then 2 when 'transit' then 3 else 4 end, l.id`)
    .map(({ id, uid, name, kind, active, batches, racks, ...row }) => ({
      id,
      uid: uidText(uid),
      name,
      kind,
      active: active === 1,
      address: placeAddress(row),
      batches,
      racks,
    }))

export type LocationDraft = {
  uid: string
  name: string
  kind: LocationKind
  active: boolean
  address?: PlaceAddress | null | undefined
}

/**
 * Adds a place or changes it. Refuses a name that another place has, another kind for a place that goods were moved at, closing one
 * with stock, closing the last saleable one or the last for goods on the way, and what `placeColumns` refuses of its address.
 */
export function saveLocation(given: Writing, draft: LocationDraft): void {
  const { tx } = given
  const all = listLocations(tx, false)
  const before = all.find((one) => one.uid === draft.uid)
  const same = all.find((one) => one.uid !== draft.uid && one.name.toLowerCase() === draft.name.toLowerCase())
  if (same) throw new Refusal('inventory/location-twice', `${same.name} is there already`, 'name', { name: same.name })
  if (before) {
    const moved = tx.row(sql.selectFrom('stock_move').select('id').where('location_id', '=', before.id).limit(1))
    if (draft.kind !== before.kind && moved)
      throw new Refusal('inventory/location-kind', `${before.name} has goods: it keeps its kind`, 'kind', { name: before.name })
    if (before.active && !draft.active && before.batches > 0)
      throw new Refusal('inventory/location-stocked', `${before.name} still has goods`, 'active', {
        name: before.name,
        batches: before.batches,
      })
    const leaves = before.active && (!draft.active || draft.kind !== before.kind)
    const needed = before.kind === 'saleable' || before.kind === 'transit'
    if (leaves && needed && !all.some((one) => one.id !== before.id && one.active && one.kind === before.kind))
      throw new Refusal('inventory/location-needed', `${before.name} is the only one of its kind`, 'active', {
        name: before.name,
      })
  }
  const stands = draft.address === undefined ? {} : placeColumns(tx, draft.address)
  const row = { name: draft.name, kind: draft.kind, active: draft.active ? 1 : 0, ...stands }
  change(
    given,
    [
      before
        ? { update: 'location', id: before.id, set: row }
        : { insert: 'location', row: { uid: uidBytes(draft.uid), ...row } },
    ],
    { entity: 'location', entityUid: draft.uid },
  )
}

/** Puts an item on a rack at one place; null takes that back. */
export function saveRack(given: Writing, draft: { itemId: number; locationId: number; rack: string | null }): void {
  const { tx } = given
  if (!tx.row(sql.selectFrom('item').select('id').where('id', '=', draft.itemId)))
    throw new Refusal('inventory/no-item', 'There is no such item', 'itemId')
  if (!tx.row(sql.selectFrom('location').select('id').where('id', '=', draft.locationId)))
    throw new Refusal('inventory/no-location', 'There is no such place', 'locationId')
  const where = { item_id: draft.itemId, location_id: draft.locationId }
  const before = tx.row(
    sql.selectFrom('item_rack').selectAll().where('item_id', '=', draft.itemId).where('location_id', '=', draft.locationId),
  )
  if (!before && draft.rack === null) return
  change(
    given,
    [
      draft.rack === null
        ? { delete: 'item_rack', where }
        : before
          ? { update: 'item_rack', id: before.id, set: { rack: draft.rack } }
          : { insert: 'item_rack', row: { ...where, rack: draft.rack } },
    ],
    { entity: 'item_rack' },
  )
}

type PlacedRow = {
  id: number
  number: string
  expiry: string | null
  mrp: number | null
  pack_factor: number
  location_id: number
  location: string
  location_kind: string
  qty: number
  rack: string | null
}

/** Batches of an item wherever they stand, expired and blocked ones too; `empty`: also those with none left, at the places of ours. */
export function placedBatches(db: Reader, ask: { itemId: number; date: string; locationId: number | null; empty: boolean }) {
  const rows = db.rows(text<PlacedRow>`
    select b.id, b.number, b.expiry, b.mrp_printed as mrp, b.pack_factor, l.id as location_id, l.name as location, l.kind as location_kind, coalesce(h.qty, 0) as qty,
      coalesce(r.rack, i.rack) as rack
    from item i join batch b on b.item_id = i.id join location l on l.active = 1 and (${ask.locationId} is null or l.id = ${ask.locationId})
      left join on_hand h on h.batch_id = b.id and h.location_id = l.id left join item_rack r on r.item_id = i.id and r.location_id = l.id
    where i.id = ${ask.itemId} and (coalesce(h.qty, 0) > 0 or (${ask.empty ? 1 : 0} = 1 and l.kind in ('saleable','quarantine','expiry')))
    order by coalesce(h.qty, 0) <= 0, b.expiry is null, b.expiry, b.number, b.id, l.id limit 200`)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    expiry: row.expiry,
    expired: row.expiry !== null && row.expiry < ask.date,
    mrpPaise: row.mrp as never,
    packFactor: row.pack_factor,
    locationId: row.location_id,
    location: row.location,
    locationKind: row.location_kind,
    onHandMilli: row.qty as never,
    availableMilli: availableOn(db, { itemId: ask.itemId, batchId: row.id, locationId: row.location_id }, ask.date as never),
    rack: row.rack,
  }))
}

type RackRow = { item_id: number; item: string; pack: string | null; rack: string | null; own: number }

/** The racks of a place: items with stock there, or with a rack told for it. */
export function listRacks(db: Reader, ask: { locationId: number; filter: string; offset: number; limit: number }) {
  const like = `%${ask.filter.replace(/[\\%_]/g, '\\$&')}%`
  const items = text<{ total: number; racks: number }>`
    select count(*) as total, coalesce(sum(r.rack is not null), 0) as racks from item i left join item_rack r on r.item_id = i.id and r.location_id = ${ask.locationId}
    where (i.name like ${like} escape '\\' or coalesce(r.rack, i.rack, '') like ${like} escape '\\') and (r.id is not null or exists
      (select 1 from batch b join on_hand h on h.batch_id = b.id where b.item_id = i.id and h.location_id = ${ask.locationId} and h.qty <> 0))`
  const rows = db.rows(text<RackRow>`
    select i.id as item_id, i.name as item, i.pack_label as pack, coalesce(r.rack, i.rack) as rack, r.id is not null as own
    from item i left join item_rack r on r.item_id = i.id and r.location_id = ${ask.locationId}
    where (i.name like ${like} escape '\\' or coalesce(r.rack, i.rack, '') like ${like} escape '\\') and (r.id is not null or exists
      (select 1 from batch b join on_hand h on h.batch_id = b.id where b.item_id = i.id and h.location_id = ${ask.locationId} and h.qty <> 0))
    order by coalesce(r.rack, i.rack) is null, coalesce(r.rack, i.rack), i.name collate nocase limit ${ask.limit} offset ${ask.offset}`)
  const { total, racks } = db.must(items)
  return {
    rows: rows.map((row) => ({ itemId: row.item_id, item: row.item, pack: row.pack, rack: row.rack, own: row.own === 1 })),
    total,
    sums: { racks },
  }
}
