import { compoundBp } from '../../shared/items/discount-ladder.ts'
import { type LinePrice, priceLine } from '../../shared/items/price-line.ts'
import { schemeDeal } from '../../shared/items/scheme.ts'
import { day, quantity } from '../ui/format.ts'
import { words } from '../words.ts'
import type { BillLine } from './bill-line.ts'

/** A cell the rules fill until the clerk keys it himself; emptied, it goes back to the rules. */
export type RuledCell = 'rate' | 'free' | 'first' | 'second' | 'flat'

export const isKeyed = (line: BillLine, cell: RuledCell): boolean => line.keyed.includes(cell)
export const keyedNow = (line: BillLine, cell: RuledCell): readonly RuledCell[] =>
  isKeyed(line, cell) ? line.keyed : [...line.keyed, cell]
export const notKeyed = (line: BillLine, cell: RuledCell): readonly RuledCell[] => line.keyed.filter((one) => one !== cell)

/** The party's and the company's discount stand in the first column, the goods' own (list, item, slab) in the second. */
const inFirst = (rung: string): boolean => rung === 'party' || rung === 'company'

/** What the rules make of a line as it stands; null until its prices are there. */
export function ruleOf(line: BillLine): LinePrice | null {
  if (!line.prices || !line.item) return null
  return priceLine(line.prices, {
    batchId: line.batch?.id ?? null,
    qtyMilli: line.qtyMilli ?? 0,
    rateE4: isKeyed(line, 'rate') ? line.rateE4 : null,
  })
}

/** The line with every cell the clerk has not keyed as the rules have it; worked out here, so that no key waits for main. */
export function byRules(line: BillLine): BillLine {
  const rule = ruleOf(line)
  if (!rule || !line.prices) return line
  const rungs = (first: boolean) => rule.ladder.filter((step) => inFirst(step.rung) === first).map((step) => step.bp)
  const first = isKeyed(line, 'first') ? line.first : rungs(true)
  const second = isKeyed(line, 'second') ? line.second : rungs(false)
  const rateE4 = isKeyed(line, 'rate') ? line.rateE4 : (rule.rate.rateE4 ?? line.batch?.rateE4 ?? line.item?.rateE4 ?? null)
  const { flatPaise } = priceLine(line.prices, {
    batchId: line.batch?.id ?? null,
    qtyMilli: line.qtyMilli ?? 0,
    rateE4,
    percentsBp: [...first, ...second],
  })
  return {
    ...line,
    rateE4,
    first,
    second,
    freeMilli: isKeyed(line, 'free') ? line.freeMilli : rule.freeMilli || null,
    flatPaise: isKeyed(line, 'flat') ? line.flatPaise : flatPaise || null,
  }
}

export const percentsOf = (line: BillLine): number[] => [...line.first, ...line.second].filter((bp) => bp > 0)
/** A column's percentages as the one they come to; blank for none. */
export const shownPercent = (percentsBp: readonly number[]): number | null =>
  percentsBp.length === 0 ? null : compoundBp(percentsBp) || null

/** The scheme of a line in words: '10+1 till 31-Oct-26', with what it gives now. */
export function schemeWords(line: BillLine): string | null {
  const rule = ruleOf(line)
  const scheme = rule?.scheme
  if (!rule || !scheme) return null
  const deal = scheme.freeItem ? `${schemeDeal(scheme)} ${scheme.freeItem.name}` : schemeDeal(scheme)
  const told = scheme.toDate
    ? words('sales.bill.schemeTill', { deal, day: day(scheme.toDate) })
    : words('sales.bill.schemeOpen', { deal })
  if (rule.freeOther) {
    const packs = rule.freeOther.qtyMilli / (scheme.freeItem?.factor ?? 1)
    return `${told}: ${words('sales.bill.schemeOther', { qty: quantity(packs), item: rule.freeOther.name })}`
  }
  return line.flatPaise && rule.flatPaise > 0 ? `${told}: ${words('sales.bill.schemeHalf')}` : told
}

/** More free than the scheme gives: a warning beside the cell; the posting asks for it or refuses it by right. */
export function freeBeyond(line: BillLine): boolean {
  const rule = ruleOf(line)
  return rule?.scheme != null && !rule.freeOther && (line.freeMilli ?? 0) > rule.freeMilli
}

/** Free goods of another item that a line earns by its scheme. */
export const giftOf = (line: BillLine): LinePrice['freeOther'] => ruleOf(line)?.freeOther ?? null
