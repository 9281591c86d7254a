import { z } from 'zod'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, optionalText, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { notePaperCalls } from './note-paper-contract.ts'
import { noteKinds, Replacement, ReturnDraft, ValueNote } from './return-drafts.ts'

const Figures = { taxablePaise: PaiseZ, igstPaise: PaiseZ, cgstPaise: PaiseZ, sgstPaise: PaiseZ, cessPaise: PaiseZ }
export const PostedNote = z.object({
  uid: Uid,
  kind: z.enum(noteKinds),
  number: z.string(),
  totalPaise: PaiseZ,
  date: z.string(),
})

/** A line of a bill with what can still come back of it. */
export const ReturnableLine = z.object({
  line: z.number(),
  itemId: z.number(),
  item: z.string(),
  batchId: z.number(),
  batch: z.string(),
  expiry: z.string().nullable(),
  mrpPaise: PaiseZ.nullable(),
  unit: z.string(),
  factor: z.number(),
  rateE4: RateE4Z,
  rateBp: BasisPointsZ,
  taxClass: z.string(),
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  grossPaise: PaiseZ,
  ...Figures,
  returnedMilli: MilliZ,
  returnedFreeMilli: MilliZ,
  untaxedMilli: MilliZ,
  returned: z.object(Figures),
  noted: z.object(Figures),
  leftMilli: MilliZ,
  leftFreeMilli: MilliZ,
  left: z.object(Figures),
})
/** A bill as a return begins from it. */
export const ReturnableBill = z.object({
  uid: Uid,
  version: z.number(),
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid.nullable(),
  gstin: z.string().nullable(),
  category: z.string(),
  supply: z.string(),
  totalPaise: PaiseZ,
  /** What the party still owes on it. */
  owedPaise: PaiseZ,
  /** What of the total no note has taken back; null when notes without GST stand against it. */
  wholePaise: PaiseZ.nullable(),
  roundOff: z.boolean(),
  /** The last day of a credit note with GST. */
  gstUntil: z.string(),
  /** Whether the buyer can bill goods back with GST (route A). */
  buyerCharges: z.boolean(),
  /** Which way of taking expired goods the firm is asked first. */
  expiredRoute: z.enum(['note', 'buyer-bill']),
  lines: z.array(ReturnableLine),
})

/** A sale a return may be of: a line when asked by item or batch, else a bill. */
const SaleFound = z.object({
  uid: Uid,
  number: z.string(),
  date: z.string(),
  party: z.string(),
  totalPaise: PaiseZ,
  line: z.number().nullable(),
  item: z.string().nullable(),
  batch: z.string().nullable(),
  expiry: z.string().nullable(),
  qtyMilli: MilliZ.nullable(),
  leftMilli: MilliZ.nullable(),
  factor: z.number(),
})

export const NoteRow = z.object({
  uid: Uid,
  kind: z.enum(noteKinds),
  number: z.string(),
  date: z.string(),
  party: z.string(),
  partyUid: Uid.nullable(),
  bill: z.string().nullable(),
  billUid: Uid.nullable(),
  reason: z.string(),
  taxablePaise: PaiseZ,
  taxPaise: PaiseZ,
  totalPaise: PaiseZ,
  cancelled: z.boolean(),
})
export const NoteShown = NoteRow.extend({
  gstin: z.string().nullable(),
  category: z.string(),
  pos: z.string(),
  supply: z.string(),
  mode: z.string(),
  narration: z.string().nullable(),
  billDate: z.string().nullable(),
  buyerBill: z.object({ number: z.string(), date: z.string() }).nullable(),
  cancelReason: z.string().nullable(),
  grossPaise: PaiseZ,
  discountPaise: PaiseZ,
  ...Figures,
  roundOffPaise: PaiseZ,
  /** Firm and buyer as kept with the note. */
  applied: z.object({ firm: z.any(), buyer: z.any() }),
  lines: z.array(
    z.object({
      line: z.number(),
      billLine: z.number().nullable(),
      itemId: z.number(),
      description: z.string(),
      manufacturer: z.string().nullable(),
      pack: z.string().nullable(),
      hsn: z.string(),
      uqc: z.string(),
      batch: z.string().nullable(),
      expiry: z.string().nullable(),
      mrpPaise: PaiseZ.nullable(),
      unit: z.string(),
      factor: z.number(),
      qtyMilli: MilliZ,
      freeMilli: MilliZ,
      rateE4: RateE4Z,
      grossPaise: PaiseZ,
      discountPaise: PaiseZ,
      taxClass: z.string(),
      rateBp: BasisPointsZ,
      /** Where its goods went; null for notes of value. */
      place: z.string().nullable(),
      ...Figures,
    }),
  ),
})
export const NoteList = PageAsk.extend({
  sort: z.enum(['date', 'number', 'party', 'total']).nullable().default(null),
  from: DateZ.nullable().default(null),
  to: DateZ.nullable().default(null),
  kind: z.enum(noteKinds).nullable().default(null),
  party: Uid.nullable().default(null),
  cancelled: z.boolean().nullable().default(null),
})
const Reason = typed(200).refine((text) => text.length > 2, 'is needed')

