import type { Handlers } from '../../shared/contract.ts'
import type { costCalls } from '../../shared/inventory/cost-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { personMay } from '../dispatch.ts'
import type { Given } from '../given.ts'
import { changeCostMethod, changeCostPool } from './change-method.ts'
import { settlingItems } from './recost-store.ts'
import { costState, valuation } from './reports/valuation.ts'
import { nextMoves, settleSlice, startMoves } from './settle-cost.ts'

/** What stock is worth, and by which method. */
export const costHandlers: Handlers<typeof costCalls, Given> = {
  valuation: (ask, { db, today, by }) => valuation(db, { ...ask, today, withValue: personMay(by, 'cost.see') }),
  costState: (ask, { db, today, by }) => costState(db, { ...ask, today, withValue: personMay(by, 'cost.see') }),
  changeCostMethod: (ask, given) => {
    changeCostMethod(given, ask)
    return { items: settlingItems(given.tx) }
  },
  changeCostPool: (ask, given) => {
    changeCostPool(given, ask)
    return { items: settlingItems(given.tx) }
  },
  settleCostSlice: ({ moves }, given) => settleSlice(given, moves),
  settleCost: async (_, given) => {
    const total = settlingItems(given.book.connection.reader)
    let moves = startMoves
    for (let left = total; left > 0; ) {
      if (given.signal.aborted) throw new Refusal('company/stopped', 'Stopped')
      const began = performance.now()
      const reply = await given.call('inventory.settleCostSlice', { moves })
      if (!reply.ok) throw new Error(`settling: ${JSON.stringify(reply)}`)
      left = (reply.value as { left: number }).left
      moves = nextMoves(moves, performance.now() - began)
      given.progress({ done: Math.max(0, total - left), total, note: '' })
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { ok: true }
  },
}
