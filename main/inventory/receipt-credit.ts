import type { Posting } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { addPaise, type Heads, headKeys, noHeads } from '../../shared/inventory/credit-heads.ts'
import { share } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'

/** Tax credit that a receipt of a batch still carries, and how much of its goods may still leave by name. */
type Receipt = {
  readonly id: number
  readonly date: LocalDate
  /** Received, less what left naming this receipt (write-offs, purchase returns). The credit is spread over it. */
  carryingMilli: number
  /** Of that, what is not sold or otherwise gone, first in first out. */
  leftMilli: number
  credit: Heads
  readonly rateBp: number
  readonly supplierId: number | null
}

/** So much of what leaves, from one receipt (null: from none that is known), with the credit availed on it. */
export type CreditPart = {
  readonly receipt: number | null
  readonly qtyMilli: number
  readonly credit: Heads
  readonly rateBp: number
  readonly supplierId: number | null
}

type MoveRow = { id: number; date: LocalDate; qty: number; kind: string; of_move: number | null; posting_kind: string }
type CreditRow = {
  move_id: number
  igst: number
  cgst: number
  sgst: number
  cess: number
  rate_bp: number
  supplier_id: number | null
}

const movesOf = (batchId: number, itemId: number) => text<MoveRow>`
  select m.id, m.date, m.qty, m.kind, m.of_move, p.kind as posting_kind from stock_move m join posting p on p.id = m.posting_id
  where m.item_id = ${itemId} and m.batch_id = ${batchId} and m.kind <> 'transfer' order by m.date, m.id`
const creditsOf = (batchId: number, itemId: number) => text<CreditRow>`
  select r.move_id, r.igst, r.cgst, r.sgst, r.cess, r.rate_bp, r.supplier_id from stock_move m join receipt_itc r on r.move_id = m.id where m.item_id = ${itemId} and m.batch_id = ${batchId}
  union all
  select c.move_id, c.igst, c.cgst, c.sgst, c.cess, c.rate_bp, c.supplier_id from stock_move m join itc_change c on c.move_id = m.id where m.item_id = ${itemId} and m.batch_id = ${batchId}`

/** Goods a customer billed back as a supply of his own carry the credit of his bill: they are a receipt, other returns only undo a sale. */
const isReceipt = (move: MoveRow, credited: ReadonlyMap<number, unknown>) =>
  move.qty > 0 && (move.kind !== 'sale-return' || credited.has(move.id))

/**
 * The receipts of a batch up to a day with the credit they carry: availed with the goods or later (`receipt_itc`, `itc_change`). Goods
 * that left without naming a receipt are taken first in first out, less what customers brought back; cancelled pairs are absent.
 */
function receiptsOf(db: Reader, batch: { itemId: number; batchId: number }, date: LocalDate): Receipt[] {
  const all = db.rows(movesOf(batch.batchId, batch.itemId))
  const undone = new Set(all.flatMap((move) => (move.posting_kind === 'mirror' ? [move.id, move.of_move] : [])))
  const moves = all.filter((move) => !undone.has(move.id))
  const credits = new Map<number, CreditRow[]>()
  for (const row of db.rows(creditsOf(batch.batchId, batch.itemId)))
    credits.set(row.move_id, [...(credits.get(row.move_id) ?? []), row])
  const receipts = new Map<number, Receipt>()
  for (const move of moves) {
    if (!isReceipt(move, credits) || move.date > date) continue
    const rows = credits.get(move.id) ?? []
    const told = rows.find((row) => row.rate_bp > 0)
    receipts.set(move.id, {
      id: move.id,
      date: move.date,
      carryingMilli: move.qty,
      leftMilli: move.qty,
      credit: rows.reduce(
        (sum, row) => addPaise(sum, { igstPaise: row.igst, cgstPaise: row.cgst, sgstPaise: row.sgst, cessPaise: row.cess }),
        noHeads,
      ),
      rateBp: told?.rate_bp ?? 0,
      supplierId: told?.supplier_id ?? null,
    })
  }
  let unnamed = 0
  for (const move of moves) {
    if (isReceipt(move, credits)) continue
    const named = move.qty < 0 && move.of_move !== null ? receipts.get(move.of_move) : undefined
    if (named) {
      named.carryingMilli += move.qty
      named.leftMilli += move.qty
    } else unnamed -= move.qty
  }
  for (const receipt of receipts.values()) {
    const taken = Math.max(0, Math.min(unnamed, receipt.leftMilli))
    receipt.leftMilli -= taken
    unnamed -= taken
  }
  return [...receipts.values()]
}

