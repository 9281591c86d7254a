import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { ItemHit } from '../items/contract.ts'
import { schedules } from '../items/schedules.ts'
import { DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'

const Allowance = z.object({
  from: DateZ,
  to: DateZ,
  /** Null takes the limit for a time away. */
  limitPaise: PaiseZ.nullable(),
  /** Bills past due are let pass as well. */
  late: z.boolean().default(false),
  reason: typed(200),
})
const Restriction = z.object({
  uid: Uid,
  /** One of these three. */
  itemId: z.number().int().nullable().default(null),
  schedule: z.enum(schedules).nullable().default(null),
  composition: optionalText(200),
  /** Base units, thousandths. */
  dayMilli: MilliZ.nullable().default(null),
  monthMilli: MilliZ.nullable().default(null),
  from: DateZ,
  to: DateZ.nullable().default(null),
  reason: typed(200).refine((text) => text.length > 2, 'is needed'),
})
export const overLimitShows = ['all', 'stop', 'warn', 'late'] as const
export const OverLimitRow = z.object({
  uid: Uid,
  party: z.string(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  salesman: z.string().nullable(),
  owedPaise: PaiseZ,
  limitPaise: PaiseZ.nullable(),
  overPaise: PaiseZ,
  allowedTill: z.string().nullable(),
  openBills: z.number(),
  overdueBills: z.number(),
  overdueDays: z.number(),
  verdict: z.enum(['warn', 'stop']),
})
const RegisterRow = z.object({
  id: z.number(),
  date: z.string(),
  kind: z.string(),
  number: z.string(),
  party: z.string(),
  address: z.string().nullable(),
  licence: z.string().nullable(),
  item: z.string(),
  manufacturer: z.string().nullable(),
  batch: z.string(),
  expiry: z.string().nullable(),
  inMilli: MilliZ,
  outMilli: MilliZ,
  /** Of the item after this move, over all its batches and places. */
  balanceMilli: MilliZ,
  unit: z.string(),
  prescriber: z.string().nullable(),
  patient: z.string().nullable(),
})

export const creditCalls = {
  allowCredit: command({
    permission: 'sales.over-limit',
    input: Allowance.extend({ party: Uid }),
    output: Done,
    doc: "Gives a customer another credit limit until a day, with a reason; a null limit takes it away. Earlier ones stay in the book's history.",
  }),
  allowances: query({
    permission: 'masters.read',
    input: z.object({ party: Uid }),
    output: z.array(Allowance.extend({ by: z.string(), at: z.string() })),
    doc: 'The limits for a time a customer was given, latest first.',
  }),
  overLimit: report({
    permission: 'books.read',
    input: PageAsk.extend({ show: z.enum(overLimitShows).default('all') }),
    output: page(OverLimitRow, z.object({ owedPaise: PaiseZ, overPaise: PaiseZ })),
    doc: 'Customers over a limit of theirs today, by the check every bill is judged with.',
  }),
  restrictions: report({
    permission: 'masters.read',
    input: PageAsk.extend({ show: z.enum(['running', 'all']).default('running') }),
    output: page(Restriction.extend({ what: z.string(), itemName: z.string().nullable(), unit: z.string() }), z.object({})),
    doc: 'The most of an item, schedule or composition one buyer may be sold in a day and a month.',
  }),
  saveRestriction: command({
    permission: 'sales.schedule',
    input: Restriction,
    output: Done,
    doc: 'Sets or changes the most of some goods one buyer may be sold in a day and a month.',
  }),
  substitutes: query({
    permission: 'sales.read',
    input: z.object({ itemId: z.number().int(), date: DateZ, party: Uid.nullable().default(null) }),
    output: z.array(
      z.object({
        item: ItemHit,
        expiry: z.string().nullable(),
        rateE4: RateE4Z.nullable(),
        /** Of the rate over the last cost, a sale unit, for who may see it. */
        marginPaise: PaiseZ.nullable(),
        marginBp: z.number().nullable(),
      }),
    ),
    doc: 'Items of the same composition with stock that is not expired, the best margin first (or the lowest rate, for who may not see cost).',
  }),
  drugRegister: report({
    permission: 'sales.read',
    input: PageAsk.extend({ schedule: z.enum(['H1', 'X', 'NDPS']), from: DateZ, to: DateZ }),
    output: page(RegisterRow, z.object({ inMilli: MilliZ, outMilli: MilliZ })),
    doc: 'Every move of goods of a schedule with its document, party, licence, batch, prescriber and patient, and the balance of the item after it.',
  }),
}
