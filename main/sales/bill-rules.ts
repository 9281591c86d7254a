import { addDays, daysBetween, formatDate, formatExpiry } from '../../shared/calendar.ts'
import { exceedsMrp, pricePerPackPaise } from '../../shared/gst/mrp.ts'
import { formatPaise, share } from '../../shared/money.ts'
import { formatBasisPoints, formatMilli } from '../../shared/quantity.ts'
import { type Details, Refusal } from '../../shared/refusal.ts'
import type { PricedBill } from '../../shared/sales/price-bill.ts'
import type { BatchFacts } from '../inventory/batch-store.ts'
import type { Draft, PostingFacts, SoldItem } from './bill-facts.ts'
import { giftItems } from './bill-prices.ts'
import { creditDoubts } from './credit.ts'
import type { Doubt } from './doubts.ts'
import { scheduleDoubts } from './drug-rules.ts'
import { restrictedDoubts } from './restricted.ts'

type Line = Draft['lines'][number]

const no = (code: string, message: string, field: string, details: Details = {}) =>
  new Refusal(`sales/${code}`, message, field, details)

/** More than this of base units, or this many paise, on one line is surely a slip. */
const mostBaseUnits = 10_00_000
const mostPaise = 1_000_00_00_000_00

function checkQuantity(line: Line, item: SoldItem, at: string): void {
  for (const [name, qty] of [
    ['qtyMilli', line.qtyMilli],
    ['freeMilli', line.freeMilli],
  ] as const) {
    if (qty < 0) throw no('quantity-negative', 'A quantity cannot be less than nothing: use a return', `${at}.${name}`)
    if (qty > mostBaseUnits * 1000)
      throw no('quantity-absurd', 'More than 10,00,000 on one line is surely a slip', `${at}.${name}`, { most: mostBaseUnits })
    if (qty % 10 ** (3 - item.decimals) !== 0)
      throw no('quantity-not-whole', 'This quantity would cut a piece that is sold whole', `${at}.${name}`, {
        quantity: formatMilli(qty),
      })
  }
  if (line.qtyMilli + line.freeMilli === 0) throw no('quantity-zero', 'A line needs a quantity', `${at}.qtyMilli`)
  if (!item.units.some((unit) => unit.unit === line.unit && unit.factor === line.factor))
    throw no('unit', `${item.name} has no unit ${line.unit} of ${line.factor}`, `${at}.unit`, {
      item: item.name,
      unit: line.unit,
      factor: line.factor,
    })
  if (line.discountPaise < 0) throw no('discount-negative', 'A discount is not less than nothing', `${at}.discountPaise`)
  const amount = (line.rateE4 / line.factor) * (line.qtyMilli / 100_000)
  if (amount > mostPaise || line.discountPaise > mostPaise)
    throw no('amount-absurd', 'More than 1,000 crore on one line is surely a slip', `${at}.rateE4`)
}

function batchOf(line: Line, item: SoldItem, facts: PostingFacts, draft: Draft, at: string): BatchFacts {
  const batch = facts.batches.get(line.batchId)
  if (!batch) throw no('unknown-batch', 'This batch is not in the book', `${at}.batchId`)
  if (batch.itemId !== line.itemId)
    throw no('batch-of-another', `Batch ${batch.number} is of another item than ${item.name}`, `${at}.batchId`, {
      batch: batch.number,
      item: item.name,
    })
  if (batch.blocked !== null)
    throw no('batch-blocked', `Batch ${batch.number} of ${item.name} is blocked: ${batch.blocked}`, `${at}.batchId`, {
      batch: batch.number,
      item: item.name,
      reason: batch.blocked,
    })
  if (batch.expired && batch.expiry)
    throw no('batch-expired', `Batch ${batch.number} of ${item.name} expired ${formatExpiry(batch.expiry)}`, `${at}.batchId`, {
      batch: batch.number,
      item: item.name,
      expiry: formatExpiry(batch.expiry),
      date: formatDate(draft.date),
    })
  // goods on a challan are with the customer; that they are was checked with the challan
  if (!facts.saleable.has(line.locationId) && !line.challan)
    throw no('unknown-place', 'Goods are sold from a saleable place only', `${at}.locationId`)
  return batch
}

