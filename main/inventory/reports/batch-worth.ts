import { sql as raw } from 'kysely'
import type { LocalDate } from '../../../shared/calendar.ts'
import { distribute, type Paise, paise } from '../../../shared/money.ts'
import { type Reader, text } from '../../database/connection.ts'
import { costPeriods } from '../cost-store.ts'
import { pastDay, quantitiesOf, quantitiesOn, valuesOf, valuesOn } from './on-day.ts'
import { worthOfPart } from './worth.ts'

type Day = { asOn: LocalDate | null; today: LocalDate }
type Held = { item_id: number; batch_id: number; qty: number }
type Valued = { item_id: number; batch_id: number; value: number }
/** Paise by item or batch. */
type Worth = Map<number, number>

/** What a quantity of a batch is worth. */
export type BatchPart = (batchId: number, qtyMilli: number) => Paise

/** True when each batch is costed by itself on the day asked for. */
export const poolsByBatch = (db: Reader, { asOn, today }: Day): boolean => costPeriods(db, asOn ?? today).at(-1)?.pool === 'batch'

const heldOn = (past: LocalDate | null, items: readonly number[] | null) => text<Held>`
  select b.item_id, b.id as batch_id, sum(s.qty) as qty
  from (${items === null ? quantitiesOn(past) : quantitiesOf(past, items)}) s join batch b on b.id = s.batch_id group by b.id having sum(s.qty) <> 0`

const itemWorth = (past: LocalDate | null, items: readonly number[] | null) =>
  text<{
    id: number
    value: number
  }>`select item_id as id, sum(value) as value from (${items === null ? valuesOn(past) : valuesOf(past, items)}) group by item_id`

const layersNow = (items: readonly number[] | null) => text<Valued>`
  select item_id, batch_id, sum(value_left) as value from cost_layer
  where batch_id <> 0 ${items === null ? raw`` : raw`and item_id in (select value from json_each(${JSON.stringify(items)}))`} group by item_id, batch_id`

/** What the moves of each batch were valued at, in postings of some days; of some items by their moves. */
const posted = (days: { after: string; upto: string }, items: readonly number[] | null) => text<Valued>`
  select m.item_id, m.batch_id, sum(v.amount) as value from ${
    items === null
      ? raw`posting p join stock_value v on v.posting_id = p.id join stock_move m on m.id = v.move_id`
      : raw`json_each(${JSON.stringify(items)}) j cross join stock_move m indexed by stock_move_by_item on m.item_id = j.value
          cross join stock_value v on v.move_id = m.id join posting p on p.id = v.posting_id`
  } where p.date > ${days.after} and p.date <= ${days.upto} group by m.item_id, m.batch_id`

const byBatch = (rows: readonly Valued[]): Worth => new Map(rows.map((row) => [row.batch_id, row.value]))

/**
 * Gives what of an item's value no batch accounts for to the batches that are below nothing (goods that left before they came stand at
 * a provisional cost, and in no layer), else to all by quantity: so the batches of an item are worth what the item is.
 */
function closeOnItems(worth: Worth, held: readonly Held[], items: Worth): void {
  const batches = new Map<number, Held[]>()
  for (const one of held) {
    const list = batches.get(one.item_id)
    if (list) list.push(one)
    else batches.set(one.item_id, [one])
  }
  for (const [item, list] of batches) {
    const rest = (items.get(item) ?? 0) - list.reduce((sum, one) => sum + (worth.get(one.batch_id) ?? 0), 0)
    if (rest === 0) continue
    const below = list.filter((one) => one.qty < 0)
    const takers = below.length > 0 ? below : list
    const parts = distribute(
      paise(rest),
      takers.map((one) => Math.abs(one.qty)),
    )
    for (const [at, one] of takers.entries()) worth.set(one.batch_id, (worth.get(one.batch_id) ?? 0) + (parts[at] as number))
  }
}

type Items = readonly number[] | null
const worthByItem = (db: Reader, past: LocalDate | null, items: Items): Worth =>
  new Map(db.rows(itemWorth(past, items)).map((row) => [row.id, row.value]))

function worthNow(db: Reader, items: Items): Worth {
  const worth = byBatch(db.rows(layersNow(items)))
  closeOnItems(worth, db.rows(heldOn(null, items)), worthByItem(db, null, items))
  return worth
}

/**
 * What each batch was worth at the end of a past day. Since the pool and method of today came into force it is what the batch is worth
 * now less what was posted for it after that day; in the first period of the books, what was posted for it up to the day. Between two
 * changes neither holds, for their entries belong to the item: there a batch counts for its share of the quantity.
 */
function worthBefore(db: Reader, past: LocalDate, { today, items }: { today: LocalDate; items: Items }): Worth {
  const periods = costPeriods(db, today)
  const at = costPeriods(db, past).length
  const worth: Worth = new Map()
  if (at === periods.length) {
    for (const [batch, value] of worthNow(db, items)) worth.set(batch, value)
    for (const { batch_id, value } of db.rows(posted({ after: past, upto: '9999' }, items)))
      worth.set(batch_id, (worth.get(batch_id) ?? 0) - value)
  } else if (at === 1)
    for (const [batch, value] of byBatch(db.rows(posted({ after: '', upto: past }, items)))) worth.set(batch, value)
  closeOnItems(worth, db.rows(heldOn(past, items)), worthByItem(db, past, items))
  return worth
}

/**
 * What quantities of batches are worth on a day where each batch is a pool of its own: a batch shows its pool's value, a place of it the
 * share of its quantity. `items`: only batches of these (null: all). Null where the pool is the item.
 */
export function batchWorth(db: Reader, day: Day, items: Items = null): BatchPart | null {
  if (!poolsByBatch(db, day)) return null
  const past = pastDay(day)
  const worth = past === null ? worthNow(db, items) : worthBefore(db, past, { today: day.today, items })
  const held = new Map(db.rows(heldOn(past, items)).map((one) => [one.batch_id, one.qty]))
  return (batchId, qtyMilli) => worthOfPart(qtyMilli, { qty: held.get(batchId) ?? 0, value: worth.get(batchId) ?? 0 })
}
