import { z } from 'zod'
import { command } from '../contract.ts'
import { DateZ, optionalText, PaiseZ, Uid } from '../schema.ts'

export const paymentModes = ['cash', 'upi', 'card', 'cheque', 'bank'] as const
export const Receipt = z.object({
  uid: Uid,
  date: DateZ,
  party: Uid,
  mode: z.enum(paymentModes),
  amountPaise: PaiseZ,
  reference: optionalText(40),
})
export const payments = {
  postReceipt: command({
    permission: 'payments.write',
    input: Receipt,
    output: z.object({ number: z.string(), onAccountPaise: PaiseZ }),
    doc: 'Money received from a party, set against its oldest bills first; the rest stays on account.',
  }),
}
