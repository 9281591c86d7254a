import type { Handlers } from '../../shared/contract.ts'
import type { mrpCalls } from '../../shared/inventory/mrp-contract.ts'
import { personMay } from '../dispatch.ts'
import type { Given } from '../given.ts'
import { itemOverview } from './item-overview.ts'
import { readMrpFile } from './mrp-file.ts'
import { mrpRevisions, reviseMrp } from './mrp-store.ts'

/** Effective MRPs of batches, and an item at a glance. */
export const mrpHandlers: Handlers<typeof mrpCalls, Given> = {
  reviseMrp: (input, given) => reviseMrp(given, input),
  mrpRevisions: (ask, { db, today }) => mrpRevisions(db, ask, today),
  readMrpFile: (input, given) => readMrpFile(input, given),
  itemOverview: ({ itemId }, { db, today, by }) => itemOverview(db, itemId, today, personMay(by, 'cost.see')),
}
