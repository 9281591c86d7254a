import type { LocalDate } from '../../shared/calendar.ts'
import { type Reader, sql, text, type Writer } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { CostState } from './cost-run.ts'
import { type Place, writeState } from './cost-store.ts'

/** Running figures of the reckoning [R]: states at the ends of months, and items whose cost is being settled in slices. */

const keep = prepared<{ item: number; month: string; state: string }>()((p) =>
  sql
    .insertInto('cost_checkpoint')
    .values({ item_id: p.item, month: p.month, layers_json: p.state })
    .onConflict((on) => on.columns(['item_id', 'month']).doUpdateSet((eb) => ({ layers_json: eb.ref('excluded.layers_json') }))),
)
export const keepCheckpoint = (tx: Writer, item: number, month: string, state: CostState) =>
  tx.do(keep, { item, month, state: writeState(state) })

const forget = prepared<{ item: number; month: string }>()((p) =>
  sql.deleteFrom('cost_checkpoint').where('item_id', '=', p.item).where('month', '>=', p.month),
)
/** Forgets what was kept for the month of a day and later ones: something changes on that day. */
export const forgetCheckpoints = (tx: Writer, item: number, from: LocalDate) => tx.do(forget, { item, month: from.slice(0, 7) })

/** How far an item has come: all of the days before `upto`, and of that day what lies before the place. */
export type Recost = {
  item_id: number
  from_date: LocalDate
  upto: string | null
  place_rank: number | null
  place_id: number | null
  state_json: string | null
}
const columns = ['item_id', 'from_date', 'upto', 'place_rank', 'place_id', 'state_json'] as const

const highest = prepared<Record<never, never>>()(() =>
  sql.selectFrom('recost').select((eb) => eb.fn.max<number | null>('item_id').as('item')),
)
const one = prepared<{ item: number }>()((p) => sql.selectFrom('recost').select(columns).where('item_id', '=', p.item))
const first = prepared<Record<never, never>>()(() => sql.selectFrom('recost').select(columns).orderBy('item_id').limit(1))
export const anyRecost = (db: Reader): boolean => (db.get(highest, {})?.item ?? null) !== null
export const recostOf = (db: Reader, item: number): Recost | undefined => db.get(one, { item }) as Recost | undefined
export const nextRecost = (db: Reader): Recost | undefined => db.get(first, {}) as Recost | undefined
/** How many items' cost is being settled. */
export const settlingItems = (db: Reader): number => db.must(text<{ n: number }>`select count(*) as n from recost`).n

const askLater = prepared<{ item: number; from: LocalDate; good: string }>()((p) =>
  sql
    .updateTable('recost')
    // what was settled up to an earlier day stays good
    .set((eb) => ({
      from_date: eb.case().when('from_date', '<', p.from).then(eb.ref('from_date')).else(p.from).end(),
      state_json: eb
        .case()
        .when('upto', '<', p.good as never)
        .then(eb.ref('state_json'))
        .else(null)
        .end(),
      upto: eb
        .case()
        .when('upto', '<', p.good as never)
        .then(eb.ref('upto'))
        .else(null)
        .end(),
    }))
    .where('item_id', '=', p.item),
)
const askFirst = prepared<{ item: number; from: LocalDate }>()((p) =>
  sql.insertInto('recost').values({ item_id: p.item, from_date: p.from, seq: 0, upto: null, state_json: null }),
)
/**
 * Notes that an item is to be settled from a day on (model, cost of stock 7). What leaves on that day comes `last` of it: had settling
 * come to this day, it goes on from there.
 */
export function askRecost(tx: Writer, item: number, from: LocalDate, last = false): void {
  if (tx.do(askLater, { item, from, good: last ? `${from} ` : from }).changes === 0) tx.do(askFirst, { item, from })
}

/** Every item that has ever moved is to be settled from a day on: after a change of method. */
export function askRecostOfAll(tx: Writer, from: LocalDate): void {
  tx.run(text`delete from cost_checkpoint where month >= ${from.slice(0, 7)}`)
  tx.run(text`insert into recost (item_id, from_date, seq) select distinct item_id, ${from}, 0 from stock_move where true
    on conflict (item_id) do update set from_date = min(recost.from_date, excluded.from_date), upto = null, state_json = null`)
}

const progress = prepared<{ item: number; upto: LocalDate; rank: number; id: number; state: string }>()((p) =>
  sql
    .updateTable('recost')
    .set({ upto: p.upto, place_rank: p.rank, place_id: p.id, state_json: p.state })
    .where('item_id', '=', p.item),
)
export const keepProgress = (tx: Writer, item: number, upto: string, place: Place, state: CostState) =>
  tx.do(progress, { item, upto: upto as LocalDate, ...place, state: writeState(state) })

const done = prepared<{ item: number }>()((p) => sql.deleteFrom('recost').where('item_id', '=', p.item))
export const endRecost = (tx: Writer, item: number) => tx.do(done, { item })
