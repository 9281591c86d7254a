/** How thorough a run is: `npm test` counts short, `npm run soak` sets BAHI_SOAK=1 and counts in full. */
export const soaking = process.env.BAHI_SOAK === '1'

/** How many cases a property test draws: BAHI_RUNS outright, else its short count, a hundred times as many in a soak. */
export function runs(short: number): number {
  const asked = Number(process.env.BAHI_RUNS)
  if (Number.isSafeInteger(asked) && asked > 0) return asked
  return soaking ? short * 100 : short
}

/** Picks a count that does not grow by a factor: kills, rows, items. */
export function count(short: number, full: number): number {
  return soaking ? full : short
}
