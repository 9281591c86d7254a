import { fetchNow, type InputOf } from '../client.ts'
import type { ReturnHead, ReturnLine, SettleWay } from './return.ts'

const settleOf = (settle: SettleWay) =>
  settle === 'adjust' || settle === 'account' ? { how: settle } : { how: 'refund' as const, mode: settle }
const because = (head: ReturnHead) => ({ reason: head.reason ?? 'other', narration: head.narration })

/** Goods back as main takes them. */
export const returnToPost = (uid: string, head: ReturnHead, lines: readonly ReturnLine[]): InputOf<'sales.postReturn'> => ({
  uid,
  date: head.date,
  bill: head.bill?.uid ?? null,
  billVersion: head.bill?.version ?? null,
  party: head.bill ? null : (head.party?.uid ?? null),
  route: head.way === 'his' ? 'buyer-bill' : 'note',
  buyerBill: head.way === 'his' && head.hisNumber.trim() ? { number: head.hisNumber, date: head.hisDate ?? head.date } : null,
  ...because(head),
  settle: settleOf(head.settle),
  lines: lines.map((line) => ({
    ...(line.sold
      ? { line: line.sold.line }
      : { itemId: line.item?.id ?? 0, batchId: line.batch?.id ?? null, rateE4: line.rateE4 }),
    qtyMilli: line.qtyMilli ?? 0,
    freeMilli: line.freeMilli ?? 0,
    to: line.to,
  })),
})
/** A note of value as main takes it. */
export const valueToPost = (uid: string, head: ReturnHead, lines: readonly ReturnLine[]): InputOf<'sales.postValueNote'> => ({
  uid,
  date: head.date,
  bill: head.bill?.uid ?? '',
  billVersion: head.bill?.version ?? null,
  side: head.way === 'more' ? 'debit' : 'credit',
  ...because(head),
  settle: settleOf(head.settle),
  lines: lines.map((line) => ({ line: line.sold?.line ?? 0, amountPaise: line.amountPaise ?? 0 })),
})
/** The batch that is given for each line: the same one where it is good and there, else the earliest that is. */
export async function replacementToPost(
  uid: string,
  head: ReturnHead,
  lines: readonly ReturnLine[],
): Promise<InputOf<'sales.postReplacement'>> {
  const given = await Promise.all(
    lines.map(async (line) => {
      const there = await fetchNow('inventory.placedBatches', { itemId: line.item?.id ?? 0, date: head.date })
      const good = there.filter(
        (one) => one.locationKind === 'saleable' && !one.expired && one.availableMilli >= (line.qtyMilli ?? 0),
      )
      return good.find((one) => one.id === line.sold?.batchId) ?? good[0]
    }),
  )
  return {
    uid,
    date: head.date,
    bill: head.bill?.uid ?? '',
    billVersion: head.bill?.version ?? null,
    ...because(head),
    lines: lines.map((line, at) => ({
      line: line.sold?.line ?? 0,
      qtyMilli: line.qtyMilli ?? 0,
      to: line.to,
      batchId: given[at]?.id ?? line.sold?.batchId ?? 0,
      locationId: given[at]?.locationId ?? 0,
    })),
  }
}
