/** A file of a month's return to be written. */
export type FileJob = { readonly kind: 'json' | 'xlsx'; readonly month: string; readonly gstin: string; readonly path: string }
export type FileProgress = { done: number; total: number; note: string }
/** What was written; `rows` are data rows of the workbook, or documents in the JSON. */
export type FileDone = { readonly bytes: number; readonly rows: number }
export type FileRequest = { readonly file: string; readonly job: FileJob }
