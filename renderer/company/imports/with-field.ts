/** The mapping after a column was said to be a field: a field stands for one column, the one that had it is left out. */
export const withField = <F extends string>(mapping: readonly F[], column: number, field: F): F[] =>
  mapping.map((other, at) => (at === column ? field : other === field && field !== 'ignore' ? ('ignore' as F) : other))
