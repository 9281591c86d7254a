/** A list short enough to be put together outside SQL: what was asked of it. */
export type ListQuestion = { filter: string; sort: string | null; descending: boolean; offset: number; limit: number }
type Key = string | number | null

/** Rows whose text has every word of the filter. */
export function matching<Row>(rows: readonly Row[], filter: string, textOf: (row: Row) => string): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = textOf(row).toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The stretch asked for, sorted by one of the keys (`first` unless another is asked for); equal ones stay as they come. Nothing stands last. */
export function sortedPage<Row>(
  rows: readonly Row[],
  { sort, descending, offset, limit }: ListQuestion,
  keys: Readonly<Record<string, (row: Row) => Key>>,
  first: string,
): Row[] {
  const keyOf = keys[sort !== null && Object.hasOwn(keys, sort) ? sort : first] as (row: Row) => Key
  const turn = descending && sort !== null && Object.hasOwn(keys, sort) ? -1 : 1
  const keyed = rows.map((row) => {
    const key = keyOf(row)
    return { row, key: typeof key === 'string' ? key.toLowerCase() : key }
  })
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0
    if (a.key === null) return 1
    if (b.key === null) return -1
    return a.key < b.key ? -turn : turn
  })
  return keyed.slice(offset, offset + limit).map(({ row }) => row)
}
