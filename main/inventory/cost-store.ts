import type { MoveKind } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { factDefaults } from '../../shared/company/fact-defaults.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { type CostMethod, type CostPool, costMethods, costPools, type MethodPeriod, type UnitCost } from './cost.ts'
import { type CostState, laterMethods } from './cost-run.ts'
import { wayOf } from './shelf.ts'

/** What the reckoning of an item reads of the book. */

const methodFacts = prepared<{ upto: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select(['from_date', 'name', 'value'])
    .where('subject_type', '=', 'firm')
    .where('subject_id', '=', 1)
    .where('name', 'in', ['cost-method', 'cost-pool'])
    .where('from_date', '<=', p.upto)
    .orderBy('from_date')
    .orderBy('seq')
    .orderBy('id'),
)
const knownMethod = (value: string | null): CostMethod =>
  costMethods.find((method) => method === value) ?? factDefaults['cost-method']
const knownPool = (value: string | null): CostPool => costPools.find((pool) => pool === value) ?? factDefaults['cost-pool']

/** The firm's methods and pools up to a day, each with the day it came into force; the first holds for all days before the second. */
export function costPeriods(db: Reader, upto: LocalDate): readonly MethodPeriod[] {
  const byDay = new Map<string, MethodPeriod>()
  let now: MethodPeriod = { from: '', method: knownMethod(null), pool: knownPool(null) }
  for (const { from_date: from, name, value } of db.all(methodFacts, { upto })) {
    now = name === 'cost-pool' ? { ...now, from, pool: knownPool(value) } : { ...now, from, method: knownMethod(value) }
    byDay.set(from, now)
  }
  const periods: MethodPeriod[] = []
  for (const period of byDay.values()) {
    const before = periods.at(-1)
    if (!before || wayOf(before) !== wayOf(period)) periods.push(period)
  }
  return periods.length > 0 ? periods : [now]
}

const windowOf = prepared<{ item: number; after: string; upto: string }>()((p) =>
  sql
    .selectFrom('batch as b')
    .innerJoin('stock_move as m', (join) => join.onRef('m.item_id', '=', 'b.item_id').onRef('m.batch_id', '=', 'b.id'))
    .innerJoin('posting as p', 'p.id', 'm.posting_id')
    .leftJoin('stock_value as v', 'v.move_id', 'm.id')
    .select((eb) => [
      'm.id',
      'm.date',
      'm.batch_id',
      'm.qty',
      'm.kind',
      'm.of_move',
      'p.kind as posting_kind',
      eb.fn
        .sum<number>(eb.case().when('v.kind', 'in', ['issue', 'revalue']).then(eb.ref('v.amount')).else(0).end())
        .as('derived'),
      eb.fn
        .sum<number>(eb.case().when('v.kind', 'in', ['receipt', 'landed']).then(eb.ref('v.amount')).else(0).end())
        .as('received'),
    ])
    .where('b.item_id', '=', p.item)
    .where('m.date', '>', p.after as never)
    .where('m.date', '<=', p.upto as never)
    .where('m.kind', '<>', 'transfer')
    .groupBy('m.id'),
)
export type StoredMove = {
  id: number
  date: LocalDate
  batch_id: number
  qty: number
  kind: MoveKind
  of_move: number | null
  posting_kind: string
  derived: number
  received: number
}
/** The item's moves after one day and up to another, each with what is posted for it. */
export const movesBetween = (db: Reader, ask: { item: number; after: string; upto: string }): StoredMove[] =>
  db.all(windowOf, ask) as never

/** A place in the order of a day's moves: inward (0) before what leaves and what comes back of it (1), then as they were posted. */
export type Place = { rank: number; id: number }

/**
 * Moves of one day behind a place, in their order, `absent` where a mirrored pair counts as none: for days too long for one slice.
 * The order is that of `inOrder`; a mirror and a return of the same day are looked up, for their counterpart may lie in another part.
 */
