import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, DateZ, optionalText, PageAsk, page, RateE4Z, typed, Uid } from '../schema.ts'
import { schedules } from './schedules.ts'
import { itemStatuses } from './statuses.ts'
import { taxClasses } from './tax-rates.ts'

export const bulkTiers = ['mrp', 'ptr', 'pts', 'retail', 'hospital'] as const

/** Which items: all that agree with everything that is said. The HSN is told by its first digits. */
const BulkFilter = z.object({
  words: typed(80).default(''),
  manufacturer: optionalText(100),
  hsn: optionalText(8),
  category: optionalText(60),
  schedule: z.enum(schedules).nullable().default(null),
})
/** What becomes of them. A price is raised by a percentage (a fall is negative) and rounded to so many paise, or set. */
export const BulkChange = z.discriminatedUnion('what', [
  z.object({ what: z.literal('tax'), class: z.enum(taxClasses), rateBp: BasisPointsZ }),
  z.object({ what: z.literal('hsn'), hsn: typed(12) }),
  z.object({ what: z.literal('category'), text: optionalText(60) }),
  z.object({ what: z.literal('rack'), text: optionalText(20) }),
  z.object({ what: z.literal('storage'), text: optionalText(40) }),
  z.object({ what: z.literal('schedule'), schedule: z.enum(schedules) }),
  z.object({ what: z.literal('status'), status: z.enum(itemStatuses) }),
  z.object({
    what: z.literal('price'),
    tier: z.enum(bulkTiers),
    percentBp: z.number().int().min(-9999).max(100_000).nullable().default(null),
    rateE4: RateE4Z.nullable().default(null),
    roundPaise: z.number().int().min(1).max(10_000).default(1),
  }),
])
/** The whole question: which items, what becomes of them, from which day (of tax and prices; the rest is changed at once). */
export const Bulk = z.object({ filter: BulkFilter, change: BulkChange, from: DateZ })

const bulkStates = ['ready', 'stopped', 'done', 'undoing', 'undone'] as const
export const BulkState = z.object({
  uid: Uid,
  title: z.string(),
  at: z.string(),
  state: z.enum(bulkStates),
  bulk: Bulk,
  items: z.number(),
  changed: z.number(),
  same: z.number(),
  withErrors: z.number(),
  restored: z.number(),
  /** Taken back in part or not at all, because somebody has changed them since. */
  kept: z.array(z.string()),
})
const Slice = z.object({ uid: Uid, from: z.number().int().min(0), count: z.number().int().min(1).max(500) })

export const bulkCalls = {
  bulkPreview: report({
    permission: 'masters.write',
    input: PageAsk.extend({ bulk: Bulk, only: z.enum(['all', 'changing', 'errors']).default('all') }),
    output: page(
      z.object({
        uid: Uid,
        name: z.string(),
        packLabel: z.string().nullable(),
        manufacturer: z.string().nullable(),
        old: z.string(),
        next: z.string(),
        problem: z.string().nullable(),
      }),
      z.object({ items: z.number(), changing: z.number(), same: z.number(), errors: z.number() }),
    ),
    doc: 'What a change of many items would do: each item with the old and the new value and what stands against it. Nothing is changed.',
  }),
  bulkChange: task({
    permission: 'masters.write',
    input: Bulk.extend({ title: typed(120).default('') }),
    output: BulkState,
    doc: 'Changes tax, HSN, category, schedule, rack, storage, status or a price of many items, in commands of a few milliseconds under one name; can be stopped, gone on with and undone.',
  }),
  bulkGoOn: task({
    permission: 'masters.write',
    input: z.object({ uid: Uid }),
    output: BulkState,
    doc: 'Goes on with a change of many items that was stopped.',
  }),
  bulkUndo: task({
    permission: 'masters.write',
    input: z.object({ uid: Uid }),
    output: BulkState,
    doc: 'Takes a whole change of many items back from the journal; what somebody has changed since stays and is named.',
  }),
  bulkChanges: query({
    permission: 'masters.read',
    input: z.object({}),
    output: z.array(BulkState),
    doc: 'Changes of many items so far, the latest first.',
  }),
  applyBulkRows: command({
    slice: true,
    permission: 'masters.write',
    input: Slice,
    output: z.object({ next: z.number().nullable() }),
    doc: 'One slice of a change of many items; the task calls it.',
  }),
  undoBulkRows: command({
    slice: true,
    permission: 'masters.write',
    input: Slice,
    output: z.object({ next: z.number().nullable() }),
    doc: 'One slice of taking such a change back; the task calls it.',
  }),
}
