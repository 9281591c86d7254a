import type { Handlers } from '../../shared/contract.ts'
import type { countCalls } from '../../shared/inventory/count-contract.ts'
import type { stockDocumentCalls } from '../../shared/inventory/documents-contract.ts'
import { personMay } from '../dispatch.ts'
import type { Given } from '../given.ts'
import { adjustStock } from './adjust-stock.ts'
import { cancelStockDocument } from './cancel-stock-document.ts'
import { dropCountSheet, keyCounts, makeCountSheet } from './count-sheets.ts'
import { listLocations, listRacks, placedBatches, saveLocation, saveRack } from './location-store.ts'
import { postCount } from './post-count.ts'
import { countChoices, countSheet, countSheets, countVariance, ownCounts } from './reports/count-rows.ts'
import { stockDocument, stockDocuments, writeOffRequests } from './reports/stock-documents.ts'
import { postTransfer, receiveTransfer } from './transfers.ts'
import { askWriteOff, decideWriteOff, withdrawWriteOff, writeOffPreview } from './write-off.ts'

const done = { ok: true } as const

/** Places, transfers, adjustments, write-offs. */
export const stockDocumentHandlers: Handlers<typeof stockDocumentCalls, Given> = {
  locations: ({ active, filter, offset, limit }, { db }) => {
    const rows = listLocations(db, active).filter((row) => row.name.toLowerCase().includes(filter.toLowerCase()))
    const batches = rows.reduce((sum, row) => sum + row.batches, 0)
    return { rows: rows.slice(offset, offset + limit), total: rows.length, sums: { batches } }
  },
  saveLocation: (draft, given) => {
    saveLocation(given, draft)
    return done
  },
  racks: (ask, { db }) => listRacks(db, ask),
  saveRack: (draft, given) => {
    saveRack(given, draft)
    return done
  },
  placedBatches: (ask, { db }) => placedBatches(db, ask),
  transfer: (draft, given) => ({ number: postTransfer(given, draft) }),
  receiveTransfer: (draft, given) => ({ number: receiveTransfer(given, draft) }),
  adjustStock: (draft, given) => ({ number: adjustStock(given, draft) }),
  askWriteOff: (draft, given) => askWriteOff(given, draft),
  writeOffRequests: (ask, { db }) => writeOffRequests(db, ask),
  writeOffRequest: ({ uid }, { db, by }) => writeOffPreview(db, uid, personMay(by, 'cost.see')) as never,
  decideWriteOff: (decision, given) => decideWriteOff(given, decision),
  withdrawWriteOff: ({ uid }, given) => {
    withdrawWriteOff(given, uid)
    return done
  },
  stockDocuments: (ask, { db, by }) => stockDocuments(db, ask, personMay(by, 'cost.see')),
  stockDocument: ({ uid }, { db, by }) => stockDocument(db, uid, personMay(by, 'cost.see')),
  cancelStockDocument: (what, given) => {
    cancelStockDocument(given, what)
    return done
  },
}

/** Count sheets and what comes of them. */
export const countHandlers: Handlers<typeof countCalls, Given> = {
  countChoices: ({ locationId }, { db }) => countChoices(db, locationId),
  makeCountSheet: (draft, given) => makeCountSheet(given, draft),
  countSheets: (ask, { db }) => countSheets(db, ask),
  countSheet: (ask, { db }) => countSheet(db, ask),
  ownCounts: ({ uid }, { db, by }) => ownCounts(db, uid, by.id),
  keyCounts: (counts, given) => keyCounts(given, counts),
  countVariance: (ask, { db, by, today }) => countVariance(db, ask, { today, withCost: personMay(by, 'cost.see') }),
  postCount: (decision, given) => postCount(given, decision),
  dropCountSheet: ({ uid }, given) => {
    dropCountSheet(given, uid)
    return done
  },
}
