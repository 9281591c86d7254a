import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { DateZ, Done, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { dayFigures, denominations } from './cash-count.ts'

const Reason = typed(200).refine((text) => text.length > 2, 'is needed')
const Figures = z.object(
  Object.fromEntries(dayFigures.map((name) => [name, PaiseZ])) as { [N in (typeof dayFigures)[number]]: typeof PaiseZ },
)
const Pieces = z.object(
  Object.fromEntries(denominations.map((note) => [`n${note}`, z.number().int().min(0).max(1_000_000).default(0)])) as {
    [N in (typeof denominations)[number] as `n${N}`]: z.ZodDefault<z.ZodNumber>
  },
)
export const CashClose = z.object({
  uid: Uid,
  date: DateZ,
  /** Notes counted, and the coins as one amount. */
  pieces: Pieces,
  coinsPaise: PaiseZ.default(0 as never),
  /** What the screen said should be there: the drawer is not closed over a bill made meanwhile. */
  expectedPaise: PaiseZ,
  reason: optionalText(200),
})
const CloseShown = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  at: z.string(),
  by: z.string(),
  openingPaise: PaiseZ,
  inPaise: PaiseZ,
  outPaise: PaiseZ,
  expectedPaise: PaiseZ,
  countedPaise: PaiseZ,
  differencePaise: PaiseZ,
  reason: z.string().nullable(),
  cancelled: z.boolean(),
})
const DayRow = z.object({
  uid: Uid,
  kind: z.string(),
  number: z.string(),
  date: z.string(),
  at: z.string(),
  party: z.string(),
  mode: z.string(),
  by: z.string(),
  totalPaise: PaiseZ,
  cashPaise: PaiseZ,
  upiPaise: PaiseZ,
  cardPaise: PaiseZ,
  chequePaise: PaiseZ,
  bankPaise: PaiseZ,
  cancelled: z.boolean(),
})

/** The drawer and the day. */
export const cashCalls = {
  cashDay: query({
    permission: 'payments.write',
    input: z.object({ date: DateZ }),
    output: Figures.extend({ closed: CloseShown.nullable() }),
    doc: 'The cash of a day as the books have it: opening, sales, receipts, payments and others, what should be in the drawer, and the close if there is one.',
  }),
  closeCash: command({
    permission: 'payments.write',
    input: CashClose,
    output: z.object({ number: z.string(), countedPaise: PaiseZ, differencePaise: PaiseZ }),
    doc: 'Closes the cash of a day with the notes counted; a difference goes to Cash short and over and needs a reason. One a day and counter.',
  }),
  cancelClose: command({
    permission: 'sales.cancel',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Opens a closed day again; the difference is mirrored.',
  }),
  cashCloses: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      from: DateZ.nullable().default(null),
      to: DateZ.nullable().default(null),
      /** Only those that were short or over. */
      off: z.boolean().default(false),
    }),
    output: page(CloseShown, z.object({ differencePaise: PaiseZ })),
    doc: 'The closes of the cash, newest first unless sorted; the sum of differences is of those that stand.',
  }),
  dayBook: report({
    permission: 'sales.read',
    input: PageAsk.extend({
      from: DateZ,
      to: DateZ,
      /** Only what moved money. */
      money: z.boolean().default(false),
    }),
    output: page(
      DayRow,
      z.object({ cashPaise: PaiseZ, upiPaise: PaiseZ, cardPaise: PaiseZ, chequePaise: PaiseZ, bankPaise: PaiseZ }),
    ),
    doc: 'Every document of the days in the order they were made, with what each moved in or out by mode, and totals over the whole filter.',
  }),
}
