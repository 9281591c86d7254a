import { lineNet } from '../../shared/items/discount-ladder.ts'
import { type LinePrice, type PriceFacts, priceLine } from '../../shared/items/price-line.ts'
import { resolveRate } from '../../shared/items/price-rate.ts'
import { schemeDeal, type ValueScheme } from '../../shared/items/scheme.ts'
import { formatPaise, share } from '../../shared/money.ts'
import { formatMilli } from '../../shared/quantity.ts'
import { billScheme } from '../../shared/sales/bill-scheme.ts'
import type { PricedBill, PricingFacts } from '../../shared/sales/price-bill.ts'
import type { Reader } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { priceBuyer, priceFacts } from '../items/price-store.ts'
import { valueSchemes } from '../items/scheme-facts.ts'
import type { Draft } from './bill-facts.ts'
import type { Doubt } from './doubts.ts'

/** What the goods of a bill cost this buyer by the rules, as on its date. */
export type BillPrices = { readonly items: ReadonlyMap<number, PriceFacts>; readonly schemes: readonly ValueScheme[] }

/** Reads the prices a draft is checked with: the same facts, by the same function, as the counter bill filled its cells with. */
export function billPrices(db: Reader, draft: Draft): BillPrices {
  const party = draft.party === null ? null : priceBuyer(db, uidBytes(draft.party))
  const items = new Map<number, PriceFacts>()
  for (const { itemId } of draft.lines) {
    const facts = items.has(itemId) ? null : priceFacts(db, itemId, party, draft.date)
    if (facts) items.set(itemId, facts)
  }
  return { items, schemes: valueSchemes(db, party, draft.date) }
}

type Line = Draft['lines'][number]
type Group = { facts: PriceFacts; at: number; lines: { line: Line; index: number }[]; price: LinePrice; freeMilli: number }

/** The lines of each item together: a scheme and a slab count all of it, however it was spread over batches. */
function groupsOf(draft: Draft, prices: BillPrices): Group[] {
  const lines = new Map<number, { line: Line; index: number }[]>()
  for (const [index, line] of draft.lines.entries()) lines.set(line.itemId, [...(lines.get(line.itemId) ?? []), { line, index }])
  return [...lines].flatMap(([itemId, some]) => {
    const facts = prices.items.get(itemId)
    if (!facts) return []
    const sum = (of: (line: Line) => number) => some.reduce((total, { line }) => total + of(line), 0)
    const first = some[0] as { line: Line; index: number }
    const price = priceLine(facts, { batchId: first.line.batchId, qtyMilli: sum((line) => line.qtyMilli) })
    return [{ facts, at: first.index, lines: some, price, freeMilli: sum((line) => line.freeMilli) }]
  })
}

const giftsOf = (groups: readonly Group[]): Map<number, number> => {
  const gifts = new Map<number, number>()
  for (const { price } of groups)
    if (price.freeOther) gifts.set(price.freeOther.itemId, (gifts.get(price.freeOther.itemId) ?? 0) + price.freeOther.qtyMilli)
  return gifts
}

/** Items of which this bill earns free goods by buying another: lines of them without a price are no sale below cost. */
export const giftItems = (draft: Draft, prices: BillPrices): ReadonlySet<number> =>
  new Set(giftsOf(groupsOf(draft, prices)).keys())

/** What the rules ask for the lines of an item; null when there is no rate for one of them. A paisa a line is left to rounding. */
function leastPaise({ facts, lines, price }: Group): number | null {
  let least = -price.flatPaise - lines.length
  for (const { line } of lines) {
    const { rateE4 } = resolveRate(facts, line.batchId)
    if (rateE4 === null) return null
    least += lineNet({ qtyMilli: line.qtyMilli, rateE4, factor: facts.factor, percentsBp: price.percentsBp }, 0)
  }
  return least
}

/**
 * Goods for less than the rules say, free goods beyond a scheme, a bill discount beyond the bill scheme: by the right to give special
 * rates only. Who has it is not asked again, but for free goods beyond a scheme that is there.
 */
export function priceDoubts(
  draft: Draft,
  prices: BillPrices,
  priced: PricedBill,
  pricing: PricingFacts,
  nameOf: (itemId: number) => string,
): Doubt[] {
  const right = 'sales.special-rate' as const
  const groups = groupsOf(draft, prices)
  const gifts = giftsOf(groups)
  const doubts = groups.flatMap((group): Doubt[] => {
    const { facts, price, at } = group
    const item = nameOf(facts.itemId)
    const found: Doubt[] = []
    const allowed = price.freeMilli + (gifts.get(facts.itemId) ?? 0)
    if (group.freeMilli > allowed)
      found.push({
        code: 'sales/free-beyond-scheme',
        field: `lines.${group.lines.find(({ line }) => line.freeMilli > 0)?.index ?? at}.freeMilli`,
        right,
        quiet: price.scheme === null && !gifts.has(facts.itemId),
        details: { item, free: formatMilli(group.freeMilli / facts.factor), allowed: formatMilli(allowed / facts.factor) },
      })
    const least = leastPaise(group)
    const sent = group.lines.reduce((sum, { index }) => {
      const figures = priced.settled.lines[index]
      return sum + (figures ? figures.grossPaise - figures.discountPaise : 0)
    }, 0)
    const inside = draft.pricesIncludeTax ? 10_000 + (priced.settled.lines[at]?.rateBp ?? 0) : 10_000
    if (least !== null && sent < share(least, inside, 10_000))
      found.push({
        code: 'sales/below-rule',
        field: `lines.${at}.rateE4`,
        right,
        quiet: true,
        details: {
          item,
          least: formatPaise(share(least + group.lines.length, inside, 10_000)),
          sent: formatPaise(sent as never),
        },
      })
    return found
  })
  if (draft.discountPaise === 0) return doubts
  const allowed = billScheme(draft, pricing, prices.schemes)?.discountPaise ?? 0
  if (draft.discountPaise > allowed)
    doubts.push({
      code: 'sales/bill-discount-beyond',
      field: 'discountPaise',
      right,
      quiet: true,
      details: { allowed: formatPaise(allowed as never) },
    })
  return doubts
}

/** What of the rules a line was made by, kept with it for ever; null when it is the plain rate of the tier or the item. */
export function appliedRule(line: Line, facts: PriceFacts | undefined): Record<string, unknown> | null {
  if (!facts) return null
  const price = priceLine(facts, { batchId: line.batchId, qtyMilli: line.qtyMilli })
  const { taken } = price.rate
  const plain = taken === null || taken.source === 'tier' || taken.source === 'item'
  // rates per different units meet as products, never as quotients
  const keyed = taken?.rateE4 != null && BigInt(line.rateE4) * BigInt(facts.factor) !== BigInt(taken.rateE4) * BigInt(line.factor)
  const rule = {
    ...(plain && !keyed
      ? {}
      : taken
        ? { from: taken.source, list: taken.list, since: taken.fromDate, rateE4: taken.rateE4 }
        : {}),
    ...(keyed ? { keyedRate: true } : {}),
    ...(price.scheme && line.freeMilli > 0 ? { scheme: price.scheme.uid, deal: schemeDeal(price.scheme) } : {}),
    ...(price.flatPaise > 0 && line.discountPaise > 0 ? { halfScheme: price.scheme?.uid } : {}),
    ...(price.ladder.length > 0 ? { ladder: price.ladder.map((step) => [step.rung, step.bp]) } : {}),
  }
  return Object.keys(rule).length > 0 ? rule : null
}
