import { billCalls } from './bill-contract.ts'
import { claimCalls } from './claim-contract.ts'
import { deskCalls } from './desk-contract.ts'
import { fileCalls } from './file-contract.ts'
import { listCalls } from './list-contract.ts'
import { landedCalls } from './match-contract.ts'
import { orderCalls } from './order-contract.ts'
import { receiptCalls } from './receipt-contract.ts'
import { returnCalls } from './return-contract.ts'

export const purchases = {
  ...orderCalls,
  ...receiptCalls,
  ...billCalls,
  ...returnCalls,
  ...landedCalls,
  ...listCalls,
  ...deskCalls,
  ...fileCalls,
  ...claimCalls,
}
