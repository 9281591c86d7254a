import type { Handlers } from '../../shared/contract.ts'
import type { counterCalls } from '../../shared/sales/counter-contract.ts'
import type { registerCalls } from '../../shared/sales/register-contract.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Given } from '../given.ts'
import { postedBill } from './bill-store.ts'
import { findBills, neighbourBills } from './find-bills.ts'
import { dropLostSale, lostSales, noteLostSale } from './lost-sales.ts'
import { priceHistory } from './price-history.ts'
import { profit } from './profit.ts'
import { salesRegister } from './sales-register.ts'

const place = prepared<{ uid: Uint8Array }>()((p) =>
  sql.selectFrom('document').select(['series_id', 'serial']).where('uid', '=', p.uid),
)

/** Finding bills again, what could not be sold, and the registers of what was. */
export const counterHandlers: Handlers<typeof counterCalls & typeof registerCalls, Given> = {
  findBills: ({ text, limit }, { db, today }) => findBills(db, text, today, limit),
  neighbourBills: ({ uid }, { db }) => {
    const at = db.get(place, { uid: postedBill(db, uid).uid })
    if (!at) throw new Error('a bill without a document')
    return neighbourBills(db, { seriesId: at.series_id, serial: at.serial })
  },
  priceHistory: (ask, { db }) => priceHistory(db, ask),
  noteLostSale: (note, given) => {
    noteLostSale(given, note)
    return { ok: true }
  },
  dropLostSale: (ask, given) => {
    dropLostSale(given, ask)
    return { ok: true }
  },
  lostSales: (ask, { db }) => lostSales(db, ask),
  salesRegister: (ask, { db }) => salesRegister(db, ask),
  profit: (ask, { db }) => profit(db, ask),
}
