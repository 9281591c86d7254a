import type { z } from 'zod'
import { Refusal } from '../../../shared/refusal.ts'
import type { ChallanShown, challanReasons } from '../../../shared/sales/challan-contract.ts'
import type { BillApplied } from '../../../shared/sales/contract.ts'
import type { Source } from '../../../shared/sales/orders-contract.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import { batchFacts } from '../../inventory/batch-store.ts'
import { itemHits } from '../../items/item-hits.ts'
import { customerPlace } from './bill-sources.ts'
import { freeOf, linesOfChallan, outWith } from './challan-lines.ts'
import { waitingOf } from './order-lines.ts'
import { challanState } from './order-state.ts'
import { answersOf, headOf } from './shown-order.ts'

export type ShownChallan = z.output<typeof ChallanShown>
type Applied = {
  buyer: z.output<typeof BillApplied>['buyer'] | null
  reason: (typeof challanReasons)[number]
  transport: string | null
  notes: string | null
  /** Missing on challans of before places had addresses. */
  from?: ShownChallan['from']
}

/** A challan with what was billed of it and what came back. Refuses `sales/no-challan`. */
export function challanShown(db: Reader, uid: string, today: string): ShownChallan {
  const head = headOf(db, uid, today)
  if (head?.kind !== 'challan' || head.mode !== 'out' || !head.partyUid)
    throw new Refusal('sales/no-challan', 'There is no such challan', 'uid')
  const applied = JSON.parse(head.applied_json) as Applied
  const { state } = db.must(text<{ state: ShownChallan['state'] }>`
    select ${challanState} as state from document d join document_state s on s.document_id = d.id where d.id = ${head.id}`)
  const { buyer } = applied
  const city = [buyer?.address.city, buyer?.address.pin].filter(Boolean).join(' - ')
  return {
    uid,
    number: head.number,
    date: head.date,
    party: head.party,
    partyUid: uidText(head.partyUid),
    gstin: head.gstin,
    address: [buyer?.address.line1, buyer?.address.line2, city].filter((line): line is string => Boolean(line)),
    phone: buyer?.phone ?? null,
    pos: head.pos,
    supply: head.supply,
    from: applied.from ?? [],
    reason: applied.reason,
    transport: applied.transport,
    notes: applied.notes,
    taxablePaise: head.taxable,
    igstPaise: head.igst,
    cgstPaise: head.cgst,
    sgstPaise: head.sgst,
    cessPaise: head.cess,
    totalPaise: head.total,
    state,
    cancelReason: head.cancelled === 1 ? head.cancelReason : null,
    lines: linesOfChallan(db, uid) as unknown as ShownChallan['lines'],
    answeredBy: answersOf(db, head.id),
  }
}

/** What a bill to a party may take: lines of confirmed orders, and goods of challans, which are of one batch each; the eldest first. */
export function billableFor(db: Reader, { party, date }: { party: string; date: string }): z.output<typeof Source>[] {
  const orders = waitingOf(db, party).filter((line) => line.date <= date)
  const out = outWith(db, party).filter((line) => line.date <= date)
  const batches = batchFacts(
    db,
    [...out.map((line) => line.batchId), ...orders.flatMap((line) => line.batchId ?? [])],
    date as never,
  )
  const place = customerPlace(db)
  const itemIds = [...new Set([...orders, ...out].map((line) => line.itemId))]
  const hits = new Map(itemHits(db, itemIds, date as never, 'ptr').map(({ active: _, ...hit }) => [hit.id, hit]))
  const sources = [
    ...orders.map((line) => ({
      ...line,
      kind: 'order' as const,
      whole: { qtyMilli: line.qtyMilli, freeMilli: line.freeMilli },
      qtyMilli: line.leftMilli,
      flatPaise: line.flatLeftPaise,
      freeMilli: Math.floor((line.freeMilli * line.leftMilli) / line.qtyMilli / 1000) * 1000,
      batch: null,
    })),
    ...out.map((line) => {
      const freeMilli = freeOf(line)
      const batch = batches.get(line.batchId)
      const { batchId: id, batch: number, expiry, packFactor } = line
      const mrp = { mrpPaise: line.printedMrpPaise, effectiveMrpPaise: batch?.effectiveMrpPaise ?? line.printedMrpPaise }
      return {
        ...line,
        kind: 'challan' as const,
        qtyMilli: line.leftMilli - freeMilli,
        // what stays with the customer is told by pieces: here what is out is the whole
        whole: { qtyMilli: line.leftMilli - freeMilli, freeMilli },
        flatPaise: line.flatLeftPaise,
        freeMilli,
        batch: { id, number, expiry, packFactor, locationId: place, ...mrp },
      }
    }),
  ]
  const billable = sources.map((line) => ({ ...line, item: hits.get(line.itemId) }))
  return billable.sort((a, b) =>
    a.date === b.date ? a.documentId - b.documentId || a.line - b.line : a.date < b.date ? -1 : 1,
  ) as never
}
