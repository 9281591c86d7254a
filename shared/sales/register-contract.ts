import { z } from 'zod'
import { report } from '../contract.ts'
import { DateZ, MilliZ, PageAsk, PaiseZ, page, Uid } from '../schema.ts'

export const profitGroups = ['bill', 'item', 'party', 'company', 'salesman'] as const
const sums = {
  grossPaise: PaiseZ,
  discountPaise: PaiseZ,
  chargesPaise: PaiseZ,
  nilPaise: PaiseZ,
  at5Paise: PaiseZ,
  at12Paise: PaiseZ,
  at18Paise: PaiseZ,
  at40Paise: PaiseZ,
  atOtherPaise: PaiseZ,
  taxablePaise: PaiseZ,
  /** Value of credits without GST: in no return, so in no GST column. */
  withoutGstPaise: PaiseZ,
  cgstPaise: PaiseZ,
  sgstPaise: PaiseZ,
  igstPaise: PaiseZ,
  cessPaise: PaiseZ,
  roundOffPaise: PaiseZ,
  totalPaise: PaiseZ,
}
const profit = {
  bills: z.number(),
  qtyMilli: MilliZ.nullable(),
  salePaise: PaiseZ,
  costPaise: PaiseZ,
  marginPaise: PaiseZ,
}

/** Registers of what was sold. */
export const registerCalls = {
  salesRegister: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      from: DateZ,
      to: DateZ,
      party: Uid.nullable().default(null),
      /** Notes lower the figures and stand with the other sign. */
      kind: z.enum(['sale', 'note']).nullable().default(null),
    }),
    output: page(
      z.object({
        uid: Uid,
        kind: z.string(),
        date: z.string(),
        number: z.string(),
        party: z.string(),
        gstin: z.string().nullable(),
        mode: z.string(),
        ...sums,
      }),
      z.object(sums),
    ),
    doc: 'Bills and notes of the days as they stand, with taxable value by rate and each tax; notes negative, credits without GST in a column of their own. Sums over the whole filter.',
  }),
  profit: report({
    permission: 'cost.see',
    input: PageAsk.extend({ from: DateZ, to: DateZ, by: z.enum(profitGroups) }),
    output: page(
      z.object({
        key: z.string(),
        /** The bill's uid, the item's, the party's; null where a row is of no record. */
        uid: Uid.nullable(),
        /** What document a row by bill is. */
        kind: z.string().nullable(),
        name: z.string(),
        date: z.string().nullable(),
        marginBp: z.number().nullable(),
        ...profit,
      }),
      z.object({ salePaise: PaiseZ, costPaise: PaiseZ, marginPaise: PaiseZ }),
    ),
    doc: 'Sale value before tax less what the goods cost (free ones included), by bill, item, party, company or salesman; returns and credits taken off, those without GST too; a note counts for its bill’s salesman.',
  }),
}
