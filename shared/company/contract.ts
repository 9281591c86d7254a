import { z } from 'zod'
import { command, draft, query, session, task } from '../contract.ts'
import { permissions, roles } from '../permission.ts'
import { DateZ, Done, Nothing, optionalText, Ticket, typed, Uid } from '../schema.ts'
import { keyCalls } from './keys-contract.ts'
import { listFilesCalls } from './list-files-contract.ts'

export const FirmProfile = z.object({
  legalName: typed(100).refine((text) => text.length > 0, 'is needed'),
  tradeName: optionalText(100),
  localName: optionalText(100),
  gstin: optionalText(20),
  pan: optionalText(10),
  stateCode: z.string().regex(/^\d{2}$/),
  address1: optionalText(100),
  address2: optionalText(100),
  city: optionalText(60),
  pin: optionalText(6),
  phone: optionalText(20),
  email: optionalText(100),
  licence20b: optionalText(40),
  licence21b: optionalText(40),
  licence20g: optionalText(40),
  fssai: optionalText(20),
  bankName: optionalText(60),
  bankAccount: optionalText(30),
  ifsc: optionalText(11),
  upiId: optionalText(60),
  terms: optionalText(500),
  jurisdiction: optionalText(60),
})

export const FirstRun = z.object({
  firm: FirmProfile,
  /** First day of the books; documents before it are refused. */
  booksBegin: DateZ,
  ownerName: typed(60).refine((text) => text.length > 0, 'is needed'),
  aatoBand: z.enum(['upto-1.5cr', 'upto-5cr', 'upto-10cr', 'above-10cr']).default('upto-5cr'),
  eInvoice: z.boolean().default(false),
  filing: z.enum(['monthly', 'quarterly']).default('monthly'),
  costMethod: z.enum(['fifo', 'lifo', 'average']).default('fifo'),
})

/** The firm's dated facts and what each may be; null: free text (the LUT's number) or a number of days. */
export const factValues = {
  'aato-band': ['upto-1.5cr', 'upto-5cr', 'upto-10cr', 'above-10cr'],
  'e-invoice': ['no', 'yes'],
  lut: null,
  filing: ['monthly', 'quarterly'],
  'cost-method': ['fifo', 'lifo', 'average'],
  // what cost is shared among: all of an item, or each batch by itself
  'cost-pool': ['item', 'batch'],
  // who asked for a write-off or keyed a count may not approve it: always, or as soon as two people may approve
  'four-eyes': ['when-two', 'always', 'never'],
  'negative-stock': ['refuse', 'warn', 'allow'],
  'round-off': ['rupee', 'none'],
  'near-expiry-days': null,
  // how many days ahead an expiry is pressing, near, worth a look
  'expiry-critical-days': null,
  'expiry-warning-days': null,
  'expiry-info-days': null,
  'hsn-free-quantity': ['include', 'exclude'],
  // three-way match: how far a bill may differ from what was expected before a reason is asked
  'match-rate-bp': null,
  'match-amount-paise': null,
  'match-qty-bp': null,
  // goods beyond an order: how far freely, and what happens then
  'receive-over-bp': null,
  'receive-over': ['warn', 'refuse'],
  // over how much a return waits for approval (empty: never, 0: always), and how expired goods are taken back
  'return-approval-above': null,
  'expired-route': ['note', 'buyer-bill'],
  // for how many days a confirmed order holds its goods back
  'reservation-days': null,
  // a customer beyond his limits, and what counts as owed by him besides bills
  'credit-amount': ['off', 'warn', 'stop'],
  'credit-late': ['off', 'warn', 'stop'],
  'credit-bills': ['off', 'warn', 'stop'],
  'credit-late-days': null,
  'credit-count': ['bills', 'challans', 'orders'],
  'credit-cheque-days': null,
  // prices on a bill: a margin that is thin, a rate that drifts from the party's last one
  'margin-warn-bp': null,
  'rate-drift-bp': null,
  // drugs: a buyer whose licence ended, a walk-in who asks for what needs a prescription, who prescribed it to whom
  'licence-expired': ['warn', 'stop'],
  'walk-in-schedule': ['refuse', 'allow'],
  'prescription-facts': ['no', 'yes'],
} as const
export const factNames = Object.keys(factValues) as (keyof typeof factValues)[]
export type FactName = keyof typeof factValues

export const BookState = z.object({
  open: z.boolean(),
  file: z.string().nullable(),
  firm: FirmProfile.extend({ booksBegin: z.string() }).nullable(),
  person: z.object({ name: z.string(), role: z.enum(roles), may: z.array(z.enum(permissions)) }).nullable(),
  today: z.string(),
  upgradedFrom: z.string().nullable(),
  /** Whom the sign-in screen offers while nobody is signed in, and who is asked for a PIN. */
  people: z.array(z.object({ name: z.string(), role: z.enum(roles), hasPin: z.boolean() })),
  /** Books this installation has opened before and still finds, latest first; the one that is open is left out. */
  recent: z.array(z.object({ name: z.string(), folder: z.string(), ticket: z.string() })),
})

export const DraftRow = z.object({
  uid: Uid,
  kind: z.string(),
  json: z.string(),
  heldName: z.string().nullable(),
  updatedAt: z.string(),
  userId: z.number().nullable(),
  /** Begun by whoever asks, or by nobody known. */
  mine: z.boolean(),
})

export const TaskRow = z.object({
  id: z.string(),
  call: z.string(),
  done: z.number(),
  total: z.number(),
  note: z.string(),
  startedAt: z.string(),
  finished: z.unknown().optional(),
})

