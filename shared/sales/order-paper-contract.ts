import { z } from 'zod'
import { task } from '../contract.ts'
import { Done, Uid } from '../schema.ts'

const size = z.enum(['A4', 'A5']).default('A4')
/** A paper between order and delivery, as the preview of its kind is asked for. */
const OrderPaper = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), uid: Uid, size }),
  z.object({ kind: z.literal('challan'), uid: Uid, size }),
  z.object({ kind: z.literal('van'), uid: Uid }),
  z.object({ kind: z.literal('pick'), documents: z.array(Uid).min(1).max(300) }),
])

/** Quotations, order confirmations, challans, pick lists and van sheets in a file and on the printer. */
export const orderPaperCalls = {
  saveOrderPaper: task({
    permission: 'sales.read',
    input: z.object({ paper: OrderPaper, ticket: z.string() }),
    output: Done,
    doc: 'Writes the paper as PDF to a chosen file. File ticket `pdf` headless.',
  }),
  printOrderPaper: task({
    permission: 'sales.read',
    input: z.object({ paper: OrderPaper }),
    output: z.object({ printed: z.boolean() }),
    doc: 'Opens the printer dialog on the paper; `printed` is false when it was closed. Not in a headless host.',
  }),
}
