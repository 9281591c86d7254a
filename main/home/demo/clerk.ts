import type { accounts } from '../../../shared/accounts/contract.ts'
import type { LocalDate } from '../../../shared/calendar.ts'
import type { Call, Envelope, Input, Output, Reply } from '../../../shared/contract.ts'
import type { inventory } from '../../../shared/inventory/contract.ts'
import type { items } from '../../../shared/items/contract.ts'
import type { parties } from '../../../shared/parties/contract.ts'
import type { payments } from '../../../shared/payments/contract.ts'
import type { purchases } from '../../../shared/purchases/contract.ts'
import type { sales } from '../../../shared/sales/contract.ts'
import { derivedUid, uidText } from '../../database/uid.ts'
import { dispatch } from '../../dispatch.ts'
import type { Connected } from '../../given.ts'
import type { Host } from '../../host.ts'

type Contracts = {
  accounts: typeof accounts
  inventory: typeof inventory
  items: typeof items
  parties: typeof parties
  payments: typeof payments
  purchases: typeof purchases
  sales: typeof sales
}
type Named<R extends keyof Contracts, C extends keyof Contracts[R]> = Contracts[R][C] extends Call ? Contracts[R][C] : never

/** Whoever keys the demo: sits at a host of its own whose clock it sets, and asks nothing but the calls everybody has. */
export type Clerk = {
  /** Puts the clock to so many minutes after midnight in India on a day; never later than it really is. */
  at(day: LocalDate, minutes: number): void
  /** Asks and goes on with the value; warnings an owner would take on are taken on, anything else is a fault of the demo. */
  ask<R extends keyof Contracts, C extends string & keyof Contracts[R]>(
    room: R,
    call: C,
    input: Input<Named<R, C>>,
  ): Promise<Output<Named<R, C>>>
  /** The same uid for the same thing in every demo. */
  uid(kind: string, n: number): string
  /** One step of the work is done. */
  step(note: string): void
}

/** What the owner takes on at the counter, and the reason he gives for it. */
const takenOn: Readonly<Record<string, string>> = {
  'sales/near-expiry': 'Buyer agreed to the short expiry',
  'sales/overdue': 'Payment promised for this week',
  'sales/over-limit': 'Owner agreed on the phone',
  'sales/below-cost': 'Clearing the old rate',
}

const yieldEveryMs = 8

export function clerkAt(
  host: Host,
  connection: Connected,
  clock: { now: number },
  given: { signal: AbortSignal; realNow: () => number; step: (note: string) => void },
): Clerk {
  let yieldedAt = performance.now()
  const send = (name: string, input: unknown, envelope?: Envelope): Promise<Reply> =>
    dispatch(host, connection, name, input, envelope)
  return {
    at: (day, minutes) => {
      clock.now = Math.min(Date.parse(`${day}T00:00:00+05:30`) + minutes * 60_000, given.realNow())
    },
    ask: async (room, call, input) => {
      given.signal.throwIfAborted()
      // windows and other calls of this process get their turn
      if (performance.now() - yieldedAt > yieldEveryMs) {
        await new Promise((resolve) => setImmediate(resolve))
        yieldedAt = performance.now()
      }
      const name = `${room}.${call}`
      let reply = await send(name, input)
      if (!reply.ok && 'warnings' in reply && reply.warnings.every(({ code }) => takenOn[code]))
        reply = await send(name, input, {
          accepted: reply.warnings.map(({ code, field }) => ({ code, field, reason: takenOn[code] ?? '' })),
        })
      if (reply.ok) return reply.value as never
      throw new Error(`the demo was answered ${JSON.stringify(reply)} to ${name} ${JSON.stringify(input)}`)
    },
    uid: (kind, n) => uidText(derivedUid('demo', kind, n)),
    step: given.step,
  }
}
