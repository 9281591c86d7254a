import { type Paise, paise, share } from '../money.ts'

/** What of a received line is not billed yet: paid units and what they stand for in Goods received not billed. */
export type Unbilled = { readonly qtyMilli: number; readonly valuePaise: number }

/** What billing `qtyMilli` of it clears: its share by quantity, the last of it takes the remainder. */
export const clearedBy = (unbilled: Unbilled, qtyMilli: number): Paise =>
  qtyMilli >= unbilled.qtyMilli ? paise(unbilled.valuePaise) : share(unbilled.valuePaise, qtyMilli, unbilled.qtyMilli)

/** How far a bill may lie from what was expected: a difference counts when it is over the percentage *and* over the amount. */
export type Tolerance = { readonly rateBp: number; readonly amountPaise: number; readonly qtyBp: number }

/** Whether an amount lies beyond the tolerance, above or below. */
export const rateBeyond = (expectedPaise: number, billedPaise: number, { rateBp, amountPaise }: Tolerance): boolean => {
  const off = Math.abs(billedPaise - expectedPaise)
  return off > amountPaise && off > share(Math.abs(expectedPaise), rateBp, 10_000)
}

/** Whether more is billed than came, beyond the tolerance. */
export const qtyBeyond = (unbilledMilli: number, billedMilli: number, { qtyBp }: Tolerance): boolean =>
  billedMilli > unbilledMilli + Math.floor((unbilledMilli * qtyBp) / 10_000)

/** What of goods beyond an order is too much: 0 within the tolerance. */
export const excessMilli = (orderedMilli: number, pendingMilli: number, receivedMilli: number, overBp: number): number => {
  const allowed = pendingMilli + Math.floor((orderedMilli * overBp) / 10_000)
  return receivedMilli > allowed ? receivedMilli - Math.max(pendingMilli, 0) : 0
}
