import { z } from 'zod'
import { ImportSlice, ImportStanding, RowProblem } from '../company/import-contract.ts'
import { command, query, task } from '../contract.ts'
import { BasisPointsZ, PaiseZ, Uid } from '../schema.ts'
import { partyFields } from './party-columns.ts'
import { partyTypes } from './party-types.ts'

/** What rows are that do not say; and what becomes of rows about a party that is there. */
export const partySides = ['customer', 'supplier'] as const
export const knownRows = ['update', 'skip'] as const
const How = { as: z.enum(partySides), stateCode: z.string().regex(/^\d{2}$/), onKnown: z.enum(knownRows) }

/** What a row of the file was understood as; null where it says nothing. */
export const PartyRow = z.object({
  code: z.string().nullable(),
  name: z.string(),
  localName: z.string().nullable(),
  side: z.enum(partySides).nullable(),
  type: z.enum(partyTypes).nullable(),
  gstin: z.string().nullable(),
  pan: z.string().nullable(),
  stateCode: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  contact: z.string().nullable(),
  address1: z.string().nullable(),
  address2: z.string().nullable(),
  city: z.string().nullable(),
  pin: z.string().nullable(),
  route: z.string().nullable(),
  salesman: z.string().nullable(),
  licences: z.array(z.object({ form: z.string(), number: z.string(), validTo: z.string().nullable() })),
  fssai: z.string().nullable(),
  discountBp: BasisPointsZ.nullable(),
  creditLimitPaise: PaiseZ.nullable(),
  creditDays: z.number().nullable(),
  creditBills: z.number().nullable(),
  /** Owed to us is positive; null when nothing is said. Without Dr or Cr it stands on the side of the row. */
  openingPaise: PaiseZ.nullable(),
})
export type PartyRow = z.output<typeof PartyRow>

export const PartyImportState = ImportStanding.extend({ mapping: z.array(z.enum(partyFields)), ...How })
export const partyImportCalls = {
  readImport: task({
    permission: 'masters.import',
    input: z.object({ ticket: z.string(), title: z.string().max(120).default('') }),
    output: z.object({ uid: Uid }),
    doc: 'Reads a list of parties (CSV, CSV.gz, XLSX) into staging in a worker; nothing in the books changes.',
  }),
  importState: query({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: PartyImportState,
    doc: 'Where an import of parties stands.',
  }),
  imports: query({
    permission: 'masters.import',
    input: z.object({}),
    output: z.array(PartyImportState),
    doc: 'Imports of parties so far, latest first.',
  }),
  importRows: query({
    permission: 'masters.import',
    input: z.object({
      uid: Uid,
      only: z.enum(['all', 'good', 'errors']).default('all'),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(
        z.object({ rowNo: z.number(), raw: z.array(z.string()), parsed: PartyRow.nullable(), errors: z.array(RowProblem) }),
      ),
    }),
    doc: 'Staged rows with what they were understood as and what is wrong with them.',
  }),
  checkImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid, mapping: z.array(z.enum(partyFields)).max(200), ...How }),
    output: PartyImportState,
    doc: 'Understands and checks every staged row under a mapping; errors are data.',
  }),
  applyImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: PartyImportState,
    doc: 'Adds or updates the good rows and posts opening balances of new parties; can be stopped, gone on with, or undone.',
  }),
  applyImportRows: command({
    slice: true,
    permission: 'masters.import',
    input: ImportSlice,
    output: z.object({ next: z.number().nullable(), created: z.number(), updated: z.number() }),
    doc: 'One slice of an import, good rows after row `from`; the task calls it.',
  }),
  undoImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: PartyImportState,
    doc: 'Takes back an import: new parties are hidden and their opening balances cancelled, changed ones get their old values; used ones are kept and named.',
  }),
  undoImportRows: command({
    slice: true,
    permission: 'masters.import',
    input: ImportSlice,
    output: z.object({ next: z.number().nullable(), removed: z.number(), kept: z.array(z.string()) }),
    doc: 'One slice of taking back, before row `from`; the task calls it.',
  }),
  dropImport: task({
    permission: 'masters.import',
    input: z.object({ uid: Uid }),
    output: z.object({ ok: z.literal(true) }),
    doc: 'Forgets an import that was read and never applied.',
  }),
}
