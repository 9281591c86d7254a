import type { ListAsk } from '../shared/list-file.ts'

/** A list to be written; `path` null means: hand the paper back instead of writing it. */
export type ListJob = ListAsk & {
  readonly format: 'xlsx' | 'csv' | 'pdf' | 'print'
  readonly path: string | null
  readonly today: string
  readonly personId: number
  /** The folder of the bundled fonts. */
  readonly fonts: string
}
export type ListProgress = { done: number; total: number; note: string }
/** What became of it. `html` is paper that only Chromium can set; `pdf` is paper that was not asked for as a file. */
export type ListDone = {
  readonly rows: number
  readonly pages?: number
  readonly html?: string
  readonly size?: 'A4' | 'A4-landscape'
  readonly pdf?: Uint8Array
}
export type ListRequest = { readonly file: string; readonly job: ListJob }

/** A stretch of a list as its call answers it. */
export type ListPage = { rows: readonly unknown[]; total: number; sums: unknown }
export type ReadPage = (offset: number, limit: number) => ListPage