/** What is wrong with the draft before any figure is worked out. Throws the first refusal. */
export function checkDraft(draft: Draft, facts: PostingFacts): void {
  const { buyer } = facts
  if (buyer && !buyer.isCustomer)
    throw no('not-customer', `${buyer.name} is a supplier, not a customer`, 'party', { party: buyer.name })
  if (buyer && !buyer.active) throw no('party-hidden', `${buyer.name} is hidden`, 'party', { party: buyer.name })
  for (const [name, amount] of [
    ['discountPaise', draft.discountPaise],
    ['chargesPaise', draft.chargesPaise],
  ] as const) {
    if (amount < 0) throw no('amount-negative', 'An amount here is not less than nothing', name)
    if (amount > mostPaise) throw no('amount-absurd', 'More than 1,000 crore is surely a slip', name)
  }
  for (const [index, part] of draft.paid.entries())
    if (part.amountPaise < 0) throw no('paid-negative', 'What is paid is not less than nothing', `paid.${index}.amountPaise`)
  for (const [index, line] of draft.lines.entries()) {
    const item = facts.items.get(line.itemId) as SoldItem
    if (item.status === 'prohibited')
      throw no('item-prohibited', `${item.name} may not be sold`, `lines.${index}.itemId`, { item: item.name })
    checkQuantity(line, item, `lines.${index}`)
    batchOf(line, item, facts, draft, `lines.${index}`)
  }
  checkZeroRated(draft, facts)
}

/** An SEZ unit or a buyer abroad: whether tax is paid must be said; without payment needs the year's letter of undertaking (gst-rules.md §1.6). */
function checkZeroRated(draft: Draft, { buyer, lut }: PostingFacts): void {
  const abroad = buyer?.category === 'overseas'
  const zeroRated = abroad || buyer?.category === 'sez' || draft.placeOfSupply === '96'
  if (!zeroRated) {
    if (draft.zeroRated) throw no('not-zero-rated', 'Only a supply abroad or to an SEZ is zero-rated', 'zeroRated')
    return
  }
  if (!draft.zeroRated)
    throw no('zero-rated-details', 'Say whether IGST is paid on this supply to an SEZ or abroad', 'zeroRated', {
      category: buyer?.category ?? 'overseas',
    })
  if (!draft.zeroRated.withPayment && !lut)
    throw no('no-lut', 'Without a letter of undertaking for this year IGST has to be paid', 'zeroRated.withPayment')
  if (abroad && !draft.zeroRated.country)
    throw no('export-country', 'An export names the country it goes to', 'zeroRated.country')
}

/** What the worked-out figures may not be: above the effective MRP, or paid otherwise than the total says. */
export function checkPriced(draft: Draft, facts: PostingFacts, priced: PricedBill): void {
  for (const [index, line] of draft.lines.entries()) {
    const batch = facts.batches.get(line.batchId) as BatchFacts
    const mrp = batch.effectiveMrpPaise
    if (mrp === null) continue
    const { tax } = facts.items.get(line.itemId) as SoldItem
    const rateBp = priced.settled.lines[index]?.rateBp ?? 0
    const price = {
      rateE4: line.rateE4,
      factor: line.factor,
      packFactor: batch.packFactor,
      gstBp: draft.pricesIncludeTax ? 0 : rateBp,
      cessBp: draft.pricesIncludeTax || rateBp === 0 ? 0 : tax.cessBp,
    }
    if (exceedsMrp(price, mrp))
      throw no(
        'above-mrp',
        `With tax this is ${formatPaise(pricePerPackPaise(price))} a pack, above the MRP of ${formatPaise(mrp)}`,
        `lines.${index}.rateE4`,
        {
          price: formatPaise(pricePerPackPaise(price)),
          mrp: formatPaise(mrp),
          batch: batch.number,
        },
      )
  }
  const { payment, settled } = priced
  if (payment.creditPaise < 0)
    throw no('overpaid', `Paid ${formatPaise(payment.paidPaise)} of ${formatPaise(settled.totalPaise)}`, 'paid', {
      paid: formatPaise(payment.paidPaise),
      total: formatPaise(settled.totalPaise),
    })
  if (facts.buyer === null && payment.creditPaise > 0)
    throw no('walk-in-credit', 'A walk-in customer pays the whole bill', 'paid', { due: formatPaise(payment.creditPaise) })
}

