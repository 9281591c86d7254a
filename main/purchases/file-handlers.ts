import type { Handlers } from '../../shared/contract.ts'
import type { fileCalls } from '../../shared/purchases/file-contract.ts'
import type { Given } from '../given.ts'
import { checkBillFile } from './bill-file/check-bill-file.ts'
import { type CancelBill, importBills, type PostBill, undoBillImport } from './bill-file/import-bills.ts'
import { billImport, billImports } from './bill-file/list-imports.ts'
import { readBillFile } from './bill-file/read-bill-file.ts'

/** Supplier bills out of files; posted and cancelled as bills keyed by hand are. */
export const fileHandlers = (postBill: PostBill, cancelBill: CancelBill): Handlers<typeof fileCalls, Given> => ({
  readBillFile,
  checkBillFile: (ask, { db, today }) => checkBillFile(db, today, ask),
  importBills: (ask, given) => importBills(given, ask, postBill),
  undoBillImport: (ask, given) => {
    undoBillImport(given, ask, cancelBill)
    return { ok: true }
  },
  billImport: ({ uid }, { db }) => billImport(db, uid),
  billImports: (ask, { db }) => billImports(db, ask),
})
