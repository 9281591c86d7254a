import type { LocalDate } from '../../shared/calendar.ts'
import { todayInIndia } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { text } from '../database/connection.ts'
import { dispatch } from '../dispatch.ts'
import type { Writing } from '../given.ts'
import type { Host } from '../host.ts'
import { anyRecost } from './recost-store.ts'
import { nextMoves, startMoves } from './settle-cost.ts'

/** Refuses to lock days whose cost of stock is still being settled (model, cost of stock 7). */
export function assertCostSettled({ tx }: Pick<Writing, 'tx'>, upto: LocalDate): void {
  const { n } = tx.must(text<{ n: number }>`select count(*) as n from recost where coalesce(upto, from_date) <= ${upto}`)
  if (n > 0)
    throw new Refusal('inventory/cost-settling', `The cost of ${n} items is being settled in these days`, 'upto', { items: n })
}

const lookEveryMs = 1000
const tellEveryMs = 2000
/** After a fault, which is in the log, it is not tried again at once. */
const restMs = 60_000

/**
 * Settles the cost of stock behind the counter's back: whenever items wait, a slice at a time with room for other calls between two,
 * as whoever is signed in. What was under way when the app ended goes on when the book is open again. Returns the function that stops.
 */
export function keepCostSettled(host: Host): () => void {
  let working = false
  let stopped = false
  let restUntil = 0
  const run = async () => {
    let moves = startMoves
    let toldAt = performance.now()
    while (!stopped && host.book && anyRecost(host.book.connection.reader)) {
      const connection = [...host.connections].find((one) => one.person !== null)
      if (!connection) return
      const began = performance.now()
      const reply = await dispatch(
        { ...host, book: host.book, changed: () => undefined },
        connection,
        'inventory.settleCostSlice',
        {
          moves,
        },
      )
      if (!reply.ok) {
        restUntil = performance.now() + restMs
        return
      }
      moves = nextMoves(moves, performance.now() - began)
      if (performance.now() - toldAt > tellEveryMs) {
        toldAt = performance.now()
        host.changed(['inventory'])
      }
      // a pause as long as the slice: the counter has at least every other moment
      await new Promise((resolve) => setTimeout(resolve, Math.min(50, performance.now() - began)))
    }
    host.changed(['inventory', 'accounts'])
  }
  const timer = setInterval(() => {
    if (working || performance.now() < restUntil || !host.book || !anyRecost(host.book.connection.reader)) return
    working = true
    run()
      .catch((error) => host.log.fault(error, { settling: todayInIndia(host.clock()) }))
      .finally(() => {
        working = false
      })
  }, lookEveryMs)
  timer.unref()
  return () => {
    stopped = true
    clearInterval(timer)
  }
}
