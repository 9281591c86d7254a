import { z } from 'zod'
import { report } from '../contract.ts'
import { BasisPointsZ, DateZ, MilliZ, PageAsk, PaiseZ, page, RateE4Z, Uid } from '../schema.ts'

const heads = { igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ }
const RegisterSums = z.object({ taxablePaise: PaiseZ, ...heads, creditPaise: PaiseZ, totalPaise: PaiseZ })

/** What was bought, from whom, and at what (PU6). */
export const listCalls = {
  register: report({
    permission: 'books.read',
    input: PageAsk.extend({
      from: DateZ,
      to: DateZ,
      supplier: Uid.nullable().default(null),
      kind: z.enum(['purchase', 'purchase-return', 'landed-cost']).nullable().default(null),
    }),
    output: page(
      z.object({
        uid: Uid,
        kind: z.enum(['purchase', 'purchase-return', 'landed-cost']),
        date: z.string(),
        number: z.string(),
        supplierNumber: z.string().nullable(),
        supplierDate: z.string().nullable(),
        supplier: z.string(),
        gstin: z.string().nullable(),
        taxClass: z.string(),
        rateBp: BasisPointsZ,
        /** inputs, capital, blocked, none, ineligible, or nothing for goods without tax. */
        itcClass: z.string().nullable(),
        reverseCharge: z.boolean(),
        taxablePaise: PaiseZ,
        ...heads,
        /** The document's total on its first row, 0 on the others, so that rows add up. */
        totalPaise: PaiseZ,
      }),
      RegisterSums,
    ),
    doc: 'Purchase register: a row for each rate and credit class of a bill, returns with the other sign, cancelled documents left out; totals over the whole filter.',
  }),
  rateComparison: report({
    permission: 'books.read',
    input: PageAsk.extend({
      itemId: z.number().int().nullable().default(null),
      supplier: Uid.nullable().default(null),
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
    }),
    output: page(
      z.object({
        itemId: z.number(),
        item: z.string(),
        supplier: z.string(),
        supplierUid: Uid,
        date: z.string(),
        number: z.string(),
        supplierNumber: z.string(),
        unit: z.string(),
        qtyMilli: MilliZ,
        freeMilli: MilliZ,
        rateE4: RateE4Z,
        discountPaise: PaiseZ,
        /** What a unit cost in the end: all discounts, free units and landed cost told in, tax only where it is cost. */
        netE4: RateE4Z,
        mrpPaise: PaiseZ.nullable(),
        /** (MRP without tax − net) ÷ MRP without tax, in basis points; null without MRP. */
        marginBp: z.number().nullable(),
        /** The lowest net rate of the item among the rows of the filter. */
        best: z.boolean(),
      }),
      z.object({ bills: z.number() }),
    ),
    doc: 'What each supplier took for an item, bill by bill, newest first: rate, free goods, net landed rate, MRP and margin.',
  }),
  supplierDues: report({
    permission: 'books.read',
    input: PageAsk.extend({ asOn: DateZ }),
    output: page(
      z.object({
        supplier: z.string(),
        supplierUid: Uid,
        bills: z.number(),
        /** What we owe; advances and debit notes already taken off. */
        owedPaise: PaiseZ,
        overduePaise: PaiseZ,
        oldest: z.string().nullable(),
      }),
      z.object({ owedPaise: PaiseZ, overduePaise: PaiseZ }),
    ),
    doc: 'What is owed to each supplier on a day, and how much of it is past its due date.',
  }),
}
