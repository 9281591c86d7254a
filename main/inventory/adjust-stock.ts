import type { z } from 'zod'
import type { Adjustment } from '../../shared/inventory/documents-contract.ts'
import { checkGoodsIn, mostPerLinePaise } from '../../shared/inventory/receiving.ts'
import { reversesCredit } from '../../shared/inventory/stock-reasons.ts'
import { type Paise, paise, share } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import { type Reader, sql } from '../database/connection.ts'
import type { Writing } from '../given.ts'
import { ensureBatch } from './batch-store.ts'
import { itemFacts } from './item-facts.ts'
import { checkGoods, type GoodsFacts, placeFor } from './stock-goods.ts'
import { piecesOf, postStock, type StockLine, stockPosting } from './stock-posting.ts'

/** What more goods of an item are worth at its last receipt's cost; null when none ever came at a cost. */
export function lastCost(db: Reader, itemId: number, qtyMilli: number): Paise | null {
  const last = db.row(sql.selectFrom('item_cost').select(['last_qty', 'last_value']).where('item_id', '=', itemId))
  return last && last.last_qty > 0 ? share(last.last_value, qtyMilli, last.last_qty) : null
}

/** The value of a line that brings more: stated, or at the last cost. Refuses one below nothing or absurd, or with no cost to go by. */
export function valueOfMore(
  db: Reader,
  line: { itemId: number; qtyMilli: number; valuePaise: Paise | null },
  { items, field }: { items: GoodsFacts['items']; field: string },
): Paise | null {
  if (line.qtyMilli < 0) return null
  const item = items.get(line.itemId)?.name ?? ''
  const value = line.valuePaise ?? lastCost(db, line.itemId, line.qtyMilli)
  if (value === null)
    throw new Refusal('inventory/cost-needed', `${item} has no cost yet: say what these goods are worth`, field, { item })
  if (value < 0) throw new Refusal('inventory/value-negative', `${item}: stock is not worth less than nothing`, field, { item })
  if (value > mostPerLinePaise)
    throw new Refusal('inventory/value-absurd', `${item}: more than ₹10 crore on one line is surely a slip`, field, { item })
  return paise(value)
}

/** The lines with the batches that were found on the shelf and are new to the book. Refuses one of which goods are missing, and what `checkGoodsIn` does. */
function withFoundBatches(given: Writing, draft: z.output<typeof Adjustment>): z.output<typeof Adjustment>['lines'] {
  if (draft.lines.every((line) => line.batch === null)) return draft.lines
  const items = itemFacts(
    given.tx,
    draft.lines.map((line) => line.itemId),
    draft.date,
  )
  return draft.lines.map((line, at) => {
    if (line.batch === null) return line
    const item = items.get(line.itemId)
    // expired goods are found too; they go where expired goods stand
    checkGoodsIn({ ...line, ...line.batch, batch: line.batch.number, expiry: null }, at, { item, date: draft.date })
    const { number, expiry, mrpPaise } = line.batch
    const batchId = ensureBatch(given, {
      itemId: line.itemId,
      itemUid: item?.uid as Uint8Array,
      number,
      expiry,
      mrpPaise,
      packFactor: item?.saleFactor ?? 1,
    })
    return { ...line, batchId }
  })
}

/**
 * Puts batches right, each line with its reason: more at a stated or the last cost, less at cost, both against Stock adjustment. Goods
 * that are gone (lost, stolen, broken, leaked) give back the credit availed on them.
 */
export function adjustStock(given: Writing, draft: z.output<typeof Adjustment>): string {
  const { tx } = given
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return before.number
  const known = withFoundBatches(given, draft)
  const facts = checkGoods(tx, known, draft)
  const lines = known.map((line, at): StockLine => {
    const field = (name: string) => `lines.${at}.${name}`
    placeFor(facts.places, line.locationId, field('locationId'))
    if (line.qtyMilli > 0 && reversesCredit(line.reason))
      throw new Refusal('inventory/reason-for-less', 'This reason is for goods that are missing', field('reason'))
    if (line.qtyMilli < 0 && line.reason === 'found')
      throw new Refusal('inventory/reason-for-more', 'This reason is for goods that are more than the book says', field('reason'))
    return {
      ...line,
      valuePaise: valueOfMore(tx, line, { items: facts.items, field: field('valuePaise') }),
      reverses: line.qtyMilli < 0 && reversesCredit(line.reason),
      field: field('qtyMilli'),
    }
  })
  const { state_code } = tx.must(sql.selectFrom('firm').select('state_code'))
  const pieces = piecesOf(given, lines, draft.date)
  return postStock(given, {
    uid: draft.uid,
    kind: 'stock-adjustment',
    date: draft.date,
    mode: 'none',
    applied: { draftHash: hash, narration: draft.narration },
    facts,
    pieces,
    posting: stockPosting(given, pieces, { date: draft.date, kind: 'adjustment', items: facts.items, stateCode: state_code }),
  }).number
}
