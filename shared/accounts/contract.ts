import { z } from 'zod'
import { query, report } from '../contract.ts'
import { DateZ, Nothing, PaiseZ, Uid } from '../schema.ts'

export const Finding = z.object({
  check: z.string(),
  subject: z.string(),
  message: z.string(),
  expected: z.string(),
  found: z.string(),
})
export const accounts = {
  trialBalance: report({
    permission: 'books.read',
    input: z.object({ asOn: DateZ }),
    output: z.object({
      rows: z.array(z.object({ account: z.string(), group: z.string(), drPaise: PaiseZ, crPaise: PaiseZ })),
      drPaise: PaiseZ,
      crPaise: PaiseZ,
    }),
    doc: 'Balances of all accounts on a day; debit equals credit.',
  }),
  partyLedger: report({
    permission: 'sales.read',
    input: z.object({
      party: Uid,
      from: DateZ,
      to: DateZ,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(500),
    }),
    output: z.object({
      openingPaise: PaiseZ,
      total: z.number(),
      rows: z.array(
        z.object({
          date: z.string(),
          number: z.string().nullable(),
          kind: z.string(),
          documentUid: Uid.nullable(),
          amountPaise: PaiseZ,
          balancePaise: PaiseZ,
        }),
      ),
      closingPaise: PaiseZ,
    }),
    doc: "A party's ledger with running balance; opening and closing are of the days asked for, not of the page.",
  }),
  outstanding: query({
    permission: 'sales.read',
    input: z.object({ party: Uid }),
    output: z.array(
      z.object({
        openItem: z.number(),
        number: z.string().nullable(),
        date: z.string(),
        due: z.string().nullable(),
        amountPaise: PaiseZ,
        leftPaise: PaiseZ,
        days: z.number(),
      }),
    ),
    doc: 'What a party owes, bill by bill, oldest first.',
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
