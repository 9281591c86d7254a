import { z } from 'zod'
import { report, task } from '../contract.ts'
import { Done, Nothing, PaiseZ } from '../schema.ts'

export const home = {
  makeDemo: task({
    bookless: true,
    permission: 'open',
    input: z.object({ bills: z.number().int().min(1).max(5000).default(320) }),
    output: Done,
    doc: 'Makes a demo firm with a believable month in it, posted through the same calls a clerk uses. File ticket `book` headless.',
  }),
  today: report({
    permission: 'sales.read',
    input: Nothing,
    output: z.object({
      bills: z.number(),
      salesPaise: PaiseZ,
      monthPaise: PaiseZ,
      receivablePaise: PaiseZ,
      cashPaise: PaiseZ,
      days: z.array(z.object({ date: z.string(), totalPaise: PaiseZ })),
    }),
    doc: "The day's card: sales, month so far, receivables, cash.",
  }),
}
