import { z } from 'zod'
import { Uid } from '../schema.ts'

export const importStates = ['reading', 'read', 'checked', 'stopped', 'done', 'undoing', 'undone'] as const
/** Where an import of any list stands. `stopped` is begun and not finished: it can be gone on with or undone. */
export const ImportStanding = z.object({
  uid: Uid,
  title: z.string(),
  at: z.string(),
  state: z.enum(importStates),
  columns: z.array(z.string()),
  rows: z.number(),
  good: z.number(),
  withErrors: z.number(),
  /** Of the good rows, those that will change what is already there. */
  known: z.number(),
  /** The last row applied (or, while undoing, the first not yet taken back). */
  atRow: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  removed: z.number(),
  kept: z.array(z.string()),
})
/** Some rows of an import after (or before) one of them. */
export const ImportSlice = z.object({ uid: Uid, from: z.number().int(), count: z.number().int().min(1).max(500) })
export const RowProblem = z.object({
  code: z.string(),
  field: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
