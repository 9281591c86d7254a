import type { Handlers } from '../../../shared/contract.ts'
import type { returnCalls } from '../../../shared/sales/returns-contract.ts'
import type { Given } from '../../given.ts'
import { cancelNote } from './cancel-note.ts'
import { listNotes } from './list-notes.ts'
import { noteFiles } from './note-files.ts'
import { findSales, returnableBill, shownNote } from './note-store.ts'
import { postReplacement } from './post-replacement.ts'
import { postReturn } from './post-return.ts'
import { postValueNote } from './post-value-note.ts'
import { askReturn, decideReturn, returnRequests, withdrawReturn } from './requests.ts'

const done = { ok: true } as const

/** What comes back from customers: notes, buyers' bills, replacements, and what of them waits for approval. */
export const returnHandlers: Handlers<typeof returnCalls, Given> = {
  findSales: (ask, { db }) => findSales(db, ask),
  returnableBill: (ask, { db }) => returnableBill(db, ask),
  postReturn: (draft, given) => postReturn(given, draft),
  postValueNote: (draft, given) => postValueNote(given, draft),
  postReplacement: (draft, given) => postReplacement(given, draft),
  cancelNote: (ask, given) => {
    cancelNote(given, ask)
    return done
  },
  askReturn: (draft, given) => askReturn(given, draft),
  askValueNote: (draft, given) => askReturn(given, draft),
  askReplacement: (draft, given) => askReturn(given, draft),
  returnRequests: (ask, { db }) => returnRequests(db, ask),
  decideReturn: (ask, given) => decideReturn(given, ask),
  withdrawReturn: ({ uid }, given) => {
    withdrawReturn(given, uid)
    return done
  },
  note: ({ uid }, { db }) => shownNote(db, uid),
  notes: (ask, { db }) => listNotes(db, ask),
  ...noteFiles,
}
