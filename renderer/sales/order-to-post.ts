import type { InputOf } from '../client.ts'
import { percentsOn } from './order-discounts.ts'
import type { ChallanHead, OrderHead, OrderLine } from './order-sheet.ts'

const goodsToPost = (line: OrderLine) => ({
  itemId: line.item?.id ?? 0,
  unit: line.per?.unit ?? null,
  qtyMilli: line.qtyMilli ?? 0,
  freeMilli: line.freeMilli ?? 0,
  rateE4: line.rateE4 ?? 0,
  discountsBp: [...percentsOn(line)],
  discountPaise: line.flatPaise ?? 0,
})
const linesToPost = (lines: readonly OrderLine[]) => lines.map((line) => ({ ...goodsToPost(line), quotation: line.ref }))

/** The order as main takes it. */
export const orderToPost = (uid: string, head: OrderHead, lines: readonly OrderLine[]): InputOf<'sales.postOrder'> => ({
  uid,
  date: head.date,
  party: head.party?.uid ?? '',
  wanted: head.day,
  reference: head.reference,
  salesman: head.salesman,
  notes: head.notes,
  lines: linesToPost(lines),
})
/** The quotation as main takes it. */
export const quotationToPost = (uid: string, head: OrderHead, lines: readonly OrderLine[]): InputOf<'sales.postQuotation'> => ({
  uid,
  date: head.date,
  party: head.party?.uid ?? null,
  forName: head.party ? null : head.forName,
  validTill: head.day,
  salesman: head.salesman,
  notes: head.notes,
  lines: lines.map(goodsToPost),
})
/** The challan as main takes it. */
export const challanToPost = (uid: string, head: ChallanHead, lines: readonly OrderLine[]): InputOf<'sales.postChallan'> => ({
  uid,
  date: head.date,
  party: head.party?.uid ?? '',
  reason: head.reason,
  transport: head.transport,
  notes: head.notes,
  lines: lines.map((line) => ({
    ...goodsToPost(line),
    batchId: line.shelf?.id ?? 0,
    locationId: line.shelf?.locationId ?? 0,
    order: line.ref,
  })),
})