export const restOfDay = (
  db: Reader,
  { item, day, after, limit }: { item: number; day: string; after: Place | null; limit: number },
): (StoredMove & { rank: number; absent: number })[] =>
  db.rows(text<StoredMove & { rank: number; absent: number }>`
    with day as (
      select m.id, m.date, m.batch_id, m.qty, m.kind, m.of_move, p.kind as posting_kind,
        case when m.qty < 0 or (p.kind <> 'mirror' and exists (select 1 from stock_move o where o.id = m.of_move and o.date = m.date)) then 1 else 0 end as rank
      from batch b cross join stock_move m on m.item_id = b.item_id and m.batch_id = b.id and m.date = ${day}
      join posting p on p.id = m.posting_id where b.item_id = ${item} and m.kind <> 'transfer'),
    part as (select * from day where (rank, id) > (${after?.rank ?? -1}, ${after?.id ?? 0}) order by rank, id limit ${limit})
    select part.*, part.posting_kind = 'mirror' or exists (
        select 1 from stock_move u join posting up on up.id = u.posting_id where u.of_move = part.id and up.kind = 'mirror') as absent,
      (select coalesce(sum(v.amount), 0) from stock_value v where v.move_id = part.id and v.kind in ('issue', 'revalue')) as derived,
      (select coalesce(sum(v.amount), 0) from stock_value v where v.move_id = part.id and v.kind in ('receipt', 'landed')) as received
    from part order by rank, id`)

/** A place behind every move that is in the book. */
export const placeBehindAll = (db: Reader): Place => ({
  rank: 1,
  id: db.must(text<{ id: number }>`select coalesce(max(id), 0) as id from stock_move`).id,
})

const counted = (limit: number) =>
  prepared<{ item: number; after: string; upto: string }>()((p) =>
    sql
      .selectFrom(
        sql
          .selectFrom('batch as b')
          .innerJoin('stock_move as m', (join) => join.onRef('m.item_id', '=', 'b.item_id').onRef('m.batch_id', '=', 'b.id'))
          .select('m.date')
          .where('b.item_id', '=', p.item)
          .where('m.date', '>', p.after as never)
          .where('m.date', '<=', p.upto as never)
          .limit(limit)
          .as('some'),
      )
      .select((eb) => eb.fn.countAll<number>().as('n')),
  )
/** So many moves are valued again inside a posting; a longer history is settled in slices (model, cost of stock 7). */
export const mostInPosting = 2000
const upToMost = counted(mostInPosting + 1)
/** How many moves of an item lie after one day and up to another; stops counting just above `mostInPosting`. */
export const countMoves = (db: Reader, ask: { item: number; after: string; upto: string }): number =>
  db.get(upToMost, ask)?.n ?? 0

/** The first day after another on which the item moved, or null. Each batch is one step into the index. */
export const nextMoveDay = (db: Reader, item: number, after: string): string | null =>
  db.must(text<{ date: string | null }>`
    select min((select min(m.date) from stock_move m where m.item_id = b.item_id and m.batch_id = b.id and m.date > ${after})) as date
    from batch b where b.item_id = ${item}`).date

const derivedOf = prepared<{ move: number }>()((p) =>
  sql
    .selectFrom('stock_value')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.lit(0)).as('amount'))
    .where('move_id', '=', p.move)
    .where('kind', 'in', ['issue', 'revalue']),
)
/** What issues or returns have been posted at, by the moves' ids. */
export const postedFor = (db: Reader, move: number): number => db.get(derivedOf, { move })?.amount ?? 0

const moveById = prepared<{ move: number }>()((p) =>
  sql.selectFrom('stock_move').select(['id', 'date', 'qty', 'kind', 'item_id']).where('id', '=', p.move),
)
export const moveOf = (db: Reader, move: number) =>
  db.get(moveById, { move }) as { id: number; date: LocalDate; qty: number; kind: MoveKind; item_id: number } | undefined

const answers = prepared<{ move: number; upto: string }>()((p) =>
  sql
    .selectFrom('stock_move as m')
    .innerJoin('posting as p', 'p.id', 'm.posting_id')
    .select(['m.id', 'm.date', 'm.qty', 'p.kind'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('stock_move as u')
            .innerJoin('posting as up', 'up.id', 'u.posting_id')
            .select('u.id')
            .whereRef('u.of_move', '=', 'm.id')
            .where('up.kind', '=', 'mirror'),
        )
        .as('undone'),
    )
    .where('m.of_move', '=', p.move)
    .where('m.date', '<=', p.upto as never),
)

