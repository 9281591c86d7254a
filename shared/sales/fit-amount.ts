import { type Paise, paise } from '../money.ts'

export type Fit =
  | { readonly discountPaise: Paise }
  /** The nearest totals that can be had, below and above; null where there is none. */
  | { readonly below: Paise | null; readonly above: Paise | null }

/** Paise looked at around the first guess: tax by rate and the round-off make the total go in steps. */
const around = 130

/**
 * The discount on the whole bill that makes its total a wanted one: exactly, or none. `totalOf` is what the bill comes to with a
 * discount, by the function that posts it; null where it is refused. The smallest that fits is taken.
 */
export function fitAmount(wantedPaise: number, mostPaise: number, totalOf: (discountPaise: number) => number | null): Fit {
  let [low, high] = [0, Math.max(0, mostPaise)]
  // totals fall as the discount grows, but for a paisa of rounding here and there
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const total = totalOf(middle)
    if (total !== null && total > wantedPaise) low = middle + 1
    else high = middle
  }
  let below: number | null = null
  let above: number | null = null
  for (let at = Math.max(0, low - around); at <= Math.min(mostPaise, low + around); at += 1) {
    const total = totalOf(at)
    if (total === null) continue
    if (total === wantedPaise) return { discountPaise: paise(at) }
    if (total < wantedPaise) below = below === null ? total : Math.max(below, total)
    else above = above === null ? total : Math.min(above, total)
  }
  return { below: below === null ? null : paise(below), above: above === null ? null : paise(above) }
}
