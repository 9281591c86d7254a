import type { Handlers } from '../../shared/contract.ts'
import type { changeCalls } from '../../shared/sales/change-contract.ts'
import type { Given } from '../given.ts'
import { billToKey } from './bill-to-key.ts'
import { billVersions } from './bill-versions.ts'
import { billConversions, cancelConversion, convertBill } from './convert-bill.ts'

/** Changes of a posted bill: as it was keyed, its versions, how it was paid. */
export const changeHandlers: Handlers<typeof changeCalls, Given> = {
  billToKey: ({ uid }, { db }) => billToKey(db, uid),
  billVersions: ({ uid }, { db }) => billVersions(db, uid),
  convertBill: (ask, given) => convertBill(given, ask),
  cancelConversion: (ask, given) => {
    cancelConversion(given, ask)
    return { ok: true }
  },
  billConversions: ({ uid }, { db }) => billConversions(db, uid),
}
