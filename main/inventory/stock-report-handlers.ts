import type { Handlers } from '../../shared/contract.ts'
import type { reorderCalls } from '../../shared/inventory/reorder-contract.ts'
import type { stockReportCalls } from '../../shared/inventory/stock-reports-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { sql, text } from '../database/connection.ts'
import { personMay } from '../dispatch.ts'
import type { Given, Reading } from '../given.ts'
import { ageingReport } from './reports/ageing.ts'
import { batchHistory } from './reports/batch-history.ts'
import { expiringReport, expiryCounts } from './reports/expiring.ts'
import { expiryLadder } from './reports/expiry-ladder.ts'
import { lowStock } from './reports/low-stock.ts'
import { movementReport } from './reports/movement.ts'
import { reorderReport } from './reports/reorder.ts'

const look = ({ today, by }: Reading) => ({ today, withCost: personMay(by, 'cost.see') })

/** Reports and worklists of stock, and what to order. */
export const stockReportHandlers: Handlers<typeof stockReportCalls & typeof reorderCalls, Given> = {
  expiring: (ask, given) => expiringReport(given.db, ask, look(given)),
  expiryCounts: (_, given) => expiryCounts(given.db, look(given)),
  expiryLadder: (ask, given) => expiryLadder(given.db, ask, look(given)),
  markForClaim: ({ batchIds, marked }, given) => {
    const ids = [...new Set(batchIds)]
    const known = given.tx.rows(sql.selectFrom('batch').select('id').where('id', 'in', ids))
    if (known.length < ids.length) throw new Refusal('inventory/no-batch', 'This batch is not in the book', 'batchIds')
    const set = { claim_marked_on: marked ? given.today : null }
    change(
      given,
      known.map(({ id }) => ({ update: 'batch' as const, id, set })),
      { entity: 'batch', reason: marked ? 'set aside for a claim' : 'no longer for a claim' },
    )
    return { ok: true as const }
  },
  batchHistory: (ask, { db }) => batchHistory(db, ask),
  lowStock: (ask, { db, today }) => lowStock(db, ask, today),
  movement: (ask, given) => movementReport(given.db, ask, look(given)),
  stockAgeing: (ask, given) => ageingReport(given.db, ask, look(given)),
  stockCompanies: ({ text: words }, { db }) => ({
    rows: db.rows(
      text<{
        company: string
      }>`select distinct manufacturer as company from item where manufacturer like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} escape '\\' order by manufacturer collate nocase limit 200`,
    ),
  }),
  reorder: (ask, { db, today, by }) => {
    const report = reorderReport(db, ask, today)
    if (personMay(by, 'cost.see')) return report
    // what goods were bought at is cost
    return {
      ...report,
      rows: report.rows.map((row) => ({ ...row, lastRateE4: null })),
      sums: report.sums && { ...report.sums, lastCostPaise: null },
    }
  },
}