/** Whether a return lies behind a place of its own day. */
const behind = (place: Place, answer: { id: number; date: string }, issued: string): boolean => {
  const rank = answer.date === issued ? 1 : 0
  return rank === place.rank ? answer.id > place.id : rank > place.rank
}

/**
 * What of an issue is out at customers at the end of a day: its quantity and cost less what came back until then. For issues wholly
 * covered by then, whose posted cost no later move changes; `place` tells how much of the last day counts. Null for one that is cancelled or not in the book.
 */
export function outstandingIssue(
  db: Reader,
  issue: number,
  upto: string,
  place: Place | null = null,
): { coveredMilli: number; coveredPaise: number } | null {
  const move = moveOf(db, issue)
  if (!move || move.qty >= 0) return null
  let coveredMilli = -move.qty
  let coveredPaise = -postedFor(db, issue)
  for (const answer of db.all(answers, { move: issue, upto })) {
    if (answer.kind === 'mirror') return null
    if (answer.undone || (place && answer.date === upto && behind(place, answer, move.date))) continue
    coveredMilli -= answer.qty
    coveredPaise -= postedFor(db, answer.id)
  }
  return { coveredMilli, coveredPaise }
}

const methodValues = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('stock_value')
    .select(['date', (eb) => eb.fn.sum<number>('amount').as('amount')])
    .where('item_id', '=', p.item)
    .where('kind', '=', 'method')
    .groupBy('date'),
)
/** What is posted for changes of method, by the day it is dated. */
export const methodPosted = (db: Reader, item: number): ReadonlyMap<string, number> =>
  new Map(db.all(methodValues, { item }).map((row) => [row.date as string, row.amount]))

const checkpoint = prepared<{ item: number; before: string }>()((p) =>
  sql
    .selectFrom('cost_checkpoint')
    .select(['month', 'layers_json'])
    .where('item_id', '=', p.item)
    .where('month', '<', p.before)
    .orderBy('month', 'desc')
    .limit(1),
)

/** The last of a month as text: no day of the month comes after it, no day of the next before. */
export const monthEnd = (month: string): string => `${month}-31`

/** Where a reckoning that reaches back to `date` begins: the last checkpoint before its month, or the item's first day. */
export function startBefore(
  db: Reader,
  item: number,
  date: string,
  periods: readonly MethodPeriod[],
): { from: string; state: CostState | null } {
  const found = db.get(checkpoint, { item, before: date.slice(0, 7) })
  if (!found) return { from: '', state: null }
  const from = monthEnd(found.month)
  const state = readState(found.layers_json)
  // a method that comes into force later needs its own layers of the whole history
  return laterMethods(periods, from).every((later) => state.others[wayOf(later)]) ? { from, state } : { from: '', state: null }
}

export const writeState = (state: CostState): string => JSON.stringify(state)
export const readState = (json: string): CostState => JSON.parse(json) as CostState

const purchaseRate = prepared<{ item: number }>()((p) =>
  sql
    .selectFrom('price')
    .innerJoin('price_list as l', 'l.id', 'price.list_id')
    .innerJoin('item', 'item.id', 'price.item_id')
    .select(['price.rate_e4', 'item.sale_factor'])
    .where('price.item_id', '=', p.item)
    .where('price.batch_id', '=', 0)
    .where('l.tier', '=', 'pts')
    .whereRef('price.unit', '=', 'item.sale_unit')
    .orderBy('price.from_date', 'desc')
    .orderBy('price.seq', 'desc')
    .limit(1),
)

/** What an item is taken to cost before its first receipt: the purchase rate (PTS) of its sale unit, else nothing. */
export function purchaseRateOf(db: Reader, itemId: number): UnitCost {
  const found = db.get(purchaseRate, { item: itemId })
  if (!found || found.rate_e4 === null) return { valuePaise: 0, qtyMilli: 0 }
  // paise for 100 sale units, so that a rate to 1/10,000 rupee stays whole
  return { valuePaise: found.rate_e4, qtyMilli: 100 * 1000 * found.sale_factor }
}
