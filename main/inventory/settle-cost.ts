import type { CostLayer } from '../../shared/accounts/posting.ts'
import { addDays, localDate } from '../../shared/calendar.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import type { Writing } from '../given.ts'
import { type CostMove, inOrder, type MethodPeriod } from './cost.ts'
import { changedLayers, type Revaluation } from './cost-change.ts'
import { type CostState, costRun, emptyState } from './cost-run.ts'
import {
  costPeriods,
  countMoves,
  movesBetween,
  nextMoveDay,
  outstandingIssue,
  type Place,
  placeBehindAll,
  purchaseRateOf,
  readState,
  restOfDay,
  type StoredMove,
  startBefore,
} from './cost-store.ts'
import { derivedPostings } from './derived-postings.ts'
import { endRecost, keepProgress, nextRecost, type Recost, settlingItems } from './recost-store.ts'
import {
  asCostMove,
  carriedOver,
  differences,
  firstOpenDay,
  keptLayers,
  methodDifferences,
  type OpenDay,
  runThrough,
  usualBounds,
} from './replay.ts'

/** A slice aims at this; the counter waits for one slice at most. */
const aimMs = 8
export const startMoves = 24
/** How many moves the next slice takes, by how long the last one took. Grows slowly, shrinks at once. */
export const nextMoves = (moves: number, tookMs: number): number =>
  Math.max(10, Math.min(2000, Math.round(tookMs > aimMs ? (moves * aimMs) / tookMs : moves * 1.125 + 1)))

const whenever = '9999-12-31'
/** Taking up an item costs about as much as valuing so many moves. */
const perItem = 8

/**
 * One slice of settling the cost of stock (model, cost of stock 7): values about `moves` moves of the items that wait, in the order
 * of their days, posts what changed, and keeps how far it has come. A kill loses at most the slice under way. Answers how many
 * items still wait.
 */
export function settleSlice(given: Writing, moves: number, { checkpointEvery } = usualBounds): { left: number } {
  const periods = costPeriods(given.tx, given.today)
  const openDay = firstOpenDay(given)
  const revaluations: Revaluation[] = []
  const layers: CostLayer[] = []
  for (let budget = moves; budget > 0; ) {
    const waiting = nextRecost(given.tx)
    if (!waiting) break
    const part = settlePart(given, waiting, { periods, openDay, moves: budget, checkpointEvery })
    revaluations.push(...part.revaluations)
    layers.push(...part.layers)
    budget -= part.taken + perItem
  }
  const postings = derivedPostings(accountIds(given.tx), revaluations)
  if (postings.length > 0 || layers.length > 0)
    post(given, { what: 'revalue', postings, layers, reason: 'cost of stock settled' })
  return { left: settlingItems(given.tx) }
}

type How = { periods: readonly MethodPeriod[]; openDay: OpenDay; moves: number; checkpointEvery: number }
type Part = { revaluations: Revaluation[]; layers: CostLayer[]; taken: number }

/** Goes on with one item from where it was left, for about so many moves; the last part sets its layers. */
function settlePart(given: Writing, waiting: Recost, { periods, openDay, moves, checkpointEvery }: How): Part {
  const { tx } = given
  const itemId = waiting.item_id
  const start = startOf(given, waiting, periods)
  const window = windowAfter(given, itemId, start, moves)
  const { upto, stored } = window
  const last = window.place === null
  const whole = last && waiting.upto === null
  const state = start.state ?? emptyState()
  const run = costRun({
    state,
    from: start.from,
    periods,
    fallback: purchaseRateOf(tx, itemId),
    before: (issue) => outstandingIssue(tx, issue, start.from, start.place),
  })
  // a month that is not over yet in this slice is not kept: its last days may lie in the next
  runThrough(given, run, window.ordered, {
    itemId,
    until: upto.slice(0, 7),
    // of what takes more than one slice every month is kept
    checkpointEvery: whole ? checkpointEvery : 1,
    after: waiting.upto,
  })
  run.passInto(last ? given.today : upto)
  const how = { itemId, openDay, settledOnly: !last }
  const anyMove = stored[0]?.id ?? state.shorts.find((issue) => issue.id > 0)?.id
  const revaluations = [
    ...differences(run, stored, how),
    ...carriedOver(given, run, state.shorts, stored, openDay, !last),
    ...methodDifferences(given, run, {
      itemId,
      from: start.from,
      anyMove: anyMove === undefined ? undefined : { id: anyMove },
      openDay,
    }),
  ]
  if (window.place) {
    keepProgress(tx, itemId, upto, window.place, run.state())
    return { revaluations, layers: [], taken: stored.length }
  }
  endRecost(tx, itemId)
  return { revaluations, layers: changedLayers(itemId, keptLayers(given, itemId), run.costed().layers), taken: stored.length }
}

type Start = { from: string; place: Place | null; state: CostState | null }

function startOf({ tx }: Writing, waiting: Recost, periods: readonly MethodPeriod[]): Start {
  if (waiting.upto === null || waiting.state_json === null)
    return { ...startBefore(tx, waiting.item_id, waiting.from_date, periods), place: null }
  const place = { rank: waiting.place_rank ?? 1, id: waiting.place_id ?? 0 }
  return { from: waiting.upto, place, state: readState(waiting.state_json) }
}

/** Moves to go on with: as they are stored, in the order they count, and where they end; no place when nothing comes after them. */
type Window = { upto: string; place: Place | null; stored: readonly StoredMove[]; ordered: readonly CostMove[] }

/** About so many moves after a start: whole days where they fit, else part of one day. */
function windowAfter(given: Writing, itemId: number, start: Start, moves: number): Window {
  const { tx } = given
  const begun = start.place ? partOfDay(given, itemId, { day: start.from, after: start.place, limit: moves }) : null
  if (begun && begun.stored.length > 0) return begun
  const next = nextMoveDay(tx, itemId, start.from)
  const fits = (upto: string) => countMoves(tx, { item: itemId, after: start.from, upto }) <= moves
  if (next !== null && !fits(next)) return partOfDay(given, itemId, { day: next, after: null, limit: moves })
  const upto = reachOf(next, fits)
  const stored = movesBetween(tx, { item: itemId, after: start.from, upto })
  const ordered = inOrder(stored.map((row) => asCostMove(row)))
  return { upto, place: nextMoveDay(tx, itemId, upto) === null ? null : placeBehindAll(tx), stored, ordered }
}

/** Part of a day that has more moves than one slice may take. */
function partOfDay(
  { tx }: Writing,
  itemId: number,
  { day, after, limit }: { day: string; after: Place | null; limit: number },
): Window {
  const stored = restOfDay(tx, { item: itemId, day, after, limit })
  const ordered = stored.filter((row) => !row.absent).map((row) => asCostMove(row))
  const end = stored.at(-1)
  const over = stored.length < limit && nextMoveDay(tx, itemId, day) === null
  return { upto: day, place: over || !end ? null : { rank: end.rank, id: end.id }, stored, ordered }
}

/** The day up to which about so many moves lie. */
function reachOf(first: string | null, fits: (upto: string) => boolean): string {
  if (first === null || fits(whenever)) return whenever
  let upto = first
  for (let days = 1; ; days *= 2) {
    const next = addDays(localDate(first), days)
    if (!fits(next)) return upto
    upto = next
  }
}