export const company = {
  state: session({
    bookless: true,
    permission: 'open',
    input: Nothing,
    output: BookState,
    doc: 'What is open, who is signed in, what they may do, and today in India.',
  }),
  firstRun: task({
    bookless: true,
    permission: 'open',
    input: FirstRun,
    output: Done,
    doc: 'Makes a new book: firm, owner, chart of accounts, locations, price lists. File ticket `book` headless.',
  }),
  openBook: task({
    bookless: true,
    permission: 'open',
    input: z.object({ ticket: z.string() }),
    output: Done,
    doc: 'Opens another book of this computer.',
  }),
  closeBook: session({
    bookless: true,
    permission: 'open',
    input: Nothing,
    output: Done,
    doc: 'Closes the book, so that another can be opened. Refused while work in the background is running.',
  }),
  signIn: task({
    bookless: true,
    permission: 'open',
    input: z.object({ user: z.string().max(60), pin: z.string().max(64).default('') }),
    output: Done,
    doc: 'Signs a person in on this window or host. Wrong PINs are answered more and more slowly.',
  }),
  signOut: session({
    bookless: true,
    permission: 'open',
    input: Nothing,
    output: Done,
    doc: 'Nobody is signed in on this window or host any more. Tasks under way go on as whoever started them.',
  }),
  saveFirm: command({
    permission: 'settings.write',
    input: FirmProfile,
    output: Done,
    doc: 'Changes the firm profile; documents already posted keep theirs. GSTIN and state stay once something is posted.',
  }),
  facts: query({
    permission: 'open',
    input: Nothing,
    output: z.array(
      z.object({
        name: z.enum(factNames),
        /** Null while nobody has set it: then `default` holds. */ value: z.string().nullable(),
        default: z.string().nullable(),
        from: z.string(),
        next: z.string().nullable(),
      }),
    ),
    doc: 'What holds for the firm today (turnover band, e-invoice, cost method …), since when, and from when something else will.',
  }),
  setFact: command({
    permission: 'settings.write',
    input: z.object({ name: z.enum(factNames), value: optionalText(40), from: DateZ }),
    output: Done,
    doc: 'Sets a firm fact from a day on; earlier days keep theirs. The cost method stays as founded.',
  }),
  users: query({
    permission: 'audit.read',
    input: Nothing,
    output: z.array(z.object({ uid: Uid, name: z.string(), role: z.enum(roles), hasPin: z.boolean(), active: z.boolean() })),
    doc: 'The people of this book.',
  }),
  addUser: command({
    permission: 'users.write',
    input: z.object({ uid: Uid, name: typed(60), role: z.enum(roles) }),
    output: Done,
    doc: 'Adds a person with a role.',
  }),
  setPin: task({
    permission: 'users.write',
    input: z.object({ user: Uid, pin: z.string().min(4).max(64) }),
    output: Done,
    doc: "Sets a person's PIN (argon2id).",
  }),
  storePin: command({
    permission: 'users.write',
    input: z.object({ user: Uid, hash: z.string().startsWith('$argon2id$').max(200) }),
    output: Done,
    doc: 'Stores the hash company.setPin made.',
  }),
  lenders: query({
    permission: 'open',
    input: z.object({ permission: z.enum(permissions) }),
    output: z.array(z.object({ name: z.string() })),
    doc: 'Who else has a right and a PIN, and so may lend it for a draft.',
  }),
  release: task({
    permission: 'open',
    input: z.object({
      permission: z.enum(permissions),
      draftUid: Uid,
      user: z.string(),
      pin: z.string().max(64),
      reason: typed(200).refine((text) => text.length > 2, 'is needed'),
    }),
    output: z.object({ token: z.string() }),
    doc: 'Another user lends a right for one draft: a one-use token, five minutes; the journal keeps both names.',
  }),
  lockPeriod: command({
    permission: 'period.lock',
    input: z.object({
      kinds: z.string().max(40).default('all'),
      role: z.string().max(20).default('all'),
      upto: DateZ.nullable(),
      reason: typed(200),
    }),
    output: Done,
    doc: 'Locks documents of a kind, for a role, up to a day; null unlocks.',
  }),
  putDraft: draft({
    permission: 'open',
    input: z.object({
      uid: Uid,
      kind: z.string().max(40),
      json: z.string().max(2_000_000),
      heldName: z.string().max(60).nullable(),
    }),
    output: Done,
    doc: 'Keeps an unposted document; on disk within 50 ms.',
  }),
  drafts: draft({
    permission: 'open',
    input: z.object({ kind: z.string().max(40).nullable() }),
    output: z.array(DraftRow),
    doc: 'Drafts of a kind (null: of all), latest first, held ones with their names.',
  }),
  dropDraft: draft({ permission: 'open', input: z.object({ uid: Uid }), output: Done, doc: 'Discards a draft.' }),
  tasks: session({
    bookless: true,
    permission: 'open',
    input: Nothing,
    output: z.array(TaskRow),
    doc: 'Running and finished tasks, latest first.',
  }),
  dismissTask: session({
    bookless: true,
    permission: 'open',
    input: z.object({ id: z.string() }),
    output: Done,
    doc: 'Clears a finished task from the tray.',
  }),
  ...listFilesCalls,
  ...keyCalls,
  pickFile: task({
    bookless: true,
    permission: 'open',
    input: z.object({
      title: z.string().max(80),
      extensions: z.array(z.string().max(8)).max(12),
      save: z.string().max(120).optional(),
    }),
    output: Ticket.nullable(),
    doc: "Asks for a file with the computer's own dialog; the answer is a ticket, never a path. Not in a headless host.",
  }),
}
