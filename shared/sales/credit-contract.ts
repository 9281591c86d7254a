import { z } from 'zod'
import { optionalText, PaiseZ } from '../schema.ts'
import { creditRules } from './credit.ts'

const Rule = z.enum(creditRules)

/** The shapes of shared/sales/credit.ts as they cross to the window. */
export const CreditZ = z.object({
  terms: z.object({
    limitPaise: PaiseZ.nullable(),
    bills: z.number().nullable(),
    lateDays: z.number(),
    rules: z.object({ amount: Rule, late: Rule, bills: Rule }),
    allowance: z.object({ limitPaise: PaiseZ, to: z.string(), late: z.boolean() }).nullable(),
  }),
  standing: z.object({
    balancePaise: PaiseZ,
    chequesPaise: PaiseZ,
    promisedPaise: PaiseZ,
    openBills: z.number(),
    overdueBills: z.number(),
    overdueDays: z.number(),
  }),
})

/** Who prescribed what is kept in a register, and for whom; by the firm's setting. */
export const Prescription = z.object({
  prescriber: optionalText(80),
  registration: optionalText(40),
  patient: optionalText(80),
  patientAddress: optionalText(120),
})
