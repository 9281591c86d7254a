import { z } from 'zod'
import { BasisPointsZ, PaiseZ, RateE4Z, Uid } from '../schema.ts'
import { schemeBuyers, schemeGoods } from './scheme.ts'

/** The shapes of shared/items/price-line.ts as they cross to the window. */
export const ListRef = z.object({ id: z.number(), name: z.string() })

const RateRowZ = z.object({
  id: z.number(),
  listId: z.number(),
  batchId: z.number(),
  unit: z.string(),
  factor: z.number().nullable(),
  fromDate: z.string(),
  seq: z.number(),
  rateE4: RateE4Z.nullable(),
  net: z.boolean(),
})
const DiscountTermZ = z.object({
  id: z.number(),
  rung: z.enum(['company', 'list', 'item', 'quantity', 'value']),
  bp: BasisPointsZ,
  fromMin: z.number(),
  goods: z.enum(['item', 'company', 'all']),
  forParty: z.boolean(),
  listId: z.number().nullable(),
  fromDate: z.string(),
  seq: z.number(),
})
const QuantitySchemeZ = z.object({
  uid: Uid,
  name: z.string(),
  fromDate: z.string(),
  toDate: z.string().nullable(),
  goods: z.enum(schemeGoods),
  buyers: z.enum(schemeBuyers),
  buyPacks: z.number(),
  freePacks: z.number(),
  minPacks: z.number(),
  repeats: z.boolean(),
  half: z.boolean(),
  freeItem: z.object({ id: z.number(), name: z.string(), factor: z.number(), unit: z.string() }).nullable(),
})
export const ValueSchemeZ = z.object({
  uid: Uid,
  name: z.string(),
  fromDate: z.string(),
  toDate: z.string().nullable(),
  buyers: z.enum(schemeBuyers),
  minPaise: PaiseZ,
  afterTax: z.boolean(),
  mode: z.enum(['any', 'cash', 'credit']),
  discountBp: BasisPointsZ,
  discountPaise: PaiseZ,
})
export const PriceFactsZ = z.object({
  itemId: z.number(),
  date: z.string(),
  unit: z.string(),
  factor: z.number(),
  rows: z.array(RateRowZ),
  partyList: ListRef.nullable(),
  tierList: ListRef.nullable(),
  companyList: ListRef.nullable(),
  baseList: ListRef,
  partyBp: BasisPointsZ,
  terms: z.array(DiscountTermZ),
  schemes: z.array(QuantitySchemeZ),
})