/**
 * From which receipts goods leave for good, first in first out over the batch, and the credit by head that was actually availed on
 * them (gst-rules 5.3: at the rate of the purchase, free goods carry none): a proportional part of what the receipt still carries, so
 * the last of it takes the remainder and nothing is given back twice. Goods beyond every receipt carry no credit.
 */
export function creditParts(
  db: Reader,
  leaving: readonly { itemId: number; batchId: number; qtyMilli: number }[],
  date: LocalDate,
): CreditPart[][] {
  const known = new Map<number, Receipt[]>()
  return leaving.map((goods) => {
    const receipts = known.get(goods.batchId) ?? receiptsOf(db, goods, date)
    known.set(goods.batchId, receipts)
    const parts: CreditPart[] = []
    let wanted = goods.qtyMilli
    for (const receipt of receipts) {
      const qtyMilli = Math.min(wanted, receipt.leftMilli, receipt.carryingMilli)
      if (qtyMilli <= 0) continue
      const credit = Object.fromEntries(
        headKeys.map((head) => [head, share(Math.max(0, receipt.credit[head]), qtyMilli, receipt.carryingMilli)]),
      ) as Heads
      parts.push({ receipt: receipt.id, qtyMilli, credit, rateBp: receipt.rateBp, supplierId: receipt.supplierId })
      receipt.credit = addPaise(receipt.credit, credit, -1)
      receipt.carryingMilli -= qtyMilli
      receipt.leftMilli -= qtyMilli
      wanted -= qtyMilli
    }
    if (wanted > 0) parts.push({ receipt: null, qtyMilli: wanted, credit: noHeads, rateBp: 0, supplierId: null })
    return parts
  })
}

/**
 * Refuses `inventory/credit-given-back` when an entry takes credit off a receipt that no longer carries it: the goods of a bill that is
 * cancelled were written off since, though others of the batch are there.
 */
export function assertCreditThere(db: Reader, postings: readonly Posting[]): void {
  const taken = new Map<number, Heads>()
  for (const change of postings.flatMap((posting) => posting.itcChanges))
    if ('id' in change.move) taken.set(change.move.id, addPaise(taken.get(change.move.id) ?? noHeads, change))
  for (const [move, change] of taken) {
    const { batch, item, ...row } = db.must(creditLeft(move))
    const left = addPaise(change, { igstPaise: row.igst, cgstPaise: row.cgst, sgstPaise: row.sgst, cessPaise: row.cess })
    if (headKeys.some((head) => left[head] < 0))
      throw new Refusal('inventory/credit-given-back', `${item}, batch ${batch}: these goods were written off since`, 'uid', {
        item,
        batch,
      })
  }
}

type CreditLeft = { item: string; batch: string; igst: number; cgst: number; sgst: number; cess: number }
const creditLeft = (move: number) => text<CreditLeft>`
  select i.name as item, b.number as batch, coalesce(sum(c.igst), 0) as igst, coalesce(sum(c.cgst), 0) as cgst, coalesce(sum(c.sgst), 0) as sgst, coalesce(sum(c.cess), 0) as cess
  from stock_move m join batch b on b.id = m.batch_id join item i on i.id = m.item_id left join
    (select move_id, igst, cgst, sgst, cess from receipt_itc union all select move_id, igst, cgst, sgst, cess from itc_change) c on c.move_id = m.id
  where m.id = ${move} group by m.id`
