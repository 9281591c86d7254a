const lakhPaise = 1_00_000_00

/** Where a chart's scale ends: the first of 1, 2, 5, 10, 20 … rupees, in paise, that is not below the highest bar; a lakh for none. */
export function scaleEnd(highestPaise: number): number {
  if (highestPaise <= 0) return lakhPaise
  let step = 100
  for (;;) {
    for (const times of [1, 2, 5]) if (step * times >= highestPaise) return step * times
    step *= 10
  }
}
