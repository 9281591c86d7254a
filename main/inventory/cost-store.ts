import type { MoveKind } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { CostMethod, MethodPeriod, UnitCost } from './cost.ts'
import { costMethods } from './cost.ts'
import { type CostState, laterMethods } from './cost-run.ts'

/** What the reckoning of an item reads of the book. */

const methodFacts = prepared<{ upto: LocalDate }>()((p) =>
  sql
    .selectFrom('dated_fact')
    .select(['from_date', 'value'])
    .where('subject_type', '=', 'firm')
    .where('subject_id', '=', 1)
    .where('name', '=', 'cost-method')
    .where('from_date', '<=', p.upto)
    .orderBy('from_date')
    .orderBy('seq')
    .orderBy('id'),
)
const known = (value: string | null): CostMethod => costMethods.find((method) => method === value) ?? 'fifo'

/** The firm's methods up to a day, each with the day it came into force; the first holds for all days before the second. */
export function costPeriods(db: Reader, upto: LocalDate): readonly MethodPeriod[] {
  const byDay = new Map<string, CostMethod>()
  for (const fact of db.all(methodFacts, { upto })) byDay.set(fact.from_date, known(fact.value))
  const periods: MethodPeriod[] = []
  for (const [from, method] of byDay) if (periods.at(-1)?.method !== method) periods.push({ from, method })
  return periods.length > 0 ? periods : [{ from: '', method: 'fifo' }]
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
    .select(['m.id', 'm.qty', 'p.kind'])
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

/**
 * What of an issue is out at customers at the end of a day: its quantity and cost less what came back until then. For issues wholly
 * covered by then, whose posted cost no later move changes. Null for one that is cancelled or not in the book.
 */
export function outstandingIssue(db: Reader, issue: number, upto: string): { coveredMilli: number; coveredPaise: number } | null {
  const move = moveOf(db, issue)
  if (!move || move.qty >= 0) return null
  let coveredMilli = -move.qty
  let coveredPaise = -postedFor(db, issue)
  for (const answer of db.all(answers, { move: issue, upto })) {
    if (answer.kind === 'mirror') return null
    if (answer.undone) continue
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
  return laterMethods(periods, from).every(({ method }) => state.others[method]) ? { from, state } : { from: '', state: null }
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
