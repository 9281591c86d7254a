import type { CostLayer } from '../../shared/accounts/posting.ts'
import { addDays, localDate } from '../../shared/calendar.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import type { Writing } from '../given.ts'
import { inOrder, type MethodPeriod } from './cost.ts'
import { changedLayers, type Revaluation } from './cost-change.ts'
import { costRun, emptyState } from './cost-run.ts'
import {
  costPeriods,
  countMoves,
  movesBetween,
  nextMoveDay,
  outstandingIssue,
  purchaseRateOf,
  readState,
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
export const startMoves = 60
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
  const start =
    waiting.upto !== null && waiting.state_json !== null
      ? { from: waiting.upto, state: readState(waiting.state_json) }
      : startBefore(tx, itemId, waiting.from_date, periods)
  const upto = reachOf(given, itemId, start.from, moves)
  const last = nextMoveDay(tx, itemId, upto) === null
  const whole = last && waiting.upto === null
  const stored = movesBetween(tx, { item: itemId, after: start.from, upto })
  const state = start.state ?? emptyState()
  const run = costRun({
    state,
    from: start.from,
    periods,
    fallback: purchaseRateOf(tx, itemId),
    before: (issue) => outstandingIssue(tx, issue, start.from),
  })
  // a month that is not over yet in this slice is not kept: its last days may lie in the next
  runThrough(given, run, inOrder(stored.map((row) => asCostMove(row))), {
    itemId,
    until: upto.slice(0, 7),
    // of what takes more than one slice every month is kept
    checkpointEvery: whole ? checkpointEvery : 1,
    after: waiting.upto,
  })
  run.passInto(last ? given.today : upto)
  const how = { itemId, openDay, settledOnly: !last }
  const revaluations = [
    ...differences(run, stored, how),
    ...carriedOver(given, run, state.shorts, stored, openDay, !last),
    ...methodDifferences(given, run, { itemId, from: start.from, anyMove: stored[0]?.id ?? state.shorts[0]?.id, openDay }),
  ]
  if (!last) {
    keepProgress(tx, itemId, upto, run.state())
    return { revaluations, layers: [], taken: stored.length }
  }
  endRecost(tx, itemId)
  return { revaluations, layers: changedLayers(itemId, keptLayers(given, itemId), run.costed().layers), taken: stored.length }
}

/** The day up to which about so many moves lie; one day is taken whole however many it has. */
function reachOf({ tx }: Writing, itemId: number, from: string, moves: number): string {
  const first = nextMoveDay(tx, itemId, from)
  const fits = (upto: string) => countMoves(tx, { item: itemId, after: from, upto }) <= moves
  if (first === null || fits(whenever)) return whenever
  let upto = first
  for (let days = 1; ; days *= 2) {
    const next = addDays(localDate(first), days)
    if (!fits(next)) return upto
    upto = next
  }
}