/** Net less cost below so many basis points of the net. */
const isThin = (netPaise: number, costPaise: number, leastBp: number | null): boolean =>
  leastBp !== null && netPaise > 0 && BigInt(netPaise - costPaise) * 10_000n < BigInt(netPaise) * BigInt(leastBp)

function lineDoubts(draft: Draft, facts: PostingFacts, { settled }: PricedBill): Doubt[] {
  const gifts = giftItems(draft, facts.prices)
  const soon = addDays(draft.date, facts.nearExpiryDays)
  return draft.lines.flatMap((line, index): Doubt[] => {
    const item = facts.items.get(line.itemId) as SoldItem
    const batch = facts.batches.get(line.batchId) as BatchFacts
    const figures = settled.lines[index]
    const doubts: Doubt[] = []
    const cost = item.lastCost && share(item.lastCost.valuePaise, line.qtyMilli + line.freeMilli, item.lastCost.qtyMilli)
    // what the goods fetch, free ones included, against what they cost; charges are not the goods' price
    const gift = line.qtyMilli === 0 && gifts.has(line.itemId)
    if (!gift && figures && cost !== null && figures.taxablePaise - figures.chargesPaise < cost)
      doubts.push({
        code: 'sales/below-cost',
        field: `lines.${index}.rateE4`,
        right: 'sales.below-cost',
        details: { item: item.name },
      })
    else if (!gift && figures && cost !== null && isThin(figures.taxablePaise - figures.chargesPaise, cost, facts.marginWarnBp))
      doubts.push({
        code: 'sales/thin-margin',
        field: `lines.${index}.rateE4`,
        seenBy: 'cost.see',
        details: { item: item.name, least: formatBasisPoints(facts.marginWarnBp ?? 0) },
      })
    const leastDays = facts.buyer?.minExpiryDays ?? null
    if (batch.expiry && leastDays !== null && batch.expiry < addDays(draft.date, leastDays))
      doubts.push({
        code: 'sales/expiry-not-taken',
        field: `lines.${index}.batchId`,
        details: { batch: batch.number, days: daysBetween(draft.date, batch.expiry), least: leastDays },
      })
    else if (batch.expiry && leastDays === null && batch.expiry < soon)
      doubts.push({
        code: 'sales/near-expiry',
        field: `lines.${index}.batchId`,
        details: { batch: batch.number, expiry: formatExpiry(batch.expiry), days: daysBetween(draft.date, batch.expiry) },
      })
    const inside = draft.pricesIncludeTax ? 10_000 + (figures?.rateBp ?? 0) : 10_000
    const ptr = facts.ptrs[index]
    // rates per different units meet as products, never as quotients
    if (ptr && BigInt(line.rateE4) * BigInt(ptr.factor) * 10_000n > BigInt(ptr.rateE4) * BigInt(line.factor) * BigInt(inside))
      doubts.push({ code: 'sales/above-ptr', field: `lines.${index}.rateE4`, details: { item: item.name } })
    return doubts
  })
}

/** Everything about the bill that somebody has to take on: licences, credit, price, expiry, date. Throws for drugs nobody may sell this buyer. */
export function doubtsOf(draft: Draft, facts: PostingFacts, priced: PricedBill): Doubt[] {
  const late: Doubt[] =
    draft.date < facts.today
      ? [
          {
            code: 'sales/back-dated',
            field: 'date',
            right: 'sales.back-date',
            details: { days: daysBetween(draft.date, facts.today) },
          },
        ]
      : []
  return [
    ...scheduleDoubts({
      lines: draft.lines.map(({ itemId }) => facts.items.get(itemId) as SoldItem),
      buyer: facts.buyer,
      date: draft.date,
      settings: facts.schedule,
      prescription: draft.prescription,
    }),
    ...restrictedDoubts(draft.lines, facts.restricted),
    ...late,
    ...(facts.buyer ? creditDoubts(facts.buyer.credit, priced.payment.creditPaise) : []),
    ...lineDoubts(draft, facts, priced),
  ]
}
