import { daysBetween } from '../../shared/calendar.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { inventory } from '../../shared/inventory/contract.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { firmFact } from '../company/dated-facts.ts'
import { sql } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { personMay } from '../dispatch.ts'
import type { Given } from '../given.ts'
import { listId } from '../items/price-lists.ts'
import { availableOn } from './availability.ts'
import { ensureBatches, stockedBatches } from './batch-store.ts'
import { costHandlers } from './cost-handlers.ts'
import { countHandlers, stockDocumentHandlers } from './documents-handlers.ts'
import { costEntry } from './issue-cost.ts'
import { itemFacts } from './item-facts.ts'
import { labelHandlers } from './labels.ts'
import { mainLocation } from './locations.ts'
import { mrpHandlers } from './mrp-handlers.ts'
import { checkOpeningStock, postOpeningStock } from './post-opening-stock.ts'
import { recallHandlers } from './recall-handlers.ts'
import { itemLedger } from './reports/item-ledger.ts'
import { stockReport } from './reports/stock.ts'
import { stockReportHandlers } from './stock-report-handlers.ts'

/** Batches, where they are and what they cost. */
export const inventoryHandlers: Handlers<typeof inventory, Given> = {
  ...costHandlers,
  ...stockDocumentHandlers,
  ...countHandlers,
  batches: ({ itemId, date, tier }, { db }) => {
    const nearDays = Number(firmFact(db, 'near-expiry-days', date))
    const found = stockedBatches(db, { itemId, date, listId: listId(db, tier) })
    const rows = found
      .filter((row) => row.expiry === null || row.expiry >= date)
      .map((row) => {
        const daysToExpiry = row.expiry === null ? null : daysBetween(date, row.expiry)
        return {
          id: row.id,
          uid: uidText(row.uid),
          number: row.number,
          expiry: row.expiry,
          locationId: row.location_id,
          mrpPaise: row.mrp_printed,
          effectiveMrpPaise: row.mrp ?? row.mrp_printed,
          packFactor: row.pack_factor,
          rateE4: row.rate_e4,
          onHandMilli: row.qty,
          availableMilli: availableOn(db, { itemId, batchId: row.id, locationId: row.location_id }, date),
          daysToExpiry,
          nearExpiry: daysToExpiry !== null && daysToExpiry <= nearDays,
          rack: row.rack,
        }
      })
    return { rows, expired: new Set(found.filter((row) => row.expiry !== null && row.expiry < date).map((row) => row.id)).size }
  },
  openingStock: (draft, given) => {
    const { tx } = given
    const hash = draftHash(draft)
    const before = postedBefore(given, draft.uid, hash)
    if (before) return { number: before.number }
    const items = itemFacts(
      tx,
      draft.lines.map((line) => line.itemId),
      draft.date,
    )
    checkOpeningStock(draft, items)
    const batchIds = ensureBatches(
      given,
      draft.lines.map((line) => {
        const item = items.get(line.itemId)
        return {
          itemId: line.itemId,
          itemUid: item?.uid as Uint8Array,
          number: line.batch,
          expiry: line.expiry,
          mrpPaise: line.mrpPaise,
          packFactor: item?.saleFactor ?? 1,
        }
      }),
    )
    const { state_code } = tx.must(sql.selectFrom('firm').select('state_code'))
    const { document, posting } = postOpeningStock(draft, {
      items,
      batchIds,
      locationId: mainLocation(tx),
      stateCode: state_code,
      accounts: accountIds(tx),
      draftHash: hash,
    })
    const cost = costEntry(given, posting)
    const posted = post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
    return { number: posted.number as string }
  },
  stock: (ask, { db, today, by }) => stockReport(db, { ...ask, today, withValue: personMay(by, 'cost.see') }),
  itemLedger: (ask, { db, by }) => itemLedger(db, ask, personMay(by, 'cost.see')),
  ...stockReportHandlers,
  ...recallHandlers,
  ...mrpHandlers,
  ...labelHandlers,
}
