import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { DateZ, Done, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'

export const sides = ['receivable', 'payable'] as const
/** Days are counted past the due date, or since the bill's own date. */
export const ageBases = ['due', 'date'] as const
export const outstandingFilters = ['all', 'overdue', 'over90', 'onAccount'] as const

const Aged = { notDuePaise: PaiseZ, to30Paise: PaiseZ, to60Paise: PaiseZ, to90Paise: PaiseZ, over90Paise: PaiseZ }
const OutstandingAsk = PageAsk.extend({
  side: z.enum(sides).default('receivable'),
  party: Uid.nullable().default(null),
  only: z.enum(outstandingFilters).default('all'),
  basis: z.enum(ageBases).default('due'),
  /** Null: today. */
  asOn: DateZ.nullable().default(null),
  route: optionalText(40),
  salesman: optionalText(60),
})

/** A bill, or money on account, that stood before the books begin. A party's debit is positive. */
export const OpeningBill = z.object({
  uid: Uid,
  reference: optionalText(40),
  /** Its own date; null = the day the books begin. */
  date: DateZ.nullable().default(null),
  /** Null: the bill's date and the party's credit days. */
  due: DateZ.nullable().default(null),
  amountPaise: PaiseZ,
})
export const statementKinds = ['ledger', 'outstanding'] as const
const Statement = z.object({
  party: Uid,
  kind: z.enum(statementKinds).default('ledger'),
  from: DateZ,
  to: DateZ,
  size: z.enum(['A4', 'A5']).default('A4'),
  /** Null: the party's own. */
  language: z.enum(['en', 'hi', 'ur']).nullable().default(null),
})

/** What stands between a party and us. */
export const partyCalls = {
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
          line: z.string(),
          date: z.string(),
          number: z.string().nullable(),
          kind: z.string(),
          mode: z.string().nullable(),
          reference: z.string().nullable(),
          /** The documents this one is set against. */
          against: z.string().nullable(),
          documentUid: Uid.nullable(),
          amountPaise: PaiseZ,
          drPaise: PaiseZ.nullable(),
          crPaise: PaiseZ.nullable(),
          balancePaise: PaiseZ,
        }),
      ),
      closingPaise: PaiseZ,
      sums: z.object({ drPaise: PaiseZ, crPaise: PaiseZ, closingPaise: PaiseZ }),
    }),
    doc: "A party's ledger with running balance; opening, closing and sums are of the days asked for, not of the page.",
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
  outstandingBills: report({
    permission: 'sales.read',
    input: OutstandingAsk,
    output: page(
      z.object({
        openItem: z.number(),
        partyUid: Uid,
        party: z.string(),
        phone: z.string().nullable(),
        route: z.string().nullable(),
        salesman: z.string().nullable(),
        kind: z.string().nullable(),
        number: z.string().nullable(),
        documentUid: Uid.nullable(),
        date: z.string(),
        due: z.string().nullable(),
        days: z.number(),
        amountPaise: PaiseZ,
        leftPaise: PaiseZ,
        ...Aged,
      }),
      z.object({ amountPaise: PaiseZ, leftPaise: PaiseZ, ...Aged }),
    ),
    doc: 'What is open, bill by bill, with its age, today or as on a day; money on account is negative. Sums are over the whole filter.',
  }),
  outstandingParties: report({
    permission: 'sales.read',
    input: OutstandingAsk,
    output: page(
      z.object({
        partyUid: Uid,
        party: z.string(),
        city: z.string().nullable(),
        phone: z.string().nullable(),
        route: z.string().nullable(),
        salesman: z.string().nullable(),
        bills: z.number(),
        days: z.number(),
        leftPaise: PaiseZ,
        ...Aged,
      }),
      z.object({ bills: z.number(), leftPaise: PaiseZ, ...Aged }),
    ),
    doc: 'What is open party by party, by age; `days` is of the oldest bill.',
  }),
  party360: report({
    permission: 'sales.read',
    input: z.object({ party: Uid }),
    output: z.object({
      uid: Uid,
      name: z.string(),
      balancePaise: PaiseZ,
      overduePaise: PaiseZ,
      overdueBills: z.number(),
      overdueDays: z.number(),
      openBills: z.number(),
      onAccountPaise: PaiseZ,
      creditLimitPaise: PaiseZ.nullable(),
      limitLeftPaise: PaiseZ.nullable(),
      creditDays: z.number().nullable(),
      creditBills: z.number().nullable(),
      lastBills: z.array(
        z.object({
          uid: Uid,
          kind: z.string(),
          number: z.string(),
          date: z.string(),
          due: z.string().nullable(),
          totalPaise: PaiseZ,
          leftPaise: PaiseZ,
          cancelled: z.boolean(),
        }),
      ),
      lastItems: z.array(
        z.object({
          itemUid: Uid,
          item: z.string(),
          date: z.string(),
          number: z.string(),
          unit: z.string(),
          factor: z.number(),
          qtyMilli: z.number(),
          freeMilli: z.number(),
          netRateE4: RateE4Z,
        }),
      ),
      lastMoney: z.object({ date: z.string(), number: z.string(), amountPaise: PaiseZ }).nullable(),
      licences: z.array(z.object({ form: z.string(), number: z.string(), validTo: z.string().nullable(), ended: z.boolean() })),
      contacts: z.array(
        z.object({ name: z.string(), role: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() }),
      ),
    }),
    doc: 'All about a party at a glance: balance, overdue, what is left of the limit, last deals with net rates, licences, people.',
  }),
  openingBills: query({
    permission: 'sales.read',
    input: z.object({ party: Uid }),
    output: z.object({
      rows: z.array(
        z.object({
          uid: Uid,
          number: z.string(),
          reference: z.string().nullable(),
          date: z.string(),
          due: z.string().nullable(),
          amountPaise: PaiseZ,
          leftPaise: PaiseZ,
          cancelled: z.boolean(),
        }),
      ),
      booksBegin: z.string(),
    }),
    doc: 'The opening balance of a party as it was entered, bill by bill.',
  }),
  postOpeningBills: command({
    permission: 'masters.write',
    input: z.object({ party: Uid, bills: z.array(OpeningBill).min(1).max(500) }),
    output: z.object({ numbers: z.array(z.string()), totalPaise: PaiseZ }),
    doc: 'Posts the opening balance of a party, one document a bill, on the day the books begin.',
  }),
  cancelOpeningBill: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, reason: typed(200).refine((text) => text.length > 2, 'is needed') }),
    output: Done,
    doc: 'Takes an opening bill back. Refused when money stands against it.',
  }),
  mergeParties: command({
    permission: 'masters.write',
    input: z.object({
      uid: Uid,
      from: Uid,
      into: Uid,
      reason: typed(200).refine((text) => text.length > 2, 'is needed'),
    }),
    output: z.object({ number: z.string(), movedPaise: PaiseZ, bills: z.number() }),
    doc: 'Merges a party into another: what is open moves bill by bill, the merged party is hidden and points to the other.',
  }),
  undoMerge: command({
    permission: 'masters.write',
    input: z.object({ from: Uid, reason: typed(200).refine((text) => text.length > 2, 'is needed') }),
    output: Done,
    doc: 'Undoes a merge, named by the party that was merged. Refused when a bill that moved has been settled since.',
  }),
  statementPdf: task({
    permission: 'sales.read',
    input: Statement,
    output: z.object({ name: z.string(), pdfBase64: z.string(), pages: z.number(), engine: z.enum(['pdfmake', 'chromium']) }),
    doc: "A party's statement as a PDF for the preview: the ledger of some days, or what is open, in the party's language.",
  }),
  saveStatement: task({
    permission: 'sales.read',
    input: Statement.extend({ ticket: z.string().max(200) }),
    output: Done,
    doc: 'Writes the same PDF to the file behind a ticket.',
  }),
  printStatement: task({
    permission: 'sales.read',
    input: Statement,
    output: z.object({ printed: z.boolean() }),
    doc: 'Hands the statement to the printer dialog; false when the person closed it.',
  }),
}
