import { z } from 'zod'
import { command, query } from '../contract.ts'
import { ItemHit } from '../items/contract.ts'
import { DateZ, Done, MilliZ, RateE4Z, typed, Uid } from '../schema.ts'

const Choice = z.object({
  item: ItemHit,
  /** Of a hundred. */
  score: z.number(),
  /** Words that were written, and where the item has them. */
  evidence: z.array(
    z.object({
      word: z.string(),
      in: z.enum(['name', 'pack', 'company', 'salt', 'code', 'nothing']),
      how: z.enum(['exact', 'begins', 'similar', 'none']),
    }),
  ),
  /** Telling words of its name that nobody wrote. */
  unsaid: z.array(z.string()),
  /** A person chose it once for these words of this party: evidence, never certainty. */
  chosen: z.object({ uid: Uid, said: z.string(), date: z.string() }).nullable(),
  /** The party's last purchase of it. */
  lastBought: z.object({ date: z.string(), qtyMilli: MilliZ, rateE4: RateE4Z, number: z.string() }).nullable(),
  /** The quantity in base units as this item counts; null when the unit is none of its own, or no quantity was said. */
  qtyMilli: MilliZ.nullable(),
  freeMilli: MilliZ,
  /** In stock less what is held for others. */
  freeStockMilli: MilliZ,
})
/** Why a line is not certain: what a person has to decide. */
export const pasteDoubts = ['item', 'several', 'similar', 'quantity', 'no-quantity', 'unit', 'twice', 'nickname'] as const
export const PastedLine = z.object({
  text: z.string(),
  /** Without the quantity, as it was read; '' for talk. */
  words: z.string(),
  /** `talk` orders nothing; only a `certain` line may be taken unseen. */
  certainty: z.enum(['certain', 'likely', 'none', 'talk']),
  doubts: z.array(z.enum(pasteDoubts)),
  /** Quantity as it was written: '10 strip + 1'. */
  written: z.string().nullable(),
  short: z.boolean(),
  choices: z.array(Choice),
})

const asked = {
  party: Uid.nullable().default(null),
  date: DateZ,
  tier: z.enum(['ptr', 'pts', 'retail', 'hospital']).default('ptr'),
}

/** An order out of a chat (SA8). */
export const pasteCalls = {
  readOrder: query({
    permission: 'sales.bill',
    input: z.object({ text: z.string().max(20_000), ...asked }),
    output: z.object({ lines: z.array(PastedLine), certain: z.number(), unsure: z.number() }),
    doc: 'Reads an order as it is sent in a chat: each line with the items it may mean, the words that say so, and what has to be decided. Nothing below certainty is to be taken without a person.',
  }),
  orderChoice: query({
    permission: 'sales.bill',
    input: z.object({ text: z.string().max(2000), words: z.string().max(2000), itemId: z.number().int(), ...asked }),
    output: Choice.nullable(),
    doc: 'An item that a person chose for a line of an order, with what the line says of it and how much that is; null for an item that is not sold.',
  }),
  nicknames: query({
    permission: 'sales.bill',
    input: z.object({ party: Uid }),
    output: z.array(z.object({ uid: Uid, said: z.string(), item: z.string(), date: z.string(), by: z.string().nullable() })),
    doc: 'What a party calls items in its messages, as people chose them.',
  }),
  keepNickname: command({
    permission: 'sales.bill',
    input: z.object({ party: Uid, said: typed(100), itemId: z.number().int() }),
    output: Done,
    doc: 'Keeps what a party calls an item, without quantity; offered the next time it orders by those words, taken by nobody unseen.',
  }),
  dropNickname: command({
    permission: 'sales.bill',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Takes away what a party calls an item.',
  }),
}
