import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { Done, MilliZ, PageAsk, page, typed } from '../schema.ts'

const BatchId = z.number().int()
const Batch = z.object({
  batchId: z.number(),
  batch: z.string(),
  itemId: z.number(),
  item: z.string(),
  company: z.string().nullable(),
  pack: z.string().nullable(),
  expiry: z.string().nullable(),
  saleUnit: z.string(),
  saleFactor: z.number(),
  blockedReason: z.string().nullable(),
  blockedNotice: z.string().nullable(),
  blockedOn: z.string().nullable(),
})

/** Batch recall: where a batch came from, where it went, how much is still out, and the letters that ask for it back. */
export const recallCalls = {
  findBatches: query({
    permission: 'stock.read',
    input: z.object({ text: typed(60), limit: z.number().int().min(1).max(50).default(20) }),
    output: z.object({ text: z.string(), rows: z.array(Batch) }),
    doc: 'Batches by the beginning of their number, whatever the item; the reply carries the text it answers.',
  }),
  recall: report({
    permission: 'stock.read',
    input: z.object({ batchId: BatchId }),
    output: z.object({
      batch: Batch,
      receivedMilli: MilliZ,
      returnedToSupplierMilli: MilliZ,
      soldMilli: MilliZ,
      returnedMilli: MilliZ,
      netOutMilli: MilliZ,
      inHandMilli: MilliZ,
      buyers: z.number(),
      places: z.array(z.object({ locationId: z.number(), location: z.string(), kind: z.string(), qtyMilli: MilliZ })),
      letters: z.array(
        z.object({ party: z.string(), qtyMilli: MilliZ, language: z.string(), madeAt: z.string(), by: z.string() }),
      ),
    }),
    doc: 'A batch as a recall sees it: came in, went out, came back, where the rest stands, and which letters were made.',
  }),
  recallIn: report({
    permission: 'stock.read',
    input: PageAsk.extend({ batchId: BatchId }),
    output: page(
      z.object({
        date: z.string(),
        number: z.string().nullable(),
        reference: z.string().nullable(),
        supplier: z.string().nullable(),
        kind: z.string(),
        qtyMilli: MilliZ,
      }),
      z.object({ qtyMilli: MilliZ }),
    ),
    doc: 'Every document by which a batch came in or went back to its supplier.',
  }),
  recallOut: report({
    permission: 'sales.read',
    input: PageAsk.extend({ batchId: BatchId, outstanding: z.boolean().default(false) }),
    output: page(
      z.object({
        date: z.string(),
        number: z.string(),
        party: z.string(),
        partyUid: z.string().nullable(),
        licence: z.string().nullable(),
        city: z.string().nullable(),
        phone: z.string().nullable(),
        contact: z.string().nullable(),
        soldMilli: MilliZ,
        returnedMilli: MilliZ,
        netMilli: MilliZ,
      }),
      z.object({ soldMilli: MilliZ, returnedMilli: MilliZ, netMilli: MilliZ }),
    ),
    doc: 'Every bill a batch went out on: buyer, drug licence, quantity, what came back, what is still out, whom to call. Cancelled bills are left out.',
  }),
  blockBatch: command({
    permission: 'stock.write',
    input: z.object({ batchId: BatchId, reason: typed(200), notice: typed(80).default('') }),
    output: Done,
    doc: 'Keeps a batch from being sold from now on, with the reason and the notice; no bill may name it.',
  }),
  releaseBatch: command({
    permission: 'stock.write',
    input: z.object({ batchId: BatchId, reason: typed(200) }),
    output: Done,
    doc: 'Lets a blocked batch be sold again.',
  }),
  noteLetters: command({
    permission: 'stock.write',
    input: z.object({
      batchId: BatchId,
      at: z.string().max(40),
      letters: z
        .array(z.object({ party: z.uuid(), bills: z.number().int(), qtyMilli: MilliZ, language: z.enum(['en', 'hi', 'ur']) }))
        .max(5000),
    }),
    output: Done,
    doc: 'Notes the letters that were made, one row a buyer. recallLetters does it itself.',
  }),
  recallLetters: task({
    permission: 'stock.write',
    input: z.object({ batchId: BatchId, ticket: z.string().max(200) }),
    output: z.object({ name: z.string(), letters: z.number(), pages: z.number() }),
    doc: 'Letters to every buyer who still has goods of the batch, each in his language, as one PDF; they are noted with the day.',
  }),
}
