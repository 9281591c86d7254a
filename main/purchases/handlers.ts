import type { Handlers } from '../../shared/contract.ts'
import type { purchases } from '../../shared/purchases/contract.ts'
import type { Given } from '../given.ts'
import { billHandlers, cancelBill, postBill } from './bill-handlers.ts'
import { claimHandlers } from './claim-handlers.ts'
import { deskHandlers } from './desk.ts'
import { fileHandlers } from './file-handlers.ts'
import { landedHandlers } from './landed-handlers.ts'
import { orderHandlers } from './order-handlers.ts'
import { receiptHandlers } from './receipt-handlers.ts'
import { rateComparison } from './reports/rate-comparison.ts'
import { register } from './reports/register.ts'
import { supplierDues } from './reports/supplier-dues.ts'
import { returnHandlers } from './return-handlers.ts'

/** What suppliers are asked for, send, bill and take back. */
export const purchasesHandlers: Handlers<typeof purchases, Given> = {
  ...orderHandlers,
  ...receiptHandlers,
  ...billHandlers,
  ...returnHandlers,
  ...landedHandlers,
  ...deskHandlers,
  ...fileHandlers(postBill, cancelBill),
  ...claimHandlers,
  register: (ask, { db }) => register(db, ask),
  rateComparison: (ask, { db }) => rateComparison(db, ask),
  supplierDues: (ask, { db }) => supplierDues(db, ask),
}
