import type { LocalDate } from '../../shared/calendar.ts'
import { formatMilli, type Milli, milli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'

/** A move that takes (negative) or brings stock; `field` is what a refusal is shown beside. */
export type Wanted = { itemId: number; batchId: number; locationId: number; qtyMilli: number; field?: string | undefined }

type Place = { itemId: number; batchId: number; locationId: number }

const onHand = prepared<{ batch: number; location: number }>()((p) =>
  sql.selectFrom('on_hand').select('qty').where('batch_id', '=', p.batch).where('location_id', '=', p.location),
)
const movedAfter = prepared<{ item: number; batch: number; location: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('stock_move')
    .select(['date', (eb) => eb.fn.sum<Milli>('qty').as('qty')])
    .where('item_id', '=', p.item)
    .where('batch_id', '=', p.batch)
    .where('location_id', '=', p.location)
    .where('date', '>', p.date)
    .groupBy('date')
    .orderBy('date', 'desc'),
)
const newestDate = prepared<Record<never, never>>()(() =>
  sql.selectFrom('posting').select((eb) => eb.fn.max<LocalDate | null>('date').as('date')),
)
const newestOf = (db: Reader): LocalDate | null => db.get(newestDate, {})?.date ?? null
const batchNumber = prepared<{ batch: number }>()((p) => sql.selectFrom('batch').select('number').where('id', '=', p.batch))

/** What a document of that date can take: the least on hand from the date to now (model rule 8), so that no later day falls below zero. */
export const availableOn = (db: Reader, place: Place, date: LocalDate): Milli =>
  leastFrom(db, place, date, newestOf(db) ?? date).qtyMilli

/** The least on hand and the first day it is so. At the counter `newest` – the latest date of any posting – is today, and then no later day has to be looked at. */
function leastFrom(db: Reader, place: Place, date: LocalDate, newest: LocalDate): { qtyMilli: Milli; day: LocalDate } {
  const at = { item: place.itemId, batch: place.batchId, location: place.locationId }
  let qty: number = db.get(onHand, at)?.qty ?? 0
  if (newest <= date) return { qtyMilli: milli(qty), day: date }
  let least = qty
  let day = date
  for (const later of db.all(movedAfter, { ...at, date })) {
    // what is on hand at the end of this day; the days run backwards
    if (qty <= least) {
      least = qty
      day = later.date
    }
    qty -= later.qty
  }
  return qty <= least ? { qtyMilli: milli(qty), day: date } : { qtyMilli: milli(least), day }
}

/**
 * Refuses `inventory/stock-short` when an entry takes more of a batch than there is on its date or any later day. The firm's fact
 * `negative-stock` may say `warn` (to be accepted with a reason) or `allow`. What the entry itself brings back counts.
 */
export function assertAvailable(given: Writing, moves: readonly Wanted[], date: LocalDate): void {
  const takes = new Map<string, Wanted>()
  for (const move of moves) {
    const key = `${move.batchId} ${move.locationId}`
    const before = takes.get(key)
    takes.set(key, {
      ...move,
      qtyMilli: move.qtyMilli + (before?.qtyMilli ?? 0),
      field: move.qtyMilli < 0 ? move.field : before?.field,
    })
  }
  const newest = newestOf(given.tx) ?? date
  let policy: string | null | undefined
  for (const take of takes.values()) {
    if (take.qtyMilli >= 0) continue
    const { qtyMilli: availableMilli, day } = leastFrom(given.tx, take, date, newest)
    if (-take.qtyMilli <= availableMilli) continue
    policy ??= firmFact(given.tx, 'negative-stock', date)
    if (policy === 'allow') return
    const batch = given.tx.get(batchNumber, { batch: take.batchId })?.number ?? ''
    const details = {
      batch,
      day,
      available: formatMilli(Math.max(availableMilli, 0)),
      availableMilli: Math.max(availableMilli, 0),
      wanted: formatMilli(-take.qtyMilli),
    }
    if (policy === 'warn') given.warn('inventory/stock-short', take.field, details)
    else
      throw new Refusal(
        'inventory/stock-short',
        `Only ${details.available} available in batch ${batch} on ${day}, ${details.wanted} wanted`,
        take.field,
        details,
      )
  }
}
