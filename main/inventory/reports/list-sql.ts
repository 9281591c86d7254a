import { type RawBuilder, sql as raw } from 'kysely'

/** A list put together in SQL: what was asked of it, and which part: totals may be asked for after the rows. */
export type ListQuestion = {
  filter: string
  sort: string | null
  descending: boolean
  offset: number
  limit: number
  part: 'all' | 'rows' | 'totals'
}

type Sql = RawBuilder<unknown>

/** Terms that must all hold, as `where …`. */
export const where = (terms: readonly Sql[]): Sql => (terms.length ? raw`where ${raw.join(terms, raw` and `)}` : raw``)

/** One term a word of the filter: the text of the row has it somewhere. A % is only a %. */
export const wordsIn = (filter: string, text: Sql): Sql[] =>
  filter
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => raw`${text} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`)

/** `order by` one of the keys (`first` unless another is asked for), nothing last, equal ones by `then`. Unknown keys never reach the SQL. */
export function ordered(
  { sort, descending }: Pick<ListQuestion, 'sort' | 'descending'>,
  keys: Readonly<Record<string, readonly Sql[]>>,
  first: string,
  afterwards: Sql,
): Sql {
  const known = sort !== null && Object.hasOwn(keys, sort)
  const way = known && descending ? raw`desc` : raw`asc`
  const terms = (keys[known ? sort : first] as readonly Sql[]).map((key) => raw`${key} ${way} nulls last`)
  return raw`order by ${raw.join(terms, raw`, `)}, ${afterwards}`
}

export const stretch = ({ offset, limit }: Pick<ListQuestion, 'offset' | 'limit'>): Sql => raw`limit ${limit} offset ${offset}`

/** The answer of a list: what was not asked for is left out. Without totals the count is only what is known by these rows. */
export function pageOf<Row, Sums>(
  ask: Pick<ListQuestion, 'part' | 'offset'>,
  rows: () => readonly Row[],
  totals: () => { total: number; sums: Sums },
): { rows: Row[]; total: number; sums: Sums | null } {
  const shown = ask.part === 'totals' ? [] : [...rows()]
  if (ask.part === 'rows') return { rows: shown, total: ask.offset + shown.length, sums: null }
  return { rows: shown, ...totals() }
}
