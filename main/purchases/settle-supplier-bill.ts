import { exceedsMrp } from '../../shared/gst/mrp.ts'
import { type SupplyType, supplyType } from '../../shared/gst/place-of-supply.ts'
import type { Settled } from '../../shared/gst/tax.ts'
import { checkGoodsIn, checkTwice } from '../../shared/inventory/receiving.ts'
import { isSlab } from '../../shared/items/tax-rates.ts'
import { formatPaise, type Paise, paise, share, sumPaise } from '../../shared/money.ts'
import { clearedBy, qtyBeyond, rateBeyond } from '../../shared/purchases/match.ts'
import { billedTax, costOf, differsFromItem, type ItcClass, priceSupplierBill } from '../../shared/purchases/price-bill.ts'
import { formatBasisPoints, formatMilli } from '../../shared/quantity.ts'
import { Refusal, type Warning } from '../../shared/refusal.ts'
import type { ItemFacts } from '../items/item-facts.ts'
import type { BillLineFacts, Draft, SupplierBillFacts } from './bill-facts.ts'
import { expectedOfOrder, netOfLine } from './match-line.ts'
import { chargesNoTax } from './supplier-facts.ts'

const mostRateE4 = 100_000_000_000

/** What a matched line clears of its receipt, and how much of it is paid units of that receipt. */
export type Clearing = { clearedPaise: Paise; linkedMilli: number; unbilledMilli: number }
export type SettledBill = {
  settled: Settled
  supply: SupplyType
  /** In the order of the lines: what becomes of the tax, and what the goods cost. */
  itc: readonly ItcClass[]
  costs: readonly Paise[]
  clearings: readonly (Clearing | null)[]
}

function checkLine(draft: Draft, at: number, { item, received }: BillLineFacts): void {
  const line = draft.lines[at] as Draft['lines'][number]
  const details = { item: item.name }
  const goods = received ? { ...line, batch: received.batch, expiry: null, mrpPaise: null } : line
  checkGoodsIn(goods, at, { item, date: draft.date })
  if (!item.tax) throw new Refusal('purchases/no-tax', `${item.name} has no tax rate on this date`, `lines.${at}.itemId`, details)
  if (line.gstBp !== null && !isSlab(line.gstBp))
    throw new Refusal('purchases/no-such-rate', `${item.name}: there is no such rate of GST`, `lines.${at}.gstBp`, {
      ...details,
      rate: formatBasisPoints(line.gstBp),
    })
  if (line.rateE4 > mostRateE4)
    throw new Refusal(
      'purchases/rate-absurd',
      `${item.name}: a rate above ₹1 crore is surely a slip`,
      `lines.${at}.rateE4`,
      details,
    )
}

const taxOfItem = (item: ItemFacts) => ({ taxClass: item.tax?.class ?? ('nil' as const), rateBp: item.tax?.rateBp ?? 0 })

/** Lines taxed at another rate than the item's: the supplier's bill holds, and somebody says why. */
function taxDoubts(draft: Draft, { lines, supplier }: SupplierBillFacts): Warning[] {
  if (chargesNoTax(supplier)) return []
  return draft.lines.flatMap((line, at): Warning[] => {
    const { item } = lines[at] as BillLineFacts
    const ours = taxOfItem(item)
    if (line.gstBp === null || !differsFromItem(ours, line.gstBp)) return []
    const details = { item: item.name, ours: formatBasisPoints(ours.rateBp), billed: formatBasisPoints(line.gstBp) }
    return [{ code: 'purchases/tax-rate-differs', field: `lines.${at}.gstBp`, details }]
  })
}

