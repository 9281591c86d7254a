import type { z } from 'zod'
import type { DocumentLine, NewDocument } from '../../shared/accounts/posting.ts'
import { valueLines } from '../../shared/gst/line-value.ts'
import { checkGoodsIn, mostPerLinePaise } from '../../shared/inventory/receiving.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import type { PurchaseOrder } from '../../shared/purchases/order-contract.ts'
import { basisPoints } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { type ItemFacts, itemFacts } from '../items/item-facts.ts'
import { unitOf } from './receipt-facts.ts'
import { type SupplierFacts, supplierOn } from './supplier-facts.ts'

type Draft = z.output<typeof PurchaseOrder>
type LineFacts = { item: ItemFacts; unit: string; factor: number }
export type OrderFacts = { supplier: SupplierFacts; stateCode: string; lines: readonly LineFacts[]; draftHash: string }

/** Reads the facts once. Refuses a supplier who cannot be ordered from, an unknown or hidden item, and a unit it does not have. */
export function orderFacts(db: Reader, draft: Draft, draftHash: string): OrderFacts {
  const supplier = supplierOn(db, draft.supplier, draft.date)
  const items = itemFacts(
    db,
    draft.lines.map(({ itemId }) => itemId),
    draft.date,
  )
  const lines = draft.lines.map((line, at): LineFacts => {
    const item = items.get(line.itemId)
    if (!item) throw new Refusal('inventory/no-item', 'There is no such item', `lines.${at}.itemId`)
    if (!item.active)
      throw new Refusal('purchases/item-hidden', `${item.name} is hidden`, `lines.${at}.itemId`, { item: item.name })
    return { item, ...unitOf(item, line.unit, at) }
  })
  const { state_code } = db.must(sql.selectFrom('firm').select('state_code').where('id', '=', 1))
  return { supplier, stateCode: state_code, lines, draftHash }
}

function lineOf(line: Draft['lines'][number], { item, unit, factor }: LineFacts): DocumentLine {
  const zero = paise(0)
  const discountsBp = line.discountBp > 0 ? [line.discountBp] : []
  const priced = { qtyMilli: line.qtyMilli, rateE4: line.rateE4, factor, discountsBp, taxClass: 'nil' as const, rateBp: 0 }
  const value = valueLines([priced], {})[0]
  return {
    itemId: item.id,
    batchId: null,
    description: item.name,
    hsn: item.tax?.hsn ?? '',
    uqc: item.uqc,
    unit,
    factor,
    qtyMilli: line.qtyMilli,
    freeMilli: line.freeMilli,
    rateE4: line.rateE4,
    mrpPaise: null,
    grossPaise: value?.grossPaise ?? zero,
    discountPaise: value?.discountPaise ?? zero,
    discount: discountsBp.length ? { discountsBp } : null,
    taxClass: item.tax?.class ?? 'nil',
    rateBp: basisPoints(0),
    taxablePaise: value?.valuePaise ?? zero,
    igstPaise: zero,
    cgstPaise: zero,
    sgstPaise: zero,
    cessPaise: zero,
  }
}

/** An order as a document without postings. Refuses what cannot be ordered, an expected date before the order's, and an item twice. */
export function postOrder(draft: Draft, facts: OrderFacts): NewDocument {
  const { supplier } = facts
  const zero = paise(0)
  if (draft.expected !== null && draft.expected < draft.date)
    throw new Refusal('purchases/expected-before', 'Goods cannot be expected before they are ordered', 'expected')
  const seen = new Set<number>()
  const lines = draft.lines.map((line, at) => {
    const own = facts.lines[at] as LineFacts
    const goods = { itemId: own.item.id, batch: '', expiry: null, mrpPaise: null }
    checkGoodsIn({ ...line, ...goods }, at, { item: own.item, date: draft.date })
    const details = { item: own.item.name }
    if (seen.has(own.item.id))
      throw new Refusal('purchases/item-twice', `${own.item.name} is on an earlier line already`, `lines.${at}.itemId`, details)
    seen.add(own.item.id)
    const posted = lineOf(line, own)
    if (posted.grossPaise > mostPerLinePaise)
      throw new Refusal('purchases/rate-absurd', `${own.item.name}: surely a slip`, `lines.${at}.rateE4`, details)
    return posted
  })
  const total = sumPaise(lines.map((line) => line.taxablePaise))
  return {
    uid: draft.uid,
    kind: 'purchase-order',
    date: draft.date,
    partyId: supplier.id,
    reference: null,
    links: [],
    lines,
    version: {
      partyName: supplier.name,
      gstin: supplier.gstin,
      category: supplier.category,
      pos: facts.stateCode,
      supply: 'intra',
      mode: 'none',
      dueDate: null,
      grossPaise: sumPaise(lines.map((line) => line.grossPaise)),
      discountPaise: sumPaise(lines.map((line) => line.discountPaise)),
      chargesPaise: zero,
      taxablePaise: total,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise: total,
      applied: { draftHash: facts.draftHash, expected: draft.expected, notes: draft.notes },
    },
  }
}
