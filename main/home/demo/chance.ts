/** Numbers that look drawn but are always the same for a seed (mulberry32): a demo firm must be the same on every computer. */
export type Chance = {
  /** A fraction from 0 up to, not including, 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  /** True so often in a hundred. */
  percent(often: number): boolean
  /** One of the list, by weights when given. */
  pick<T>(list: readonly T[], weight?: (one: T) => number): T
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    percent: (often) => next() * 100 < often,
    pick: (list, weight = () => 1) => {
      let left = next() * list.reduce((sum, one) => sum + weight(one), 0)
      for (const one of list) {
        left -= weight(one)
        if (left < 0) return one
      }
      return list[list.length - 1] as (typeof list)[number]
    },
  }
}
