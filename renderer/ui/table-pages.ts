import { type QueryKey, useQueries, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Sort, Sums } from './table-layout.ts'

export const pageSize = 100

/** What a table asks for: a stretch of the rows main has sorted and filtered; the shape of PageAsk in shared/schema.ts. */
export type PageRequest = {
  readonly offset: number
  readonly limit: number
  readonly sort: string | null
  readonly descending: boolean
  readonly filter: string
  /** Set where a table asks for its totals by themselves. */
  readonly part?: 'rows' | 'totals'
}
/** `sums` go over the whole filter and come with the first page. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly total: number; readonly sums?: Sums | null | undefined }
/** Query options for one page, as `ask(…)` makes them. */
export type PageQuery<Row> = { readonly queryKey: QueryKey; readonly queryFn?: unknown; readonly __row?: Row }

export type Pages<Row> = {
  rowAt: (index: number) => Row | undefined
  total: number
  sums: Sums
  /** Nothing was ever loaded. */
  first: boolean
  /** The rows on show answer an older question. */
  asked: boolean
  error: unknown
  retry: () => void
}

type Kept<Row> = { name: string; pages: Map<number, Page<Row>>; total: number; sums: Sums }

/**
 * The pages a table looks at, each a query of 100 rows. While a new question (filter, sort, period) is out, the old rows stay;
 * pages no longer looked at are forgotten after 15 seconds, so a long list costs little memory. Where totals follow, the rows paint first.
 */
export function usePages<Row>(
  page: (request: PageRequest) => PageQuery<Row>,
  question: { sort: Sort | null; filter: string; totalsFollow?: boolean | undefined },
  range: { from: number; to: number },
): Pages<Row> {
  const client = useQueryClient()
  const wanted = new Set<number>([0])
  for (let at = Math.floor(range.from / pageSize); at <= Math.floor(range.to / pageSize); at += 1) wanted.add(at)
  const indexes = [...wanted].sort((a, b) => a - b)
  const { sort, filter } = question
  const asked = { sort: sort?.by ?? null, descending: sort?.descending ?? false, filter }
  const split = question.totalsFollow ?? false
  const optionsAt = (index: number) =>
    page({ offset: index * pageSize, limit: pageSize, ...asked, ...(split ? { part: 'rows' as const } : {}) })
  // totals are asked last, so that no row waits for them
  const queries = [...indexes.map(optionsAt), ...(split ? [page({ offset: 0, limit: 1, ...asked, part: 'totals' })] : [])]
  const results = useQueries({
    queries: queries.map((options) => ({
      ...(options as { queryKey: QueryKey; queryFn: () => Promise<Page<Row>> }),
      gcTime: 15_000,
    })),
  })
  const totals = split ? results.at(-1)?.data : undefined
  const name = JSON.stringify(optionsAt(0).queryKey)
  const kept = useRef<Kept<Row> | null>(null)
  const head = results[0]?.data
  if (head) {
    const pages = new Map<number, Page<Row>>()
    indexes.forEach((index, at) => {
      const data = results[at]?.data
      if (data) pages.set(index, data)
    })
    // Scrolling on: pages just left may still be in view for a frame.
    if (kept.current?.name === name)
      for (const [index, old] of kept.current.pages) if (!pages.has(index) && pages.size < 8) pages.set(index, old)
    const seen = Math.max(...[...pages].map(([index, one]) => index * pageSize + one.rows.length))
    const whole = split ? totals : head
    // while the totals of the same question are asked again, the old ones stand
    const before = kept.current?.name === name ? kept.current : null
    kept.current = { name, pages, total: whole?.total ?? before?.total ?? seen, sums: whole?.sums ?? before?.sums ?? {} }
  }
  const shown = kept.current
  const failed = results.find((result) => result.error)
  return {
    rowAt: (index) => shown?.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    total: shown?.total ?? 0,
    sums: shown?.sums ?? {},
    first: shown === null,
    asked: shown !== null && shown.name !== name,
    error: failed?.error ?? null,
    retry: () =>
      void client.refetchQueries({
        predicate: (query) => queries.some(({ queryKey }) => JSON.stringify(queryKey) === JSON.stringify(query.queryKey)),
      }),
  }
}
