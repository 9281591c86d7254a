import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'

const Id = z.number().int().positive()
const scopeFields = {
  itemId: Id.nullable().default(null),
  manufacturer: typed(100).nullable().default(null),
  category: typed(60).nullable().default(null),
  party: Uid.nullable().default(null),
  tier: z.enum(['ptr', 'pts', 'retail', 'hospital']).nullable().default(null),
  route: typed(40).nullable().default(null),
}
const count = z.number().int().min(0).max(100_000)
export const SchemeInput = z.object({
  uid: Uid,
  name: typed(60).refine((text) => text.length > 0, 'is needed'),
  kind: z.enum(['quantity', 'value']),
  fromDate: DateZ,
  toDate: DateZ.nullable().default(null),
  /** At most one of the goods, and at most one of the buyers; none: all. */
  ...scopeFields,
  buyPacks: count.default(0),
  freePacks: count.default(0),
  /** 0: as many as buyPacks. */
  minPacks: count.default(0),
  repeats: z.boolean().default(true),
  half: z.boolean().default(false),
  freeItemId: Id.nullable().default(null),
  minPaise: PaiseZ.default(0 as never),
  afterTax: z.boolean().default(false),
  mode: z.enum(['any', 'cash', 'credit']).default('any'),
  discountBp: BasisPointsZ.default(0 as never),
  discountPaise: PaiseZ.default(0 as never),
})
const SchemeShown = SchemeInput.extend({
  active: z.boolean(),
  item: z.string().nullable(),
  partyName: z.string().nullable(),
  freeItem: z.string().nullable(),
  state: z.enum(['coming', 'running', 'closed', 'withdrawn']),
})
const Term = z.object({
  rung: z.enum(['company', 'list', 'item', 'quantity', 'value']),
  list: Uid.nullable().default(null),
  itemId: Id.nullable().default(null),
  manufacturer: typed(100).nullable().default(null),
  party: Uid.nullable().default(null),
  /** Whole packs, or paise of the line's gross amount. */
  fromMin: z.number().int().min(0).max(1_000_000_000_000).default(0),
  fromDate: DateZ,
  /** Null ends it from that day. */
  bp: BasisPointsZ.nullable(),
})
const schemeShows = ['running', 'coming', 'closed', 'all'] as const

/** Schemes and the ladder of discounts (IT4). */
export const schemeCalls = {
  schemes: report({
    permission: 'masters.read',
    input: PageAsk.extend({ show: z.enum(schemeShows).default('running'), asOn: DateZ }),
    output: page(SchemeShown, z.object({ schemes: z.number() })),
    doc: 'Schemes, a page at a time; closed ones stay readable.',
  }),
  scheme: query({
    permission: 'masters.read',
    input: z.object({ uid: Uid }),
    output: SchemeShown,
    doc: 'One scheme whole.',
  }),
  saveScheme: command({
    permission: 'masters.write',
    input: SchemeInput,
    output: z.object({ uid: Uid }),
    doc: 'Adds a scheme, or changes one that has not begun; of one that has, only the name and the last day. Refused where another of the same goods and buyers runs on a day of it.',
  }),
  withdrawScheme: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Takes back a scheme that has not begun; one that runs is closed by its last day.',
  }),
  discounts: report({
    permission: 'masters.read',
    input: PageAsk.extend({ asOn: DateZ }),
    output: page(
      z.object({
        id: z.number(),
        rung: Term.shape.rung,
        list: Uid.nullable(),
        listName: z.string().nullable(),
        itemId: z.number().nullable(),
        item: z.string().nullable(),
        manufacturer: z.string().nullable(),
        party: Uid.nullable(),
        partyName: z.string().nullable(),
        fromMin: z.number(),
        fromDate: z.string(),
        bp: BasisPointsZ,
      }),
      z.object({ terms: z.number() }),
    ),
    doc: 'The discount ladder as on a day, a page at a time.',
  }),
  setDiscount: command({
    permission: 'masters.write',
    input: Term,
    output: Done,
    doc: 'A rung of the discount ladder from a day on: of a company, a list, an item, or a slab by packs or value; for one party or all.',
  }),
}
