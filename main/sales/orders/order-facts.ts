import type { z } from 'zod'
import type { DocumentLine, VersionFacts } from '../../../shared/accounts/posting.ts'
import type { LocalDate } from '../../../shared/calendar.ts'
import { checkGoodsIn, mostPerLinePaise } from '../../../shared/inventory/receiving.ts'
import { paise } from '../../../shared/money.ts'
import { basisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { SalesOrder } from '../../../shared/sales/orders-contract.ts'
import { type PricedBill, priceBill } from '../../../shared/sales/price-bill.ts'
import type { Reader } from '../../database/connection.ts'
import { type BatchFacts, batchFacts } from '../../inventory/batch-store.ts'
import { type ItemFacts, itemFacts } from '../../items/item-facts.ts'
import { type BuyerFacts, buyerFacts, firmSnapshot, roundsOff } from '../bill-facts.ts'

/** A line of goods offered, ordered or sent, before it has figures. */
export type GoodsDraft = Pick<
  z.output<typeof SalesOrder>['lines'][number],
  'itemId' | 'batchId' | 'unit' | 'qtyMilli' | 'freeMilli' | 'rateE4' | 'discountsBp' | 'discountPaise'
>
type LineFacts = { item: ItemFacts; batch: BatchFacts | null; unit: string; factor: number }

/** What a quotation, order or challan is priced with, as on its day. */
export type GoodsFacts = {
  buyer: BuyerFacts | null
  firm: ReturnType<typeof firmSnapshot>
  roundOff: boolean
  lines: readonly LineFacts[]
}

function unitOf(item: ItemFacts, asked: string | null, at: number): { unit: string; factor: number } {
  const unit = asked ?? item.saleUnit
  const found = item.units.find((one) => one.unit === unit)
  if (!found)
    throw new Refusal('sales/unit', `${item.name} has no unit ${unit}`, `lines.${at}.unit`, { item: item.name, unit, factor: 1 })
  return found
}

/** A customer who may be sold to; refuses `sales/unknown-party`, `not-customer` and `party-hidden`. */
function customerOn(db: Reader, uid: string, date: LocalDate): BuyerFacts {
  const buyer = buyerFacts(db, uid, date)
  const details = { party: buyer.name }
  if (!buyer.isCustomer) throw new Refusal('sales/not-customer', `${buyer.name} is a supplier, not a customer`, 'party', details)
  if (!buyer.active) throw new Refusal('sales/party-hidden', `${buyer.name} is hidden`, 'party', details)
  return buyer
}

/** Reads the facts once. Refuses a party that cannot be sold to, an unknown, hidden or prohibited item, its unit, and another item's batch. */
export function goodsFacts(
  db: Reader,
  draft: { date: LocalDate; party: string | null; lines: readonly GoodsDraft[] },
  // what comes back was sold to him once, whatever the masters say since
  comesBack = false,
): GoodsFacts {
  const items = itemFacts(
    db,
    draft.lines.map(({ itemId }) => itemId),
    draft.date,
  )
  const batches = batchFacts(
    db,
    draft.lines.flatMap(({ batchId }) => batchId ?? []),
    draft.date,
  )
  const lines = draft.lines.map((line, at): LineFacts => {
    const field = (name: string) => `lines.${at}.${name}`
    const item = items.get(line.itemId)
    if (!item) throw new Refusal('sales/unknown-item', 'This item is not in the book', field('itemId'))
    const details = { item: item.name }
    if (!item.tax)
      throw new Refusal('sales/no-tax', `The tax of ${item.name} on this date is not known`, field('itemId'), details)
    if (!item.active && !comesBack) throw new Refusal('sales/item-hidden', `${item.name} is hidden`, field('itemId'), details)
    if (item.status === 'prohibited' && !comesBack)
      throw new Refusal('sales/item-prohibited', `${item.name} may not be sold`, field('itemId'), details)
    const batch = line.batchId === null ? null : (batches.get(line.batchId) ?? null)
    if (line.batchId !== null && batch?.itemId !== item.id)
      throw new Refusal('sales/batch-of-another', 'This batch is of another item', field('batchId'), {
        ...details,
        batch: batch?.number ?? '',
      })
    return { item, batch, ...unitOf(item, line.unit, at) }
  })
  return {
    buyer: draft.party === null ? null : (comesBack ? buyerFacts : customerOn)(db, draft.party, draft.date),
    firm: firmSnapshot(db),
    roundOff: roundsOff(db, draft.date),
    lines,
  }
}

const discountOf = ({ discountsBp, discountPaise }: GoodsDraft) =>
  discountsBp.length === 0 && discountPaise === 0
    ? null
    : { percentsBp: discountsBp, ...(discountPaise ? { flatPaise: discountPaise } : {}) }

/** Figures and stored lines of goods, priced by the very function that prices bills. Refuses impossible quantities, rates and discounts. */
export function pricedGoods(
  draft: { date: LocalDate; lines: readonly GoodsDraft[] },
  facts: GoodsFacts,
  twice: (line: GoodsDraft, at: number) => string,
): { priced: PricedBill; lines: DocumentLine[] } {
  const { buyer, firm } = facts
  const seen = new Set<string>()
  for (const [at, line] of draft.lines.entries()) {
    const { item } = facts.lines[at] as LineFacts
    checkGoodsIn({ ...line, batch: '', expiry: null, mrpPaise: null }, at, { item, date: draft.date })
    if (line.discountPaise < 0)
      throw new Refusal('sales/discount-negative', 'A discount is not less than nothing', `lines.${at}.discountPaise`)
    if (line.qtyMilli <= 0)
      throw new Refusal('inventory/quantity-needed', `${item.name}: a quantity is needed`, `lines.${at}.qtyMilli`, {
        item: item.name,
      })
    if (seen.has(twice(line, at)))
      throw new Refusal('sales/item-twice', `${item.name} is on an earlier line already`, `lines.${at}.itemId`, {
        item: item.name,
      })
    seen.add(twice(line, at))
  }
  const priced = priceBill(
    {
      lines: draft.lines.map((line, at) => ({ ...line, factor: facts.lines[at]?.factor ?? 1 })),
      discountPaise: 0,
      chargesPaise: 0,
      pricesIncludeTax: false,
      placeOfSupply: null,
      walkIn: null,
      zeroRated: null,
      mode: 'credit',
      paid: [],
    },
    {
      firmState: firm.stateCode,
      firmRegistered: firm.gstin !== null,
      buyer: buyer && { category: buyer.category, stateCode: buyer.stateCode },
      roundOff: facts.roundOff,
      taxes: facts.lines.map(({ item }) => ({
        ...(item.tax as NonNullable<ItemFacts['tax']>),
        taxClass: item.tax?.class ?? 'nil',
      })),
    },
  )
  const lines = draft.lines.map((line, at): DocumentLine => {
    const { item, batch, unit, factor } = facts.lines[at] as LineFacts
    const figures = priced.settled.lines[at] as (typeof priced.settled.lines)[number]
    if (figures.grossPaise > mostPerLinePaise)
      throw new Refusal('sales/amount-absurd', `${item.name}: surely a slip`, `lines.${at}.rateE4`, { item: item.name })
    return {
      itemId: item.id,
      batchId: line.batchId,
      description: item.name,
      hsn: item.tax?.hsn ?? '',
      uqc: item.uqc,
      unit,
      factor,
      qtyMilli: line.qtyMilli,
      freeMilli: line.freeMilli,
      rateE4: line.rateE4,
      mrpPaise: batch?.effectiveMrpPaise ?? null,
      grossPaise: figures.grossPaise,
      discountPaise: figures.discountPaise,
      discount: discountOf(line),
      taxClass: figures.taxClass,
      rateBp: basisPoints(figures.rateBp),
      taxablePaise: figures.taxablePaise,
      igstPaise: figures.igstPaise,
      cgstPaise: figures.cgstPaise,
      sgstPaise: figures.sgstPaise,
      cessPaise: figures.cessPaise,
    }
  })
  return { priced, lines }
}

/** The version of a document that names goods and their worth but posts no money. */
export const worthOf = (
  { buyer, firm }: GoodsFacts,
  { pos, supply, settled }: PricedBill,
  more: Pick<VersionFacts, 'mode' | 'dueDate'> & { name?: string | null; applied: Record<string, unknown> },
): VersionFacts => ({
  partyName: buyer?.name ?? more.name ?? '',
  gstin: buyer?.gstin ?? null,
  category: buyer?.category ?? 'unregistered',
  pos,
  supply,
  mode: more.mode,
  dueDate: more.dueDate,
  grossPaise: settled.grossPaise,
  discountPaise: settled.discountPaise,
  chargesPaise: paise(0),
  taxablePaise: settled.taxablePaise,
  igstPaise: settled.igstPaise,
  cgstPaise: settled.cgstPaise,
  sgstPaise: settled.sgstPaise,
  cessPaise: settled.cessPaise,
  roundOffPaise: settled.roundOffPaise,
  totalPaise: settled.totalPaise,
  applied: { firm, buyer: buyer?.applied ?? null, ...more.applied },
})
