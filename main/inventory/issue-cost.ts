import type { CostLayer, Posting } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { accountIds } from '../accounts/account-store.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'
import type { MethodPeriod } from './cost.ts'
import type { Correction, ItemCost, NewMove, Revaluation } from './cost-change.ts'
import { costPeriods, moveOf } from './cost-store.ts'
import { derivedPostings } from './derived-postings.ts'
import { provisionalCost, takeFromHead } from './head-cost.ts'
import { anyRecost, askRecost, forgetCheckpoints, recostOf } from './recost-store.ts'
import { type Bounds, firstOpenDay, replay, usualBounds } from './replay.ts'

const newestDate = prepared<Record<never, never>>()(() =>
  sql.selectFrom('posting').select((eb) => eb.fn.max<LocalDate | null>('date').as('date')),
)

/**
 * The cost of what an entry issues (model, cost of stock 1–7), to be posted in the same entry: call it once, with the entry's
 * postings in their order, append `postings` after them, and hand `layers` on. The ordinary document takes from the head of the
 * layers; back-dated, cancelled and returned goods, changed receipts and stock that runs short value the item again from its last
 * checkpoint, and every issue whose cost changes gets a `revalue` entry on its own day (in a locked period: on the first open day).
 * A longer history is settled in slices after the posting, which then stands on a provisional cost.
 *
 * A value that the entry adds to a receipt of an earlier day counts from the receipt's day on (from the first open day): until the
 * entry's own day it stands in goods received and not billed.
 */
export function costEntry(
  given: Writing,
  documents: Posting | readonly Posting[],
  bounds: Bounds = usualBounds,
): { postings: Posting[]; layers: CostLayer[] } {
  const { tx } = given
  const postings = 'ledger' in documents ? [documents] : documents
  const { moves, corrections } = movesByItem(postings)
  if (moves.size === 0 && corrections.size === 0) return { postings: [], layers: [] }
  const at: At = {
    periods: costPeriods(tx, given.today),
    newest: tx.get(newestDate, {})?.date ?? null,
    settling: anyRecost(tx),
    bounds,
  }
  const revaluations: Revaluation[] = []
  const layers: CostLayer[] = []
  for (const itemId of new Set([...moves.keys(), ...corrections.keys()])) {
    const costed = costItem(given, itemId, moves.get(itemId) ?? [], corrections.get(itemId) ?? [], at)
    revaluations.push(...costed.revaluations)
    layers.push(...costed.layers)
  }
  return { postings: derivedPostings(accountIds(tx), revaluations), layers }
}

type At = { periods: readonly MethodPeriod[]; newest: LocalDate | null; settling: boolean; bounds: Bounds }

function costItem(
  given: Writing,
  itemId: number,
  own: readonly NewMove[],
  corrections: readonly Correction[],
  { periods, newest, settling, bounds }: At,
): ItemCost {
  const { tx } = given
  const waiting = settling && recostOf(tx, itemId) !== undefined
  const now = periods.at(-1) as MethodPeriod
  const first = own[0]?.date
  const methodHolds = periods.length === 1 || (first !== undefined && first >= now.from)
  const head = corrections.length === 0 && methodHolds ? takeFromHead(tx, now, own, newest) : null
  if (head) {
    if (waiting && first)
      askRecost(
        tx,
        itemId,
        first,
        own.every((move) => move.qtyMilli < 0),
      )
    return head
  }
  const timed = timings(given, corrections)
  const days = [...own.map((move) => move.date), ...timed.receiptDays]
  const from = days.reduce((a, b) => (a < b ? a : b))
  forgetCheckpoints(tx, itemId, from)
  const corrected = new Map<number, number>()
  for (const one of corrections) corrected.set(one.moveId, (corrected.get(one.moveId) ?? 0) + one.amountPaise)
  const costed = waiting ? null : replay(given, periods, { itemId, from, own, corrected, bounds })
  const onlyLeaves = corrections.length === 0 && own.every((move) => move.qtyMilli < 0 && !move.mirror && move.date === from)
  if (!costed) askRecost(tx, itemId, from, onlyLeaves)
  const { revaluations, layers } = costed ?? provisionalCost(tx, itemId, own)
  return { revaluations: [...timed.revaluations, ...revaluations], layers }
}

/** Brings what is added to a receipt of another day to the receipt's own day, or the first open one. */
function timings(given: Writing, corrections: readonly Correction[]): { revaluations: Revaluation[]; receiptDays: LocalDate[] } {
  const openDay = corrections.length > 0 ? firstOpenDay(given) : null
  const revaluations: Revaluation[] = []
  const receiptDays: LocalDate[] = []
  for (const { moveId, date, amountPaise } of corrections) {
    const receipt = moveOf(given.tx, moveId)
    if (!receipt || !openDay) throw new Error(`a value is added to move ${moveId}, which is not there`)
    receiptDays.push(receipt.date)
    const open = openDay(receipt.kind, receipt.date)
    const day = receipt.date <= date && open > date ? date : open
    if (day === date) continue
    const said = {
      move: { id: moveId },
      moveKind: receipt.kind,
      itemId: receipt.item_id,
      kind: 'revalue',
      answers: 'receipt',
    } as const
    revaluations.push(
      { ...said, date: day, amountPaise: paise(amountPaise) },
      { ...said, date, amountPaise: paise(-amountPaise) },
    )
  }
  return { revaluations, receiptDays }
}

/** The entry's moves by item, transfers left out, and what it adds to the value of receipts already in the book. */
function movesByItem(postings: readonly Posting[]): { moves: Map<number, NewMove[]>; corrections: Map<number, Correction[]> } {
  const received = new Map<number, number>()
  const corrections = new Map<number, Correction[]>()
  for (const posting of postings) {
    for (const { move, itemId, amountPaise } of posting.values) {
      if ('at' in move) received.set(move.at, (received.get(move.at) ?? 0) + amountPaise)
      else push(corrections, itemId, { moveId: move.id, date: posting.date, amountPaise })
    }
  }
  const moves = new Map<number, NewMove[]>()
  let at = 0
  for (const posting of postings) {
    for (const { itemId, batchId, qtyMilli, kind, ofMove } of posting.moves) {
      const place = at++
      if (kind === 'transfer') continue
      const statedPaise = received.get(place) ?? 0
      push(moves, itemId, {
        at: place,
        date: posting.date,
        itemId,
        batchId,
        qtyMilli,
        kind,
        ofMove: ofMove ?? null,
        mirror: posting.kind === 'mirror',
        receivedPaise: qtyMilli < 0 || kind === 'sale-return' ? null : statedPaise,
        statedPaise,
      })
    }
  }
  return { moves, corrections }
}

function push<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
