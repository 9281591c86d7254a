import type { Handlers } from '../../../shared/contract.ts'
import type { paperCalls } from '../../../shared/sales/paper-contract.ts'
import type { Given } from '../../given.ts'
import { bulkHandlers } from './bulk-handlers.ts'
import { lookHandlers } from './look-handlers.ts'
import { onePaper } from './one-paper.ts'
import { shareHandlers } from './share-handlers.ts'
import { textHandlers } from './text-handlers.ts'

const bill = onePaper('bills')

/** The paper of bills: preview, file, printer. A cancelled bill prints with its watermark, also years later. */
export const paperHandlers = {
  billPdf: bill.pdf,
  savePdf: bill.savePdf,
  printBill: bill.print,
  billBytes: bill.bytes,
  saveBytes: bill.saveBytes,
  sendBytes: bill.sendBytes,
  ...textHandlers,
  ...bulkHandlers,
  ...lookHandlers,
  ...shareHandlers,
} satisfies Handlers<typeof paperCalls, Given>