/** What comes back from customers, and notes over their bills (SA4). */
export const returnCalls = {
  findSales: query({
    permission: 'sales.read',
    input: z.object({
      /** Part of a bill's number, of the party's name, or of a batch number. */
      text: typed(60).default(''),
      itemId: z.number().int().nullable().default(null),
      party: Uid.nullable().default(null),
    }),
    output: z.array(SaleFound),
    doc: 'Bills a return may be of, newest first: by number or party, or line by line by item and batch (who bought this).',
  }),
  returnableBill: query({
    permission: 'sales.read',
    input: z.object({ bill: Uid, date: DateZ }),
    output: ReturnableBill,
    doc: 'A bill with what is sold, returned and left of every line, and whether a note of that day may still carry GST.',
  }),
  postReturn: command({
    permission: 'sales.return',
    input: ReturnDraft,
    output: PostedNote,
    doc: 'Goods back: a credit note with GST up to 30 November after the year of the supply, then a commercial one; or the buyer’s own bill. Never more than was sold; the last return of a line takes the exact remainder; cost comes back at its share of what the goods left at. Refused as return-waits where it needs approval.',
  }),
  postValueNote: command({
    permission: 'sales.return',
    input: ValueNote,
    output: PostedNote,
    doc: 'A credit or debit note of value only, against lines of a bill. Refused as return-waits where it needs approval.',
  }),
  postReplacement: command({
    permission: 'sales.return',
    input: Replacement,
    output: PostedNote,
    doc: 'Goods back and the same item given in their place without a charge; cost of what was given to Goods replaced. Refused as return-waits where goods of that worth by the bill need approval.',
  }),
  cancelNote: command({
    permission: 'sales.cancel',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Mirrors a note under its own date; its number is kept. Refused in a locked period, when its goods have left again, and while something later is set against it.',
  }),
  askReturn: command({
    permission: 'sales.return',
    input: ReturnDraft,
    output: z.object({ uid: Uid, totalPaise: PaiseZ }),
    doc: 'Keeps a return as a request: nothing moves until somebody with the right approves it.',
  }),
  askValueNote: command({
    permission: 'sales.return',
    input: ValueNote,
    output: z.object({ uid: Uid, totalPaise: PaiseZ }),
    doc: 'Keeps a note of value as a request, as askReturn keeps goods; decided and withdrawn by the same calls.',
  }),
  askReplacement: command({
    permission: 'sales.return',
    input: Replacement,
    output: z.object({ uid: Uid, totalPaise: PaiseZ }),
    doc: 'Keeps a replacement as a request; its total is what the goods given are worth by the bill. Decided and withdrawn by the same calls.',
  }),
  returnRequests: report({
    permission: 'sales.read',
    input: PageAsk.extend({ state: z.enum(['all', 'waiting']).default('waiting') }),
    output: page(
      z.object({
        uid: Uid,
        date: z.string(),
        party: z.string(),
        bill: z.string().nullable(),
        totalPaise: PaiseZ,
        reason: z.string(),
        askedBy: z.string(),
        askedAt: z.string(),
        state: z.string(),
        decidedBy: z.string().nullable(),
        note: z.string().nullable(),
        number: z.string().nullable(),
        documentUid: Uid.nullable(),
        /** Goods back, value alone less or more, or goods for goods (its total is their worth by the bill). */
        what: z.enum(['goods', 'value', 'debit', 'replacement']),
        lines: z.array(
          z.object({
            item: z.string(),
            batch: z.string(),
            factor: z.number(),
            qtyMilli: MilliZ,
            /** Where goods would go; null where none come. */
            to: z.string().nullable(),
            /** Of taxable value, for a note of value. */
            amountPaise: PaiseZ.nullable(),
            /** The batch that goes out in its place. */
            givenBatch: z.string().nullable(),
          }),
        ),
      }),
      z.object({ totalPaise: PaiseZ }),
    ),
    doc: 'Returns, notes and replacements that wait for approval, and what became of them.',
  }),
  decideReturn: command({
    permission: 'sales.return-approve',
    input: z.object({ uid: Uid, approve: z.boolean(), note: optionalText(200) }),
    output: z.object({ number: z.string().nullable() }),
    doc: 'Approves what waits, which posts it as it was asked, or refuses it.',
  }),
  withdrawReturn: command({
    permission: 'sales.return',
    input: z.object({ uid: Uid }),
    output: Done,
    doc: 'Takes back what waits; only who asked, or who may approve.',
  }),
  note: query({
    permission: 'sales.read',
    input: z.object({ uid: Uid }),
    output: NoteShown,
    doc: 'A posted note with its lines and applied facts.',
  }),
  notes: report({
    permission: 'sales.read',
    input: NoteList,
    output: page(NoteRow, z.object({ taxablePaise: PaiseZ, taxPaise: PaiseZ, totalPaise: PaiseZ })),
    doc: 'Credit and debit notes, buyers’ bills and replacements, a page at a time; credits count as less, debits as more.',
  }),
  ...notePaperCalls,
}
