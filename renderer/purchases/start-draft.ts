import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { say } from '../ui/keyboard.ts'
import { codeWords, words } from '../words.ts'
import { goodsItems } from './goods-line.ts'
import { linesFromOrders, newReceiptHead, receiptKind } from './goods-receipt.ts'
import { billKind, linesFrom, newBillHead } from './purchase-bill.ts'
import { type BillRow, linesOfBill, newReturnHead, returnKind } from './purchase-return.ts'

/** Keeps a document that was begun elsewhere as a draft, so that its screen opens with it and a crash loses nothing. */
async function keepDraft(kind: string, head: object, lines: readonly object[]): Promise<string | null> {
  const uid = crypto.randomUUID()
  const json = JSON.stringify({ version: 1, head, lines, at: { row: 0, col: 0 }, text: null })
  const told = await tell('company.putDraft', { uid, kind, json, heldName: null })
  if (told.ok) return uid
  if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  return null
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
  const uid = await keepDraft(receiptKind.kind, head, linesFromOrders(pending, items))
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
  const uid = await keepDraft(billKind.kind, head, linesFrom(unbilled, items))
  if (uid) openScreen('purchases/bill', { uid })
}

/** A return of goods of a bill. */
export async function returnOf(bill: BillRow, today: LocalDate): Promise<void> {
  const returnable = await fetchNow('purchases.returnableLines', { bill: bill.uid })
  const items = await goodsItems(
    today,
    returnable.map((line) => line.itemId),
  )
  const uid = await keepDraft(returnKind.kind, { ...newReturnHead(today), bill }, linesOfBill(returnable, items))
  if (uid) openScreen('purchases/return', { uid })
}
