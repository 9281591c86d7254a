import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow, tell } from '../client.ts'
import type { KeptSheet, SheetKind, SheetLine } from '../items/sheet.ts'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import { answerKind, newAnswerHead, openLines } from './claim-answer.ts'
import { goodsItems } from './goods-line.ts'
import { linesFromOrders, newReceiptHead, receiptKind } from './goods-receipt.ts'
import { billKind, linesFrom, newBillHead } from './purchase-bill.ts'
import { linesOfBill, newReturnHead, type ReturnHead, returnedBill, returnKind } from './purchase-return.ts'

/** Keeps a document that was begun elsewhere as a draft, so that its screen opens with it and a crash loses nothing. */
export async function keepDraft<Head, Line extends SheetLine>(
  kind: SheetKind<Head, Line>,
  head: Head,
  lines: readonly Line[],
  column: string,
): Promise<string | null> {
  const uid = crypto.randomUUID()
  const at = { row: 0, col: kind.rules.findIndex((rule) => rule.id === column) }
  const json = JSON.stringify({ version: 1, head, lines, at, text: null } satisfies KeptSheet<Head, Line>)
  const told = await tell('company.putDraft', { uid, kind: kind.kind, json, heldName: null })
  return went(told) ? uid : null
}

/** A goods receipt with everything still pending of an order. */
export async function receiveOrder(orderUid: string, today: LocalDate): Promise<void> {
  const order = await fetchNow('purchases.order', { uid: orderUid })
  const pending = (await fetchNow('purchases.pendingOrders', { supplier: order.supplierUid })).filter(
    (line) => line.uid === orderUid,
  )
  if (pending.length === 0) {
    say(words('purchases.order.nothingPending', { number: order.number }))
    return
  }
  const items = await goodsItems(
    today,
    pending.map((line) => line.itemId),
  )
  const head = { ...newReceiptHead(today), supplier: { uid: order.supplierUid, name: order.supplier, city: null } }
  const uid = await keepDraft(receiptKind, head, linesFromOrders(pending, items), 'batch')
  if (uid) openScreen('purchases/receipt', { uid })
}

/** A supplier's bill with everything of a receipt that is not billed yet. */
export async function billReceipt(receiptUid: string, today: LocalDate): Promise<void> {
  const receipt = await fetchNow('purchases.receipt', { uid: receiptUid })
  const unbilled = (await fetchNow('purchases.unbilledLines', { supplier: receipt.supplierUid })).filter(
    (line) => line.uid === receiptUid,
  )
  if (unbilled.length === 0) {
    say(words('purchases.receipt.nothingUnbilled', { number: receipt.number }))
    return
  }
  const items = await goodsItems(
    today,
    unbilled.map((line) => line.itemId),
  )
  const head = { ...newBillHead(today), supplier: { uid: receipt.supplierUid, name: receipt.supplier, city: null } }
  const uid = await keepDraft(billKind, head, linesFrom(unbilled, items), 'rate')
  if (uid) openScreen('purchases/bill', { uid })
}

/** A return of goods of a bill. */
export async function returnOf(bill: NonNullable<ReturnHead['bill']>, today: LocalDate): Promise<void> {
  const returnable = await fetchNow('purchases.returnableLines', { bill: bill.uid })
  const items = await goodsItems(
    today,
    returnable.map((line) => line.itemId),
  )
  const uid = await keepDraft(
    returnKind,
    { ...newReturnHead(today), bill: returnedBill(bill) },
    linesOfBill(returnable, items),
    'qty',
  )
  if (uid) openScreen('purchases/return', { uid })
}

/** The supplier's answer to a claim, with what is still open of it. GST is on while his note may still carry it. */
export async function answerClaim(claimUid: string, today: LocalDate): Promise<void> {
  const claim = await fetchNow('purchases.claim', { uid: claimUid })
  const items = await goodsItems(
    today,
    claim.lines.map((line) => line.itemId),
  )
  const until = claim.lines.flatMap((line) => line.gstUntil ?? []).sort()[0]
  const { uid, number, date, supplier, supplierUid, totalPaise: claimedPaise } = claim
  const head = {
    ...newAnswerHead(today),
    claim: { uid, number, date, supplier, supplierUid, claimedPaise },
    gst: until === undefined || today <= until,
  }
  const kept = await keepDraft(answerKind, head, openLines(claim, items), 'credited')
  if (kept) openScreen('purchases/claim-answer', { uid: kept })
}
