import { z } from 'zod'
import { command, query, report, task } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, MilliZ, PageAsk, PaiseZ, page, RateE4Z, typed, Uid } from '../schema.ts'
import { PurchaseBill } from './bill-contract.ts'
import { billFields } from './bill-file/columns.ts'
import { amountMeanings } from './bill-file/proof.ts'
import { Reason } from './order-contract.ts'

/** A bill file is a few bills, not a catalogue. */
export const mostFileRows = 2000
const mostColumns = 100
const cell = z.string().max(500)
const Mapping = z.array(z.enum(billFields)).max(mostColumns)
const FileRow = z.object({ rowNo: z.number().int().min(1), cells: z.array(cell).max(mostColumns) })
const sha = z.string().regex(/^[0-9a-f]{64}$/)

export const evidences = [
  'learnt',
  'barcode',
  'same-name',
  'near-name',
  'same-pack',
  'same-maker',
  'same-mrp',
  'same-hsn',
  'same-rate',
] as const

const Found = z.object({
  itemId: z.number().int(),
  item: z.string(),
  pack: z.string().nullable(),
  manufacturer: z.string().nullable(),
  /** One pack of the supplier in our unit, and the units it may be instead. */
  unit: z.string(),
  units: z.array(z.object({ unit: z.string(), factor: z.number().int() })),
  gstBp: BasisPointsZ.nullable(),
  /** Per `unit`, what was last paid to anybody; null: never bought. */
  lastRateE4: RateE4Z.nullable(),
  evidence: z.array(z.enum(evidences)),
})
export const FileLineShown = z.object({
  rowNo: z.number().int(),
  code: z.string(),
  barcode: z.string(),
  name: z.string(),
  pack: z.string(),
  manufacturer: z.string(),
  batch: z.string(),
  expiry: z.string().nullable(),
  /** In the supplier's packs; rate per pack. */
  qtyMilli: MilliZ,
  freeMilli: MilliZ,
  rateE4: RateE4Z,
  mrpPaise: PaiseZ.nullable(),
  discountBp: BasisPointsZ,
  discountPaise: PaiseZ,
  amountPaise: PaiseZ.nullable(),
  hsn: z.string(),
  gstBp: BasisPointsZ.nullable(),
  problems: z.array(z.object({ field: z.enum(billFields), code: z.string(), text: z.string() })),
  proof: z.enum(['proved', 'off', 'none']),
  expectedPaise: PaiseZ,
  /** The rate looks like that of another pack. */
  packDoubt: z.boolean(),
  matches: z.array(Found),
  /** The item that needs no asking; null: a person has to choose. */
  certain: z.number().int().nullable(),
})
export const FileBillShown = z.object({
  supplier: z.string(),
  supplierGstin: z.string(),
  number: z.string(),
  date: z.string().nullable(),
  lines: z.array(FileLineShown),
  meaning: z.enum(amountMeanings).nullable(),
  netPaise: PaiseZ,
  taxPaise: PaiseZ,
  totalPaise: PaiseZ,
  fileTotalPaise: PaiseZ.nullable(),
  offPaise: PaiseZ.nullable(),
  /** Our number of the bill that has this supplier's number already. */
  enteredAs: z.string().nullable(),
})

const ImportedLine = z.object({
  rowNo: z.number().int(),
  code: cell,
  name: cell,
  pack: cell,
  barcode: cell,
  manufacturer: cell,
  /** `certain` is checked again; `chosen` is what a person said, and is learnt. */
  how: z.enum(['certain', 'chosen']),
  unit: typed(20),
})

/** Supplier bills out of a file (PU4). */
export const fileCalls = {
  readBillFile: task({
    permission: 'purchases.write',
    input: z.object({ ticket: z.string() }),
    output: z.object({
      name: z.string(),
      sha256: sha,
      columns: z.array(z.string()),
      rows: z.array(FileRow),
      mapping: Mapping,
      /** The supplier whose layout this is, as learnt. */
      supplier: z.object({ uid: Uid, name: z.string() }).nullable(),
      /** When the same file was imported before and not undone. */
      importedAt: z.string().nullable(),
    }),
    doc: 'Reads a supplier bill file (CSV, CSV.gz, XLSX; at most 2,000 rows) in a worker; nothing in the books changes. The mapping is the learnt one of this layout, else guessed.',
  }),
  checkBillFile: report({
    permission: 'purchases.write',
    input: z.object({
      columns: z.array(cell).max(mostColumns),
      mapping: Mapping,
      rows: z.array(FileRow).max(mostFileRows),
      supplier: Uid.nullable().default(null),
    }),
    output: z.object({
      /** Asked for, else told from the file's GSTIN or name. */
      supplier: z.object({ uid: Uid, name: z.string(), why: z.enum(['given', 'gstin', 'name']) }).nullable(),
      bills: z.array(FileBillShown),
      /** Rows that are no lines: titles, totals, blanks. */
      skipped: z.number().int(),
    }),
    doc: 'Understands the rows of a bill file: bills, each line proved (quantity × rate, discount, tax, amount), each total, and for each line the items it may mean with the evidence.',
  }),
  importBills: command({
    permission: 'purchases.write',
    input: z.object({
      uid: Uid,
      name: typed(200),
      sha256: sha,
      columns: z.array(cell).max(mostColumns),
      mapping: Mapping,
      supplier: Uid,
      leftOut: z.number().int().min(0),
      bills: z
        .array(z.object({ bill: PurchaseBill, fileTotalPaise: PaiseZ.nullable(), lines: z.array(ImportedLine).max(500) }))
        .min(1)
        .max(50),
    }),
    output: z.object({ bills: z.array(z.object({ uid: Uid, number: z.string(), totalPaise: PaiseZ })) }),
    doc: 'Posts all bills of a file as one change and learns its mapping and the items that were chosen. An item said to be certain is checked again; one that is not is refused. A refused bill stops them all.',
  }),
  undoBillImport: command({
    permission: 'purchases.write',
    input: z.object({ uid: Uid, reason: Reason }),
    output: Done,
    doc: 'Takes the whole import back: every bill of it is cancelled, what it taught is forgotten and what that replaced holds again. Refused, naming the bill, when one of them cannot be cancelled.',
  }),
  billImport: query({
    permission: 'purchases.write',
    input: z.object({ uid: Uid }),
    output: z.object({
      name: z.string(),
      at: z.string(),
      supplier: z.string(),
      undone: z.boolean(),
      bills: z.array(
        z.object({
          uid: Uid,
          number: z.string(),
          supplierNumber: z.string(),
          date: DateZ,
          totalPaise: PaiseZ,
          cancelled: z.boolean(),
        }),
      ),
    }),
    doc: 'One import of supplier bills.',
  }),
  billImports: report({
    permission: 'purchases.write',
    input: PageAsk,
    output: page(
      z.object({
        uid: Uid,
        name: z.string(),
        at: z.string(),
        supplier: z.string(),
        by: z.string(),
        bills: z.number(),
        certain: z.number(),
        chosen: z.number(),
        leftOut: z.number(),
        totalPaise: PaiseZ,
        /** Σ of the totals the files gave; null when a file gave none. */
        fileTotalPaise: PaiseZ.nullable(),
        undone: z.boolean(),
      }),
      z.object({ bills: z.number(), totalPaise: PaiseZ }),
    ),
    doc: 'Imports of supplier bills, the newest first: lines taken by certainty, chosen, left out, and the total check.',
  }),
}
