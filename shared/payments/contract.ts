import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { DateZ, Done, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { cashCalls } from './cash-contract.ts'

export const paymentModes = ['cash', 'upi', 'card', 'cheque', 'bank'] as const
export const moneyKinds = ['receipt', 'payment'] as const
export const Money = z.object({
  uid: Uid,
  date: DateZ,
  party: Uid,
  mode: z.enum(paymentModes),
  amountPaise: PaiseZ,
  reference: optionalText(40),
  narration: optionalText(200),
  /** Which bills it settles and how much of each; null: the oldest first. What is left over stays on account. */
  allocations: z
    .array(z.object({ openItem: z.number().int(), amountPaise: PaiseZ }))
    .max(500)
    .nullable()
    .default(null),
  /** A small difference let go, by us or by the one who is paid: it settles bills like money does. */
  discountPaise: PaiseZ.default(0 as never),
})
const Posted = z.object({ number: z.string(), onAccountPaise: PaiseZ })
const Row = z.object({
  uid: Uid,
  kind: z.enum(moneyKinds),
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid,
  mode: z.string(),
  reference: z.string().nullable(),
  inPaise: PaiseZ,
  outPaise: PaiseZ,
  discountPaise: PaiseZ,
  onAccountPaise: PaiseZ,
  cancelled: z.boolean(),
})
const Paper = z.object({ uid: Uid, size: z.enum(['A4', 'A5']).default('A5') })

export const payments = {
  postReceipt: command({
    permission: 'payments.write',
    input: Money,
    output: Posted,
    doc: 'Money received from a party, set against the bills named or its oldest first; the rest stays on account. A small difference may be let go with it.',
  }),
  postPayment: command({
    permission: 'payments.write',
    input: Money,
    output: Posted,
    doc: 'Money paid to a party, set against what is owed to it, by hand or the oldest first; the rest stands as an advance. A small difference that the party lets go is a discount received.',
  }),
  cancelMoney: command({
    permission: 'sales.cancel',
    input: z.object({ uid: Uid, reason: typed(200).refine((text) => text.length > 2, 'is needed') }),
    output: Done,
    doc: 'Takes a receipt or payment back by its mirror, with what it settled. Refused when its money on account was used since.',
  }),
  money: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      kind: z.enum(moneyKinds).nullable().default(null),
      mode: z.enum(paymentModes).nullable().default(null),
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      party: Uid.nullable().default(null),
    }),
    output: page(Row, z.object({ inPaise: PaiseZ, outPaise: PaiseZ, discountPaise: PaiseZ, onAccountPaise: PaiseZ })),
    doc: 'Receipts and payments, newest first, with totals over the whole filter.',
  }),
  moneyDocument: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: Row.extend({
      narration: z.string().nullable(),
      by: z.string(),
      at: z.string(),
      cancelReason: z.string().nullable(),
      settled: z.array(z.object({ number: z.string(), date: z.string(), amountPaise: PaiseZ })),
    }),
    doc: 'A receipt or payment with what it settles.',
  }),
  moneyPdf: task({
    permission: 'sales.read',
    input: Paper,
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number() }),
    doc: 'A receipt, payment voucher or cash close as a small PDF.',
  }),
  saveMoneyPdf: task({
    permission: 'sales.read',
    input: Paper.extend({ ticket: z.string() }),
    output: Done,
    doc: 'Writes the same PDF to a chosen file. File ticket `pdf` headless.',
  }),
  printMoney: task({
    permission: 'sales.read',
    input: Paper,
    output: z.object({ printed: z.boolean() }),
    doc: 'Hands the same paper to the printer dialog; false when the person closed it. Not in a headless host.',
  }),
  ...cashCalls,
}
