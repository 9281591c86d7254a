import { z } from 'zod'
import { report } from '../contract.ts'
import { DateZ, Nothing, PaiseZ, typed } from '../schema.ts'
import { paperCalls } from './paper-contract.ts'
import { partyCalls } from './party-contract.ts'

export const Finding = z.object({
  check: z.string(),
  subject: z.string(),
  message: z.string(),
  expected: z.string(),
  found: z.string(),
})
export const accounts = {
  ...partyCalls,
  ...paperCalls,
  trialBalance: report({
    permission: 'books.read',
    input: z.object({ asOn: DateZ, filter: typed(200).default('') }),
    output: z.object({
      rows: z.array(z.object({ account: z.string(), group: z.string(), drPaise: PaiseZ, crPaise: PaiseZ })),
      drPaise: PaiseZ,
      crPaise: PaiseZ,
    }),
    doc: 'Balances of all accounts on a day, those whose name or group has every word of the filter; debit equals credit, and the totals are always of the whole book.',
  }),
  verifyChain: report({
    permission: 'audit.read',
    input: Nothing,
    output: z.object({ rows: z.number(), brokenAt: z.number().nullable(), why: z.string().nullable() }),
    doc: 'Renders every journal row again from the tables and names the first broken link.',
  }),
  doctor: report({
    permission: 'audit.read',
    input: Nothing,
    output: z.object({
      checks: z.array(z.object({ check: z.string(), tookMs: z.number(), findings: z.number() })),
      findings: z.array(Finding),
    }),
    doc: 'Recomputes every running figure with other code and lists what differs.',
  }),
}
