import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { DateZ, Done, MilliZ, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { adjustReasons } from './stock-reasons.ts'

const Id = z.number().int()

/** Which batches at a place are counted. All that is named must hold; nothing named is all of the place. */
export const CountChoice = z.object({
  locationId: Id,
  manufacturer: z.string().max(100).nullable().default(null),
  rack: z.string().max(20).nullable().default(null),
  abc: z.enum(['a', 'b', 'c']).nullable().default(null),
  /** So many items by chance, of those that the rest leaves. */
  random: z.number().int().min(1).max(1000).nullable().default(null),
})
const CountRow = z.object({
  itemId: z.number(),
  item: z.string(),
  pack: z.string().nullable(),
  manufacturer: z.string().nullable(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  batchId: z.number(),
  batch: z.string(),
  expiry: z.string().nullable(),
  mrpPaise: PaiseZ.nullable(),
  rack: z.string().nullable(),
})

/** Counting the shelves and what comes of it. */
export const countCalls = {
  countChoices: query({
    permission: 'stock.read',
    input: z.object({ locationId: Id }),
    output: z.object({ manufacturers: z.array(z.string()), racks: z.array(z.string()) }),
    doc: 'Companies and racks of the goods that stand at a place.',
  }),
  makeCountSheet: command({
    permission: 'stock.write',
    input: CountChoice.extend({ uid: Uid, name: typed(60) }),
    output: z.object({ rows: z.number() }),
    doc: 'Freezes the book quantities of the chosen batches at this moment.',
  }),
  countSheets: report({
    permission: 'stock.read',
    input: PageAsk,
    output: page(
      z.object({
        uid: Uid,
        name: z.string(),
        location: z.string(),
        date: z.string(),
        frozenAt: z.string(),
        madeBy: z.string(),
        state: z.string(),
        rows: z.number(),
        counted: z.number(),
        number: z.string().nullable(),
      }),
      z.object({ open: z.number() }),
    ),
    doc: 'Count sheets, newest first, with how far they are counted.',
  }),
  countSheet: report({
    permission: 'stock.count',
    input: PageAsk.extend({ uid: Uid }),
    output: page(
      // filled by hand on paper
      CountRow.extend({ counted: z.string() }),
      z.object({ name: z.string(), location: z.string(), locationId: z.number(), date: z.string(), state: z.string() }),
    ),
    doc: 'What is to be counted, by rack and item, without the book quantity: the blank sheet.',
  }),
  ownCounts: query({
    permission: 'stock.count',
    input: z.object({ uid: Uid }),
    output: z.object({
      name: z.string(),
      location: z.string(),
      locationId: z.number(),
      date: z.string(),
      state: z.string(),
      rows: z.number(),
      lines: z.array(CountRow.extend({ qtyMilli: MilliZ })),
    }),
    doc: 'The sheet and what this person has counted of it.',
  }),
  keyCounts: command({
    permission: 'stock.count',
    input: z.object({
      uid: Uid,
      counts: z
        .array(
          z.object({
            /** 0 with `found`. */
            batchId: Id,
            qtyMilli: MilliZ,
            /** A batch that the book does not know, as it is printed; one it does know is taken. */
            found: z
              .object({
                itemId: Id,
                number: typed(30).refine((text) => text.length > 0, 'is needed'),
                expiry: DateZ.nullable(),
                mrpPaise: PaiseZ.nullable(),
              })
              .nullable()
              .default(null),
          }),
        )
        .min(1)
        .max(500),
    }),
    output: z.object({ kept: z.number() }),
    doc: "Keeps a person's counts; his latest count of a batch holds, and the counts of several people add up. A batch the book does not know is made with what is printed on it.",
  }),
  countVariance: report({
    permission: 'stock.write',
    input: PageAsk.extend({ uid: Uid, only: z.enum(['all', 'different', 'moved', 'uncounted']).default('different') }),
    output: page(
      CountRow.extend({
        bookMilli: MilliZ,
        /** Since the sheet was frozen, until the count was keyed: what was expected is the book and these. */
        movedBeforeMilli: MilliZ,
        /** After it was keyed; the difference is posted on top of them. */
        movedAfterMilli: MilliZ,
        expectedMilli: MilliZ,
        countedMilli: MilliZ.nullable(),
        counters: z.number(),
        differenceMilli: MilliZ.nullable(),
        valuePaise: PaiseZ.nullable(),
      }),
      z.object({
        rows: z.number(),
        counted: z.number(),
        different: z.number(),
        moved: z.number(),
        shortPaise: PaiseZ.nullable(),
        excessPaise: PaiseZ.nullable(),
        state: z.string(),
        name: z.string(),
        location: z.string(),
        date: z.string(),
      }),
    ),
    doc: 'Book, moves since, counted, difference and its value at average cost of the item.',
  }),
  postCount: command({
    permission: 'stock.approve',
    input: z.object({
      uid: Uid,
      date: DateZ.nullable().default(null),
      /** The reason of each difference; one that is not named is `lost` when short and `found` when more. */
      reasons: z
        .array(z.object({ batchId: Id, reason: z.enum(adjustReasons), valuePaise: PaiseZ.nullable().default(null) }))
        .max(5000)
        .default([]),
    }),
    output: z.object({ number: z.string().nullable(), lines: z.number() }),
    doc: 'Approves a count: one document adjusts every counted batch by its difference. A batch that moved since the sheet was frozen, and batches not counted, are warned about.',
  }),
  dropCountSheet: command({
    permission: 'stock.write',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Closes a sheet that will not be posted.',
  }),
}
