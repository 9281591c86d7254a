import { z } from 'zod'
import { partyCategories } from '../company/party-category.ts'
import { query } from '../contract.ts'
import { taxClasses } from '../items/tax-rates.ts'
import { BasisPointsZ, DateZ, MilliZ, PaiseZ, RateE4Z, Uid } from '../schema.ts'

const ids = z.array(z.number().int()).max(500)
/** An item as the lines of a purchase need it: units for typing, tax of the day for the preview. */
export const DeskItem = z.object({
  id: z.number(),
  uid: Uid,
  name: z.string(),
  packLabel: z.string().nullable(),
  manufacturer: z.string().nullable(),
  hsn: z.string(),
  taxClass: z.enum(taxClasses),
  rateBp: BasisPointsZ,
  cessBp: BasisPointsZ,
  cessUnitPaise: PaiseZ,
  saleUnit: z.string(),
  saleFactor: z.number(),
  decimals: z.number(),
  units: z.array(z.object({ name: z.string(), factor: z.number() })),
})

/** What the screens of purchase documents show and price with. */
export const deskCalls = {
  desk: query({
    permission: 'books.read',
    input: z.object({ date: DateZ, supplier: Uid.nullable(), itemIds: ids }),
    output: z.object({
      firmState: z.string(),
      firmRegistered: z.boolean(),
      roundOff: z.boolean(),
      supplier: z
        .object({
          uid: Uid,
          name: z.string(),
          city: z.string().nullable(),
          gstin: z.string().nullable(),
          category: z.enum(partyCategories),
          stateCode: z.string(),
          /** Below zero: we owe. */
          balancePaise: PaiseZ,
          creditDays: z.number().nullable(),
          lastBills: z.array(
            z.object({
              uid: Uid,
              number: z.string(),
              supplierNumber: z.string().nullable(),
              date: z.string(),
              totalPaise: PaiseZ,
            }),
          ),
        })
        .nullable(),
      items: z.array(DeskItem),
    }),
    doc: 'About a purchase document that is being keyed: the firm and the supplier on its date, and its items with units and tax.',
  }),
  lastPurchases: query({
    permission: 'books.read',
    input: z.object({ itemId: z.number().int(), supplier: Uid.nullable().default(null) }),
    output: z.array(
      z.object({
        date: z.string(),
        number: z.string(),
        supplier: z.string(),
        qtyMilli: MilliZ,
        freeMilli: MilliZ,
        rateE4: RateE4Z,
        unit: z.string(),
        factor: z.number(),
        grossPaise: PaiseZ,
        discountPaise: PaiseZ,
        mrpPaise: PaiseZ.nullable(),
      }),
    ),
    doc: 'The last five purchases of an item, newest first: from this supplier (among the last 200 bills), or from anybody.',
  }),
}
