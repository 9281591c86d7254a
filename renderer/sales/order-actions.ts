import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow, tell } from '../client.ts'
import { askReason, cancelWith } from '../purchases/list-parts.tsx'
import { keepDraft } from '../purchases/start-draft.ts'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { askOneOf } from '../ui/ask.tsx'
import { day } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import { askChallanReturn } from './challan-return-dialog.tsx'
import {
  type Customer,
  challanKind,
  linesOfShown,
  newChallanHead,
  newOrderHead,
  type OrderLine,
  quotationKind,
  salesOrderKind,
} from './order-sheet.ts'

/** Makes an order firm; the warnings of stock, holds and credit are asked about on the way. */
export async function confirmSaleOrder({ uid, number }: { uid: string; number: string }): Promise<void> {
  const answer = await askOneOf({
    title: words('sales.order.confirmTitle', { number }),
    choices: [
      { value: 'confirm', label: words('sales.order.confirmNow') },
      { value: 'draft', label: words('sales.order.leaveDraft') },
    ],
  })
  if (answer !== 'confirm') return
  const told = await tell('sales.confirmOrder', { uid }, { draftUid: uid })
  if (went(told)) say(words('sales.order.confirmed', { number, day: day(told.value.heldUntil) }))
}

const customerOf = (shown: { partyUid: string | null; party: string; city?: string | null }): Customer | null =>
  shown.partyUid ? { uid: shown.partyUid, name: shown.party, city: shown.city ?? null } : null

/** An order with everything that is left of a quotation. */
export async function orderFromQuotation(uid: string, today: LocalDate): Promise<void> {
  const shown = await fetchNow('sales.salesOrder', { uid })
  const head = { ...newOrderHead(today), party: customerOf(shown), salesman: shown.salesman ?? '', notes: shown.notes ?? '' }
  const lines = await linesOfShown(shown, head, { whole: false, refs: true })
  if (lines.length === 0) return say(words('sales.order.nothingLeft', { number: shown.number }))
  const draft = await keepDraft(salesOrderKind, head, lines, 'qty')
  if (draft) openScreen('sales/order', { uid: draft })
}

/** A draft order opened to be changed; saving it makes its next version. */
export async function changeSaleOrder(uid: string): Promise<void> {
  const shown = await fetchNow('sales.salesOrder', { uid })
  const { version, number } = shown
  const head = {
    ...newOrderHead(shown.date as LocalDate),
    party: customerOf(shown),
    day: shown.wanted as LocalDate | null,
    reference: shown.reference ?? '',
    salesman: shown.salesman ?? '',
    notes: shown.notes ?? '',
    changes: { uid, version, number },
  }
  const draft = await keepDraft(salesOrderKind, head, await linesOfShown(shown, head, { whole: true, refs: false }), 'qty')
  if (draft) openScreen('sales/order', { uid: draft })
}

/** A new quotation with the goods of another. */
export async function copyQuotation(uid: string, today: LocalDate): Promise<void> {
  const shown = await fetchNow('sales.salesOrder', { uid })
  const head = { ...newOrderHead(today), party: customerOf(shown), forName: shown.partyUid ? '' : shown.party }
  const lines = (await linesOfShown(shown, head, { whole: true, refs: false })).map((line) => ({ ...line, ref: null }))
  const draft = await keepDraft(quotationKind, head, lines, 'qty')
  if (draft) openScreen('sales/quotation', { uid: draft })
}

/** A challan with what is left of an order, each line from the batch that expires first. */
export async function challanFromOrder(uid: string, today: LocalDate): Promise<void> {
  const shown = await fetchNow('sales.salesOrder', { uid })
  const head = { ...newChallanHead(today), party: customerOf(shown) }
  const lines = await linesOfShown(shown, head, { whole: false, refs: true })
  if (lines.length === 0) return say(words('sales.order.nothingLeft', { number: shown.number }))
  const taken = new Map<number, number>()
  const placed: OrderLine[] = []
  for (const line of lines) {
    const { rows } = await fetchNow('inventory.batches', { itemId: line.item?.id ?? 0, date: today, tier: 'ptr' })
    let left = line.qtyMilli ?? 0
    let free = line.freeMilli ?? 0
    for (const row of rows) {
      const has = row.availableMilli - (taken.get(row.id) ?? 0)
      const takes = Math.min(left, has)
      if (takes <= 0) continue
      // free goods leave with the last of what is billed, as on a bill
      const gives = takes === left ? Math.min(free, has - takes) : 0
      taken.set(row.id, (taken.get(row.id) ?? 0) + takes + gives)
      free -= gives
      placed.push({
        ...line,
        key: crypto.randomUUID(),
        shelf: row,
        expiry: row.expiry as LocalDate | null,
        stockMilli: has,
        qtyMilli: takes,
        freeMilli: gives || null,
      })
      left -= takes
    }
    if (left > 0 && left === line.qtyMilli) placed.push(line)
  }
  const draft = await keepDraft(challanKind as never, head, placed, 'qty')
  if (draft) openScreen('sales/challan', { uid: draft })
}

/** Gives up what is left of an order or quotation, with a reason. */
export async function closeSaleOrder(row: { uid: string; number: string; party: string }): Promise<void> {
  const reason = await askReason({
    title: words('sales.order.closeTitle', { number: row.number }),
    text: words('sales.order.closeText', { party: row.party }),
    action: words('sales.order.close'),
  })
  if (reason === null) return
  const told = await tell('sales.closeSalesOrder', { uid: row.uid, lines: null, reason })
  if (went(told)) say(words('sales.order.closed', { number: row.number }))
}

/** Cancels an order, quotation or challan, with a reason. */
export const cancelSaleGoods = (
  call: 'sales.cancelSalesOrder' | 'sales.cancelChallan',
  { uid, number, party }: { uid: string; number: string; party: string },
): Promise<void> =>
  cancelWith(call, {
    uid,
    title: words('sales.order.cancelTitle', { number }),
    text: words('sales.order.cancelText', { party }),
    action: words('sales.order.cancelAction'),
    done: words('sales.order.cancelled', { number }),
  })

/** Goods of a challan that come back: asks how much of each line. */
export async function returnOfChallan(uid: string, today: LocalDate): Promise<void> {
  const shown = await fetchNow('sales.challan', { uid })
  const lines = await askChallanReturn(shown)
  if (!lines || lines.length === 0) return
  const told = await tell('sales.returnChallan', { uid: crypto.randomUUID(), date: today, challan: uid, lines: [...lines] })
  if (went(told)) say(words('sales.challan.cameBack', { number: told.value.number }))
}
