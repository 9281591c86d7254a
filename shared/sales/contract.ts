import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { paymentModes } from '../payments/contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'

/** A line as it is posted: one batch. The screen splits a quantity over batches before it saves. */
export const BillLine = z.object({
  itemId: z.number().int(),
  batchId: z.number().int(),
  locationId: z.number().int(),
  /** The unit the rate is per, and its factor; see model rule 6. */
  unit: typed(20),
  factor: z.number().int().min(1).max(1_000_000),
  /** Base units, thousandths. */
  qtyMilli: MilliZ,
  freeMilli: MilliZ.default(0 as never),
  rateE4: RateE4Z,
  /** Applied in order, compounding. */
  discountsBp: z.array(BasisPointsZ).max(3).default([]),
})
export const BillDraft = z.object({
  uid: Uid,
  date: DateZ,
  /** null = walk-in customer, who pays at once. */
  party: Uid.nullable(),
  walkIn: z.object({ name: optionalText(100), phone: optionalText(20), stateCode: z.string().regex(/^\d{2}$/).nullable().default(null) }).nullable().default(null),
  /** Where the supply is made to; null = worked out from the party (gst-rules 1.5). */
  placeOfSupply: z.string().regex(/^\d{2}$/).nullable().default(null),
  /** What is paid now; the rest is credit. cash/upi/card/cheque/bank amounts, Σ ≤ total. */
  paid: z.array(z.object({ mode: z.enum(paymentModes), amountPaise: PaiseZ })).max(5).default([]),
  /** A one-word mode for paper and lists; 'cash' with an empty `paid` means: all of it in cash. */
  mode: z.enum(['credit', 'cash', 'upi', 'card', 'cheque', 'mixed']).default('credit'),
  pricesIncludeTax: z.boolean().default(false),
  discountPaise: PaiseZ.default(0 as never),
  chargesPaise: PaiseZ.default(0 as never),
  salesman: optionalText(60),
  narration: optionalText(200),
  lines: z.array(BillLine).min(1).max(1000),
})
export const PostedBill = z.object({ uid: Uid, number: z.string(), totalPaise: PaiseZ, date: z.string() })
export const BillRow = z.object({
  uid: Uid, number: z.string(), date: z.string(), party: z.string(), partyUid: Uid.nullable(), gstin: z.string().nullable(), mode: z.string(), taxablePaise: PaiseZ, taxPaise: PaiseZ, totalPaise: PaiseZ, cancelled: z.boolean(),
})
export const BillShown = BillRow.extend({
  applied: z.record(z.string(), z.unknown()),
  pos: z.string(), supply: z.string(), dueDate: z.string().nullable(), grossPaise: PaiseZ, discountPaise: PaiseZ, chargesPaise: PaiseZ, igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ, roundOffPaise: PaiseZ,
  lines: z.array(z.object({
    itemId: z.number(), description: z.string(), manufacturer: z.string().nullable(), pack: z.string().nullable(), hsn: z.string(), uqc: z.string(), batch: z.string().nullable(), expiry: z.string().nullable(), mrpPaise: PaiseZ.nullable(), unit: z.string(), factor: z.number(),
    qtyMilli: MilliZ, freeMilli: MilliZ, rateE4: RateE4Z, grossPaise: PaiseZ, discountPaise: PaiseZ, taxClass: z.string(), rateBp: BasisPointsZ, taxablePaise: PaiseZ, igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ,
  })),
})
export const sales = {
  postBill: command({ permission: 'sales.bill', input: BillDraft, output: PostedBill, doc: 'Posts a counter bill once, however often it is sent: number, ledger, tax, stock and cost in one transaction. The same uid with other content is refused as already-posted.' }),
  bills: report({ permission: 'sales.read', input: PageAsk.extend({ from: DateZ.nullable().default(null), to: DateZ.nullable().default(null) }), output: page(BillRow, z.object({ taxablePaise: PaiseZ, taxPaise: PaiseZ, totalPaise: PaiseZ })), doc: 'Bills, a page at a time, with totals over the whole filter.' }),
  bill: query({ permission: 'sales.read', input: z.object({ uid: Uid }), output: BillShown, doc: 'A posted bill with its applied facts.' }),
  cancelBill: command({ permission: 'sales.cancel', input: z.object({ uid: Uid, reason: typed(200).refine(text => text.length > 2, 'is needed') }), output: Done, doc: 'Mirrors the bill under its own date; the number is kept. Refused in a locked period, and while a receipt is set against it.' }),
  lastRates: query({ permission: 'sales.read', input: z.object({ itemId: z.number().int(), party: Uid.nullable() }), output: z.array(z.object({ date: z.string(), number: z.string(), party: z.string(), qtyMilli: MilliZ, freeMilli: MilliZ, rateE4: RateE4Z, unit: z.string(), discountPaise: PaiseZ })), doc: 'The last five deals in an item, with this party or with all.' }),
  billPdf: task({ permission: 'sales.read', input: z.object({ uid: Uid, size: z.enum(['A4', 'A5']).default('A4'), copies: z.array(z.enum(['original', 'duplicate', 'triplicate'])).min(1).default(['original']), language: z.enum(['en', 'hi', 'ur']).default('en') }), output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number(), engine: z.enum(['pdfmake', 'chromium']) }), doc: 'The tax invoice as a PDF.' }),
  savePdf: task({ permission: 'sales.read', input: z.object({ uid: Uid, size: z.enum(['A4', 'A5']).default('A4'), ticket: z.string() }), output: Done, doc: 'Writes the tax invoice to a chosen file. File ticket `pdf` headless.' }),
  printBill: task({ permission: 'sales.read', input: z.object({ uid: Uid, size: z.enum(['A4', 'A5']).default('A4') }), output: Done, doc: 'Hands the tax invoice to the printer. Not in a headless host.' }),
}
