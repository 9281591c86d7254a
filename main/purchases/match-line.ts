import { valueLines } from '../../shared/gst/line-value.ts'
import { type Paise, paise, share } from '../../shared/money.ts'
import type { ReceivedLine } from './received-lines.ts'

type Priced = { qtyMilli: number; rateE4: number; discountBp: number; discount2Bp: number; schemePaise: number }

/** What a line asks before the bill's own discount, charges and tax: the figure that is held against order and receipt. */
export function netOfLine(line: Priced, { factor }: { factor: number }): Paise {
  const priced = {
    qtyMilli: line.qtyMilli,
    rateE4: line.rateE4,
    factor,
    discountsBp: [line.discountBp, line.discount2Bp].filter((bp) => bp > 0),
    discountPaise: line.schemePaise,
    taxClass: 'nil' as const,
    rateBp: 0,
  }
  return valueLines([priced], {})[0]?.valuePaise ?? paise(0)
}

/** What so many would have cost as ordered; nothing when the goods came without an order. */
export const expectedOfOrder = (received: ReceivedLine, qtyMilli: number): Paise[] =>
  received.ordered ? [share(received.ordered.amountPaise, qtyMilli, received.ordered.qtyMilli)] : []
