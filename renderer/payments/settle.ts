/** A bill that is open and what is left of it; always above zero. */
export type OpenBill = {
  readonly openItem: number
  readonly number: string | null
  readonly date: string
  readonly due: string | null
  readonly days: number
  readonly leftPaise: number
}
/** What was keyed against a bill; null: the money goes to the oldest bills by itself. */
export type Keyed = ReadonlyMap<number, number> | null

/** What each bill is settled with: as keyed, or the oldest first until the money is used up; shown as it will be posted. */
export function settling(bills: readonly OpenBill[], moneyPaise: number, keyed: Keyed): ReadonlyMap<number, number> {
  if (keyed) return keyed
  let left = moneyPaise
  return new Map(
    bills.flatMap((bill): [number, number][] => {
      const part = Math.min(left, bill.leftPaise)
      left -= Math.max(part, 0)
      return part > 0 ? [[bill.openItem, part]] : []
    }),
  )
}

export const sumOf = (parts: ReadonlyMap<number, number>): number => [...parts.values()].reduce((sum, one) => sum + one, 0)