/** A bill of a supplier who may charge no tax, but shows some, is refused (gst-rules.md §1.8). */
function refuseTaxOf(draft: Draft, { supplier }: SupplierBillFacts): void {
  for (const head of ['igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const)
    if ((draft.paper?.[head] ?? 0) !== 0)
      throw new Refusal('purchases/tax-not-due', `${supplier.name} may not charge tax`, `paper.${head}`, { party: supplier.name })
  const taxed = draft.lines.findIndex((line) => (line.gstBp ?? 0) > 0)
  if (taxed >= 0)
    throw new Refusal('purchases/tax-not-due', `${supplier.name} may not charge tax`, `lines.${taxed}.gstBp`, {
      party: supplier.name,
    })
}

/**
 * Refuses what cannot be a supplier's bill (see `checkGoodsIn`; a bill dated after our entry, an item without a tax rate, an absurd rate, tax of a
 * supplier who charges none, a received line that is billed already) and settles it: tax by the place of supply, which is here.
 */
export function settleSupplierBill(draft: Draft, facts: SupplierBillFacts): SettledBill {
  const { supplier, stateCode, roundOff, registered } = facts
  if (draft.supplierDate > draft.date)
    throw new Refusal('purchases/supplier-date', "The supplier's bill cannot be dated after our entry", 'supplierDate')
  for (const [at, line] of facts.lines.entries()) checkLine(draft, at, line)
  if (!facts.matched) checkTwice(draft.lines)
  const untaxed = chargesNoTax(supplier)
  if (untaxed) refuseTaxOf(draft, facts)
  const supply = supplyType({ supplierState: supplier.stateCode, pos: stateCode, category: 'regular' })
  const taxed = facts.lines.map(({ item, factor }, at) => ({
    factor,
    ...billedTax(taxOfItem(item), untaxed ? null : (draft.lines[at]?.gstBp ?? null)),
    cessBp: item.tax?.cessBp ?? 0,
    cessUnitPaise: item.tax?.cessUnitPaise ?? 0,
  }))
  const settled = priceSupplierBill(draft, taxed, { supply, untaxed, roundOff })
  if (settled.totalPaise < 0) throw new Refusal('purchases/negative', 'A bill cannot be worth less than nothing', 'discountPaise')
  const itc = draft.lines.map((line) => line.itc)
  const costs = settled.lines.map((line, at) => costOf(line, itc[at] as ItcClass, registered))
  return { settled, supply, itc, costs, clearings: clearingsOf(draft, facts) }
}

/** Lines of one bill may share a received line: each takes from what the ones before left. */
function clearingsOf(draft: Draft, { lines }: SupplierBillFacts): (Clearing | null)[] {
  const left = new Map<string, { qtyMilli: number; valuePaise: number }>()
  return draft.lines.map((line, at) => {
    const received = lines[at]?.received
    if (!received) return null
    const key = `${received.documentId} ${received.line}`
    const unbilled = left.get(key) ?? { qtyMilli: received.unbilledMilli, valuePaise: received.unbilledPaise }
    if (unbilled.qtyMilli <= 0)
      throw new Refusal(
        'purchases/nothing-unbilled',
        `${received.item}: all that came is billed already`,
        `lines.${at}.receipt`,
        {
          item: received.item,
          number: received.number,
        },
      )
    const clearedPaise = clearedBy(unbilled, line.qtyMilli)
    const linkedMilli = Math.min(line.qtyMilli, unbilled.qtyMilli)
    left.set(key, { qtyMilli: unbilled.qtyMilli - linkedMilli, valuePaise: unbilled.valuePaise - clearedPaise })
    return { clearedPaise, linkedMilli, unbilledMilli: unbilled.qtyMilli }
  })
}

function mrpDoubts(draft: Draft, { lines }: SupplierBillFacts): Warning[] {
  return draft.lines.flatMap((line, at): Warning[] => {
    const { item, factor, received } = lines[at] as BillLineFacts
    const tax = billedTax(taxOfItem(item), line.gstBp)
    const gstBp = tax.taxClass === 'taxable' ? tax.rateBp : 0
    const mrpPaise = received ? received.mrpPaise : line.mrpPaise
    const price = { rateE4: line.rateE4, factor, packFactor: received?.packFactor ?? item.saleFactor, gstBp }
    return mrpPaise !== null && exceedsMrp(price, mrpPaise as Paise)
      ? [{ code: 'purchases/above-mrp', field: `lines.${at}.rateE4`, details: { item: item.name } }]
      : []
  })
}

/** Order, receipt and bill side by side (PU3): what lies beyond the tolerance needs a reason. */
function matchDoubts(draft: Draft, facts: SupplierBillFacts, bill: SettledBill): Warning[] {
  return draft.lines.flatMap((line, at): Warning[] => {
    const { item, received } = facts.lines[at] as BillLineFacts
    const clearing = bill.clearings[at]
    if (!received || !clearing) return []
    const warnings: Warning[] = []
    if (qtyBeyond(clearing.unbilledMilli, line.qtyMilli, facts.tolerance))
      warnings.push({
        code: 'purchases/billed-over-received',
        field: `lines.${at}.qtyMilli`,
        details: { item: item.name, received: formatMilli(clearing.unbilledMilli), billed: formatMilli(line.qtyMilli) },
      })
    const netPaise = netOfLine(line, facts.lines[at] as BillLineFacts)
    // what is billed beyond what came is a difference of quantity, not of rate
    const forAll = share(clearing.clearedPaise, line.qtyMilli, clearing.linkedMilli)
    const expected = [forAll, ...expectedOfOrder(received, line.qtyMilli)]
    const off = expected.find((one) => rateBeyond(one, netPaise, facts.tolerance))
    if (off !== undefined)
      warnings.push({
        code: 'purchases/rate-differs',
        field: `lines.${at}.rateE4`,
        details: { item: item.name, expected: formatPaise(off), billed: formatPaise(netPaise) },
      })
    return warnings
  })
}

/** The supplier's own figures against ours: the total to the paisa, the rest within a rupee or the amount the firm has set. */
function paperDoubts(draft: Draft, { settled }: SettledBill, amountPaise: number): Warning[] {
  const { paper } = draft
  if (!paper) return []
  return (['totalPaise', 'taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const).flatMap(
    (what): Warning[] => {
      const theirs = paper[what]
      const ours = settled[what]
      if (theirs === null || Math.abs(theirs - ours) <= (what === 'totalPaise' ? 0 : amountPaise)) return []
      return [
        {
          code: what === 'totalPaise' ? 'purchases/paper-total' : 'purchases/paper-tax',
          field: `paper.${what}`,
          details: { theirs: formatPaise(theirs), ours: formatPaise(ours) },
        },
      ]
    },
  )
}

/** What may be accepted with a reason: a rate above the MRP, a bill that does not match order, receipt or its own paper. */
export const doubtsOf = (draft: Draft, facts: SupplierBillFacts, bill: SettledBill): Warning[] => [
  ...taxDoubts(draft, facts),
  ...mrpDoubts(draft, facts),
  ...matchDoubts(draft, facts, bill),
  ...paperDoubts(draft, bill, facts.tolerance.amountPaise),
]

/** What of the bill's cost is more (or less) than what its receipts were taken to be worth. */
export const differenceOf = (bill: SettledBill): Paise =>
  sumPaise(bill.costs.map((cost, at) => paise(cost - (bill.clearings[at]?.clearedPaise ?? cost))))
